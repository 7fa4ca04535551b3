// The steps of checking one disclosure. Each proves one thing, and is "good", "bad" or "open" (cannot be checked here).
import { Fault, hex, objectOf, same, sha256, unhex, utf8 } from "./bytes.js";
import { entryOf } from "./entry.js";
import { isIncluded, leafHash } from "./merkle.js";
import { checkpointOf, cosignatures, keysOf, keyWith, signers } from "./note.js";
import { hashesOf, partHash } from "./sources.js";

export const STEPS = ["paper_content", "parts", "content", "entry", "leaf", "included", "signed", "paper_key", "paper_log", "witnessed"];

/** Go through all steps in turn; `tell(step, result)` hears each. Gives the results by step, and the text if it holds. */
export async function check({ log, index, paper, source, witnesses = "" }, tell) {
  const seen = new Seen({ log, index, paper, source, witnesses });
  const results = {};
  for (const step of STEPS) {
    results[step] = await attempt(() => WORK[step](seen));
    tell(step, results[step]);
  }
  const successor = await source.successor().catch(() => null); // a hint where to read on; it decides nothing
  return { results, text: results.parts.text ?? null, verdict: verdictOf(results, paper), log, successor };
}

async function attempt(work) {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof Fault)) return open("stopped", { why: String(fault) }, []);
    if (fault.told) return open("rests", {}, []);
    fault.told = true; // the first step that meets it says so; later ones rest on it
    return { state: fault.state, word: fault.word, values: fault.values, shown: [] };
  }
}

/** "different" when anything is bad; "same" only when everything the paper rests on is good. */
export function verdictOf(results, paper) {
  const states = Object.entries(results);
  if (states.some(([, result]) => result.state === "bad")) return "different";
  if (paper?.broken) return "broken";
  const partsHold = results.parts.state === "good" || results.parts.word === "partsWithheld";
  const holds = ([step, { state, word }]) =>
    state === "good" || word === "keyReplaced" || step === "witnessed" || (step === "parts" && partsHold);
  if (states.every(holds)) return "same";
  if (!paper && states.filter(([step]) => !step.startsWith("paper_")).every(holds)) return "noPaper";
  return "undecided";
}

/** What the steps share: each thing is fetched once. */
class Seen {
  constructor(given) {
    Object.assign(this, given);
    const { source } = given;
    this.form = once(async () => formOf(await formThere(this), this.log, this.index));
    this.checkpoint = once(async () => checkpointOf(await headThere(this)));
    this.keys = once(async () => keysOf(await source.keys()));
    this.signing = once(async () => signers(await this.checkpoint(), await this.keys()));
    this.inclusion = once(async () => inclusionOf(this));
  }
  /** The paper, for steps that compare with it. */
  onPaper() {
    if (!this.paper) throw new Fault("open", "noPaper");
    if (this.paper.broken) throw new Fault("open", "brokenPaper");
    return this.paper;
  }
}

function once(fetching) {
  let made = null;
  return () => (made ??= fetching());
}

function formOf(form, log, index) {
  const strings = typeof form.entry === "string" && typeof form.manifest === "string";
  if (!strings || form.parts === null || typeof form.parts !== "object") throw new Fault("bad", "unreadable");
  if (form.log !== log || form.index !== index) throw new Fault("bad", "otherEntry");
  return form;
}

/** In groups of eight, as the paper prints it. */
const grouped = (digits) => digits.match(/.{1,8}/g).join(" ");

const good = (word, values, shown) => ({ state: "good", word, values, shown });
const bad = (word, values, shown) => ({ state: "bad", word, values, shown });
const open = (word, values, shown) => ({ state: "open", word, values, shown });

