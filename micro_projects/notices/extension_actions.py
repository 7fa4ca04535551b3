"""Making a notice's period longer: after an outage, or when its sheet was not hung in time. Never shorter."""

from __future__ import annotations

from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import down_rules, letters
from micro_projects.notices import extension_queries as queries
from micro_projects.notices import extension_rules as rules
from micro_projects.notices import queries as notices
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.extension_models import NoticeExtension
from micro_projects.notices.extension_rules import Lengthened
from micro_projects.notices.models import Notice
from micro_projects.notices.uptime_models import Outage
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import Calendar
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

WHY = {
    "outage": N_("公示%(notice)s期间系统曾打不开，截止时间由%(before)s顺延到%(ends)s。"),
    "unposted": N_(
        "公示%(notice)s到期时没有登记在张贴，截止时间由%(before)s顺延到%(ends)s，由社区工作者补贴。"
    ),
    "posted_late": N_(
        "公示%(notice)s张贴晚了，截止时间由%(before)s顺延到%(ends)s，从张贴之日起公示期仍然足额。"
    ),
    "taken_down": N_(
        "公示%(notice)s有整整一个工作日以上没有贴着，截止时间由%(before)s顺延到%(ends)s，从重新张贴之日起公示期仍然足额。"
    ),
}


def after_outage(by: Actor, notice: Notice, outage: Outage, now: datetime) -> None:
    """The clock: an outage took part of the period; each working day it touched is added."""
    permit(by, "notice.extend", notice.place_id, notice.path)
    calendar = places.edition(notice.calendar_version)
    assert notice.ends_at is not None
    assert outage.ends_at is not None
    bounds = (outage.starts_at, outage.ends_at, notice.posted_at, notice.ends_at)
    require(rules.counts(*bounds), rules.NOT_LONGER)
    days = rules.lost_days(*bounds, calendar)
    _lengthen(by, notice, "outage", rules.by_days(notice.ends_at, days, calendar), now, outage)


def never_posted(by: Actor, notice: Notice, now: datetime) -> None:
    """The clock: over, and not on any board, not even for a last whole day. It runs once more, this once: the
    wait has an end (invariant 14)."""
    permit(by, "notice.extend", notice.place_id, notice.path)
    assert notice.ends_at is not None
    require(notice.id in {one.id for one in queries.never_posted(now)}, rules.NOT_LONGER)
    calendar, days = _measure(notice)
    _lengthen(by, notice, "unposted", rules.by_days(notice.ends_at, days, calendar), now)


def posted(by: Actor, notice: Notice, now: datetime) -> None:
    """The sheet is hung for the first time: after the first working day, the period runs in full from here."""
    calendar, days = _measure(notice)
    late = now >= calendar_rules.add_working_days(notice.posted_at, 1, calendar)
    if notice.ends_at is None or not late or all(s.released_at for s in notices.subjects(notice.id)):
        return
    fresh = rules.from_posting(now, days, calendar)
    if fresh.ends > notice.ends_at:
        _lengthen(by, notice, "posted_late", fresh, now)


def posted_again(by: Actor, notice: Notice, since: datetime, now: datetime) -> None:
    """Hung again after no sheet of it had hung since `since`: a whole working day, and the period runs in full from
    here. This once: who tears sheets down again and again cannot hold a thing for ever."""
    calendar, days = _measure(notice)
    if notice.ends_at is None or all(s.released_at for s in notices.subjects(notice.id)):
        return
    whole = down_rules.whole_day(since, min(now, notice.ends_at), calendar)
    fresh = rules.from_posting(now, days, calendar)
    if whole and fresh.ends > notice.ends_at and not queries.lengthened(notice.id, "taken_down"):
        _lengthen(by, notice, "taken_down", fresh, now)


def _measure(notice: Notice) -> tuple[Calendar, int]:
    days = cycles.by_id(notice.cycle_id).pack.notice_days.get(notice.kind) or 1
    return places.edition(notice.calendar_version), days


def _lengthen(
    by: Actor, notice: Notice, reason: str, new: Lengthened, now: datetime, outage: Outage | None = None
) -> None:
    before = notice.ends_at
    assert before is not None
    require(new.ends > before, rules.NOT_LONGER)
    db.session.add(
        NoticeExtension(
            notice_id=notice.id,
            reason=reason,
            outage_id=outage.id if outage else None,
            ended_at=before,
            ends_at=new.ends,
            at=now,
        )
    )
    db.session.flush()
    notice.ends_at = new.ends
    notice.gate_confirmed_at, notice.gate_unconfirmed_at = new.gate_confirmed, new.gate_unconfirmed
    notice.provisional = notice.provisional or new.provisional
    notice.letter_box_at = None  # the box is looked into after the last day
    db.session.flush()
    entry = notices.entry_of(notice)
    ref = Subject(entry.subject_kind or "", entry.subject_id or 0)
    disclose(
        "notice.extended",
        say(WHY[reason], notice=notice.code, before=before, ends=new.ends),
        place_id=notice.place_id,
        path=notice.path,
        at=now,
        ref=ref,
        code=notice.code,
        reason_code=reason,
        facts={
            "calendar": notice.calendar_version,
            "ended_at": before.isoformat(),
            "ends_at": new.ends.isoformat(),
            "extended_for": reason,
            "notice": notice.code,
            "outage": _outage_facts(outage),
        },
    )
    journal.write(by, "notice.extend", ref, now, notice=notice.code, reason=reason)
    letters.extended(notice, reason, now)


def _outage_facts(outage: Outage | None) -> dict[str, str | None] | None:
    if outage is None or outage.ends_at is None:
        return None
    return {"ends_at": outage.ends_at.isoformat(), "starts_at": outage.starts_at.isoformat()}
