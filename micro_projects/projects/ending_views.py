"""X9 and termination: the final account, ending early, an advance back."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from micro_projects.projects import page_queries, queries, settlement_actions
from micro_projects.projects.answering import answer
from micro_projects.projects.blueprint import room
from micro_projects.projects.forms import Confirm, Reason, Settle
from micro_projects.web.access import allow
from micro_projects.web.door import me


@room.route("/projects/<code>/settle", methods=["GET", "POST"])
@allow("project.settle")
def settle(code: str) -> Any:
    """Close the account."""
    whole, form = page_queries.whole(code), Settle()
    return answer(
        whole.project,
        "project.settle",
        form,
        lambda at: settlement_actions.settle(me(), whole.project, form.text.data or "", at),
        title=_("办理决算"),
        step="settle",
        template="projects/settle.html",
        whole=whole,
    )


@room.route("/projects/<code>/termination", methods=["GET", "POST"])
@allow("project.propose_termination")
def propose_termination(code: str) -> Any:
    """Put it to the council."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.propose_termination",
        form,
        lambda at: settlement_actions.propose_termination(me(), project, form.reason.data or "", at),
        title=_("提请终止"),
        step="terminate",
        lede=_("提请后列入议事会议程，议事会通过、街道确认后项目才终止。"),
        label=_("提请，并公开理由"),
    )


@room.route("/projects/<code>/terminate", methods=["GET", "POST"])
@allow("project.terminate")
def terminate(code: str) -> Any:
    """The officer confirms the council's motion."""
    project, form = queries.project(code), Confirm()
    return answer(
        project,
        "project.terminate",
        form,
        lambda at: settlement_actions.terminate(me(), project, at),
        title=_("确认终止"),
        step="terminate",
        lede=_("已核实的工作须先付清；没有挣得的预付款要收回，余款退回资金池。"),
        label=_("确认终止"),
    )


@room.route("/projects/<code>/reclaim", methods=["GET", "POST"])
@allow("project.record_reclaim")
def record_reclaim(code: str) -> Any:
    """The advance came back."""
    project, form = queries.project(code), Confirm()
    return answer(
        project,
        "project.record_reclaim",
        form,
        lambda at: settlement_actions.record_reclaim(me(), project, at),
        title=_("登记收回的预付款"),
        states=("terminated",),
        lede=_("款项到账后登记，立即退回资金池并公开。"),
        label=_("已到账"),
    )
