"""The picture of the groups: circles as large as the groups, side by side. Where they lie says nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from micro_projects.kernel.refusal import N_

NAMES = (N_("甲组"), N_("乙组"), N_("丙组"), N_("丁组"), N_("戊组"))
"""What groups are called, the largest first."""
WIDTH = 640
TALLEST = 200
GAP = 16


@dataclass(frozen=True, slots=True)
class Circle:
    """One group: its area is its share of all."""

    name: str
    size: int
    x: float
    r: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All of them, in a frame of this width and height; circles stand on one middle line."""

    width: int
    height: int
    circles: tuple[Circle, ...]


def picture(sizes: Sequence[int]) -> Picture:
    """Circles whose areas are in proportion to the sizes, as large as the frame allows."""
    roots = [sqrt(size) for size in sizes]
    room = WIDTH - GAP * (len(sizes) - 1)
    scale = min(room / (2 * sum(roots)), TALLEST / (2 * max(roots))) if roots else 0.0
    width = sum(2 * root * scale for root in roots) + GAP * max(0, len(sizes) - 1)
    at, circles = (WIDTH - width) / 2, []
    for name, size, root in zip(NAMES, sizes, roots, strict=False):
        r = root * scale
        circles.append(Circle(name, size, round(at + r, 1), round(r, 1)))
        at += 2 * r + GAP
    height = round(2 * max((c.r for c in circles), default=0)) + 40
    return Picture(WIDTH, height, tuple(circles))
