// Bytes: hexadecimal, base64, UTF-8, and SHA-256 as the browser computes it (WebCrypto).

/** Why a step is not green: `state` is "bad" (it does not fit) or "open" (it cannot be checked here). */
export class Fault extends Error {
  constructor(state, word, values = {}) {
    super(word);
    Object.assign(this, { state, word, values });
  }
}

export const utf8 = (text) => new TextEncoder().encode(text);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The bytes of lower-case hexadecimal; `length` in bytes, when it has to be that. */
export function unhex(text, length) {
  const fits = typeof text === "string" && /^([0-9a-f]{2})*$/.test(text);
  if (!fits || (length !== undefined && text.length !== 2 * length)) throw new Fault("bad", "unreadable");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** The bytes of standard base64 with padding, to the letter. */
export function unbase64(text) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Fault("bad", "unreadable");
  }
  if (btoa(String.fromCharCode(...bytes)) !== text) throw new Fault("bad", "unreadable");
  return bytes;
}

export function joined(...pieces) {
  const made = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) throw new Fault("open", "noCrypto");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The value of a JSON text that has to be an object. */
export function objectOf(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Fault("bad", "unreadable");
  return value;
}
