"""X3: firms, invitations, quotations, awards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from micro_projects.kernel.money import ZERO
from micro_projects.kernel.refusal import Refused
from micro_projects.projects import page_queries, procurement_actions, queries, rules
from micro_projects.projects.actions import pack_of
from micro_projects.projects.answering import answer
from micro_projects.projects.blueprint import room
from micro_projects.projects.forms import AwardForm, Confirm, Invite, Quote, Reason, RegisterContractor
from micro_projects.projects.models import Contractor, Quotation
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.refusals import lines


@room.route("/contractor", methods=["GET", "POST"])
@allow("project.register_contractor")
def register_contractor() -> Any:
    """A contractor's own firm."""
    firm = queries.contractor_of(me().id)
    form = RegisterContractor(obj=firm)
    if request.method == "GET":
        return render_template("projects/register.html", form=form, firm=firm)
    if not form.validate():
        return render_template("projects/register.html", form=form, firm=firm), 422
    typed = (form.name.data, form.credit_code.data, form.address.data, form.phone.data)
    try:
        with act() as at:
            procurement_actions.register_contractor(me(), *typed, at)
    except Refused as refused:
        extra = lines(refused)
        page = render_template("projects/register.html", form=form, firm=None, extra=extra)
        return page, refused.refusal.status
    return redirect(url_for("projects.contractor", credit_code=form.credit_code.data), 303)


@room.get("/projects/<code>/procurement")
@allow("project.read")
def procurement(code: str) -> Any:
    """The invitation, and once opened every quotation."""
    whole = page_queries.whole(code)
    invitation, by = whole.procurement, me_or_none()
    opened = invitation is not None and invitation.opened_at is not None
    quoted = queries.quotations(invitation.id) if invitation and opened else []
    form = AwardForm()
    form.contractor.choices = choices(quoted)
    return render_template(
        "projects/procurement.html",
        whole=whole,
        project=whole.project,
        invitation=invitation,
        quoted=quoted,
        form=form,
        confirm=Confirm(),
        may=lambda name: may(by, name, whole.project.place_id, whole.project.path),
        now=now(),
    )


@room.route("/projects/<code>/procure", methods=["GET", "POST"])
@allow("project.procure")
def procure(code: str) -> Any:
    """Invite quotations."""
    project, form = queries.project(code), Invite()
    pack = pack_of(project)
    single = rules.method(project.approved, pack.quotations_from) == "single"
    return answer(
        project,
        "project.procure",
        form,
        lambda at: procurement_actions.procure(me(), project, form.text.data or "", form.when(), at),
        title=_("邀请报价"),
        step="procure",
        lede=_("这个项目%(amount)s，可以只向一家询价。", amount=project.approved)
        if single
        else _("这个项目%(amount)s，至少要%(n)d家报价。", amount=project.approved, n=pack.quotations),
        label=_("公开邀请"),
    )


@room.route("/projects/<code>/reinvite", methods=["GET", "POST"])
@allow("project.reinvite")
def reinvite(code: str) -> Any:
    """Invite once more."""
    project, form = queries.project(code), Invite()
    return answer(
        project,
        "project.reinvite",
        form,
        lambda at: procurement_actions.reinvite(me(), project, form.text.data or "", form.when(), at),
        title=_("再邀请一次"),
        states=("procuring",),
        lede=_("家数不足或报价太高时，可以再邀请一次；第二次有一家以上就可以写明理由确定。"),
        label=_("公开邀请"),
    )


@room.route("/projects/<code>/quote", methods=["GET", "POST"])
@allow("project.quote")
def quote(code: str) -> Any:
    """A sealed quotation."""
    project, form = queries.project(code), Quote()
    invitation = queries.procurement(project.id)
    return answer(
        project,
        "project.quote",
        form,
        lambda at: procurement_actions.quote(
            me(), project, form.amount.data or ZERO, form.text.data or "", at
        ),
        title=_("提交密封报价"),
        states=("procuring",),
        template="projects/quote.html",
        invitation=invitation,
        firm=queries.contractor_of(me().id),
    )


@room.post("/projects/<code>/procurement/open")
@allow("project.open_quotations")
def open_quotations(code: str) -> Any:
    """All at once."""
    project = queries.project(code)
    with act() as at:
        procurement_actions.open_quotations(me(), project, at)
    return redirect(url_for("projects.procurement", code=code), 303)


@room.route("/projects/<code>/award", methods=["GET", "POST"])
@allow("project.award")
def award(code: str) -> Any:
    """Choose one of the opened quotations."""
    project, form = queries.project(code), AwardForm()
    invitation = queries.procurement(project.id)
    opened = invitation is not None and invitation.opened_at is not None
    quoted = queries.quotations(invitation.id) if invitation and opened else []
    form.contractor.choices = choices(quoted)
    return answer(
        project,
        "project.award",
        form,
        lambda at: procurement_actions.award(me(), project, form.contractor.data, form.reason.data or "", at),
        title=_("确定中选单位"),
        states=("procuring",),
        lede=_("选定后立即发布中选公示，公示期满没有异议才能签合同。"),
        label=_("确定并公示"),
    )


@room.route("/projects/<code>/replace", methods=["GET", "POST"])
@allow("project.replace")
def replace(code: str) -> Any:
    """Replace the contractor."""
    project, form = queries.project(code), Reason()
    return answer(
        project,
        "project.replace",
        form,
        lambda at: procurement_actions.replace(me(), project, form.reason.data or "", at),
        title=_("更换承接单位"),
        step="replace",
        lede=_("已核实的工作先付清；没有用完的钱留在项目里，重新选承接单位。"),
        label=_("终止合同，重新选"),
    )


def choices(quoted: Sequence[tuple[Quotation, Contractor]]) -> list[SelectChoice]:
    """The opened quotations, to choose one."""
    return [
        SelectChoice(firm.id, _("%(firm)s：%(amount)s", firm=firm.name, amount=quotation.amount))
        for quotation, firm in quoted
    ]
