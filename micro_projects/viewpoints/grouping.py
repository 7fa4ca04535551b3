"""Groups of opinion: who answers alike. Pure numpy, deterministic, whatever order people are given in.

A matrix participants × statements of `AGREE`, `DISAGREE`, `PASS`, `MISSING` (int8). What nobody answered is left out,
what one did not answer is the statement's mean; principal components (2), k-means from fixed starts, k of 2…5 by the
silhouette (docs/decisions/opinion-groups.md). Nobody's place in the plane leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE, MISSING = 1, 0, -1, 2
ENOUGH = 7
"""Answers somebody needs to be put into a group; all of them where there are fewer statements."""
MOST_GROUPS = 5
SMALLEST = 5
"""A group of fewer is counted with the group nearest to it: nobody is to be found by being few."""
STARTS = 24
MOST_ROUNDS = 300
SEED = 20260302
BLOCK = 1024
"""Rows of distances held at a time."""

Matrix = NDArray[np.int8]
Points = NDArray[np.float64]
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each participant is of: 0 the largest; -1 for who answered too little."""

    of: Labels
    sizes: tuple[int, ...]
    silhouettes: dict[int, float]
    """Of each number of groups that was tried, before small ones were joined."""


def find(matrix: Matrix, smallest: int = SMALLEST) -> Groups:
    """Put participants into groups; one group where nothing tells them apart."""
    answered = matrix != MISSING
    enough = answered.sum(axis=1) >= min(ENOUGH, max(1, int(answered.any(axis=0).sum())))
    rows = np.flatnonzero(enough)
    of = np.full(len(matrix), -1, dtype=np.intp)
    if not len(rows):
        return Groups(of, (), {})
    rows = rows[np.lexsort(matrix[rows].T[::-1])] if matrix.shape[1] else rows
    points = components(filled(matrix[rows]))
    labels, silhouettes = cluster(points)
    labels = numbered(points, joined(points, labels, smallest))
    of[rows] = labels
    return Groups(of, tuple(int(n) for n in np.bincount(labels)), silhouettes)


def filled(matrix: Matrix) -> Points:
    """The answers as numbers: statements nobody answered left out, what one did not answer its mean."""
    answered = matrix != MISSING
    kept = answered.any(axis=0)
    values, there = matrix[:, kept].astype(np.float64), answered[:, kept]
    sums = np.where(there, values, 0.0).sum(axis=0)
    return np.where(there, values, sums / there.sum(axis=0))


def components(values: Points, n: int = 2) -> Points:
    """Coordinates on the first `n` principal components; each component's largest weight is positive."""
    centred = values - values.mean(axis=0)
    _, _, weights = np.linalg.svd(centred, full_matrices=False)
    weights = weights[:n]
    if not len(weights):
        return np.zeros((len(values), n))
    largest = np.abs(weights).argmax(axis=1)
    signs = np.where(weights[np.arange(len(weights)), largest] < 0, -1.0, 1.0)
    points = centred @ (weights * signs[:, None]).T
    return np.pad(points, ((0, 0), (0, n - points.shape[1])))


def cluster(points: Points) -> tuple[Labels, dict[int, float]]:
    """K-means for each k from 2 to 5; the k whose silhouette is largest, the smaller of equal ones."""
    distinct = len(np.unique(points.round(9), axis=0))
    tried = {k: k_means(points, k) for k in range(2, min(MOST_GROUPS, distinct, len(points) - 1) + 1)}
    if not tried:
        return np.zeros(len(points), dtype=np.intp), {}
    scores = dict(zip(tried, silhouettes(points, list(tried.values())), strict=True))
    best = max(scores, key=lambda k: (round(scores[k], 9), -k))
    return tried[best], scores


def k_means(points: Points, k: int) -> Labels:
    """The tightest of several runs, each from its own fixed start (Lloyd's rounds until nothing moves)."""
    best: Labels | None = None
    least = np.inf
    for centres in _starts(points, k):
        labels, spread = _settle(points, centres)
        if spread < least * (1 - 1e-9):
            best, least = labels, spread
    assert best is not None
    return best


