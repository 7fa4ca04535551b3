"""The ballot's pages without JavaScript: filter, compare, review, receipt; nothing lost, nothing in an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from micro_projects.kernel.money import Money
from micro_projects.voting import ballot_list, queries, receipts
from micro_projects.voting.ballot_list import Sought
from micro_projects.voting.ballot_queries import BallotLine
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]
LINES = [
    BallotLine(1, "R-001", "夜间照明", Money.yuan(45_000), "", "works", "第2网格东门"),
    BallotLine(2, "R-002", "长者饭堂", Money.yuan(60_000), "A", "service", "第1网格"),
    BallotLine(3, "R-003", "长者课堂", Money.yuan(9_000), "A", "service", "第2网格二楼"),
]


def listed(html: str) -> list[str]:
    """The codes on the ballot, in the order of the page."""
    return re.findall(r'type="checkbox" name="choices" value="([^"]+)"', html)


def ticked(html: str) -> set[str]:
    return set(re.findall(r'name="choices" value="([^"]+)" checked', html))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), {1, 2, 3}),
        (Sought(words="长者"), {2, 3}),
        (Sought(words="长者 二楼"), {3}),
        (Sought(words="r-001"), {1}),
        (Sought(grid="第2网格"), {1, 3}),
        (Sought(kind="works"), {1}),
        (Sought(cost=45_000_00), {1, 3}),
        (Sought(words="没有的"), set()),
    ],
)
def test_what_a_filter_finds(sought: Sought, found: set[int]) -> None:
    assert {line.place for line in LINES if sought.finds(line)} == found


def test_a_filter_that_makes_no_sense_filters_nothing() -> None:
    assert ballot_list.sought("", "", "spaceship", "-5") == Sought()


def test_the_order_stays_while_the_ballot_is_filled_in_and_is_drawn_anew_otherwise() -> None:
    drawn = ballot_list.order("", LINES, Random(4))
    assert ballot_list.order(ballot_list.order_said(drawn), LINES, Random(5)) == drawn
    for said in ("1 2", "1 2 2", "1 2 9", "x y z"):
        assert {line.code for line in ballot_list.order(said, LINES, Random(1))} == {
            "R-001",
            "R-002",
            "R-003",
        }


def test_every_order_is_equally_likely() -> None:
    chance, seen = Random(2026), {}
    for _ in range(6000):
        order = ballot_list.order_said(ballot_list.order("", LINES, chance))
        seen[order] = seen.get(order, 0) + 1
    assert len(seen) == 6
    assert all(850 < times < 1150 for times in seen.values())


def test_filtering_and_comparing_lose_nothing(client: Client, voting: Story, sign_in: SignIn) -> None:
    address, (a, b, c) = f"/rounds/{voting.round.code}/vote", voting.codes
    sign_in("resident01")
    first = client.get(address).text
    order = re.search(r'name="order" value="([^"]+)"', first)
    assert order is not None
    data = {"choices": [a], "order": order[1], "do": "filter", "words": "照明"}
    narrowed = client.post(address, data=data)
    assert narrowed.status_code == 200
    assert set(listed(narrowed.text)) == {a, b}  # b is found, a is chosen and stays
    assert ticked(narrowed.text) == {a}
    both = client.post(address, data={"choices": [a, b], "order": order[1], "do": "compare"}).text
    assert both.count("不方便。") == 2
    assert re.findall(r'type="hidden" name="choices" value="([^"]+)"', both) == [a, b]
    assert "0 个项目" not in both
    assert (
        client.post(address, data={"do": "compare", "compared": [a, b, c, "x"]}).status_code == 200
    )  # three are on the ballot
    back = client.post(address, data={"choices": [a, b], "order": order[1], "do": "choose"}).text
    assert ticked(back) == {a, b}
    assert listed(back) == listed(first)
    assert not queries.turnout(voting.round.id)


def test_no_page_of_the_ballot_names_a_choice_where_it_could_be_kept(
    client: Client, voting: Story, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    address, a = f"/rounds/{voting.round.code}", voting.codes[0]
    sign_in("resident01")
    for path, data in (
        ("/vote", {"choices": [a]}),
        ("/vote", {"choices": [a], "do": "filter"}),
        ("/vote", {"choices": [a], "do": "compare"}),
        ("/ballot", {"choices": [a], "change": "1"}),
        ("/ballot", {"choices": [a], "word": "玉兰花"}),
    ):
        answer = client.post(address + path, data=data)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Location" not in answer.headers
        assert a not in "".join(re.findall(r"<title>.*?</title>", answer.text))
        assert a not in "".join(re.findall(r'(?:action|formaction)="([^"]*)"', answer.text))
        assert "data-draft" not in answer.text
        assert 'autocomplete="off"' in answer.text or path == "/ballot"
        assert a not in str(answer.headers)
    assert a not in caplog.text
    assert "玉兰花" not in caplog.text


def test_the_receipt_is_shown_once_and_is_that_of_the_sealed_ballot(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    address, a = f"/rounds/{voting.round.code}", voting.codes[0]
    sign_in("resident01")
    answer = client.post(f"{address}/ballot", data={"choices": [a], "word": " 玉兰花 "})
    code = re.search(r'receipt-code"[^>]*>([0-9A-Z-]{31})<', answer.text)
    assert code is not None
    assert "玉兰花" in answer.text
    again = client.post(f"{address}/ballot", data={"choices": [a], "word": "玉兰花"}).text
    assert code[1] not in again  # a new ballot has a new receipt
    last = re.search(r'receipt-code"[^>]*>([0-9A-Z-]{31})<', again)
    assert last is not None
    assert last[1] not in client.get(f"{address}/recorded").text
    voting.cast_many([[a]] * 20, first=2)
    voting.close()
    records = client.get(f"{address}/records.csv").text + "".join(
        text for _, text in queries.records(voting.round.id)
    )
    assert receipts.hash_of(last[1], "玉兰花") in records
    assert receipts.hash_of(code[1], "玉兰花") not in records


def test_a_word_too_long_is_said_on_the_page_that_has_it(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    address, a = f"/rounds/{voting.round.code}", voting.codes[0]
    sign_in("resident01")
    answer = client.post(f"{address}/ballot", data={"choices": [a], "word": "长" * 61})
    assert answer.status_code == 422
    assert "您加的词太长" in answer.text
    assert f'type="hidden" name="choices" value="{a}"' in answer.text
    assert not queries.turnout(voting.round.id)


def test_a_round_without_receipts_gives_none(story: Story, client: Client, sign_in: SignIn) -> None:
    story.open_cycle(receipts=False)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000})
    story.freeze()
    story.to(story.round.opens_at)
    address, a = f"/rounds/{story.round.code}", story.codes[0]
    sign_in("resident01")
    assert 'name="word"' not in client.post(f"{address}/vote", data={"choices": [a]}).text
    answer = client.post(f"{address}/ballot", data={"choices": [a], "word": "x"})
    assert answer.status_code == 200
    assert "回执码" not in answer.text
    assert "您的选票已记录" in answer.text
