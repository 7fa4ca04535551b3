"""A key share on paper, to be locked away until closing."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from micro_projects.kernel.refusal import N_
from micro_projects.voting import keeper_pages, keeper_rules, pages, queries
from micro_projects.voting.keeper_words import Share
from micro_projects.voting.models import Round
from micro_projects.web import paper
from micro_projects.web.paper import Document
from micro_projects.web.show import last_minute

ACROSS = 3
SECRET = N_("请锁好。截止以前不要给任何人看，不要拍照，也不要存进电脑或手机。")
WHAT_THEN = N_(
    "投票%(closes)s截止。截止后请登录，在这一轮的“开票钥匙”页面按顺序输入这33个词，或者只输入数字。"
)
WHEN_LOST = N_("这一份丢了，还有另外两份可以开票；三份里丢了两份，选票就永远打不开，这一轮只能作废重投。")


def sheet(round_: Round, seat: str, share: Share, now: datetime) -> Document:
    """One page: what it is, the words in three columns, what to do with them."""
    listed = keeper_pages.numbered(share)
    down = -(-len(listed) // ACROSS)
    rows = [[cell for part in listed[row::down] for cell in _cell(part)] for row in range(down)]
    columns = [(_("序"), "text"), (_("词"), "text"), (_("数字"), "text")] * ACROSS
    office = queries.place_of(round_).name
    return Document(
        _("开票钥匙份额：%(seat)s", seat=_(keeper_rules.SEATS[seat])),
        office,
        round_.code,
        now,
        [
            paper.lead(
                _(
                    "这是%(round)s开票钥匙三份中的一份。任意两份合起来才能开票，单独一份什么也打不开。",
                    round=pages.title_of(round_),
                )
            ),
            paper.table("", columns, rows),
            paper.numbered([_(SECRET), _(WHAT_THEN, closes=last_minute(round_.closes_at)), _(WHEN_LOST)]),
            paper.facts([(_("投票轮次"), round_.code), (_("席位"), _(keeper_rules.SEATS[seat]))]),
        ],
    )


def _cell(part: tuple[int, str, int]) -> list[str]:
    at, word, number = part
    return [f"{at}.", word, str(number)]
