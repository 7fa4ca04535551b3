"""Exclusive groups: named by the moderator before freezing, frozen with the round, shown, kept; at most one is funded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import group_actions, group_queries, group_rules, queries, result_actions
from micro_projects.web.door import act
from support.client import Client
from support.voting import Story

GROUPS = "/c/FT-LH/2026/groups"


@pytest.fixture
def four(story: Story) -> Story:
    """Four proposals on their way to the ballot."""
    story.open_cycle()
    story.advance({"花园加座椅": 60_000, "花园加凉亭": 45_000, "夜间照明": 30_000, "健身角": 20_000})
    return story


def codes_of(story: Story) -> list[str]:
    return [proposal.code for proposal in group_queries.free(story.cycle.id)]


def make(story: Story, *codes: str) -> None:
    with act() as now:
        group_actions.make(story.actor("moderator"), story.cycle, "同一个花园", codes, now)


def refused(story: Story, *codes: str) -> str:
    with pytest.raises(Refused) as caught:
        make(story, *codes)
    return caught.value.refusal.code


def test_a_group_of_which_one_is_on_the_ballot_excludes_nobody() -> None:
    assert group_rules.marks([[1, 2], [3, 4], [5, 6, 7]], [1, 2, 3, 5, 7]) == {1: "A", 2: "A", 5: "B", 7: "B"}


def test_at_most_one_of_a_group_is_funded_and_everybody_is_told(
    four: Story, client: Client, sign_in: Callable[[str], None]
) -> None:
    bench, pavilion, lamps, _ = codes_of(four)
    make(four, bench, pavilion)
    four.freeze()
    frozen = canonical.load(four.round.frozen_json.encode())
    assert {p["code"]: p["group"] for p in frozen["projects"] if p["group"]} == {bench: "A", pavilion: "A"}
    four.to(four.round.opens_at)
    sign_in("resident01")
    address = f"/rounds/{four.round.code}/vote"
    assert "它和“花园加凉亭”互斥，最多入选一个" in client.get(address).get_data(as_text=True)
    review = client.post(address, data={"choices": [bench, pavilion]}).get_data(as_text=True)
    assert "“花园加座椅”、“花园加凉亭”互斥" in review
    four.cast_many([[bench, pavilion]] * 12 + [[bench, lamps]] * 8)
    four.close()
    funded = [line.project.code for line in queries.result(four.round.id) if line.allocation.funded]
    assert bench in funded
    assert lamps in funded
    assert pavilion not in funded


def test_what_a_group_may_be(four: Story) -> None:
    a, b, c, _ = codes_of(four)
    assert refused(four, a, a) == "group_too_few"
    assert refused(four, a, "FT-LH-2020-001") == "group_not_listed"
    make(four, a, b)
    assert refused(four, b, c) == "group_not_listed"
    with act() as now:
        group = group_queries.group_or_404(four.cycle.id, 1)
        group_actions.end(four.actor("moderator"), four.cycle, group, now)
    with pytest.raises(Refused) as caught, act() as now:
        group_actions.end(four.actor("moderator"), four.cycle, group, now)
    assert caught.value.refusal.code == "group_ended"
    make(four, b, c)
    assert [[p.code for p in g.members] for g in group_queries.standing(four.cycle.id)] == [[b, c]]


def test_nothing_changes_once_the_round_is_frozen(four: Story) -> None:
    a, b, c, d = codes_of(four)
    make(four, a, b)
    four.freeze()
    assert refused(four, c, d) == "group_frozen"
    for name, statement in (
        (
            "exclusive_group_frozen_update",
            "UPDATE exclusive_group SET ended_at = made_at, ended_by = made_by",
        ),
        ("exclusive_member_frozen_update", "UPDATE exclusive_member SET ended_at = '2026-01-01 00:00:00'"),
        (
            "exclusive_group_frozen_insert",
            "INSERT INTO exclusive_group (cycle_id, number, reason, made_by, made_at) "
            "SELECT cycle_id, 9, reason, made_by, made_at FROM exclusive_group",
        ),
        (
            "exclusive_member_frozen_insert",
            "INSERT INTO exclusive_member (group_id, proposal_id) SELECT g.id, MIN(p.id) FROM exclusive_group g, "
            "proposal p WHERE p.id NOT IN (SELECT proposal_id FROM exclusive_member) GROUP BY g.id",
        ),
    ):
        with pytest.raises(IntegrityError, match=name), act():
            db.session.execute(text(statement))


def test_the_rows_stay_and_say_the_same(four: Story) -> None:
    a, b, *_ = codes_of(four)
    make(four, a, b)
    for name, statement in (
        ("exclusive_group_no_delete", "DELETE FROM exclusive_group"),
        ("exclusive_member_no_delete", "DELETE FROM exclusive_member"),
        ("exclusive_group_fixed", "UPDATE exclusive_group SET reason = 'x'"),
        ("exclusive_member_fixed", "UPDATE exclusive_member SET proposal_id = proposal_id + 2"),
        (
            "exclusive_member.proposal_id",
            "INSERT INTO exclusive_member (group_id, proposal_id) SELECT group_id, proposal_id FROM exclusive_member",
        ),
    ):
        with pytest.raises(IntegrityError, match=name), act():
            db.session.execute(text(statement))


def test_the_moderators_page(four: Story, client: Client, sign_in: Callable[[str], None]) -> None:
    a, b, *_ = codes_of(four)
    for login in ("resident01", "worker1", "officer"):
        sign_in(login)
        assert client.get(GROUPS).status_code == 403
        assert client.post(GROUPS, data={"proposals": [a, b], "reason": "x"}).status_code == 403
    sign_in("moderator")
    assert "哪些提案最多只能办一个" in client.get(GROUPS).get_data(as_text=True)
    one = client.post(GROUPS, data={"proposals": [a], "reason": "同一个花园"})
    assert one.status_code == 422
    assert "至少要有两个提案" in one.get_data(as_text=True)
    assert "checked" in one.get_data(as_text=True)
    assert client.post(GROUPS, data={"proposals": [a, b], "reason": "同一个花园"}).status_code == 303
    again = client.post(GROUPS, data={"proposals": [a, b], "reason": "第二个标签页"})
    assert again.status_code == 409
    assert "已经在别的互斥组里" in again.get_data(as_text=True)
    assert client.post(f"{GROUPS}/1/end").status_code == 303
    assert client.post(f"{GROUPS}/1/end").status_code == 409
    assert client.post(f"{GROUPS}/7/end").status_code == 404


def test_the_council_funds_one_of_a_group_too(story: Story) -> None:
    story.open_cycle(resolve_by="council")
    story.advance({"花园加座椅": 60_000, "花园加凉亭": 45_000})
    make(story, *codes_of(story))
    story.freeze()
    with act() as now:
        for line in queries.projects(story.round.id):
            assert line.proposal_id is not None
            result_actions.resolve_one(story.actor("moderator"), line.proposal_id, True, now)
    found = [line.allocation.funded for line in queries.result(story.round.id) if line.allocation]
    assert found == [True, False]
