"""The four ballot forms: what each allows, what is refused by which code, and the count that follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import ballot_rules, queries, record_content
from micro_projects.voting.ballot_rules import Terms
from micro_projects.voting.counting import Ballot
from support.client import Client
from support.voting import Story

COSTS = {"a": 40, "b": 30, "c": 50}


def terms(form: str) -> Terms:
    return Terms(form, COSTS, most=2, points=5, budget=80)


def code_of(form: str, ballot: Ballot) -> str:
    with pytest.raises(Refused) as caught:
        ballot_rules.require_ballot(terms(form), ballot)
    return caught.value.refusal.code


@pytest.mark.parametrize(
    ("form", "given", "kept"),
    [
        ("approval", Ballot(("c", "a", "c")), Ballot(("a", "c"))),
        ("budgeted", Ballot(("b", "a")), Ballot(("a", "b"))),
        ("ranked", Ballot(("c", "a")), Ballot(("c", "a"))),
        ("points", Ballot(("c", "a", "b"), (1, 0, 4)), Ballot(("b", "c"), (4, 1))),
    ],
)
def test_a_ballot_has_one_form(form: str, given: Ballot, kept: Ballot) -> None:
    assert ballot_rules.require_ballot(terms(form), given) == kept


@pytest.mark.parametrize(
    ("form", "ballot", "code"),
    [
        ("approval", Ballot(("a", "b", "c")), "too_many"),
        ("budgeted", Ballot(("a", "c")), "over_budget"),
        ("ranked", Ballot(("a", "a")), "ranked_twice"),
        ("ranked", Ballot(("a", "b", "c")), "too_many"),
        ("points", Ballot(("a",), (6,)), "too_many_points"),
        ("points", Ballot(("a",), (-1,)), "wrong_points"),
        ("points", Ballot(("a",), (0,)), "nothing_chosen"),
        ("points", Ballot(("a", "a"), (1, 1)), "wrong_points"),
        *((form, Ballot(("z",), (1,)), "not_on_ballot") for form in ballot_rules.FORMS),
        *((form, Ballot(()), "nothing_chosen") for form in ballot_rules.FORMS),
    ],
)
def test_what_a_form_refuses(form: str, ballot: Ballot, code: str) -> None:
    assert code_of(form, ballot) == code


def test_places_and_points_as_people_type_them() -> None:
    assert ballot_rules.ranked_as_typed({"a": " 3", "b": "", "c": "１"}) == Ballot(("c", "a"))
    assert ballot_rules.points_as_typed({"a": "2 ", "b": "", "c": "0"}) == Ballot(("a", "c"), (2, 0))
    for typed in ("first", "-1", "1.5", "0", "9" * 5000, "1_0"):
        with pytest.raises(Refused) as caught:
            ballot_rules.ranked_as_typed({"a": typed})
        assert caught.value.refusal.code == "wrong_place"
    for typed in ("many", "-1", "1.5", "9" * 5000, "1_0"):
        with pytest.raises(Refused) as caught:
            ballot_rules.points_as_typed({"a": typed})
        assert caught.value.refusal.code == "wrong_points"
    with pytest.raises(Refused) as caught:
        ballot_rules.ranked_as_typed({"a": "1", "b": "１"})
    assert caught.value.refusal.code == "ranked_twice"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(ballot_rules.FORMS)),
    st.dictionaries(st.sampled_from("abcz"), st.text("012a -", max_size=3)),
)
def test_whatever_is_typed_is_a_ballot_in_its_form_or_refused(form: str, typed: dict[str, str]) -> None:
    read = ballot_rules.points_as_typed if form == "points" else ballot_rules.ranked_as_typed
    try:
        ballot = ballot_rules.require_ballot(terms(form), read(typed))
    except Refused:
        return
    again = ballot_rules.require_ballot(terms(form), ballot)
    assert again == ballot
    assert record_content.ballot(record_content.record(record_content.Content(ballot))) == ballot


VOTES: dict[str, tuple[dict[str, object], Callable[[str, str, str], dict[str, object]], dict[str, int]]] = {
    # pack · what one voter posts, of three codes · what the record says of it
    "budgeted": ({}, lambda a, b, c: {"choices": [a, c]}, {"a": 1, "c": 1}),
    "ranked": ({"ballot_choices": 3}, lambda a, b, c: {f"at-{b}": "1", f"at-{a}": "2"}, {"b": 3, "a": 2}),
    "points": ({"ballot_points": 6}, lambda a, b, c: {f"at-{c}": "5", f"at-{a}": "1"}, {"c": 5, "a": 1}),
}


@pytest.mark.parametrize("form", sorted(VOTES))
def test_from_the_pack_to_the_result(
    story: Story, client: Client, sign_in: Callable[[str], None], form: str
) -> None:
    pack, posted, scores = VOTES[form]
    story.open_cycle(ballot_form=form, rule="greedy", **pack)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    a, b, c = story.codes
    address = f"/rounds/{story.round.code}"
    for login in ("resident01", "resident02", "resident03"):
        sign_in(login)
        assert client.get(f"{address}/vote").status_code == 200
        review = client.post(f"{address}/vote", data=posted(a, b, c))
        assert review.status_code == 200, review.get_data(as_text=True)
        hidden = re.findall(r'type="hidden" name="(choices|at-[^"]+)" value="([^"]*)"', review.text)
        data: dict[str, list[str]] = {}
        for name, value in hidden:
            data.setdefault(name, []).append(value)
        assert client.post(f"{address}/ballot", data=data).status_code == 200
    sign_in("resident04")
    wrong = {"choices": [], f"at-{a}": "x"}
    refused = client.post(f"{address}/ballot", data=wrong)
    assert refused.status_code == 422
    assert form == "budgeted" or f'name="at-{a}" value="x"' in refused.get_data(as_text=True)
    # enough for the least turnout of 5 % of the roll
    for n in range(5, 18):
        sign_in(f"resident{n:02d}")
        assert client.post(f"{address}/ballot", data=posted(a, b, c)).status_code == 200
    story.close()
    names = dict(zip("abc", (a, b, c), strict=True))
    expected = {names[letter]: score * 16 for letter, score in scores.items()}
    found = {
        line.project.code: int(line.tally.score) for line in queries.result(story.round.id) if line.tally
    }
    assert {code: score for code, score in found.items() if score} == expected
