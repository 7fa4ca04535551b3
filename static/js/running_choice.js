// The voting page: how many projects are chosen so far and what they cost. It only tells; the server decides.
// <fieldset data-choosing data-limit="3" data-budget="(fen)"> with <input type=checkbox data-cost="(fen)">.
const yuan = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const money = (fen) => `¥${yuan.format(fen / 100)}`;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

function tell(group) {
  const limit = Number(group.dataset.limit ?? 0);
  const budget = Number(group.dataset.budget ?? 0);
  const chosen = [...group.querySelectorAll("input[type=checkbox]:checked")];
  const count = chosen.length;
  const cost = chosen.reduce((sum, input) => sum + Number(input.dataset.cost ?? 0), 0);
  const over = limit && count > limit;
  const panel = group.querySelector("[data-chosen]");
  const say = panel.querySelector("[data-say]");
  const words = say.dataset;
  const text = over ? words.over : count === 0 ? words.none : limit ? words.countLimit : words.count;
  say.textContent = fill(text, { count, limit, over: count - limit });
  panel.classList.toggle("is-over", Boolean(over));
  const price = panel.querySelector("[data-cost-say]");
  if (!price) return;
  price.textContent = fill(price.dataset.cost, { cost: money(cost), budget: money(budget) });
  const share = budget ? Math.min(100, (100 * cost) / budget) : 0;
  panel.querySelector("[data-cost-bar]").setAttribute("width", `${share.toFixed(2)}%`);
}

for (const group of document.querySelectorAll("[data-choosing]")) {
  group.querySelector("[data-chosen]").hidden = false;
  group.addEventListener("change", () => tell(group));
  window.addEventListener("pageshow", () => tell(group));
  tell(group);
}
