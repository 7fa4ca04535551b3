"""The pages of paper over HTTP: printed once, at the counter, typed in, settled, finished; who sees what."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import text

from micro_projects.extensions import db
from micro_projects.voting import paper_numbers, paper_queries, paper_sheet_queries
from micro_projects.voting.models import RollMark
from support import papers
from support.statements import counted
from support.voting import Story

PAPER = "/rounds/FT-LH-2026-R1/paper"


@pytest.fixture
def open_round(story: Story) -> Story:
    """An open round for which any turnout will do."""
    story.open_cycle(min_turnout=0)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    return story


def test_from_the_printer_to_the_log(open_round: Story, client, sign_in) -> None:  # type: ignore[no-untyped-def]
    sign_in("worker1")
    assert client.post(PAPER, data={"sheets": "3"}).status_code == 303
    made = client.post(f"{PAPER}/runs/1/sheets.pdf")
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    assert "ETag" not in made.headers
    assert client.post(f"{PAPER}/runs/1/sheets.pdf").status_code == 409
    assert client.post(f"{PAPER}/runs/1/count").status_code == 303  # shown first, then confirmed
    stubs, serials, orders = _sheets(made.data)
    db.session.rollback()
    assert stubs == [f"FT-LH-2026-R1/{paper_numbers.stub(n).replace('-', '')}" for n in (1, 2, 3)]
    assert sorted(serials) == paper_sheet_queries.serials(open_round.round.id)
    assert all(sorted(order) == ["1", "2", "3"] for order in orders)
    sheets = {"first": paper_numbers.stub(1), "last": paper_numbers.stub(3), "purpose": "counter"}
    holder = str(open_round.actor("worker1").id)
    assert client.post(f"{PAPER}/stacks/out", data={**sheets, "to": holder}).status_code == 303

    open_round.cast("resident01", open_round.codes[0])
    entry = papers.entry_of(open_round, "resident01")
    found = client.post(f"{PAPER}/hand-in", data={"who": entry.household})
    assert entry.code in found.text
    press = found.text.split('name="press"')[1].split('value="')[1].split('"')[0]
    sent = {"who": entry.household, "voter": entry.code, "press": press, "stub": stubs[0]}
    done = client.post(f"{PAPER}/hand-in/voter", data=sent)
    assert done.status_code == 303
    assert entry.code not in done.headers["Location"]
    assert "网上的选票同时作废" in client.get(done.headers["Location"]).text
    again = client.post(f"{PAPER}/hand-in/voter", data=sent)
    assert again.status_code == 303
    other = {**sent, "press": "another form's"}
    assert client.post(f"{PAPER}/hand-in/voter", data=other).status_code == 409
    db.session.rollback()
    assert paper_queries.account(open_round.round.id).used == 1

    back = {"first_back": paper_numbers.stub(1), "last_back": paper_numbers.stub(3)}
    assert client.post(f"{PAPER}/stacks/back", data=back).status_code == 303
    papers.to_entering(open_round)
    for worker, marks in (("worker1", "1"), ("worker2", "2")):
        sign_in(worker)
        typed = {"serial": serials[0], "marks": marks}
        assert client.post(f"{PAPER}/entry", data=typed).status_code == 303
        assert client.post(f"{PAPER}/entry/finish").status_code == 303
    assert client.post(f"{PAPER}/differences/{serials[0]}", data={"marks": "2"}).status_code == 403
    sign_in("worker3")
    assert client.post(f"{PAPER}/differences/{serials[0]}", data={"marks": "7"}).status_code == 422
    assert client.post(f"{PAPER}/differences/{serials[0]}", data={"marks": "2"}).status_code == 303
    assert client.post(f"{PAPER}/finish", data={"in_box": "2"}).status_code == 422
    assert client.post(f"{PAPER}/finish", data={"in_box": "1"}).status_code == 303
    open_round.to(open_round.clock.now())
    assert (open_round.round.state, open_round.round.ballots) == ("counted", 1)


def _sheets(pdf: bytes) -> tuple[list[str], list[str], list[list[str]]]:
    """Of each page: what its square code says, its serial, and the numbers of its projects in order."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    codes, serials, orders = [], [], []
    for page in document:
        read = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
        codes.append(read[0].text)
        words = page.get_textpage().get_text_bounded().split()
        at = words.index("票号")
        serials.append(words[at + 1] + words[at + 2])
        start = words.index("费用")
        orders.append([word for word in words[start:] if word in ("1", "2", "3")][:3])
    return codes, serials, orders


