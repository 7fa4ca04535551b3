"""P12 and P13: the council adopts or voids, or resolves in the residents' place; the clock posts D3."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import actions as notices
from micro_projects.notices.models import Notice
from micro_projects.proposals.machine import MACHINE as PROPOSAL
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.voting import (
    count_actions,
    files,
    letters,
    queries,
    reconcile_queries,
    reconcile_rules,
    rules,
)
from micro_projects.voting.actions import disclose_step, drop_sealed, fix_roots, roots
from micro_projects.voting.models import Allocation, Round, VoidRequest
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

ADOPTED = N_("议事会确认了%(round)s的结果：%(winners)d个项目入选，共%(spent)s。")
RESOLVED = N_("议事会对%(round)s的项目逐项表决完毕：%(winners)d个项目入选，共%(spent)s。")
VOIDED = N_("%(round)s作废：%(ground)s。有关提案回到待投票状态，30天内重新投票。")
RESULT = N_(
    "居民投票选出%(winners)d个项目，共%(spent)s，预算%(budget)s；收到选票%(ballots)d张，名册%(roll)d人，投票编号%(round)s。"
    "对结果有异议的，可以在公示期内提出。"
)
RESULT_COUNCIL = N_(
    "居民议事会逐项表决，选出%(winners)d个项目，共%(spent)s，预算%(budget)s，投票编号%(round)s。"
    "对结果有异议的，可以在公示期内提出。"
)


def adopt(by: Actor, round_: Round, now: datetime) -> None:
    """The council's motion to adopt was carried (P12); never while a difference could change a winner."""
    require(not reconcile_queries.could_change(round_), reconcile_rules.COULD_CHANGE)
    require(reconcile_queries.may_be_adopted(round_), reconcile_rules.NOT_SETTLED)
    journal.move(round_, MACHINE, "adopt", by=by, at=now)
    _adopted(by, round_, ADOPTED, now)


def _adopted(by: Actor, round_: Round, words: str, now: datetime) -> None:
    winners, spent = _outcome(round_)
    disclose_step(round_, "round.adopted", words, now, winners=winners, spent=spent)
    calls.tell("result_adopted", "round", round_, by, now)


def _outcome(round_: Round) -> tuple[int, Money]:
    funded = [
        line.project for line in queries.result(round_.id) if line.allocation and line.allocation.funded
    ]
    return len(funded), Money.sum(project.cost for project in funded)


# -- the council resolves in the residents' place ----------------------------------------------------------


def resolve_one(by: Actor, proposal_id: int, carried: bool, now: datetime) -> None:
    """One recorded vote of the council on one proposal: funded when carried, it fits, and none it excludes is."""
    row = queries.on_ballot_of(proposal_id)
    require(row is not None, rules.NO_ROUND)
    assert row is not None
    line, round_ = row[0].project, row[1]
    require(MACHINE.can(round_.state, "resolve") and round_.resolve_by == "council", rules.NOT_COUNTED)
    lines = queries.result(round_.id)
    _, spent = _outcome(round_)
    decided = sum(other.allocation is not None for other in lines)
    taken = {other.project.exclusive_group for other in lines if other.allocation and other.allocation.funded}
    excluded = bool(line.exclusive_group) and line.exclusive_group in taken
    funded = carried and not excluded and spent + line.cost <= round_.budget
    db.session.add(Allocation(project_id=line.id, place=decided + 1, funded=funded, explanation=""))
    db.session.flush()
    count_actions.resolve(by, proposal_id, funded, round_, now)
    if decided + 1 == len(lines):
        journal.move(round_, MACHINE, "resolve", by=by, at=now)
        _adopted(by, round_, RESOLVED, now)


# -- voiding -----------------------------------------------------------------------------------------------


def ask_void(by: Actor, round_: Round, ground: str, reason: str, now: datetime) -> VoidRequest:
    """Move that a round be voided on a procedural ground; the council votes on it."""
    permit(by, "round.ask_void", round_.place_id, round_.path)
    require(ground in rules.GROUNDS and ground != rules.UPHELD, rules.UNKNOWN_GROUND)
    require(round_.state in rules.RUNNING and not round_.imported, rules.ROUND_OVER)
    require(queries.open_void_request(round_.id) is None, rules.ALREADY_ASKED)
    request = VoidRequest(round_id=round_.id, ground=ground, reason=reason, by_id=by.id, at=now)
    db.session.add(request)
    journal.write(by, "round.ask_void", round_.ref, now, ground=ground)
    return request


