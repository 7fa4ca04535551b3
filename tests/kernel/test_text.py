"""Text people type: nothing hidden stays in it, names are shortened."""

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.text import bigrams, line, prose, public_name

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
typed = st.text(
    st.sampled_from("ab 路灯\n\r\t\x00\u200b\u200d\u202e\u2066\ufeff\ufe0f\u3164\u0301e\u2028\U0001f468")
    | st.characters()
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  路灯 \t\u3000 坏了\r\n", "路灯 坏了"),
        ("e\u0301", "\u00e9"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("gpj\u202egnp.exe", "gpjgnp.exe"),
        ("\u2066a\u2069\u200eb\u200f", "ab"),
        ("张\u200b三\u200d丰\ufeff", "张三丰"),
        ("张\U000e0041三", "张三"),
        ("\u3164\u2800\u034f", ""),
        ("a\ud800b", "ab"),
        (f"好{FAMILY}", f"好{FAMILY}"),
        ("☀\ufe0f\ufe0e\ufe0f", "☀\ufe0f"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("\ufe0fa", "a"),
        ("张\u200d\u2600", "张\u2600"),
        ("\u2600\u200d张", "\u2600张"),
    ],
)
def test_a_line(raw, kept):
    assert line(raw) == kept


def test_clean_keeps_paragraphs():
    raw = "\r\n\r\n 第一段 \r\n\r\n\r\n\u200b\r\n第二段\u2028第三行\x0b\x00 \r"
    assert prose(raw) == "第一段\n\n第二段\n第三行"


@given(typed)
def test_once_is_enough_and_nothing_hidden_stays(raw):
    for kept in (line(raw), prose(raw)):
        assert is_normalized("NFC", kept)
        hidden = {c for c in kept if category(c) in ("Cc", "Cf", "Cs")} - {"\n", "\u200d"}
        assert not hidden
    assert line(line(raw)) == line(raw)
    assert prose(prose(raw)) == prose(raw)
    assert "\n" not in line(raw)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三丰", "张**"),
        ("李四", "李**"),
        ("欧阳修", "欧阳**"),
        ("欧阳", "欧**"),
        ("歐陽 修", "歐陽**"),
        ("爱新觉罗溥仪", "爱新觉罗**"),
        ("买买提·吐尔逊", "买**"),
        ("Anna Lee", "A**"),
        ("anna", "A**"),
        ("ßen", "S**"),
        ("\u202e(王)五", "王**"),
        ("", "**"),
        ("\u200b\u3164", "**"),
    ],
)
def test_public_names(name, shown):
    assert public_name(name) == shown


@given(st.text(min_size=1))
def test_a_public_name_never_shows_all_of_a_longer_name(name):
    assert public_name(name).endswith("**")
    assert len(public_name(name)) <= 6
    letters = "".join(c for c in line(name) if c.isalnum())
    assert len(letters) < 2 or letters not in public_name(name)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("路灯", ["路灯"]),
        ("坏的路灯", ["坏的", "的路", "路灯"]),
        ("灯", ["灯"]),
        ("LED 路灯,3盏", ["led", "路灯", "3", "盏"]),
        ("\uff2c\uff25\uff24", ["led"]),
        ('a_b" OR *', ["a", "b", "or"]),
        ("", []),
    ],
)
def test_search_terms(text, terms):
    assert bigrams(text) == terms


@given(st.text("坏的路灯", min_size=2, max_size=8), st.data())
def test_a_two_character_word_is_found_wherever_it_stands(text, data):
    at = data.draw(st.integers(0, len(text) - 2))
    assert text[at : at + 2] in bigrams(text)


@given(st.text())
def test_terms_hold_nothing_an_index_would_read_as_a_command(text):
    for c in "".join(bigrams(text)):
        assert c.isalnum() or not (c.isascii() or c.isspace() or category(c)[0] in "PZ")
