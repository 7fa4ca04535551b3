"""What can be wrong with a published file: refusals (unreadable, with the line) and notes (counted all the same)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from micro_projects.kernel.refusal import N_, Refusal

_NEXT = N_("请改正文件的这一处后重新计票；格式说明见 pabulib.org。")


def _problem(code: str, why: str) -> Refusal:
    return Refusal(f"pb_{code}", why, _NEXT, 422)


NOT_UTF8 = _problem("not_utf8", N_("第 %(line)s 行不是 UTF-8 编码的文字。"))
BROKEN_QUOTES = _problem("broken_quotes", N_("第 %(line)s 行开始的引号没有配对，后面的内容无法分辨。"))
BROKEN_CSV = _problem("broken_csv", N_("第 %(line)s 行无法按分号拆开：%(detail)s。"))
BEFORE_SECTIONS = _problem("before_sections", N_("第 %(line)s 行在第一个段落标题（META）之前。"))
TWO_SECTIONS = _problem("two_sections", N_("第 %(line)s 行：段落 %(section)s 出现了第二次。"))
NO_SECTION = _problem("no_section", N_("文件在第 %(line)s 行结束，没有段落 %(section)s。"))
NO_HEADER = _problem("no_header", N_("第 %(line)s 行：段落 %(section)s 没有表头。"))
NO_COLUMN = _problem("no_column", N_("第 %(line)s 行：段落 %(section)s 的表头没有列 %(column)s。"))
TWO_COLUMNS = _problem(
    "two_columns", N_("第 %(line)s 行：段落 %(section)s 的表头里列 %(column)s 出现了两次。")
)
WRONG_CELLS = _problem("wrong_cells", N_("第 %(line)s 行有 %(cells)s 格，表头有 %(columns)s 列。"))
TWO_KEYS = _problem("two_keys", N_("第 %(line)s 行：META 的 %(key)s 出现了第二次。"))
NO_KEY = _problem("no_key", N_("第 %(line)s 行起的 META 里没有 %(key)s。"))
NOT_A_NUMBER = _problem("not_a_number", N_("第 %(line)s 行：%(column)s 的“%(value)s”不是一个数。"))
NEGATIVE = _problem("negative", N_("第 %(line)s 行：%(column)s 是负数（%(value)s）。"))
UNKNOWN_VOTE_TYPE = _problem("unknown_vote_type", N_("第 %(line)s 行：不认识的投票方式“%(value)s”。"))
EMPTY_ID = _problem("empty_id", N_("第 %(line)s 行没有编号。"))
TWO_PROJECTS = _problem("two_projects", N_("第 %(line)s 行：项目编号“%(project)s”出现了第二次。"))
UNKNOWN_PROJECT = _problem(
    "unknown_project", N_("第 %(line)s 行的选票选了“%(project)s”，文件里没有这个项目。")
)
NO_POINTS = _problem("no_points", N_("第 %(line)s 行：投票方式 %(value)s 需要一列 points。"))
UNEVEN_POINTS = _problem(
    "uneven_points", N_("第 %(line)s 行的选票有 %(projects)s 个项目、%(points)s 个分数，对不上。")
)

_BOM = N_("文件以字节顺序标记（BOM）开头，已忽略。")
_COUNTS = N_("META 写的 %(key)s 是 %(value)s，文件里实际有 %(found)s。")
_TWICE = N_(
    "%(ballots)s 张选票把同一个项目写了两次（例如第 %(line)s 行）；得票按公布的方式计，写两次算两次。"
)
_VOTERS = N_("有 %(ballots)s 张选票的 voter_id 与前面的重复（例如第 %(line)s 行）；照公布的计入。")
_EMPTY = N_("%(ballots)s 张选票没有选任何项目（例如第 %(line)s 行）。")
_CHOOSE = N_("%(ballots)s 张选票不是正好选一个项目（例如第 %(line)s 行），投票方式却是 choose-1。")
_COMMA = N_("第 %(line)s 行：%(column)s 用逗号作小数点，已按小数点读。")
_DIFFERS = N_("项目“%(project)s”公布的 %(column)s 是 %(value)s，重新计算是 %(found)s。")
_UNKNOWN_RULE = N_("META 的规则“%(rule)s”不在可用规则之内，改按 greedy 计票。")
_NO_RULE = N_("META 没有写规则，按 greedy 计票。")
_NO_LEAST = N_("META 没有写最低得分（min_project_score_threshold），按 0 计。")


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that does not stop the count. `words` is a message id with the places of `facts`."""

    code: str
    words: str
    facts: dict[str, str]

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The note as a sentence."""
        return translate(self.words) % self.facts


def note(code: str, **facts: object) -> Note:
    """The note called `code`."""
    return Note(code, NOTES[code], {key: str(value) for key, value in facts.items()})


NOTES = {
    "bom": _BOM,
    "counts_differ": _COUNTS,
    "project_twice": _TWICE,
    "voter_twice": _VOTERS,
    "empty_ballot": _EMPTY,
    "not_choose_1": _CHOOSE,
    "decimal_comma": _COMMA,
    "published_differs": _DIFFERS,
    "unknown_rule": _UNKNOWN_RULE,
    "no_rule": _NO_RULE,
    "no_threshold": _NO_LEAST,
}
