"""Invariants 1, 2, 3 and 11 of proposals on the data: seconds, gates, one text all the way, nobody's silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.notices import checks as notices
from micro_projects.notices.models import ContentPart, LogEntry, Notice
from micro_projects.proposals import queries, similar_rules
from micro_projects.proposals.models import Decision, DisclosedText, Proposal, ProposalVersion, Second
from micro_projects.proposals.similar_models import SimilarTerm

SECONDS, TEXT, SILENCE = "1 seconds", "3 text", "11 silence"
SIMILAR = "similar"
BEHIND = {
    "proposal.begin": "D1",
    "proposal.ballot": "D2",
    "proposal.approve": "D3",
    "proposal.refuse": "D3",
}
"""The steps that wait for a notice to be over."""
RESOLVED = {
    "D2": ("on_ballot", "selected", "not_funded", "refused", "reconsidering", "approved", "refused_finally"),
    "D3": ("refused", "reconsidering", "approved", "refused_finally"),
}
"""States in which the text in force must be the one that notice showed."""


def seconds() -> Iterator[Finding]:
    """The number shown is the number of rows."""
    rows = select(func.count()).where(Second.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    query = select(SubjectRow.code, Proposal.seconds, rows).join(SubjectRow, SubjectRow.id == Proposal.id)
    for code, shown, counted in db.session.execute(query.where(Proposal.seconds != rows)):
        yield Finding(SECONDS, f"proposal {code} shows {shown} seconds, {counted} were given")


def gates() -> Iterator[Finding]:
    """No step behind D1, D2 or D3 before it was over."""
    yield from notices.behind(BEHIND)


def versions() -> Iterator[Finding]:
    """Every version's hash is its text's."""
    query = select(ProposalVersion, SubjectRow.code)
    for row, code in db.session.execute(query.join(SubjectRow, SubjectRow.id == ProposalVersion.proposal_id)):
        if queries.text_of(row).hash() != row.text_hash:
            yield Finding(TEXT, f"proposal {code}: the text of version {row.number} is not the one hashed")


def texts() -> Iterator[Finding]:
    """The text in force is the one that D2, and then D3, in force showed."""
    for kind, states in RESOLVED.items():
        newest = (
            select(func.max(DisclosedText.notice_id))
            .where(DisclosedText.proposal_id == Proposal.id, DisclosedText.kind == kind)
            .correlate(Proposal)
            .scalar_subquery()
        )
        query = (
            select(SubjectRow.code, ProposalVersion.text_hash, DisclosedText.text_hash)
            .select_from(Proposal)
            .join(SubjectRow, SubjectRow.id == Proposal.id)
            .join(
                ProposalVersion,
                and_(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.number == Proposal.version),
            )
            .outerjoin(
                DisclosedText,
                and_(DisclosedText.proposal_id == Proposal.id, DisclosedText.notice_id == newest),
            )
            .where(Proposal.state.in_(states))
        )
        for code, in_force, shown in db.session.execute(query):
            if in_force != shown:
                yield Finding(TEXT, f"proposal {code}: its text is not the one {kind} disclosed")


def disclosed() -> Iterator[Finding]:
    """What the log says each notice showed, and each approval approved, is what is kept here."""
    shown = {
        (code, proposal): digest
        for code, proposal, digest in db.session.execute(
            select(Notice.code, SubjectRow.code, DisclosedText.text_hash)
            .join(DisclosedText, DisclosedText.notice_id == Notice.id)
            .join(SubjectRow, SubjectRow.id == DisclosedText.proposal_id)
        )
    }
    kinds = ("notice.D1", "notice.D2", "notice.D3")
    for code, facts in _facts(*kinds):
        for listed in (*facts.get("proposals", ()), *facts.get("projects", ())):
            proposal = listed.get("proposal") or listed.get("code")
            kept = shown.get((code, proposal))
            if kept is not None and listed.get("text_hash") != kept.hex():
                yield Finding(TEXT, f"proposal {proposal}: notice {code} disclosed another text")
    in_force = {
        row[0]: row[1]
        for row in db.session.execute(
            select(SubjectRow.code, ProposalVersion.text_hash)
            .join(Proposal, Proposal.id == SubjectRow.id)
            .join(
                ProposalVersion,
                and_(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.number == Proposal.version),
            )
        )
    }
    for code, facts in _facts("proposal.approved"):
        if code not in in_force or facts["text_hash"] != in_force[code].hex():
            yield Finding(TEXT, f"proposal {code}: another text was approved")


def _facts(*kinds: str) -> Iterator[tuple[str, Any]]:
    """The facts of every entry of these kinds with the code it is about; destroyed ones left out."""
    query = (
        select(LogEntry.subject_code, ContentPart.body)
        .join(ContentPart, and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index))
        .where(LogEntry.kind.in_(kinds), ContentPart.name == "facts", ContentPart.body.is_not(None))
    )
    for code, body in db.session.execute(query):
        assert code is not None and body is not None
        try:
            yield code, canonical.load(body)
        except ValueError:
            continue  # changed bytes are invariant 12's to name


def silence() -> Iterator[Finding]:
    """Nothing is approved or refused without somebody's decision with a meeting's number."""
    for state, approved in (("approved", True), ("refused", False), ("refused_finally", False)):
        decided = exists().where(
            Decision.proposal_id == Proposal.id,
            Decision.approved.is_(approved),
            Decision.meeting_number != "",
        )
        query = select(SubjectRow.code).join(Proposal, Proposal.id == SubjectRow.id)
        for code in db.session.scalars(query.where(Proposal.state == state, ~decided)):
            yield Finding(SILENCE, f"proposal {code} is {state}, but nobody decided so")


def similar_terms() -> Iterator[Finding]:
    """Every submitted proposal is found by the words of its text in force, and by no others."""
    kept: dict[int, set[str]] = {}
    for key, term in db.session.execute(select(SimilarTerm.proposal_id, SimilarTerm.term)):
        kept.setdefault(key, set()).add(term)
    query = (
        select(SubjectRow.code, Proposal.id, ProposalVersion.title, ProposalVersion.problem)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(
            ProposalVersion,
            and_(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.number == Proposal.version),
        )
    )
    for code, key, title, problem in db.session.execute(query):
        if kept.get(key, set()) != set(similar_rules.weights(title, problem)):
            yield Finding(
                SIMILAR, f"proposal {code} is not found by its words: run `micro-projects index-similar`"
            )


CHECKS = (seconds, gates, versions, texts, disclosed, silence, similar_terms)
