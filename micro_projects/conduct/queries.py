"""Reading what was said, reported and hidden: what every room in which people speak asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select

from micro_projects.conduct.models import Contribution, WordsDecision, WordsReview
from micro_projects.conduct.rules import HIDING, Hidden
from micro_projects.extensions import db


def newest_of(person_id: int, most: int) -> list[datetime]:
    """When somebody last said something, of whatever kind and wherever, newest first."""
    query = select(Contribution.at).where(Contribution.author_id == person_id)
    return list(db.session.scalars(query.order_by(Contribution.at.desc()).limit(most)))


def hidden(kind: str, ids: Sequence[int]) -> dict[int, Hidden]:
    """Those of some contributions that are hidden, and why: one statement."""
    return {key[1]: why for key, why in hidden_of({kind: ids}).items()}


def hidden_of(wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], Hidden]:
    """The same for several kinds at once: one statement."""
    query = (
        select(WordsReview, WordsDecision)
        .join(WordsDecision, (WordsDecision.review_id == WordsReview.id) & WordsDecision.on_appeal.is_(False))
        .where(WordsReview.state.in_(HIDING), _any_of(WordsReview, wanted))
    )
    return {(row[0].kind, row[0].said_id): _why(row[0], row[1]) for row in db.session.execute(query)}


def _any_of(table: type[WordsReview] | type[Contribution], wanted: Mapping[str, Sequence[int]]):  # type: ignore[no-untyped-def]
    return or_(*(and_(table.kind == kind, table.said_id.in_(ids)) for kind, ids in wanted.items()))


def _why(review: WordsReview, decision: WordsDecision) -> Hidden:
    return Hidden(
        *(review.token, decision.ground, decision.reason, decision.at, decision.office),
        *(review.author_id, review.state),
    )


class Standing(NamedTuple):
    """A contribution's token for the address of a report, and why it is hidden, if it is."""

    token: str
    hidden: Hidden | None


def standing_of(wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], Standing]:
    """How contributions of several kinds stand: one statement."""
    query = (
        select(Contribution, WordsReview, WordsDecision)
        .outerjoin(
            WordsReview,
            (WordsReview.kind == Contribution.kind)
            & (WordsReview.said_id == Contribution.said_id)
            & WordsReview.state.in_(HIDING),
        )
        .outerjoin(
            WordsDecision, (WordsDecision.review_id == WordsReview.id) & WordsDecision.on_appeal.is_(False)
        )
        .where(_any_of(Contribution, wanted))
    )
    stand: dict[tuple[str, int], Standing] = {}
    for row in db.session.execute(query):
        review: WordsReview | None = row[1]
        why = _why(review, row[2]) if review is not None else None
        stand[row[0].kind, row[0].said_id] = Standing(row[0].token, why)
    return stand


def contributed(token: str) -> Contribution | None:
    """The contribution of an address, if there is one."""
    return db.session.scalar(select(Contribution).where(Contribution.token == token))


def hidden_ids(kind: str) -> Select[int]:
    """The ids of all hidden contributions of a kind, to be put into another statement."""
    return select(WordsReview.said_id).where(WordsReview.kind == kind, WordsReview.state.in_(HIDING))
