"""A sheet was torn down or cannot be read: anybody may hint, the worker looks, what is found is disclosed."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.letters.actions import tell as letter
from micro_projects.notices import down_queries as queries
from micro_projects.notices import down_rules as rules
from micro_projects.notices import queries as notices
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.down_models import SheetDown
from micro_projects.notices.down_queries import Hung
from micro_projects.notices.models import Notice
from micro_projects.people.queries import holders
from micro_projects.web.access import may, permit
from micro_projects.web.sentence import say

FOUND = {
    "gone": N_("公示%(notice)s贴在%(board)s的那一张不见了，从%(since)s起算；由社区工作者重新张贴。"),
    "damaged": N_("公示%(notice)s贴在%(board)s的那一张破损、看不清，从%(since)s起算；由社区工作者重新张贴。"),
}
HINT = N_("有人说公示%(notice)s贴在%(board)s的那一张不见了或看不清，请去看看；没有了就重新张贴并登记。")


def tell(by: Actor, notice: Notice, hung: Hung, what: str, now: datetime) -> None:
    """Say that a sheet is gone or damaged: a worker's word is disclosed at once, anybody else's is a hint to them."""
    permit(by, "notice.tell_down", notice.place_id, notice.path)
    require(what in rules.WHAT and hung.found is None, rules.NOT_HANGING)
    require(notice.ends_at is not None and now < notice.ends_at, rules.OVER)
    waiting = queries.hints(hung.report.id)
    if may(by, "notice.look_down", notice.place_id, notice.path):
        first = waiting[0] if waiting else _told(by, hung, what, now)
        _found(by, notice, hung, first, now)
        return
    require(all(one.told_by != by.id for one in waiting), rules.TOLD_ALREADY)
    _told(by, hung, what, now)
    journal.write(by, "notice.tell_down", _ref(notice), now, notice=notice.code)
    workers = {holder.person_id for holder in holders(notice.path, now, ("worker",))}
    letter(workers, say(HINT, notice=notice.code, board=hung.report.board), f"/notices/{notice.code}", now)


def look(by: Actor, notice: Notice, hung: Hung, down: bool, now: datetime) -> None:
    """The worker has looked: it is so since it was first said, and disclosed; or the sheet hangs as it should."""
    permit(by, "notice.look_down", notice.place_id, notice.path)
    waiting = queries.hints(hung.report.id)
    require(waiting and hung.found is None, rules.NOTHING_TOLD)
    if down:
        _found(by, notice, hung, waiting[0], now)
        return
    for one in waiting:
        one.seen_by, one.seen_at, one.found = by.id, now, False
    journal.write(by, "notice.look_down", _ref(notice), now, notice=notice.code, down=False)


def _told(by: Actor, hung: Hung, what: str, now: datetime) -> SheetDown:
    row = SheetDown(report_id=hung.report.id, what=what, told_by=by.id, told_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def _found(by: Actor, notice: Notice, hung: Hung, first: SheetDown, now: datetime) -> None:
    for one in queries.hints(hung.report.id):
        one.seen_by, one.seen_at, one.found = by.id, now, one.id == first.id
    db.session.flush()
    board, since = hung.report.board, first.told_at
    disclose(
        "notice.down",
        say(FOUND[first.what], notice=notice.code, board=board, since=since),
        place_id=notice.place_id,
        path=notice.path,
        at=now,
        ref=_ref(notice),
        code=notice.code,
        facts={"board": board, "damage": first.what, "notice": notice.code, "since": since.isoformat()},
    )
    journal.write(by, "notice.look_down", _ref(notice), now, notice=notice.code, down=True)


def _ref(notice: Notice) -> Subject:
    entry = notices.entry_of(notice)
    return Subject(entry.subject_kind or "", entry.subject_id or 0)
