"""Reading arguments: the card of a proposal in its order, who of which group marked what (for the order only)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, false, func, select

from micro_projects.conduct import queries as conduct
from micro_projects.conduct.models import Contribution
from micro_projects.deliberation.comment_models import Comment, CommentText
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person, RollEntry
from micro_projects.proposals.models import Proposal
from micro_projects.viewpoints import bridging, group_queries, rules
from micro_projects.viewpoints.argument_models import Argument, ArgumentMark, ArgumentRank
from micro_projects.viewpoints.bridging import Marks
from micro_projects.viewpoints.models import Conversation


class Shown(NamedTuple):
    """An argument as a page shows it: with its author's public name, its place, one's own mark."""

    argument: Argument
    name: str
    rank: ArgumentRank
    mine: bool | None


def ranked(ids: Sequence[int], entry_id: int | None = None) -> list[Shown]:
    """The arguments of proposals that are not hidden, in their order: one statement."""
    own = and_(ArgumentMark.argument_id == Argument.id, ArgumentMark.entry_id == entry_id)
    query = (
        select(Argument, Person.public_name, ArgumentRank, ArgumentMark.agrees)
        .join(Person, Person.id == Argument.author_id)
        .join(ArgumentRank, ArgumentRank.argument_id == Argument.id)
        .outerjoin(ArgumentMark, own if entry_id is not None else false())
        .where(Argument.proposal_id.in_(ids), Argument.id.not_in(conduct.hidden_ids("argument")))
        .order_by(Argument.proposal_id, ArgumentRank.place, Argument.number)
    )
    return [Shown(*row) for row in db.session.execute(query)]


class OnPage(NamedTuple):
    """What a proposal's page shows: its arguments in order, and the newest conversation about it."""

    rows: list[Shown]
    conversation: tuple[str, str] | None
    """Code and question."""


def on_page(proposal_id: int) -> OnPage:
    """Both in one statement: a proposal's page has a budget."""
    newest = (
        select(Conversation.id)
        .where(Conversation.proposal_id == proposal_id)
        .order_by(Conversation.id.desc())
        .limit(1)
    )
    shown = and_(Argument.proposal_id == proposal_id, Argument.id.not_in(conduct.hidden_ids("argument")))
    query = (
        select(SubjectRow.code, Conversation.question, Argument, Person.public_name, ArgumentRank)
        .select_from(Proposal)
        .outerjoin(Conversation, Conversation.id == newest.scalar_subquery())
        .outerjoin(SubjectRow, SubjectRow.id == Conversation.id)
        .outerjoin(Argument, shown)
        .outerjoin(Person, Person.id == Argument.author_id)
        .outerjoin(ArgumentRank, ArgumentRank.argument_id == Argument.id)
        .where(Proposal.id == proposal_id)
        .order_by(ArgumentRank.place, Argument.number)
    )
    found: list[Any] = list(db.session.execute(query))
    code, question = (found[0][0], found[0][1]) if found else (None, None)
    return OnPage(
        [Shown(row[2], row[3], row[4], None) for row in found if row[2] is not None],
        (code, question) if code and question else None,
    )


def argument(proposal_id: int, number: int) -> Argument:
    """One argument; refused (404) when there is none."""
    query = select(Argument).where(Argument.proposal_id == proposal_id, Argument.number == number)
    return found(db.session.scalar(query), rules.NO_ARGUMENT)


def words(proposal_id: int) -> list[tuple[int, str]]:
    """Author and words of every argument of a proposal, hidden or not, by number."""
    query = select(Argument.author_id, Argument.text).where(Argument.proposal_id == proposal_id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Argument.number))]


class Grouped(NamedTuple):
    """Which groups arguments are weighed by, and each roll entry's group."""

    basis: str
    of: dict[int, object]
    all: frozenset[object]


def groups(proposal_id: int, place_id: int) -> Grouped:
    """Opinion groups where the community has some; else those for, against, undecided here; else grids."""
    known = group_queries.clusters(place_id)
    if len(set(known.values())) > 1:
        return Grouped("opinion", dict(known), frozenset(known.values()))
    stances = _stances(proposal_id, place_id)
    if len(set(stances.values())) > 1:
        return Grouped("stance", dict(stances), frozenset({"for", "against", "undecided"}))
    query = select(RollEntry.id, RollEntry.grid_id).where(RollEntry.place_id == place_id)
    marked = select(ArgumentMark.entry_id).join(Argument, Argument.id == ArgumentMark.argument_id)
    marked = marked.where(Argument.proposal_id == proposal_id)
    grids = {row[0]: row[1] for row in db.session.execute(query.where(RollEntry.id.in_(marked)))}
    return Grouped("grid", dict(grids), frozenset(grids.values()))


