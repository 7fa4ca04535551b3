"""Rules of proposals alone, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from makers.proposals import TEXT
from micro_projects.cycles.pack import KINDS
from micro_projects.kernel.money import ZERO, Money
from micro_projects.proposals import rules
from micro_projects.proposals.life import ANSWERS_NOW, GROUPS, STEPS
from micro_projects.proposals.machine import MACHINE, STATES


def test_a_complete_text_has_every_field() -> None:
    assert rules.complete(TEXT, KINDS)
    for gap in (
        {"title": ""},
        {"problem": ""},
        {"wish": ""},
        {"location": ""},
        {"beneficiaries": ""},
        {"kind": "party"},
        {"estimate": ZERO},
    ):
        assert not rules.complete(replace(TEXT, **gap), KINDS), gap  # type: ignore[arg-type]


def test_the_hash_follows_every_field() -> None:
    changed = [
        replace(TEXT, title="另一个"),
        replace(TEXT, problem="另一个"),
        replace(TEXT, wish="另一个"),
        replace(TEXT, location="另一处"),
        replace(TEXT, beneficiaries="别人"),
        replace(TEXT, kind="works"),
        replace(TEXT, estimate=TEXT.estimate + Money(1)),
    ]
    assert len({one.hash() for one in [TEXT, *changed]}) == 8


def test_a_survey_is_asked_of_organisations_services_only() -> None:
    assert rules.survey_missing("协会", "service", 49)
    assert rules.survey_missing("协会", "service", None)
    assert not rules.survey_missing("协会", "service", 50)
    assert not rules.survey_missing("", "service", None)
    assert not rules.survey_missing("协会", "works", None)


def test_codes_and_the_last_day() -> None:
    assert rules.code("FT-LH", 2026, 7) == "FT-LH-2026-007"
    assert rules.code("FT-LH", 2026, 1234) == "FT-LH-2026-1234"
    midnight = datetime(2026, 3, 22, 16, tzinfo=UTC)
    assert rules.window_last(midnight) < midnight


def test_one_hash_or_none() -> None:
    assert rules.same_text([b"a", b"a", b"a"])
    assert not rules.same_text([b"a", b"b"])
    assert not rules.same_text([b"a", None])
    assert not rules.same_text([])


@pytest.mark.parametrize(
    ("states", "waits"),
    [
        ([], False),
        (["submitted"], True),
        (["screened_out", "not_seconded"], False),
        (["deliberating"], True),
        (["deferred", "approved"], False),
        (["deferred", "on_ballot"], True),
        (["selected"], True),
        (["refused", "not_funded"], True),
        (["withdrawn", "lapsed"], False),
    ],
)
def test_a_cycle_waits_for_what_is_not_final(states: list[str], waits: bool) -> None:
    said = {"disclosed": True, "appeals_closed": True, "appeal_open": False}
    assert rules.unfinished(states, **said) is waits


def test_a_cycle_waits_for_its_notice_and_appeals() -> None:
    assert rules.unfinished([], disclosed=False, appeals_closed=True, appeal_open=False)
    assert rules.unfinished([], disclosed=True, appeals_closed=False, appeal_open=False)
    assert rules.unfinished([], disclosed=True, appeals_closed=True, appeal_open=True)


def test_every_state_and_step_has_its_words() -> None:
    assert set(ANSWERS_NOW) == set(STATES) == MACHINE.states
    grouped = [state for _, states in GROUPS.values() for state in states]
    assert sorted(grouped) == sorted(MACHINE.states - {"draft"})
    assert {f"proposal.{s.act}" for s in MACHINE.steps} <= set(STEPS)
