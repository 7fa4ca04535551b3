"""A whole round in one JSON file: what was frozen, every record, the result. Anybody can count it again from this.

Amounts are decimals in the file's currency, as text, so that nothing is rounded on the way. One ballot a line, in
the order of random ids. The format is described in docs/round-files.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from micro_projects.kernel.refusal import N_, Refusal, Refused, require
from micro_projects.voting.counting.figures import decimal, exact
from micro_projects.voting.counting.round_data import Ballot, Form, Number, Project, distinct
from micro_projects.voting.counting.round_file import Published, RoundFile
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.told_terms import BAD_TERMS, Told, plain, told_of

FORMAT = "micro-projects round 1"
_FORMS: Mapping[str, Form] = {"approval": "approval", "ranked": "ranked", "points": "points"}
_NEXT = N_("请改正文件的这一处后重新计票；格式说明见文档 docs/round-files.md。")


def _bad(code: str, why: str) -> Refusal:
    return Refusal(f"json_{code}", why, _NEXT, 422)


NOT_JSON = _bad("not_json", N_("第 %(line)s 行不是 JSON：%(detail)s。"))
TEXT = _bad("text", N_("第 %(line)s 行：%(where)s 要写成文字。"))
LIST = _bad("list", N_("第 %(line)s 行：%(where)s 要写成列表。"))
OBJECT = _bad("object", N_("第 %(line)s 行：%(where)s 要写成一组键和值。"))
FIGURE = _bad("figure", N_("第 %(line)s 行：%(where)s 不是一个数，或者不能是负数。"))
PROJECT = _bad("project", N_("第 %(line)s 行：%(where)s 里有文件没有列出的项目。"))
NEW = _bad("new", N_("第 %(line)s 行：%(where)s 是空的，或者和前面的重复。"))
KNOWN_FORMAT = _bad("format", N_("第 %(line)s 行：这不是本系统写的轮次文件。"))
KNOWN_FORM = _bad("form", N_("第 %(line)s 行：选票形式要是 approval、ranked 或 points。"))
POINTS = _bad("points", N_("第 %(line)s 行：%(where)s 的分数和所选项目不一样多。"))


@dataclass(frozen=True, slots=True)
class Record:
    """A cast-vote record: its random id, what it says, the hash of its receipt."""

    id: str
    ballot: Ballot
    receipt: str = ""


def write_json(
    counted: Count,
    about: Mapping[str, str],
    records: Sequence[Record],
    *,
    unit: int = 1,
    more: Mapping[str, Any] | None = None,
) -> str:
    """The file's text. `about`: description, currency, dates …; `unit`: how many of our smallest units make one of
    the currency; `more`: further keys, which no count looks at."""
    data, rule = counted.data, counted.rule
    step = Fraction(1 if rule.step is None else rule.step) / unit
    least = counted.allocation.threshold if rule.name.startswith("greedy") else rule.min_score
    told = Told(
        Rule(rule.name, least, rule.exclusive, rule.overshoot, step, Fraction(rule.whole) / unit),
        counted.standing.ties,
        data.borda_top,
    )
    head = {
        "format": FORMAT,
        "about": dict(about),
        "form": data.form,
        "budget": decimal(Fraction(data.budget) / unit),
        "terms": plain(told),
        **(more or {}),
    }
    lines = [f'"{key}": {_json(value)}' for key, value in head.items()]
    lines += [_rows("projects", [_project(counted, project, unit) for project in data.projects])]
    lines += [_rows("ballots", [_ballot(record) for record in sorted(records, key=lambda one: one.id)])]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rows(key: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """A list with one item a line."""
    items = ",\n".join(_json(row) for row in rows)
    return f'"{key}": [\n{items}\n]' if rows else f'"{key}": []'


def _project(counted: Count, project: Project, unit: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": project.id,
        "cost": decimal(Fraction(project.cost) / unit),
        "name": project.name,
        "votes": counted.votes[project.id],
        "score": str(Fraction(counted.scores[project.id])),
        "funded": project.id in counted.winners,
    }
    if project.withdrawn:
        found["withdrawn"] = True
    return found


def _ballot(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {"id": record.id, "choices": list(record.ballot.projects)}
    if record.ballot.points:
        found["points"] = [str(Fraction(points)) for points in record.ballot.points]
    if record.receipt:
        found["receipt"] = record.receipt
    return found


def is_json(source: bytes) -> bool:
    """Whether a file is ours rather than Pabulib's."""
    return source[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json(source: bytes) -> RoundFile:
    """Read a file's bytes. Refused, saying where, when anything the count needs is not what it must be."""
    reader = _Reader(*_loaded(source))
    whole = reader.keys(reader.value, "…")
    reader.need(whole.get("format") == FORMAT, "format", KNOWN_FORMAT)
    reader.need(whole.get("form") in _FORMS, "form", KNOWN_FORM)
    form = _FORMS[whole["form"]]
    about = reader.keys(whole.get("about", {}), "about")
    meta = {key: reader.text(value, f"about.{key}") for key, value in about.items()}
    terms = told_of(whole.get("terms"), reader.line('"terms"'))
    published = tuple(reader.projects(whole.get("projects")))
    ids = {row.project.id for row in published}
    ballots = tuple(reader.ballots(whole.get("ballots"), ids, form))
    longest = max((len(ballot.projects) for ballot in ballots), default=0)
    top = terms.borda_top if form == "ranked" else None
    fits = top is None or longest <= top
    require(fits, BAD_TERMS, line=reader.line('"terms"'), what="borda_top")
    meta |= {"rule": terms.rule.name, "vote_type": form}
    budget = reader.amount(whole.get("budget"), "budget")
    digest = sha256(source).hexdigest()
    return RoundFile(meta, published, distinct(ballots), budget, form, (), digest, terms, top)


def _loaded(source: bytes) -> tuple[Any, str]:
    try:
        text = source.decode("utf-8-sig")
        return json.loads(text, parse_float=str, parse_int=_whole), text
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise Refused(NOT_JSON, line=line, detail="UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refused(NOT_JSON, line=error.lineno, detail=error.msg) from None
    except RecursionError:
        raise Refused(NOT_JSON, line=1, detail="…") from None


def _whole(digits: str) -> int | str:
    """A whole number that is one; what is longer stays text, and is no number here."""
    return int(digits) if len(digits) <= 30 else digits


class _Reader:
    """Looks at loaded JSON, and says on which line what is wrong stands."""

    def __init__(self, value: Any, text: str) -> None:
        self.value, self._text = value, text

    def line(self, mark: str) -> int:
        """The line on which `mark` stands first, or the first one."""
        at = self._text.find(mark)
        return self._text.count("\n", 0, max(at, 0)) + 1

    def need(self, condition: object, where: str, refusal: Refusal, mark: str = "") -> None:
        """Go on when `condition` holds, else refuse."""
        if condition:
            return
        line = self.line(mark or f'"{where.split(".")[0].split("[")[0]}"')
        raise Refused(refusal, line=line, where=where)

    def keys(self, value: Any, where: str) -> dict[str, Any]:
        """Keys and values."""
        self.need(isinstance(value, dict), where, OBJECT)
        found: dict[str, Any] = value
        return found

    def text(self, value: Any, where: str, mark: str = "") -> str:
        """Text."""
        self.need(isinstance(value, str), where, TEXT, mark)
        return str(value)

    def items(self, value: Any, where: str, mark: str = "") -> list[Any]:
        """A list."""
        self.need(isinstance(value, list), where, LIST, mark)
        found: list[Any] = value
        return found

    def amount(self, value: Any, where: str, mark: str = "") -> Number:
        """An exact figure that is not negative."""
        figure = self.figure(value, where, mark)
        self.need(figure >= 0, where, FIGURE, mark)
        return figure

    def figure(self, value: Any, where: str, mark: str = "") -> Number:
        """An exact figure, as text or whole."""
        self.need(isinstance(value, str) or type(value) is int, where, FIGURE, mark)
        text = str(value)
        if "/" in text and len(text) <= 60 and all(part.lstrip("-").isdigit() for part in text.split("/")):
            top, _, bottom = text.partition("/")
            self.need(bottom.isdigit() and int(bottom), where, FIGURE, mark)
            return Fraction(int(top), int(bottom))
        try:
            return exact(text)
        except ValueError:
            self.need(False, where, FIGURE, mark)
            raise

    def projects(self, value: Any) -> list[Published]:
        """The projects in the file's order."""
        found: dict[str, Published] = {}
        for at, item in enumerate(self.items(value, "projects")):
            where = f"projects[{at}]"
            row = self.keys(item, where)
            key = self.text(row.get("id"), f"{where}.id")
            mark = f'"id":{_json(key)}'
            self.need(key and key not in found, f"{where}.id", NEW, mark)
            cost = self.amount(row.get("cost"), f"{where}.cost", mark)
            name = self.text(row.get("name", ""), f"{where}.name", mark)
            project = Project(key, cost, name, row.get("withdrawn") is True)
            official = [
                None if row.get(figure) is None else self.figure(row[figure], f"{where}.{figure}", mark)
                for figure in ("votes", "score")
            ]
            funded = row.get("funded")
            selected = {"True": "1", "False": "0"}.get(str(funded), "")
            found[key] = Published(project, official[0], official[1], selected, self.line(mark))
        return list(found.values())

    def ballots(self, value: Any, projects: set[str], form: Form) -> list[Ballot]:
        """Every record's ballot; whose it is, nothing here says."""
        found = []
        seen: set[str] = set()
        for at, item in enumerate(self.items(value, "ballots")):
            where = f"ballots[{at}]"
            row = self.keys(item, where)
            id_ = self.text(row.get("id"), f"{where}.id")
            mark = f'"id":{_json(id_)},"choices"'
            self.need(id_ and id_ not in seen, f"{where}.id", NEW, mark)
            seen.add(id_)
            named = self.items(row.get("choices"), f"{where}.choices", mark)
            known = all(isinstance(project, str) and project in projects for project in named)
            self.need(known, f"{where}.choices", PROJECT, mark)
            found.append(self._ballot(form, named, row.get("points", []), where, mark))
        return found

    def _ballot(self, form: Form, named: list[str], points: Any, where: str, mark: str) -> Ballot:
        if form != "points":
            return Ballot(tuple(sorted(named)) if form == "approval" else tuple(named))
        given = [
            self.figure(one, f"{where}.points", mark) for one in self.items(points, f"{where}.points", mark)
        ]
        self.need(len(given) == len(named), f"{where}.points", POINTS, mark)
        pairs = sorted(zip(named, given, strict=True))
        return Ballot(tuple(project for project, _ in pairs), tuple(one for _, one in pairs))
