"""How one text became another, word by word: Chinese as a dictionary parts it, numbers, sums and Latin words whole.

Sentences are compared first, then the words of those that changed. The time is bounded: a stretch that would need
more than its share of steps is shown as replaced, whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

import rjieba

from micro_projects.kernel.text import CJK

Kind: TypeAlias = Literal["same", "gone", "new"]


class Change(NamedTuple):
    """A stretch that stayed, was left out, or was put in."""

    kind: Kind
    text: str


_Pair: TypeAlias = tuple[str, str]
"""A stretch as (old, new); equal when nothing changed."""

_SENTENCE = re.compile("(?<=[\u3002\uff01\uff1f\uff1b\n])|(?<=[.!?;])(?=\\s)")
_WORD = f"(?:(?![{CJK}])[^\\W_])+"
_JOINED = "(?:(?<=\\d)[.,:/](?=\\d)|['\u2019_-](?=[^\\W_]))"
_UNIT = "(?:[%\uff05\u2030]|(?<=\\d)(?:[百千万亿]+元?|元))?"  # zh only
_TOKEN = re.compile(
    f"(?P<cjk>[{CJK}]+)|[\u00a5\uffe5$\u20ac]?{_WORD}(?:{_JOINED}{_WORD})*{_UNIT}|[ \\t]+|.", re.DOTALL
)
_NUMERAL = re.compile("([零〇一二三四五六七八九十百千万亿]{2,}元?)")  # zh only
_STEPS = 120_000
"""How many steps one comparison may take in all: about a tenth of a second."""
_ALIKE = 0.3
"""Sentences that share less than this part of their words are shown as replaced, not woven together."""
_ISLAND = 2
"""So few characters kept between two larger changes only confuse: they are folded into them."""


def changes(old: str, new: str) -> list[Change]:
    """How `old` became `new`, what is gone before what is new in its stead.

    The texts `same` and `gone` in order are `old`, those `same` and `new` are `new`. The same two texts always give
    the same answer.
    """
    whole = list(_compared(_SENTENCE.split(old), _SENTENCE.split(new), _STEPS))
    size = 1 + sum(len(a) + len(b) for a, b in whole if a != b)
    pairs: list[_Pair] = []
    for a, b in whole:
        pairs += [(a, b)] if a == b else _within(a, b, _STEPS * (len(a) + len(b)) // size)
    return list(_told(pairs))


def words(text: str) -> list[str]:
    """A text in the pieces it is compared by; joined they are the text."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["cjk"] is None:
            found.append(match[0])
            continue
        for n, run in enumerate(_NUMERAL.split(match[0])):
            if run:
                found += [run] if n % 2 else rjieba.cut(run)
    return found


def _told(pairs: Iterable[_Pair]) -> Iterator[Change]:
    for out, put in _stretches(pairs):
        shown: list[tuple[Kind, str]] = [("same", out)] if out == put else [("gone", out), ("new", put)]
        yield from (Change(kind, text) for kind, text in shown if text)


def _stretches(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Neighbours that stayed as one, neighbours that changed as one."""
    for _, group in groupby((p for p in pairs if any(p)), key=lambda pair: pair[0] == pair[1]):
        stretch = list(group)
        yield "".join(a for a, _ in stretch), "".join(b for _, b in stretch)


def _within(old: str, new: str, steps: int) -> list[_Pair]:
    """The changes inside one changed stretch."""
    if not old or not new:
        return [(old, new)]
    pieces = words(old), words(new)
    pairs = list(_compared(*pieces, steps))
    kept = sum(len(words(a)) for a, b in pairs if a == b)
    return _drawn_together(pairs) if kept >= _ALIKE * min(map(len, pieces)) else [(old, new)]


def _drawn_together(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Fold a small island kept between two changes at least as large into them; what is only put in stays apart."""
    folded: list[_Pair] = []
    for a, b in _stretches(pairs):
        if len(folded) > 1 and a != b and folded[-1][0] == folded[-1][1]:
            (before_a, before_b), (island, _) = folded[-2], folded[-1]
            sides = min(max(len(before_a), len(before_b)), max(len(a), len(b)))
            size = len(island.strip(" \t"))
            if (
                "\n" not in island
                and (before_a or a)
                and (before_b or b)
                and (size <= 1 or size <= min(_ISLAND, sides))
            ):
                folded[-2:] = [(before_a + island + a, before_b + island + b)]
                continue
        folded.append((a, b))
    return folded


def _compared(old: Sequence[str], new: Sequence[str], steps: int) -> Iterator[_Pair]:
    """Stretches of pieces that stayed and that changed, in turn."""
    start, ends = 0, (len(old), len(new))
    while start < min(ends) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(ends) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield "".join(old[:start]), "".join(new[:start])
    yield from _middle(old[start : len(old) - tail], new[start : len(new) - tail], steps)
    yield "".join(old[len(old) - tail :]), "".join(new[len(new) - tail :])


def _middle(old: Sequence[str], new: Sequence[str], steps: int) -> Iterator[_Pair]:
    a = b = 0
    for x, y in [*_kept(old, new, steps), (len(old), len(new))]:
        if (x, y) != (a, b):
            yield "".join(old[a:x]), "".join(new[b:y])
        if x < len(old) and y < len(new):
            yield old[x], new[y]
        a, b = x + 1, y + 1


def _kept(old: Sequence[str], new: Sequence[str], steps: int) -> list[tuple[int, int]]:
    """Which pieces stayed, with the fewest changes (Myers' greedy search); none when that takes too many steps."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for depth in range(len(old) + len(new) + 1):
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
            x = start = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            steps -= 1 + x - start
            reach[k] = x
            if x >= len(old) and x - k >= len(new):
                return _back(trail, (x, k))
            if steps < 0:
                return []
        trail.append({k: reach[k] for k in range(-depth, depth + 1, 2)})
    return []


def _back(trail: list[dict[int, int]], end: tuple[int, int]) -> list[tuple[int, int]]:
    """The pieces kept on the way that led to the end."""
    kept: list[tuple[int, int]] = []
    x, k = end
    for depth in range(len(trail), 0, -1):
        reach = trail[depth - 1]
        down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        start = reach[before] if down else reach[before] + 1
        kept += [(at, at - k) for at in range(x - 1, start - 1, -1)]
        x, k = reach[before], before
    kept += [(at, at - k) for at in range(x - 1, -1, -1)]
    return kept[::-1]
