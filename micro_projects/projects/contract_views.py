"""X4, X5: the contract, beginning, stopping and going on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from micro_projects.projects import actions, contract_actions, queries
from micro_projects.projects.actions import pack_of
from micro_projects.projects.answering import answer
from micro_projects.projects.blueprint import room
from micro_projects.projects.contract_form import ROWS, ContractForm
from micro_projects.projects.forms import Confirm, Reason
from micro_projects.web.access import allow
from micro_projects.web.door import me, now
from micro_projects.web.show import ZONE


@room.route("/projects/<code>/contract", methods=["GET", "POST"])
@allow("project.contract")
def contract(code: str) -> Any:
    """Enter what was signed."""
    project = queries.project(code)
    award, pack = queries.award(project.id), pack_of(project)
    today = now().astimezone(ZONE).date()
    form = ContractForm(
        amount=award.amount if award else None, signed_on=today, starts_on=today + timedelta(days=1)
    ).with_rows(request.args.get("rows", ROWS, type=int))
    return answer(
        project,
        "project.contract",
        form,
        lambda at: contract_actions.contract(me(), project, form.terms(), form.parts(), at),
        title=_("签订合同"),
        step="contract",
        template="projects/contract.html",
        award=award,
        pack=pack,
        rows=len(form.milestones.entries),
    )


@room.route("/projects/<code>/start", methods=["GET", "POST"])
@allow("project.start")
def start(code: str) -> Any:
    """Work begins."""
    project, form = queries.project(code), Confirm()
    return answer(
        project,
        "project.start",
        form,
        lambda at: actions.start(me(), project, at),
        title=_("登记开工"),
        step="start",
        lede=_("确认承接单位已进场。登记后会公开。"),
        label=_("已开工"),
    )


@room.route("/projects/<code>/suspend", methods=["GET", "POST"])
@allow("project.suspend")
def suspend(code: str) -> Any:
    """Stop the work."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.suspend",
        form,
        lambda at: actions.suspend(me(), project, form.reason.data or "", at),
        title=_("暂停实施"),
        step="suspend",
        lede=_("暂停期间不能提交节点。"),
        label=_("暂停，并公开理由"),
    )


@room.route("/projects/<code>/resume", methods=["GET", "POST"])
@allow("project.resume")
def resume(code: str) -> Any:
    """Go on."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.resume",
        form,
        lambda at: actions.resume(me(), project, form.reason.data or "", at),
        title=_("恢复实施"),
        step="resume",
        lede=_("恢复后承接单位可以继续提交节点。"),
        label=_("恢复，并公开理由"),
    )
