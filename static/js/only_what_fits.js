// Parts of a form that matter only with certain answers: data-when="rule=mes form=points" shows the part when one of
// the named answers is given. Without this every part is shown, each with a hint on when it matters.
const parts = [...document.querySelectorAll("[data-when]")];
const given = (form, name, value) =>
  [...form.elements].some(
    (field) => field.name === name && field.value === value && (field.type !== "checkbox" || field.checked),
  );

function show() {
  for (const part of parts) {
    const form = part.closest("form");
    const fits = part.dataset.when.split(" ").some((one) => given(form, ...one.split("=")));
    // A field with an error stays in sight, so that it can be put right.
    part.hidden = !fits && !part.querySelector("[aria-invalid]");
  }
}

for (const form of new Set(parts.map((part) => part.closest("form")))) form.addEventListener("change", show);
window.addEventListener("pageshow", show);
show();
