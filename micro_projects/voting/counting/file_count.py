"""A round's file counted, Pabulib or our JSON: by the rule and terms it names, with explanations and what was odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from micro_projects.kernel.refusal import N_, Refusal, Refused, require
from micro_projects.voting.counting.explain import Explanation, explain
from micro_projects.voting.counting.explained import as_plain
from micro_projects.voting.counting.figures import exact, json_number
from micro_projects.voting.counting.pabulib import differences, read
from micro_projects.voting.counting.pabulib_problems import Note, note
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.round_file import RoundFile
from micro_projects.voting.counting.round_json import is_json, read_json
from micro_projects.voting.counting.rules import RULES, Count, count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import Tie, TieRule, Ties

META_RULES: Mapping[str, str] = MappingProxyType(
    {
        "greedy": "greedy",
        "greedy-no-skip": "greedy_no_skip",
        "greedy-threshold": "greedy_threshold",
        "equalshares": "mes",
        "equalshares/add1": "mes_add1",
    }
)
"""META's rules by our names. One that `RULES` does not hold counts as unknown."""

FILE_TIES: tuple[TieRule, ...] = ("file", "cost", "id", "lot")
LEAST = "min_project_score_threshold"
NOT_A_BUDGET = Refusal(
    "not_a_budget", N_("“%(value)s”不是一个预算。"), N_("请填写一个不小于 0 的数，用小数点，不用逗号。"), 422
)
NOT_A_LEAST = Refusal(
    "not_a_threshold",
    N_("META 的 min_project_score_threshold“%(value)s”不是一个数。"),
    N_("请改正文件后重新计票。"),
    422,
)
UNKNOWN_TIES = Refusal(
    "unknown_ties", N_("没有叫作“%(ties)s”的同分规则。"), N_("可用的有：file、cost、id、lot。"), 422
)
NO_LOT = Refusal(
    "no_lot_told",
    N_("文件里没有公开抽签的次序，不能按抽签（lot）定并列的先后。"),
    N_("请改用 file、cost 或 id。"),
    422,
)


@dataclass(frozen=True, slots=True)
class FileCount:
    """A counted file, its count, explanations, and everything odd on the way."""

    file: RoundFile
    count: Count
    explanations: Mapping[str, Explanation]
    notes: tuple[Note, ...]


def read_file(source: bytes) -> RoundFile:
    """A file's bytes, whichever of the two formats they are. Refused, saying where, when unreadable."""
    return read_json(source) if is_json(source) else read(source)


def count_file(
    source: bytes, rule: str | None = None, ties: str | None = None, budget: str | int | None = None
) -> FileCount:
    """Count a file's bytes. Without `rule`, by the rule and terms the file names.

    Equals are ordered by `ties`; without it as the file tells; where it tells nothing, by its order under the
    greedy kinds and by lower cost under equal shares. Refused when the file is unreadable, the rule or tie rule
    unknown, the budget no number.
    """
    file = read_file(source)
    notes = list(file.notes)
    chosen = _rule(file, rule, notes)
    counted = count(file.data(budget_of(budget)), chosen, _ties(file, ties, chosen))
    notes += differences(file, counted.votes, counted.scores)
    return FileCount(file, counted, explain(counted), tuple(notes))


def named(file: RoundFile) -> tuple[Rule, Ties, list[Note]]:
    """The rule and the order of equals that a file names, and what was odd about it."""
    notes = list(file.notes)
    rule = _rule(file, None, notes)
    return rule, _ties(file, None, rule), notes


def _ties(file: RoundFile, asked: str | None, rule: Rule) -> Ties:
    """Who comes first among equals."""
    require(asked is None or asked in FILE_TIES, UNKNOWN_TIES, ties=asked)
    if asked is None and file.told is not None:
        return file.told.ties
    if asked == "lot":
        require(file.told is not None and file.told.ties.rule == "lot", NO_LOT)
        assert file.told is not None
        return file.told.ties
    order = asked or ("file" if rule.name.startswith("greedy") else "cost")
    return Ties(next(known for known in FILE_TIES if known == order))


def _rule(file: RoundFile, asked: str | None, notes: list[Note]) -> Rule:
    """The rule asked for, else the file's, else ``greedy`` with a note; with the parameters the file tells."""
    written = file.meta.get("rule", "")
    name = META_RULES.get(asked, asked) if asked else META_RULES.get(written, written)
    told = file.told.rule if file.told is not None else None
    if told is not None:
        name = name if asked else told.name
    elif asked is None and name not in RULES:
        notes.append(note("unknown_rule", rule=written) if written else note("no_rule"))
        name = "greedy"
    assert name is not None
    least = None if name == "greedy" else told.min_score if told else _least(file.meta.get(LEAST, ""))
    if least is None and name == "greedy_threshold":
        notes.append(note("no_threshold"))
        least = 0
    return replace(told, name=name, min_score=least) if told else Rule(name, least)


def _least(written: str) -> Number | None:
    if not written:
        return None
    try:
        return exact(written)
    except ValueError:
        raise Refused(NOT_A_LEAST, value=written[:40]) from None


def budget_of(asked: str | int | None) -> Number | None:
    """An amount asked for in place of the file's; refused when it is no number, None when none is asked for."""
    if asked is None:
        return None
    try:
        value = exact(str(asked))
    except ValueError:
        raise Refused(NOT_A_BUDGET, value=str(asked)[:40]) from None
    require(value >= 0, NOT_A_BUDGET, value=asked)
    return value


def as_json(counted: FileCount) -> dict[str, Any]:
    """The result as JSON knows it."""
    result = counted.count
    return {
        "rule": result.rule.name,
        "budget": json_number(result.data.budget),
        "ballots": result.data.cast,
        "votes": dict(result.votes),
        "scores": {project: json_number(score) for project, score in result.scores.items()},
        "winners": list(result.winners),
        "spent": json_number(result.spent),
        "ties": [plain(tie) for tie in result.ties],
        "explanations": {project: plain(why) for project, why in counted.explanations.items()},
        "notes": [{"code": odd.code, "text": odd.say(), **odd.facts} for odd in counted.notes],
    }


def plain(value: Tie | Explanation) -> dict[str, Any]:
    """Field by field, to every depth: exact figures become numbers, tuples lists."""
    found: dict[str, Any] = as_plain(value, json_number)
    return found
