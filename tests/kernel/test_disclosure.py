"""What a code is called, in a disclosure of which kind."""

from __future__ import annotations

import pytest

from micro_projects.kernel.disclosure import Codes


def test_a_code_is_told_by_its_key_and_where_two_mean_different_things_by_the_kind() -> None:
    codes = Codes()
    codes.register("state", {"settled": "已决算"})
    codes.register("objection.state", {"settled": "已办结"})
    assert codes.word("state", "settled", "project.moved") == "已决算"
    assert codes.word("state", "settled", "objection.settled") == "已办结"
    assert codes.word("state", "settled") == "已决算"
    assert codes.word("state", "gone") is None
    assert "state" in codes


def test_one_code_with_two_words_is_a_mistake() -> None:
    codes = Codes()
    codes.register("state", {"settled": "已决算"})
    codes.register("state", {"settled": "已决算", "open": "待处理"})
    with pytest.raises(ValueError, match="settled"):
        codes.register("state", {"settled": "已办结"})
