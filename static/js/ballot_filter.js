// Shows only the projects one looks for, at once and without asking the server. What is chosen always stays in sight.
const filter = document.querySelector("[data-filter]");
const group = document.querySelector("[data-choosing]");

// A list the server already made shorter stays as it is: what is not there cannot be shown.
if (filter && group && !("applied" in filter.dataset)) {
  const told = filter.querySelector("[data-found]");
  const asked = (name) => filter.querySelector(`[name=${name}]`)?.value.trim().toLowerCase() ?? "";
  const cost = (item) => Number(item.dataset.cost ?? item.querySelector("[data-cost]").dataset.cost);
  const isChosen = (item) =>
    [...item.querySelectorAll("input")].some((input) => (input.type === "checkbox" ? input.checked : input.value));

  const show = () => {
    const words = asked("words").split(/\s+/).filter(Boolean);
    const [grid, kind, most] = [asked("grid"), asked("kind"), Number(asked("cost"))];
    let found = 0;
    for (const item of group.querySelectorAll("li.choice")) {
      const text = item.textContent.toLowerCase();
      const fits =
        words.every((word) => text.includes(word)) &&
        text.includes(grid) &&
        (!kind || item.dataset.kind === kind) &&
        (!most || cost(item) <= most);
      found += fits;
      item.hidden = !fits && !isChosen(item);
    }
    const narrowed = words.length || grid || kind || most;
    told.textContent = narrowed ? told.dataset.found.replace("{found}", found) : "";
  };

  for (const pressed of filter.querySelectorAll("[data-without-script]")) pressed.hidden = true;
  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
  });
  window.addEventListener("pageshow", show);
}
