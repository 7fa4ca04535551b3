"""Photos and documents as people upload them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (1000, 700), mode: str = "RGB", **options: Any
) -> bytes:
    """A photo of one colour."""
    made = BytesIO()
    Image.new(mode, size, (200, 30, 30) if mode == "RGB" else 0).save(made, kind, **options)
    return made.getvalue()
