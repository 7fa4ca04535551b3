"""Invariants 3 to 6 of rounds on the data. Statements grow with the number of rounds, never with ballots."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.kernel.tlog import merkle
from micro_projects.letters.models import Letter
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.people.models import RollEntry
from micro_projects.proposals.checks import RESOLVED
from micro_projects.proposals.models import Proposal, ProposalVersion
from micro_projects.voting import (
    code_checks,
    count_queries,
    group_checks,
    keeper_checks,
    paper_checks,
    queries,
    record_content,
    round_keys,
    rules,
)
from micro_projects.voting.models import (
    CastVoteRecord,
    Round,
    RoundProject,
    RoundVoter,
    SealedBallot,
)
from micro_projects.voting.reconcile_checks import beside_paper, reconciled

TEXT, ONE_BALLOT, RECOUNT, SECRECY = "3 text", "4 one ballot", "5 recount", "6 secrecy"
IN_A_RECORD = {"choices", "points", "receipt"}
"""All that a cast-vote record may say."""


# -- 3 ---------------------------------------------------------------------------------------------------


def texts() -> Iterator[Finding]:
    """The text on the newest ballot is the proposal's text in force (which D2 and D3 showed: proposals)."""
    newest = (
        select(func.max(RoundProject.round_id))
        .where(RoundProject.proposal_id == Proposal.id)
        .correlate(Proposal)
        .scalar_subquery()
    )
    query = (
        select(RoundProject.code)
        .join(Proposal, Proposal.id == RoundProject.proposal_id)
        .join(
            ProposalVersion,
            and_(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.number == Proposal.version),
        )
        .where(
            RoundProject.round_id == newest,
            Proposal.state.in_(RESOLVED["D2"]),
            or_(RoundProject.text_hash.is_(None), RoundProject.text_hash != ProposalVersion.text_hash),
        )
    )
    for code in db.session.scalars(query):
        yield Finding(TEXT, f"proposal {code}: another text stood on the ballot")


# -- 4 ---------------------------------------------------------------------------------------------------


def one_ballot() -> Iterator[Finding]:
    """One voter, one ballot: roll, ballots and records agree, and so do the marks' roots."""
    voters, cast = _counted(RoundVoter), _counted(CastVoteRecord)
    for round_, code in _rounds():
        if round_.imported:
            if round_.ballots != cast[round_.id]:
                yield Finding(
                    ONE_BALLOT, f"round {code}: {round_.ballots} ballots, {cast[round_.id]} records"
                )
            continue
        if voters[round_.id] != round_.roll_size:
            yield Finding(
                ONE_BALLOT, f"round {code}: {voters[round_.id]} voters, frozen were {round_.roll_size}"
            )
        if round_.opened_at is not None and round_.ballots != cast[round_.id]:
            yield Finding(ONE_BALLOT, f"round {code}: {round_.ballots} ballots, {cast[round_.id]} records")
        if round_.mark_root is not None and _mark_root(round_) != round_.mark_root:
            yield Finding(ONE_BALLOT, f"round {code}: its marks are not those fixed at closing")
    twice = (
        select(SubjectRow.code, RollEntry.person_id)
        .join(RoundVoter, RoundVoter.round_id == SubjectRow.id)
        .join(RollEntry, RollEntry.id == RoundVoter.entry_id)
        .group_by(SubjectRow.code, RollEntry.person_id)
        .having(func.count() > 1)
    )
    for code, person in db.session.execute(twice):
        yield Finding(ONE_BALLOT, f"round {code}: person {person} stands on its roll twice")


def _mark_root(round_: Round) -> bytes:
    """The root of what is kept, figured here once more."""
    salted = sorted(
        hashlib.sha256(salt + canonical.dump({"channel": channel, "entry": entry})).digest()
        for entry, channel, salt in queries.marks_for_root(round_.id)
    )
    return merkle.root_of(merkle.leaf_hash(one) for one in salted)


def _counted(table: Any) -> Counter[int]:
    query = select(table.round_id, func.count()).group_by(table.round_id)
    return Counter({row[0]: row[1] for row in db.session.execute(query)})


