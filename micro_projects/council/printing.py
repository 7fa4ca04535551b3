"""A session on paper: its agenda, the sheet that members sign at the door, its minutes."""

from __future__ import annotations

import json
from typing import Any

from flask import redirect, url_for
from flask_babel import gettext as _

from micro_projects.council import hall as halls
from micro_projects.council import member_queries, minutes_actions, queries, wording
from micro_projects.council.blueprint import room
from micro_projects.council.models import CouncilSession
from micro_projects.web import paper
from micro_projects.web.access import allow
from micro_projects.web.paper import Data, Document
from micro_projects.web.show import moment


@room.get("/sessions/<code>/agenda.pdf")
@allow("session.read")
def agenda_pdf(code: str) -> Any:
    """The agenda on paper."""
    return paper.printed(lambda: _agenda(code), f"{code}-agenda")


@room.get("/sessions/<code>/sign-in-sheet.pdf")
@allow("session.read")
def sign_in_sheet(code: str) -> Any:
    """The sheet that members sign at the door."""
    return paper.printed(lambda: _sign_in(code), f"{code}-sign-in")


@room.get("/sessions/<code>/minutes.pdf")
@allow("session.read")
def minutes_sheet(code: str) -> Any:
    """The minutes on paper."""
    return paper.printed(lambda: _minutes(code), f"{code}-minutes")


@room.get("/sessions/<code>/sign-in-sheet")
@allow("session.read")
def sign_in_sheet_before(code: str) -> Any:
    """Where the sheet was until it became a file."""
    return redirect(url_for("council.sign_in_sheet", code=code), 301)


@room.get("/sessions/<code>/minutes/sheet")
@allow("session.read")
def minutes_sheet_before(code: str) -> Any:
    """Where the minutes' sheet was until it became a file."""
    return redirect(url_for("council.minutes_sheet", code=code), 301)


def _when_and_where(session: CouncilSession, members: int = 0) -> Data:
    return paper.facts(
        [
            (_("会议"), session.code),
            (_("时间"), moment(session.starts_at)),
            (_("地点"), session.venue),
            (_("线上或电话参加"), session.online),
            (_("应到"), _("%(n)d人", n=members) if members else ""),
        ]
    )


def _agenda(code: str) -> Document:
    session, place = queries.session_and_place(code)
    items = halls.hall(session).items
    texts = [wording.shown(item.title, item.title_facts) for item in items]
    motions = [
        [
            *(
                [_("将表决的动议：%(text)s", text=wording.shown(item.text, item.text_facts))]
                if item.purpose != "free"
                else []
            ),
            *([_("材料校验值：%(hash)s", hash=item.paper_hash.hex())] if item.paper_hash else []),
        ]
        for item in items
    ]
    pieces = [
        paper.lead(
            _(
                "会议定于%(at)s在%(venue)s召开，共%(n)d项议题，居民可以旁听。",
                at=moment(session.starts_at),
                venue=session.venue,
                n=len(items),
            )
        ),
        _when_and_where(session),
        paper.heading(_("议程")),
        paper.numbered(texts, motions),
        paper.prose(_("与某一项有利害关系的成员，请在这一项开始前说明并回避。")),
    ]
    return Document(_("居民议事会会议议程"), place.name, code, session.convened_at, pieces)


def _sign_in(code: str) -> Document:
    session, place = queries.session_and_place(code)
    members = member_queries.members_of(session)
    columns = [
        (_("序号"), "text"),
        (_("姓名"), "text"),
        (_("席位"), "text"),
        (_("签名"), "blank"),
        (_("回避第几项"), "blank"),
    ]
    rows = [[n, m.name, m.seat, "", ""] for n, m in enumerate(members, 1)]
    pieces = [
        paper.lead(_("请本人签名，不能代签；与某一项有利害关系的，写明回避第几项。")),
        _when_and_where(session, members=len(members)),
        paper.table("", columns, rows, by_hand=True),
        paper.table(
            _("旁听"),
            [(_("序号"), "text"), (_("姓名"), "blank"), (_("签名"), "blank")],
            [[n, "", ""] for n in range(1, session.observers + 1)],
            by_hand=True,
        ),
    ]
    return Document(_("居民议事会签到表"), place.name, code, session.convened_at, pieces)


def _minutes(code: str) -> Document:
    session, place = queries.session_and_place(code)
    minutes = minutes_actions.minutes_of(session)
    paragraphs = json.loads(minutes.paragraphs)
    corrections = queries.suggestions(session.id)
    notes = [
        [_correction(c) for c in corrections if c.row.paragraph == n] for n in range(1, len(paragraphs) + 1)
    ]
    signers = [line for line in queries.sign_lines(session.id) if line.round == minutes.round]
    drafted = session.state == "minutes_drafted"
    late = [paper.prose(_("未按期签署"))] if wording.is_late(minutes, drafted) else []
    pieces = [
        paper.lead(wording.standing(minutes, drafted)),
        *late,
        _when_and_where(session),
        paper.numbered([wording.paragraph_shown(p) for p in paragraphs], notes),
    ]
    if signers:
        rows = [[_part(line), line.name, moment(line.at) if line.at else ""] for line in signers]
        columns = [(_("身份"), "text"), (_("姓名"), "text"), (_("签署"), "text")]
        pieces += [
            paper.table(_("签署"), columns, rows),
            paper.signatures([f"{_part(line)} {line.name}" for line in signers]),
        ]
    dated = minutes.stood_at or minutes.drafted_at
    return Document(_("居民议事会会议纪要"), place.name, code, dated, pieces)


def _part(line: queries.SignLine) -> str:
    return str(_("召集人") if line.part == "chair" else _("抽签成员"))


def _correction(one: queries.Correction) -> str:
    ends = {
        "accepted": _("（召集人接受）"),
        "rejected": _("（召集人没有接受：%(note)s）", note=one.row.note),
    }
    said = _("%(name)s提出更正：%(text)s", name=one.name, text=one.row.text)
    return str(said + ends.get(one.row.state, _("（没有处理）")))
