// Keeps what is typed into <form data-draft="name"> for this tab until it has been sent. Never passwords, files
// or hidden fields, nor a form without the attribute (ballots).
const KEPT = "textarea, select, input:not([type=password], [type=file], [type=hidden], [type=submit])";
const SENT = "draft-sent";

const key = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
const inputs = (form) => [...form.querySelectorAll(KEPT)].filter((input) => input.name);
const isTick = (input) => input.type === "checkbox" || input.type === "radio";

function keep(form) {
  const typed = inputs(form).map((input) => [input.name, isTick(input) ? [input.value, input.checked] : input.value]);
  sessionStorage.setItem(key(form), JSON.stringify(typed));
}

function bringBack(form) {
  const typed = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
  // A page that came back with errors already holds what was typed.
  if (!typed || form.querySelector("[aria-invalid]")) return;
  const left = inputs(form);
  for (const [name, value] of typed) {
    const at = left.findIndex((input) => input.name === name && (!isTick(input) || input.value === value[0]));
    if (at < 0) continue;
    const [input] = left.splice(at, 1);
    if (isTick(input)) input.checked = value[1];
    else if (!input.value || input.tagName === "SELECT") input.value = value;
  }
}

// A page that follows a sending, not one gone back to after the line broke, means that it arrived.
function forgetSent() {
  const sent = sessionStorage.getItem(SENT);
  const [arrival] = performance.getEntriesByType("navigation");
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  if (arrival?.type === "navigate" && !document.querySelector("[aria-invalid]")) sessionStorage.removeItem(sent);
}

try {
  forgetSent();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    bringBack(form);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) sessionStorage.setItem(SENT, key(form));
    });
  }
} catch {
  // Storage is full or forbidden: the forms work without it.
}
