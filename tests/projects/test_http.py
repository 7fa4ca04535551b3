"""A project carried over HTTP by different people, each on their own page; what is typed is kept; statements counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from makers.projects import SUPERVISOR, Works
from micro_projects.extensions import db
from micro_projects.projects import queries
from micro_projects.web.show import ZONE
from support.founded import PASSWORD

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded


class People:
    """One client, signed in as whoever acts."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.login = ""

    def as_(self, login: str) -> People:
        if self.login:
            self.client.post("/sign-out")
        answer = self.client.post("/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, login
        self.login = login
        return self

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return str(answer.get_data(as_text=True))

    def post(self, path: str, status: int = 303, **data: Any) -> str:
        answer = self.client.post(path, data=data)
        text = str(answer.get_data(as_text=True))
        assert answer.status_code == status, (path, answer.status_code, text[-3000:])
        return text


def chosen(works: Works, people: People, base: str) -> None:
    """A contractor registers, quotes, is awarded; E1 runs out."""
    firm = {
        "name": "青禾安居工程有限公司",
        "credit_code": "91440300DEMO000009",
        "address": "青禾路 1 号",
        "phone": "0000-1",
    }
    assert "没有 POST" not in people.as_("contractor1").get("/contractor")
    people.post("/contractor", **firm)
    people.as_("officer").get(f"{base}/procure")
    opens = (works.now + timedelta(days=1)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    assert "请填写这一项" in people.post(f"{base}/procure", 422, text="", opens_at=opens)
    kept = people.post(f"{base}/procure", 422, text="座椅四张，只问一家", opens_at="2026-01-01T09:00")
    assert "座椅四张，只问一家" in kept
    assert "开启报价的时间要晚于现在" in kept
    opens = (works.now + timedelta(days=1)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    people.post(f"{base}/procure", text="座椅四张，只问一家", opens_at=opens)
    people.as_("contractor1").get(f"{base}/quote")
    people.post(f"{base}/quote", amount="16000", text="含安装")
    people.as_("worker1").post(f"{base}/procurement/open", 409)
    works.pass_days(1.1)
    people.as_("worker1").post(f"{base}/procurement/open")
    contractor = queries.contractor("91440300DEMO000009")
    people.as_("officer").get(f"{base}/award")
    people.post(f"{base}/award", contractor=contractor.id, reason="报价合理")
    people.get(f"{base}/contract")
    works.pass_days(14)


def carried_out(people: People, base: str) -> None:
    """Both milestones shown, inspected, verified; everything paid by three people."""
    for number in (1, 2):
        people.as_("contractor1").get(f"{base}/milestones/{number}/deliver")
        people.post(f"{base}/milestones/{number}/deliver", text="已完成，请查验")
        people.as_(SUPERVISOR).get(f"{base}/milestones/{number}/inspect")
        people.post(f"{base}/milestones/{number}/inspect", passed="yes")
        people.as_("worker1").get(f"{base}/milestones/{number}/verify")
        people.post(f"{base}/milestones/{number}/verify", passed="yes")
    for number, (what, amount) in enumerate(
        (("advance", "4000"), ("milestone:1", "3000"), ("milestone:2", "7000")), 1
    ):
        people.as_("contractor1").get(f"{base}/payments/new")
        invoice = {"issuer": "91440300DEMO000009", "number": f"2026-{number}"}
        people.post(f"{base}/payments/new", what=what, amount=amount, **invoice)
        assert "还没有由监督员或社区工作者核对" in people.as_("finance").get(f"{base}/payments/{number}")
        people.as_("worker1").post(f"{base}/payments/{number}/verify")
        people.as_("finance").get(f"{base}/payments/{number}")
        people.post(f"{base}/payments/{number}/release")
        people.post(f"{base}/payments/{number}/release", 409)


def test_the_whole_path_over_http(works: Works, client: Client) -> None:
    works.born()
    people, base = People(client), f"/projects/{works.code}"
    chosen(works, people, base)
    signed(works, people, base)
    people.as_("worker1").get(f"{base}/start")
    people.post(f"{base}/start")
    carried_out(people, base)
    people.as_("contractor1").get(f"{base}/acceptance/request")
    people.post(f"{base}/acceptance/request", text="全部完成")
    people.as_(SUPERVISOR).get(f"{base}/acceptance/cosign")
    people.post(f"{base}/acceptance/cosign")
    today = works.today().isoformat()
    people.as_("officer").get(f"{base}/acceptance/accept")
    people.post(
        f"{base}/acceptance/accept",
        maintainer="莲花物业",
        signed_by="陈主任",
        signed_on=today,
        in_use_on=today,
    )
    works.pass_days(14)
    people.as_("finance").get(f"{base}/settle")
    people.post(f"{base}/settle", text="账目核对一致")
    works.pass_days(17)
    people.as_("resident10").get(f"{base}/evaluate")
    people.post(f"{base}/evaluate", solved="yes", satisfaction="5")
    assert "您已经评价过" in people.post(f"{base}/evaluate", 409, solved="yes", satisfaction="5")
    works.pass_days(12)
    assert works.project.state == "closed"
    page = people.get(base)
    assert "已结项" in page
    assert "¥13,700.00" in page


def signed(works: Works, people: People, base: str) -> None:
    day = works.today()
    rows = {
        f"milestones-{n}-{name}": value
        for n, (weight, amount) in enumerate(((30, 3_000), (70, 7_000)))
        for name, value in {
            "title": f"第{n + 1}步",
            "weight": weight,
            "amount": amount,
            "due_on": (day + timedelta(days=10 * (n + 1))).isoformat(),
        }.items()
    }
    terms = {
        "number": "HT-01",
        "amount": "16000",
        "advance": "4000",
        "signed_on": day.isoformat(),
        "starts_on": (day + timedelta(days=1)).isoformat(),
        "ends_on": (day + timedelta(days=60)).isoformat(),
    }
    wrong = people.as_("officer").post(
        f"{base}/contract", 422, **(terms | rows | {"milestones-1-weight": 60})
    )
    assert "90%" in wrong
    assert "HT-01" in wrong
    people.post(f"{base}/contract", 422, **(terms | rows | {"amount": "1.234"}))
    people.post(f"{base}/contract", **(terms | rows))


def statements(work: Any) -> int:
    """How many statements `work()` sends, in every thread of the test."""
    sent: list[str] = []

    def heard(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(sa.engine.Engine, "before_cursor_execute", heard)
    try:
        work()
    finally:
        event.remove(sa.engine.Engine, "before_cursor_execute", heard)
    return len([s for s in sent if not s.startswith("PRAGMA")])


def grow(works: Works, milestones: int, payments: int) -> None:
    """Rows past the acts: the page is measured, not the procedure."""
    contract = queries.contract(works.project.id)
    assert contract is not None
    db.session.rollback()
    for n in range(3, milestones + 1):
        db.session.execute(
            sa.text(
                "INSERT INTO milestone (project_id, contract_id, number, title, evidence, weight, amount, due_on, "
                "state, state_since) SELECT project_id, contract_id, :n, title, evidence, 1, 0, due_on, 'planned', "
                "state_since FROM milestone WHERE number = 2"
            ),
            {"n": n},
        )
    for n in range(2, payments + 1):
        db.session.execute(
            sa.text(
                "INSERT INTO payment_request (project_id, contract_id, number, kind, amount, withheld, "
                "invoice_number, invoice_issuer, requested_by, requested_at, due_at, state, state_since) SELECT "
                "project_id, contract_id, :n, kind, 1, 0, :invoice, invoice_issuer, requested_by, requested_at, "
                "due_at, 'requested', requested_at FROM payment_request WHERE number = 1"
            ),
            {"n": n, "invoice": f"n{n}"},
        )
    db.session.commit()


def test_as_many_statements_for_three_milestones_as_for_three_hundred(works: Works, client: Client) -> None:
    works.to_execution().delivered(1).requested("advance", 1_000)
    people = People(client)
    paths = (f"/projects/{works.code}", "/c/FT-LH/2026/projects", "/c/FT-LH/2026/money")
    client.get(paths[0])
    few = {path: statements(lambda path=path: client.get(path)) for path in paths}
    people.as_("worker1")
    few_worker = statements(lambda: client.get(paths[0]))
    people.as_(SUPERVISOR)
    few_supervisor = statements(lambda: client.get(paths[0]))
    client.post("/sign-out")
    grow(works, 300, 300)
    assert {path: statements(lambda path=path: client.get(path)) for path in paths} == few
    assert max(few.values()) <= 8, few
    people.as_("worker1")
    assert statements(lambda: client.get(paths[0])) == few_worker <= 12
    people.as_(SUPERVISOR)
    assert statements(lambda: client.get(paths[0])) == few_supervisor <= 12
