"""The doctor finds nothing in a sound house, and what a broken one hides."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from makers.proposals import Story
from micro_projects.conduct import checks, review_actions
from micro_projects.conduct.models import Contribution
from micro_projects.deliberation import comment_actions
from micro_projects.extensions import db
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def test_words_hidden_by_nobody_are_found(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        comment = comment_actions.comment(story.as_("resident05"), proposal, "", "一句话", now)
    words = db.session.get_one(Contribution, ("comment", comment.id))
    with act() as now:
        review_actions.report(story.as_("resident08"), words, "insult", "骂人", now)
    assert [finding for check in checks.CHECKS for finding in check()] == []
    for guard in ("words_review_decided", "words_review_steps"):
        db.session.execute(sa.text(f"DROP TRIGGER {guard}"))
    db.session.execute(sa.text("UPDATE words_review SET state = 'hidden'"))
    assert len(list(checks.hidden_by_decision())) == 1
    db.session.execute(sa.text("DROP TRIGGER words_decision_apart"))
    db.session.execute(
        sa.text(
            "INSERT INTO words_decision (review_id, on_appeal, office, by_id, outcome, ground, reason, at) "
            "SELECT id, FALSE, 'moderator', author_id, 'hide', 'insult', 'x', opened_at FROM words_review"
        )
    )
    assert list(checks.hidden_by_decision()) == []
    assert len(list(checks.decided_apart())) == 1
