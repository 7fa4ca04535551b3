"""Numbers with check digits, what is typed for a ballot, and how many sheets: pure."""

from __future__ import annotations

import pytest

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import paper_marks, paper_numbers, paper_rules, record_content
from micro_projects.voting.ballot_rules import Terms
from micro_projects.voting.counting import Ballot

BY_PLACE = {n: f"P-{n:03d}" for n in range(1, 13)}
COSTS = {code: n * 10_000 for n, code in BY_PLACE.items()}


def terms(form: str) -> Terms:
    return Terms(form, COSTS, most=3, points=10, budget=60_000)


def ballot(form: str, typed: str) -> Ballot:
    return record_content.ballot(paper_marks.read(typed, terms(form), BY_PLACE).content)


def refused(form: str, typed: str) -> str:
    with pytest.raises(Refused) as no:
        paper_marks.read(typed, terms(form), BY_PLACE)
    return no.value.refusal.code


def test_a_check_digit_notices_every_slip() -> None:
    assert paper_numbers.check_digit("572") == "4"  # the example of the literature
    for number in range(1, 400):
        whole = f"{number:04d}{paper_numbers.check_digit(f'{number:04d}')}"
        assert paper_numbers.is_whole(whole)
        for at in range(5):
            for digit in "0123456789":
                other = whole[:at] + digit + whole[at + 1 :]
                assert paper_numbers.is_whole(other) == (other == whole)
        for at in range(4):
            swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
            assert paper_numbers.is_whole(swapped) == (swapped == whole)


@pytest.mark.parametrize(
    "typed", ["0012-5", "00125", "125", " 0012 - 5 ", "００１２－５", "FT-R1/00125", "ft-r1/00125"]
)
def test_a_stub_as_people_type_or_scan_it(typed: str) -> None:
    assert paper_numbers.stub(12) == "0012-5"
    assert paper_numbers.read_stub(typed, "FT-R1") == 12


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0012-6", "wrong_stub_number"),
        ("", "wrong_stub_number"),
        ("abc", "wrong_stub_number"),
        ("00000", "wrong_stub_number"),
        ("FT-R2/00125", "stub_of_other_round"),
    ],
)
def test_a_stub_that_is_none(typed: str, code: str) -> None:
    with pytest.raises(Refused) as no:
        paper_numbers.read_stub(typed, "FT-R1")
    assert no.value.refusal.code == code


def test_serials_are_drawn_without_order_and_never_twice() -> None:
    first = paper_numbers.draw_serials(500, [])
    more = paper_numbers.draw_serials(500, first)
    assert len({*first, *more}) == 1000
    assert all(len(one) == 8 and paper_numbers.is_whole(one) and one[0] != "0" for one in [*first, *more])
    assert first != sorted(first)
    assert paper_numbers.read_serial(paper_numbers.serial(first[0])) == first[0]


@pytest.mark.parametrize("typed", ["3 7 12", "3+7+12", "12,3，7", "３ ７ １２", " 3、7；12 "])
def test_approval_as_workers_type_it(typed: str) -> None:
    assert ballot("approval", typed) == Ballot(("P-003", "P-007", "P-012"))


def test_each_form() -> None:
    assert ballot("budgeted", "3 1 2") == Ballot(("P-001", "P-002", "P-003"))
    assert ballot("ranked", "7 3 12") == Ballot(("P-007", "P-003", "P-012"))
    assert ballot("points", "7*2 3:5") == Ballot(("P-003", "P-007"), (5, 2))


@pytest.mark.parametrize(
    ("form", "typed", "code"),
    [
        ("approval", "", "no_marks"),
        ("approval", "1 2 3 4", "too_many"),
        ("approval", "3 3", "number_twice"),
        ("approval", "13", "no_project_of_that_number"),
        ("approval", "05", "no_project_of_that_number"),
        ("approval", "3 x", "not_a_mark"),
        ("approval", "3*2", "not_a_mark"),
        ("budgeted", "3 4", "over_budget"),
        ("ranked", "1 2 3 4", "too_many"),
        ("points", "3", "no_points_given"),
        ("points", "3*6 4*5", "too_many_points"),
        ("points", "3*0", "nothing_chosen"),
    ],
)
def test_what_is_no_ballot(form: str, typed: str, code: str) -> None:
    assert refused(form, typed) == code


def test_reasons_are_typed_with_digits_and_shown_again() -> None:
    for key, reason in paper_rules.BY_KEY.items():
        assert paper_marks.read(key, terms("approval"), BY_PLACE) == paper_marks.Marks("", reason)
    places = {code: n for n, code in BY_PLACE.items()}
    for form, typed in (("approval", "3 7"), ("ranked", "7 3"), ("points", "3*5 7*2")):
        assert paper_marks.shown(paper_marks.read(typed, terms(form), BY_PLACE), places) == typed


def test_how_many_sheets() -> None:
    assert paper_rules.may_print(0, 30) == 160
    assert paper_rules.may_print(160, 30) == 0
    assert paper_rules.may_print(0, 9000) == 500
    assert paper_rules.batches(7, 250) == [(7, 106), (107, 206), (207, 256)]


def test_missing_stubs_are_told_as_ranges() -> None:
    assert paper_numbers.stubs([]) == []
    told = paper_numbers.stubs([12, 7, 13, 14, 20, 21])
    ends = [(7,), (12, 14), (20, 21)]
    assert told == [" – ".join(map(paper_numbers.stub, pair)) for pair in ends]
