// Where what is checked comes from: a server, or files somebody saved. Both give the same things:
// form(), part(part), checkpoint(size), keys(size), inclusion(size), began(size, root, checkpoint),
// witnesses(), redactionOf(index, name), successor().
import { Fault, joined, objectOf, same, sha256, unhex } from "./bytes.js";
import { isExtension, rootFromTiles } from "./merkle.js";

const PATIENCE = 20000; // milliseconds for one answer

/** A server that shows the log at the addresses of docs/log.md. */
export class Server {
  constructor(base, log, index) {
    Object.assign(this, { base, log, index });
  }
  async form(index = this.index, log = this.log) {
    return objectOf(await this.text(`/disclosures/${log}/${index}.json`));
  }
  /** Which entry names a part as withheld, {log, index}; null when the server knows none. */
  async redactionOf(index, name) {
    return objectOf(await this.text(`/disclosures/${this.log}/${index}/withheld.json`)).parts?.[name] ?? null;
  }
  /** Key lines of the witnesses this log names. */
  witnesses() {
    return this.text(`/log/${this.log}/witnesses`);
  }
  /** The log that goes on from this one, by its id; null while this one is written. */
  async successor() {
    const logs = JSON.parse(await this.text("/log"));
    const next = logs.find((one) => one.id === this.log)?.successor;
    return typeof next === "string" && /^[\w-]+$/.test(next) ? next : null;
  }
  async part(part) {
    return new Uint8Array(await (await this.get(`/disclosures/${this.log}/${this.index}/${partPath(part)}`)).arrayBuffer());
  }
  checkpoint(size) {
    return this.text(`/log/${this.log}/checkpoint${size === undefined ? "" : `?size=${size}`}`);
  }
  keys(size) {
    return this.text(`/log/${this.log}/key${size === undefined ? "" : `?size=${size}`}`);
  }
  async inclusion(size) {
    return objectOf(await this.text(`/log/${this.log}/proof/inclusion?index=${this.index}&size=${size}`));
  }
  /** Whether the log begins with a tree of `size` and `root`, by a consistency proof. */
  async began(size, root, checkpoint) {
    const said = objectOf(await this.text(`/log/${this.log}/proof/consistency?from=${size}&to=${checkpoint.size}`));
    return isExtension(size, root, checkpoint.size, checkpoint.root, hashesOf(said.proof));
  }
  async text(path) {
    return (await this.get(path)).text();
  }
  async get(path) {
    const patience = new AbortController();
    const bell = setTimeout(() => patience.abort(), PATIENCE);
    let answer;
    try {
      answer = await fetch(this.base + path, { signal: patience.signal, credentials: "omit", cache: "no-store" });
    } catch {
      throw new Fault("open", "unreachable");
    } finally {
      clearTimeout(bell);
    }
    if (answer.status === 404 || answer.status === 410) throw new Fault("bad", "absent", { path });
    if (!answer.ok) throw new Fault("open", "unreachable");
    return answer;
  }
}

/** Files of an evidence bundle: `files` maps a path to bytes; a path may miss its beginning. */
export class Saved {
  constructor(files, log, index) {
    Object.assign(this, { files, log, index });
  }
  async form(index = this.index, log = this.log) {
    return objectOf(await this.text(`disclosures/${index}.json`, log));
  }
  part(part) {
    return this.bytes(`parts/${this.index}/${partPath(part).replace(/^.*\//, "")}`);
  }
  /** The one checkpoint of a bundle, with the cosignatures that lie beside it (FILE.zip.cosignatures). */
  async checkpoint(size) {
    if (size !== undefined) throw new Fault("open", "notGiven");
    const beside = [...this.files].filter(([path]) => path.endsWith(".cosignatures"));
    return (await this.text("checkpoint")) + beside.map(([, bytes]) => new TextDecoder().decode(bytes)).join("");
  }
  keys() {
    return this.text("key");
  }
  async inclusion() {
    return objectOf(await this.text(`proofs/${this.index}.json`));
  }
  /** Whether the log began with a tree of `size` and `root`: both roots made again out of the tiles. */
  async began(size, root, checkpoint) {
    const tile = (level, number) => this.tile(level, number);
    const now = await rootFromTiles(checkpoint.size, tile);
    if (!same(now, checkpoint.root)) return false;
    return same(await rootFromTiles(size, tile), root);
  }
  /** The redaction entry among the files that names a part as withheld, {log, index}; null when there is none. */
  redactionOf(index, name) {
    for (const [path, bytes] of this.files) {
      if (!/disclosures\/\d+\.json$/.test(path)) continue;
      const form = objectOf(new TextDecoder().decode(bytes));
      if (objectOf(form.entry).kind !== "redaction" || !form.parts.facts) continue;
      const facts = objectOf(form.parts.facts.text);
      const about = facts.index === index && (facts.log ?? form.log) === this.log;
      if (about && facts.parts?.includes(name)) return { log: form.log, index: form.index };
    }
    return null;
  }
  /** Files were put together when they were: what came later is not in them. */
  async successor() {
    return null;
  }
  /** None are known but those the person names. */
  witnesses() {
    return "";
  }
  async tile(level, number) {
    const groups = String(number).padStart(Math.ceil(String(number).length / 3) * 3, "0").match(/.{3}/g);
    const path = `tile/${level}/${groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/")}`;
    const found = [...this.files.keys()].find((one) => this.ends(one, path) || this.ends(one.replace(/\.p\/\d+$/, ""), path));
    if (!found) throw new Fault("open", "notGiven");
    return this.files.get(found);
  }
  async text(path, log = this.log) {
    return new TextDecoder().decode(await this.bytes(path, log));
  }
  async bytes(path, log = this.log) {
    const found = [...this.files.keys()].find((one) => this.ends(one, path, log));
    if (!found) throw new Fault("open", "notGiven");
    return this.files.get(found);
  }
  ends(one, path, log = this.log) {
    return one === path || one.endsWith(`logs/${log}/${path}`);
  }
}

/** The last steps of a part's path, without leaving its folder. */
function partPath(part) {
  if (typeof part.file !== "string" || !/^[\w./-]+$/.test(part.file) || part.file.includes("..")) {
    throw new Fault("bad", "unreadable");
  }
  return part.file;
}

/** A proof's hashes. */
export function hashesOf(list) {
  if (!Array.isArray(list) || list.length > 64) throw new Fault("bad", "unreadable");
  return list.map((one) => unhex(one, 32));
}

/** The hash of a part: SHA-256(salt ‖ bytes). */
export const partHash = (salt, bytes) => sha256(joined(salt, bytes));
