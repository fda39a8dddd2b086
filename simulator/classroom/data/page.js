const $ = (id) => document.getElementById(id), screen = $("screen"), lost = $("lost"), said = $("said"), typed = {};
const find = (what) => screen.querySelectorAll(what), now = Date.now;
let source, heard, shown;
const here = () => { heard = now(); lost.hidden = true; };
const connect = () => {
  source?.close();
  heard = now();
  source = new EventSource(screen.dataset.events);
  source.addEventListener("beat", here);
  source.onmessage = ({ data }) => {
    const at = document.activeElement.id;
    for (const box of find("textarea")) if (box.value != box.defaultValue) typed[box.id] = box.value;
    screen.innerHTML = data;
    for (const box of find("textarea")) box.value = typed[box.id] ?? box.value;
    $(at)?.focus({ preventScroll: true });
    for (const { dataset: { news } } of find("[data-news]")) if ($("news").textContent != news) $("news").textContent = news;
    shown = now();
    here();
  };
  source.onerror = () => {
    lost.hidden = false;
    source.readyState > 1 && fetch("/here").then((got) => got.ok && location.reload(), () => (heard = 0));
  };
};
connect();
shown = now();
ononline = document.onvisibilitychange = () => document.hidden || connect();
setInterval(() => {
  if (now() - heard > 4e4) connect();
  for (const clock of find("[data-left]")) {
    const left = clock.dataset.left - (now() - shown) / 1e3 | 0;
    clock.textContent = left > 0 ? `${left / 60 | 0}:${`${left % 60}`.padStart(2, 0)}` : clock.dataset.over;
  }
}, 1e3);
document.onsubmit = (event) => {
  const { target, submitter } = event, body = new URLSearchParams(new FormData(target));
  if (!target.dataset.live) return;
  event.preventDefault();
  if (submitter) body.set(submitter.name, submitter.value);
  fetch(target.action, { method: "POST", body, headers: { "X-Page": 1 } })
    .then((got) => got.text())
    .catch(() => screen.dataset.unsent)
    .then((words) => (said.textContent = words));
};
