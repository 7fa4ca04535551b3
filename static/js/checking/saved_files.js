// Files a person chose: single ones, a folder, or the bundle's ZIP as it is (stored, not compressed).
import { objectOf } from "./bytes.js";

const LARGEST = 512 * 2 ** 20;

/** Path and bytes of each; of a ZIP, each file inside. */
export async function filesOf(list) {
  const found = new Map();
  for (const file of list) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (/\.zip$/i.test(file.name)) inside(bytes, found);
    else found.set(file.webkitRelativePath || guessed(file.name, bytes), bytes);
  }
  return found;
}

function inside(zip, found) {
  try {
    for (const [path, bytes] of unpacked(zip)) found.set(path, bytes);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault; // it ends before it says so: what is missing is not given
  }
}

/** Single files have no folder: what they are shows in what they say. */
function guessed(name, bytes) {
  if (!name.endsWith(".json") || bytes.length > LARGEST) return name;
  let said;
  try {
    said = objectOf(new TextDecoder().decode(bytes));
  } catch {
    return name;
  }
  const folder = said.manifest ? "disclosures" : said.leaf ? "proofs" : null;
  return folder ? `logs/${said.log}/${folder}/${said.index}.json` : name;
}

/** The files of a ZIP that only stores (APPNOTE 4.3); a compressed or broken one gives what can be read. */
export function unpacked(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map();
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return files;
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === 0x02014b50) {
    const [size, length, extra, comment] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const start = view.getUint32(at + 42, true);
    const body = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const path = new TextDecoder().decode(bytes.slice(at + 46, at + 46 + length));
    if (view.getUint16(at + 10, true) === 0) files.set(path, bytes.slice(body, body + size));
    at += 46 + length + extra + comment;
  }
  return files;
}

/** The disclosures among the files, by index. */
export function entriesOf(files) {
  const found = [];
  for (const [path, bytes] of files) {
    const [, log, index] = /(?:^|\/)logs\/([\w-]+)\/disclosures\/(\d+)\.json$/.exec(path) ?? [];
    if (log) found.push({ log, index: Number(index), text: textOf(bytes) });
  }
  return found.sort((one, other) => one.index - other.index);
}

function textOf(bytes) {
  try {
    return objectOf(new TextDecoder().decode(bytes)).parts.text.text.slice(0, 40);
  } catch {
    return "";
  }
}