def _starts(points: Points, k: int) -> Iterator[Points]:
    """Farthest first, then k-means++ (far points likelier) by a generator with a fixed seed."""
    first = int(_squares(points, points.mean(axis=0)[None])[:, 0].argmax())
    yield _spread(points, k, first, None)
    generator = np.random.default_rng(SEED + k)
    for _ in range(STARTS - 1):
        yield _spread(points, k, int(generator.integers(len(points))), generator)


def _spread(points: Points, k: int, first: int, generator: np.random.Generator | None) -> Points:
    chosen = [first]
    near = _squares(points, points[[first]])[:, 0]
    while len(chosen) < k:
        if generator is None:
            chosen.append(int(near.argmax()))
        else:
            chosen.append(int(generator.choice(len(points), p=near / near.sum())))
        near = np.minimum(near, _squares(points, points[[chosen[-1]]])[:, 0])
    return points[chosen]


def _settle(points: Points, centres: Points) -> tuple[Labels, float]:
    k = len(centres)
    labels = np.full(len(points), -1, dtype=np.intp)
    for _ in range(MOST_ROUNDS):
        squares = _squares(points, centres)
        nearest = squares.argmin(axis=1)
        if (nearest == labels).all():
            break
        labels = nearest
        sizes = np.bincount(labels, minlength=k)
        sums = np.stack(
            [np.bincount(labels, points[:, d], minlength=k) for d in range(points.shape[1])], axis=1
        )
        lonely = points[squares.min(axis=1).argmax()]
        centres = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], lonely)
    return labels, float(_squares(points, centres)[np.arange(len(points)), labels].sum())


def _squares(points: Points, centres: Points) -> Points:
    return np.stack([((points - centre) ** 2).sum(axis=1) for centre in centres], axis=1)


def silhouettes(points: Points, labellings: list[Labels]) -> list[float]:
    """The mean silhouette (Rousseeuw 1987) of each labelling, every distance figured once."""
    sums = [np.zeros((len(points), int(labels.max()) + 1)) for labels in labellings]
    members = [np.eye(int(labels.max()) + 1)[labels] for labels in labellings]
    for start in range(0, len(points), BLOCK):
        part = points[start : start + BLOCK]
        distances = np.sqrt(sum((part[:, d, None] - points[None, :, d]) ** 2 for d in range(points.shape[1])))
        for total, member in zip(sums, members, strict=True):
            total[start : start + BLOCK] = distances @ member
    return [_silhouette(*pair) for pair in zip(sums, labellings, strict=True)]


def _silhouette(sums: Points, labels: Labels) -> float:
    sizes, rows = np.bincount(labels, minlength=sums.shape[1]), np.arange(len(labels))
    alone = sizes[labels] == 1
    within = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    others[rows, labels] = np.inf
    nearest = others.min(axis=1)
    wider = np.maximum(np.maximum(within, nearest), np.finfo(float).tiny)
    return float(np.where(alone, 0.0, (nearest - within) / wider).mean())


def joined(points: Points, labels: Labels, smallest: int) -> Labels:
    """Groups under `smallest` counted with the nearest one, the smallest first, until none is left."""
    labels = labels.copy()
    while True:
        there, sizes = np.unique(labels, return_counts=True)
        if len(there) < 2 or sizes.min() >= smallest:
            return labels
        centres = np.stack([points[labels == one].mean(axis=0) for one in there])
        at = min(range(len(there)), key=lambda n: (sizes[n], *centres[n]))
        away = ((centres - centres[at]) ** 2).sum(axis=1)
        away[at] = np.inf
        labels[labels == there[at]] = there[away.argmin()]


def numbered(points: Points, labels: Labels) -> Labels:
    """Groups numbered by size, the largest first; of equal ones, by where they lie."""
    there, sizes = np.unique(labels, return_counts=True)
    centres = [points[labels == one].mean(axis=0).round(9) for one in there]
    order = sorted(range(len(there)), key=lambda n: (-sizes[n], *centres[n]))
    names = np.empty(len(there), dtype=np.intp)
    names[order] = np.arange(len(there))
    return names[np.searchsorted(there, labels)]
