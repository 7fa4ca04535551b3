"""What people type, made fit to keep; and what is derived from it: public names, search terms.

Text is normalised once, here, when it comes in. After that it is never changed again, because it is hashed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import category, normalize

CJK = (
    "\u2e80-\u2fff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces, as a range in a pattern: Chinese characters and kana."""

# Letters that show nothing: a name made of them would look empty.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINER = "\u200d"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def line(typed: str) -> str:
    """One line: NFC, no control, bidi or zero-width characters, white space collapsed and trimmed."""
    return normalize("NFC", " ".join(_visible(typed).split()))


def prose(typed: str) -> str:
    """Several lines, each as `line`; at most one empty line in a row, none at either end."""
    lines = [line(one) for one in _BREAKS.sub("\n", typed).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _visible(typed: str) -> str:
    """`typed` without what hides or reorders other characters; white space stays."""
    kept: list[str] = []
    for place, c in enumerate(typed):
        if c.isspace():
            kept.append(c)
        elif c == _JOINER:
            # Joined emoji are one picture; anywhere else the joiner only hides a difference.
            if _is_picture(typed[place - 1 : place]) and _is_picture(typed[place + 1 : place + 2]):
                kept.append(c)
        elif _SELECTORS.match(c):
            # One chooses the form of the character before it; a row of them smuggles hidden text.
            if kept and not kept[-1].isspace() and not _SELECTORS.match(kept[-1]):
                kept.append(c)
        elif category(c) not in ("Cc", "Cf", "Cs") and c not in _BLANKS:
            kept.append(c)
    return "".join(kept)


def _is_picture(c: str) -> bool:
    return c != "" and (category(c) in ("So", "Sk") or c == "\ufe0f")


_COMPOUND = frozenset(
    re.findall(
        r"\S+",
        """
    欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 南宫 南宮 万俟 闻人 聞人 夏侯
    诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 澹台 皇甫 宗政 濮阳 濮陽 公冶 太叔 申屠 公孙 公孫
    慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 子车 亓官 司寇 巫马
    公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 榖梁 拓跋 夹谷 轩辕 軒轅 令狐 段干 百里 呼延
    东郭 東郭 南门 羊舌 微生 梁丘 左丘 西门 西門 第五 东里 南荣 达奚 即墨 纳兰 納蘭 完颜
    完顏 爱新觉罗 叶赫那拉
        """,  # zh only
    )
)


def public_name(name: str) -> str:
    """A resident's name as the public sees it: ``张三丰`` → ``张**``, ``Anna Lee`` → ``A**``.

    Compound surnames are kept whole where a given name follows. Always two stars: their number tells nothing.
    """
    letters = "".join(c for c in line(name) if c.isalnum())
    for size in (4, 2):
        if letters[:size] in _COMPOUND and len(letters) > size:
            return f"{letters[:size]}**"
    return f"{letters[:1].upper()[:1]}**"


_WORD = f"(?:(?![{CJK}])[^\\W_])+"
_TERM = re.compile(f"[{CJK}]+|{_WORD}")


def bigrams(text: str) -> list[str]:
    """Search terms in order: overlapping pairs of Chinese characters, whole words of other scripts.

    Case, width and compatibility forms are folded. A lone Chinese character stands for itself. Terms hold
    no white space and no punctuation, so nothing typed reaches an index's query language.
    """
    terms: list[str] = []
    for run in _TERM.findall(normalize("NFKC", normalize("NFKC", text).casefold())):
        if re.match(f"[{CJK}]", run) and len(run) > 1:
            terms += [a + b for a, b in pairwise(run)]
        else:
            terms.append(run)
    return terms
