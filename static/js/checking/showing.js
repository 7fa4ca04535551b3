// The result on the page: the answer first, then a line for each step, which opens to show its values.
import { STEPS } from "./steps.js";

const SIGN = { good: "✓", bad: "✕", open: "–", waiting: "…" };

/** Draws into `place` in the words of one language; can be drawn again in another. */
export class Showing {
  constructor(place, words) {
    Object.assign(this, { place, words, done: null, lines: {} });
  }

  /** A word's sentence with its places filled in. */
  say(key, values = {}) {
    return (this.words[key] ?? key).replace(/%\((\w+)\)s/g, (_, name) => String(values[name] ?? ""));
  }

  /** Everything waits; nothing is green. */
  begin(paper, base, log) {
    Object.assign(this, { paper, base, log });
    this.answer = make("div", { class: "verdict verdict-waiting", role: "status" }, make("p", { class: "verdict-word" }, this.say("checking")));
    this.original = make("div");
    this.list = make("ol", { class: "check-steps" });
    for (const step of STEPS) {
      this.lines[step] = make("li");
      this.line(step, { state: "waiting", word: "", values: {}, shown: [] });
      this.list.append(this.lines[step]);
    }
    this.place.replaceChildren(this.answer, this.original, make("h2", {}, this.say("stepsTitle")), make("p", { class: "soft" }, this.say("stepsHint")), this.list);
    this.place.removeAttribute("data-done");
  }

  /** One step as it stands. */
  line(step, { state, word, values, shown, parts = [] }) {
    const more = make("details", {}, make("summary", {}, this.say("more")),
      make("p", {}, make("b", {}, this.say("provesLabel")), this.say(`proves_${step}`)), this.values(shown));
    for (const part of parts) more.append(this.part(part));
    this.lines[step].className = `check-step check-${state}`;
    this.lines[step].dataset.step = step;
    this.lines[step].dataset.state = state;
    this.lines[step].replaceChildren(
      make("p", { class: "check-head" }, this.badge(state), make("span", { class: "check-title" }, this.say(`title_${step}`))),
      ...(word ? [make("p", {}, this.say(`is_${word}`, values)), more] : []),
    );
  }

  part({ name, state, word, values, shown }) {
    const line = make("div", { class: `check-part check-${state}` }, make("p", { class: "check-head" }, this.badge(state), make("code", {}, name)), make("p", {}, this.say(`is_${word}`, values)));
    if (Number.isSafeInteger(values.why)) {
      const address = `${this.base}/disclosures/${this.log}/${values.why}`;
      line.append(make("p", {}, make("a", { href: address }, this.say("redaction", { n: values.why }))));
    } else if (word === "partWithheld") {
      line.append(make("p", {}, this.say("noRedaction")));
    }
    line.append(this.values(shown));
    return line;
  }

  badge(state) {
    return make("span", { class: "check-badge" }, make("span", { class: "check-sign", "aria-hidden": "true" }, SIGN[state]), this.say(`state_${state}`));
  }

  values(shown) {
    const list = make("dl", { class: "check-values" });
    for (const [label, value] of shown) {
      const said = label === "checkedBy" ? this.say(`by_${value}`) : value;
      list.append(make("dt", {}, this.say(`value_${label}`)), make("dd", {}, said));
    }
    return shown.length ? list : "";
  }

  /** The answer, and the words of the log to hold beside the paper. */
  end({ results, text, verdict }) {
    const states = Object.values(results);
    const count = states.filter((result) => result.state === "open").length;
    const tone = { same: "good", different: "bad" }[verdict] ?? "open";
    this.answer.className = `verdict verdict-${tone}`;
    this.answer.replaceChildren(
      make("p", { class: "verdict-word" }, make("span", { class: "check-sign", "aria-hidden": "true" }, SIGN[tone]), this.say(`verdict_${verdict}`)),
      make("p", {}, this.say(`verdict_${verdict}_more`, { n: count })),
    );
    const first = STEPS.find((step) => results[step].state === "bad");
    if (first) {
      const fault = results[first];
      this.answer.append(make("p", {}, make("b", {}, this.say(`title_${first}`), this.say("colon")), this.say(`is_${fault.word}`, fault.values)), make("p", {}, this.say("whatToDo")));
    }
    if (results.parts.word === "partsWithheld") this.answer.append(make("p", {}, this.say("is_partsWithheld", results.parts.values)));
    this.original.replaceChildren(...(text ? [make("h2", {}, this.say("original")), make("blockquote", { class: "check-text", lang: "zh-CN" }, text), make("p", {}, this.say("compare"))] : []));
    this.place.dataset.done = verdict;
  }
}

/** An element with attributes and children; text is never read as markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
