"""Which proposals of a community are like what somebody writes. Three statements, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import func, literal, select, union_all

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.proposals import similar_rules as rules
from micro_projects.proposals.models import Proposal, ProposalDraft, ProposalVersion
from micro_projects.proposals.similar_models import SimilarTerm


class Similar(NamedTuple):
    """A proposal like what is being written."""

    id: int
    code: str
    title: str
    state: str
    seconds: int
    author_id: int
    year: int
    cycle_open: bool


def similar(place_id: int, title: str, problem: str, but: int = 0) -> list[Similar]:
    """The submitted proposals of a community, of whichever year, most like a text; those of an open cycle first."""
    mine = rules.weights(title, problem)
    asked = list(mine)[: rules.MOST_TERMS]
    known = frequencies(place_id, asked) if asked else {}
    found = {row.id: (row, problem) for row, problem in _rows(candidates(place_id, rules.rarest(known)))}
    found.pop(but, None)
    common = [term for term, n in known.items() if n >= rules.RARE]
    texts = [rules.Text(key, row.title, problem) for key, (row, problem) in found.items()]
    best = [found[key][0] for key in rules.most_alike(mine, texts, common)]
    return sorted(best, key=lambda row: not row.cycle_open)


def frequencies(place_id: int, terms: Sequence[str]) -> dict[str, int]:
    """How many proposals use each word, counted no further than `RARE`: one statement, bounded."""
    counts = []
    for number, term in enumerate(terms):
        some = select(SimilarTerm.proposal_id).where(
            SimilarTerm.place_id == place_id, SimilarTerm.term == term
        )
        inner = some.limit(rules.RARE).subquery()
        counts.append(select(literal(number), select(func.count()).select_from(inner).scalar_subquery()))
    return {terms[row[0]]: row[1] for row in db.session.execute(union_all(*counts))}


def candidates(place_id: int, terms: Sequence[str]) -> list[int]:
    """The proposals that share most of the words, newest first of equals: one statement, bounded by word."""
    if not terms:
        return []
    shared = []
    for term in terms:
        some = select(SimilarTerm.proposal_id).where(
            SimilarTerm.place_id == place_id, SimilarTerm.term == term
        )
        newest = some.order_by(SimilarTerm.proposal_id.desc()).limit(rules.RARE).subquery()
        shared.append(select(newest.c.proposal_id))
    each = union_all(*shared).subquery()
    query = select(each.c.proposal_id).group_by(each.c.proposal_id)
    query = query.order_by(func.count().desc(), each.c.proposal_id.desc())
    return list(db.session.scalars(query.limit(rules.CANDIDATES)))


def _rows(ids: Collection[int]) -> list[tuple[Similar, str]]:
    """Candidates, each with the beginning of its problem."""
    query = (
        select(
            func.substr(ProposalVersion.problem, 1, rules.PROBLEM),
            Proposal.id,
            SubjectRow.code,
            Proposal.title,
            Proposal.state,
            Proposal.seconds,
            Proposal.author_id,
            Cycle.year,
            Cycle.state == "open",
        )
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .where(Proposal.id.in_(ids), Proposal.state != "withdrawn")
    )
    rows = db.session.execute(query)
    return [(Similar(*cast(tuple[Any, ...], row)[1:]), row[0]) for row in rows]


def own_drafts(
    place_id: int, person_id: int, mine: Mapping[str, float], but: int = 0
) -> list[tuple[str, str]]:
    """One's own drafts that are like it, as (code, title): one statement."""
    query = (
        select(Proposal.id, SubjectRow.code, ProposalDraft.title, ProposalDraft.problem)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(ProposalDraft, ProposalDraft.proposal_id == Proposal.id)
        .where(Proposal.author_id == person_id, SubjectRow.place_id == place_id, Proposal.id != but)
    )
    rows = {row[0]: row for row in db.session.execute(query)}
    best = rules.most_alike(mine, [rules.Text(r[0], r[2], r[3]) for r in rows.values()])
    return [(rows[key][1], rows[key][2]) for key in best]
