"""How a round was counted, in words a file can carry: rule, parameters, ties with the drawn lot, exact.

Pabulib's META names a rule and a threshold, no more. What else decides the count stands as JSON in its comment,
after `MARK`, and under ``terms`` in a round's own JSON: a stranger's recount is then the same count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from micro_projects.kernel.refusal import N_, Refusal, Refused, require
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import TieRule, Ties

MARK = "Counting terms as JSON: "
BAD_TERMS = Refusal(
    "pb_bad_terms",
    N_("第 %(line)s 行起写的计票条件读不懂：%(what)s。"),
    N_("请改正文件的这一处后重新计票；这些条件的写法见文档 docs/round-files.md。"),
    422,
)
_TIES: Mapping[str, TieRule] = {"file": "file", "cost": "cost", "id": "id", "lot": "lot"}
_KNOWN = frozenset("rule min_score exclusive overshoot step whole ties lot borda_top empty beyond".split())


@dataclass(frozen=True, slots=True)
class Told:
    """All that decides a count besides projects, ballots and budget; amounts in the file's currency.

    `borda_top`: k of the Borda count k, k−1, …. `empty`: ballots without any project, which a ``.pb`` has no row
    for. `beyond`: project → its real cost, where it is above the budget and the ``.pb`` has to say otherwise.
    """

    rule: Rule
    ties: Ties
    borda_top: int | None = None
    empty: int = 0
    beyond: Mapping[str, Number] = field(default_factory=dict)


def plain(told: Told) -> dict[str, Any]:
    """As JSON, without what is nothing special."""
    rule = told.rule
    found: dict[str, Any] = {"rule": rule.name, "ties": told.ties.rule}
    if told.ties.lot:
        found["lot"] = sorted(told.ties.lot, key=lambda project: told.ties.lot[project])
    if rule.min_score is not None:
        found["min_score"] = str(Fraction(rule.min_score))
    if rule.exclusive:
        found["exclusive"] = {name: sorted(rule.exclusive[name]) for name in sorted(rule.exclusive)}
    if rule.overshoot:
        found["overshoot"] = str(rule.overshoot)
    if rule.name.startswith("mes_add1"):
        found["step"] = str(Fraction(1 if rule.step is None else rule.step))
        found["whole"] = str(Fraction(rule.whole))
    if told.borda_top is not None:
        found["borda_top"] = told.borda_top
    if told.empty:
        found["empty"] = told.empty
    if told.beyond:
        found["beyond"] = {project: str(Fraction(told.beyond[project])) for project in sorted(told.beyond)}
    return found


def comment(told: Told) -> str:
    """The part of a comment that carries it."""
    return MARK + json.dumps(plain(told), sort_keys=True, separators=(",", ":"))


def from_comment(text: str, line: int) -> Told | None:
    """What a comment carries, None when it carries none. Refused when it cannot be understood."""
    _, mark, rest = text.partition(MARK)
    if not mark:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(rest)
    except (ValueError, RecursionError):
        raise Refused(BAD_TERMS, line=line, what="JSON") from None
    return told_of(value, line)


def told_of(value: Any, line: int) -> Told:
    """What `plain` wrote. Refused, naming the key, when it says something else."""
    require(isinstance(value, dict) and isinstance(value.get("rule"), str), BAD_TERMS, line=line, what="rule")
    for key in value:
        require(key in _KNOWN, BAD_TERMS, line=line, what=key[:40])
    read = _Reader(value, line)
    overshoot, step, whole = read.figure("overshoot", 0), read.figure("step", None), read.figure("whole", 1)
    require(overshoot is not None and overshoot >= 0, BAD_TERMS, line=line, what="overshoot")
    require(step is None or step > 0, BAD_TERMS, line=line, what="step")
    require(whole is not None and whole > 0, BAD_TERMS, line=line, what="whole")
    assert overshoot is not None
    assert whole is not None
    rule = Rule(
        value["rule"],
        read.figure("min_score", None),
        {name: frozenset(members) for name, members in read.lists("exclusive").items()},
        Fraction(overshoot),
        step,
        whole,
    )
    lot = read.strings("lot", value.get("lot", []))
    require(len(set(lot)) == len(lot), BAD_TERMS, line=line, what="lot")
    ties = _TIES.get(value.get("ties", "file"))
    require(ties is not None, BAD_TERMS, line=line, what="ties")
    assert ties is not None
    return Told(
        rule,
        Ties(ties, {project: rank for rank, project in enumerate(lot)}),
        read.count("borda_top"),
        read.count("empty") or 0,
        read.figures("beyond"),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads keys of one value, refusing on `line` what they must not be."""

    value: Mapping[str, Any]
    line: int

    def _need(self, condition: object, key: str) -> None:
        require(condition, BAD_TERMS, line=self.line, what=key)

    def figure(self, key: str, default: Number | None) -> Number | None:
        """An exact figure as text: ``7/2``, ``12.5``."""
        if key not in self.value:
            return default
        return self._exact(self.value[key], key)

    def _exact(self, text: object, key: str) -> Number:
        self._need(isinstance(text, str) and len(text) <= 60 and "e" not in text.lower(), key)
        try:
            value = Fraction(str(text))
        except (ValueError, ZeroDivisionError):
            raise Refused(BAD_TERMS, line=self.line, what=key) from None
        return value.numerator if value.denominator == 1 else value

    def figures(self, key: str) -> dict[str, Number]:
        """Project → figure."""
        found = self.value.get(key, {})
        self._need(isinstance(found, dict), key)
        return {project: self._exact(text, key) for project, text in found.items()}

    def count(self, key: str) -> int | None:
        """A whole number of things."""
        found = self.value.get(key)
        self._need(found is None or (type(found) is int and 0 < found <= 10**9), key)
        return found

    def strings(self, key: str, found: object) -> list[str]:
        """A list of project ids."""
        self._need(isinstance(found, list) and all(isinstance(item, str) for item in found), key)
        assert isinstance(found, list)
        return found

    def lists(self, key: str) -> dict[str, list[str]]:
        """Name → project ids."""
        found = self.value.get(key, {})
        self._need(isinstance(found, dict), key)
        return {name: self.strings(key, members) for name, members in found.items()}
