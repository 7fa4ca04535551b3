"""Objections: who, when, who decides, what follows; and that they hold the gate."""

from __future__ import annotations

import pytest

from micro_projects.notices import objection_actions as objections
from micro_projects.notices.objection_actions import Said

pytestmark = pytest.mark.founded


def test_an_objection_is_filed_and_assigned_to_an_officer(story):
    one, *_ = story.subjects()
    code = story.post("D1", [one])
    made = story.do(objections.file_objection, "resident01", story.notice(code), Said(one, "金额写错了"))
    assert made.code == f"{code}-O1"
    assert made.office == "officer"
    assert made.handler_id in {story.actor("officer").id, story.actor("officer2").id}
