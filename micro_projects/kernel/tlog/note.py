"""Signed notes (C2SP signed-note): a text, an empty line, and one signature line for each key that signed it.

Ed25519 only (signature type 0x01). Cosignatures of witnesses are lines of the same form with a type of their
own: module `cosignature`. Whatever is not exactly of the form is a `BadNote`; nothing is mended.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
"""The signature type of a log's own key."""
KEY_BYTES, HASH_BYTES, SIGNATURE_BYTES = 32, 4, 64
MOST_BYTES = 256 * 1024
MOST_SIGNATURES = 100
"""The specification asks for at least 16."""
MOST_NAME = 255
DASH = "\u2014 "
SECRET = "PRIVATE+KEY+"


class BadNote(ValueError):  # noqa: N818 - reads as what it says
    """Not a note, or one that no known key signed: one line that says which."""


class Verifies(Protocol):
    """Whatever can check one kind of signature line."""

    @property
    def name(self) -> str:
        """The key's name, as its lines begin."""

    @property
    def key_hash(self) -> bytes:
        """The key's id: 4 bytes."""

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (what follows the id) is this key's over `text`."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public Ed25519 key under a name; `public` is its 32 bytes."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != KEY_BYTES:
            raise BadNote("a public key has 32 bytes")

    @property
    def key_hash(self) -> bytes:
        """The key's id: 4 bytes that also bind its name and type."""
        return key_hash(self.name, ED25519, self.public)

    @property
    def line(self) -> str:
        """The key line: ``name+id+base64(type ‖ key)``."""
        return key_line(self.name, ED25519, self.public)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (64 bytes) is this key's over `text`."""
        return ed25519_verifies(self.public, text, signature)


@dataclass(frozen=True, slots=True)
class Signer:
    """A private Ed25519 key under a name; `private` is its 32-byte seed and never printed."""

    name: str
    private: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.private) != KEY_BYTES:
            raise BadNote("a private key has 32 bytes")

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @property
    def secret_line(self) -> str:
        """How the private half is kept in a file: ``PRIVATE+KEY+name+id+base64(type ‖ seed)``."""
        encoded = b64encode(bytes([ED25519]) + self.private).decode()
        return f"{SECRET}{self.name}+{self.key_hash.hex()}+{encoded}"

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, public_of(self.private))

    @property
    def key_hash(self) -> bytes:
        """The id of its public half."""
        return self.verifier.key_hash

    @property
    def line(self) -> str:
        """The key line of its public half."""
        return self.verifier.line

    def sign(self, text: bytes) -> bytes:
        """The 64-byte signature over `text`."""
        return ed25519_signature(self.private, text)


class Signature(NamedTuple):
    """One signature line, taken apart. Nothing is said about whether it is right."""

    name: str
    key_hash: bytes
    signature: bytes
    """What follows the id."""

    @property
    def line(self) -> str:
        """The line, with its newline."""
        return signature_line(self.name, self.key_hash, self.signature)


