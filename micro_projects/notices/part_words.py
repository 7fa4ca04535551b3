"""What the parts of a disclosure are called, for people."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from micro_projects.kernel.refusal import N_

NAMES = {
    "answer": N_("答复全文"),
    "explanations": N_("结果说明"),
    "facts": N_("全部事实数据"),
    "minutes": N_("会议纪要全文"),
    "records.csv": N_("匿名投票记录（表格）"),
    "records.pb": N_("匿名投票记录（研究通用的 Pabulib 格式）"),
    "result.json": N_("计票结果（给程序读的）"),
    "round.json": N_("整轮数据（给程序读的）"),
    "questions": N_("要回答的问题"),
    "text": N_("公开的那句话"),
    "visit": N_("查看时写的话"),
    "words": N_("原话"),
}
NUMBERED = {
    "person": N_("姓名%(n)s"),
    "photo": N_("照片%(n)s"),
    "said": N_("原话%(n)s"),
}
_NUMBER = re.compile(r"([a-z]+)-([0-9]+)")


def part_name(name: str) -> str:
    """A part's name as people read it; a file's as it is written."""
    found = _NUMBER.fullmatch(name)
    if found and found[1] in NUMBERED:
        return str(_(NUMBERED[found[1]], n=found[2]))
    return str(_(NAMES[name])) if name in NAMES else name


def in_order(name: str) -> tuple[str, int]:
    """For sorting as people count: 2 before 10."""
    found = _NUMBER.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, 0)
