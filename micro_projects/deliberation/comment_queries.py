"""Reading comments: threads with their replies and every edition of the words, and what the notice shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.conduct import queries as conduct
from micro_projects.conduct.rules import Hidden, Said
from micro_projects.deliberation.comment_models import Comment, CommentText
from micro_projects.deliberation.comment_rules import NO_COMMENT
from micro_projects.deliberation.question_models import Answer, Question
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.people.models import Person

REPLIES_SHOWN = 10
"""Of each thread in the list; all of them are on the thread's own page."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment or reply as it is shown; `texts` are its editions, oldest first, none when it is hidden."""

    comment: Comment
    name: str
    texts: tuple[CommentText, ...]
    token: str
    hidden: Hidden | None = None
    more: int = 0
    """How many replies there are."""
    replies: tuple[Spoken, ...] = ()

    @property
    def text(self) -> str:
        """As it reads now."""
        return self.texts[-1].text if self.texts else ""

    @property
    def edited(self) -> CommentText | None:
        """The last edit within the ten minutes, if there was one."""
        return next((t for t in reversed(self.texts) if t.number > 1 and not t.correction), None)

    @property
    def corrections(self) -> list[tuple[CommentText, CommentText]]:
        """What was corrected, newest first: before and after."""
        pairs = zip(self.texts, self.texts[1:], strict=False)
        return [(old, new) for old, new in pairs if new.correction][::-1]


def threads(
    proposal_id: int, before: int, limit: int, viewer: int | None, stance: str | None = None
) -> list[Spoken]:
    """Comments with their first replies, newest first, before an id (0: from the newest): four statements."""
    answered = aliased(Comment)
    count = select(func.count()).where(answered.parent_id == Comment.id).correlate(Comment).scalar_subquery()
    query = (
        select(Comment, Person.public_name, count)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.proposal_id == proposal_id, Comment.parent_id.is_(None))
    )
    if stance is not None:
        query = query.where(Comment.stance == stance)
    if before:
        query = query.where(Comment.id < before)
    rows = [(r[0], r[1], r[2]) for r in db.session.execute(query.order_by(Comment.id.desc()).limit(limit))]
    return _with_replies(rows, _first_replies([row[0].id for row in rows]), viewer)


def thread(comment: Comment, after: int, limit: int, viewer: int | None) -> Spoken:
    """One comment with its replies, oldest first, after an id."""
    name = db.session.scalar(select(Person.public_name).where(Person.id == comment.author_id)) or ""
    query = (
        select(Comment, Person.public_name)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.parent_id == comment.id, Comment.id > after)
        .order_by(Comment.id)
    )
    replies = [(r[0], r[1]) for r in db.session.execute(query.limit(limit))]
    return _with_replies([(comment, name, len(replies))], replies, viewer)[0]


def _first_replies(ids: Sequence[int]) -> list[tuple[Comment, str]]:
    rank = func.row_number().over(partition_by=Comment.parent_id, order_by=Comment.id)
    inner = select(Comment.id, rank.label("rank")).where(Comment.parent_id.in_(ids)).subquery()
    query = (
        select(Comment, Person.public_name)
        .join(inner, inner.c.id == Comment.id)
        .join(Person, Person.id == Comment.author_id)
        .where(inner.c.rank <= REPLIES_SHOWN)
        .order_by(Comment.id)
    )
    return [(r[0], r[1]) for r in db.session.execute(query)]


def _with_replies(
    roots: Sequence[tuple[Comment, str, int]], replies: Sequence[tuple[Comment, str]], viewer: int | None
) -> list[Spoken]:
    """What hidden words said is read for nobody but their author."""
    ids = [root[0].id for root in roots] + [reply[0].id for reply in replies]
    standing = conduct.standing_of({"comment": ids})
    texts: dict[int, list[CommentText]] = {one: [] for one in ids}
    query = select(CommentText).where(CommentText.comment_id.in_(ids))
    for text in db.session.scalars(query.order_by(CommentText.comment_id, CommentText.number)):
        texts[text.comment_id].append(text)

    def spoken(comment: Comment, name: str, more: int = 0, under: tuple[Spoken, ...] = ()) -> Spoken:
        stands = standing[("comment", comment.id)]
        shown = stands.hidden is None or viewer == comment.author_id
        words = tuple(texts[comment.id]) if shown else ()
        return Spoken(comment, name, words, stands.token, stands.hidden, more, under)

    below: dict[int, list[Spoken]] = {}
    for comment, name in replies:
        below.setdefault(comment.parent_id or 0, []).append(spoken(comment, name))
    return [spoken(c, name, more, tuple(below.get(c.id, ()))) for c, name, more in roots]


