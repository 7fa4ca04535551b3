"""What a smooth year lacks: awards that fall, contractors replaced, less paid than agreed, late work, termination.

Pure: a project's disclosures are written down here, and every file must say what they say.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from micro_projects.open_data import calendars, notice_rows, oc4ids, ocds, ocds_merge, producing, tables
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure, Where
from support import published_schemas as schemas

WHERE = Where("FT-LH", "莲花社区", "Lianhua", "FT", "福田坊街道", 2026, "https://example.test")
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
CODE = "FT-LH-2026-001"
A, B = ({"credit_code": f"91440300TEST00000{n}", "name": f"{n}号公司"} for n in (1, 2))


class Log:
    """Disclosures of one project, day by day."""

    def __init__(self) -> None:
        self.told: list[Disclosure] = []
        self.posting = 0
        self.day = 0

    def tell(
        self,
        kind: str,
        /,
        after: int = 1,
        text: str = "",
        about: str = CODE,
        of: str = "project",
        **facts: Any,
    ) -> Log:
        self.day += after
        at = START + timedelta(days=self.day)
        self.told.append(Disclosure("QH", len(self.told), at, kind, of, about, text or kind, facts))
        return self

    def move(self, kind: str, /, *moves: tuple[str, str, int], **facts: Any) -> Log:
        postings = []
        for credit, debit, yuan in moves:
            self.posting += 1
            act = kind.removeprefix("money.")
            postings.append(
                {"act": act, "from": credit, "to": debit, "fen": yuan * 100, "number": self.posting}
            )
        return self.tell(kind, postings=postings, **facts)

    def proposed(self) -> Log:
        text = {"title": "长椅", "kind": "goods", "location": "东门", "problem": "没处坐", "wish": "装长椅"}
        row = {
            "proposal": CODE,
            "outcome": "screened_in",
            "text": text | {"beneficiaries": "大家", "estimate": 1},
        }
        self.tell("notice.D1", about="FT-LH-2026", of="cycle", notice="FT-LH-2026-D1", proposals=[row])
        return self.move("money.commit", ("reserved", "committed", 10_000))

    def awarded(self, firm: dict[str, str], number: int, yuan: int = 9_000) -> Log:
        opens = (START + timedelta(days=self.day + 2)).isoformat()
        self.tell("project.invite", attempt=1, method="several", opens_at=opens, text="请报价")
        quoted = [{"contractor": firm["credit_code"], "fen": yuan * 100}]
        self.tell("project.opened", number=number, quotations=quoted)
        notice = f"{CODE}-E1" + (f".{number}" if number > 1 else "")
        return self.tell(
            "notice.E1", notice=notice, contractor=firm, fen=yuan * 100, quotations=1, reason="低"
        )

    def contracted(self, firm: dict[str, str], number: str, yuan: int = 9_000, rest: int = 1_000) -> Log:
        start = (START + timedelta(days=self.day + 1)).date()
        plan = [
            {
                "title": f"第{n}段",
                "evidence": "照片",
                "weight": 50,
                "amount": yuan * 50,
                "due_on": (start + timedelta(days=10 * n)).isoformat(),
            }
            for n in (1, 2)
        ]
        moves = [("committed", "contracted", yuan)] + ([("committed", "pool", rest)] if rest else [])
        return self.move(
            "money.contract",
            *moves,
            contractor=firm,
            number=number,
            amount=yuan * 100,
            advance=0,
            retention_share=300,
            signed_on=start.isoformat(),
            starts_on=start.isoformat(),
            ends_on=(start + timedelta(days=30)).isoformat(),
            milestones=plan,
        )

    def paid(self, number: int, paid: int, kept: int = 0, kind: str = "milestone") -> Log:
        moves = [("contracted", "paid", paid)] + ([("contracted", "retention", kept)] if kept else [])
        invoice = {"issuer": A["credit_code"], "number": f"=cmd{number}"}
        return self.move(
            "money.pay", *moves, kind=kind, number=number, invoice=invoice, verified_by="", released_by=""
        )

    @property
    def data(self) -> Dataset:
        return Dataset(WHERE, self.told)


def rows(log: Log, name: str) -> list[dict[str, str]]:
    text = tables.table_csv(log.data, name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def record(log: Log) -> dict[str, Any]:
    for name, made, schema in (
        ("releases", ocds.releases, "release-package-schema.json"),
        ("records", ocds.records, "record-package-schema.json"),
        ("projects", oc4ids.projects, "oc4ids-project-package-schema.json"),
    ):
        package = made(log.data)
        assert package is not None
        value = json.loads(package)
        assert value[name]
        assert schemas.faults(schema, value) == []
    (one,) = json.loads(ocds.records(log.data) or "")["records"]
    compiled: dict[str, Any] = one["compiledRelease"]
    return compiled


@pytest.fixture
def replaced() -> Log:
    """One award falls, its successor's contractor is replaced after half the work, the next one finishes for less."""
    log = Log().proposed().awarded(A, 1).tell("project.award_cancelled", outcome="substance")
    log.awarded(B, 2).tell("notice.released", notice=f"{CODE}-E1.2", subject=CODE).contracted(B, "合1")
    log.tell("project.start").tell("project.milestone_returned", milestone=1)
    log.tell("project.milestone", after=20, milestone=1, percent=50, weight=50).paid(1, 4_365, 135)
    log.move("money.replace", ("contracted", "committed", 4_500))
    log.awarded(A, 3, 4_500).contracted(A, "合2", 4_500, 0)
    vary = {"number": 1, "fen": -50_000, "days": 7, "scope": False, "council": False}
    log.tell("project.variation_proposed", **vary).move("money.reduce", ("contracted", "pool", 500), **vary)
    return log