def _rounds() -> list[tuple[Round, str]]:
    query = select(Round, SubjectRow.code).join(SubjectRow, SubjectRow.id == Round.id).order_by(Round.id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


# -- 5 ---------------------------------------------------------------------------------------------------


def recount() -> Iterator[Finding]:
    """Tally, allocation and what was published are what counting the records again gives."""
    published = _published()
    for round_, code in _rounds():
        if round_.state not in rules.COUNTED or round_.ballots is None:
            continue
        lines = queries.result(round_.id)
        plain: Counter[str] = Counter()
        for content, times in queries.contents(round_.id):
            for project in record_content.ballot(content).projects:
                plain[project] += times
        counted = count_queries.counted(round_)
        for line in lines:
            name = line.project.code
            if line.tally is None or line.tally.votes != plain[name] or plain[name] != counted.votes[name]:
                yield Finding(RECOUNT, f"round {code}: the votes of {name} are not what its records say")
            elif line.tally.score != str(counted.scores[name]):
                yield Finding(RECOUNT, f"round {code}: the score of {name} is not what its records say")
            if line.allocation is None or line.allocation.funded != (name in counted.winners):
                yield Finding(RECOUNT, f"round {code}: {name} is not funded as the rule says")
        for facts in published.get(round_.id, ()):
            if facts["result"]["votes"] != dict(counted.votes) or set(facts["result"]["winners"]) != set(
                counted.winners
            ):
                yield Finding(RECOUNT, f"round {code}: another result was published")


def _published() -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for round_id, _at, facts in _said("round.counted"):
        found.setdefault(round_id, []).append(facts)
    return found


def _said(kind: str) -> Iterator[tuple[int, Any, Any]]:
    """Round, instant and facts of every entry of that kind; destroyed ones left out."""
    query = (
        select(LogEntry.subject_id, LogEntry.issued_at, ContentPart.body)
        .join(ContentPart, and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index))
        .where(LogEntry.kind == kind, ContentPart.name == "facts", ContentPart.body.is_not(None))
    )
    for round_id, at, body in db.session.execute(query):
        assert round_id is not None and body is not None
        try:
            yield round_id, at, canonical.load(body)
        except ValueError:
            continue  # changed bytes are invariant 12's to name


def roots() -> Iterator[Finding]:
    """Both roots stood in the log before anything was opened."""
    logged = {round_id: (at, facts) for round_id, at, facts in _said("round.closed")}
    for round_, code in _rounds():
        if round_.imported or round_.opened_at is None:
            continue
        at, facts = logged.get(round_.id, (None, {}))
        kept = tuple(root.hex() if root else None for root in (round_.mark_root, round_.sealed_root))
        if None in kept or kept != (facts.get("mark_root"), facts.get("sealed_root")):
            yield Finding(RECOUNT, f"round {code}: its roots are not those in the log")
        elif at is None or at > round_.opened_at:
            yield Finding(RECOUNT, f"round {code}: opened before its roots stood in the log")


# -- 6 ---------------------------------------------------------------------------------------------------


def keys() -> Iterator[Finding]:
    """After opening there is no sealed ballot; after the key was destroyed there is no key."""
    sealed = _counted(SealedBallot)
    for round_, code in _rounds():
        if sealed[round_.id] and (round_.opened_at is not None or round_.state in ("adopted", "void")):
            yield Finding(SECRECY, f"round {code}: {sealed[round_.id]} sealed ballots are kept after opening")
        if round_.key_destroyed_at is not None and round_keys.is_kept(code):
            yield Finding(SECRECY, f"round {code}: its private key was destroyed, yet it is there")


def said() -> Iterator[Finding]:
    """No journal row, letter or entry says how somebody voted; no record says more than choices."""
    for what, query in _telling():
        for where in db.session.scalars(query):
            yield Finding(SECRECY, f"{what} {where} says something of a ballot")
    for round_id, content in db.session.execute(
        select(CastVoteRecord.round_id, CastVoteRecord.content).distinct()
    ):
        known = canonical.load(content.encode())
        if not isinstance(known, dict) or set(known) - IN_A_RECORD:
            yield Finding(SECRECY, f"round {round_id}: a cast-vote record says more than its choices")


def _telling() -> Iterator[tuple[str, Select[Any]]]:
    yield (
        "journal row",
        select(JournalEntry.id).where(JournalEntry.act.like("ballot.%"), JournalEntry.facts != "{}"),
    )
    yield (
        "journal row",
        select(JournalEntry.id).where(JournalEntry.facts.contains('"choices"')),
    )
    yield "letter", select(Letter.id).where(Letter.facts.contains('"choices"'))
    yield "log entry", select(LogEntry.index).where(LogEntry.kind.like("ballot%"))


CHECKS = (
    texts,
    one_ballot,
    reconciled,
    beside_paper,
    recount,
    roots,
    keys,
    said,
    *code_checks.CHECKS,
    *group_checks.CHECKS,
    *keeper_checks.CHECKS,
    *paper_checks.CHECKS,
)