def _stances(proposal_id: int, place_id: int) -> dict[int, str]:
    """Each roll entry's newest stance on the proposal, as its comments say it."""
    query = (
        select(RollEntry.id, Comment.stance)
        .join(RollEntry, (RollEntry.person_id == Comment.author_id) & (RollEntry.place_id == place_id))
        .where(Comment.proposal_id == proposal_id)
        .where(RollEntry.removed_at.is_(None), Comment.stance.in_(("for", "against")))
        .order_by(Comment.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def marks(proposal_id: int, grouped: Grouped) -> dict[int, list[Marks]]:
    """The marks of each argument (by its id), counted by group; who is of no group is undecided, or left out."""
    query = (
        select(Argument.id, ArgumentMark.entry_id, ArgumentMark.agrees)
        .outerjoin(ArgumentMark, ArgumentMark.argument_id == Argument.id)
        .where(Argument.proposal_id == proposal_id)
    )
    counted: dict[int, Counter[tuple[object, bool]]] = defaultdict(Counter)
    other = "undecided" if grouped.basis == "stance" else None
    for argument_id, entry, agrees in db.session.execute(query):
        told = counted[argument_id]
        if entry is not None:
            told[grouped.of.get(entry, other), bool(agrees)] += 1
    order = sorted(grouped.all, key=str)
    return {
        argument_id: [Marks(told[group, True], told[group, False]) for group in order]
        for argument_id, told in counted.items()
    }


def totals(proposal_id: int) -> dict[int, Marks]:
    """All marks of each argument, by its id."""
    query = (
        select(ArgumentMark.argument_id, ArgumentMark.agrees, func.count())
        .join(Argument, Argument.id == ArgumentMark.argument_id)
        .where(Argument.proposal_id == proposal_id)
        .group_by(ArgumentMark.argument_id, ArgumentMark.agrees)
    )
    counted: Counter[tuple[int, bool]] = Counter()
    for argument_id, agrees, n in db.session.execute(query):
        counted[argument_id, bool(agrees)] = n
    return {one: Marks(counted[one, True], counted[one, False]) for one in {key[0] for key in counted}}


class Side(NamedTuple):
    """One side of the card: what is shown, what is folded."""

    code: str
    shown: list[Shown]
    folded: list[Shown]


def card(rows: Sequence[Shown]) -> list[Side]:
    """Both sides, as many shown on each."""
    by_side = {side: [row for row in rows if row.argument.side == side] for side in rules.SIDES}
    most = bridging.balanced({side: len(found) for side, found in by_side.items()})
    return [Side(side, found[:most], found[most:]) for side, found in by_side.items()]


class Pickable(NamedTuple):
    """A comment that may be put on the card: its token, stance, author's public name, words."""

    token: str
    stance: str
    name: str
    text: str


def pickable(proposal_id: int, author_id: int | None, limit: int = 30) -> list[Pickable]:
    """Comments that may become an argument, newest first: not taken yet, not hidden; one's own, or anybody's."""
    taken = select(Argument.comment_id).where(
        Argument.proposal_id == proposal_id, Argument.comment_id.is_not(None)
    )
    newest = select(func.max(CommentText.number)).where(CommentText.comment_id == Comment.id)
    query = (
        select(Contribution.token, Comment.stance, Person.public_name, CommentText.text)
        .select_from(Comment)
        .join(Contribution, (Contribution.kind == "comment") & (Contribution.said_id == Comment.id))
        .join(Person, Person.id == Comment.author_id)
        .join(CommentText, CommentText.comment_id == Comment.id)
        .where(CommentText.number == newest.correlate(Comment).scalar_subquery())
        .where(Comment.proposal_id == proposal_id, Comment.id.not_in(taken))
        .where(Comment.id.not_in(conduct.hidden_ids("comment")))
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    if author_id is not None:
        query = query.where(Comment.author_id == author_id)
    return [Pickable(*row) for row in db.session.execute(query)]
