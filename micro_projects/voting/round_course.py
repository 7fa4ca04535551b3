"""A round's course as its page tells it: what is over, what is going on, who does it until when, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, exists, select

from micro_projects.extensions import db
from micro_projects.voting import reconcile_queries, round_keys
from micro_projects.voting.models import Round, VoidRequest
from micro_projects.voting.paper_models import PaperFinish
from micro_projects.voting.reconcile_models import RoundDifference

ORDER = ("vote", "enter", "reconcile", "count", "adopt", "result")
AT = {"frozen": -1, "open": 0, "closed": 1, "entering": 1, "reconciled": 3, "counted": 4, "adopted": 5}
"""Which of `ORDER` is going on in each state."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline. `ends`: a last minute; `at`: a moment."""

    title: str
    state: str
    text: str = ""
    url: str = ""
    at: datetime | None = None
    ends: datetime | None = None


class Waiting(NamedTuple):
    """What a round's page asks first, in one statement."""

    motion: VoidRequest | None
    """The motion to void that waits."""
    entered: bool
    """Somebody said that all paper is entered."""
    differs: bool
    """Its counts differ, or did when it was reconciled."""

    @property
    def held(self) -> bool:
        """Nothing is left for the round but to be voided: the program moved it."""
        return self.motion is not None and self.motion.by_id is None


def waiting(round_: Round) -> Waiting:
    """Of one round."""
    differs = exists().where(RoundDifference.round_id == Round.id, RoundDifference.superseded_at.is_(None))
    query = (
        select(VoidRequest, PaperFinish.round_id, differs)
        .select_from(Round)
        .outerjoin(VoidRequest, and_(VoidRequest.round_id == Round.id, VoidRequest.carried.is_(None)))
        .outerjoin(PaperFinish, PaperFinish.round_id == Round.id)
        .where(Round.id == round_.id)
        .order_by(VoidRequest.id)
    )
    row = db.session.execute(query.limit(1)).one()
    return Waiting(row[0], row[1] is not None, row[2])


def course(round_: Round, by_channel: Mapping[str, int], waiting: Waiting, now: datetime) -> list[Step]:
    """The steps of a round of ours, whoever resolves it."""
    if round_.imported:
        return []
    if round_.resolve_by == "council":
        return _by_council(round_)
    if round_.state == "void":
        return [_vote(round_, "done"), Step(_("本轮作废"), "done", at=round_.state_since)]
    going = AT[round_.state]
    until, waits = None, False
    if round_.state == "entering" and by_channel.get("paper"):
        waits = not waiting.entered
        until = reconcile_queries.entering_until(round_) if waits else None
    if round_.state == "entering" and not waits:
        going = ORDER.index("reconcile")
    state = {name: "done" if n < going else "now" if n == going else "next" for n, name in enumerate(ORDER)}
    late = waits and until is not None and until <= now
    entering = Step(
        _("录入纸质选票"),
        "late" if late else state["enter"],
        _("社区两位工作人员各录一遍，不一致的由第三人裁定。") if state["enter"] != "done" else "",
        ends=until if waits else None,
    )
    begun = [
        _vote(round_, state["vote"]),
        *([entering] if "paper" in round_.channels.split() else []),
    ]
    if waiting.held:
        over = [_reconcile(round_, "done"), *([_count(round_, "done")] if round_.opened_at else [])]
        return [*begun, *over, Step(_("议事会表决作废"), "now", _("这一轮只能作废；通过后30天内重新投票。"))]
    return [
        *begun,
        _reconcile(round_, state["reconcile"]),
        _count(round_, state["count"]),
        _adopt(round_, state["adopt"]),
        _result(round_, state["result"]),
    ]


def _vote(round_: Round, state: str) -> Step:
    text = _("名册上的 %(roll)s 人都可以投。", roll=round_.roll_size) if state != "done" else ""
    return Step(_("居民投票"), state, text, ends=round_.closes_at)


def _reconcile(round_: Round, state: str) -> Step:
    told = _("系统核对登记的人数和选票数；对不上的，社区要书面说明。") if state != "done" else ""
    url = url_for("voting.reconciliation", code=round_.code) if state != "next" else ""
    return Step(_("核对票数"), state, told, url)


def _count(round_: Round, state: str) -> Step:
    if state == "done":
        return Step(_("开票和计票"), state, at=round_.opened_at)
    if round_.keepers and state == "now" and not round_keys.is_kept(round_.code) and not round_.opened_at:
        return Step(_("开票和计票"), state, _("等两个保管人交回开票钥匙的份额。"))
    return Step(_("开票和计票"), state, _("由系统打乱次序后开票，按冻结的规则计票；有并列的，公开抽签。"))


def _adopt(round_: Round, state: str) -> Step:
    told = _("居民议事会确认结果，不能改换项目。") if state != "done" else ""
    at = round_.state_since if round_.state == "adopted" else None
    return Step(_("议事会确认"), state, told, at=at)


def _result(round_: Round, state: str) -> Step:
    url = url_for("voting.result", code=round_.code) if state == "now" else ""
    told = _("结果、每个项目的说明和匿名投票记录都公示。")
    return Step(_("公示结果"), "done" if state == "now" else state, told, url)


def _by_council(round_: Round) -> list[Step]:
    over = round_.state in ("adopted", "void")
    steps = []
    if round_.extended_from is not None:
        steps.append(
            Step(_("居民投票"), "done", _("延长后投票人数仍不够，选票没有开启。"), ends=round_.closes_at)
        )
    ended = _("本轮作废") if round_.state == "void" else _("公示结果")
    steps.append(Step(_("居民议事会逐项表决"), "done" if over else "now"))
    steps.append(Step(ended, "done" if over else "next", at=round_.state_since if over else None))
    return steps