class Note(NamedTuple):
    """A note that at least one known key signed."""

    text: str
    """Ends in a newline."""
    verified: list[str]
    """Names of the known keys whose signatures were checked, in the order of the lines."""
    signatures: list[Signature]
    """Every line, of unknown keys too."""
    keys: list[Verifies]
    """The known keys of `verified`."""


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The note of `text`, signed by each of `signers`. BadNote for a text that cannot be one."""
    _check_text(text)
    if not signers:
        raise BadNote("a note needs a signature")
    lines = [signature_line(s.name, s.key_hash, s.sign(text.encode())) for s in signers]
    return text + "\n" + "".join(lines)


def open_note(raw: str | bytes, verifiers: Iterable[Verifies]) -> Note:
    """Take a note apart and check it. BadNote unless it is of the form, a known key signed it, and none falsely."""
    text, signatures = split(raw)
    known = {(v.name, v.key_hash): v for v in verifiers}
    by: list[Verifies] = []
    for one in signatures:
        verifier = known.get((one.name, one.key_hash))
        if verifier is None:
            continue
        if verifier in by:
            raise BadNote(f"two signatures by {one.name}")
        if not verifier.verify(text.encode(), one.signature):
            raise BadNote(f"the signature of {one.name} is wrong")
        by.append(verifier)
    if not by:
        raise BadNote("no known key signed it")
    return Note(text, [v.name for v in by], signatures, by)


def split(raw: str | bytes) -> tuple[str, list[Signature]]:
    """Text and signature lines, unchecked: only that it is of the form."""
    whole = _decoded(raw)
    at = whole.rfind("\n\n")
    if at < 0:
        raise BadNote("there is no empty line before the signatures")
    text, rest = whole[: at + 1], whole[at + 2 :]
    _check_text(text)
    if not rest.endswith("\n"):
        raise BadNote("the last line has no end")
    lines = rest[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote(f"more than {MOST_SIGNATURES} signatures")
    if len(set(lines)) != len(lines):
        raise BadNote("a signature line is there twice")
    return text, [parse_signature(line) for line in lines]


def parse_signature(line: str) -> Signature:
    """One signature line (without its newline), taken apart."""
    if not line.startswith(DASH):
        raise BadNote("a signature line begins with an em dash and a space")
    name, gap, encoded = line.removeprefix(DASH).partition(" ")
    if not gap:
        raise BadNote("a signature line has a name and a signature")
    check_name(name)
    data = strict_base64(encoded)
    if len(data) <= HASH_BYTES:
        raise BadNote("a signature is longer than its key's id")
    return Signature(name, data[:HASH_BYTES], data[HASH_BYTES:])


def signature_line(name: str, key_hash: bytes, signature: bytes) -> str:
    """A signature line, with its newline."""
    return f"{DASH}{name} {b64encode(key_hash + signature).decode()}\n"


def parse_key(line: str) -> Verifier:
    """The log key of a key line (type 0x01, no newline)."""
    return Verifier(*parse_key_of(line, ED25519))


def parse_secret(line: str) -> Signer:
    """The signer of a kept secret line; BadNote when its id is not that of the key."""
    name, shown, data = _key_parts(line.removeprefix(SECRET), ED25519)
    signer = Signer(name, data)
    if not line.startswith(SECRET) or shown != signer.key_hash.hex():
        raise BadNote("not a private key of that name")
    return signer


def parse_key_of(line: str, kind: int) -> tuple[str, bytes]:
    """Name and 32 bytes of a key line whose type is `kind`; BadNote when its id is not its own."""
    name, shown, data = _key_parts(line, kind)
    if shown != key_hash(name, kind, data).hex():
        raise BadNote("the id is not that of the key")
    return name, data


def _key_parts(line: str, kind: int) -> tuple[str, str, bytes]:
    parts = line.split("+", 2)
    if len(parts) != 3 or len(line) > 2 * MOST_NAME:
        raise BadNote("a key line is name+id+key")
    name, shown, encoded = parts
    check_name(name)
    data = strict_base64(encoded)
    if len(data) != 1 + KEY_BYTES or data[0] != kind:
        raise BadNote(f"not an Ed25519 key of type {kind:#04x}")
    return name, shown, data[1:]


def key_hash(name: str, kind: int, public: bytes) -> bytes:
    """SHA-256(name ‖ newline ‖ type ‖ key), its first 4 bytes."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:HASH_BYTES]


def key_line(name: str, kind: int, public: bytes) -> str:
    """``name+id+base64(type ‖ key)``."""
    encoded = b64encode(bytes([kind]) + public).decode()
    return f"{name}+{key_hash(name, kind, public).hex()}+{encoded}"


def fingerprint(public: bytes) -> str:
    """A key's fingerprint as printed on paper and read aloud: 16 bytes of SHA-256, hexadecimal, in groups of eight."""
    digits = sha256(public).hexdigest()[:32]
    return " ".join(digits[n : n + 8] for n in range(0, 32, 8))


def check_name(name: str) -> None:
    """BadNote unless `name` can name a key: no spaces, no plus, no control characters."""
    if not name or len(name.encode()) > MOST_NAME:
        raise BadNote(f"a key's name has 1 to {MOST_NAME} bytes")
    if any(c.isspace() or c == "+" or c < " " for c in name):
        raise BadNote("a key's name has neither spaces nor a plus")


def strict_base64(encoded: str) -> bytes:
    """Standard base64 with its padding, in the one way it is written."""
    try:
        data = b64decode(encoded, validate=True)
    except (NotBase64, ValueError):
        raise BadNote("not base64") from None
    if b64encode(data).decode() != encoded:
        raise BadNote("base64 that is written in another way than the standard's")
    return data


def public_of(private: bytes) -> bytes:
    """The public key (32 bytes) of a seed."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def ed25519_signature(private: bytes, message: bytes) -> bytes:
    """RFC 8032."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032; False as well for bytes that are no key or no signature."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(raw: str | bytes) -> str:
    data = raw.encode(errors="surrogatepass") if isinstance(raw, str) else raw
    if len(data) > MOST_BYTES:
        raise BadNote(f"longer than {MOST_BYTES} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadNote("not UTF-8") from None


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise BadNote("the text has no end")
    if any(c < " " and c != "\n" for c in text):
        raise BadNote("a control character")
    if len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        raise BadNote(f"longer than {MOST_BYTES} bytes")
