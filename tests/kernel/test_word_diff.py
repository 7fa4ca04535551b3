"""How one text became another: read word by word, nothing lost, no number or Latin word cut, in bounded time."""

import random
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.word_diff import changes, words


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("一样。", "一样。", "一样。"),
        ("", "新", "[+新]"),
        ("旧", "", "[-旧]"),
        ("The red cat sat.", "The blue dog sat.", "The [-red cat][+blue dog] sat."),
        ("pay 1,000 now", "pay 1,500 now", "pay [-1,000][+1,500] now"),
        ("约需8600元", "约需86,000元", "约需[-8600元][+86,000元]"),
        ("预算五十万元。", "预算五十二万元。", "预算[-五十万元][+五十二万元]。"),
        ("安装三盏路灯。", "安装五盏太阳能路灯。", "安装[-三盏][+五盏太阳能]路灯。"),
        (
            "晚上九点以后很黑，老人出门常常摔跤。希望在路口装一盏路灯。",
            "晚上很黑，老人孩子出门摔跤。希望在路口装三盏太阳能路灯，并由物业负责维修。",
            "晚上[-九点以后]很黑，老人[-出门常常][+孩子出门]摔跤。希望在路口装[-一盏路灯][+三盏太阳能路灯，并由物业负责维修]。",
        ),
        (
            "在 3 栋至 6 栋楼道两侧加装扶手，由物业管养。",
            "在 3 栋至 7 栋楼道两侧加装扶手，夜间有荧光条，由物业管养。",
            "在 3 栋至 [-6][+7] 栋楼道两侧加装扶手[+，夜间有荧光条]，由物业管养。",
        ),
        ("楼道照明太暗", "小区北门增设充电桩", "[-楼道照明太暗][+小区北门增设充电桩]"),
        ("红\n绿", "蓝\n黄", "[-红][+蓝]\n[-绿][+黄]"),
        ("甲。乙。丙。", "甲。丙。", "甲。[-乙。]丙。"),
        ("We need two lamps.", "We need three solar lamps.", "We need [-two][+three solar] lamps."),
    ],
)
def test_differences_read_well(old, new, shown):
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    assert "".join(marks[kind].format(text) for kind, text in changes(old, new)) == shown


typed = st.text("路灯坏了修三十万元。\n ab,.1￥%'-", max_size=60)


@given(typed, typed)
def test_a_difference_tells_both_texts_whole(old, new):
    shown = changes(old, new)
    assert shown == changes(old, new)
    assert "".join(text for kind, text in shown if kind != "new") == old
    assert "".join(text for kind, text in shown if kind != "gone") == new
    assert all(text for _, text in shown)
    kinds = [kind for kind, _ in shown]
    assert all(a != b and (a, b) != ("new", "gone") for a, b in pairwise(kinds))


@given(typed, typed)
def test_no_change_begins_or_ends_inside_a_number_or_a_latin_word(old, new):
    shown = changes(old, new)
    for left_out, whole in (("new", old), ("gone", new)):
        at, cuts = 0, set()
        for kind, text in shown:
            if kind != left_out:
                at += len(text)
                cuts.add(at)
        for found in re.finditer(r"[0-9]+(?:[.,][0-9]+)*|[a-z]+", whole):
            assert not cuts & set(range(found.start() + 1, found.end())), (shown, found[0])


@given(typed)
def test_the_words_are_the_text(text):
    assert "".join(words(text)) == text


@pytest.mark.parametrize("make", ["stops", "letters", "prose", "edited"])
def test_ten_thousand_characters_take_less_than_two_tenths_of_a_second(make):
    known = "路灯 老人 小区 楼道 扶手 ， 。 的 装 修 物业 社区 希望 晚上 很 黑 出门 12 LED".split()
    draw = random.Random(7)
    prose = "".join(draw.choice(known) for _ in range(6000))[:10_000]
    old, new = {
        "stops": ("。" * 10_000, "。，" * 5_000),
        "letters": (" ".join(draw.choices("ab", k=5000)), " ".join(draw.choices("ab", k=5000))),
        "prose": (prose, "".join(draw.choice(known) for _ in range(6000))[:10_000]),
        "edited": (prose, "".join("改" if draw.random() < 0.02 else c for c in prose)),
    }[make]
    words(prose)  # the dictionary is read once
    start = time.process_time()
    shown = changes(old, new)
    assert time.process_time() - start < 0.2
    assert "".join(text for kind, text in shown if kind != "gone") == new
