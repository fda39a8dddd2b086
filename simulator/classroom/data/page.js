const $ = (id) => document.getElementById(id), screen = $("screen"), lost = $("lost"), said = $("said"), typed = {};
const { events } = screen.dataset, again = events + (events.includes("?") ? "&" : "?") + "again", elsewhere = $("elsewhere");
const find = (what) => screen.querySelectorAll(what), now = Date.now;
let source, heard, shown, waits;
const here = () => { heard = now(); lost.hidden = elsewhere.hidden = true; waits = false; };
const connect = () => {
  source?.close();
  heard = now();
  source = new EventSource(waits ? again : events);
  source.addEventListener("beat", here);
  source.addEventListener("elsewhere", () => { source.close(); heard = now(); waits = !(elsewhere.hidden = false); });
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
    if (waits) return;
    lost.hidden = find("[data-ended]").length > 0;
    source.readyState > 1 && fetch("/here").then((got) => got.ok && location.reload(), () => (heard = 0));
  };
};
connect();
shown = now();
ononline = document.onvisibilitychange = () => { if (!document.hidden) { waits = false; connect(); } };
setInterval(() => {
  if (now() - heard > (waits ? 5e3 : 4e4)) connect();
  for (const clock of find("[data-left]")) {
    const left = Math.ceil(clock.dataset.left - (now() - shown) / 1e3), { rest, over } = clock.dataset;
    clock.textContent = left > 0 ? rest.replace("#", `${left / 60 | 0}:${`${left % 60}`.padStart(2, 0)}`) : over;
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
