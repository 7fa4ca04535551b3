"""A correction reads as one: the newest first, what it corrects, and what differs, word by word."""

from __future__ import annotations

import pytest

from micro_projects.notices import actions, correcting, disclosing, page_queries, queries
from micro_projects.web.door import act
from micro_projects.web.sentence import say

pytestmark = pytest.mark.founded


@pytest.fixture
def said(inside, founded):
    """Disclose a sentence with its facts, correcting an earlier one or none; the entry's index."""

    def disclose(text: str, year: int, supersedes: int | None = None) -> int:
        place = founded.place()
        with act() as now:
            return disclosing.disclose(
                "cycle.ended",
                say(text),
                place_id=place.id,
                path=place.path,
                at=now,
                facts={"cycle": "FT-LH-2026", "year": year},
                supersedes=supersedes,
            ).index

    return disclose


def test_the_chain_is_whole_from_wherever_it_is_asked(said):
    first = said("周期结束，剩余一万元。", 2025)
    other = said("另一件事。", 2026)
    second = said("周期结束，剩余两万元。", 2026, first)
    third = said("周期结束，剩余三万元。", 2026, second)
    branch = said("周期结束，另有补充。", 2026, first)
    for index in (first, second, third, branch):
        chain = correcting.chain(queries.entry("QH", index))
        assert [entry.index for entry in chain] == [branch, third, second, first]
    assert [entry.index for entry in correcting.chain(queries.entry("QH", other))] == [other]


def test_what_differs(said):
    first = said("周期结束，剩余一万元。", 2025)
    second = said("周期结束，剩余两万元。", 2026, first)
    old, new = (page_queries.parts(queries.entry("QH", index)) for index in (first, second))
    sentence, year = correcting.changes(old, new)
    assert sentence.parts == [
        ("same", "周期结束，剩余"),
        ("gone", "一万元"),
        ("new", "两万元"),
        ("same", "。"),
    ]
    assert [kind for kind, _ in year.parts] == ["gone", "new"]
    assert correcting.changes(old, old) == []


def test_the_page_leads_to_the_newest_and_shows_what_changed(said, client):
    first = said("周期结束，剩余一万元。", 2025)
    second = said("周期结束，剩余两万元。", 2026, first)
    page = client.get(f"/disclosures/QH/{first}").text
    assert "以后者为准" in page
    assert f"/disclosures/QH/{second}" in page
    page = client.get(f"/disclosures/QH/{second}").text
    assert "<del>" in page
    assert "<ins>" in page
    assert f"/disclosures/QH/{first}" in page


def test_in_a_log_that_goes_on_from_another_nothing_points_at_a_wrong_entry(story):
    one = story.subjects(1)
    first = story.notice(story.post("D1", one))
    with act() as now:
        disclosing.begin_log("QH-2", "projects.example", now)
    with act() as now:
        second = actions.post_notice(
            story.actor("worker1"),
            "D1",
            story.cycle.subject,
            one,
            say("更正"),
            now,
            facts={},
            supersedes=first,
        )
    assert first.log_id != second.log_id
    assert queries.entry_of(second).supersedes is None
    with act() as now:
        third = actions.post_notice(
            story.actor("worker1"),
            "D1",
            story.cycle.subject,
            one,
            say("再更正"),
            now,
            facts={},
            supersedes=second,
        )
    assert queries.entry_of(third).supersedes == second.log_index
