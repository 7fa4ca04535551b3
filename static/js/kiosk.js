// A tablet that many people use one after the other: when nobody touches it, it goes back to its start by itself, and
// a page that the browser kept is asked for again. <body data-kiosk="/booth/…" data-seconds="60">.
const { kiosk: start, seconds } = document.body.dataset;
const patience = Number(seconds) * 1000;
const WARN = 15_000;
const warning = document.querySelector("[data-idle]");
let touched = Date.now();

function look() {
  const left = touched + patience - Date.now();
  if (left <= 0) {
    location.replace(start);
    return;
  }
  const soon = left <= WARN && warning.dataset.idle !== "";
  warning.hidden = !soon;
  if (soon) warning.textContent = warning.dataset.idle.replace("{seconds}", Math.ceil(left / 5000) * 5);
}

for (const sign of ["pointerdown", "keydown", "input", "scroll", "touchmove"]) {
  window.addEventListener(sign, () => {
    touched = Date.now();
    warning.hidden = true;
  }, { passive: true });
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(start);
});
setInterval(look, 1000);
