"""P1–P3: drafting, submitting, seconding, withdrawing, carrying over. The later steps have files of their own."""

from __future__ import annotations

import secrets
from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.cycles import rules as cycle_rules
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.pack import KINDS
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.money import ZERO
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices.actions import require_gate
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people.models import RollEntry
from micro_projects.proposals import letters, queries, rules, similar_actions
from micro_projects.proposals.machine import MACHINE
from micro_projects.proposals.models import Proposal, ProposalDraft, ProposalVersion, Second
from micro_projects.proposals.moving import is_worker, require_author, take
from micro_projects.proposals.rules import Text
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

WITHDRAWN = N_("提案%(code)s《%(title)s》由提案人撤回，不再往下办理。")


def draft(
    by: Actor,
    cycle: Cycle,
    words: Text,
    now: datetime,
    *,
    entry: RollEntry | None = None,
    organisation: str = "",
    survey_answers: int | None = None,
) -> Proposal:
    """Begin a draft (P1): a resident's own, or entered by a worker for the resident of `entry`."""
    permit(by, "proposal.draft", cycle.place_id, cycle.path)
    require(cycle.state == "open", rules.CYCLE_CLOSED)
    author = _author(by, cycle, entry)
    require(queries.drafts_of(author, cycle.id) < rules.DRAFTS, rules.TOO_MANY_DRAFTS, most=rules.DRAFTS)
    proposal = _new(by, cycle, author, words, now)
    proposal.organisation, proposal.survey_answers = organisation, survey_answers
    db.session.add(ProposalDraft(proposal_id=proposal.id, **_fields(words.clean()), saved_at=now))
    db.session.flush()
    journal.write(by, "proposal.draft", proposal.ref, now, on_behalf_of=_other(by, author))
    return proposal


