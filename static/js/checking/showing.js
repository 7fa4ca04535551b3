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
  begin(base) {
    this.base = base;
    this.answer = make("div", { class: "verdict verdict-waiting", role: "status" },
      make("p", { class: "verdict-word" }, this.say("checking")));
    this.original = make("section", { hidden: "" });
    this.list = make("ol", { class: "check-steps" });
    for (const step of STEPS) {
      this.lines[step] = make("li");
      this.line(step, { state: "waiting", word: "", values: {}, shown: [] });
      this.list.append(this.lines[step]);
    }
    this.place.replaceChildren(this.answer, this.original, make("section", {},
      make("h2", {}, this.say("stepsTitle")), make("p", { class: "soft" }, this.say("stepsHint")), this.list));
    this.place.removeAttribute("data-done");
  }

  /** One step as it stands: sign, word and title; how it came out; inside, what it proves and the values. */
  line(step, { state, word, values, shown, parts = [] }) {
    const head = make("span", { class: "check-head" }, this.badge(state), make("span", {}, this.say(`title_${step}`)));
    const line = this.lines[step];
    line.className = `check-step check-${state}`;
    Object.assign(line.dataset, { step, state });
    if (!word) return line.replaceChildren(head);
    line.replaceChildren(make("details", { class: "check-details" },
      make("summary", {}, head, make("span", { class: "check-outcome" }, this.say(`is_${word}`, values))),
      make("p", {}, make("b", {}, this.say("provesLabel")), this.say(`proves_${step}`)),
      this.values(shown), ...parts.map((part) => this.part(part))));
  }

  part({ name, state, word, values, shown }) {
    const line = make("div", { class: `check-part check-${state}` },
      make("p", { class: "check-head" }, this.badge(state), make("code", {}, name)),
      make("p", {}, this.say(`is_${word}`, values)));
    if (word === "partWithheld") line.append(make("p", {}, this.redaction(values)));
    line.append(this.values(shown));
    return line;
  }

  /** Which entry says why a part is withheld; with the way there when a server is known. */
  redaction({ redaction, log }) {
    if (redaction === undefined) return this.say("noRedaction");
    const said = this.say("redaction", { n: redaction, log });
    const way = this.base || location.pathname.startsWith("/v/");
    return way ? make("a", { href: `${this.base}/v/${log}/${redaction}` }, said) : said;
  }

  badge(state) {
    return make("span", { class: "check-badge" }, this.sign(state), this.say(`state_${state}`));
  }

  sign(state) {
    return make("span", { class: "check-sign", "aria-hidden": "true" }, SIGN[state]);
  }

  /** Label and value, a line each; a list is of words. */
  values(shown) {
    const list = make("dl", { class: "check-values" });
    for (const [label, value] of shown) {
      const said = Array.isArray(value) ? value.map((word) => this.say(word)).join(" · ") : value;
      list.append(make("dt", {}, this.say(`value_${label}`)), make("dd", {}, said));
    }
    return shown.length ? list : "";
  }

  /** The answer, what does not fit, and the words of the log to hold beside the paper. */
  end({ results, text, verdict, log, successor }) {
    const count = Object.values(results).filter((result) => result.state === "open").length;
    const tone = { same: "good", different: "bad" }[verdict] ?? "open";
    this.answer.className = `verdict verdict-${tone}`;
    this.answer.replaceChildren(
      make("p", { class: "verdict-word" }, this.sign(tone), this.say(`verdict_${verdict}`)),
      make("p", {}, this.say(`verdict_${verdict}_more`, { n: count })),
    );
    const first = STEPS.find((step) => results[step].state === "bad");
    if (first) this.fault(first, results[first]);
    const { word, values } = results.parts;
    if (word === "partsWithheld") this.answer.append(make("p", {}, this.say("is_partsWithheld", values)));
    if (successor) this.answer.append(this.succeeded(log, successor));
    if (text) this.text(text);
    this.place.dataset.done = verdict;
  }

  /** In grey: the log was succeeded by another; what this one holds is checked all the same. */
  succeeded(log, next) {
    const said = this.say("succeeded", { log, next });
    const way = this.base || location.pathname.startsWith("/v/");
    return make("p", { class: "soft check-succeeded" }, way ? make("a", { href: `${this.base}/log/${next}` }, said) : said);
  }

  fault(step, { word, values }) {
    this.answer.append(
      make("p", {}, make("b", {}, this.say(`title_${step}`), this.say("colon")), this.say(`is_${word}`, values)),
      make("p", {}, this.say("whatToDo")),
    );
  }

  text(text) {
    this.original.hidden = false;
    this.original.replaceChildren(make("h2", {}, this.say("original")),
      make("blockquote", { class: "check-text", lang: "zh-CN" }, text), make("p", {}, this.say("compare")));
  }
}

/** An element with attributes and children; text is never read as markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
