// An entry of the log: the one string of bytes its value is written as (RFC 8785 under the log's narrow profile).
import { Fault, objectOf, utf8 } from "./bytes.js";

const KEYS = "content issued_at kind place reason_code subject supersedes v";
const LONGEST = 65535;

/** The value of an entry; a Fault when it is not written exactly as the profile says. */
export function entryOf(text) {
  const value = objectOf(text);
  if (utf8(text).length > LONGEST || written(value) !== text) throw new Fault("bad", "notCanonical");
  if (Object.keys(value).join(" ") !== KEYS) throw new Fault("bad", "notCanonical");
  return value;
}

/** Canonical JSON: keys in order and ASCII, whole numbers below 2^53, strings in NFC. */
function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    if (!keys.every((key) => /^[\x00-\x7f]*$/.test(key))) throw new Fault("bad", "notCanonical");
    return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key])}`).join(",")}}`;
  }
  const whole = typeof value !== "number" || Number.isSafeInteger(value);
  const composed = typeof value !== "string" || (value.normalize("NFC") === value && !/\p{Surrogate}/u.test(value));
  if (!whole || !composed) throw new Fault("bad", "notCanonical");
  return JSON.stringify(value);
}