def edit(
    by: Actor,
    proposal: Proposal,
    words: Text,
    now: datetime,
    *,
    organisation: str = "",
    survey_answers: int | None = None,
) -> None:
    """Save a draft's words (P1); what was similar must be looked at again."""
    permit(by, "proposal.edit", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    require(proposal.state == "draft", WRONG_STATE)
    row, words = queries.draft(proposal.id), words.clean()
    if queries.text_of(row) != words:
        proposal.similar_shown_at = None
    for name, value in _fields(words).items():
        setattr(row, name, value)
    row.saved_at = now
    proposal.title, proposal.kind, proposal.estimate = words.title, words.kind, words.estimate
    proposal.organisation, proposal.survey_answers = organisation, survey_answers
    journal.write(by, "proposal.edit", proposal.ref, now, on_behalf_of=behalf)


def show_similar(by: Actor, proposal: Proposal, now: datetime) -> None:
    """The author asks to see similar proposals: noted, because submitting needs it (P2)."""
    permit(by, "proposal.show_similar", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    require(proposal.state == "draft", WRONG_STATE)
    proposal.similar_shown_at = now
    journal.write(by, "proposal.show_similar", proposal.ref, now, on_behalf_of=behalf)


def submit(by: Actor, proposal: Proposal, now: datetime) -> None:
    """Submit a draft (P2): it gets its number, and version 1 is frozen."""
    permit(by, "proposal.submit", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    cycle = queries.cycle_of(proposal)
    MACHINE.target(proposal.state, "submit")
    _require_window(cycle, now)
    require(queries.entry_of(proposal.author_id, cycle.place_id) is not None, rules.NOT_LISTED)
    row = queries.draft(proposal.id)
    words = queries.text_of(row)
    require(rules.complete(words, KINDS), rules.FIELDS_MISSING)
    cap = cycle.pack.cap(words.kind)
    require(words.estimate <= cap, rules.OVER_CAP, estimate=words.estimate, cap=cap)
    missing = rules.survey_missing(proposal.organisation, words.kind, proposal.survey_answers)
    require(not missing, rules.SURVEY_NEEDED, least=rules.SURVEY_ANSWERS)
    require(proposal.similar_shown_at is not None, rules.SIMILAR_NOT_SHOWN)
    _number(proposal, cycle, now)
    add_version(proposal, words, proposal.author_id, now)
    db.session.delete(row)
    take(proposal, "submit", by=by, at=now, on_behalf_of=behalf, code=proposal.code)
    _tell_submitted(proposal, cycle, now)


def second(by: Actor, proposal: Proposal, now: datetime, *, entry: RollEntry | None = None) -> None:
    """Second a proposal (P3), or enter it for the resident of `entry`; the last one needed admits it to screening."""
    permit(by, "proposal.second", proposal.place_id, proposal.path)
    cycle = queries.cycle_of(proposal)
    MACHINE.target(proposal.state, "second")
    until = queries.seconding_until(cycle)
    require(now < until, rules.SECONDING_OVER, until=until)
    if entry is not None:
        require(is_worker(by, proposal.path), rules.NOT_LISTED)
        require(entry.place_id == proposal.place_id and entry.removed_at is None, rules.NOT_LISTED)
    else:
        entry = found(queries.entry_of(by.id, proposal.place_id), rules.NOT_LISTED)
    require(entry.person_id != proposal.author_id, rules.OWN_PROPOSAL)
    require(not queries.has_seconded(proposal.id, entry.id), rules.ALREADY_SECONDED)
    db.session.add(Second(proposal_id=proposal.id, entry_id=entry.id, at=now))
    proposal.seconds += 1
    db.session.flush()
    behalf = _other(by, entry.person_id)
    journal.write(by, "proposal.support", proposal.ref, now, on_behalf_of=behalf, seconds=proposal.seconds)
    if proposal.seconds >= cycle.pack.seconders:
        take(proposal, "second", by=by, at=now, seconds=proposal.seconds)
        letters.tell([proposal.author_id], letters.SECONDED, proposal, now)


def fail_seconding(by: Actor, proposal: Proposal, now: datetime) -> None:
    """Too few seconds when the time is over (P3): the clock."""
    permit(by, "proposal.fail_seconding", proposal.place_id, proposal.path)
    cycle = queries.cycle_of(proposal)
    until = queries.seconding_until(cycle)
    require(now >= until, rules.NOT_YET_OVERDUE, until=until)
    take(proposal, "fail_seconding", by=by, at=now, seconds=proposal.seconds)
    letters.tell([proposal.author_id], letters.NOT_SECONDED, proposal, now)


def withdraw(by: Actor, proposal: Proposal, now: datetime) -> None:
    """The author takes the proposal back, until it is on the ballot; public once it was submitted."""
    permit(by, "proposal.withdraw", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    was_draft = proposal.state == "draft"
    take(proposal, "withdraw", by=by, at=now, on_behalf_of=behalf)
    if not was_draft:
        disclose_about(
            proposal,
            "proposal.withdrawn",
            say(WITHDRAWN, code=proposal.code, title=proposal.title),
            at=now,
            facts={"proposal": proposal.code, "version": proposal.version},
        )


def lapse(by: Actor, proposal: Proposal, now: datetime) -> None:
    """A draft when its window closed, or a proposal that never reached the ballot when its cycle ends (C3)."""
    permit(by, "proposal.lapse", proposal.place_id, proposal.path)
    was_draft = proposal.state == "draft"
    take(proposal, "lapse", by=by, at=now)
    if not was_draft:
        letters.tell([proposal.author_id], letters.LAPSED, proposal, now)


def carry(by: Actor, old: Proposal, cycle: Cycle, now: datetime) -> Proposal:
    """Bring a deferred proposal into the next cycle of its community, its text and its seconds kept."""
    permit(by, "proposal.carry", old.place_id, old.path)
    behalf = require_author(by, old)
    require(queries.was_deferred(old), rules.NOT_DEFERRED)
    require(cycle.place_id == old.place_id and cycle.id != old.cycle_id, rules.CYCLE_CLOSED)
    require(queries.carried_to(old.id) is None, rules.ALREADY_CARRIED)
    _require_window(cycle, now)
    words = queries.text_of(queries.version(old.id, old.version))
    cap = cycle.pack.cap(words.kind)
    require(words.estimate <= cap, rules.OVER_CAP, estimate=words.estimate, cap=cap)
    proposal = _new(by, cycle, old.author_id, words, now)
    proposal.carried_from_id, proposal.similar_shown_at = old.id, now
    proposal.organisation, proposal.survey_answers = old.organisation, old.survey_answers
    _number(proposal, cycle, now)
    add_version(proposal, words, old.author_id, now)
    take(proposal, "submit", by=by, at=now, on_behalf_of=behalf, code=proposal.code, carried=old.code)
    entries = queries.seconding_entries(old.id, cycle.place_id)
    db.session.add_all(Second(proposal_id=proposal.id, entry_id=entry, at=now) for entry in entries)
    proposal.seconds = len(entries)
    db.session.flush()
    if proposal.seconds >= cycle.pack.seconders:
        take(proposal, "second", by=by, at=now, seconds=proposal.seconds)
    _tell_submitted(proposal, cycle, now)
    return proposal


def add_version(proposal: Proposal, words: Text, made_by: int, now: datetime) -> ProposalVersion:
    """Freeze the next version of a proposal's text; the old ones stay."""
    proposal.version += 1
    row = ProposalVersion(
        proposal_id=proposal.id,
        number=proposal.version,
        **_fields(words),
        text_hash=words.hash(),
        made_by=made_by,
        made_at=now,
    )
    proposal.title, proposal.kind, proposal.estimate = words.title, words.kind, words.estimate
    db.session.add(row)
    db.session.flush()
    similar_actions.index(proposal, words.title, words.problem)
    calls.tell("proposal_written", "proposal", proposal, row, now)
    return row


def _author(by: Actor, cycle: Cycle, entry: RollEntry | None) -> int:
    if entry is None:
        require(by.roll_entry(cycle.place_id) is not None, rules.NOT_LISTED)
        return by.id
    require(is_worker(by, cycle.path), rules.NOT_LISTED)
    require(entry.place_id == cycle.place_id and entry.removed_at is None, rules.NOT_LISTED)
    return entry.person_id


def _new(by: Actor, cycle: Cycle, author: int, words: Text, now: datetime) -> Proposal:
    clean = words.clean()
    code = f"draft-{secrets.token_hex(8)}"
    subject = journal.new_subject("proposal", code, cycle.place_id, cycle.path, cycle.id)
    proposal = Proposal(
        id=subject.id,
        subject=subject,
        author_id=author,
        entered_by=by.id if by.id != author else None,
        number=None,
        version=0,
        title=clean.title,
        kind=clean.kind,
        estimate=clean.estimate or ZERO,
        seconds=0,
        organisation="",
        state=MACHINE.start,
        state_since=now,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def _number(proposal: Proposal, cycle: Cycle, now: datetime) -> None:
    number = queries.next_number(cycle.id)
    most = cycle.pack.proposals_per_resident
    there = queries.submitted_by(proposal.author_id, cycle.id)
    require(there < most, rules.LIMIT_REACHED, most=most)
    community = cycle.code.rpartition("-")[0]
    proposal.number, proposal.submitted_at = number, now
    proposal.subject.code = rules.code(community, cycle.year, number)
    db.session.flush()


def _require_window(cycle: Cycle, now: datetime) -> None:
    require(cycle.state == "open", rules.CYCLE_CLOSED)
    phase = cycles.phases(cycle.id)["proposing"]
    inside = cycle_rules.window_open(phase.starts_at, phase.ends_at, now)
    require(inside, cycle_rules.NOT_PROPOSING, starts=phase.starts_at, ends=phase.ends_at)
    require_gate(cycle.ref, "C1", now)


def _tell_submitted(proposal: Proposal, cycle: Cycle, now: datetime) -> None:
    letters.tell(
        [proposal.author_id],
        letters.SUBMITTED,
        proposal,
        now,
        code=proposal.code,
        needed=cycle.pack.seconders,
        until=queries.seconding_until(cycle),
    )


def _other(by: Actor, person: int) -> int | None:
    return None if by.person_id == person else person


def _fields(words: Text) -> dict[str, object]:
    names = ("title", "problem", "wish", "location", "beneficiaries", "kind", "estimate")
    return {name: getattr(words, name) for name in names}
