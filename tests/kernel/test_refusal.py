"""Refusals: a value with words, raised only when the rule says no."""

import pytest

from micro_projects.kernel.refusal import N_, Refusal, Refused, found, require

TOO_FEW = Refusal("too_few", N_("只有 %(present)s 人到会。"), N_("请改期。"))


def test_require_goes_on_or_refuses_with_the_facts():
    require(True, TOO_FEW, present=5)
    require([0], TOO_FEW)
    for no in (False, None, 0, [], ""):
        with pytest.raises(Refused) as refused:
            require(no, TOO_FEW, present=2)
        assert refused.value.refusal is TOO_FEW
        assert refused.value.refusal.why % refused.value.facts == "只有 2 人到会。"


def test_found_keeps_what_is_there_even_when_empty():
    assert found(0, TOO_FEW) == 0
    assert found("", TOO_FEW) == ""
    with pytest.raises(Refused):
        found(None, TOO_FEW)


def test_a_refusal_is_a_conflict_unless_it_says_otherwise_and_does_not_change():
    assert TOO_FEW.status == 409
    with pytest.raises(AttributeError):
        TOO_FEW.status = 500


def test_marking_changes_nothing():
    assert N_("异议") == "异议"
