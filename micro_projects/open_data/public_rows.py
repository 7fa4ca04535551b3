"""Rows about what was public when: notices, objections, sessions, rounds, overdue steps, findings, every entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micro_projects.notices.kinds import KINDS
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.writing import instant, yuan

Row = dict[str, Any]


_ABOUT_NOTICES = (
    "notice.posted",
    "notice.letter_box",
    "notice.extended",
    "notice.released",
    "objection.received",
    "objection.decided",
)


def notices(data: Dataset) -> Iterator[Row]:
    """One row per notice, oldest first."""
    for told in posted(data):
        code = told.facts["notice"]
        mine = data.of_notice(code, *_ABOUT_NOTICES)
        boards = [d for d in mine if d.kind == "notice.posted"]
        box = next((d for d in mine if d.kind == "notice.letter_box"), None)
        upheld = {
            d.facts["objection"]
            for d in mine
            if d.kind == "objection.decided" and d.facts.get("outcome") not in (None, "rejected")
        }
        period = told.facts.get("period") or {}
        yield {
            "code": code,
            "kind": told.kind.removeprefix("notice."),
            "about_kind": told.about_kind,
            "about": told.about,
            "posted_at": instant(told.at),
            "working_days": period.get("days"),
            "ends_at": instant(ends_at(data, told)),
            "provisional": period.get("provisional"),
            "board_posted_at": instant(boards[0].at) if boards else None,
            "boards": "；".join(dict.fromkeys(d.facts.get("board", "") for d in boards)),
            "letter_box_at": instant(box.at) if box else None,
            "extended": sum(d.kind == "notice.extended" for d in mine),
            "released_at": next((instant(d.at) for d in mine if d.kind == "notice.released"), None),
            "objections": sum(d.kind == "objection.received" for d in mine),
            "objections_upheld": len(upheld),
            "text": told.text,
            "disclosure": told.id,
            "url": f"{data.where.base}/notices/{code}",
        }


def posted(data: Dataset) -> list[Disclosure]:
    """The entries that are notices."""
    return [d for d in data.told if is_notice(d) and data.is_mine(d.about)]


def is_notice(told: Disclosure) -> bool:
    """Whether an entry is a notice: its kind ends with the notice's own (``notice.D1``)."""
    kind = told.kind.removeprefix("notice.")
    return told.kind.startswith("notice.") and kind[:1].isupper() and "notice" in told.facts


def ends_at(data: Dataset, told: Disclosure) -> str | None:
    """The end of a notice's period, as last extended."""
    ends: str | None = (told.facts.get("period") or {}).get("ends_at")
    for longer in data.of_notice(told.facts["notice"], "notice.extended"):
        ends = longer.facts.get("ends_at") or ends
    return ends


def later(data: Dataset, told: Disclosure) -> list[Disclosure]:
    """What changed a notice after it was posted: its end put off, the next step let go."""
    return data.of_notice(told.facts["notice"], "notice.extended", "notice.released")


def title(told: Disclosure) -> str:
    """What a notice is called: its kind and its code."""
    kind = KINDS.get(told.kind.removeprefix("notice."))
    return f"{kind.name if kind else '公示'} {told.facts['notice']}"  # zh only


def objections(data: Dataset) -> Iterator[Row]:
    """One row per objection, as its newest disclosure left it."""
    rows: dict[str, Row] = {}
    for told in data.told:
        facts = told.facts
        if not told.kind.startswith("objection.") or "objection" not in facts or not data.is_mine(told.about):
            continue
        row = rows.setdefault(facts["objection"], {})
        row |= {
            "code": facts["objection"],
            "notice": facts.get("notice"),
            "against": facts.get("against"),
            "channel": facts.get("channel"),
            "received_at": instant(facts.get("received_at")),
            "level": facts.get("level"),
            "office": facts.get("office"),
            "due_at": instant(facts.get("due_at")),
            "state": facts.get("state"),
            "outcome": facts.get("outcome"),
            "updated_at": instant(told.at),
            "url": f"{data.where.base}/objections/{facts['objection']}",
        }
        if told.kind == "objection.decided":
            row["decided_at"] = instant(told.at)
    yield from rows.values()


_SESSION_STATES = (
    ("session.minutes", "minuted"),
    ("session.cancelled", "cancelled"),
    ("session.adjourned", "adjourned"),
    ("session.called", "called"),
)


def sessions(data: Dataset) -> Iterator[Row]:
    """One row per council session of the cycle, as last called."""
    called = {d.about: d for d in data.of("session.called")}
    minutes = {d.about: d for d in data.of("session.minutes")}
    for code, told in called.items():
        said = minutes.get(code)
        decided = said.facts.get("decided", ()) if said else ()
        if data.only:
            continue
        state = next(word for kind, word in _SESSION_STATES if any(d.about == code for d in data.of(kind)))
        yield {
            "code": code,
            "kind": told.facts.get("kind"),
            "state": state,
            "called_at": instant(told.at),
            "starts_at": instant(told.facts.get("starts_at")),
            "venue": told.facts.get("venue"),
            "members": told.facts.get("members"),
            "items": len(told.facts.get("agenda", ())),
            "minutes_at": instant(said.at) if said else None,
            "decided": len(decided) if said else None,
            "carried": sum(d.get("choice") == "carry" for d in decided) if said else None,
            "url": f"{data.where.base}/sessions/{code}",
        }