const WORK = {
  /** The content hash on the paper is that of the log's entry. */
  async paper_content(seen) {
    const paper = seen.onPaper();
    const form = await seen.form();
    const { content } = objectOf(form.entry);
    const shown = [["onPaper", paper.content], ["inLog", String(content)]];
    return content === paper.content ? good("sameContent", {}, shown) : bad("otherContent", {}, shown);
  },

  /** Each part with its salt hashes to its line of the manifest. */
  async parts(seen) {
    const form = await seen.form();
    const lines = objectOf(form.manifest).parts;
    if (!Array.isArray(lines) || lines.length === 0) throw new Fault("bad", "unreadable");
    const names = lines.map((line) => line.name);
    const extra = Object.keys(form.parts).filter((name) => !names.includes(name));
    const parts = [];
    for (const line of lines) parts.push({ name: line.name, ...(await attempt(() => partOf(seen, form, line))) });
    for (const name of extra) parts.push({ name, ...bad("partExtra", {}, []) });
    const count = (state) => parts.filter((part) => part.state === state).length;
    const withheld = parts.filter((part) => part.word === "partWithheld").length;
    const values = { n: parts.length, bad: count("bad"), open: count("open"), withheld };
    const text = parts.find((part) => part.name === "text" && part.state === "good") ? form.parts.text.text : null;
    if (values.bad) return { ...bad("partsChanged", values, []), parts };
    if (values.open > withheld) return { ...open("partsOpen", values, []), parts, text };
    if (withheld) return { ...open("partsWithheld", values, []), parts, text };
    return { ...good("partsHold", values, []), parts, text };
  },

  /** The manifest hashes to what the entry names as its content. */
  async content(seen) {
    const form = await seen.form();
    const { content } = objectOf(form.entry);
    const made = `sha256:${hex(await sha256(utf8(form.manifest)))}`;
    const shown = [["computed", made], ["inEntry", String(content)], ["manifest", form.manifest]];
    return content === made ? good("contentHolds", {}, shown) : bad("contentChanged", {}, shown);
  },

  /** The entry is written in the one form the log allows. */
  async entry(seen) {
    const { entry } = await seen.form();
    entryOf(entry);
    return good("canonical", {}, [["entry", entry]]);
  },

  /** The entry hashes to the leaf that the proof is about. */
  async leaf(seen) {
    const made = await leafHash(utf8((await seen.form()).entry));
    const { leaf } = await seen.inclusion();
    const shown = [["computed", hex(made)], ["inProof", String(leaf)]];
    return leaf === hex(made) ? good("leafHolds", {}, shown) : bad("leafChanged", {}, shown);
  },

  /** From the leaf up to the root of the signed checkpoint. */
  async included(seen) {
    const made = await leafHash(utf8((await seen.form()).entry));
    const { size, root } = await seen.checkpoint();
    const said = await seen.inclusion();
    const proof = hashesOf(said.proof);
    const shown = [["root", hex(root)], ["proof", proof.map(hex).join("\n")]];
    const holds = said.index === seen.index && said.size === size && (await isIncluded(made, seen.index, size, proof, root));
    return holds ? good("isIncluded", { n: size }, shown) : bad("notIncluded", { n: size }, shown);
  },

  /** The checkpoint is signed by a key of the log, and by no such key falsely. */
  async signed(seen) {
    const checkpoint = await seen.checkpoint();
    const shown = [["checkpoint", checkpoint.text]];
    if (!checkpoint.origin.endsWith(`/log/${seen.log}`)) return bad("otherLog", { origin: checkpoint.origin }, shown);
    const found = await seen.signing();
    for (const { key, by, signature } of found) {
      shown.push(["key", `${key.name}+${key.id}  ${hex(key.key)}`], ["signature", hex(signature)], ["checkedBy", [`by_${by}`]]);
    }
    return found.length ? good("isSigned", {}, shown) : bad("notSigned", {}, shown);
  },

  /** The key that signed is the one whose fingerprint is on the paper. */
  async paper_key(seen) {
    const signing = await seen.signing();
    const shown = signing.map(({ key }) => ["keyUsed", grouped(key.fingerprint)]);
    if (!seen.paper) return open("keyFromServer", {}, shown);
    const paper = seen.onPaper();
    shown.unshift(["onPaper", grouped(paper.fingerprint)]);
    if (signing.some(({ key }) => key.fingerprint === paper.fingerprint)) return good("sameKey", {}, shown);
    return (await replaced(seen.source, paper)) ? open("keyReplaced", {}, shown) : bad("otherKey", {}, shown);
  },

  /** The log the paper saw is the beginning of today's. */
  async paper_log(seen) {
    const paper = seen.onPaper();
    const checkpoint = await seen.checkpoint();
    const values = { then: paper.size, now: checkpoint.size };
    const shown = [["paperSize", String(paper.size)], ["paperRoot", hex(paper.root)],
      ["size", String(checkpoint.size)], ["root", hex(checkpoint.root)]];
    if (paper.size <= seen.index) return bad("paperTooEarly", values, shown);
    if (checkpoint.size < paper.size) return bad("logShorter", values, shown);
    const holds = checkpoint.size === paper.size
      ? same(checkpoint.root, paper.root)
      : await seen.source.began(paper.size, paper.root, checkpoint);
    return holds ? good("logOnlyGrew", values, shown) : bad("logForked", values, shown);
  },

  /** Others outside the operator saw the same log, and when. Their keys count when the person who checks named them. */
  async witnessed(seen) {
    const checkpoint = await seen.checkpoint();
    const named = await keysOf(seen.witnesses);
    const told = await keysOf(await seen.source.witnesses());
    const found = await cosignatures(checkpoint, [...named, ...told], await seen.keys());
    const when = (one) => new Date(one.seconds * 1000).toISOString().replace(".000", "");
    const shown = found.map((one) => [one.valid === null ? "witnessUnknown" : "witness", `${one.name}  ${when(one)}`]);
    const trusted = found.filter((one) => one.valid && named.some((key) => key.id === one.id));
    const values = { n: found.length, known: trusted.length, told: found.filter((one) => one.valid).length };
    if (found.some((one) => one.valid === false)) return bad("witnessWrong", values, shown);
    if (values.known) return good("isWitnessed", values, shown);
    if (values.told) return open("witnessesTold", values, shown);
    return found.length ? open("witnessesUnknown", values, shown) : open("notWitnessed", values, shown);
  },
};

