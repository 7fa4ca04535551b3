"""A stranger's reader of the public log, written from the specifications alone; it knows nothing of our code.

C2SP signed-note, tlog-checkpoint, tlog-tiles; RFC 6962 §2.1; RFC 8785. The signature check is libsodium's.
"""

import base64
import hashlib
import json
from collections.abc import Callable

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

Get = Callable[[str], bytes | None]
KEYS = {"content", "issued_at", "kind", "place", "reason_code", "subject", "supersedes", "v"}


class Bad(Exception):  # noqa: N818 - read as a word
    """What does not hold."""


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def key_of(line: str) -> tuple[str, bytes, bytes]:
    """Name, id and public key of a verifier key line."""
    name, written, encoded = line.split("+", 2)
    data = base64.b64decode(encoded, validate=True)
    if data[0] != 1 or len(data) != 33:
        raise Bad("key type")
    number = sha(name.encode() + b"\n" + data)[:4]
    if number.hex() != written:
        raise Bad("key id")
    return name, number, data[1:]


def signed_text(note: bytes, keys: list[tuple[str, bytes, bytes]]) -> str:
    """The text of a note that one of the keys signed."""
    text, _, signatures = note.decode().rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        data = base64.b64decode(encoded, validate=True)
        if dash != "\u2014":
            raise Bad("signature line")
        for known, number, public in keys:
            if (name, data[:4]) == (known, number):
                try:
                    VerifyKey(public).verify(text.encode(), data[4:])
                except BadSignatureError:
                    raise Bad("signature") from None
                return text
    raise Bad("no signature of a known key")


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, over leaf hashes, as it is defined there."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


def tile_path(level: str, number: int, width: int) -> str:
    parts = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        parts.insert(0, f"x{number % 1000:03}")
    return f"tile/{level}/{'/'.join(parts)}" + ("" if width == 256 else f".p/{width}")


def tiles(count: int) -> list[tuple[int, int]]:
    """Number and width of each tile over `count` things."""
    return [(n, min(256, count - 256 * n)) for n in range((count + 255) // 256)]


def entries(get: Get, size: int) -> list[bytes]:
    """All entries, out of their bundles."""
    found = []
    for number, width in tiles(size):
        data = get(tile_path("entries", number, width))
        if data is None:
            raise Bad("no bundle")
        for _ in range(width):
            length = int.from_bytes(data[:2], "big")
            if len(data) < 2 + length:
                raise Bad("bundle too short")
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
        if data:
            raise Bad("bundle too long")
    return found


def hash_tiles(get: Get, leaves: list[bytes]) -> None:
    """Every tile of hashes says what the leaves give."""
    level, nodes = 0, leaves
    while nodes:
        for number, width in tiles(len(nodes)):
            if get(tile_path(str(level), number, width)) != b"".join(
                nodes[256 * number : 256 * number + width]
            ):
                raise Bad(f"tile {level}/{number}")
        nodes = [tree_hash(nodes[n : n + 256]) for n in range(0, len(nodes) - 255, 256)]
        level += 1


def canonical(entry: bytes) -> dict:
    """An entry under the narrow profile: canonical JSON of exactly these keys, a hash for content."""

    def distinct(pairs: list) -> dict:
        if len({name for name, _ in pairs}) != len(pairs):
            raise Bad("duplicate keys")
        return dict(pairs)

    said = json.loads(
        entry, object_pairs_hook=distinct, parse_float=lambda _: (_ for _ in ()).throw(Bad("float"))
    )
    if json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() != entry:
        raise Bad("not canonical")
    if set(said) != KEYS or not said["content"].startswith("sha256:") or len(said["content"]) != 71:
        raise Bad("not an entry")
    return said


def read(get: Get, key_lines: list[str], known: tuple[int, bytes] | None = None) -> list[dict]:
    """The whole log, checked. `known` is a size and root seen before, on paper say."""
    note = get("checkpoint")
    text = signed_text(note or b"", [key_of(line) for line in key_lines])
    _origin, number, encoded = text.splitlines()[:3]
    size, root = int(number), base64.b64decode(encoded, validate=True)
    found = entries(get, size)
    leaves = [sha(b"\x00" + entry) for entry in found]
    if tree_hash(leaves) != root:
        raise Bad("root")
    hash_tiles(get, leaves)
    if known is not None and (known[0] > size or tree_hash(leaves[: known[0]]) != known[1]):
        raise Bad("not the log known")
    return [canonical(entry) for entry in found]
