"""The card of a proposal: written, taken from a comment, marked, in an order no majority of one group makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers import conditions
from makers.proposals import Story
from micro_projects.deliberation import comment_actions
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.proposals import queries as proposals
from micro_projects.viewpoints import argument_actions, argument_queries, checks, rules
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def test_who_writes_what_and_when(story: Story) -> None:
    early = story.screened()
    me = story.as_("resident05")
    refused("not_deliberating", lambda now: argument_actions.write(me, early, "for", "好", now))
    story.pass_until(early, "deliberating")
    p = proposals.by_id(early.id)
    write = argument_actions.write
    refused("not_on_roll", lambda now: write(story.as_("neighbour01"), p, "for", "好", now))
    refused("not_listed", lambda now: write(story.as_("worker1"), p, "for", "好", now))
    refused("unknown_side", lambda now: write(me, p, "maybe", "好", now))
    refused("empty_text", lambda now: write(me, p, "for", " ", now))
    refused("text_too_long", lambda now: write(me, p, "for", "好" * 141, now))
    for n in range(rules.OWN_ARGUMENTS):
        with act() as now:
            write(me, p, "for", f"理由{n}", now)
    refused("enough_said", lambda now: write(me, p, "against", "再来", now))
    refused("said_already", lambda now: write(story.as_("resident06"), p, "against", "理由0", now))
    with pytest.raises(DatabaseError, match="argument_no_update"):
        db.session.execute(sa.text("UPDATE argument SET text = '改'"))
    db.session.rollback()


def test_a_comment_becomes_an_argument_in_its_own_words(story: Story) -> None:
    p = story.deliberating()
    author, other = story.as_("resident05"), story.as_("resident06")
    with act() as now:
        comment = comment_actions.comment(author, p, "against", "太贵了。而且楼道窄，搬东西更难。", now)
    pick = argument_actions.pick
    refused("not_yours", lambda now: pick(other, p, comment, "against", "太贵了。", now))
    refused("not_in_comment", lambda now: pick(author, p, comment, "against", "太贵。", now))
    for side, words in (("for", "太贵了。"), ("against", "楼道窄，搬东西更难。"), ("against", "而且楼道窄")):
        refused(
            "passage_not_whole",
            lambda now, s=side, w=words: pick(story.as_("moderator"), p, comment, s, w, now),
        )
    with act() as now:
        row = pick(story.as_("moderator"), p, comment, "against", "而且楼道窄，搬东西更难。", now)
    assert (row.author_id, row.picked_by) == (author.id, story.as_("moderator").id)
    assert argument_queries.pickable(p.id, None) == []
    told = calls("said", "argument", [row.id])[row.id]
    assert told.author_id == author.id


def test_marks_and_the_order_they_make(story: Story) -> None:
    """Twelve for the proposal lift their own argument; what both sides find right stands above it."""
    p = story.deliberating()
    for n, stance in ((10, "for"), (11, "for"), (12, "for"), (13, "for"), (20, "against"), (21, "against")):
        with act() as now:
            comment_actions.comment(story.as_(f"resident{n}"), p, stance, "说", now)
    for who, text in (("resident05", "一方爱听"), ("resident06", "两方都认")):
        with act() as now:
            argument_actions.write(story.as_(who), p, "for", text, now)
    marking = argument_actions.mark
    refused("own_argument", lambda now: marking(story.as_("resident05"), p, 1, True, now))
    refused("no_argument", lambda now: marking(story.as_("resident10"), p, 9, True, now))
    refused("not_on_roll", lambda now: marking(story.as_("neighbour01"), p, 1, True, now))
    for n in (10, 11, 12, 13):
        with act() as now:
            marking(story.as_(f"resident{n}"), p, 1, True, now)
    for n in (20, 21):
        with act() as now:
            marking(story.as_(f"resident{n}"), p, 1, False, now)
    for n in (10, 20, 21):
        with act() as now:
            marking(story.as_(f"resident{n}"), p, 2, True, now)
    rows = argument_queries.ranked([p.id])
    assert [row.argument.text for row in rows] == ["两方都认", "一方爱听"]
    assert [(r.rank.agree, r.rank.disagree, r.rank.basis) for r in rows] == [
        (3, 0, "stance"),
        (4, 2, "stance"),
    ]
    with act() as now:
        marking(story.as_("resident10"), p, 2, False, now)  # changed, not added
    assert argument_queries.ranked([p.id])[0].rank.agree == 2
    told = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.act == "argument.mark")).all()
    assert len(told) == 9
    assert {row.facts for row in told} == {"{}"}  # that somebody marked; not what
    assert not [found for check in checks.CHECKS for found in check()]
    with pytest.raises(DatabaseError, match="argument_mark_listed"):
        db.session.execute(
            sa.text(
                "INSERT INTO argument_mark (argument_id, entry_id, agrees) SELECT a.id, e.id, TRUE FROM argument a, "
                "roll_entry e JOIN account k ON k.person_id = e.person_id WHERE k.login = 'neighbour01'"
            )
        )
    db.session.rollback()


def test_the_card_is_balanced_and_stands_in_d2(story: Story) -> None:
    p = story.deliberating()
    for n in range(5):
        with act() as now:
            argument_actions.write(story.as_(f"resident{10 + n}"), p, "for", f"赞成{n}", now)
    with act() as now:
        argument_actions.write(story.as_("resident20"), p, "against", "反对0", now)
    sides = argument_queries.card(argument_queries.ranked([p.id]))
    assert [(s.code, len(s.shown), len(s.folded)) for s in sides] == [("for", 1, 4), ("against", 1, 0)]
    facts = calls("disclosed_facts", "proposal", [p.id])[p.id]["card"]
    assert (facts["more_for"], facts["more_against"]) == (4, 0)
    assert facts["reasons_against"][0] == {
        "text": "反对0",
        "author": argument_queries.ranked([p.id])[-1].name,
        "agree": None,
        "disagree": None,
    }


def test_d2_holds_the_card(story: Story) -> None:
    p = story.deliberating()
    with act() as now:
        argument_actions.write(story.as_("resident10"), p, "for", "老人要坐。", now)
    with act() as now:
        conditions.opine(story.as_("officer"), p, p.estimate, now)
    story.advance(p)
    entry = db.session.scalars(sa.select(LogEntry).where(LogEntry.kind == "notice.D2")).one()
    query = sa.select(ContentPart.name, ContentPart.body).where(ContentPart.index == entry.index)
    parts = {row[0]: row[1] for row in db.session.execute(query)}
    card = json.loads(parts["facts"])["proposals"][0]["card"]
    text = card["reasons_for"][0]["text"]["part"]
    assert parts[text].decode() == "老人要坐。"