/** The machine form. That it is missing is a fault only when the log is long enough to hold the entry. */
async function formThere({ source, paper, index, checkpoint }) {
  try {
    return await source.form();
  } catch (fault) {
    if (fault.word !== "absent") throw fault;
    const { size } = await checkpoint().catch(() => ({ size: 0 }));
    const longest = Math.max(size, paper?.size ?? 0);
    throw longest > index ? new Fault("bad", "removed", { n: longest }) : new Fault("open", "noEntry");
  }
}

/** The newest checkpoint. A log that is just beginning has none yet; one that paper names has. */
async function headThere({ source, paper }) {
  try {
    return await source.checkpoint();
  } catch (fault) {
    throw fault.word === "absent" && !paper ? new Fault("open", "notYetSigned") : fault;
  }
}

async function partOf(seen, form, line) {
  const part = form.parts[line.name];
  if (part === undefined) return bad("partMissing", {}, []);
  if (part === null) return withheldPart(seen, line);
  const bytes = typeof part.text === "string" ? utf8(part.text) : await seen.source.part(part);
  const made = hex(await partHash(unhex(part.salt, 32), bytes));
  const shown = [["computed", made], ["inManifest", String(line.hash)], ["salt", part.salt]];
  return made === line.hash && bytes.length === line.size ? good("partHolds", {}, shown) : bad("partChanged", {}, shown);
}

/** A withheld part stays in the manifest; a redaction entry of the log names it and says why. */
async function withheldPart({ source, log, index }, line) {
  const shown = [["inManifest", String(line.hash)]];
  const at = await source.redactionOf(index, line.name);
  if (!at) return open("partWithheld", {}, shown);
  const told = await source.form(at.index, at.log);
  const facts = objectOf(told.parts?.facts?.text);
  const names = objectOf(told.entry).kind === "redaction" && facts.index === index && (facts.log ?? at.log) === log;
  if (!names || !facts.parts?.includes(line.name)) return open("partWithheld", {}, shown);
  shown.push(["ground", [`ground_${facts.ground}`, String(facts.reference)]]);
  shown.push(["offices", [facts.offices].flat().map((office) => `office_${office}`)]);
  return open("partWithheld", { redaction: at.index, log: at.log }, shown);
}

/** The proof that the entry is in the signed log; not yet, in the seconds before it is signed. */
async function inclusionOf({ checkpoint, source, index, paper }) {
  const { size } = await checkpoint();
  if (size > index) return source.inclusion(size);
  if (paper?.size > index) throw new Fault("bad", "logShorter", { then: paper.size, now: size });
  throw new Fault("open", "notYetSigned");
}

/** Whether the paper's key signed the log as the paper saw it: then another key took over since. */
async function replaced(source, paper) {
  const older = keyWith(await keysOf(await source.keys(paper.size)), paper.fingerprint);
  if (!older) return false;
  const then = checkpointOf(await source.checkpoint(paper.size));
  const signing = await signers(then, [older]);
  return signing.length > 0 && then.size === paper.size && same(then.root, paper.root);
}
