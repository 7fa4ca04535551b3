"""Reported words: who may report, who decides, hiding, the one appeal, what strangers never see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.proposals import Story
from micro_projects.clockwork import tick
from micro_projects.conduct import actions as conduct
from micro_projects.conduct import desk, letters, queries, rules
from micro_projects.conduct import review_actions as actions
from micro_projects.conduct import review_queries as reviews
from micro_projects.conduct.models import Contribution, WordsReview
from micro_projects.deliberation import comment_actions, question_actions
from micro_projects.deliberation.comment_models import Comment
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.people.models import RoleHolding
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
BAD = "他家电话13800000000，大家去骂他。"


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def said(story: Story, proposal: Proposal, words: str = BAD, who: str = "resident05") -> Contribution:
    with act() as now:
        comment = comment_actions.comment(story.as_(who), proposal, "against", words, now)
    return db.session.get_one(Contribution, ("comment", comment.id))


def reported(story: Story, words: Contribution, who: str = "resident08") -> WordsReview:
    with act() as now:
        return reviews.by_id(actions.report(story.as_(who), words, "personal", "有电话", now).review_id)


def hidden(story: Story, review: WordsReview, who: str = "moderator") -> WordsReview:
    with act() as now:
        actions.decide(story.as_(who), review, True, "personal", "写了别人的电话。", now)
    return review


def told(person: int, msgid: str) -> int:
    query = sa.select(sa.func.count()).where(Letter.person_id == person, Letter.msgid == msgid)
    return db.session.scalar(query) or 0


def disclosed(kind: str) -> list[str]:
    """Everything in the parts of the entries of a kind, an entry each."""
    rows = db.session.scalars(sa.select(LogEntry).where(LogEntry.kind == kind).order_by(LogEntry.index))
    every = []
    for row in rows:
        parts = db.session.scalars(
            sa.select(ContentPart).where(ContentPart.log_id == row.log_id, ContentPart.index == row.index)
        )
        every.append("\n".join((part.body or b"").decode() for part in parts))
    return every


def test_the_hour_rolls_on() -> None:
    now = datetime.fromisoformat("2026-03-10T09:00+08:00")
    three = [now - timedelta(minutes=m) for m in (1, 30, 59)]
    assert rules.possible_again(three, 4, now) is None
    assert rules.possible_again(three, 3, now) == now + timedelta(minutes=1)
    assert rules.possible_again([*three[:2], now - timedelta(minutes=60)], 3, now) is None


def test_the_first_office_that_has_nothing_to_do_with_it() -> None:
    holders = {"moderator": {1}, "affairs": {2}, "officer": {3, 4}, "district": {5}}
    assert rules.falls_to(holders, ()) == "moderator"
    assert rules.falls_to(holders, {1}) == "affairs"
    assert rules.falls_to(holders, {2}, "moderator") == "officer"
    assert rules.falls_to(holders, {3}, "affairs") == "officer"
    assert rules.falls_to({"officer": {3}}, {3}) == "district"


def test_who_may_report(story: Story) -> None:
    words = said(story, story.deliberating())
    author, other = story.as_("resident05"), story.as_("resident08")
    refused("own_words", lambda now: actions.report(author, words, "insult", "骂人", now))
    refused("no_ground", lambda now: actions.report(other, words, "wrong", "不对", now))
    refused("no_reason", lambda now: actions.report(other, words, "insult", " ", now))
    refused("reason_too_long", lambda now: actions.report(other, words, "insult", "长" * 501, now))
    review = reported(story, words)
    refused("already_reported", lambda now: actions.report(other, words, "insult", "再报", now))
    assert reported(story, words, "resident09").id == review.id  # joins
    with act() as now:
        actions.decide(story.as_("moderator"), review, False, "", "没有个人信息。", now)
    refused(
        "already_decided", lambda now: actions.report(story.as_("resident10"), words, "insult", "骂", now)
    )
    assert told(other.id, letters.KEPT) == 1
    assert told(author.id, letters.HIDDEN) == 0
    assert disclosed("conduct.hidden") == []
    story.clock.forward(timedelta(minutes=11))
    comment = db.session.get_one(Comment, words.said_id)
    proposal = db.session.get_one(Proposal, comment.proposal_id)
    with act() as now:
        comment_actions.revise(author, proposal, comment, "改过的话", now, correcting=True)
    assert reported(story, words).id != review.id  # what was changed may be reported anew


def test_nobody_floods_the_offices_with_reports(story: Story) -> None:
    proposal = story.deliberating()
    who = ["resident06"] * 6 + ["resident07"] * 5
    words = [said(story, proposal, f"第{n}句", login) for n, login in enumerate(who)]
    for one in words[:10]:
        reported(story, one)
    other = story.as_("resident08")
    refused("too_many_reports", lambda now: actions.report(other, words[10], "insult", "骂人", now))
    assert reported(story, words[10], "resident09").state == "open"
    story.clock.forward(timedelta(hours=1))
    reported(story, words[10])


def test_nobody_decides_on_their_own_words_or_on_words_about_them(story: Story) -> None:
    proposal = story.deliberating()
    moderator = story.as_("moderator")
    assert reported(story, said(story, proposal)).office == "moderator"
    assert reported(story, said(story, proposal, f"{moderator.name}收了好处")).office == "affairs"
    assert reported(story, said(story, proposal, "召集人收了好处", "resident06")).office == "affairs"
    # who reported it steps aside: another convener decides; when both have, the committee
    words = said(story, proposal, "坏话", "resident07")
    review = reported(story, words, "moderator")
    assert review.office == "moderator"
    refused("not_yours_to_decide", lambda now: actions.decide(moderator, review, False, "", "我看可以", now))
    assert reported(story, words, "moderator2").office == "affairs"


def test_the_offices_step_aside_in_turn(story: Story) -> None:
    """A convener is the author, and one of the affairs committee is spoken of: the sub-district decides."""
    proposal = story.deliberating()
    resident, affairs = story.as_("resident05"), story.as_("affairs")
    held = next(h for h in story.as_("moderator").holdings if h.role == "moderator")
    with act() as now:
        db.session.add(
            RoleHolding(
                person_id=resident.id,
                role="moderator",
                place_id=held.place_id,
                from_on=now.date(),
                until_on=None,
            )
        )
    review = reported(story, said(story, proposal, f"{affairs.name}不干事"))
    assert review.office == "officer"
    for who in ("resident05", "moderator", "affairs"):
        by = story.as_(who)
        refused(
            "not_yours_to_decide",
            lambda now, by=by: actions.decide(by, review, True, "insult", "骂人", now),  # type: ignore[misc]
        )
    hidden(story, review, "officer")


def test_hiding_an_appeal_and_showing_again(story: Story) -> None:
    words = said(story, story.deliberating())
    review = reported(story, words)
    author, moderator = story.as_("resident05"), story.as_("moderator")
    refused("not_allowed", lambda now: actions.decide(author, review, True, "personal", "x", now))
    refused("no_ground", lambda now: actions.decide(moderator, review, True, "", "说明", now))
    refused("no_reason", lambda now: actions.decide(moderator, review, True, "personal", " ", now))
    refused("not_words_author", lambda now: actions.appeal(moderator, review, "x", now))
    refused("wrong_state", lambda now: actions.appeal(author, review, "还没隐藏", now))
    hidden(story, review)
    refused("wrong_state", lambda now: actions.decide(moderator, review, True, "personal", "再来", now))
    why = queries.hidden("comment", [words.said_id])[words.said_id]
    assert (why.ground, why.reason, why.office, why.state) == (
        *("personal", "写了别人的电话。", "moderator", "hidden"),
    )
    [entry] = disclosed("conduct.hidden")
    assert "写了别人的电话。" in entry
    assert "13800000000" not in entry
    assert author.name not in entry
    assert told(author.id, letters.HIDDEN) == 1
    assert told(story.as_("resident08").id, letters.HID) == 1
    refused("already_hidden", lambda now: actions.report(story.as_("resident10"), words, "insult", "骂", now))
    with act() as now:
        actions.appeal(author, review, "电话是我自己的。", now)
    assert review.office == "affairs"
    refused("wrong_state", lambda now: actions.appeal(author, review, "再申诉", now))
    refused("not_allowed", lambda now: actions.decide_appeal(moderator, review, False, "维持", now))
    with act() as now:
        actions.decide_appeal(story.as_("affairs"), review, True, "是本人的电话。", now)
    assert queries.hidden("comment", [words.said_id]) == {}
    assert told(author.id, letters.RESTORED) == 1
    assert "13800000000" not in disclosed("conduct.appeal_decided")[0]


def test_an_appeal_from_the_affairs_committee_goes_to_the_sub_district(story: Story) -> None:
    review = reported(story, said(story, story.deliberating(), "召集人收了好处"))
    hidden(story, review, "affairs")
    with act() as now:
        actions.appeal(story.as_("resident05"), review, "有证据。", now)
    assert review.office == "officer"
    refused(
        "not_yours_to_decide",
        lambda now: actions.decide_appeal(story.as_("affairs"), review, False, "x", now),
    )
    with act() as now:
        actions.decide_appeal(story.as_("officer"), review, False, "没有证据。", now)
    assert review.state == "confirmed"


def test_without_an_appeal_it_stays_and_too_late_is_too_late(story: Story) -> None:
    review = hidden(story, reported(story, said(story, story.deliberating())))
    due = review.due_at
    story.clock.forward(due - story.now)
    refused("words_appeal_over", lambda now: actions.appeal(story.as_("resident05"), review, "晚了", now))
    tick(story.app)
    db.session.rollback()
    assert reviews.by_id(review.id).state == "confirmed"
    assert queries.hidden("comment", [review.said_id])


def test_what_is_not_decided_in_time_is_disclosed_and_handed_on(story: Story) -> None:
    review_id = reported(story, said(story, story.deliberating())).id
    assert [item.what for item in desk.desk(story.as_("moderator"), story.now)] == [desk.DECIDE["open"]]
    assert desk.desk(story.as_("affairs"), story.now) == []
    seen = []
    for _ in range(4):
        review = reviews.by_id(review_id)
        seen.append(review.office)
        story.clock.forward(review.due_at - story.now - timedelta(seconds=1))
        tick(story.app)
        story.clock.forward(timedelta(seconds=1))
        tick(story.app)
        tick(story.app)
        db.session.rollback()
        db.session.expire_all()
    assert seen == ["moderator", "affairs", "officer", "district"]
    assert len(disclosed("conduct.overdue")) == 4
    assert reviews.by_id(review_id).state == "open"  # the clock decides nothing
    assert told(story.as_("affairs").id, letters.OVERDUE) == 1
    hidden(story, reviews.by_id(review_id), "district")


def test_a_hidden_question_is_not_answered_nor_called_late(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        question = question_actions.ask(story.as_("resident05"), proposal, "officer", BAD, now)
    hidden(story, reported(story, db.session.get_one(Contribution, ("question", question.id))))
    refused(
        "question_hidden",
        lambda now: question_actions.answer(story.as_("officer"), question, proposal, "答", now),
    )
    story.clock.forward(question.due_at - story.now + timedelta(days=1))
    tick(story.app)
    db.session.rollback()
    assert disclosed("question.overdue") == []


def test_who_may_read_what_is_hidden(story: Story) -> None:
    review = hidden(story, reported(story, said(story, story.deliberating())))
    refused("not_allowed", lambda now: actions.read_hidden(story.as_("resident08"), review, "想看", now))
    for who in ("affairs", "officer", "auditor"):  # not theirs yet; no audit runs here
        by = story.as_(who)
        refused(
            "not_yours_to_decide",
            lambda now, by=by: actions.read_hidden(by, review, "想看", now),  # type: ignore[misc]
        )
    with act() as now:
        assert actions.read_hidden(story.as_("moderator"), review, "写答复要看", now) == BAD
    with act() as now:
        actions.appeal(story.as_("resident05"), review, "不服", now)
    refused("no_reason", lambda now: actions.read_hidden(story.as_("affairs"), review, " ", now))
    with act() as now:
        assert actions.read_hidden(story.as_("affairs"), review, "决定申诉", now) == BAD
    noted = sa.select(sa.func.count()).where(JournalEntry.act == "conduct.read_hidden")
    assert db.session.scalar(noted) == 2


@pytest.mark.each_database
def test_the_database_itself_guards_reviews(story: Story) -> None:
    words = said(story, story.deliberating())
    review = reported(story, words)
    reporter, moderator, author = (story.as_(w).id for w in ("resident08", "moderator", "resident05"))
    at = db.session.execute(sa.text("SELECT at FROM report")).scalar_one()
    decision = "INSERT INTO words_decision (review_id, on_appeal, office, by_id, outcome, ground, reason, at) VALUES "
    state = f"UPDATE words_review SET state = '{{}}' WHERE id = {review.id}"
    again = (
        "INSERT INTO words_review (token, kind, said_id, edition, author_id, place_id, path, opened_at, office, "
        "due_at, state, state_since) SELECT 'other', kind, said_id, 2, author_id, place_id, path, opened_at, "
        "office, due_at, state, state_since FROM words_review"
    )
    report = "INSERT INTO report (review_id, reporter_id, ground, text, at) VALUES "

    def breaks(guard: str, statement: str) -> None:
        with pytest.raises(DatabaseError, match=guard):
            db.session.execute(sa.text(statement), {"at": at} if ":at" in statement else {})
        db.session.rollback()

    breaks("words_review_no_delete", "DELETE FROM words_review")
    breaks("words_review_fixed", "UPDATE words_review SET author_id = 1")
    breaks("words_review_one", again)
    for to in ("hidden", "kept"):  # without a decision that is written down
        breaks("words_review_decided", state.format(to))
    breaks("words_review_steps", state.format("confirmed"))
    for table in ("contribution", "report"):
        breaks(f"{table}_no_update", f"UPDATE {table} SET at = at")
        breaks(f"{table}_no_delete", f"DELETE FROM {table}")
    breaks("report_apart", f"{report}({review.id}, {author}, 'insult', 'x', :at)")
    for who in (author, reporter):
        breaks(
            "words_decision_apart",
            f"{decision}({review.id}, FALSE, 'moderator', {who}, 'keep', '', 'x', :at)",
        )
    breaks(
        "ck_words_decision_ground",
        f"{decision}({review.id}, FALSE, 'moderator', {moderator}, 'hide', '', 'x', :at)",
    )
    breaks(
        "words_appeal_own",
        f"INSERT INTO words_appeal (review_id, by_id, text, at) VALUES ({review.id}, {author}, 'x', :at)",
    )
    hidden(story, review)
    breaks("words_decision_no_update", "UPDATE words_decision SET reason = 'anders'")
    breaks(
        "words_appeal_own",
        f"INSERT INTO words_appeal (review_id, by_id, text, at) VALUES ({review.id}, {reporter}, 'x', :at)",
    )
    breaks(
        "words_decision_apart",
        f"{decision}({review.id}, TRUE, 'affairs', {moderator}, 'confirm', '', 'x', :at)",
    )
    breaks(
        "comment_text_hidden",
        "INSERT INTO comment_text (comment_id, number, author_id, text, correction, at) "
        f"VALUES ({words.said_id}, 2, {author}, 'x', TRUE, :at)",
    )
    db.session.execute(sa.text(f"UPDATE words_review SET state_since = state_since WHERE id = {review.id}"))


def test_months_are_those_of_the_place() -> None:
    assert conduct.month_of(datetime.fromisoformat("2026-03-31T23:59+08:00")) == "2026-03"
    assert conduct.month_of(datetime.fromisoformat("2026-03-31T16:00+00:00")) == "2026-04"