def test_no_row_leads_from_a_voter_to_a_sheet(open_round: Story) -> None:
    """Invariant 6: the stub's row has neither voter nor time, the journal's row no stub, no table both."""
    papers.handed_in(open_round, ["resident01", "resident02"], spare=0)
    mark = db.session.query(RollMark).first()
    assert mark is not None
    stub = db.session.execute(text("SELECT * FROM paper_stub LIMIT 1")).mappings().one()
    assert set(stub) == {"round_id", "number", "run_id", "issue_id", "ended", "press"}
    serial = db.session.execute(text("SELECT * FROM paper_serial LIMIT 1")).mappings().one()
    assert set(serial) == {"round_id", "serial", "run_id", "cancelled"}
    assert serial["run_id"] is None
    query = "SELECT facts FROM journal WHERE act = 'paper.hand_in'"
    assert [row[0] for row in db.session.execute(text(query))] == ["{}", "{}"]


def test_nobody_else_reads_what_one_typed(open_round: Story, client, sign_in) -> None:  # type: ignore[no-untyped-def]
    serials = papers.handed_in(open_round, ["resident01", "resident02"], spare=0)
    papers.to_entering(open_round)
    papers.enter(open_round, "worker1", serials[0], "1 3")
    papers.read_by(open_round, "worker2", {serials[0]: "2", serials[1]: "3"})
    for login in ("worker2", "worker3", "moderator", "officer"):
        sign_in(login)
        for page in (f"{PAPER}/differences", PAPER, f"{PAPER}/entry"):
            assert "1 3" not in client.get(page).text
    assert client.get(f"{PAPER}/differences/{serials[0]}").status_code == 409
    for login, status in (("auditor", 200), ("resident01", 403), ("worker9", 403), ("finance", 403)):
        sign_in(login)
        assert client.get(PAPER).status_code == status, login


@pytest.mark.parametrize("state", ["open", "entering"])
def test_pages_ask_the_database_little(open_round: Story, client, sign_in, state: str) -> None:  # type: ignore[no-untyped-def]
    serials = papers.handed_in(open_round, ["resident01", "resident02", "resident03"], spare=2)
    if state == "entering":
        papers.to_entering(open_round)
        for worker, typed in (("worker1", "1"), ("worker2", "2")):
            papers.read_by(open_round, worker, dict.fromkeys(serials[:2], typed))
    sign_in("worker3")
    pages = ["", "/stacks", "/hand-in", "/entry", "/upload", "/differences", "/finish", "/runs/1"]
    pages += [f"/differences/{serials[0]}"] * (state == "entering")
    for page in pages:
        client.get(PAPER + page)
        with counted() as asked:
            assert client.get(PAPER + page).status_code == 200
        assert len(asked) <= 12, f"{page}: {len(asked)}\n" + "\n".join(one[:160] for one in asked)
    with counted() as asked:
        client.get("/rounds/FT-LH-2026-R1")
    assert len(asked) <= 12


def test_it_waits_on_the_desk_until_when_and_then_late(open_round: Story, client, sign_in) -> None:  # type: ignore[no-untyped-def]
    papers.handed_in(open_round, ["resident01"], spare=0)
    papers.to_entering(open_round)
    sign_in("worker2")
    item = "录入FT-LH-2026-R1的纸质选票"
    assert item in client.get("/desk").text
    open_round.clock.forward(timedelta(days=20))
    sign_in("worker2")
    late = client.get("/desk").text
    assert item in late
    assert "已逾期" in late
    sign_in("resident01")
    assert item not in client.get("/desk").text