def consent_void(by: Actor, round_: Round, request: VoidRequest, now: datetime) -> None:
    """The district agrees that a second round of a cycle may be voided."""
    permit(by, "round.consent_void", round_.place_id, round_.path)
    require(request.carried is None and request.consented_at is None, rules.ALREADY_ASKED)
    request.consented_by, request.consented_at = by.id, now
    journal.write(by, "round.consent_void", round_.ref, now, ground=request.ground)


def void_decided(by: Actor, round_: Round, carried: bool, now: datetime) -> None:
    """The council's motion to void was declared; once a result is adopted only an objection against D3 voids it."""
    require(round_.state in rules.RUNNING, rules.ROUND_OVER)
    request = queries.open_void_request(round_.id)
    require(request is not None, rules.UNKNOWN_GROUND)
    assert request is not None
    second = queries.voided_before(round_.cycle_id) > 0
    require(not (carried and second) or request.consented_at is not None, rules.NEEDS_CONSENT)
    request.carried, request.decided_at = carried, now
    db.session.flush()
    if carried:
        void(by, round_, request.ground, now)


def void(by: Actor, round_: Round, ground: str, now: datetime) -> None:
    """Void a round: its proposals go back on the ballot, nothing sealed is ever opened (P12, or D3 upheld)."""
    if round_.public_key is not None and round_.sealed_root is None:
        fix_roots(round_)
    journal.move(round_, MACHINE, "void", by=by, at=now, ground=ground)
    round_.void_ground = ground
    drop_sealed(round_)
    for line in queries.projects(round_.id):
        if line.proposal_id is None:
            continue
        proposal = db.session.get_one(Proposal, line.proposal_id)
        if PROPOSAL.can(proposal.state, "void"):
            take(proposal, "void", by=by, at=now, round=round_.code)
        letters.again(proposal, round_, now)
    disclose_step(
        round_,
        "round.voided",
        VOIDED,
        now,
        {"ground": ground} | (roots(round_) if round_.sealed_root else {}),
        ground=rules.GROUNDS.get(ground, ground),
    )
    calls.tell("round_voided", "round", round_, by, now)


# -- D3 ----------------------------------------------------------------------------------------------------


def post_result(
    by: Actor,
    round_: Round,
    now: datetime,
    attachments: files.Attachments | None = None,
    supersedes: Notice | None = None,
    reason_code: str | None = None,
) -> Notice:
    """P13: result, explanations, cast-vote records where there are enough, turnout by channel.

    `attachments`: as `files.attachments` made them before the act; what they tell of an adopted round stays.
    """
    assert round_.cycle_id is not None
    owner = db.session.get_one(SubjectRow, round_.cycle_id)
    lines = queries.result(round_.id)
    subjects = [round_.ref] + [
        Subject("proposal", line.project.proposal_id) for line in lines if line.project.proposal_id
    ]
    return notices.post_notice(
        by,
        "D3",
        owner,
        subjects,
        _sentence(round_),
        now,
        facts=_facts(round_, lines),
        attachments=files.attachments(round_) if attachments is None else attachments,
        supersedes=supersedes,
        reason_code=reason_code,
    )


def _sentence(round_: Round) -> Sentence:
    winners, spent = _outcome(round_)
    facts: dict[str, Any] = {
        "round": round_.code,
        "winners": winners,
        "spent": spent,
        "budget": round_.budget,
    }
    if round_.ballots is None:
        return say(RESULT_COUNCIL, **facts)
    return say(RESULT, **facts, ballots=round_.ballots, roll=round_.roll_size)


def _facts(round_: Round, lines: Sequence[queries.Line]) -> dict[str, Any]:
    differs = reconcile_rules.differing(reconcile_queries.account(round_.id))
    return {
        "differences": [reconcile_rules.figures(line) for line in differs],
        "round": round_.code,
        "frozen_hash": round_.frozen_hash.hex(),
        "resolve_by": round_.resolve_by,
        "budget": round_.budget.fen,
        "ballots": round_.ballots,
        "invalid": round_.invalid,
        "roll": round_.roll_size,
        "turnout": queries.turnout(round_.id),
        "rule": round_.rule,
        "least": round_.least,
        "projects": [
            {
                "code": line.project.code,
                "cost": line.project.cost.fen,
                "funded": bool(line.allocation and line.allocation.funded),
                "text_hash": line.project.text_hash.hex() if line.project.text_hash else None,
                "title": line.project.title,
                "votes": line.tally.votes if line.tally else None,
            }
            for line in lines
        ],
    }
