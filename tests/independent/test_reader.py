"""Strangers read a played year's log: a reader made from the specifications, and somebody else's Merkle tree."""

import base64

import pymerkle
import pytest
from independent import reader
from nacl.signing import SigningKey

pytestmark = pytest.mark.played
LOG = "/log/QH/"


@pytest.fixture
def get(client):
    def fetch(path: str) -> bytes | None:
        answer = client.get(LOG + path)
        return answer.data if answer.status_code == 200 else None

    return fetch


@pytest.fixture
def keys(get) -> list[str]:
    return get("key").decode().splitlines()


def head(note: bytes) -> tuple[int, bytes]:
    _origin, size, root = note.decode().splitlines()[:3]
    return int(size), base64.b64decode(root)


def earlier(client, size: int) -> bytes:
    """The newest head signed at `size` or before."""
    while True:
        answer = client.get(f"{LOG}checkpoint?size={size}")
        if answer.status_code == 200:
            return answer.data
        size -= 1


def test_a_reader_from_the_specifications_accepts_the_log(client, get, keys) -> None:
    size, _root = head(get("checkpoint"))
    said = reader.read(get, keys, head(earlier(client, size // 2)))
    assert len(said) == size > 150
    assert {"notice.D1", "notice.D2", "notice.D3", "round.counted"} <= {one["kind"] for one in said}
    assert get("tile/0/999") is None  # nothing beyond what is signed


def test_somebody_elses_tree_has_the_same_roots_and_proofs(client, get) -> None:
    size, root = head(get("checkpoint"))
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in reader.entries(get, size):
        tree.append_entry(entry)
    assert tree.get_root(size) == root
    for old in (1, size // 3, size - 1, size):
        told = client.get(f"{LOG}proof/consistency?from={old}&to={size}").get_json()
        assert told["from_root"] == tree.get_root(old).hex()
        proof = tree.prove_consistency(old, size)
        pymerkle.verify_consistency(bytes.fromhex(told["from_root"]), root, proof)
    for index in (0, size // 2, size - 1):
        told = client.get(f"{LOG}proof/inclusion?index={index}&size={size}").get_json()
        proof = tree.prove_inclusion(index + 1, size)
        pymerkle.verify_inclusion(bytes.fromhex(told["leaf"]), root, proof)
        assert set(told["proof"]) <= set(proof.serialize()["path"])


def resigned(note: bytes, text: str, key: SigningKey | None = None) -> bytes:
    """Another text under the old signature, or signed by a stranger under the log's name and key id."""
    _text, _, line = note.decode().rpartition("\n\n")
    if key is None:
        return f"{text}\n{line}".encode()
    dash, name, encoded = line.splitlines()[0].split(" ")
    signed = base64.b64decode(encoded)[:4] + key.sign(text.encode()).signature
    return f"{text}\n{dash} {name} {base64.b64encode(signed).decode()}\n".encode()


def text_of(note: bytes, size: int, root: bytes) -> str:
    return f"{note.decode().splitlines()[0]}\n{size}\n{base64.b64encode(root).decode()}\n"


@pytest.mark.parametrize("what", ["changed", "removed", "reordered", "forked", "forged", "replayed", "tile"])
def test_every_way_of_cheating_is_caught(client, get, keys, what: str) -> None:
    note = get("checkpoint")
    size, root = head(note)
    bundle = reader.tile_path("entries", 0, min(256, size))
    found = reader.entries(get, size)[: min(256, size)]
    changes: dict[str, bytes] = {}
    if what == "changed":
        found[3] = found[3].replace(b'"v":1', b'"v":2')
    elif what == "removed":
        del found[3]
    elif what == "reordered":
        found[3], found[4] = found[4], found[3]
    elif what == "forked":  # a whole other tree, under the old signature
        other = reader.tree_hash([reader.sha(b"\x00" + entry) for entry in found[::-1]])
        changes["checkpoint"] = resigned(note, text_of(note, size, other))
    elif what == "forged":
        changes["checkpoint"] = resigned(note, text_of(note, size, root), SigningKey.generate())
    elif what == "replayed":
        changes["checkpoint"] = earlier(client, size // 2)
    else:
        tile = reader.tile_path("0", 0, min(256, size))
        changes[tile] = bytes(32) + get(tile)[32:]
    if what in ("changed", "removed", "reordered"):
        changes[bundle] = b"".join(len(entry).to_bytes(2, "big") + entry for entry in found)
    with pytest.raises(reader.Bad):
        reader.read(lambda path: changes.get(path) or get(path), keys, (size, root))


def test_a_key_line_of_another_name_is_none(keys) -> None:
    name, rest = keys[0].split("+", 1)
    with pytest.raises(reader.Bad, match="key id"):
        reader.key_of(f"{name}x+{rest}")
