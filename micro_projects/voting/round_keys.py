"""A round's key pair: the private half lives in a file of its own, never in the database or its back-ups."""

from __future__ import annotations

import os
from pathlib import Path

from flask import current_app
from nacl.public import PrivateKey, PublicKey, SealedBox

from micro_projects.kernel import kept_file

_LENGTH_BYTES = 4


def path(code: str, what: str = "key") -> Path:
    """A file of the round in the key folder."""
    folder: Path = current_app.extensions["settings"].keys / "rounds"
    return folder / f"{code}.{what}"


def make(code: str) -> bytes:
    """Make the pair of a round being frozen; the public half. On disk for good before the act commits.

    A file left by an act that was rolled back is replaced: nothing was ever sealed to it.
    """
    file = path(code)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = PrivateKey.generate()
    kept_file.keep(file, key.encode())
    return bytes(key.public_key)


def private(code: str) -> PrivateKey:
    """The private half, for opening after closing. FileNotFoundError when it is gone."""
    return PrivateKey(path(code).read_bytes())


def is_kept(code: str) -> bool:
    """Whether the private half is there."""
    return path(code).exists()


def destroy(code: str) -> None:
    """Overwrite and remove the private half and any share of it; nothing when they are gone already."""
    for file in sorted(path(code).parent.glob(f"{code}.*")):
        shred(file)


def shred(file: Path) -> None:
    """Overwrite a file, onto the disk, and remove it for good; nothing when it is gone already."""
    if not file.exists():
        return
    with file.open("r+b") as body:
        body.write(os.urandom(file.stat().st_size))
        body.flush()
        os.fsync(body.fileno())
    file.unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def seal(public_key: bytes, payload: bytes, size: int) -> bytes:
    """Pad `payload` to `size` bytes and seal it: all sealed ballots of a round are equally long."""
    room = size - _LENGTH_BYTES - len(payload)
    if room < 0:
        raise ValueError(f"a ballot of {len(payload)} bytes in {size}")
    padded = len(payload).to_bytes(_LENGTH_BYTES, "big") + payload + bytes(room)
    return bytes(SealedBox(PublicKey(public_key)).encrypt(padded))


def unseal(key: PrivateKey, sealed: bytes) -> bytes:
    """What was sealed; CryptoError when it was not sealed to this key or was changed."""
    padded = SealedBox(key).decrypt(sealed)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return bytes(padded[_LENGTH_BYTES : _LENGTH_BYTES + length])
