"""The letters of a run: one A4 page per voter in large print, made once, in memory, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _

from micro_projects.kernel import base32
from micro_projects.voting import code_queries, pages, queries
from micro_projects.voting.code_queries import Recipient
from micro_projects.voting.code_rules import LETTER_GROUP
from micro_projects.voting.models import Round
from micro_projects.web import paper
from micro_projects.web.language import binding
from micro_projects.web.seats import seat
from micro_projects.web.show import last_minute, moment
from micro_projects.web.typesetting import drawn_code, typeset

ADDRESS = "/vote"
"""Short, because it is typed from paper."""


def letters(round_: Round, to: Sequence[Recipient], codes: Mapping[int, str], now: datetime) -> bytes:
    """The PDF of these voters' letters; `codes` by roll entry. Two statements, and a page in about 10 ms."""
    names = code_queries.names_in_full([one.person_id for one in to])
    with binding():
        data = _said(round_)
        data["letters"] = [_letter(one, names.get(one.person_id, ""), codes[one.entry_id]) for one in to]
    with seat():
        return typeset("voting_letters", data, dated=now)


def sent(made: bytes, name: str) -> Response:
    """The file, sent once: no cache keeps it, and neither does the server."""
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def on_this_server(path: str) -> str:
    """A path as an address for paper or a square code."""
    return f"{current_app.extensions['settings'].base_url}{path}"


def _letter(to: Recipient, name: str, code: str) -> dict[str, Any]:
    where = _("%(grid)s，%(household)s", grid=to.grid, household=to.household) if to.grid else to.household
    grouped = base32.grouped(code, LETTER_GROUP)
    # after the # nothing is sent to a server or kept in its logs
    return {
        "name": name,
        "where": where,
        "code": grouped,
        "square": drawn_code(f"{on_this_server(ADDRESS)}#{grouped}"),
    }


def _said(round_: Round) -> dict[str, Any]:
    """What every letter of the round says."""
    place = queries.place_of(round_)
    plain = on_this_server(ADDRESS).partition("://")[2]
    ways = [
        _("用手机扫右边的方格码，按页面上的提示投票。"),
        _("或者打开下面的网址，输入上面的投票码：") + f"\n{plain}",
        _("不上网的，带上身份证和这封信到社区服务窗口，工作人员当面帮您。"),
    ]
    notes = [
        _("一人一票。截止前可以再投，以最后一次为准；有账号的，登录后投和用这个码投，也以最后一次为准。"),
        _("交了纸质选票，就以纸质选票为准，这个码不能再用。"),
        _("码是您本人的，请不要给别人看，也不要拍照发出去。信丢了，到窗口补发，旧码就作废。"),
        _("您选了什么会加密封存，截止前谁也打不开，开启以后也对不上是谁的。工作人员不会打电话问您要这个码。"),
    ]
    return {
        **paper.frame(_("请您投票"), place.name, round_.code),
        "to": _("%(name)s 居民：", name="{name}"),
        "lead": _(
            "%(place)s%(title)s：有一笔%(budget)s的钱，办哪些事由居民来定。您在名册上，请您投票。",
            place=place.name,
            title=pages.title_of(round_),
            budget=round_.budget,
        ),
        "when": _("%(opens)s起", opens=moment(round_.opens_at)),
        "until": _("%(closes)s截止", closes=last_minute(round_.closes_at)),
        "code_label": _("您的投票码"),
        "code_hint": _("没有字母 I、L、O、U；横线不用输"),
        "square_alt": _("打开投票页面的方格码"),
        "ways_title": _("怎么投"),
        "ways": ways,
        "notes_title": _("请知道"),
        "notes": notes,
    }
