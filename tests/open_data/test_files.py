"""The files of a whole year: right by other people's schemas and readers, and right in what they say."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from support import published_schemas as schemas

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.kernel.clock import ManualClock

pytestmark = [pytest.mark.played, pytest.mark.slow, pytest.mark.xdist_group("played")]

Files = dict[str, bytes]
Rows = list[dict[str, str]]
Read = Callable[[str], Rows]
YEAR = 2026
LOCAL = ZoneInfo("Asia/Shanghai")


def scalar(statement: str) -> Any:
    from micro_projects.extensions import db

    return db.session.execute(sa.text(statement)).scalar()


# -- other people's readers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("ocds-releases.json", "release-package-schema.json"),
        ("ocds-records.json", "record-package-schema.json"),
        ("oc4ids.json", "oc4ids-project-package-schema.json"),
    ],
)
def test_the_published_schemas_accept(files: Files, name: str, schema: str) -> None:
    value = json.loads(files[name])
    assert schemas.faults(schema, value) == []
    assert value["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_schemas_refuse_what_is_wrong(files: Files) -> None:
    value = json.loads(files["ocds-releases.json"])
    value["releases"][0]["tag"] = ["nonsense"]
    value["releases"][1]["date"] = "yesterday"
    assert len(schemas.faults("release-package-schema.json", value)) == 2


def test_the_round_passes_pabulib_checker(files: Files) -> None:
    from pabulib.checker import Checker

    with contextlib.redirect_stdout(io.StringIO()):
        told = Checker().process_files([files[f"rounds/FT-LH-{YEAR}-R1.pb"].decode()])
    assert told["metadata"] == {"processed": 1, "valid": 1, "invalid": 0}
    assert told["summary"] == {}


# -- the dictionary ---------------------------------------------------------------------------------------

FORMS = {
    "integer": r"\d+",
    "percent": r"\d+(\.\d\d)?",
    "money": r"-?\d+\.\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00",
    "boolean": r"true|false",
    "hash": r"[0-9a-f]{64}",
    "url": r"http://127\.0\.0\.1(:\d+)?/\S+",
    "code": r"\S+",
    "text": r"[\s\S]+",
}


def test_every_cell_is_what_the_dictionary_says(files: Files, read: Read) -> None:
    from micro_projects.open_data.dictionary import TABLES, TYPES

    assert set(FORMS) == set(TYPES)
    told = {(row["table"], row["column"]): row for row in read("dictionary")}
    assert {key: row["type"] for key, row in told.items()} == {
        (t.name, c.name): c.type for t in TABLES.values() for c in t.columns
    }
    assert all(row["meaning_zh"] and row["meaning_en"] and row["source"] for row in told.values())
    wrong = []
    for table in TABLES.values():
        rows = read(table.name)
        assert files[f"{table.name}.csv"].decode("utf-8-sig").split("\r\n")[0].split(",") == table.names
        for row in rows:
            for column in table.columns:
                cell = row[column.name]
                if cell and not re.fullmatch(FORMS[column.type], cell):
                    wrong.append(f"{table.name}.{column.name} ({column.type}): {cell!r}")
    assert not wrong
    empty = {t for t in TABLES if not read(t)}
    assert empty <= {"objections", "findings"}, "the played year has something of nearly everything"


def test_a_column_is_filled_somewhere_or_the_year_had_nothing_of_it(read: Read) -> None:
    from micro_projects.open_data.dictionary import TABLES

    idle = {
        f"{t.name}.{c.name}"
        for t in TABLES.values()
        if (rows := read(t.name))
        for c in t.columns
        if not any(row[c.name] for row in rows)
    }
    assert idle <= {
        "proposals.approval_reason",  # nothing was refused
        "disclosures.supersedes",  # nothing was corrected
    }, "a column nobody fills is a promise not kept"


def test_json_says_what_csv_says(files: Files, read: Read) -> None:
    from micro_projects.open_data.cells import restored
    from micro_projects.open_data.dictionary import TABLES

    for table in TABLES.values():
        whole = json.loads(files[f"{table.name}.json"])
        assert whole["license"]
        assert whole["as_of"]
        typed = {c.name: c.type for c in table.columns}

        def said(name: str, value: Any, typed: dict[str, str] = typed) -> str:
            if value is None:
                return ""
            return str(value).lower() if typed[name] == "boolean" else str(value)

        ours = [{name: said(name, value) for name, value in row.items()} for row in whole["rows"]]
        theirs = [{name: restored(cell) for name, cell in row.items()} for row in read(table.name)]
        assert ours == theirs


# -- what they say ----------------------------------------------------------------------------------------


def test_the_ledger_adds_up_to_the_balances(read: Read) -> None:
    from micro_projects.extensions import db

    balances: dict[str, Decimal] = defaultdict(Decimal)
    numbers = []
    for row in read("ledger"):
        numbers.append(int(row["number"]))
        balances[row["from_account"]] -= Decimal(row["amount_cny"])
        balances[row["to_account"]] += Decimal(row["amount_cny"])
    assert numbers == list(range(1, len(numbers) + 1)), "every posting once, none left out"
    kept = db.session.execute(
        sa.text(
            "SELECT kind, sum(balance) FROM ledger_account a JOIN cycle c ON c.id = a.cycle_id "
            f"WHERE c.year = {YEAR} GROUP BY kind"
        )
    )
    assert {k: v for k, v in balances.items() if v} == {k: Decimal(v) / 100 for k, v in kept if v}


def test_money_is_the_same_in_every_format(files: Files, read: Read) -> None:
    paid = Decimal(scalar("SELECT sum(balance) FROM ledger_account WHERE kind = 'paid'")) / 100
    contracted = Decimal(scalar("SELECT sum(amount) FROM contract")) / 100
    assert paid > 0
    assert sum(Decimal(row["paid_cny"]) for row in read("payments")) == paid
    assert sum(Decimal(row["paid_cny"]) for row in read("projects")) == paid
    records = json.loads(files["ocds-records.json"], parse_float=Decimal)["records"]
    contracts = [c for r in records for c in r["compiledRelease"]["contracts"]]
    transactions = [t for c in contracts for t in c["implementation"]["transactions"]]
    assert sum(Decimal(t["value"]["amount"]) for t in transactions) == paid
    projects = json.loads(files["oc4ids.json"], parse_float=Decimal)["projects"]
    summaries = [p["contractingProcesses"][0]["summary"] for p in projects]
    assert sum(Decimal(t["value"]["amount"]) for s in summaries for t in s["transactions"]) == paid
    assert sum(Decimal(s["contractValue"]["amount"]) for s in summaries) == contracted
    assert sum(Decimal(row["contract_cny"]) for row in read("projects")) == contracted
    now = {row["code"]: Decimal(row["contract_now_cny"]) for row in read("projects")}
    assert {r["ocid"].removeprefix("ocds-unregistered-"): Decimal(_value(r)) for r in records} == now


def _value(record: dict[str, Any]) -> Any:
    (contract,) = record["compiledRelease"]["contracts"]
    return contract["value"]["amount"]


def test_releases_come_in_order_and_tell_the_whole_life(files: Files) -> None:
    releases = json.loads(files["ocds-releases.json"])["releases"]
    assert len({r["id"] for r in releases}) == len(releases)
    by_process = defaultdict(list)
    for release in releases:
        by_process[release["ocid"]].append(release)
    assert len(by_process) == scalar("SELECT count(*) FROM project")
    for of_one in by_process.values():
        dates = [datetime.fromisoformat(r["date"]) for r in of_one]
        assert dates == sorted(dates)
        tags = [tag for r in of_one for tag in r["tag"]]
        first = {tag: tags.index(tag) for tag in dict.fromkeys(tags)}
        order = [
            "planning",
            "tender",
            "tenderUpdate",
            "award",
            "contract",
            "implementation",
            "contractTermination",
        ]
        assert [first[tag] for tag in order] == sorted(first[tag] for tag in order)
    for record in json.loads(files["ocds-records.json"])["records"]:
        whole = record["compiledRelease"]
        assert record["releases"] == by_process[record["ocid"]]
        (contract,) = whole["contracts"]
        assert {m["status"] for m in contract["implementation"]["milestones"]} == {"met"}
        assert contract["awardID"] in {a["id"] for a in whole["awards"]}
        named = {p["id"] for p in whole["parties"]}
        used = re.findall(r'"(CN-[A-Z]+-\w+)"', json.dumps(whole))
        assert set(used) <= named, "whoever is named is a party"


def test_the_log_and_nothing_else(inside: Flask, files: Files) -> None:
    """What was never disclosed is in no file: drafts, contact data, the names of those who spoke or signed."""
    from micro_projects.extensions import db

    everything = b"".join(files.values()).decode()
    secrets = db.session.execute(sa.text("SELECT phone, address FROM contractor")).all()
    drafts = db.session.execute(sa.text("SELECT code FROM subject WHERE code LIKE 'draft-%'")).scalars()
    residents = db.session.execute(
        sa.text("SELECT p.public_name FROM person p JOIN proposal q ON q.author_id = p.id")
    ).scalars()
    for hidden in {*(s for row in secrets for s in row if len(s) > 4), *drafts, *residents}:
        assert hidden not in everything


# -- the same log, the same bytes -----------------------------------------------------------------------------


def test_made_twice_they_are_the_same_bytes(inside: Flask, files: Files, clock: ManualClock) -> None:
    from micro_projects.open_data import producing

    clock.forward(timedelta(days=400))
    again = producing.files("FT-LH", YEAR)
    assert {name for name in files if files[name] != again[name]} == set()
    assert list(files) == list(again)


def test_up_to_a_size_nothing_later_is_told(inside: Flask, files: Files) -> None:
    from micro_projects.open_data import producing

    log = scalar("SELECT code FROM log")
    at = scalar("SELECT max(\"index\") FROM log_entry WHERE kind = 'round.opened'") + 1
    early = producing.files("FT-LH", YEAR, {log: at})
    indexes = [row["index"] for row in json.loads(early["disclosures.json"])["rows"]]
    assert max(indexes) == at - 1
    assert not any(name.startswith("rounds/") for name in early)
    assert json.loads(early["payments.json"])["rows"] == json.loads(early["results.json"])["rows"] == []
    whole = producing.files("FT-LH", YEAR, {log: scalar("SELECT size FROM log")})
    assert whole == files


def test_a_project_alone_is_a_part_of_the_whole(inside: Flask, files: Files) -> None:
    from micro_projects.open_data import producing

    code = scalar("SELECT code FROM subject WHERE kind = 'project' ORDER BY id LIMIT 1")
    alone = producing.files_of_project(code)
    for name in ("projects", "payments", "milestones", "ledger", "notices", "quotations", "disclosures"):
        mine, all_ = (json.loads(f[f"{name}.json"])["rows"] for f in (alone, files))
        assert mine
        assert [row for row in all_ if row in mine] == mine
        assert len(mine) < len(all_)
        assert {row.get("project") or row.get("about") or row["code"] for row in mine} == {code}
    (record,) = json.loads(alone["ocds-records.json"])["records"]
    assert record["ocid"].endswith(code)
    assert schemas.faults("record-package-schema.json", json.loads(alone["ocds-records.json"])) == []


def test_what_was_withheld_is_in_no_file(inside: Flask, files: Files) -> None:
    from micro_projects.extensions import db
    from micro_projects.open_data import kept, producing
    from micro_projects.places import queries as places

    said = "为独居老人装一键呼叫器"
    where = "kind = 'notice.D1' OR kind = 'notice.D2'"
    own = db.session.execute(
        sa.text(
            'SELECT p.log_id, p."index", p.name, p.body FROM content_part p JOIN log_entry e '
            f'ON e.log_id = p.log_id AND e."index" = p."index" WHERE ({where}) AND p.name LIKE \'said-%\''
        )
    ).all()
    assert own, "what people wrote is a part of its own"
    words = own[0].body.decode()
    assert words in files["proposals.csv"].decode()
    place = places.community("FT-LH")
    before = kept.file(place, YEAR, "proposals.csv")
    for row in own:
        if row.body.decode() == words:
            db.session.execute(
                sa.text(
                    "UPDATE content_part SET body = NULL, salt = NULL "
                    'WHERE log_id = :l AND "index" = :i AND name = :n'
                ),
                {"l": row.log_id, "i": row.index, "n": row.name},
            )
    after = kept.file(place, YEAR, "proposals.csv")
    assert words not in after.body.decode()
    assert after.sha256 != before.sha256, "a withheld part is a new file at once"
    assert not any(words.encode() in body for body in producing.files("FT-LH", YEAR).values())
    assert said in after.body.decode()


# -- an informal reader ---------------------------------------------------------------------------------------


def test_a_journalist_finds_who_was_paid_what_and_what_was_late(read: Read) -> None:
    """With the csv module, the dictionary and nothing else."""
    paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in read("payments"):
        paid[row["contractor_credit_code"], row["contractor_name"]] += Decimal(row["paid_cny"])
    late = {
        (row["title"], int(row["days_late"] or 0), int(row["milestones_late"]), int(row["overdue_steps"]))
        for row in read("projects")
        if any(int(row[name] or 0) for name in ("days_late", "milestones_late", "overdue_steps"))
    }
    from micro_projects.extensions import db

    known = db.session.execute(
        sa.text(
            "SELECT f.credit_code, f.name, sum(p.amount) FROM posting p JOIN contract c ON c.project_id = p.subject_id "
            "JOIN contractor f ON f.id = c.contractor_id JOIN ledger_account a ON a.id = p.debit_id "
            "WHERE a.kind = 'paid' GROUP BY f.credit_code, f.name"
        )
    ).all()
    assert paid == {(code, name): Decimal(fen) / 100 for code, name, fen in known}
    expected = set()
    for title, ends_on, done, overdue, milestones in db.session.execute(
        sa.text(
            "SELECT p.title, c.ends_on, (SELECT max(confirmed_at) FROM acceptance a WHERE a.project_id = p.id), "
            "(SELECT count(*) FROM log_entry e WHERE e.kind = 'project.overdue' AND e.subject_id = p.id), "
            "(SELECT count(*) FROM milestone m WHERE m.project_id = p.id "
            "AND date(m.verified_at, '+8 hours') > m.due_on) FROM project p JOIN contract c ON c.project_id = p.id"
        )
    ):
        extra = scalar(
            "SELECT coalesce(sum(v.days), 0) FROM variation v JOIN project p ON p.id = v.project_id "
            f"WHERE v.state = 'effective' AND p.title = '{title}'"
        )
        finished = datetime.fromisoformat(f"{done[:19]}+00:00").astimezone(LOCAL).date()
        days = max(0, (finished - date.fromisoformat(ends_on) - timedelta(days=extra)).days)
        if days or milestones or overdue:
            expected.add((title, days, milestones, overdue))
    assert late == expected