def by_token(token: str, proposal_id: int) -> Comment:
    """The comment of an address; refused (404) when the proposal has none such."""
    key = conduct.contributed(token)
    comment = db.session.get(Comment, key.said_id) if key is not None and key.kind == "comment" else None
    comment = found(comment, NO_COMMENT)
    return found(comment if comment.proposal_id == proposal_id else None, NO_COMMENT)


def newest_text(comment_id: int) -> CommentText:
    """The words of a comment as they read now."""
    query = select(CommentText).where(CommentText.comment_id == comment_id)
    return db.session.scalars(query.order_by(CommentText.number.desc()).limit(1)).one()


def is_hidden(comment_id: int) -> bool:
    """Whether a comment is hidden."""
    return bool(conduct.hidden("comment", [comment_id]))


def said(ids: Sequence[int]) -> dict[int, Said]:
    """Comments as conduct speaks of them (call ``said``): one statement."""
    root = aliased(Comment)
    query = (
        select(Comment, CommentText, SubjectRow)
        .join(CommentText, CommentText.comment_id == Comment.id)
        .join(SubjectRow, SubjectRow.id == Comment.proposal_id)
        .outerjoin(root, root.id == Comment.parent_id)
        .where(Comment.id.in_(ids), CommentText.number == _newest_number())
    )
    return {
        comment.id: Said(
            comment.author_id,
            text.text,
            f"/proposals/{at.code}/discussion",
            at.place_id,
            at.path,
            text.number,
        )
        for comment, text, at in db.session.execute(query)
    }


def _newest_number() -> Any:
    inner = aliased(CommentText)
    newest = select(func.max(inner.number)).where(inner.comment_id == CommentText.comment_id)
    return newest.correlate(CommentText).scalar_subquery()


# -- for the notice (D2) -----------------------------------------------------------------------------------


def arguments(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How much was said of each proposal: comments by stance, replies, questions, and how much of it is hidden.

    What is hidden counts as hidden only. Two statements.
    """
    counts: dict[int, dict[str, int]] = {one: {} for one in ids}
    gone = Comment.id.in_(conduct.hidden_ids("comment"))
    is_reply = Comment.parent_id.is_not(None)
    query = select(Comment.proposal_id, Comment.stance, is_reply, gone, func.count())
    query = query.where(Comment.proposal_id.in_(ids))
    rows = db.session.execute(query.group_by(Comment.proposal_id, Comment.stance, is_reply, gone))
    for proposal_id, stance, reply, hidden, n in rows:
        key = "hidden" if hidden else "replies" if reply else stance or "none"
        counts[proposal_id][key] = counts[proposal_id].get(key, 0) + n
    for proposal_id, asked in _questions(ids).items():
        gone_in_all = asked.pop("hidden", 0) + counts[proposal_id].get("hidden", 0)
        counts[proposal_id] |= asked | ({"hidden": gone_in_all} if gone_in_all else {})
    return counts


def _questions(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    gone = Question.id.in_(conduct.hidden_ids("question"))
    query = (
        select(Question.proposal_id, gone, func.count(), func.count(Answer.question_id))
        .outerjoin(Answer, Answer.question_id == Question.id)
        .where(Question.proposal_id.in_(ids))
        .group_by(Question.proposal_id, gone)
    )
    counts: dict[int, dict[str, int]] = {}
    for proposal_id, hidden, n, answered in db.session.execute(query):
        of = counts.setdefault(proposal_id, {})
        of |= {"hidden": n} if hidden else {"questions": n, "unanswered": n - answered}
    return counts


def shown(ids: Sequence[int], most: int) -> Mapping[int, list[tuple[str, str]]]:
    """The newest comments of each proposal that have a stance and are not hidden, in their newest words.

    As (stance, text), oldest first: one statement.
    """
    rank = func.row_number().over(partition_by=Comment.proposal_id, order_by=Comment.id.desc())
    inner = (
        select(Comment.id, rank.label("rank"))
        .where(Comment.proposal_id.in_(ids), or_(Comment.stance != "", Comment.stance.is_(None)))
        .where(Comment.parent_id.is_(None), Comment.id.not_in(conduct.hidden_ids("comment")))
        .subquery()
    )
    query = (
        select(Comment.proposal_id, Comment.stance, CommentText.text)
        .join(inner, inner.c.id == Comment.id)
        .join(CommentText, CommentText.comment_id == Comment.id)
        .where(inner.c.rank <= most, CommentText.number == _newest_number())
        .order_by(Comment.id)
    )
    kept: dict[int, list[tuple[str, str]]] = {one: [] for one in ids}
    for proposal_id, stance, text in db.session.execute(query):
        kept[proposal_id].append((stance, text))
    return kept
