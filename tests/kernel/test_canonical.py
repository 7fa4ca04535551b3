"""Canonical JSON: the RFC 8785 vectors that fit the profile, and everything the profile refuses."""

import json
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.canonical import (
    DEEPEST,
    ENTRY_BYTES,
    LARGEST_INT,
    NotCanonical,
    dump,
    dump_entry,
    load,
    load_entry,
    sha256_of,
)

ascii_keys = st.text(st.characters(max_codepoint=0x7F), max_size=5)
strings = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8).map(
    lambda s: normalize("NFC", s)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INT, LARGEST_INT) | strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4),
    max_leaves=12,
)


def test_rfc_8785_section_3_2_2_strings_and_literals():
    # The RFC's own sample (§3.2.2) without its array of floats; its string is NFC.
    sample = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    expected = '{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert dump(sample) == expected.encode()


def test_rfc_8785_escapes_control_characters_its_own_way():
    assert dump("\b\t\n\f\r\x00\x1f\x7f/") == b'"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f/"'


def test_rfc_8785_sorts_ascii_keys_and_nests_without_white_space():
    assert dump({"b": {"2": [], "10": {}}, "a": 1, "": 0, "B": -1}) == (
        b'{"":0,"B":-1,"a":1,"b":{"10":{},"2":[]}}'
    )


def test_chinese_is_written_as_itself():
    assert dump("公示") == b'"\xe5\x85\xac\xe7\xa4\xba"'


def test_hash_is_of_the_canonical_bytes():
    assert sha256_of({"b": 1, "a": "x"}) == sha256(b'{"a":"x","b":1}').digest()


@given(values)
def test_what_was_dumped_loads_as_it_was(value):
    data = dump(value)
    assert load(data) == value
    assert json.loads(data) == value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        [0.5],
        LARGEST_INT + 1,
        -LARGEST_INT - 1,
        {"名": 1},
        {1: 1},
        "e\u0301",
        ["\ud800"],
        (1,),
        {"a": b"x"},
        {"a": {1}},
    ],
)
def test_values_outside_the_profile_are_refused(value):
    with pytest.raises(NotCanonical):
        dump(value)


def test_the_largest_whole_numbers_are_kept():
    assert load(dump([LARGEST_INT, -LARGEST_INT])) == [2**53 - 1, 1 - 2**53]


def test_true_is_not_one():
    assert dump([True, 1]) == b"[true,1]"


def test_strings_are_refused_not_repaired():
    decomposed = "e\u0301"
    with pytest.raises(NotCanonical, match=r"\$\.a\[0\]"):
        dump({"a": [decomposed]})
    with pytest.raises(NotCanonical):
        load(f'"{decomposed}"'.encode())


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"[1,2] ",
        b"\xef\xbb\xbf[1]",
        b'"\xff"',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\\u000A"',
        b"-0",
        b"1.0",
        b"1e3",
        b"1e999",
        b"0.5",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        b"{",
        b"",
        b"[" * 200_000,
        b'{"\xe5":1}',
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(NotCanonical):
        load(data)


def test_a_key_given_twice_is_named_as_such():
    with pytest.raises(NotCanonical, match="twice"):
        load(b'{"a":1,"a":1}')


def _nested(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


def test_nesting_has_an_end():
    assert load(dump(_nested(DEEPEST))) == _nested(DEEPEST)
    with pytest.raises(NotCanonical):
        dump(_nested(DEEPEST + 1))
    with pytest.raises(NotCanonical):
        load(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_an_entry_fits_its_uint16():
    fits = "x" * (ENTRY_BYTES - 2)
    assert len(dump_entry(fits)) == 65_535
    assert load_entry(dump_entry(fits)) == fits
    with pytest.raises(NotCanonical):
        dump_entry(fits + "x")
    with pytest.raises(NotCanonical):
        load_entry(dump(fits + "x"))
