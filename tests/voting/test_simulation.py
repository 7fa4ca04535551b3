"""What each rule would have funded: never of a round under way, nothing kept, exact, and in words."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import LogEntry
from micro_projects.voting import files, queries, simulation
from support.voting import Story

PAGE = "/c/FT-LH/2026/simulation"
FILE = """META
key;value
description;去年的投票
country;China
unit;青禾
instance;2025
num_projects;3
num_votes;7
budget;100
vote_type;approval
rule;greedy
date_begin;2025
date_end;2025
currency;CNY
PROJECTS
project_id;cost;name
a;60;长廊
b;50;健身角
c;50;路灯
VOTES
voter_id;vote
1;a
2;a
3;a
4;b,c
5;b,c
6;c
7;a,b
"""


def sent(client: FlaskClient, text: str = FILE, name: str = "round.pb", **more: str) -> Any:
    """The form with a file."""
    data = {"file": (io.BytesIO(text.encode()), name), "round": "", **more}
    return client.post(PAGE, data=data, content_type="multipart/form-data")


@pytest.fixture
def counted(frozen: Story) -> Story:
    """A counted round of ten ballots, whose records are public."""
    frozen.to(frozen.round.opens_at)
    first, second, third = frozen.codes
    frozen.cast_many([[first, third]] * 9 + [[second]] * 6 + [[third]] * 6)
    frozen.close()
    return frozen


def rows() -> tuple[int, int]:
    """How much is disclosed, and how much was looked at."""
    looked = sa.select(sa.func.count()).where(JournalEntry.act == "round.simulate")
    return db.session.scalar(sa.select(sa.func.count()).select_from(LogEntry)) or 0, db.session.scalar(
        looked
    ) or 0


def test_a_file_side_by_side(frozen: Story, client: FlaskClient, sign_in: Callable[[str], None]) -> None:
    sign_in("moderator")
    assert client.get(PAGE).status_code == 200
    disclosed, looked = rows()
    answer = sent(client)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "种规则有" in text
    assert "长廊" in text
    assert "大家可能会投得不一样" in text
    db.session.rollback()
    assert rows() == (disclosed, looked + 1)
    entry = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.act == "round.simulate")).one()
    assert entry.facts == '{"source":"file"}'


def test_last_rounds_ballots_by_every_rule(
    counted: Story, client: FlaskClient, sign_in: Callable[[str], None]
) -> None:
    code = counted.round.code
    sign_in("officer")
    assert code in client.get(PAGE).get_data(as_text=True)
    answer = client.post(PAGE, data={"round": code, "thresholds": "5 9", "budget": "90000"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, text
    for words in ("至少 5 票", "至少 9 票", "均等份额", "21张", "¥90,000"):
        assert words in text
    source = simulation.of_round(counted.founded.community, code, counted.cycle)
    (base, *others) = simulation.simulate(source)
    assert set(base.counted.winners) == {
        line.project.code
        for line in queries.result(counted.round.id)
        if line.allocation and line.allocation.funded
    }
    assert {one.rule.name for one in [base, *others]} >= {
        "greedy",
        "greedy_no_skip",
        "mes",
        "mes_add1+greedy",
    }
    half = simulation.simulate(source, budget=Money(source.data.budget // 2))
    assert all(one.counted.data.budget == source.data.budget // 2 for one in half)


def test_never_while_people_vote_or_ballots_wait(
    voting: Story, client: FlaskClient, sign_in: Callable[[str], None]
) -> None:
    sign_in("moderator")
    voting.cast("resident01", voting.codes[0])
    for answer in (client.get(PAGE), sent(client), client.post(PAGE, data={"round": voting.round.code})):
        assert answer.status_code == 409
        assert "这段时间不能比较计票规则" in answer.get_data(as_text=True)
    with pytest.raises(Refused) as refused:
        simulation.of_round(voting.founded.community, voting.round.code, voting.cycle)
    assert refused.value.refusal.code == "not_of_here"
    by = voting.actor("moderator")
    with pytest.raises(Refused) as refused:
        simulation.looked(by, voting.cycle, "file", voting.clock.now())
    assert refused.value.refusal.code == "round_under_way"


def test_only_for_those_who_prepare_rounds(
    frozen: Story, client: FlaskClient, sign_in: Callable[[str], None]
) -> None:
    assert client.get(PAGE).status_code == 302
    sign_in("resident01")
    assert client.get(PAGE).status_code == 403
    assert sent(client).status_code == 403
    assert "比较计票规则" not in client.get("/c/FT-LH/2026/rounds").get_data(as_text=True)
    sign_in("worker1")
    assert "比较计票规则" in client.get("/c/FT-LH/2026/rounds").get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "more", "status", "said"),
    [
        (FILE.replace("a;60", "a;sixty"), {}, 422, "第 17 行"),
        ("record_id,choices,points\n1,a,\n", {}, 422, "没有项目的费用和预算"),
        ("{", {}, 422, "第 1 行不是 JSON"),
        ("x" * (simulation.LARGEST + 1), {}, 413, "超过 5 MB"),
        (FILE, {"thresholds": "many"}, 422, "请填写数字"),
        (FILE, {"thresholds": "1 2 3 4"}, 422, "最多三个"),
        (FILE, {"budget": "lots"}, 422, "金额"),
    ],
)
def test_what_cannot_be_compared_says_why(
    frozen: Story,
    client: FlaskClient,
    sign_in: Callable[[str], None],
    text: str,
    more: dict[str, str],
    status: int,
    said: str,
) -> None:
    sign_in("moderator")
    answer = sent(client, text, **more)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


def test_a_round_of_few_ballots_is_no_source(
    story: Story, client: FlaskClient, sign_in: Callable[[str], None]
) -> None:
    story.open_cycle(records_from=30)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000})
    story.freeze()
    story.to(story.round.opens_at)
    story.cast_many([[story.codes[0]]] * 21)
    story.close()
    assert story.round.state == "counted"
    assert not files.records_public(story.round)
    sign_in("moderator")
    answer = client.post(PAGE, data={"round": story.round.code})
    assert answer.status_code == 422
    assert "还没有公布过逐张选票" in answer.get_data(as_text=True)
