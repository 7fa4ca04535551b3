"""What projects put in the public log without a period: one short way to say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices import actions as notices
from micro_projects.notices import disclosing, own_parts
from micro_projects.notices import objection_queries as objections
from micro_projects.notices.models import LogEntry, Notice
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Project
from micro_projects.web.sentence import Sentence, say


def disclose(
    project: Project, kind: str, sentence: Sentence, now: datetime, facts: Mapping[str, Any] | None = None
) -> LogEntry:
    """An entry about a project."""
    return disclosing.disclose_about(project, f"project.{kind}", sentence, at=now, facts=facts)


def post(
    by: Actor,
    kind: str,
    project: Project,
    words: Sentence,
    facts: Mapping[str, Any],
    now: datetime,
    corrects: Notice | None = None,
) -> Notice:
    """A notice about a project. `corrects` is the one an objection of fact was upheld against: the new one points
    back at it and holds the answer, which says what is right.
    """
    answer = objections.upheld_answer(corrects.id, project.id) if corrects else None
    return notices.post_notice(
        by,
        kind,
        project.subject,
        [project.ref],
        words,
        now,
        facts={**facts, "correction": own_parts.said(answer)} if answer else facts,
        supersedes=corrects,
        reason_code="fact" if corrects else None,
    )


MOVED = {
    "replace": N_("项目%(code)s“%(title)s”要换承接单位，重新邀请报价；没有用完的合同金额留在这个项目。"),
    "return_to_rectify": N_("项目%(code)s“%(title)s”因异议成立，要整改后重新验收。"),
    "accept_again": N_("项目%(code)s“%(title)s”因异议成立，要重新验收。"),
    "begin_settling": N_("项目%(code)s“%(title)s”验收公示期满，开始决算。"),
    "begin_evaluation": N_("项目%(code)s“%(title)s”开始居民评价，名册内的居民都可以说问题解决了没有。"),
}
"""Steps that no other disclosure tells."""
TOLD_BY = {
    "fund": "money.commit",
    "procure": "project.invite",
    "contract": "money.contract",
    "start": "project.start",
    "suspend": "project.suspend",
    "resume": "project.resume",
    "request_acceptance": "project.acceptance_requested",
    "rectify": "project.rectify",
    "accept": "notice.E3",
    "settle": "notice.E4",
    "close": "notice.E5",
    "close_with_reservations": "notice.E5",
    "terminate": "project.terminated",
}
"""Steps that are disclosed otherwise, and by which kind (``money.terminate`` when money goes back)."""


def take(project: Project, act: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Take a step of the table that nothing else discloses, and disclose it. The caller has permitted it."""
    was = project.state
    move(project, MACHINE, act, by=by, at=at, **facts)
    words = say(MOVED[act], code=project.code, title=project.title)
    disclose(project, "moved", words, at, {"became": project.state, "project": project.code, "was": was})


def on(day: date) -> dict[str, str]:
    """A date in a sentence."""
    return {"day": f"{day.isoformat()}T12:00:00+08:00"}
