"""Checking and re-encoding what was uploaded: slow, hostile, and therefore always outside `act()`.

A photo is decoded and drawn anew in three widths: nothing of the original's bytes, no EXIF, no place, no
hidden second file reaches the disk. A document is kept as it came and only ever downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import IO, Any

from PIL import Image, ImageOps

from micro_projects.files import rules, storage
from micro_projects.files.models import DOCUMENT, PHOTO
from micro_projects.kernel.refusal import Refusal, Refused, require
from micro_projects.web.preview import Unseen

_AT_ONCE = BoundedSemaphore(2)
"""How many photos a process decodes side by side: each may need some hundred megabytes."""
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Prepared:
    """Checked bytes, on the disk under `token`; nobody knows the token until a row names it."""

    token: str
    media: str
    size: int
    sha256: bytes
    width: int | None = None
    height: int | None = None
    came_back: bool = False
    """It was stored by an earlier press: by now a row may name it, so nobody but the daily sweep removes it."""

    def known(self) -> dict[str, str | int | None]:
        """What a page carries of it while its act waits for a second press."""
        return {**asdict(self), "sha256": self.sha256.hex()}

    @classmethod
    def again(cls, known: Mapping[str, Any]) -> Prepared:
        """The same file, from what a page carried."""
        return cls(**{**known, "sha256": bytes.fromhex(known["sha256"]), "came_back": True})


def prepare(stream: IO[bytes]) -> Prepared:
    """Check an upload by its content and store it; refused when it is no photo or PDF we take.

    Call it before `act()`, `actions.keep` inside, and `discard` when the act is refused (or use `taken`).
    """
    body = stream.read(rules.MOST_BYTES + 1)
    require(body, rules.EMPTY)
    require(len(body) <= rules.MOST_BYTES, rules.TOO_BIG)
    kind = rules.kind_of(body[:16])
    require(kind != "heic", rules.HEIC)
    if kind == "pdf":
        require(rules.whole_pdf(body), rules.NOT_A_DOCUMENT)
        require(not rules.active_pdf(body), rules.ACTIVE_DOCUMENT)
        return _stored(DOCUMENT, {"document": body}, body)
    require(kind == "photo", rules.NOT_A_PHOTO)
    with _AT_ONCE:
        pictures, (width, height) = _redrawn(body)
    return _stored(PHOTO, pictures, pictures[str(rules.WIDTHS[-1])], width, height)


def prepare_photo(stream: IO[bytes]) -> Prepared:
    """`prepare` where only a photo will do."""
    _only(stream, "photo", rules.NOT_A_PHOTO)
    return prepare(stream)


def prepare_document(stream: IO[bytes]) -> Prepared:
    """`prepare` where only a PDF will do."""
    _only(stream, "pdf", rules.NOT_A_DOCUMENT)
    return prepare(stream)


def discard(*prepared: Prepared | None) -> None:
    """Remove bytes whose act was refused."""
    for one in prepared:
        if one is not None and not one.came_back:
            storage.discard(one.token)


@contextmanager
def taken(*prepared: Prepared | None) -> Iterator[None]:
    """Around the act that keeps them: whatever goes wrong inside, their bytes go."""
    try:
        yield
    except Unseen:  # shown first, kept for the second press
        raise
    except BaseException:
        discard(*prepared)
        raise


def _only(stream: IO[bytes], kind: str, refusal: Refusal) -> None:
    head = stream.read(16)
    stream.seek(0)
    require(head, rules.EMPTY)
    require(rules.kind_of(head) in (kind, "heic"), refusal)


def _redrawn(body: bytes) -> tuple[dict[str, bytes], tuple[int, int]]:
    try:
        with Image.open(BytesIO(body), formats=tuple(rules.MOST_PIXELS)) as opened:
            width, height = opened.size
            require(width * height <= rules.MOST_PIXELS[opened.format or ""], rules.TOO_MANY_PIXELS)
            largest = rules.WIDTHS[-1]
            opened.draft("RGB", (largest, largest))  # a JPEG is decoded no larger than needed
            picture = _on_white(ImageOps.exif_transpose(opened))
        sizes = {w: rules.shown_size(*picture.size, w) for w in rules.WIDTHS}
        return {str(w): _encoded(picture, size) for w, size in sizes.items()}, sizes[largest]
    except Refused:
        raise
    except Exception as broken:  # a decoder fails in many ways; each means the same to the person
        raise Refused(rules.NOT_A_PHOTO) from broken


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    return picture.convert("RGB")


def _encoded(picture: Image.Image, size: tuple[int, int]) -> bytes:
    shown = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", shown.size, shown.tobytes())  # pixels only: no EXIF, profile or comment
    made = BytesIO()
    bare.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def _stored(
    media: str, bodies: dict[str, bytes], main: bytes, width: int | None = None, height: int | None = None
) -> Prepared:
    token = storage.new_token()
    storage.write(token, bodies)
    return Prepared(token, media, len(main), hashlib.sha256(main).digest(), width, height)
