"""The log's tree against RFC 6962: known vectors, every pair of sizes, and no forgery accepted."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.tlog.merkle import (
    EMPTY_ROOT,
    appended,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and the hashes of certificate-transparency's own reference test (merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(h)
    for h in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (index, size) → proof, from the same test (there counted from one).
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
GROWTH = {
    (1, 1): [],
    (1, 8): PATHS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
MOST = 130


def grown(leaves):
    """The stored nodes of a tree, and a reader that fails on a node not stored."""
    nodes = {}
    for index, leaf in enumerate(leaves):
        for level, place, made in appended(index, leaf, lambda lv, i: nodes[lv, i]):
            assert (level, place) not in nodes, "a complete node is made once"
            nodes[level, place] = made
    return lambda level, index: nodes[level, index]


@cache
def big():
    leaves = [leaf_hash(str(n).encode()) for n in range(MOST)]
    read = grown(leaves)
    return leaves, read, [root(size, read) for size in range(MOST + 1)]


def by_definition(leaves):
    """MTH of RFC 6962 §2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def test_known_roots():
    read = grown([leaf_hash(entry) for entry in LEAVES])
    assert [root(size, read).hex() for size in range(9)] == ROOTS


@pytest.mark.parametrize(("at", "path"), PATHS.items())
def test_known_inclusion_proofs(at, path):
    index, size = at
    read = grown([leaf_hash(entry) for entry in LEAVES])
    proof = inclusion_proof(index, size, read)
    assert [h.hex() for h in proof] == path
    assert verify_inclusion(leaf_hash(LEAVES[index]), index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("sizes", "path"), GROWTH.items())
def test_known_consistency_proofs(sizes, path):
    old, new = sizes
    read = grown([leaf_hash(entry) for entry in LEAVES])
    proof = consistency_proof(old, new, read)
    assert [h.hex() for h in proof] == path
    assert verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), proof)


def test_roots_are_the_definition_at_every_size():
    leaves, _, roots = big()
    assert roots == [by_definition(leaves[:size]) for size in range(MOST + 1)]
    assert roots == [root_of(leaves[:size]) for size in range(MOST + 1)]


def test_every_leaf_of_every_size_is_proved():
    leaves, read, roots = big()
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, read)
            assert len(proof) <= (size - 1).bit_length()
            assert verify_inclusion(leaves[index], index, size, proof, roots[size])


def test_every_pair_of_sizes_is_consistent():
    _, read, roots = big()
    for new in range(MOST + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, read)
            assert len(proof) <= max(0, new - 1).bit_length() + 1
            assert verify_consistency(old, new, roots[old], roots[new], proof)


def test_each_answer_reads_few_nodes():
    _, read, _ = big()
    asked = []

    def counting(level, index):
        asked.append((level, index))
        return read(level, index)

    most = 2 * MOST.bit_length()
    for ask in (
        lambda size: root(size, counting),
        lambda size: inclusion_proof(size // 3, size, counting),
        lambda size: consistency_proof(size // 3, size, counting),
    ):
        for size in range(1, MOST + 1):
            asked.clear()
            ask(size)
            assert len(asked) <= most


@given(st.data())
def test_no_other_leaf_place_size_or_path_is_accepted(data):
    leaves, read, roots = big()
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, read)
    other = data.draw(st.integers(0, size - 1).filter(lambda i: i != index) if size > 1 else st.just(-1))
    assert not verify_inclusion(leaf_hash(b"forged"), index, size, proof, roots[size])
    assert not verify_inclusion(leaves[index], other, size, proof, roots[size])
    assert not verify_inclusion(leaves[index], index, size, proof, leaf_hash(b"another root"))
    assert not verify_inclusion(leaves[index], index, size, [*proof, bytes(32)], roots[size])
    assert not verify_inclusion(leaves[index], index, size, proof[:-1], roots[size]) or not proof
    for forged in _changed(data, proof):
        assert not verify_inclusion(leaves[index], index, size, forged, roots[size])


@given(st.data())
def test_consistency_fails_on_any_change(data):
    leaves, read, roots = big()
    new = data.draw(st.integers(2, MOST))
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, read)
    # One entry of the old tree changed, removed, or slipped in before the new ones.
    at = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves[:at], leaf_hash(b"rewritten"), *leaves[at + 1 : new]]
    removed = leaves[:at] + leaves[at + 1 : new]
    slipped = [*leaves[:at], leaf_hash(b"slipped in"), *leaves[at : new - 1]]
    for history in (rewritten, slipped, [*removed, leaf_hash(b"more")]):
        theirs = consistency_proof(old, new, grown(history))
        assert not verify_consistency(old, new, roots[old], root_of(history), theirs)
    for forged in _changed(data, proof):
        assert not verify_consistency(old, new, roots[old], roots[new], forged)
    assert not verify_consistency(old, new, roots[old - 1], roots[new], proof)
    assert not verify_consistency(old, new, roots[old], roots[new - 1], proof)
    assert not verify_consistency(new, old, roots[new], roots[old], proof)


