"""A round's key pair: the private half lives in a file of its own, never in the database or its back-ups."""

from __future__ import annotations

import os
from pathlib import Path

from flask import current_app
from nacl.public import PrivateKey, PublicKey, SealedBox

from micro_projects.kernel import kept_file

_LENGTH_BYTES = 4


def _path(code: str) -> Path:
    folder: Path = current_app.extensions["settings"].keys / "rounds"
    return folder / f"{code}.key"


def make(code: str) -> bytes:
    """Make the pair of a round being frozen; the public half. On disk for good before the act commits.

    A file left by an act that was rolled back is replaced: nothing was ever sealed to it.
    """
    path = _path(code)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = PrivateKey.generate()
    kept_file.keep(path, key.encode())
    return bytes(key.public_key)


def private(code: str) -> PrivateKey:
    """The private half, for opening after closing. FileNotFoundError when it is gone."""
    return PrivateKey(_path(code).read_bytes())


def is_kept(code: str) -> bool:
    """Whether the private half is there."""
    return _path(code).exists()


def destroy(code: str) -> None:
    """Overwrite and remove the private half; nothing when it is gone already."""
    path = _path(code)
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


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
