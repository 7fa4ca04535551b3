"""How like one another two proposals are: by the words they share. Pure (docs/decisions/similar.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple
from unicodedata import normalize

import rjieba

from micro_projects.kernel.text import CJK

PROBLEM = 160
"""How much of the problem is looked at."""
MOST_TERMS = 60
"""How many words of a question are looked up."""
MOST_TYPED = 400
RARE = 2_000
"""A word that so many proposals of the community use says little: it counts a quarter."""
LOOKED_UP = 12
"""How many of the question's rarest words find candidates."""
CANDIDATES = 60
SHOWN = 5
LEAST = 0.2
"""Below this likeness nothing is called similar."""
OF_TITLE = 2.0
COMMON_WEIGHT = 0.25

_RUN = re.compile(f"[{CJK}]+|(?:(?![{CJK}])[^\\W_])+")
_ORDINARY = frozenset(
    "居民 小区 社区 街道 希望 建议 需要 问题 目前 现在 方便 进行 很多 没有 我们 大家 影响 存在 以及 因为 所以 如果 "
    "可以 能够 一些 这个 那个 他们 自己 经常 已经 还有 同时 对于 关于 为了 由于 并且 或者 这里 那里 时候 情况 提案 "
    "解决 加装 安装 增设 设置 "
    "the and for our are was with that this from have has not but they there please want need needs would like very "
    "residents resident community many more into near can".split()
)
"""Words that every proposal uses and that make none like another."""


def terms(text: str) -> list[str]:
    """The words of a text that say what it is about, each once: Chinese words of two characters and more, Latin words
    without the s of the plural, numbers of two digits and more."""
    found: dict[str, None] = {}
    for run in _RUN.findall(normalize("NFKC", text).casefold()):
        for word in rjieba.cut_for_search(run) if re.match(f"[{CJK}]", run) else [_singular(run)]:
            if len(word) > 1 and word not in _ORDINARY:
                found[word] = None
    return list(found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def weights(title: str, problem: str) -> dict[str, float]:
    """Each word of a proposal with what it counts: one of the title twice as much."""
    found = dict.fromkeys(terms(title), OF_TITLE)
    return found | {term: 1.0 for term in terms(problem[:PROBLEM]) if term not in found}


def rarest(known: Mapping[str, int], most: int = LOOKED_UP) -> list[str]:
    """The words that find candidates: those that fewest proposals use, of those that any uses."""
    return sorted((t for t, n in known.items() if n), key=lambda t: (known[t], t))[:most]


def likeness(mine: Mapping[str, float], theirs: Mapping[str, float], common: Iterable[str] = ()) -> float:
    """From 0, nothing shared, to 1: the cosine of the two, words in `common` counting a quarter in both."""
    little = frozenset(common)

    def weight(side: Mapping[str, float], term: str) -> float:
        return side[term] * (COMMON_WEIGHT if term in little else 1.0)

    shared = sum(weight(mine, t) * weight(theirs, t) for t in mine.keys() & theirs.keys())
    size = sqrt(sum(weight(mine, t) ** 2 for t in mine) * sum(weight(theirs, t) ** 2 for t in theirs))
    return shared / size if size else 0.0


class Text(NamedTuple):
    """What is compared of one proposal."""

    key: int
    title: str
    problem: str


def most_alike(
    mine: Mapping[str, float], others: Iterable[Text], common: Iterable[str] = (), most: int = SHOWN
) -> list[int]:
    """The keys of the texts most like `mine`, best first; of equals the newest."""
    little = frozenset(common)
    scored = [(likeness(mine, weights(o.title, o.problem), little), o.key) for o in others]
    return [key for score, key in sorted(scored, reverse=True) if score >= LEAST][:most]
