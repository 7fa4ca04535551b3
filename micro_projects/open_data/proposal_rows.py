"""Rows about proposals, each learnt from the disclosures that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.writing import instant, yuan

Row = dict[str, Any]


def proposals(data: Dataset) -> Iterator[Row]:
    """One row per proposal named by D1 or later, in order of code."""
    rows: dict[str, Row] = {}
    for told in data.told:
        for code, learnt in _learnt(told):
            row = rows.setdefault(code, {"code": code, "first_disclosed_at": instant(told.at)})
            row |= learnt | {"updated_at": instant(told.at)}
    return (rows[code] for code in sorted(rows) if "title" in rows[code] and data.is_mine(code))


def _learnt(told: Disclosure) -> Iterator[tuple[str, Row]]:
    if told.kind in OF_EACH:
        yield from OF_EACH[told.kind](told)
    elif told.kind in OF_ONE and told.about_kind == "proposal":
        yield told.about, OF_ONE[told.kind](told)


def _text(told: Disclosure, row: Row) -> Row:
    text = row.get("text") or {}
    return {
        name: text.get(name) for name in ("title", "kind", "location", "problem", "wish", "beneficiaries")
    } | {
        "estimate_cny": yuan(text.get("estimate")),
        "version": row.get("version"),
        "text_hash": row.get("text_hash"),
    }


def _screened(told: Disclosure) -> Iterator[tuple[str, Row]]:
    for row in told.facts.get("proposals", ()):
        outcome = row.get("outcome")
        yield (
            row["proposal"],
            _text(told, row)
            | {
                "seconds": row.get("seconds"),
                "screening": outcome,
                "screening_ground": row.get("ground"),
                "screening_reason": row.get("reason"),
                "stage": outcome,
            },
        )


def _advanced(told: Disclosure) -> Iterator[tuple[str, Row]]:
    for row in told.facts.get("proposals", ()):
        vote = row.get("vote") or {}
        yield (
            row["proposal"],
            _text(told, row)
            | {
                "price_cny": yuan(row.get("price")),
                "council_yes": vote.get("yes"),
                "council_no": vote.get("no"),
                "council_abstain": vote.get("abstain"),
                "stage": "advanced",
            },
        )


def _frozen(told: Disclosure) -> Iterator[tuple[str, Row]]:
    for row in told.facts.get("projects", ()):
        fresh = {"votes": None, "funded": None}  # a round voted again leaves nothing of the first count
        yield row["code"], {"round": told.about, "stage": "on_ballot", **fresh}


def _counted(told: Disclosure) -> Iterator[tuple[str, Row]]:
    result = told.facts.get("result") or {}
    winners = result.get("winners", ())
    for code, votes in result.get("votes", {}).items():
        funded = code in winners
        yield code, {"votes": votes, "funded": funded, "stage": "selected" if funded else "not_funded"}


def _resolved(told: Disclosure) -> Iterator[tuple[str, Row]]:
    for row in told.facts.get("projects", ()):
        funded = bool(row.get("funded"))
        learnt: Row = {"funded": funded, "stage": "selected" if funded else "not_funded"}
        yield row["code"], learnt | ({"votes": row["votes"]} if row.get("votes") is not None else {})


def _opinion(told: Disclosure) -> Row:
    """What one opinion of the three tells; a commissioned quotation stands for feasibility as well."""
    kind, words = told.facts.get("kind"), told.facts.get("explanation")
    if kind == "price":
        quoted: Row = {"feasible": True} if told.facts.get("capacity") == "quoted" else {}
        return {"price_cny": yuan(told.facts.get("price")), **quoted}
    if kind == "feasibility":
        return {"feasible": told.facts.get("favourable"), "opinion": words}
    return {}


def _approval(told: Disclosure) -> Row:
    approved = told.kind == "proposal.approved"
    return {
        "approved": approved,
        "approval_meeting": told.facts.get("meeting"),
        "approval_on": told.facts.get("meeting_on"),
        "approval_reason": told.facts.get("reason"),
        "stage": "approved" if approved else "refused",
    }


OF_EACH: dict[str, Callable[[Disclosure], Iterator[tuple[str, Row]]]] = {
    "notice.D1": _screened,
    "notice.D2": _advanced,
    "round.frozen": _frozen,
    "round.counted": _counted,
    "notice.D3": _resolved,
}
OF_ONE: dict[str, Callable[[Disclosure], Row]] = {
    "proposal.opinion": _opinion,
    "proposal.approved": _approval,
    "proposal.refused": _approval,
    "proposal.refused_finally": lambda told: {"approved": False, "stage": "refused_finally"},
    "proposal.withdrawn": lambda told: {"stage": "withdrawn"},
    "proposal.moved": lambda told: {"stage": told.facts["became"]} if "became" in told.facts else {},
}
