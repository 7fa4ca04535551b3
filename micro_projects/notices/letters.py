"""What objectors, handlers and authors are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Subject
from micro_projects.letters.actions import tell
from micro_projects.notices import objection_queries as objections
from micro_projects.notices import queries
from micro_projects.notices.models import Notice
from micro_projects.people.queries import holders
from micro_projects.web.sentence import say

POSTED = N_("公示%(notice)s写到了与您有关的%(subject)s，请核对；有不同意见，公示期内可以提出异议。")
RECEIVED = N_("您的异议%(code)s已登记，最迟%(due)s受理；办结之前相关事项不会进入下一步。")
ACKNOWLEDGED = N_("您的异议%(code)s已受理，最迟%(due)s答复。")
REJECTED = N_("您的异议%(code)s已答复：不成立。不同意的话，%(due)s前可以申请复核；不申请则按答复办结。")
FINAL = N_("您的异议%(code)s已由区里作出最后答复：不成立。")
UPHELD = N_("您的异议%(code)s成立。后续怎么办见答复。")
HANDLE = N_("异议%(code)s请您办理，最迟%(due)s。")
DRAWN = N_("您被抽中参加异议%(code)s的三人小组，请最迟%(due)s表决。")
EXTENDED = {
    "outage": N_("公示%(notice)s期间系统曾打不开，截止时间顺延到%(ends)s。"),
    "unposted": N_(
        "公示%(notice)s到期时没有登记在张贴，截止时间顺延到%(ends)s；请社区工作者尽快张贴并登记。"
    ),
    "posted_late": N_("公示%(notice)s张贴晚了，截止时间顺延到%(ends)s。"),
    "taken_down": N_("公示%(notice)s曾经没有贴着，截止时间顺延到%(ends)s。"),
}
RELEASED = N_("公示%(notice)s期满，没有未办结的异议，%(subject)s可以进入下一步。")
HELD = N_("有人对%(subject)s提出异议%(code)s，办结之前暂缓进入下一步；最迟%(due)s受理。")
ANSWERED = {
    "upheld": N_("对%(subject)s的异议%(code)s成立，后续怎么办见答复。"),
    "rejected": N_("对%(subject)s的异议%(code)s已答复：不成立；提出人申请复核的时间过后放行。"),
}
ESCALATED = N_("您的异议%(code)s逾期没有办理，已转给下一个部门，最迟%(due)s办理。")


def about(people: Iterable[int | None], msgid: str, code: str, now: datetime, **facts: Any) -> None:
    """One message about an objection."""
    tell(people, say(msgid, code=code, **facts), f"/objections/{code}", now)


def posted(notice: str, people: Mapping[str, Iterable[int]], now: datetime) -> None:
    """A notice speaks of what these people made or have an interest in, by its code."""
    for code, persons in people.items():
        tell(persons, say(POSTED, notice=notice, subject=code), f"/notices/{notice}", now)


def interested(notice: Notice) -> set[int]:
    """Who has a part in what a notice speaks of: authors, contractors, kin."""
    found: set[int] = set()
    for one in queries.subjects(notice.id):
        if calls.knows("interested", one.subject.kind):
            found |= set(calls("interested", one.subject.kind, one.subject.id))
    return found


def extended(notice: Notice, reason: str, now: datetime) -> None:
    """A period became longer: those with a part, open objectors, and where the sheet is missing the workers."""
    people = interested(notice) | objections.open_objectors(notice.id)
    if reason == "unposted":
        people |= {h.person_id for h in holders(notice.path, now, ("worker",))}
    tell(people, say(EXTENDED[reason], notice=notice.code, ends=notice.ends_at), _of(notice), now)


def released(notice: Notice, subject: Subject, code: str, now: datetime) -> None:
    """Its gate opened."""
    if calls.knows("interested", subject.kind):
        people = set(calls("interested", subject.kind, subject.id))
        tell(people, say(RELEASED, notice=notice.code, subject=code), _of(notice), now)


def held(people: Iterable[int], objection: str, about: str, due: datetime | None, now: datetime) -> None:
    """An objection holds what these people have a part in; by whom it was made is not said."""
    tell(people, say(HELD, code=objection, subject=about, due=due), f"/objections/{objection}", now)


def ended(people: Iterable[int], objection: str, about: str, outcome: str, now: datetime) -> None:
    """An objection to what these people have a part in was answered."""
    tell(people, say(ANSWERED[outcome], code=objection, subject=about), f"/objections/{objection}", now)


def _of(notice: Notice) -> str:
    return f"/notices/{notice.code}"
