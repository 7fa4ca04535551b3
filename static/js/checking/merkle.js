// The log's Merkle tree (RFC 6962 §2.1, RFC 9162 §2.1): hashes, inclusion, consistency, roots out of tiles.
// Sizes may pass 2^32, so halves are divisions, not shifts.
import { joined, same, sha256 } from "./bytes.js";

/** SHA-256(0x00 ‖ entry) */
export const leafHash = (entry) => sha256(joined(Uint8Array.of(0), entry));

/** SHA-256(0x01 ‖ left ‖ right) */
export const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

const half = (number) => Math.floor(number / 2);
const odd = (number) => number % 2 === 1;

/** Whether `proof` leads from `leaf` at `index` to the root of a tree of `size` (RFC 9162 §2.1.3.2). */
export async function isIncluded(leaf, index, size, proof, root) {
  if (index >= size) return false;
  let node = index, last = size - 1, made = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (odd(node) || node === last) {
      made = await nodeHash(sibling, made);
      while (!odd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      made = await nodeHash(made, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(made, root);
}

/** Whether the tree of `size` and `root` begins with that of `oldSize` and `oldRoot` (RFC 9162 §2.1.4.2). */
export async function isExtension(oldSize, oldRoot, size, root, proof) {
  if (oldSize < 1 || oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && same(oldRoot, root);
  const path = Number.isInteger(Math.log2(oldSize)) && 2 ** Math.round(Math.log2(oldSize)) === oldSize
    ? [oldRoot, ...proof] : proof;
  if (path.length === 0) return false;
  let node = oldSize - 1, last = size - 1;
  while (odd(node)) [node, last] = [half(node), half(last)];
  let was = path[0], now = path[0];
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (odd(node) || node === last) {
      was = await nodeHash(sibling, was);
      now = await nodeHash(sibling, now);
      while (!odd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      now = await nodeHash(now, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(was, oldRoot) && same(now, root);
}

/** The root of the first `size` leaves. `tile(level, number)` gives a tile's bytes (C2SP tlog-tiles, height 8). */
export async function rootFromTiles(size, tile) {
  const peaks = [];
  for (let start = 0; start < size; ) {
    let level = 0;
    while (2 ** (level + 1) <= size - start) level += 1;
    peaks.push(await completeNode(level, start / 2 ** level, tile));
    start += 2 ** level;
  }
  let made = peaks.pop();
  while (peaks.length) made = await nodeHash(peaks.pop(), made);
  return made;
}

/** The hash over the 2^level leaves from index·2^level on: out of the tile that holds its roots or its children. */
async function completeNode(level, index, tile) {
  const width = 2 ** (level % 8);
  const first = index * width;
  const bytes = await tile(Math.floor(level / 8), Math.floor(first / 256));
  let row = [];
  for (let at = first % 256; row.length < width; at += 1) row.push(bytes.slice(32 * at, 32 * at + 32));
  while (row.length > 1) {
    const above = [];
    for (let at = 0; at < row.length; at += 2) above.push(await nodeHash(row[at], row[at + 1]));
    row = above;
  }
  return row[0];
}
