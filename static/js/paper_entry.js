// Typing ballots in: a wrong serial is noticed while typing, Enter goes on, and the page stays where it is.
// Without this module the same form is sent and comes back; the server checks everything again.
const DAMM = [
  "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
  "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
];
const digitsOf = (typed) => typed.normalize("NFKC").replace(/[\s\-‐–—]/g, "");
const whole = (digits) => [...digits].reduce((at, digit) => DAMM[at][digit], 0) == 0;

function ready(box) {
  const form = box.querySelector("form");
  const [serial, marks] = [form.elements.serial, form.elements.marks];
  serial.addEventListener("input", () => {
    const digits = digitsOf(serial.value);
    const full = /^[0-9]{8}$/.test(digits);
    serial.setCustomValidity(full && !whole(digits) ? box.dataset.wrong : "");
    if (full && whole(digits)) marks.focus();
    else if (full) serial.reportValidity();
  });
  serial.addEventListener("keydown", (event) => {
    const undoing = ["-", "－", "—"].includes(serial.value.trim());
    if (event.key !== "Enter" || event.isComposing || undoing) return;
    event.preventDefault();
    if (serial.reportValidity()) marks.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (!form.dataset.sent) send(box, form);
  });
}

async function send(box, form) {
  form.dataset.sent = "1";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-paper-entry]");
    if (!next) throw new Error("not the entry page");
    for (const part of ["main h1 ~ .lede"]) {
      const [here, there] = [document.querySelector(part), page.querySelector(part)];
      if (here && there) here.replaceWith(document.adoptNode(there));
    }
    box.replaceWith(document.adoptNode(next));
    ready(next);
    (next.querySelector("[autofocus]:is(input)") ?? next.querySelector("input[name=serial]")).focus();
  } catch {
    // signed out, no connection, an error: let the browser show what the server says
    HTMLFormElement.prototype.submit.call(form);
  }
}

for (const box of document.querySelectorAll("[data-paper-entry]")) ready(box);