_OF_DECISION = (
    "item",
    "purpose",
    "text",
    "choice",
    "yes",
    "no",
    "abstain",
    "recused",
    "entitled",
    "needed",
    "base",
)


def decisions(data: Dataset) -> Iterator[Row]:
    """One row per decision in the minutes; later minutes of a session take the place of earlier ones."""
    for code, told in {d.about: d for d in data.of("session.minutes")}.items():
        for decided in told.facts.get("decided", ()):
            if data.is_mine(decided.get("code") or ""):
                own = {name: decided.get(name) for name in (*_OF_DECISION, "quorum")}
                yield {"session": code, "about": decided.get("code"), **own}


def rounds(data: Dataset) -> Iterator[Row]:
    """One row per round; what was counted only where the log says so after its closing."""
    for told in data.of("round.frozen"):
        if data.only:
            continue
        code, facts = told.about, told.facts
        mine = {d.kind: d for d in data.told if d.about == code and d.about_kind == "round"}
        closes = next((mine[k].facts["closes"] for k in _CLOSES if k in mine), facts.get("closes_at"))
        row = {
            "code": code,
            "opens_at": instant(facts.get("opens_at")),
            "closes_at": instant(closes),
            "extended": "round.extended" in mine,
            "form": facts.get("form"),
            "choices": facts.get("most"),
            "rule": facts.get("rule"),
            "budget_cny": yuan(facts.get("budget")),
            "roll": facts.get("roll_size"),
            "projects": len(facts.get("projects", ())),
            "resolve_by": facts.get("resolve_by"),
            "url": f"{data.where.base}/rounds/{code}",
        }
        yield row | _after_closing(data, code, mine)


_CLOSES = ("round.extended", "round.opened")


def _after_closing(data: Dataset, code: str, mine: dict[str, Disclosure]) -> Row:
    if "round.closed" not in mine:
        return {}
    row = {"closed_at": instant(mine["round.closed"].at), "voted": mine["round.closed"].facts.get("voted")}
    if counted := mine.get("round.counted"):
        row |= {
            "ballots": counted.facts.get("ballots"),
            "winners": counted.facts.get("winners"),
            "spent_cny": yuan(counted.facts.get("spent")),
            "threshold": (counted.facts.get("least") or {}).get("score"),
        }
    if adopted := mine.get("round.adopted"):
        row["adopted_at"] = instant(adopted.at)
    resolved = [d for d in data.of("notice.D3") if d.facts.get("round") == code]
    return row | ({"resolve_by": resolved[-1].facts.get("resolve_by")} if resolved else {})


def results(data: Dataset) -> Iterator[Row]:
    """One row per project of every counted round, first rank first; a round counted again by its last count."""
    frozen = {d.about: d for d in data.of("round.frozen")}
    for code, told in {d.about: d for d in data.of("round.counted")}.items():
        result = told.facts.get("result") or {}
        costs = (
            {p["code"]: p["cost"] for p in frozen[code].facts.get("projects", ())} if code in frozen else {}
        )
        for rank, project in enumerate(result.get("order", ()), 1):
            if data.is_mine(project):
                yield {
                    "round": code,
                    "project": project,
                    "title": data.texts.get(project, {}).get("title"),
                    "cost_cny": yuan(costs.get(project)),
                    "votes": result["votes"].get(project),
                    "rank": rank,
                    "funded": project in result["winners"],
                }


def overdue(data: Dataset) -> Iterator[Row]:
    """One row per disclosure that something was overdue."""
    for told in data.told:
        if told.kind.endswith("overdue") and data.is_mine(told.about):
            facts = told.facts
            yield {
                "at": instant(told.at),
                "about_kind": told.about_kind,
                "about": told.about,
                "step": facts.get("step") or facts.get("what") or told.kind.removesuffix(".overdue"),
                "holder": facts.get("held_by") or facts.get("holder") or facts.get("office"),
                "due_at": instant(facts.get("until") or facts.get("due_at") or facts.get("due")),
                "text": told.text,
                "disclosure": told.id,
            }


def findings(data: Dataset) -> Iterator[Row]:
    """One row per finding, as its newest disclosure left it."""
    rows: dict[str, Row] = {}
    for told in data.told:
        if told.kind.startswith("finding.") and "finding" in told.facts and data.is_mine(told.about):
            code = told.facts["finding"]
            row = rows.setdefault(code, {"code": code, "about_kind": told.about_kind, "about": told.about})
            row |= {
                "state": told.facts.get("state"),
                "answers": told.facts.get("answers"),
                "updated_at": instant(told.at),
            }
            if told.kind == "finding.raised":
                row |= {"severity": told.facts.get("severity"), "raised_at": instant(told.at)}
    yield from rows.values()


def disclosures(data: Dataset) -> Iterator[Row]:
    """One row per entry of the log about the cycle."""
    for told in data.told:
        if data.is_mine(told.about):
            yield {
                "log": told.log,
                "index": told.index,
                "at": instant(told.at),
                "kind": told.kind,
                "about_kind": told.about_kind,
                "about": told.about,
                "text": told.text,
                "supersedes": told.supersedes,
                "url": f"{data.where.base}/disclosures/{told.log}/{told.index}",
            }
