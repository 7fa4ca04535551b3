"""The pure rules: what is shown of counts, what groups stand for, what is asked next, the order of arguments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.viewpoints import bridging, picture, representing, rules
from micro_projects.viewpoints.bridging import Marks
from micro_projects.viewpoints.representing import AGREED, DISAGREED, Shared
from micro_projects.viewpoints.rules import Heard

COUNT = st.integers(0, 5000)
MARKS = st.builds(Marks, COUNT, COUNT)


# -- bridging ------------------------------------------------------------------------------------------


@given(MARKS, st.lists(MARKS, max_size=4), COUNT)
def test_one_group_lifts_nothing_above_what_another_accepts_of_it(
    rejecting: Marks, others: list[Marks], many: int
) -> None:
    """A product is at most its smallest factor: more friends in one's own group do not help."""
    alone = bridging.score([rejecting])
    assert bridging.score([rejecting, *others]) <= alone
    assert bridging.score([rejecting, Marks(many, 0)]) <= alone


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 100_000))
def test_what_both_groups_accept_stands_above_a_majority_of_one(small: int, large: int, more: int) -> None:
    """Three quarters of both; against all of the large group, however large, and nobody of the small one."""
    both = [Marks(3 * large, large), Marks(3 * small, small)]
    one = [Marks(4 * large + more, 0), Marks(0, 4 * small)]
    assert bridging.order({1: one, 2: both}) == [2, 1]


def test_the_order_is_whole() -> None:
    assert bridging.order({3: [Marks(1, 0)], 1: [Marks(), Marks()], 2: [Marks(), Marks()]}) == [3, 1, 2]
    assert bridging.order({1: [Marks(1, 1)], 2: [Marks(5, 5)]}) == [2, 1]
    assert bridging.score([]) == 1


@pytest.mark.parametrize(("for_", "against", "most"), [(0, 0, 1), (5, 0, 1), (5, 1, 1), (2, 9, 2), (7, 9, 3)])
def test_each_side_shows_as_many(for_: int, against: int, most: int) -> None:
    assert bridging.balanced({"for": for_, "against": against}) == most


# -- what groups stand for -----------------------------------------------------------------------------

TABLE = np.array(
    [
        # agree, disagree, pass of each statement; the group of 30, then the group of 20
        [[28, 1, 1], [3, 25, 2], [27, 2, 1], [15, 15, 0]],
        [[18, 1, 1], [17, 2, 1], [4, 15, 1], [10, 10, 0]],
    ]
)


def test_what_joins_is_first_and_what_only_one_group_wants_is_its_own() -> None:
    joined = representing.shared(TABLE)
    assert [(one.statement, one.side) for one in joined] == [(0, AGREED)]
    assert joined[0] == Shared(0, AGREED, pytest.approx(29 / 32 * 19 / 22))
    large, small = representing.typical(TABLE)
    assert [(one.statement, one.side) for one in large] == [(2, AGREED), (1, DISAGREED)]
    assert [(one.statement, one.side) for one in small] == [(1, AGREED), (2, DISAGREED)]
    assert representing.typical(TABLE[:1]) == []
    assert representing.spread(TABLE)[1] == max(representing.spread(TABLE))


def test_tests_of_proportions() -> None:
    assert representing.share(0, 0) == 0.5
    assert representing.more_than_half(9, 9) > representing.SURE > representing.more_than_half(5, 9)
    assert representing.more_than_elsewhere(9, 10, 1, 10) > representing.SURE
    assert representing.more_than_elsewhere(1, 10, 9, 10) < 0
    assert representing.more_than_elsewhere(10, 10, 10, 10) == 0


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_no_small_count_is_shown_or_told_by_the_total(row: list[int]) -> None:
    shown = representing.cells(row)
    assert all(cell is None or cell >= representing.FEWEST for cell in shown)
    hidden = [n for n, cell in zip(row, shown, strict=True) if cell is None]
    assert len(hidden) != 1 or len(row) == 1
    assert representing.total(row) in (None, sum(row))
    assert (representing.total(row) is None) == (sum(row) < representing.FEWEST)


# -- what is asked next --------------------------------------------------------------------------------


def test_new_statements_first_then_the_one_that_tells_most() -> None:
    new, divided, agreed = Heard(3, 2, 1, 0), Heard(2, 20, 20, 0), Heard(1, 40, 0, 0)
    ask = rules.next_statement
    assert ask([agreed, divided, new]) == new
    assert ask([agreed, divided]) == divided
    assert ask([agreed, divided, new], skipped=[3]) == divided
    assert ask([new], skipped=[3]) == new
    assert ask([]) is None
    assert ask([Heard(5, 0, 0, 40), agreed]) == agreed  # neither tells anything: by number
    assert ask([Heard(4, 10, 10, 40), Heard(6, 10, 10, 0)]) == Heard(6, 10, 10, 0)


# -- the rest ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "of", "tenths"), [(0, 0, 0), (1, 20, 1), (17, 20, 9), (20, 20, 10), (1, 3, 3)])
def test_tenths(n: int, of: int, tenths: int) -> None:
    assert rules.tenths(n, of) == tenths


@given(st.lists(st.integers(5, 900), min_size=1, max_size=5))
def test_the_picture_s_areas_are_true(sizes: list[int]) -> None:
    drawn = picture.picture(sizes)
    areas = [circle.r**2 / circle.size for circle in drawn.circles]
    assert max(areas) == pytest.approx(min(areas), rel=0.1)
    assert all(c.x - c.r >= 0 and c.x + c.r <= drawn.width + 0.2 for c in drawn.circles)
    assert all(2 * c.r <= picture.TALLEST + 0.2 for c in drawn.circles)


def test_missing() -> None:
    assert [rules.missing(n) for n in (0, 19, 20, 99)] == [20, 1, 0, 0]
