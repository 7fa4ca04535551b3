"""Draws with quotas: nobody above a quota, the same whoever draws, equal to a redraw written another way."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.forums import draw_rules
from micro_projects.forums.draw_rules import OTHER, SMALLEST_CELL, Cell, Quota

DIMENSIONS = ("grid", "age", "sex")
CELLS = st.tuples(st.sampled_from("ABC"), st.sampled_from(("young", "old", "unknown")), st.sampled_from("fm"))


@st.composite
def populations(draw: st.DrawFn) -> tuple[list[str], dict[str, Cell], int]:
    """An order, cells, and how many are drawn."""
    cells = draw(st.lists(CELLS, min_size=6, max_size=60))
    order = draw(st.permutations([f"c{n:02d}" for n in range(len(cells))]))
    named = dict(zip(sorted(order), cells, strict=True))
    return list(order), draw_rules.merged(named), draw(st.integers(1, min(12, len(cells))))


def again(  # noqa: C901 - one picture of the whole rule
    order: list[str], cells: dict[str, Cell], limits: tuple[Quota, ...], seats: int
) -> set[str]:
    """The same rule as the procedure says it, written with sets of tallies instead of walks over lists."""
    rank = {code: n for n, code in enumerate(order)}
    labels = {code: tuple(zip(DIMENSIONS, cell, strict=True)) for code, cell in cells.items()}
    most = {(q.by, q.category): q.most for q in limits}
    least = {(q.by, q.category): q.least for q in limits}

    def tally(people: set[str]) -> Counter[tuple[str, str]]:
        return Counter(label for code in people for label in labels[code])

    def room(code: str, people: set[str]) -> bool:
        counts = tally(people)
        return all(counts[label] < most[label] for label in labels[code])

    def short(people: set[str]) -> Counter[tuple[str, str]]:
        counts = tally(people)
        return Counter({label: n for label in least if (n := least[label] - counts[label]) > 0})

    inside: list[str] = []
    for code in order:
        if len(inside) < seats and room(code, set(inside)):
            inside.append(code)
    for q in limits:
        wanted = (q.by, q.category)
        for code in sorted(rank, key=rank.__getitem__):
            if wanted not in short(set(inside)):
                break
            if code in inside or wanted not in labels[code]:
                continue
            if len(inside) < seats and room(code, set(inside)):
                inside.append(code)
                continue
            for spared in sorted(inside, key=rank.__getitem__, reverse=True):
                rest = set(inside) - {spared}
                if room(code, rest) and short(rest | {code}) < short(set(inside)):
                    inside = [c for c in inside if c != spared] + [code]
                    break
    return set(inside)


@given(populations())
@settings(max_examples=80)
def test_never_above_a_quota_and_equal_to_a_redraw(made: tuple[list[str], dict[str, Cell], int]) -> None:
    order, cells, seats = made
    limits = draw_rules.quotas(cells, DIMENSIONS, seats)
    picked = draw_rules.pick(order, cells, DIMENSIONS, limits, seats)
    assert picked == draw_rules.pick(order, dict(reversed(cells.items())), DIMENSIONS, limits, seats)
    assert len(picked.chosen) <= seats
    assert len(set(picked.chosen)) == len(picked.chosen)
    for quota in limits:
        got = sum(cells[c][DIMENSIONS.index(quota.by)] == quota.category for c in picked.chosen)
        assert got <= quota.most
        assert (got < quota.least) == (quota in picked.unmet)
    assert set(picked.chosen) == again(order, cells, limits, seats)
    kept = list(picked.chosen[1:])
    next_one = draw_rules.replacement(order, cells, DIMENSIONS, limits, kept, picked.chosen)
    if next_one is not None:
        assert next_one not in picked.chosen
        for quota in limits:
            at = DIMENSIONS.index(quota.by)
            assert sum(cells[c][at] == quota.category for c in [*kept, next_one]) <= quota.most


@given(st.lists(CELLS, min_size=1, max_size=60))
@settings(max_examples=80)
def test_no_cell_is_small_enough_to_point_at_somebody(cells: list[Cell]) -> None:
    merged = draw_rules.merged({f"c{n}": cell for n, cell in enumerate(cells)})
    sizes = Counter(merged.values())
    assert len(merged) == len(cells)
    assert min(sizes.values()) >= min(SMALLEST_CELL, len(cells))
    for n, cell in enumerate(cells):
        assert all(now in (was, OTHER) for was, now in zip(cell, merged[f"c{n}"], strict=True))


def test_without_dimensions_the_order_decides() -> None:
    order = ["c", "a", "b"]
    cells: dict[str, Cell] = dict.fromkeys(order, ())
    assert draw_rules.quotas(cells, (), 2) == ()
    assert draw_rules.pick(order, cells, (), (), 2).chosen == ("c", "a")
    assert draw_rules.replacement(order, cells, (), (), ["a"], ["c", "a"]) == "b"


def test_a_seat_is_given_up_for_who_is_missing() -> None:
    cells: dict[str, Cell] = {f"f{n}": ("f",) for n in range(5)} | {f"m{n}": ("m",) for n in range(5)}
    order = [f"f{n}" for n in range(5)] + [f"m{n}" for n in range(5)]
    limits = (Quota("sex", "f", 1, 4), Quota("sex", "m", 2, 4))
    picked = draw_rules.pick(order, cells, ("sex",), limits, 4)
    assert picked.chosen == ("f0", "f1", "m0", "m1")
    assert picked.unmet == ()
    unmet = draw_rules.pick(order, cells, ("sex",), (Quota("sex", "m", 6, 9), Quota("sex", "f", 0, 9)), 4)
    assert [q.category for q in unmet.unmet] == ["m"]
