"""Calls: a lower room asks by name; nobody answering, or two, is a mistake found at once."""

import pytest

from micro_projects.kernel.calls import Calls
from micro_projects.kernel.subject import Subject


def test_the_answer_is_per_kind():
    calls = Calls()
    calls.answer("title", "proposal", lambda subject, *, short: f"P{subject.id}{short}")
    calls.answer("title", "project", lambda subject, *, short: f"X{subject.id}{short}")
    assert calls("title", "proposal", Subject("proposal", 7), short="!") == "P7!"
    assert calls("title", "project", Subject("project", 8), short="?") == "X8?"
    assert calls.knows("title", "project")
    assert not calls.knows("title", "round")


def test_nobody_answering_is_said():
    with pytest.raises(LookupError, match="nobody answers title for round"):
        Calls()("title", "round")


def test_a_lookup_error_inside_an_answer_is_not_taken_for_no_answer():
    calls = Calls()
    calls.answer("title", "round", lambda: {}["missing"])
    with pytest.raises(KeyError, match="missing"):
        calls("title", "round")


def test_registering_again_is_harmless_and_replacing_is_a_mistake():
    calls = Calls()

    def first():
        return 1

    calls.answer("size", "round", first)
    calls.answer("size", "round", first)
    with pytest.raises(ValueError, match="twice"):
        calls.answer("size", "round", lambda: 2)
    assert calls("size", "round") == 1


def test_an_event_reaches_every_listener_once_lowest_room_first():
    calls = Calls()
    heard = []

    def low(what):
        heard.append(("low", what))
        return 1

    calls.listen("opened", "cycle", low)
    calls.listen("opened", "cycle", lambda what: heard.append(("high", what)))
    calls.listen("opened", "cycle", low)  # the house put together a second time
    assert calls.tell("opened", "cycle", "C1") == [1, None]
    assert heard == [("low", "C1"), ("high", "C1")]
    assert calls.tell("opened", "round", "R1") == []


def test_the_kinds_that_answer_are_listed_in_the_rooms_order():
    calls = Calls()
    for kind in ("proposal", "cycle"):
        calls.answer("facts", kind, dict)
    calls.answer("title", "matter", dict)
    assert calls.kinds("facts") == ["proposal", "cycle"]
