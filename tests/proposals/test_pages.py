"""The pages of proposals over HTTP: every form's way through, what is refused, and how many statements they take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from makers.proposals import TEXT, Story
from micro_projects.extensions import db
from micro_projects.proposals import queries
from micro_projects.proposals.models import Proposal
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded
LIST = "/c/FT-LH/2026/proposals"


def sign_in(client: Client, login: str) -> None:
    client.get("/")
    answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def sign_out(client: Client) -> None:
    assert client.post("/sign-out").status_code == 303


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def typed(**more: str) -> dict[str, str]:
    return {
        "title": TEXT.title,
        "problem": TEXT.problem,
        "wish": TEXT.wish,
        "location": TEXT.location,
        "beneficiaries": TEXT.beneficiaries,
        "kind": "goods",
        "estimate": "18,000",
        **more,
    }


def test_a_resident_proposes_and_neighbours_second(story: Story, client: Client) -> None:
    assert "还没有提案" in client.get(LIST).text
    assert client.get(f"{LIST}/new").status_code == 302
    sign_in(client, "resident01")
    assert client.get(f"{LIST}/new").status_code == 200
    short = client.post(f"{LIST}/new", data=typed(problem="", go_on="1"))
    assert short.status_code == 422
    assert TEXT.wish.split("，")[0] in short.text
    going = client.post(f"{LIST}/new", data=typed(go_on="1"))
    assert going.status_code == 303
    assert going.location.endswith("/submit")
    looked = client.get(going.location)
    assert "没有相似的提案" in looked.text
    code = going.location.split("/")[2]
    assert client.get(f"/proposals/{code}/edit").status_code == 200
    sent = client.post(going.location)
    assert sent.status_code == 303
    assert sent.location == "/proposals/FT-LH-2026-001/receipt"
    assert "已收到" in client.get(sent.location).text
    again = client.post(going.location)
    assert again.status_code in (404, 409)
    page = client.get("/proposals/FT-LH-2026-001")
    assert TEXT.title in page.text
    assert "/second" not in page.text
    assert client.post("/proposals/FT-LH-2026-001/second").status_code == 409
    sign_out(client)
    for n in range(10, 15):
        sign_in(client, f"resident{n}")
        assert "附议" in client.get("/proposals/FT-LH-2026-001").text
        assert client.post("/proposals/FT-LH-2026-001/second").status_code == 303
        assert client.post("/proposals/FT-LH-2026-001/second").status_code == 409
        sign_out(client)
    assert queries.by_code("FT-LH-2026-001").state == "seconded"
    sign_in(client, "worker1")
    assert client.get("/proposals/FT-LH-2026-001/screening").status_code == 200
    done = client.post("/proposals/FT-LH-2026-001/screening/prepare", data={"ground": "", "note": "齐备"})
    assert done.status_code == 303
    assert client.post("/proposals/FT-LH-2026-001/screening", data={"passed": "yes"}).status_code == 403
    sign_out(client)
    sign_in(client, "officer")
    bad = client.post("/proposals/FT-LH-2026-001/screening", data={"passed": "no", "reason": "理由文字"})
    assert bad.status_code == 422
    assert "理由文字" in bad.text
    good = client.post(
        "/proposals/FT-LH-2026-001/screening", data={"passed": "no", "ground": "illegal", "reason": "理由"}
    )
    assert good.status_code == 303
    sign_out(client)
    sign_in(client, "resident01")
    assert "申诉" in client.get("/proposals/FT-LH-2026-001").text
    assert client.get("/proposals/FT-LH-2026-001/appeal").status_code == 200
    assert client.post("/proposals/FT-LH-2026-001/appeal", data={"text": "请再议"}).status_code == 303
    assert client.post("/proposals/FT-LH-2026-001/appeal", data={"text": "请再议"}).status_code == 409


def test_a_worker_enters_for_a_resident(story: Story, client: Client) -> None:
    sign_in(client, "worker1")
    assert "代哪位居民填写" in client.get(f"{LIST}/new").text
    nobody = client.post(f"{LIST}/new", data=typed(save="1", resident="没有这个人"))
    assert nobody.status_code == 422
    made = client.post(f"{LIST}/new", data=typed(go_on="1", resident="DEMO00000000"))
    assert made.status_code == 303
    client.post(made.location)
    proposal = queries.by_code("FT-LH-2026-001")
    assert proposal.author_id == story.as_("resident01").id
    assert proposal.entered_by == story.as_("worker1").id
    there = client.post("/proposals/FT-LH-2026-001/second-for", data={"resident": "DEMO00000001"})
    assert there.status_code == 303
    twice = client.post("/proposals/FT-LH-2026-001/second-for", data={"resident": "DEMO00000001"})
    assert twice.status_code == 409
    assert "DEMO00000001" in twice.text


def test_a_draft_is_its_authors(story: Story, client: Client) -> None:
    code = story.draft().code
    assert client.get(f"/proposals/{code}").status_code == 404
    sign_in(client, "resident02")
    assert client.get(f"/proposals/{code}").status_code == 404
    assert client.get(f"/proposals/{code}/edit").status_code == 403
    assert client.post(f"/proposals/{code}/submit").status_code == 403
    sign_out(client)
    sign_in(client, "resident01")
    assert client.get(f"/proposals/{code}").status_code == 200
    assert client.get(f"/proposals/{code}/withdraw").status_code == 200
    assert client.post(f"/proposals/{code}/withdraw").status_code == 303


def test_filters_search_and_pages(story: Story, client: Client) -> None:
    fill(story, 45)
    first = client.get(LIST)
    assert first.text.count("/proposals/FT-LH-2026-0") == 30
    assert f"{LIST}?after=30" in first.text.replace("&amp;", "&")
    assert client.get(f"{LIST}?after=30").text.count("/proposals/FT-LH-2026-0") == 15
    assert "没有符合条件的提案" in client.get(f"{LIST}?part=voting").text
    assert client.get(f"{LIST}?q=第7件").text.count("/proposals/FT-LH-2026-007") == 1
    assert client.get(f"{LIST}?kind=works&after=x").status_code == 200


def fill(story: Story, many: int) -> None:
    """Rows straight into the tables, as no act does, to have very many."""
    now, cycle = story.now, story.cycle
    author = story.as_("resident01").id
    first = (db.session.scalar(sa.text("SELECT max(id) FROM subject")) or 0) + 1
    have = db.session.scalar(sa.text("SELECT count(*) FROM proposal")) or 0
    subjects, rows, texts = [], [], []
    for n in range(many):
        number, key = have + n + 1, first + n
        subjects.append(
            {
                "id": key,
                "kind": "proposal",
                "code": f"FT-LH-2026-{number:03d}",
                "place_id": cycle.place_id,
                "path": cycle.path,
                "cycle_id": cycle.id,
            }
        )
        shown = {"title": f"第{number}件提案", "kind": "goods", "estimate": TEXT.estimate}
        rows.append(
            {
                "id": key,
                "author_id": author,
                "version": 1,
                "number": number,
                "seconds": 0,
                "submitted_at": now,
                "organisation": "",
                "state": "draft",
                "state_since": now,
                **shown,
            }
        )
        texts.append(
            {
                "proposal_id": key,
                "number": 1,
                "problem": "问题",
                "wish": "办法",
                "location": "这里",
                "beneficiaries": "居民",
                "text_hash": b"0" * 32,
                "made_by": author,
                "made_at": now,
                **shown,
            }
        )
    tables = Proposal.metadata.tables
    for name, values in (("subject", subjects), ("proposal", rows), ("proposal_version", texts)):
        db.session.execute(sa.insert(tables[name]), values)
    db.session.execute(sa.text("UPDATE proposal SET state = 'submitted' WHERE state = 'draft'"))
    db.session.commit()


def test_statements_do_not_grow_with_the_data(story: Story, client: Client) -> None:
    addresses = (
        LIST,
        f"{LIST}?part=seconding&q=提案",
        "/proposals/FT-LH-2026-007",
        "/proposals/FT-LH-2026-007/discussion",
    )
    fill(story, 50)
    before = [_statements(client, address) for address in addresses]
    assert max(before) <= 8
    fill(story, 4_950)
    assert [_statements(client, address) for address in addresses] == before
    sign_in(client, "resident02")
    assert max(_statements(client, address) for address in addresses) <= 12


def _statements(client: Client, address: str) -> int:
    with counted() as said:
        assert client.get(address).status_code == 200
    return len([s for s in said if not s.startswith(("BEGIN", "COMMIT", "ROLLBACK"))])


def test_the_seconding_ends(story: Story, client: Client) -> None:
    proposal = story.submitted()
    story.clock.move_to(queries.seconding_until(story.cycle) - timedelta(seconds=1))
    sign_in(client, "resident10")
    assert client.post(f"/proposals/{proposal.code}/second").status_code == 303
    story.clock.forward(timedelta(seconds=1))
    sign_out(client)
    sign_in(client, "resident11")
    late = client.post(f"/proposals/{proposal.code}/second")
    assert late.status_code == 409
    assert "24:00" in late.text
