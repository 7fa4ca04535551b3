"""From draft to deliberation, as people and the clock take the steps."""

import pytest

from makers.proposals import OTHER, Story
from micro_projects.kernel import canonical
from micro_projects.notices import queries as notices
from micro_projects.proposals import queries

pytestmark = pytest.mark.founded


def test_from_draft_to_deliberation(story: Story) -> None:
    lonely = story.submitted()
    assert (lonely.code, lonely.state) == ("FT-LH-2026-001", "submitted")
    passed = story.screened(words=OTHER, who="resident02")
    failed = story.screened(False, who="resident03")
    story.pass_days(40)
    states = {p.code: p.state for p in queries.of_cycle(story.cycle_id)}
    assert states == {
        "FT-LH-2026-001": "not_seconded",
        "FT-LH-2026-002": "deliberating",
        "FT-LH-2026-003": "screened_out",
    }
    found = notices.newest(passed.id, "D1")
    assert found is not None
    d1 = found[0]
    facts = next(p for p in notices.parts(notices.entry_of(d1)) if p.name == "facts")
    assert facts.body is not None
    listed = canonical.load(facts.body)
    assert isinstance(listed, dict)
    rows = listed["proposals"]
    assert isinstance(rows, list)
    assert [(r["proposal"], r["outcome"], r["ground"]) for r in rows if isinstance(r, dict)] == [
        ("FT-LH-2026-001", "not_seconded", None),
        ("FT-LH-2026-002", "screened_in", None),
        ("FT-LH-2026-003", "screened_out", "manager_duty"),
    ]
    assert [s.subject.id for s in notices.subjects(d1.id)] == [passed.id]
    assert notices.newest(failed.id, "D1") is None
    assert queries.hash_in_notice(passed.id, "D1") == queries.text_hash(passed.id, 1)
