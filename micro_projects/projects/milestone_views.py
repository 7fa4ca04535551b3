"""X5, X6: milestones shown, inspected, verified; variations."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from micro_projects.kernel.money import ZERO
from micro_projects.projects import milestone_actions, page_queries, queries, variation_actions
from micro_projects.projects.actions import pack_of
from micro_projects.projects.answering import answer, keep
from micro_projects.projects.blueprint import room
from micro_projects.projects.forms import Check, Confirm, Deliver, Reason, Vary
from micro_projects.projects.machine import MILESTONE_STATES
from micro_projects.web.access import allow
from micro_projects.web.door import me


@room.get("/projects/<code>/milestones/<int:number>")
@allow("project.read")
def milestone(code: str, number: int) -> Any:
    """A milestone with all that was shown and said."""
    whole = page_queries.whole(code)
    one = queries.milestone(whole.project.id, number)
    return render_template(
        "projects/milestone.html",
        whole=whole,
        project=whole.project,
        milestone=one,
        shown=page_queries.shown(one.id),
        states=MILESTONE_STATES,
    )


@room.route("/projects/<code>/milestones/<int:number>/deliver", methods=["GET", "POST"])
@allow("project.deliver")
def deliver(code: str, number: int) -> Any:
    """Show what was done."""
    project, form = queries.project(code), Deliver()
    one = queries.milestone(project.id, number)

    def do(at: Any) -> None:
        photo = keep(project, form.photo.prepared, form.alt.data or "", at)
        milestone_actions.deliver(me(), project, one, form.text.data or "", photo, at)

    return answer(
        project,
        "project.deliver",
        form,
        do,
        title=_("提交节点“%(title)s”", title=one.title),
        states=("executing",),
        lede=_("要出示：%(evidence)s", evidence=one.evidence or _("完成情况和现场照片")),
        label=_("提交查验"),
        files=True,
        back=url_for("projects.milestone", code=code, number=number),
    )


@room.route("/projects/<code>/milestones/<int:number>/inspect", methods=["GET", "POST"])
@allow("project.inspect")
def inspect(code: str, number: int) -> Any:
    """A supervisor's look."""
    return _check(code, number, "inspect")


@room.route("/projects/<code>/milestones/<int:number>/verify", methods=["GET", "POST"])
@allow("project.verify")
def verify(code: str, number: int) -> Any:
    """A worker's confirmation."""
    return _check(code, number, "verify")


def _check(code: str, number: int, name: str) -> Any:
    project, form = queries.project(code), Check()
    one = queries.milestone(project.id, number)
    action = getattr(milestone_actions, name)
    title = _("查验节点“%(title)s”") if name == "inspect" else _("核实节点“%(title)s”")
    return answer(
        project,
        f"project.{name}",
        form,
        lambda at: action(me(), project, one, form.passed.data == "yes", form.text.data or "", at),
        title=title % {"title": one.title},
        template="projects/check.html",
        milestone=one,
        shown=page_queries.shown(one.id),
        back=url_for("projects.milestone", code=code, number=number),
    )


@room.route("/projects/<code>/vary", methods=["GET", "POST"])
@allow("project.propose_variation")
def vary(code: str) -> Any:
    """Propose a variation."""
    project, form = queries.project(code), Vary()
    contract = queries.contract(project.id)
    milestones = {m.id: m for m in (queries.milestones(contract.id) if contract else [])}
    form.milestone.choices = [SelectChoice(m.id, f"{m.number}. {m.title}") for m in milestones.values()]

    def do(at: Any) -> None:
        sign = {"more": 1, "less": -1, "same": 0}[form.direction.data]
        amount = (form.amount.data or ZERO) * sign
        one = milestones[form.milestone.data]
        words = (form.days.data or 0, form.scope.data, form.reason.data or "")
        variation_actions.propose_variation(me(), project, one, amount, *words, at)

    return answer(
        project,
        "project.propose_variation",
        form,
        do,
        title=_("提出变更"),
        states=variation_actions.VARIABLE,
        lede=_(
            "累计超过合同金额的%(share)d%%，或改变内容的，由议事会表决、街道确认、公示后生效；其余由街道确认。",
            share=pack_of(project).variation // 100,
        ),
        label=_("提出，并公开"),
    )


@room.route("/projects/<code>/variation", methods=["GET", "POST"])
@allow("project.decide_variation")
def decide_variation(code: str) -> Any:
    """The officer confirms the open variation."""
    project, form = queries.project(code), Confirm()
    return answer(
        project,
        "project.decide_variation",
        form,
        lambda at: variation_actions.confirm_variation(me(), project, at),
        title=_("确认变更"),
        template="projects/variation.html",
        variation=queries.open_variation(project.id),
        refusing=Reason(),
    )


@room.route("/projects/<code>/variation/refuse", methods=["GET", "POST"])
@allow("project.decide_variation")
def refuse_variation(code: str) -> Any:
    """The officer does not confirm it."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.decide_variation",
        form,
        lambda at: variation_actions.refuse_variation(me(), project, form.reason.data or "", at),
        title=_("不确认变更"),
        lede=_("变更不生效，理由会公开。"),
        label=_("不确认"),
    )