def test_an_award_that_fell_and_a_contractor_replaced(replaced: Log) -> None:
    whole = record(replaced)
    awards = {a["id"][-2:]: a["status"] for a in whole["awards"]}
    assert awards == {"A1": "cancelled", "A2": "active", "A3": "active"}
    first, second = whole["contracts"]
    assert (first["status"], second["status"]) == ("terminated", "active")
    assert (first["value"]["amount"], second["value"]["amount"]) == (9000, 4000)
    assert first["awardID"].endswith("A2")
    assert second["awardID"].endswith("A3")
    assert [m["status"] for m in first["implementation"]["milestones"]] == ["met", "scheduled"]
    assert [t["payee"]["name"] for t in first["implementation"]["transactions"]] == [B["name"]]
    assert second["period"]["endDate"] > replaced.told[-3].facts["ends_on"], "seven days later"
    assert {p["name"] for p in whole["parties"]} >= {A["name"], B["name"]}


def test_rows_of_both_contracts(replaced: Log) -> None:
    assert [
        (r["contract"], r["number"], bool(r["verified_at"]), r["times_returned"])
        for r in rows(replaced, "milestones")
    ] == [
        ("合1", "1", True, "1"),
        ("合1", "2", False, "0"),
        ("合2", "1", False, "0"),
        ("合2", "2", False, "0"),
    ]
    (project,) = rows(replaced, "projects")
    assert project["contractor_name"] == A["name"]
    assert (project["contract_cny"], project["variations_cny"], project["contract_now_cny"]) == (
        "4500.00",
        "-500.00",
        "4000.00",
    )
    assert project["extension_days"] == "7"
    (payment,) = rows(replaced, "payments")
    assert (payment["contractor_name"], payment["paid_cny"], payment["withheld_cny"]) == (
        B["name"],
        "4365.00",
        "135.00",
    )
    assert payment["invoice_number"] == "'=cmd1", "an invoice's number is typed by people"
    (variation,) = rows(replaced, "variations")
    assert (variation["state"], variation["amount_cny"]) == ("effective", "-500.00")


def test_the_reader_finds_the_late_and_the_paid(replaced: Log) -> None:
    """How much was paid to which contractor, and what was late: from the files, with csv alone."""
    replaced.tell("project.overdue", after=40, due_at=START.isoformat(), holder="contractor", what="deliver")
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(replaced, "payments"):
        paid[row["contractor_name"]] += Decimal(row["paid_cny"])
    assert paid == {B["name"]: Decimal(4365)}
    (project,) = rows(replaced, "projects")
    assert project["overdue_steps"] == "1"
    contract = replaced.data.lives[CODE].contracts[-1]
    assert int(project["days_late"]) == (replaced.data.as_of - contract.ends_on).days > 0
    late = [(r["contract"], r["number"]) for r in rows(replaced, "milestones") if int(r["days_late"] or 0)]
    assert late == [("合1", "1"), ("合2", "1"), ("合2", "2")]
    assert rows(replaced, "overdue")[0]["holder"] == "contractor"


