"""Rows about sessions, rounds, overdue steps, findings, and every entry of the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.writing import instant, yuan

Row = dict[str, Any]


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
