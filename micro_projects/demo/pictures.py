"""Drawings where people would send photos."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw


def picture(code: str, number: int) -> bytes:
    """A plain drawing instead of a photo: nothing in the demo pretends to be a real place."""
    tone = (sum(map(ord, code)) * 37 + number * 53) % 360
    image = Image.new("HSV", (960, 640), (tone * 255 // 360, 40, 225))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 420, 960, 640), fill=(tone * 255 // 360, 60, 180))
    for k in range(6):
        height = 80 + 30 * ((k + number) % 4)
        draw.rectangle((90 + k * 135, 420 - height, 170 + k * 135, 420), fill=(20, 90, 150 + 10 * k))
    if number:
        draw.line((80, 520, 880, 520), fill=(20, 200, 120), width=14)
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()
