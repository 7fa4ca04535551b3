"""P4: screening — form and the negative list only, never merit — and the one appeal."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import require
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.proposals import disclosure_actions, letters, queries, rules
from micro_projects.proposals.grounds import NEGATIVE_LIST
from micro_projects.proposals.models import Proposal, Screening, ScreeningAppeal
from micro_projects.proposals.moving import require_author, take
from micro_projects.web.access import permit


def prepare_screening(by: Actor, proposal: Proposal, ground: str | None, note: str, now: datetime) -> None:
    """The worker prepares the screening: which ground of the list may apply, or none, and why."""
    permit(by, "proposal.prepare_screening", proposal.place_id, proposal.path)
    require(proposal.state == "seconded", WRONG_STATE)
    require(not ground or ground in NEGATIVE_LIST, rules.GROUND_NEEDED)
    row = queries.screening(proposal.id) or _new(proposal)
    row.prepared_by, row.prepared_ground, row.prepared_note = by.id, ground or None, note
    db.session.flush()
    journal.write(by, "proposal.prepare_screening", proposal.ref, now, ground=ground or None)


def screen(
    by: Actor, proposal: Proposal, passed: bool, ground: str | None, reason: str, now: datetime
) -> None:
    """The officer decides (P4); once that is overdue the district may as well."""
    permit(by, "proposal.screen", proposal.place_id, proposal.path)
    require(proposal.state == "seconded", WRONG_STATE)
    cycle = queries.cycle_of(proposal)
    require_turn(by, proposal, queries.screening_until(proposal, cycle), now)
    require(by.person_id not in (proposal.author_id, proposal.entered_by), rules.OWN_INTEREST)
    require(passed or ground in NEGATIVE_LIST, rules.GROUND_NEEDED)
    require(reason.strip(), rules.REASON_NEEDED)
    row = queries.screening(proposal.id) or _new(proposal)
    row.decided_by, row.decided_at, row.passed = by.id, now, passed
    row.ground, row.reason = (None if passed else ground), reason
    db.session.flush()
    take(proposal, "screen_in" if passed else "screen_out", by=by, at=now, ground=row.ground)
    told = letters.SCREENED_IN if passed else letters.SCREENED_OUT
    letters.tell([proposal.author_id], told, proposal, now)


def require_turn(by: Actor, proposal: Proposal, until: datetime, now: datetime) -> None:
    """The sub-district acts first; the district only once that is overdue."""
    officer = by.holds(frozenset({"officer"}), proposal.path)
    require(officer or now >= until, rules.NOT_YET_OVERDUE, until=until)


def appeal(by: Actor, proposal: Proposal, words: str, now: datetime) -> None:
    """The author appeals to the council, once, until the notice of proposals is over (P4)."""
    permit(by, "proposal.appeal", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    require(proposal.state == "screened_out", WRONG_STATE)
    require(queries.appeal(proposal.id) is None, rules.APPEAL_USED)
    assert proposal.cycle_id is not None
    notice = queries.first_notice(proposal.cycle_id, "D1")
    until = notice.ends_at if notice else None
    require(until is None or now < until, rules.APPEAL_OVER, until=until)
    require(words.strip(), rules.REASON_NEEDED)
    db.session.add(ScreeningAppeal(proposal_id=proposal.id, text=words, at=now))
    db.session.flush()
    journal.write(by, "proposal.appeal", proposal.ref, now, on_behalf_of=behalf)
    due = places.due_after(now, queries.cycle_of(proposal).pack.appeal_council_days)
    letters.tell([proposal.author_id], letters.APPEALED, proposal, now, until=due)
    conveners = [h.person_id for h in people.holders(proposal.path, now, ("moderator",))]
    letters.tell(conveners, letters.APPEAL_COMES, proposal, now, until=due)


def appeal_decided(proposal_id: int, carried: bool, by: Actor, now: datetime) -> None:
    """The council's motion on the appeal was declared (P4): readmitted, in a D1 supplement, or not."""
    proposal = queries.by_id(proposal_id)
    row = queries.appeal(proposal_id)
    require(row is not None and row.decided_at is None, WRONG_STATE)
    assert row is not None and proposal.cycle_id is not None
    row.readmitted, row.decided_at = carried, now
    db.session.flush()
    if not carried:
        journal.write(by, "proposal.not_readmit", proposal.ref, now)
        letters.tell([proposal.author_id], letters.NOT_READMITTED, proposal, now)
        return
    take(proposal, "readmit", by=by, at=now)
    letters.tell([proposal.author_id], letters.READMITTED, proposal, now)
    if queries.first_notice(proposal.cycle_id, "D1") is not None:
        disclosure_actions.supplement(by, "D1", proposal, now, why="readmitted")


def _new(proposal: Proposal) -> Screening:
    row = Screening(proposal_id=proposal.id)
    db.session.add(row)
    return row
