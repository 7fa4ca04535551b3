"""X8, X10: acceptance and evaluation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from micro_projects.projects import acceptance_actions, evaluation_actions, queries
from micro_projects.projects.acceptance_actions import HandOver
from micro_projects.projects.answering import answer, keep
from micro_projects.projects.blueprint import room
from micro_projects.projects.forms import Accept, Cosign, Evaluate, Reason, RequestAcceptance
from micro_projects.proposals import condition_queries
from micro_projects.web.access import allow
from micro_projects.web.door import me, now
from micro_projects.web.show import ZONE


@room.route("/projects/<code>/acceptance/request", methods=["GET", "POST"])
@allow("project.request_acceptance")
def request_acceptance(code: str) -> Any:
    """It is done."""
    project, form = queries.project(code), RequestAcceptance()

    def do(at: Any) -> None:
        before = keep(project, form.before.prepared, form.before_alt.data or "", at)
        after = keep(project, form.after.prepared, form.after_alt.data or "", at)
        acceptance_actions.request_acceptance(
            me(), project, form.text.data or "", at, before_file_id=before, after_file_id=after
        )

    return answer(
        project,
        "project.request_acceptance",
        form,
        do,
        title=_("申请验收"),
        step="request_acceptance",
        lede=_("监督员会到现场逐项查看并会签，街道确认后公示。"),
        label=_("申请验收"),
        files=True,
    )


@room.route("/projects/<code>/acceptance/cosign", methods=["GET", "POST"])
@allow("project.cosign")
def cosign(code: str) -> Any:
    """A supervisor's list."""
    project, form = queries.project(code), Cosign()
    acceptance = queries.acceptance(project.id)
    items = queries.check_items(acceptance.id) if acceptance else []
    form.failed.choices = [SelectChoice(i.number, _(i.text)) for i in items]
    return answer(
        project,
        "project.cosign",
        form,
        lambda at: acceptance_actions.cosign(me(), project, form.failed.data or [], form.text.data or "", at),
        title=_("验收会签"),
        states=("acceptance",),
        lede=_("到现场逐项查看。都合格就会签；有不合格的勾出来，退回整改。"),
        label=_("提交"),
    )


@room.route("/projects/<code>/acceptance/accept", methods=["GET", "POST"])
@allow("project.accept")
def accept(code: str) -> Any:
    """The officer confirms, the maintainer has signed."""
    project = queries.project(code)
    today = now().astimezone(ZONE).date()
    form = Accept(
        maintainer=condition_queries.maintainer(project.proposal_id), signed_on=today, in_use_on=today
    )

    def do(at: Any) -> None:
        hand_over = HandOver(
            form.maintainer.data, form.signed_by.data, form.signed_on.data, form.in_use_on.data
        )
        acceptance_actions.accept(me(), project, hand_over, at)

    return answer(
        project,
        "project.accept",
        form,
        do,
        title=_("确认验收"),
        states=("acceptance",),
        template="projects/accept.html",
        acceptance=queries.acceptance(project.id),
    )


@room.route("/projects/<code>/acceptance/reject", methods=["GET", "POST"])
@allow("project.accept")
def reject(code: str) -> Any:
    """The officer sends it to be rectified."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.accept",
        form,
        lambda at: acceptance_actions.reject(me(), project, form.reason.data or "", at),
        title=_("退回整改"),
        states=("acceptance",),
        lede=_("写明要整改什么，会公开。"),
        label=_("退回整改"),
    )


@room.route("/projects/<code>/evaluate", methods=["GET", "POST"])
@allow("project.evaluate")
def evaluate(code: str) -> Any:
    """Was it solved?"""
    project, form = queries.project(code), Evaluate()
    asked = queries.evaluation(project.id)
    return answer(
        project,
        "project.evaluate",
        form,
        lambda at: evaluation_actions.evaluate(
            me(), project, form.solved.data == "yes", int(form.satisfaction.data), at
        ),
        title=_("评价“%(title)s”", title=project.title),
        template="projects/evaluate.html",
        asked=asked,
    )
