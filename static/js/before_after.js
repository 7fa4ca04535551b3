// Two photos of one spot become one with a slider; without this they stand side by side.
for (const figure of document.querySelectorAll("[data-before-after]")) {
  const slider = figure.querySelector(".ba-slider");
  const range = slider.querySelector("input");
  const show = () => figure.style.setProperty("--shown", `${range.value}%`);
  figure.classList.add("is-sliding");
  slider.hidden = false;
  range.addEventListener("input", show);
  show();
}
