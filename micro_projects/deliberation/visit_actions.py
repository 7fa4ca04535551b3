"""Site visits: planned, joined by anybody on the roll, called off, or reported and disclosed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from micro_projects.deliberation import letters, rules
from micro_projects.deliberation import visit_queries as queries
from micro_projects.deliberation import visit_rules as own_rules
from micro_projects.deliberation.speaking import fit, other, speaker_of
from micro_projects.deliberation.visit_models import (
    SiteVisit,
    VisitCancelled,
    VisitJoin,
    VisitPhoto,
    VisitPresent,
    VisitReport,
)
from micro_projects.extensions import db
from micro_projects.files.actions import Prepared, keep
from micro_projects.files.models import File
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.text import line
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import person, said
from micro_projects.people.models import RollEntry
from micro_projects.places import queries as places
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

REPORTED = N_("提案%(code)s《%(title)s》已经现场踏勘：%(came)d人参加，照片%(photos)d张。")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is announced of a visit."""

    starts_at: datetime
    meeting: str
    leader: str
    look_at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is reported of a visit."""

    text: str
    came: Collection[int]
    """Of those who had signed up, who came."""
    others: Sequence[str] = ()
    """Who else took part, by name."""
    photos: Sequence[tuple[Prepared, str]] = ()
    """Each with its words."""


def plan(by: Actor, proposal: Proposal, what: Plan, now: datetime) -> SiteVisit:
    """Announce a visit while the proposal is deliberated; those it concerns are told."""
    permit(by, "deliberation.plan_visit", proposal.place_id, proposal.path)
    require(queries.may_plan(by, proposal), own_rules.NOT_PLANNER)
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    require(now < what.starts_at, own_rules.IN_THE_PAST)
    visit = SiteVisit(
        token=secrets.token_urlsafe(9),
        proposal_id=proposal.id,
        starts_at=what.starts_at,
        meeting=fit(what.meeting, own_rules.LONGEST),
        leader=fit(what.leader, own_rules.LONGEST),
        look_at=what.look_at,
        by_id=by.id,
        at=now,
        report_due_at=places.due_after(what.starts_at, own_rules.REPORT_DAYS),
    )
    db.session.add(visit)
    db.session.flush()
    journal.write(by, "deliberation.plan_visit", proposal.ref, now, visit=visit.token)
    if by.person_id != proposal.author_id:
        letters.visit([proposal.author_id], letters.VISIT_PLANNED, proposal, now, at=visit.starts_at)
    return visit


def join(
    by: Actor, visit: SiteVisit, proposal: Proposal, now: datetime, *, entry: RollEntry | None = None
) -> None:
    """Sign up to come along: anybody on the roll; at the counter a worker for a resident."""
    permit(by, "deliberation.join_visit", proposal.place_id, proposal.path)
    who = speaker_of(by, proposal, entry)
    _require_coming(visit, now)
    require(queries.joined(visit.id, who) is None, own_rules.IS_COMING)
    db.session.add(VisitJoin(visit_id=visit.id, person_id=who, at=now, left_at=None))
    db.session.flush()
    journal.write(
        by, "deliberation.join_visit", proposal.ref, now, on_behalf_of=other(by, who), visit=visit.token
    )


def leave(by: Actor, visit: SiteVisit, proposal: Proposal, now: datetime) -> None:
    """Not come after all."""
    permit(by, "deliberation.leave_visit", proposal.place_id, proposal.path)
    _require_coming(visit, now)
    row = queries.joined(visit.id, by.id)
    require(row is not None, own_rules.NOT_COMING)
    assert row is not None
    row.left_at = now
    db.session.flush()
    journal.write(by, "deliberation.leave_visit", proposal.ref, now, visit=visit.token)


def cancel(by: Actor, visit: SiteVisit, proposal: Proposal, reason: str, now: datetime) -> None:
    """Call it off, or say that it did not take place; with a reason, and word to those who wanted to come."""
    permit(by, "deliberation.cancel_visit", proposal.place_id, proposal.path)
    require(queries.may_plan(by, proposal), own_rules.NOT_PLANNER)
    _require_open(visit)
    reason = fit(reason, own_rules.LONGEST)
    db.session.add(VisitCancelled(visit_id=visit.id, by_id=by.id, at=now, reason=reason))
    db.session.flush()
    journal.write(by, "deliberation.cancel_visit", proposal.ref, now, visit=visit.token)
    letters.visit(queries.coming(visit.id), letters.VISIT_CANCELLED, proposal, now, reason=reason)


def report(by: Actor, visit: SiteVisit, proposal: Proposal, what: Found, now: datetime) -> None:
    """Say who took part and what was found, with photos; once, disclosed."""
    permit(by, "deliberation.report_visit", proposal.place_id, proposal.path)
    require(queries.may_plan(by, proposal), own_rules.NOT_PLANNER)
    _require_open(visit)
    require(visit.starts_at <= now, own_rules.NOT_YET)
    text = fit(what.text, own_rules.LONGEST)
    coming = queries.coming(visit.id)
    others = [name for name in map(line, what.others) if name]
    require(len(others) <= own_rules.MOST_NAMED, own_rules.TOO_MANY_NAMED, most=own_rules.MOST_NAMED)
    came = [(one, coming[one]) for one in coming if one in what.came]
    require(came or others, own_rules.NOBODY_CAME)
    present = [VisitPresent(visit_id=visit.id, person_id=one, name="") for one, _ in came]
    present += [VisitPresent(visit_id=visit.id, person_id=None, name=name) for name in others]
    for number, row in enumerate(present, 1):
        row.number = number
    db.session.add(VisitReport(visit_id=visit.id, by_id=by.id, at=now, found=text, count=len(present)))
    db.session.flush()
    kept = [
        keep(by, ready, proposal.ref, proposal.place_id, proposal.path, alt, now)
        for ready, alt in what.photos
    ]
    db.session.add_all([*present, *(VisitPhoto(visit_id=visit.id, file_id=file.id) for file in kept)])
    db.session.flush()
    journal.write(by, "deliberation.report_visit", proposal.ref, now, visit=visit.token, came=len(present))
    told = set(coming) | {proposal.author_id}
    letters.visit(told - {by.person_id}, letters.VISIT_REPORTED, proposal, now)
    _disclose(visit, proposal, text, [*(name for _, name in came), *others], kept, now)


def _disclose(
    visit: SiteVisit,
    proposal: Proposal,
    text: str,
    names: Sequence[str],
    photos: Sequence[File],
    now: datetime,
) -> None:
    disclose_about(
        proposal,
        "visit.reported",
        say(REPORTED, code=proposal.code, title=proposal.title, came=len(names), photos=len(photos)),
        at=now,
        facts={
            "proposal": proposal.code,
            "version": proposal.version,
            "site_visit": visit.token,
            "visited_at": visit.starts_at.isoformat(),
            "led_by": person(visit.leader),
            "took_part": [person(name) for name in names],
            "seen_there": said(text),
            "photos": [photo.sha256.hex() for photo in photos],
        },
    )


def _require_open(visit: SiteVisit) -> None:
    reported, cancelled = queries.outcome(visit.id)
    require(not cancelled, own_rules.IS_CANCELLED)
    require(not reported, own_rules.IS_REPORTED)


def _require_coming(visit: SiteVisit, now: datetime) -> None:
    _require_open(visit)
    require(now < visit.starts_at, own_rules.STARTED)
