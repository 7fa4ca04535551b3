"""Personal data at rest: AES-GCM under a data key per person, wrapped by a master key outside the database."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MASTER_VERSION = 1


class Vault:
    """The master key and what it does; one per process, read from a file only the program may read."""

    def __init__(self, master: bytes) -> None:
        self._wrap = AESGCM(hashlib.sha256(b"wrap" + master).digest())
        self._index = hashlib.sha256(b"index" + master).digest()

    @classmethod
    def at(cls, folder: Path) -> Vault:
        """The vault whose key lies in `folder`; made on first use, mode 0600."""
        path = folder / f"people-{MASTER_VERSION}.key"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "wb") as file:
                file.write(os.urandom(32))
        return cls(path.read_bytes())

    def new_key(self) -> bytes:
        """A fresh data key, wrapped for storing."""
        nonce = os.urandom(12)
        return nonce + self._wrap.encrypt(nonce, os.urandom(32), b"person")

    def seal(self, wrapped: bytes, kind: str, value: str) -> bytes:
        """Encrypt one field of the person whose wrapped key this is."""
        nonce = os.urandom(12)
        return nonce + self._data_key(wrapped).encrypt(nonce, value.encode(), kind.encode())

    def open(self, wrapped: bytes, kind: str, ciphertext: bytes) -> str:
        """Decrypt it; raises InvalidTag when key, kind or bytes do not belong together."""
        return self._data_key(wrapped).decrypt(ciphertext[:12], ciphertext[12:], kind.encode()).decode()

    def index(self, kind: str, value: str) -> bytes:
        """A keyed hash for look-up of a normalised value."""
        return hmac.digest(self._index, f"{kind}:{value.strip().upper()}".encode(), "sha256")

    def _data_key(self, wrapped: bytes) -> AESGCM:
        return AESGCM(self._wrap.decrypt(wrapped[:12], wrapped[12:], b"person"))
