"""X7, X11: payment requests and the conditions on which they are released."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from micro_projects.funds import queries as ledger
from micro_projects.kernel.money import ZERO
from micro_projects.projects import page_queries, payment_actions, queries
from micro_projects.projects.answering import answer, keep
from micro_projects.projects.blueprint import room
from micro_projects.projects.forms import Confirm, Reason, RequestPayment
from micro_projects.projects.machine import PAYMENT_KINDS, PAYMENT_STATES
from micro_projects.web.access import allow, may
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish


@room.get("/projects/<code>/payments/<int:number>")
@allow("project.read")
def payment(code: str, number: int) -> Any:
    """A request with every condition, met or not."""
    whole, by = page_queries.whole(code), me_or_none()
    line = page_queries.payment(whole.project.id, number)
    open_ = line.request.state in queries.OPEN_PAYMENTS
    unmet = payment_actions.unmet_to_release(whole.project, line.request, by, now()) if open_ else []
    return render_template(
        "projects/payment.html",
        whole=whole,
        project=whole.project,
        line=line,
        request_=line.request,
        unmet=unmet,
        may=lambda name: may(by, name, whole.project.place_id, whole.project.path),
        states=PAYMENT_STATES,
        kinds=PAYMENT_KINDS,
        form=Confirm(),
    )


@room.route("/projects/<code>/payments/new", methods=["GET", "POST"])
@allow("project.request_payment")
def request_payment(code: str) -> Any:
    """Ask to be paid."""
    project = queries.project(code)
    firm = queries.contractor_of(me().id)
    form = RequestPayment(issuer=firm.credit_code if firm else "")
    form.what.choices = payment_choices(project.id)

    def do(at: Any) -> None:
        kind, _, number = form.what.data.partition(":")
        one = queries.milestone(project.id, int(number)) if number else None
        file_id = keep(project, form.invoice.prepared, form.number.data or "", at, public=False)
        invoice = (form.issuer.data, form.number.data or "")
        payment_actions.request_payment(
            me(), project, kind, one, form.amount.data or ZERO, invoice, at, file_id
        )

    return answer(
        project,
        "project.request_payment",
        form,
        do,
        title=_("请款"),
        lede=_("节点核实后才能请款；另外两个人核对、拨付，三步由三个不同的人办。"),
        label=_("提交请款"),
        template="projects/request_payment.html",
        files=True,
    )


def payment_choices(project_id: int) -> list[SelectChoice]:
    """What may be asked for, with what is left of each."""
    contract = queries.newest_contract(project_id)
    if contract is None:
        return []
    choices = []
    advance = contract.advance - queries.requested(contract.id, "advance")
    if advance > ZERO:
        choices.append(SelectChoice("advance", _("预付款，还可请%(left)s", left=advance)))
    for milestone, left in queries.payables(contract.id):
        if left > ZERO:
            words = _("节点“%(title)s”，还可请%(left)s", title=milestone.title, left=left)
            choices.append(SelectChoice(f"milestone:{milestone.number}", words))
    if ledger.balance(project_id, "retention"):
        choices.append(SelectChoice("retention", _("质保金（质保期满后）")))
    return choices


@room.post("/projects/<code>/payments/<int:number>/verify")
@allow("project.verify_payment")
def verify_payment(code: str, number: int) -> Any:
    """Checked against the work and the invoice."""
    project = queries.project(code)
    one = queries.payment(project.id, number)
    with publish() as at:
        payment_actions.verify_payment(me(), project, one, at)
    return redirect(url_for("projects.payment", code=code, number=number), 303)


@room.post("/projects/<code>/payments/<int:number>/release")
@allow("project.release_payment")
def release_payment(code: str, number: int) -> Any:
    """Paid."""
    project = queries.project(code)
    one = queries.payment(project.id, number)
    with publish() as at:
        payment_actions.release_payment(me(), project, one, at)
    return redirect(url_for("projects.payment", code=code, number=number), 303)


@room.route("/projects/<code>/payments/<int:number>/return", methods=["GET", "POST"])
@allow("project.return_payment")
def return_payment(code: str, number: int) -> Any:
    """Back to the contractor, with a reason."""
    project, form = queries.project(code), Reason()
    one = queries.payment(project.id, number)
    return answer(
        project,
        "project.return_payment",
        form,
        lambda at: payment_actions.return_payment(me(), project, one, form.reason.data or "", at),
        title=_("退回第%(n)d号请款", n=number),
        lede=_("退回后承接单位可以改好重新提交，发票可以再用。"),
        label=_("退回"),
        back=url_for("projects.payment", code=code, number=number),
    )
