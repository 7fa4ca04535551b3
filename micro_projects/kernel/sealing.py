"""Sealing a small text to a public key, so that every sealed one is equally long: libsodium's sealed box. Pure."""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

__all__ = ["CryptoError", "PrivateKey", "seal", "unseal"]

_LENGTH_BYTES = 4


def seal(public_key: bytes, payload: bytes, size: int) -> bytes:
    """Pad `payload` to `size` bytes and seal it: whatever it says, it is as long as any other of that size."""
    room = size - _LENGTH_BYTES - len(payload)
    if room < 0:
        raise ValueError(f"a payload of {len(payload)} bytes in {size}")
    padded = len(payload).to_bytes(_LENGTH_BYTES, "big") + payload + bytes(room)
    return bytes(SealedBox(PublicKey(public_key)).encrypt(padded))


def unseal(key: PrivateKey, sealed: bytes) -> bytes:
    """What was sealed; CryptoError when it was not sealed to this key or was changed."""
    padded = SealedBox(key).decrypt(sealed)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return bytes(padded[_LENGTH_BYTES : _LENGTH_BYTES + length])