def _changed(data, proof):
    """`proof` with a bit turned, a hash dropped, doubled, shortened, or one too many."""
    yield [*proof, bytes(32)]
    if not proof:
        return
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    turned = (int.from_bytes(proof[at], "big") ^ (1 << bit)).to_bytes(32, "big")
    yield [*proof[:at], turned, *proof[at + 1 :]]
    yield proof[:at] + proof[at + 1 :]
    yield [*proof[: at + 1], *proof[at:]]
    yield [*proof[:at], proof[at][:31], *proof[at + 1 :]]


def test_the_ends_of_consistency():
    _, _, roots = big()
    assert verify_consistency(0, 5, EMPTY_ROOT, roots[5], [])
    assert not verify_consistency(0, 5, roots[1], roots[5], [])
    assert not verify_consistency(0, 5, EMPTY_ROOT, roots[5], [bytes(32)])
    assert verify_consistency(5, 5, roots[5], roots[5], [])
    assert not verify_consistency(5, 5, roots[5], roots[4], [])
    assert not verify_consistency(5, 5, roots[5], roots[5], [bytes(32)])
    assert not verify_consistency(0, 0, roots[1], roots[1], [])
    assert not verify_consistency(3, 5, roots[3], roots[5], [])
    assert not verify_consistency(-1, 5, roots[3], roots[5], [])


def test_a_proof_of_one_size_does_not_serve_for_another():
    leaves, read, roots = big()
    # A hash too many: the second of two leaves shown as the only one.
    assert not verify_inclusion(leaves[1], 0, 1, [leaves[0]], roots[2])
    # Both trees put under one more node.
    other, proof = leaf_hash(b"other"), consistency_proof(3, 4, read)
    joined = node_hash(other, roots[3]), node_hash(other, roots[4])
    assert not verify_consistency(3, 4, *joined, [*proof, other])
    # A tree of four passed off as one of eight.
    assert not verify_consistency(3, 8, roots[3], roots[4], proof)
    assert not verify_inclusion(leaves[2], 2, 8, inclusion_proof(2, 4, read), roots[4])


def test_bytes_cannot_move_between_two_hashes():
    # A node hashes 64 bytes; 31 + 33 would give the same, so every part has to be 32 bytes long.
    leaves, _, roots = big()
    left, right = leaves[:2]
    assert not verify_inclusion(left[31:] + right, 1, 2, [left[:31]], roots[2])
    assert not verify_consistency(1, 2, left[:31], roots[2], [left[31:] + right])


def test_outside_the_tree_there_is_no_proof():
    _, read, roots = big()
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_proof(index, size, read)
        assert not verify_inclusion(bytes(32), index, size, [], roots[size])
    for old, new in ((6, 5), (-1, 5)):
        with pytest.raises(ValueError, match="extends"):
            consistency_proof(old, new, read)


def test_a_leaf_never_passes_for_a_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
