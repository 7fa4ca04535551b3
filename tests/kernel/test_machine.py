"""Transition tables: what is not listed cannot happen, and no table may leave anything stuck."""

import pytest

from micro_projects.kernel.machine import CLOCK, WRONG_STATE, Machine, step
from micro_projects.kernel.refusal import Refused

STEPS = (
    step("draft", "submit", "submitted", "resident worker", "P2"),
    step("submitted", "screen_in", "screened_in", "officer", "P4"),
    step("submitted", "screen_out", "screened_out", "officer", "P4"),
    step("draft", "withdraw", "withdrawn", "resident", "P8"),
    step("submitted", "withdraw", "withdrawn", "resident", "P8"),
    step("screened_in", "lapse", "lapsed", CLOCK, "P8"),
)
FINALS = ("screened_out", "withdrawn", "lapsed")


def test_only_listed_steps_move():
    machine = Machine("proposal", STEPS, FINALS)
    assert machine.start == "draft"
    assert machine.target("draft", "submit") == "submitted"
    assert machine.target("submitted", "withdraw") == "withdrawn"
    assert machine.can("draft", "withdraw")
    assert not machine.can("draft", "screen_in")
    with pytest.raises(Refused) as refused:
        machine.target("draft", "screen_in")
    assert refused.value.refusal is WRONG_STATE
    assert refused.value.facts == {"state": "draft", "act": "screen_in"}


def test_an_act_the_table_does_not_know_is_a_mistake():
    with pytest.raises(KeyError):
        Machine("proposal", STEPS, FINALS).target("draft", "fly")


def test_pairs_are_what_the_database_may_allow():
    assert list(Machine("proposal", STEPS, FINALS).pairs()) == [
        ("draft", "submitted"),
        ("draft", "withdrawn"),
        ("screened_in", "lapsed"),
        ("submitted", "screened_in"),
        ("submitted", "screened_out"),
        ("submitted", "withdrawn"),
    ]


def test_roles_of_a_step():
    assert STEPS[0].by == {"resident", "worker"}


@pytest.mark.parametrize(
    ("steps", "finals", "wrong"),
    [
        (STEPS[:-1], ("screened_out", "withdrawn"), "stuck"),
        (STEPS, (*FINALS, "lapesd"), "finals nothing leads to"),
        ((*STEPS, step("screend_in", "lapse", "lapsed", CLOCK, "P8")), FINALS, "never reached"),
        (
            (
                *STEPS,
                step("submitted", "hold", "held", "officer", "P4"),
                step("held", "hold", "holding", "officer", "P4"),
                step("holding", "back", "held", "officer", "P4"),
            ),
            FINALS,
            "going round for ever",
        ),
        ((*STEPS, step("draft", "screen_out", "screened_out", " ", "P4")), FINALS, "nobody takes"),
        ((*STEPS, step("draft", "submit", "screened_in", "resident", "P2")), FINALS, "two targets"),
    ],
)
def test_a_wrong_table_is_refused_at_import(steps, finals, wrong):
    with pytest.raises(ValueError, match=wrong):
        Machine("proposal", steps, finals)


def test_a_kind_that_never_ends_is_allowed():
    steps = (step("open", "close", "shut", "worker", "-"), step("shut", "open", "open", "worker", "-"))
    assert Machine("window", steps, ()).states == {"open", "shut"}
