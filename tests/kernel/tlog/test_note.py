"""Signed notes, checkpoints and cosignatures against other people's vectors, and whatever is not exactly one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.tlog import checkpoint, cosignature, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.kernel.tlog.note import BadNote

# The key, text and signature of golang.org/x/mod/sumdb/note's own test: Ed25519 is deterministic, so ours is the same.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = f"{TEXT}\n{LINE}"
# A checkpoint with a log's and a witness's line, from C2SP tlog-cosignature.
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
PETER = note.parse_key(KEY)
LOG = note.Signer("log.example/QH", b"\x07" * 32)
WITNESS = "witness.example/w1"
SEED = b"\x09" * 32
HEAD = Checkpoint("log.example/QH", 3, b"\x01" * 32)


def test_a_note_of_the_reference_is_read_and_written_byte_for_byte() -> None:
    signer = note.parse_secret(SECRET)
    assert (signer.line, signer.secret_line, signer.key_hash.hex()) == (KEY, SECRET, "c74f20a3")
    assert note.sign(TEXT, [signer]) == NOTE
    opened = note.open_note(NOTE.encode(), [PETER])
    assert (opened.text, opened.verified, opened.keys) == (TEXT, ["PeterNeumann"], [PETER])
    assert "PRIVATE" not in repr(signer)
    assert signer.private.hex() not in repr(signer)


def test_every_changed_byte_of_a_note_is_found() -> None:
    raw = NOTE.encode()
    for at in range(len(raw)):
        with pytest.raises(BadNote):
            note.open_note(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], [PETER])
        with pytest.raises(BadNote):
            note.open_note(raw[:at], [PETER])


def test_every_changed_character_of_a_key_line_is_found() -> None:
    for line, parse in ((KEY, note.parse_key), (SECRET, note.parse_secret)):
        for at in range(len(line)):
            with pytest.raises(BadNote):
                parse(line[:at] + chr(ord(line[at]) + 1) + line[at + 1 :])
            with pytest.raises(BadNote):
                parse(line[:at])
    with pytest.raises(BadNote):
        cosignature.parse_key(KEY)  # a log's key is not a witness's


HOSTILE = {
    "nothing": "",
    "no empty line": f"{TEXT}{LINE}",
    "no signature": f"{TEXT}\n",
    "no end": NOTE[:-1],
    "an empty line after": f"{NOTE}\n",
    "a hyphen for the dash": NOTE.replace("—", "-"),
    "carriage returns": NOTE.replace("\n", "\r\n"),
    "a tab": NOTE.replace("cryptography", "crypto\tgraphy"),
    "the same line twice": NOTE + LINE,
    "two names": NOTE.replace("PeterNeumann", "Peter Neumann"),
    "an empty name": NOTE.replace("PeterNeumann", ""),
    "a plus in the name": NOTE + LINE.replace("PeterNeumann", "Peter+Neumann"),
    "a wide space in the name": NOTE + LINE.replace("PeterNeumann", "Peter\u3000Neumann"),
    "base64 without padding": NOTE[:-2] + "\n",
    "base64 of the other alphabet": NOTE.replace("/", "_"),
    "base64 with spare bits": NOTE.replace("nAM=", "nAN="),
    "an id without a signature": f"{TEXT}\n— PeterNeumann x08gow==\n",
    "too many signatures": f"{TEXT}\n{LINE}" + "".join(f"— w{n} AAAAAAA=\n" for n in range(100)),
    "too long": f"{'x' * note.MOST_BYTES}\n\n{LINE}",
    "half a character": "\ud800" + NOTE,
}


@pytest.mark.parametrize("how", HOSTILE)
def test_what_is_not_exactly_a_note_is_refused(how: str) -> None:
    with pytest.raises(BadNote):
        note.open_note(HOSTILE[how], [PETER])


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BadNote):
        note.open_note(b"\xff" + NOTE.encode(), [PETER])


def test_unknown_keys_are_ignored_and_known_ones_must_be_right() -> None:
    both = note.sign(HEAD.text(), [note.Signer("other.example", SEED), LOG])
    assert note.open_note(both, [LOG.verifier]).verified == [LOG.name]
    assert len(note.open_note(both, [LOG.verifier]).signatures) == 2
    with pytest.raises(BadNote, match="no known key"):
        note.open_note(both, [PETER])
    forged = note.signature_line(LOG.name, LOG.key_hash, bytes(64))
    with pytest.raises(BadNote, match="is wrong"):
        note.open_note(note.sign(HEAD.text(), [note.Signer("other.example", SEED)]) + forged, [LOG.verifier])
    again = note.signature_line(LOG.name, LOG.key_hash, bytes(63) + b"\x01")
    with pytest.raises(BadNote, match=r"two signatures|is wrong"):
        note.open_note(note.sign(HEAD.text(), [LOG]) + again, [LOG.verifier])
    same_name = note.Signer(LOG.name, SEED)
    assert note.open_note(note.sign(HEAD.text(), [LOG, same_name]), [LOG.verifier]).verified == [LOG.name]


def test_what_is_signed_is_a_text() -> None:
    for text in ("", "no end", "a\x00b\n", "\x1b[31m\n"):
        with pytest.raises(BadNote):
            note.sign(text, [LOG])
    with pytest.raises(BadNote):
        note.sign(HEAD.text(), [])
    text = "two paragraphs\n\nare one text\n"
    assert note.open_note(note.sign(text, [LOG]), [LOG.verifier]).text == text


def test_a_fingerprint_is_the_one_on_paper() -> None:
    assert note.fingerprint(bytes(32)) == "66687aad f862bd77 6c8fc18b 8e9f8e20"


# -- checkpoints -----------------------------------------------------------------------------------------


def test_a_checkpoint_is_three_lines() -> None:
    text, lines = note.split(COSIGNED)
    head = checkpoint.parse(text)
    assert (head.origin, head.size, head.text()) == ("example.com/behind-the-sofa", 20852163, text)
    assert [line.name for line in lines] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert checkpoint.parse(text + "more\n").extensions == ("more",)
    assert Checkpoint(
        "x", 0, bytes.fromhex("e3b0c442" + "98fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    )


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x\n1\n",
        f"x\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"x\n01\n{ROOT}\n",
        f"x\n+1\n{ROOT}\n",
        f"x\n-1\n{ROOT}\n",
        f"x\n1 \n{ROOT}\n",
        f"x\n１\n{ROOT}\n",
        f"x\n{2**63}\n{ROOT}\n",
        f"x\n{'9' * 5000}\n{ROOT}\n",
        f"x\n0\n{ROOT}\n",
        f"x\n1\n{ROOT[:-1]}\n",
        "x\n1\nAAAA\n",
        f"x\n1\n{ROOT}\n\n",
        f"x\n1\n{ROOT}\n\nmore\n",
        f"{'x' * 256}\n1\n{ROOT}\n",
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        checkpoint.parse(text)


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read(size: int, root: bytes) -> None:
    head = Checkpoint("log.example/QH", size or 1, root)
    assert checkpoint.parse(head.text()) == head


# -- cosignatures ----------------------------------------------------------------------------------------


def test_a_witnesss_key_and_time_of_the_reference() -> None:
    # from transparency-dev/formats, note_cosigv1_test.go
    line = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    assert cosignature.parse_key(line).line == line
    signed = note.parse_signature(
        "— w ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="
    )
    assert cosignature.time_of(signed) == 1727964367
    assert cosignature.time_of(note.split(COSIGNED)[1][1]) == 1679315147
    with pytest.raises(BadNote):
        cosignature.time_of(note.split(COSIGNED)[1][0])
    assert cosignature.message(b"x\n", 1679315147) == b"cosignature/v1\ntime 1679315147\nx\n"


def test_a_cosignature_is_the_witnesss_over_that_head_at_that_time() -> None:
    witness = cosignature.Verifier(WITNESS, note.public_of(SEED))
    line = cosignature.sign(HEAD.text(), WITNESS, SEED, 1_800_000_000)
    assert cosignature.verify(line, HEAD.text(), [witness]) == (witness, 1_800_000_000)
    opened = note.open_note(note.sign(HEAD.text(), [LOG]) + line, [LOG.verifier, witness])
    assert opened.verified == [LOG.name, WITNESS]
    other = Checkpoint(HEAD.origin, 4, HEAD.root).text()
    with pytest.raises(BadNote, match="wrong"):
        cosignature.verify(line, other, [witness])
    with pytest.raises(BadNote, match="no witness"):
        cosignature.verify(line, HEAD.text(), [cosignature.Verifier(WITNESS, LOG.verifier.public)])
    one = note.parse_signature(line[:-1])
    later = (1_800_000_001).to_bytes(8, "big") + one.signature[8:]
    with pytest.raises(BadNote, match="wrong"):
        cosignature.verify(note.signature_line(one.name, one.key_hash, later), HEAD.text(), [witness])
    for at in (0, -1, 2**63):
        with pytest.raises(BadNote):
            cosignature.sign(HEAD.text(), WITNESS, SEED, at)
    with pytest.raises(BadNote):
        cosignature.sign("not a checkpoint\n", WITNESS, SEED, 1)


def test_a_logs_signature_never_passes_for_a_witnesss() -> None:
    same = cosignature.Verifier(LOG.name, LOG.verifier.public)
    assert same.key_hash != LOG.key_hash
    with pytest.raises(BadNote):
        note.open_note(note.sign(HEAD.text(), [LOG]), [same])
