// The voting page: what is chosen so far, and buttons beside the numbers. It only tells; the server decides, and nothing
// is kept: what is chosen stands in the form's fields and nowhere else.
// <fieldset data-choosing="approval|budgeted|ranked|points" data-limit="3" data-budget="(fen)">; ticks are
// <input type=checkbox data-cost="(fen)">, numbers stand in [data-entry] of their <li>.
const yuan = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const money = (fen) => `${fen < 0 ? "-" : ""}¥${yuan.format(Math.abs(fen) / 100)}`;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const number = (input) => Number.parseInt(input.value.normalize("NFKC"), 10) || 0;
const numbers = (group) => [...group.querySelectorAll("[data-entry] input")];

function say(group, count, { over = false, words = null, facts = {} } = {}) {
  const limit = Number(group.dataset.limit ?? 0);
  const panel = group.querySelector("[data-chosen]");
  const line = panel.querySelector("[data-say]");
  const many = Boolean(limit) && count > limit;
  const own = line.dataset;
  const text = words ?? (many ? own.over : count === 0 ? own.none : limit ? own.countLimit : own.count);
  const said = fill(text, { count, limit, over: count - limit, left: limit - count, ...facts });
  if (line.textContent !== said) line.textContent = said;
  panel.classList.toggle("is-over", many || over);
}

function ticks(group) {
  const chosen = [...group.querySelectorAll("input[type=checkbox]:checked")];
  const cost = chosen.reduce((sum, input) => sum + Number(input.dataset.cost ?? 0), 0);
  const budget = Number(group.dataset.budget ?? 0);
  const panel = group.querySelector("[data-chosen]");
  const words = panel.querySelector("[data-say]").dataset;
  const over = group.dataset.choosing === "budgeted" && cost > budget;
  say(group, chosen.length, { over, words: over ? words.overBudget : null });
  const price = panel.querySelector("[data-cost-say]");
  if (!price) return;
  price.textContent = fill(price.dataset.cost, { cost: money(cost), budget: money(budget), left: money(budget - cost) });
  const share = budget ? Math.min(100, (100 * cost) / budget) : 0;
  panel.querySelector("[data-cost-bar]").setAttribute("width", `${share.toFixed(2)}%`);
}

function points(group) {
  say(group, numbers(group).reduce((sum, input) => sum + number(input), 0));
  for (const input of numbers(group)) {
    input.closest("li").classList.toggle("is-chosen", number(input) > 0);
    input.parentElement.querySelector("[data-step='-1']").disabled = number(input) < 1;
  }
}

const placed = (group) =>
  numbers(group)
    .filter((input) => number(input) > 0)
    .sort((a, b) => number(a) - number(b));

function ranked(group) {
  const order = placed(group);
  const places = order.map(number);
  const twice = new Set(places).size < places.length;
  const words = group.querySelector("[data-say]").dataset;
  say(group, order.length, { over: twice, words: twice ? words.twice : null });
  const list = group.querySelector("[data-order]");
  list.textContent = order
    .map((input) => `${number(input)} ${input.closest("li").dataset.title}`)
    .join(list.dataset.between);
  for (const input of numbers(group)) {
    const at = order.indexOf(input);
    const entry = input.parentElement;
    input.closest("li").classList.toggle("is-chosen", at >= 0);
    entry.querySelector("[data-act=add]").hidden = at >= 0;
    for (const act of ["up", "down"]) entry.querySelector(`[data-act=${act}]`).hidden = at < 0;
    entry.querySelector("[data-act=up]").disabled = at === 0;
    entry.querySelector("[data-act=down]").disabled = at === order.length - 1;
  }
}

function button(group, input, word, sign, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button step";
  made.textContent = sign;
  made.setAttribute("aria-label", `${word}${group.dataset.colon}${input.closest("li").dataset.title}`);
  made.addEventListener("click", () => {
    press();
    group.dispatchEvent(new Event("change"));
  });
  return made;
}

// − and + beside points; nothing below 0, an empty field instead of 0.
function addSteps(group) {
  for (const input of numbers(group)) {
    const step = (by) => () => (input.value = Math.max(0, number(input) + by) || "");
    const less = button(group, input, group.dataset.less, "−", step(-1));
    less.dataset.step = "-1";
    input.before(less);
    input.parentElement.append(button(group, input, group.dataset.more, "+", step(1)));
  }
}

// Put at the end of the order, one place forward, one place back.
function addMoves(group) {
  const swap = (input, by) => () => {
    const order = placed(group);
    const other = order[order.indexOf(input) + by];
    if (other) [input.value, other.value] = [other.value, input.value];
  };
  for (const input of numbers(group)) {
    const entry = input.parentElement;
    const next = () => (input.value = String(Math.max(0, ...placed(group).map(number)) + 1));
    const add = button(group, input, group.dataset.add, group.dataset.add, next);
    const up = button(group, input, group.dataset.up, "↑", swap(input, -1));
    const down = button(group, input, group.dataset.down, "↓", swap(input, 1));
    Object.entries({ add, up, down }).forEach(([act, made]) => (made.dataset.act = act));
    entry.append(up, down, add);
  }
}

const TELL = { ranked, points };
const PREPARE = { ranked: addMoves, points: addSteps };

for (const group of document.querySelectorAll("[data-choosing]")) {
  const form = group.dataset.choosing;
  const tell = () => (TELL[form] ?? ticks)(group);
  PREPARE[form]?.(group);
  group.querySelector("[data-chosen]").hidden = false;
  group.addEventListener("change", tell);
  group.addEventListener("input", tell);
  window.addEventListener("pageshow", tell);
  tell();
}
