"""Codes that people type: what they hold, and that a slip of the finger is found."""

from __future__ import annotations

from itertools import pairwise

import pytest

from micro_projects.kernel import base32

LENGTH = 18


def test_a_code_is_of_our_characters_and_whole() -> None:
    codes = {base32.drawn(LENGTH) for _ in range(300)}
    assert len(codes) == 300
    assert all(len(code) == LENGTH and set(code) <= set(base32.ALPHABET) for code in codes)
    assert all(base32.is_whole(code, LENGTH) for code in codes)


def test_crockfords_own_example() -> None:
    assert base32.written(1234, 3) == "16J"
    assert base32.check_of("16J") == "D"


@pytest.mark.parametrize("at", range(LENGTH))
def test_one_wrong_character_is_found_wherever_it_is(at: int) -> None:
    code = base32.drawn(LENGTH)
    wrong = [code[:at] + c + code[at + 1 :] for c in base32.ALPHABET if c != code[at]]
    assert not any(base32.is_whole(one, LENGTH) for one in wrong)


def test_two_that_changed_places_are_found() -> None:
    code = base32.drawn(LENGTH)
    for at, (a, b) in enumerate(pairwise(code)):
        if a != b:
            assert not base32.is_whole(code[:at] + b + a + code[at + 2 :], LENGTH)
    assert not base32.is_whole(code[:-1], LENGTH)
    assert not base32.is_whole(code + code[0], LENGTH)


def test_as_people_type_it() -> None:
    assert base32.plain(" o1i-lab c—０Ａ－x\u3000") == "0111ABC0AX"
    code = base32.drawn(LENGTH)
    assert base32.plain(base32.grouped(code, 3).lower().replace("-", " ")) == code
    assert not base32.is_whole(base32.plain("投票码"), 3)
    assert not base32.is_whole("", 0 + 1)
