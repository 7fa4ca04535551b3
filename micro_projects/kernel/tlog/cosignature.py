"""Cosignatures of witnesses (C2SP tlog-cosignature, ``cosignature/v1``): this tree, extended and never rewritten, then.

A witness signs a checkpoint's text with the time in front of it; the line stands among the note's signatures.
Its key has a type of its own (0x04), so that no log's signature passes for a witness's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from micro_projects.kernel.tlog import checkpoint, note

ED25519_V1 = 0x04
_TIME_BYTES = 8
LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Verifier:
    """A witness's public key (32 bytes) under its name; also a verifier for `note.open_note`."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        note.check_name(self.name)
        if len(self.public) != note.KEY_BYTES:
            raise note.BadNote("a public key has 32 bytes")

    @property
    def key_hash(self) -> bytes:
        """The key's id, which binds its type too."""
        return note.key_hash(self.name, ED25519_V1, self.public)

    @property
    def line(self) -> str:
        """The key line, type 0x04."""
        return note.key_line(self.name, ED25519_V1, self.public)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (time ‖ 64 bytes) is this witness's over the checkpoint `text`."""
        if len(signature) != _TIME_BYTES + note.SIGNATURE_BYTES:
            return False
        at = int.from_bytes(signature[:_TIME_BYTES], "big")
        return at <= LATEST and note.ed25519_verifies(self.public, message(text, at), signature[_TIME_BYTES:])


def parse_key(line: str) -> Verifier:
    """The witness's key of a key line (type 0x04)."""
    return Verifier(*note.parse_key_of(line, ED25519_V1))


def message(text: bytes, at: int) -> bytes:
    """What is signed: two lines, then the whole text of the checkpoint."""
    return b"cosignature/v1\ntime %d\n" % at + text


def sign(text: str, name: str, private: bytes, at: int) -> str:
    """The signature line (with newline) of witness `name` over a checkpoint's text, `at` seconds since 1970."""
    checkpoint.parse(text)  # a witness never signs anything else
    if not 0 < at <= LATEST:
        raise note.BadNote("no time")
    verifier = Verifier(name, note.public_of(private))
    signature = note.ed25519_signature(private, message(text.encode(), at))
    return note.signature_line(name, verifier.key_hash, at.to_bytes(_TIME_BYTES, "big") + signature)


def verify(line: str, text: str, verifiers: Iterable[Verifier]) -> tuple[Verifier, int]:
    """Which of the witnesses signed the checkpoint `text` with `line`, and when (seconds). BadNote otherwise."""
    one = note.parse_signature(line.removesuffix("\n"))
    for verifier in verifiers:
        if (verifier.name, verifier.key_hash) == (one.name, one.key_hash):
            if not verifier.verify(text.encode(), one.signature):
                raise note.BadNote(f"the cosignature of {one.name} is wrong")
            return verifier, time_of(one)
    raise note.BadNote(f"{one.name} is no witness of this log")


def time_of(signature: note.Signature) -> int:
    """The time a cosignature says, unchecked."""
    if len(signature.signature) != _TIME_BYTES + note.SIGNATURE_BYTES:
        raise note.BadNote("a cosignature is a time and 64 bytes")
    return int.from_bytes(signature.signature[:_TIME_BYTES], "big")
