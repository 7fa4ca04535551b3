"""A printed page as an image, and as somebody photographs it with a phone: for reading its square code back."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image


def rendered(pdf: bytes, page: int = -1, dpi: int = 150) -> Image.Image:
    """One page (the last by default) in grey."""
    document = pypdfium2.PdfDocument(pdf)
    number = page if page >= 0 else len(document) + page
    return document[number].render(scale=dpi / 72).to_pil().convert("L")


def photographed(page: Image.Image) -> Image.Image:
    """Half the size, turned by 7°, seen from the side, in poor light, noisy, JPEG at 60."""
    small = page.resize((page.width // 2, page.height // 2), Image.Resampling.BILINEAR)
    turned = small.rotate(7, expand=True, fillcolor=210, resample=Image.Resampling.BICUBIC)
    w, h = turned.size
    corners = [(w * 0.04, h * 0.03), (w * 0.97, 0.0), (w * 1.0, h * 0.98), (0.0, h * 1.0)]
    from_the_side = turned.transform(
        (w, h),
        Image.Transform.PERSPECTIVE,
        _perspective(corners, [(0, 0), (w, 0), (w, h), (0, h)]),
        Image.Resampling.BICUBIC,
        fillcolor=200,
    )
    dark = from_the_side.point([int(40 + value * 0.62) for value in range(256)])
    noisy = Image.blend(dark, Image.effect_noise((w, h), 48), 0.12)
    kept = BytesIO()
    noisy.save(kept, "JPEG", quality=60)
    return Image.open(kept)


def read_code(picture: Image.Image) -> str:
    """What the one square code in a picture says; empty when none can be read."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else ""


def _perspective(to: list[tuple[float, float]], of: list[tuple[float, float]]) -> list[float]:
    """The eight numbers of the plane's projection that takes each point of `to` to that of `of` (elimination)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(to, of, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        pivot = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[8] for row in rows]
