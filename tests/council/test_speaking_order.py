"""Who speaks next, as a rule: the whole order against the procedure's words."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from micro_projects.council.speaking_rules import Asked, in_order, seconds

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
PEOPLE = st.integers(1, 6)
SPOKEN = st.dictionaries(PEOPLE, st.integers(0, 3))


@st.composite
def waiting(draw: st.DrawFn) -> list[Asked]:
    kinds = st.sampled_from(["speech", "point_of_order"])
    asked = draw(st.lists(st.tuples(PEOPLE, kinds, st.integers(0, 3)), max_size=10))
    return [Asked(n, who, kind, START + timedelta(seconds=s)) for n, (who, kind, s) in enumerate(asked, 1)]


@given(waiting(), SPOKEN, SPOKEN)
def test_each_stands_before_those_the_procedure_puts_later(
    asked: list[Asked], here: dict[int, int], before: dict[int, int]
) -> None:
    order = in_order(asked, here, before)
    assert sorted(order) == sorted(asked)
    for first, then in itertools.pairwise(order):
        if first.kind != then.kind:
            assert first.kind == "point_of_order"
            continue
        if first.kind == "speech":
            spoken = [(here.get(a.person_id, 0), before.get(a.person_id, 0)) for a in (first, then)]
            assert spoken[0] <= spoken[1]
            if spoken[0] != spoken[1]:
                continue
        assert (first.asked_at, first.number) < (then.asked_at, then.number)


@given(waiting(), SPOKEN, SPOKEN, st.randoms())
def test_it_does_not_matter_how_they_are_listed(asked, here, before, random) -> None:
    mixed = list(asked)
    random.shuffle(mixed)
    assert in_order(mixed, here, before) == in_order(asked, here, before)


def test_a_clock_set_back_counts_nothing() -> None:
    assert seconds(START, START + timedelta(seconds=9.9)) == 9
    assert seconds(START, START - timedelta(seconds=5)) == 0
