"""P5–P6: the notice of proposals (D1), its supplements, and what upheld objections lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import objection_queries as objections
from micro_projects.notices import queries as notices
from micro_projects.notices.actions import post_notice, require_gate
from micro_projects.notices.models import Notice
from micro_projects.notices.own_parts import said
from micro_projects.proposals import letters, page_queries, queries, rules
from micro_projects.proposals.models import DisclosedText, Proposal, ProposalVersion, Rerun, Screening
from micro_projects.proposals.moving import take
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

D1_TEXT = N_(
    "提议公开：%(year)d年周期共收到%(submitted)d件提案，其中%(passed)d件通过初审，公示期满后进入商议。"
    "公示期内，对其中任何一件或对程序，都可以提出异议。"
)
SUPPLEMENT = {
    "readmitted": N_("补充公示：提案%(code)s《%(title)s》申诉成立，恢复为通过初审，公示期满后进入商议。"),
    "fact": N_("补充公示：提案%(code)s《%(title)s》的公示内容有误，现予更正，公示期重新计算。"),
    "substance": N_("补充公示：提案%(code)s《%(title)s》因异议成立，文本已修改为第%(version)d版。"),
    "procedure": N_("补充公示：提案%(code)s《%(title)s》的公示程序有误，现重新公示。"),
}


def post_d1(by: Actor, cycle: Cycle, now: datetime) -> Notice:
    """P5: every submitted proposal with its outcome and reason; those screened in wait for it."""
    permit(by, "proposal.disclose", cycle.place_id, cycle.path)
    require(queries.first_notice(cycle.id, "D1") is None, WRONG_STATE)
    require(not queries.of_cycle(cycle.id, ("draft", "submitted", "seconded")), WRONG_STATE)
    every = queries.of_cycle(cycle.id)
    passed = [p for p in every if p.state == "screened_in"]
    versions = queries.versions([p.id for p in every])
    screenings = page_queries.screenings([p.id for p in every])
    return post_notice(
        by,
        "D1",
        cycle.subject,
        [p.ref for p in passed],
        say(D1_TEXT, year=cycle.year, submitted=len(every), passed=len(passed)),
        now,
        facts={"proposals": [_facts(p, versions[p.id], screenings.get(p.id)) for p in every]},
    )


def _facts(proposal: Proposal, version: ProposalVersion, screening: Screening | None) -> dict[str, Any]:
    return {
        "proposal": proposal.code,
        "outcome": proposal.state,
        "ground": screening.ground if screening else None,
        "reason": screening.reason if screening else None,
        "seconds": proposal.seconds,
        "version": version.number,
        "text": text_facts(version),
        "text_hash": version.text_hash.hex(),
    }


def text_facts(version: ProposalVersion) -> dict[str, Any]:
    """A proposal's text as disclosed: what its author wrote in sentences can be withheld field by field."""
    facts = queries.text_of(version).facts()
    return facts | {name: said(str(facts[name])) for name in OWN_WORDS}


OWN_WORDS = ("problem", "wish", "beneficiaries")


def supplement(
    by: Actor, kind: str, proposal: Proposal, now: datetime, *, why: str, correction: str | None = None
) -> Notice:
    """Post the notice of `kind` anew for one proposal: only what changed, in full length."""
    cycle = queries.cycle_of(proposal)
    version = queries.version(proposal.id, proposal.version)
    before = notices.newest(proposal.id, kind)
    extra = calls("disclosed_facts", "proposal", [proposal.id])[proposal.id] if _answered(kind) else {}
    return post_notice(
        by,
        kind,
        cycle.subject,
        [proposal.ref],
        say(SUPPLEMENT[why], code=proposal.code, title=proposal.title, **_version_of(why, proposal)),
        now,
        facts={
            "supplement": why,
            "correction": correction,
            "proposals": [_facts(proposal, version, queries.screening(proposal.id)) | extra],
        },
        supersedes=before[0] if before else queries.first_notice(cycle.id, kind),
        reason_code=why,
    )


def _answered(kind: str) -> bool:
    return kind == "D2" and calls.knows("disclosed_facts", "proposal")


def _version_of(why: str, proposal: Proposal) -> dict[str, int]:
    return {"version": proposal.version} if why == "substance" else {}


