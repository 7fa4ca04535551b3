"""Pure rules: who fills the lot, who is seated first, which figures are flags."""

from __future__ import annotations

from micro_projects.oversight import rules


def test_a_tier_joins_whole_only_while_those_before_are_too_few() -> None:
    by_tier = {"resident": [1, 2], "council": [3, 4, 5], "neighbour": [6]}
    assert rules.population(by_tier, set(), 4) == {
        1: "resident",
        2: "resident",
        3: "council",
        4: "council",
        5: "council",
    }
    assert rules.population(by_tier, set(), 2) == {1: "resident", 2: "resident"}
    assert set(rules.population(by_tier, {3, 4, 5}, 4)) == {1, 2, 6}
    assert rules.population({}, set(), 4) == {}


def test_a_resident_who_sits_in_the_council_takes_part_once_as_a_resident() -> None:
    assert rules.population({"resident": [1], "council": [1, 2]}, set(), 4) == {1: "resident", 2: "council"}


def test_residents_are_seated_before_council_members_in_the_lots_order() -> None:
    tiers = {1: "resident", 2: "resident", 3: "council", 4: "neighbour"}
    assert rules.seating([4, 3, 2, 1], tiers) == [2, 1, 3, 4]


def test_eligible_are_those_without_interest_and_office() -> None:
    assert rules.eligible([5, 1, 2, 3], {2}, {3}) == [1, 5]
