"""Public lots: anyone redraws them, nobody bends them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.lot import NOT_DIGITS, draw, order_of, population_hash, redraw, seed_of
from micro_projects.kernel.refusal import Refused

CODES = ["K7Q2", "M3TX", "P9WD", "居民-04"]
ROOT = bytes(range(32))
NUMBER = "00517"


def test_hand_computed_vector():
    # Computed with printf, xxd and sha256sum, without this program:
    #   printf '["K7Q2","M3TX","P9WD","居民-04"]' | sha256sum
    #   (population, root, 00 05, "00517") | sha256sum        → the seed
    #   (seed, code) | sha256sum for each code, then sort
    drawn = draw(CODES, ROOT, NUMBER)
    assert drawn.population_hash.hex() == "5eafdab4c925b30fdf7f5ada104e5ef1e7e61438824b81d741ae91567fdbf515"
    assert drawn.seed.hex() == "b1f6b332c6da2e9aef0e4ba3988ab0a4fec28dba2a1501ac7fe425eea9c7ca75"
    assert drawn.order == ("K7Q2", "P9WD", "居民-04", "M3TX")


def test_the_population_is_a_set_however_listed():
    assert draw(reversed(CODES), ROOT, NUMBER) == draw(CODES, ROOT, NUMBER)


@given(st.lists(st.text("ABCDEFGH23456789", min_size=1, max_size=8), min_size=1, unique=True))
def test_everybody_is_drawn_once_and_it_redraws(codes):
    drawn = draw(codes, ROOT, NUMBER)
    assert sorted(drawn.order) == sorted(codes)
    assert redraw(drawn, codes)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "00518"},
        {"number": "517"},
        {"number": "5 17"},
        {"log_root": bytes(32)},
        {"log_root": b""},
        {"population_hash": bytes(32)},
        {"seed": bytes(32)},
        {"order": ("P9WD", "M3TX", "K7Q2", "居民-04", "居民-04")},
        {"order": ()},
    ],
)
def test_any_change_shows(change):
    assert not redraw(replace(draw(CODES, ROOT, NUMBER), **change), CODES)


def test_swapping_two_or_hiding_a_member_shows():
    drawn = draw(CODES, ROOT, NUMBER)
    first, second, *rest = drawn.order
    assert not redraw(replace(drawn, order=(second, first, *rest)), CODES)
    assert not redraw(drawn, CODES[:-1])
    assert not redraw(drawn, [*CODES, "EXTRA"])
    assert not redraw(drawn, [])


def test_the_number_is_bounded_by_its_length():
    # Without a length in front, digits could move between parts of the seed's input unseen.
    assert seed_of(ROOT, ROOT, "1") != seed_of(ROOT, ROOT, "01")


@pytest.mark.parametrize("number", ["", "12a", "-1", " 1", "1 2", "\uff11\uff12", "²", "1" * 65])
def test_a_number_is_ascii_digits(number):
    with pytest.raises(Refused) as refused:
        draw(CODES, ROOT, number)
    assert refused.value.refusal is NOT_DIGITS
    assert NOT_DIGITS.why % refused.value.facts


def test_mistakes_of_a_program_are_errors():
    with pytest.raises(ValueError, match="nobody"):
        population_hash([])
    with pytest.raises(ValueError, match="twice"):
        population_hash(["A", "A"])
    with pytest.raises(ValueError, match="32"):
        seed_of(ROOT.hex().encode(), ROOT, NUMBER)
    with pytest.raises(ValueError, match="32"):
        seed_of(ROOT, ROOT[:31], NUMBER)


def test_order_depends_on_the_seed():
    codes = [f"C{n}" for n in range(20)]
    assert order_of(bytes(32), codes) != order_of(ROOT, codes)
