"""Comments: who may say what when, one level of replies, own words only, edits and corrections, and D2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.proposals import OTHER, Story
from micro_projects.conduct import review_actions
from micro_projects.conduct import review_queries as reviews
from micro_projects.deliberation import comment_actions as actions
from micro_projects.deliberation import comment_queries as queries
from micro_projects.deliberation import comment_rules as rules
from micro_projects.deliberation.comment_models import Comment, CommentText
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def said(
    story: Story, proposal: Proposal, words: str = "好", stance: str = "for", who: str = "resident05"
) -> Comment:
    with act() as now:
        return actions.comment(story.as_(who), proposal, stance, words, now)


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def token_of(comment: Comment) -> str:
    rows = queries.threads(comment.proposal_id, 0, 400, None)
    every = [one for row in rows for one in (row, *row.replies)]
    return next(one.token for one in every if one.comment.id == comment.id)


def test_who_may_speak_and_when(story: Story) -> None:
    early = story.screened()
    refused("not_deliberating", lambda now: actions.comment(story.as_("resident05"), early, "for", "好", now))
    story.pass_until(early, "deliberating")
    proposal = proposals.by_id(early.id)
    refused("not_on_roll", lambda now: actions.comment(story.as_("neighbour01"), proposal, "", "好", now))
    refused("not_listed", lambda now: actions.comment(story.as_("worker1"), proposal, "", "好", now))
    resident = story.as_("resident05")
    refused("unknown_choice", lambda now: actions.comment(resident, proposal, "maybe", "好", now))
    refused("empty_text", lambda now: actions.comment(resident, proposal, "for", " \n ", now))
    refused("text_too_long", lambda now: actions.comment(resident, proposal, "for", "好" * 1001, now))
    assert said(story, proposal, stance="question").version == proposal.version


def test_replies_are_of_one_level_and_of_the_same_proposal(story: Story) -> None:
    other = story.screened(words=OTHER, who="resident02")
    proposal = story.deliberating()
    other = proposals.by_id(other.id)
    first = said(story, proposal)
    resident = story.as_("resident06")
    with act() as now:
        below = actions.reply(resident, proposal, first, "同意", now)
    refused("one_level", lambda now: actions.reply(resident, proposal, below, "再说", now))
    refused("no_comment", lambda now: actions.reply(resident, other, first, "张冠李戴", now))
    row = queries.threads(proposal.id, 0, 10, None)[0]
    assert [one.text for one in row.replies] == ["同意"]
    assert row.more == 1
    assert queries.arguments([proposal.id])[proposal.id] == {"for": 1, "replies": 1}


def test_own_words_are_edited_for_ten_minutes_then_corrected(story: Story) -> None:
    proposal = story.deliberating()
    comment = said(story, proposal, "要装四张座椅。")
    author = story.as_("resident05")

    def revise(words: str, correcting: bool = False) -> Callable[[datetime], object]:
        return lambda now: actions.revise(author, proposal, comment, words, now, correcting=correcting)

    refused("same_words", revise("要装四张座椅。"))
    story.clock.forward(timedelta(minutes=9, seconds=59))
    with act() as now:
        assert not actions.revise(
            author, proposal, comment, "要装五张座椅。", now, correcting=False
        ).correction
    story.clock.forward(timedelta(seconds=1))
    refused("edit_over", revise("要装六张座椅。"))
    with act() as now:
        assert actions.revise(author, proposal, comment, "要装六张座椅。", now, correcting=True).correction
    row = queries.threads(proposal.id, 0, 10, None)[0]
    assert row.edited is not None
    assert [(old.text, new.text) for old, new in row.corrections] == [("要装五张座椅。", "要装六张座椅。")]
    assert queries.said([comment.id])[comment.id].edition == 3
    assert queries.shown([proposal.id], 20)[proposal.id] == [("for", "要装六张座椅。")]
    for n in range(rules.MOST_EDITIONS - 3):
        with act() as now:
            actions.revise(author, proposal, comment, f"第{n}次", now, correcting=True)
    refused("enough_editions", revise("还要改", correcting=True))


def test_nobody_changes_what_another_said(story: Story) -> None:
    proposal = story.deliberating()
    comment = said(story, proposal)
    for who in ("resident06", "resident01"):
        by = story.as_(who)
        refused(
            "not_own_comment",
            lambda now, by=by: actions.revise(by, proposal, comment, "坏", now, correcting=False),  # type: ignore[misc]
        )
    for who in ("worker1", "moderator", "officer", "admin"):
        by = story.as_(who)
        refused(
            "not_on_roll",
            lambda now, by=by: actions.revise(by, proposal, comment, "坏", now, correcting=False),  # type: ignore[misc]
        )


@pytest.mark.each_database
def test_the_database_itself_guards_words(story: Story) -> None:
    other = story.screened(words=OTHER, who="resident02")
    proposal = story.deliberating()
    comment = said(story, proposal)
    with act() as now:
        below = actions.reply(story.as_("resident06"), proposal, comment, "同意", now)
    stranger, late = story.as_("resident07").id, comment.at + timedelta(minutes=11)
    new_text = "INSERT INTO comment_text (comment_id, number, author_id, text, correction, at) VALUES "
    new = "INSERT INTO comment (proposal_id, author_id, parent_id, version, stance, at) VALUES "
    at = f"'{late.astimezone().isoformat(sep=' ')}'"
    if db.engine.dialect.name == "sqlite":
        from datetime import UTC

        at = f"'{late.astimezone(UTC):%Y-%m-%d %H:%M:%S.000000}'"
    broken = {
        "comment_no_update": f"UPDATE comment SET stance = 'against' WHERE id = {comment.id}",
        "comment_no_delete": f"DELETE FROM comment WHERE id = {below.id}",
        "comment_text_no_update": f"UPDATE comment_text SET text = '坏' WHERE comment_id = {comment.id}",
        "comment_text_no_delete": f"DELETE FROM comment_text WHERE comment_id = {comment.id}",
        "comment_text_own": f"{new_text}({comment.id}, 2, {stranger}, '坏', TRUE, {at})",
        "comment_text_next": f"{new_text}({comment.id}, 3, {comment.author_id}, '好', TRUE, {at})",
        "comment_text_late": f"{new_text}({comment.id}, 2, {comment.author_id}, '好', FALSE, {at})",
        "comment_one_level": f"{new}({proposal.id}, {stranger}, {below.id}, 1, '', {at})",
        "comment_one_level ": f"{new}({other.id}, {stranger}, {comment.id}, 1, '', {at})",
        "ck_comment_reply": f"{new}({proposal.id}, {stranger}, {comment.id}, 1, 'for', {at})",
    }
    for guard, statement in broken.items():
        with pytest.raises(DatabaseError, match=guard.strip()):
            db.session.execute(sa.text(statement))
        db.session.rollback()
    db.session.execute(sa.text(f"{new_text}({comment.id}, 2, {comment.author_id}, '好', TRUE, {at})"))


def test_odd_input_stays_text(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    odd = "<script>alert(1)</script> {{ 7*7 }} %(code)s \u202e反 'or 1=1-- 🙂"
    sign_in(client, "resident05")
    here = f"/proposals/{proposal.code}"
    client.post(f"{here}/comments", data={"stance": "for", "text": odd})
    client.inspect = False  # it takes the braces for places that were not filled
    page = client.get(f"{here}/discussion").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} %(code)s" in page
    assert "<script>alert" not in page
    token = token_of(db.session.scalars(sa.select(Comment)).one())
    assert client.get(f"{here}/discussion/{token}").status_code == 200


def test_talking_over_http(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}"
    sign_in(client, "resident05")
    client.post(f"{here}/comments", data={"stance": "improve", "text": "扶手做双层。"})
    token = token_of(db.session.scalars(sa.select(Comment)).one())
    change = f"{here}/discussion/{token}/revise"
    assert "修改我的话" in client.get(change).text
    assert client.post(change, data={"text": "扶手请做双层。"}).status_code == 303
    assert "已编辑" in client.get(f"{here}/discussion").text
    story.clock.forward(timedelta(minutes=10))
    late = client.post(change, data={"text": "扶手请做三层。"})
    assert late.status_code == 409
    assert "扶手请做三层。" in late.text  # what was typed is kept, and the next press corrects
    assert 'name="correcting"' in late.text
    assert client.post(change, data={"text": "扶手请做三层。", "correcting": "yes"}).status_code == 303
    page = client.get(f"{here}/discussion").text
    assert "<del>扶手请做双层。</del>" in page
    assert "更正，原来写的是：" in page
    sign_in(client, "resident06")
    assert client.get(change).status_code == 403
    assert client.post(change, data={"text": "坏"}).status_code == 403
    reply = f"{here}/discussion/{token}/replies"
    assert client.post(reply, data={"text": ""}).status_code == 422
    assert client.post(reply, data={"text": "三层太多。"}).status_code == 303
    assert "三层太多。" in client.get(f"{here}/discussion").text
    assert client.get(f"{here}/discussion?stance=against").text.count("三层太多") == 0
    assert "没有这种态度的评论" in client.get(f"{here}/discussion?stance=against").text
    below = token_of(db.session.scalars(sa.select(Comment).where(Comment.parent_id.is_not(None))).one())
    assert client.get(f"{here}/discussion/{below}").status_code == 404
    assert client.post(f"{here}/discussion/{below}/replies", data={"text": "再说"}).status_code == 404
    assert client.get(f"{here}/discussion/nothing").status_code == 404


def test_a_worker_enters_for_a_resident_whose_hour_it_counts_in(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    entry = proposals.entry_of(story.as_("resident05").id, proposal.place_id)
    assert entry is not None
    worker = story.as_("worker1")
    for n in range(story.cycle.pack.said_per_hour):
        with act() as now:
            row = actions.comment(worker, proposal, "", f"第{n}句", now, entry=entry)
        assert row.author_id == entry.person_id
    refused("too_many_said", lambda now: actions.comment(worker, proposal, "", "多", now, entry=entry))
    refused("too_many_said", lambda now: actions.comment(story.as_("resident05"), proposal, "", "多", now))
    sign_in(client, "resident05")
    here = f"/proposals/{proposal.code}"
    again = client.post(f"{here}/comments", data={"stance": "for", "text": "我写好的话"})
    assert again.status_code == 429
    assert "我写好的话" in again.text
    assert "10:00" in again.text  # an hour after the oldest of them
    said(story, proposal, who="resident06")  # others are not kept
    story.clock.forward(timedelta(hours=1))
    said(story, proposal)


def test_a_page_asks_the_same_however_much_was_said(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}/discussion"
    client.get(here)
    with counted() as none_asked:
        assert client.get(here).status_code == 200
    author, started = story.as_("resident05"), story.now
    with act() as now:
        for n in range(300):
            parent = None
            row = Comment(
                proposal_id=proposal.id,
                author_id=author.id,
                parent_id=parent,
                version=1,
                stance="for",
                at=now,
            )
            db.session.add(row)
            db.session.flush()
            actions._write(row, 1, f"第{n}条", False, now)
            actions.conduct.note_said("comment", row.id, author.id, proposal.place_id, now)
    with counted() as asked:
        page = client.get(here).text
    assert len(asked) == len(none_asked) <= 8
    assert "第299条" in page
    assert "第269条" not in page  # thirty a page
    last = client.get(f"{here}?after={_id_of('第30条')}").text
    assert "第29条" in last
    assert "第0条" in last
    assert started <= story.now


def _id_of(words: str) -> int:
    return db.session.scalars(sa.select(CommentText.comment_id).where(CommentText.text == words)).one()


def test_what_is_hidden_is_counted_in_the_notice_and_not_shown(story: Story) -> None:
    proposal = story.deliberating()
    gone = said(story, proposal, "他家电话13800000000", "against")
    said(story, proposal, "我赞成", "for", "resident06")
    words = reviews.words(token_of(gone))[0]
    with act() as now:
        report = review_actions.report(story.as_("resident08"), words, "personal", "有电话号码", now)
    with act() as now:
        review = reviews.by_id(report.review_id)
        review_actions.decide(story.as_("moderator"), review, True, "personal", "写了别人的电话。", now)
    assert queries.arguments([proposal.id])[proposal.id] == {"for": 1, "hidden": 1}
    assert queries.shown([proposal.id], 20)[proposal.id] == [("for", "我赞成")]
    author = story.as_("resident05")
    refused(
        "comment_hidden",
        lambda now: actions.revise(author, proposal, gone, "没有电话了", now, correcting=False),
    )
    refused("comment_hidden", lambda now: actions.reply(author, proposal, gone, "回复", now))
