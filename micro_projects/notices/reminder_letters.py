"""What people are reminded of, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.notices import letters
from micro_projects.notices import objection_queries as objections
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection
from micro_projects.people.queries import holders
from micro_projects.web.sentence import say

ENDING = N_("公示%(notice)s到%(ends)s截止；有不同意见，请在此之前提出异议。")
SHEET = N_("公示%(notice)s还没有登记张贴，请今天贴上公告栏并登记；过了今天，公示期要顺延。")
BOX = N_("公示%(notice)s已期满，请今天中午12点前核对意见箱；没有核对的话，放行要晚两个工作日。")
HANDLE = N_("异议%(code)s的时限快到了，请在%(due)s前办理；逾期会转给下一个部门，并且公开。")
APPEAL = N_("您对异议%(code)s的答复如果不同意，请在%(due)s前申请复核；不申请则按答复办结。")
NOBODY = N_("异议%(code)s还没有人可以办理，%(due)s再指定一次；请核对本地专员的任期。")


def ending(notice: Notice, now: datetime) -> None:
    """A period ends tomorrow: those with a part, whoever objected, and of a cycle's notice the council."""
    people = letters.interested(notice) | objections.objectors(notice.id)
    if notice.kind.startswith("D") and calls.knows("panel_members", "place"):
        people |= set(calls("panel_members", "place", notice.place_id))
    tell(people, say(ENDING, notice=notice.code, ends=notice.ends_at), f"/notices/{notice.code}", now)


def sheet(notice: Notice, now: datetime) -> None:
    """The sheet hangs nowhere."""
    tell(_workers(notice, now), say(SHEET, notice=notice.code), f"/notices/{notice.code}/report", now)


def box(notice: Notice, now: datetime) -> None:
    """The letter box is to be looked into."""
    tell(_workers(notice, now), say(BOX, notice=notice.code), f"/notices/{notice.code}", now)


def handle(people: Iterable[int], one: Objection, now: datetime) -> None:
    """An objection's clock runs out."""
    _about(people, HANDLE, one, now)


def appeal(people: Iterable[int], one: Objection, now: datetime) -> None:
    """The time to appeal runs out."""
    _about(people, APPEAL, one, now)


def nobody(people: Iterable[int], one: Objection, now: datetime) -> None:
    """Nobody without a part could be found."""
    _about(people, NOBODY, one, now)


def _about(people: Iterable[int], msgid: str, one: Objection, now: datetime) -> None:
    tell(people, say(msgid, code=one.code, due=one.due_at), f"/objections/{one.code}", now)


def _workers(notice: Notice, now: datetime) -> set[int]:
    return {h.person_id for h in holders(notice.path, now, ("worker",))}