def test_terminated_with_the_advance_reclaimed() -> None:
    log = Log().proposed().awarded(A, 1).contracted(A, "合1").paid(1, 2_000, kind="advance")
    log.move(
        "money.terminate", ("contracted", "pool", 7_000), reason="停工", remainder=700_000, reclaim=200_000
    )
    log.move("money.reclaim", ("paid", "pool", 2_000))
    (project,) = rows(log, "projects")
    assert (project["stage"], project["paid_cny"], project["days_late"]) == ("terminated", "0.00", "")
    assert record(log)["contracts"][0]["status"] == "terminated"
    status = json.loads(oc4ids.projects(log.data) or "")["projects"][0]
    assert (status["status"], status["contractingProcesses"][0]["summary"]["status"]) == (
        "cancelled",
        "closed",
    )


def test_money_with_fen_is_exact_in_json() -> None:
    log = Log().proposed().awarded(A, 1).contracted(A, "合1")
    log.tell(
        "money.pay",
        kind="milestone",
        number=1,
        postings=[
            {"act": "pay", "from": "contracted", "to": "paid", "fen": 123_456_789_012_307, "number": 9}
        ],
    )
    text = (ocds.releases(log.data) or b"").decode()
    assert '"amount": 1234567890123.07' in text
    assert rows(log, "payments")[0]["paid_cny"] == "1234567890123.07"


def written(data: Dataset, said: str) -> None:
    """Every file can be made; those that published schemas know are valid."""
    for name, make in producing.MAKERS.items():
        made = make(data)
        schema = SCHEMAS.get(name)
        if schema and made is not None:
            assert schemas.faults(schema, json.loads(made)) == [], f"{name}, {said}"
        assert made is not None or schema, f"{name}, {said}"


SCHEMAS = {
    "ocds-releases.json": "release-package-schema.json",
    "ocds-records.json": "record-package-schema.json",
    "oc4ids.json": "oc4ids-project-package-schema.json",
}


def test_every_prefix_of_a_life_can_be_written(replaced: Log) -> None:
    for size in range(1, len(replaced.told) + 1):
        written(Dataset(WHERE, replaced.told[:size]), f"{size} disclosures")


def test_any_disclosure_may_be_withheld(replaced: Log) -> None:
    for place, told in enumerate(replaced.told):
        bare = Disclosure("QH", place, told.at, told.kind, told.about_kind, told.about)
        written(
            Dataset(WHERE, [*replaced.told[:place], bare, *replaced.told[place + 1 :]]),
            f"{told.kind} withheld",
        )


def test_merging_is_ocds_merging() -> None:
    base = {"ocid": "o", "tag": ["x"], "initiationType": "tender"}
    one = base | {
        "id": "1",
        "date": "a",
        "awards": [{"id": "1", "status": "pending", "suppliers": [{"id": "s"}]}],
        "list": ["a", "b"],
    }
    two = base | {
        "id": "2",
        "date": "b",
        "awards": [{"id": "1", "status": "active"}, {"id": "2"}],
        "list": ["c"],
    }
    assert ocds_merge.compiled([one, two]) == {
        "ocid": "o",
        "id": "o-b",
        "date": "b",
        "tag": ["compiled"],
        "initiationType": "tender",
        "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "s"}]}, {"id": "2"}],
        "list": ["c"],
    }
    assert one["awards"][0]["status"] == "pending", "what is merged stays as it was"


def test_an_objection_and_a_notice_put_off() -> None:
    log = Log()
    about = {"about": "FT-LH-2026", "of": "cycle", "notice": "FT-LH-2026-D1"}
    period = {"days": 5, "ends_at": "2026-03-10T16:00:00+00:00", "provisional": False}
    log.tell("notice.D1", period=period, proposals=[], **about)
    log.tell("notice.extended", ends_at="2026-03-12T16:00:00+00:00", **about)
    told = {
        "objection": "FT-LH-2026-D1-O1",
        "against": CODE,
        "channel": "web",
        "level": 0,
        "office": "officer",
    }
    told |= {"received_at": START.isoformat(), "due_at": START.isoformat()}
    log.tell("objection.received", outcome=None, state="received", **told, **about)
    log.tell("objection.decided", outcome="fact", state="upheld", **told, **about)
    (notice,) = rows(log, "notices")
    assert (notice["ends_at"], notice["extended"]) == ("2026-03-13T00:00:00+08:00", "1")
    assert (notice["objections"], notice["objections_upheld"]) == ("1", "1")
    (objection,) = rows(log, "objections")
    assert (objection["state"], objection["outcome"]) == ("upheld", "fact")
    assert objection["decided_at"]
    text = calendars.notices(log.data).decode()
    assert "DTEND;VALUE=DATE:20260313\r\n" in text
    assert "SEQUENCE:1\r\n" in text
    assert notice_rows.ends_at(log.data, log.told[0]) == "2026-03-12T16:00:00+00:00"