def note_texts(notice: Notice, subjects: Sequence[Subject], now: datetime) -> None:
    """Keep which version a D notice showed of each proposal (invariant 3); hears every posted notice."""
    if notice.kind not in ("D1", "D2", "D3"):
        return
    ids = [s.id for s in subjects if s.kind == "proposal"]
    for row in queries.versions(ids).values():
        db.session.add(
            DisclosedText(
                notice_id=notice.id,
                proposal_id=row.proposal_id,
                kind=notice.kind,
                version=row.number,
                text_hash=row.text_hash,
            )
        )
    db.session.flush()


def may_begin(proposal: Proposal, now: datetime) -> bool:
    """Whether deliberation may begin: D1 in force let go, nothing owed, its phase come."""
    assert proposal.cycle_id is not None
    newest = notices.newest(proposal.id, "D1")
    return (
        proposal.state == "screened_in"
        and newest is not None
        and newest[1].released_at is not None
        and not queries.rerun_pending(proposal.id)
        and page_queries.phase_start(proposal.cycle_id, "deliberating") <= now
    )


def begin(by: Actor, proposal: Proposal, now: datetime) -> None:
    """P6: D1 is over for it; deliberation begins. The clock."""
    permit(by, "proposal.begin", proposal.place_id, proposal.path)
    require_gate(proposal.ref, "D1", now)
    require(not queries.rerun_pending(proposal.id), rules.RERUN_PENDING)
    require(may_begin(proposal, now), WRONG_STATE)
    take(proposal, "begin", by=by, at=now)
    letters.tell([proposal.author_id], letters.BEGUN, proposal, now)


def objection_upheld(subject_id: int, notice: Notice, outcome: str, by: Actor, now: datetime) -> None:
    """What an upheld objection against D1, D2 or D3 leads to for one proposal (procedure: the table)."""
    proposal = queries.by_id(subject_id)
    journal.write(by, "proposal.objection_upheld", proposal.ref, now, notice=notice.code, outcome=outcome)
    if outcome == "fact":
        supplement(by, notice.kind, proposal, now, why="fact", correction=_correction(notice, subject_id))
    elif notice.kind == "D1":
        _d1_upheld(proposal, notice, outcome, by, now)
    elif notice.kind == "D2":
        _d2_upheld(proposal, notice, outcome, by, now)
    elif outcome == "substance":
        if proposal.state == "selected":
            take(proposal, "defer", by=by, at=now, notice=notice.code)
            letters.tell([proposal.author_id], letters.DEFERRED, proposal, now)
    else:
        calls.tell("round_void", "proposal", subject_id, notice, by, now)


def _d1_upheld(proposal: Proposal, notice: Notice, outcome: str, by: Actor, now: datetime) -> None:
    if outcome == "substance":
        _owe(proposal, notice, now)
    elif proposal.state == "screened_in":
        supplement(by, "D1", proposal, now, why="procedure")


def _d2_upheld(proposal: Proposal, notice: Notice, outcome: str, by: Actor, now: datetime) -> None:
    if outcome == "substance":
        _owe(proposal, notice, now)
    if proposal.state in ("advanced", "deferred"):
        take(proposal, "return", by=by, at=now, notice=notice.code, outcome=outcome)


def _owe(proposal: Proposal, notice: Notice, now: datetime) -> None:
    db.session.add(
        Rerun(
            proposal_id=proposal.id,
            notice_id=notice.id,
            kind=notice.kind,
            version=proposal.version,
            at=now,
        )
    )
    db.session.flush()
    letters.tell([proposal.author_id], letters.AMEND, proposal, now)


def settle_rerun(by: Actor, proposal: Proposal, now: datetime) -> None:
    """A new version is there: what an upheld objection asked for is done; before deliberation D1 is posted anew."""
    owed = [r for r in queries.pending_reruns(proposal.id) if r.version < proposal.version]
    if not owed:
        return
    for row in owed:
        row.settled_at = now
    db.session.flush()
    journal.write(by, "proposal.settle", proposal.ref, now, version=proposal.version)
    if proposal.state == "screened_in":
        supplement(by, "D1", proposal, now, why="substance")


def _correction(notice: Notice, subject_id: int) -> str | None:
    """The decision's own words say what is right."""
    return objections.upheld_answer(notice.id, subject_id)


def close_appeals(by: Actor, cycle: Cycle, now: datetime) -> None:
    """The notice of proposals is over: who was screened out and did not appeal stays so (P4). The clock."""
    permit(by, "proposal.close_appeals", cycle.place_id, cycle.path)
    journal.write(by, "proposal.close_appeals", cycle.ref, now)
