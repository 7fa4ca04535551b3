"""What proposals answers and hears: names, interest, the council's motions, objections, gates, the cycle's end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.cycles.models import Cycle
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Described
from micro_projects.proposals import (
    actions,
    decision_actions,
    desk_queries,
    disclosure_actions,
    due_queries,
    page_queries,
    point_queries,
    queries,
    rules,
    screening_actions,
)
from micro_projects.web.sentence import AgendaDue, say

READMIT_TITLE = N_("申诉：提案%(code)s《%(title)s》")
READMIT_TEXT = N_("同意提案%(code)s《%(title)s》的申诉，恢复为通过初审，并补充公示。")
ASK_TITLE = N_("提请复议：提案%(code)s《%(title)s》")
ASK_TEXT = N_("同意就提案%(code)s《%(title)s》不予审定一事，提请区里复议一次。")


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A proposal as others speak of it."""
    return {p.id: Described(p.title, f"/proposals/{p.code}") for p in queries.by_ids(ids)}


def titles(codes: Sequence[str]) -> dict[str, str]:
    """What proposals are called, by code."""
    return queries.titles(codes)


def interested(subject_id: int) -> set[int]:
    """The author, and the authors of what was merged into it."""
    return page_queries.authors(subject_id)


def site(subject_id: int) -> tuple[int, int] | None:
    """Where it lies on its community's map, in millionths of a degree; none when only its grid is known."""
    there = point_queries.newest(subject_id)
    return (there.lon, there.lat) if there and there.lon is not None and there.lat is not None else None


def readmissions(place_id: int, now: datetime) -> list[AgendaDue]:
    """Appeals against screening wait for the council (P4)."""
    waiting = [p for p, _ in queries.appeals_waiting(place_id)]
    texts = queries.versions([p.id for p in waiting])
    return [
        AgendaDue(
            p.ref,
            p.code,
            say(READMIT_TITLE, code=p.code, title=p.title),
            say(READMIT_TEXT, code=p.code, title=p.title),
            texts[p.id].text_hash,
        )
        for p in waiting
    ]


def readmission_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The appeal was decided."""
    screening_actions.appeal_decided(subject_id, choice == "carry", by, now)


def refusals(place_id: int, now: datetime) -> list[AgendaDue]:
    """Refused proposals about which the district may be asked once (P14)."""
    waiting = page_queries.refused(place_id)
    texts = queries.versions([p.id for p in waiting])
    return [
        AgendaDue(
            p.ref,
            p.code,
            say(ASK_TITLE, code=p.code, title=p.title),
            say(ASK_TEXT, code=p.code, title=p.title),
            texts[p.id].text_hash,
        )
        for p in waiting
        if now < decision_actions.ask_until(p)
    ]


def refusal_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The council asks the district, or does not."""
    decision_actions.asked(subject_id, choice == "carry", by, now)


def gate_opened(subject_id: int, notice_kind: str, by: Actor, now: datetime) -> None:
    """D1 let a proposal go: deliberation begins when its phase has come (P6)."""
    if notice_kind == "D1":
        proposal = queries.by_id(subject_id)
        if disclosure_actions.may_begin(proposal, now):
            disclosure_actions.begin(by, proposal, now)


def unfinished(cycle_id: int) -> bool:
    """Whether a proposal of the cycle is not final (C3)."""
    return rules.unfinished(
        queries.states(cycle_id),
        disclosed=queries.first_notice(cycle_id, "D1") is not None,
        appeals_closed=str(cycle_id) in queries.done_keys(rules.APPEALS_CLOSED),
        appeal_open=queries.appeal_open(cycle_id),
    )


def cycle_ended(cycle: Cycle, by: Actor, now: datetime) -> None:
    """What never reached the ballot lapses with its cycle."""
    for proposal in queries.of_cycle(cycle.id, ("draft", *rules.BEFORE_BALLOT)):
        actions.lapse(by, proposal, now)


ANSWERS = {
    ("describe", "proposal"): describe,
    ("titles", "proposal"): titles,
    ("interested", "proposal"): interested,
    ("site", "proposal"): site,
    ("agenda_due", "proposal.readmit"): readmissions,
    ("motion_decided", "proposal.readmit"): readmission_decided,
    ("agenda_due", "proposal.ask_district"): refusals,
    ("motion_decided", "proposal.ask_district"): refusal_decided,
    ("objection_upheld", "proposal"): disclosure_actions.objection_upheld,
    ("desk", "proposals"): desk_queries.desk,
}
LISTENS = (
    ("notice_posted", "notice", disclosure_actions.note_texts),
    ("gate_opened", "proposal", gate_opened),
    ("cycle_unfinished", "cycle", unfinished),
    ("cycle_waits", "cycle", due_queries.cycle_waits),
    ("cycle_ended", "cycle", cycle_ended),
)
