"""The square code on a printed sheet."""

from __future__ import annotations

import segno
from markupsafe import Markup


def square(address: str) -> Markup:
    """A QR code as SVG markup; error correction Q, since sheets on a board get dirty."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(scale=3, border=2)
    return Markup(drawn)  # nosec B704 - lines of an SVG, nothing anybody typed
