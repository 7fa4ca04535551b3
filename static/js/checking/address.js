// The address a sheet's QR code holds: BASE/v/<log>/<index>#h=…&s=…&r=…&k=… (docs/evidence.md).
import { Fault, unhex } from "./bytes.js";

/** {base, log, index, paper} of an address; null when it is none. `paper` is null without a fragment. */
export function addressOf(text) {
  const [, base, log, index, fragment] =
    /^\s*(https?:\/\/[^\s#?]*?)?\/v\/([A-Za-z0-9_-]+)\/(0|[1-9]\d{0,14})\/?(?:\?[^\s#]*)?(?:#(\S*))?\s*$/.exec(text) ?? [];
  if (!log) return null;
  return { base: base ?? "", log, index: Number(index), paper: fragment ? paperOf(fragment) : null };
}

/** What the paper says: content hash, size and root of the log when it was made, fingerprint of the log's key. */
function paperOf(fragment) {
  const said = new URLSearchParams(fragment);
  const size = said.get("s") ?? "";
  try {
    if (!/^[1-9]\d{0,14}$/.test(size)) throw new Fault("bad", "unreadable");
    unhex(said.get("h"), 32), unhex(said.get("k"), 16);
    return {
      content: `sha256:${said.get("h")}`,
      size: Number(size),
      root: unhex(said.get("r"), 32),
      fingerprint: said.get("k"),
    };
  } catch {
    return { broken: true };
  }
}
