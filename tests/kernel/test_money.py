"""Money: whole fen, never a float, and what a person typed is read exactly or refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.money import NOT_MONEY, ZERO, Money
from micro_projects.kernel.refusal import Refused

fen = st.integers(0, 10**14 - 1)


@pytest.mark.parametrize("wrong", [1.0, True, "1", None, Fraction(1)])
def test_only_whole_fen_become_money(wrong):
    with pytest.raises(TypeError):
        Money(wrong)


@pytest.mark.parametrize(
    "mixed",
    [
        lambda: Money(1) + 0.5,
        lambda: Money(1) + 1,
        lambda: 0.5 + Money(1),
        lambda: Money(1) - 0.5,
        lambda: Money(1) * 0.5,
        lambda: 0.5 * Money(1),
        lambda: Money(1) * True,
        lambda: Money(1) < 0.5,
        lambda: Money.yuan(0.5),
    ],
)
def test_a_float_or_a_bare_number_near_money_is_a_type_error(mixed):
    with pytest.raises(TypeError):
        mixed()


@given(fen)
def test_what_is_shown_is_read_back(amount):
    money = Money(amount)
    assert Money.parse(str(money)) == money
    assert Money.parse(money.plain()) == money


@given(st.integers(), st.integers())
def test_sums_are_exact(a, b):
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a - b)
    assert Money.sum([Money(a), Money(b)]) == Money(a + b)
    assert -Money(a) == Money(-a)


@given(fen, st.integers(1, 50))
def test_shares_never_add_up_to_more_than_the_whole(amount, parts):
    share = Money(amount) * Fraction(1, parts)
    assert share * parts <= Money(amount)
    assert Money(amount) - share * parts < Money(parts)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12000", 1_200_000),
        (" 12,000.5 ", 1_200_050),
        ("\u00a512,000.50", 1_200_050),
        ("12000元", 1_200_000),
        ("0", 0),
        ("0.01", 1),
        # as a Chinese keyboard has them: full-width yuan sign, digits, comma, point
        ("\uffe5\uff11\uff12\uff0c000\uff0e50", 1_200_050),
    ],
)
def test_amounts_people_type(typed, amount):
    assert Money.parse(typed) == Money(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-5",
        "1.234",
        "12,00",
        "1,2000",
        "1e3",
        "abc",
        "5.",
        ".5",
        "NaN",
        "1 000",
        "²",
        "\u0661",
        "1" * 13,
        "9" * 5000,
        "1" + ",000" * 4,
    ],
)
def test_anything_else_is_refused_with_the_words_it_needs(typed):
    with pytest.raises(Refused) as refused:
        Money.parse(typed)
    assert refused.value.refusal is NOT_MONEY
    assert len(NOT_MONEY.why % refused.value.facts) < 100


def test_how_it_is_shown():
    assert str(Money(123_456_789)) == "¥1,234,567.89"
    assert str(Money(-5)) == "-¥0.05"
    assert Money(-123_456).plain() == "-1234.56"
    assert Money.sum([]) == ZERO
    assert not ZERO
    assert Money.yuan(3) == Money(300)


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        ZERO.fen = 1
