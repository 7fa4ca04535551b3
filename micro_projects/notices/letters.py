"""What objectors, handlers and authors are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.web.sentence import say

POSTED = N_("公示%(notice)s写到了与您有关的%(subject)s，请核对；有不同意见，公示期内可以提出异议。")
RECEIVED = N_("您的异议%(code)s已登记，最迟%(due)s受理；办结之前相关事项不会进入下一步。")
ACKNOWLEDGED = N_("您的异议%(code)s已受理，最迟%(due)s答复。")
REJECTED = N_("您的异议%(code)s已答复：不成立。不同意的话，%(due)s前可以申请复核；不申请则按答复办结。")
FINAL = N_("您的异议%(code)s已由区里作出最后答复：不成立。")
UPHELD = N_("您的异议%(code)s成立。后续怎么办见答复。")
HANDLE = N_("异议%(code)s请您办理，最迟%(due)s。")
DRAWN = N_("您被抽中参加异议%(code)s的三人小组，请最迟%(due)s表决。")
ESCALATED = N_("您的异议%(code)s逾期没有办理，已转给下一个部门，最迟%(due)s办理。")


def about(people: Iterable[int | None], msgid: str, code: str, now: datetime, **facts: Any) -> None:
    """One message about an objection."""
    tell(people, say(msgid, code=code, **facts), f"/objections/{code}", now)


def posted(notice: str, people: Mapping[str, Iterable[int]], now: datetime) -> None:
    """A notice speaks of what these people made or have an interest in, by its code."""
    for code, persons in people.items():
        tell(persons, say(POSTED, notice=notice, subject=code), f"/notices/{notice}", now)
