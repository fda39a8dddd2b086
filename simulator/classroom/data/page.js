"use strict";
{
  const $ = (id) => document.getElementById(id), screen = $("screen"), typed = {};
  let source, heard = 0, shown = 0;
  const show = (html) => {
    const at = document.activeElement?.id;
    for (const box of screen.querySelectorAll("textarea"))
      if (box.value !== box.defaultValue) typed[box.id] = box.value;
    screen.innerHTML = html;
    for (const box of screen.querySelectorAll("textarea")) box.value = typed[box.id] ?? box.value;
    if (at) $(at)?.focus({ preventScroll: true });
    const said = screen.querySelector("[data-news]")?.dataset.news ?? "";
    if ($("news").textContent !== said) $("news").textContent = said;
    shown = Date.now();
  };
  const here = () => { heard = Date.now(); $("lost").hidden = true; };
  const connect = () => {
    source?.close();
    heard = Date.now();
    source = new EventSource(screen.dataset.events);
    source.onmessage = (event) => { here(); show(event.data); };
    source.addEventListener("beat", here);
    source.onerror = () => {
      $("lost").hidden = false;
      if (source.readyState === 2) fetch("/here").then((answer) => answer.ok && location.reload(), () => {});
    };
  };
  const tick = () => {
    if (Date.now() - heard > 40000 || source.readyState === 2) connect();
    for (const clock of screen.querySelectorAll("[data-left]")) {
      const left = Math.max(0, Math.round(clock.dataset.left - (Date.now() - shown) / 1000));
      clock.textContent = left ? `${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, "0")}` : clock.dataset.over;
    }
  };
  const send = async (event) => {
    const form = event.target;
    if (!form.dataset.live) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Page": "1" } });
      $("said").textContent = await answer.text();
    } catch { $("said").textContent = screen.dataset.unsent; }
  };
  if (screen?.dataset.events) {
    document.documentElement.classList.add("live");
    document.addEventListener("visibilitychange", () => document.hidden || connect());
    addEventListener("online", connect);
    document.addEventListener("submit", send);
    shown = Date.now();
    connect();
    setInterval(tick, 1000);
  }
}
