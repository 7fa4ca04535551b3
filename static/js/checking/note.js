// Signed notes: key lines, checkpoints, signatures of the log and of its witnesses
// (C2SP signed-note, tlog-checkpoint, tlog-cosignature).
import * as ed25519 from "../../vendor/noble-ed25519-3.2.0.js";
import { Fault, hex, joined, sha256, unbase64, utf8 } from "./bytes.js";

const LOG = 1, WITNESS = 4; // kinds of signature; others (an SM2 line) are left to their own readers
const unreadable = () => new Fault("bad", "unreadable");

/** The keys of lines `<name>+<hash>+<base64 of kind ‖ key>`, each with its fingerprint. */
export async function keysOf(text) {
  const keys = [];
  for (const line of text.split("\n").filter((one) => one.trim())) {
    const [, name, id, coded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line.trim()) ?? [];
    if (!name) throw unreadable();
    const bytes = unbase64(coded);
    const right = (await sha256(joined(utf8(`${name}\n`), bytes))).slice(0, 4);
    if (hex(right) !== id) throw unreadable();
    const key = bytes.slice(1);
    if ((bytes[0] === LOG || bytes[0] === WITNESS) && key.length !== 32) throw unreadable();
    keys.push({ name, id, kind: bytes[0], key, fingerprint: await fingerprintOf(key) });
  }
  return keys;
}

/** As sheets print it: the first 16 bytes of SHA-256 over the 32 bytes of the public key. */
export async function fingerprintOf(key) {
  return hex((await sha256(key)).slice(0, 16));
}

/** A checkpoint: its signed text, origin, size, root, and the lines of its signatures. */
export function checkpointOf(note) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw unreadable();
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? "") || !Number.isSafeInteger(Number(size))) throw unreadable();
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const [, name, coded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    if (!name) throw unreadable();
    const bytes = unbase64(coded);
    if (bytes.length < 5) throw unreadable();
    return { name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
  });
  const hash = unbase64(root ?? "");
  if (hash.length !== 32) throw unreadable();
  return { text, origin, size: Number(size), root: hash, signatures };
}

/** The log's keys that signed; a line that names one of them and is not its signature makes the whole note wrong. */
export async function signers(checkpoint, keys) {
  const found = [];
  for (const { name, id, signature } of checkpoint.signatures) {
    const key = keys.find((one) => one.kind === LOG && one.name === name && one.id === id);
    if (!key) continue;
    const by = await verified(key.key, signature, utf8(checkpoint.text));
    if (!by) throw new Fault("bad", "wrongSignature", { name });
    if (name === checkpoint.origin) found.push({ key, by, signature });
  }
  return found;
}

/** Each cosignature/v1 with its time; `valid` is null when no key of that witness is known. */
export async function cosignatures(checkpoint, keys, logKeys) {
  const found = [];
  for (const { name, id, signature } of checkpoint.signatures) {
    if (logKeys.some((key) => key.name === name && key.id === id) || signature.length !== 72) continue;
    const seconds = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
    const key = keys.find((one) => one.kind === WITNESS && one.name === name && one.id === id);
    const message = utf8(`cosignature/v1\ntime ${seconds}\n${checkpoint.text}`);
    const valid = key ? Boolean(await verified(key.key, signature.slice(8), message)) : null;
    found.push({ name, id, seconds, valid });
  }
  return found;
}

/** "browser" or "page", whichever checked the Ed25519 signature; "" when it is wrong. */
async function verified(key, signature, message) {
  if (signature.length !== 64) return "";
  let own;
  try {
    own = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    own = null; // this browser does not know Ed25519
  }
  if (own) return (await crypto.subtle.verify({ name: "Ed25519" }, own, signature, message)) ? "browser" : "";
  try {
    return (await ed25519.verifyAsync(signature, message, key, { zip215: false })) ? "page" : "";
  } catch {
    return ""; // not a point of the curve
  }
}

/** Whether one of the log's keys has that fingerprint. */
export const keyWith = (keys, fingerprint) => keys.find((one) => one.kind === LOG && one.fingerprint === fingerprint);
