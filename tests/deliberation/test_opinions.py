"""Professional opinions (P7): three kinds, each on one version, by whom and on what; late ones; what the database keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers import conditions
from makers.proposals import TEXT, Story
from micro_projects.deliberation import (
    desk_queries,
    opinion_actions,
    opinion_queries,
    opinion_rules,
    text_actions,
)
from micro_projects.deliberation.opinion_actions import Given
from micro_projects.deliberation.opinion_rules import Item
from micro_projects.demo.pictures import picture
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import LogEntry
from micro_projects.people.models import RollEntry
from micro_projects.proposals import queries as proposals
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def codes(kind: str) -> list[str | None]:
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == kind)
    return list(db.session.scalars(query.order_by(LogEntry.index)))


def test_a_price_is_what_its_items_come_to() -> None:
    typed = "不锈钢扶手，米，12.5，380\n安装\t项\t1\t1200.50\n\n垃圾清运, 车, 2, 99.99"
    items, wrong = opinion_rules.read_items(typed)
    assert wrong == []
    assert [i.amount.fen for i in items] == [475_000, 120_050, 19_998]
    assert opinion_rules.total(items) == Money(615_048)
    assert [opinion_rules.quantity(n) for n in (1000, 12_500, 10, 1)] == ["1", "12.5", "0.01", "0.001"]
    assert Item("漆", "升", 1, Money(500)).amount == Money(1)  # half a fen is rounded up
    bad = [
        "扶手",
        "扶手，米，0，1",
        "扶手，米，-1，1",
        "扶手，米，1.2345，1",
        "扶手，米，x，1",
        "扶手，米，1，-3",
        "，米，1，1",
    ]
    bad += [
        "扶手，米，NaN，1",
        "扶手，米，Infinity，1",
        "扶手，米，1e9，1",
        "扶手，米，1e999999，1",
        "扶手，米，sNaN，1",
        "扶手，米，1，1，1",
    ]
    for line in bad:
        assert opinion_rules.read_items(f"对，项，1，1\n{line}")[1] == [2], line


def test_what_the_opinions_come_to() -> None:
    price, whole = Money(5), opinion_rules.assessed
    assert whole(1, None, None, quoted=False) is None
    assert whole(1, True, None, quoted=False) is None
    assert whole(1, None, price, quoted=False) is None
    assert whole(1, None, price, quoted=True) is not None
    infeasible = whole(1, False, price, quoted=False)
    assert infeasible is not None
    assert infeasible.price is None


def test_each_kind_by_its_rules(story: Story) -> None:
    proposal = story.deliberating()
    officer = story.as_("officer")
    give = opinion_actions.give_opinion
    for who in ("worker1", "moderator", "district", "resident01"):
        by = story.as_(who)
        refused("not_allowed", lambda now, by=by: give(by, proposal, Given("feasibility"), now))
    refused("no_opinion_kind", lambda now: give(officer, proposal, Given("beauty"), now))
    refused("items_needed", lambda now: give(officer, proposal, Given("price"), now))
    refused("explanation_needed", lambda now: give(officer, proposal, Given("feasibility", False, " "), now))
    refused("explanation_needed", lambda now: give(officer, proposal, Given("legality", False), now))
    refused("name_needed", lambda now: give(officer, proposal, Given("legality", capacity="counsel"), now))
    refused("unknown_choice", lambda now: give(officer, proposal, Given("legality", capacity="quoted"), now))
    assert not opinion_queries.may_advance(proposal)
    with act() as now:
        give(officer, proposal, Given("feasibility", False, "地下有管线。"), now)
    assert opinion_queries.may_advance(proposal)  # the council weighs that
    due = calls("agenda_due", "proposal.advance", proposal.place_id, story.now)
    assert "没有价格" in due[0].text.chinese()
    refused("not_feasible", lambda now: give(officer, proposal, conditions.priced(Money.yuan(1)), now))
    with act() as now:
        conditions.opine(officer, proposal, Money.yuan(17_000), now)
        conditions.lawful(officer, proposal, now)
    assert calls("price", "proposal", proposal.id) == Money.yuan(17_000)
    assert calls("legality", "proposal", [proposal.id])[proposal.id].who == "莲花社区法律顾问"
    assert codes("proposal.opinion") == [proposal.code] * 4


def test_nobody_opines_on_what_is_theirs(story: Story) -> None:
    proposal = story.deliberating()
    author = story.as_("resident01")
    entry = db.session.scalars(sa.select(RollEntry).where(RollEntry.person_id == author.id)).one()
    officer = story.as_("officer")
    with act() as now:
        db.session.add(
            RollEntry(
                place_id=entry.place_id,
                grid_id=entry.grid_id,
                person_id=officer.id,
                household=entry.household,
                code="X-OFFICER",
                added_at=now,
                age_band=entry.age_band,
                sex=entry.sex,
            )
        )
    refused(
        "own_interest",
        lambda now: opinion_actions.give_opinion(officer, proposal, Given("feasibility"), now),
    )
    with pytest.raises(DatabaseError, match="opinion_not_own"):
        db.session.execute(_opinion(proposal.id, author.id))
    db.session.rollback()


def test_a_new_text_needs_all_three_anew(story: Story) -> None:
    proposal = story.deliberating()
    officer = story.as_("officer")
    with act() as now:
        conditions.opine(officer, proposal, Money.yuan(17_000), now)
        conditions.lawful(officer, proposal, now)
    assert opinion_queries.awaited() == []
    with act() as now:
        text_actions.amend(story.as_("resident01"), proposal, replace(TEXT, title="座椅"), now)
    assert opinion_queries.blocked(proposal) == "no_opinion"
    assert [one.lacking for one in opinion_queries.awaited()] == [("opinion", "legality")]
    assert calls("price", "proposal", proposal.id) is None


def test_late_opinions_are_disclosed_and_a_quotation_takes_their_place(story: Story) -> None:
    proposal = story.deliberating()
    moderator, items = story.as_("moderator"), [Item("座椅", "张", 4000, Money.yuan(4_250))]

    def quote(now: datetime) -> None:
        opinion_actions.commission_quotation(moderator, proposal, "某公司", items, "", now)

    refused("opinion_not_due", quote)
    story.pass_days(18)
    proposal = proposals.by_id(proposal.id)
    assert story.now >= opinion_queries.until(proposal)
    assert codes("proposal.overdue") == [proposal.code] * 2  # feasibility and price; legality
    assert desk_queries.QUOTE in [item.what for item in desk_queries.desk(moderator, story.now)]
    refused(
        "not_allowed",
        lambda now: opinion_actions.commission_quotation(
            story.as_("officer"), proposal, "某公司", items, "", now
        ),
    )
    refused(
        "items_needed",
        lambda now: opinion_actions.commission_quotation(moderator, proposal, "某公司", [], "", now),
    )
    with act() as now:
        quote(now)
    assert opinion_queries.may_advance(proposal)
    assert calls("price", "proposal", proposal.id) == Money.yuan(17_000)
    refused("opinion_there", quote)
    story.pass_days(3)
    assert codes("proposal.overdue") == [proposal.code] * 2  # said once


def test_a_price_above_the_cap_may_not_advance(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money(200_000_01), now)
    assert calls("agenda_due", "proposal.advance", proposal.place_id, story.now) == []
    moderator = story.as_("moderator")
    refused(
        "price_over_cap",
        lambda now: calls("motion_decided", "proposal.advance", proposal.id, "carry", moderator, now),
    )


def _opinion(proposal: int, by: int, **changes: str) -> sa.TextClause:
    row = {
        "proposal_id": str(proposal),
        "version": "1",
        "kind": "'feasibility'",
        "by_id": str(by),
        "at": "'2026-01-01 00:00:00'",
        "favourable": "1",
        "capacity": "'officer'",
        "given_by": "''",
        "price": "NULL",
        "explanation": "''",
    } | changes
    return sa.text(f"INSERT INTO opinion ({', '.join(row)}) VALUES ({', '.join(row.values())})")


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"version": "2"}, "opinion_on_version"),
        ({"kind": "'price'"}, "ck_opinion_complete"),
        ({"price": "5"}, "ck_opinion_complete"),
        ({"favourable": "0"}, "ck_opinion_complete"),
        ({"capacity": "'counsel'"}, "ck_opinion_capacity"),
        ({"capacity": "'quoted'", "given_by": "'某公司'"}, "ck_opinion_capacity"),
        ({"kind": "'taste'"}, "ck_opinion"),
    ],
)
def test_the_database_keeps_an_opinion_whole(story: Story, changes: dict[str, str], guard: str) -> None:
    proposal = story.deliberating()
    with pytest.raises(DatabaseError, match=guard):
        db.session.execute(_opinion(proposal.id, story.as_("officer").id, **changes))
    db.session.rollback()


def test_the_database_keeps_a_prices_items(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money.yuan(100), now)
    priced = opinion_queries.of(proposal).of["price"].id
    more = "INSERT INTO opinion_item (opinion_id, number, item, unit, quantity, unit_price, amount) VALUES "
    for values, guard in (
        (f"({priced}, 2, 'x', 'y', 1000, 1, 1)", "opinion_item_within"),
        (f"({priced}, 2, 'x', 'y', 1000, 5, 0)", "ck_opinion_item_amount"),
    ):
        with pytest.raises(DatabaseError, match=guard):
            db.session.execute(sa.text(more + values))
        db.session.rollback()
    for table in ("opinion", "opinion_item"):
        with pytest.raises(DatabaseError, match=f"{table}_no_delete"):
            db.session.execute(sa.text(f"DELETE FROM {table}"))
        db.session.rollback()


def test_pages(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}/opinion"
    assert "还没有" in client.get(here).text
    assert client.get(f"{here}/price").status_code in (302, 303, 401, 403)
    sign_in(client, "officer")
    assert client.get(f"{here}/beauty").status_code == 404
    bad = client.post(f"{here}/price", data={"items": "座椅，张，四，1", "capacity": "officer"})
    assert bad.status_code == 422
    assert "第 1 行看不明白" in bad.text
    assert "座椅，张，四，1" in bad.text  # what was typed stays
    assert (
        client.post(f"{here}/legality", data={"favourable": "yes", "capacity": "counsel"}).status_code == 422
    )
    given = client.post(
        f"{here}/price",
        data={
            "items": "座椅，张，4，4250.5\n安装，项，1，300",
            "capacity": "expert",
            "given_by": "某造价事务所",
            "document": (BytesIO(picture(proposal.code, 3)), "basis.jpg"),
        },
    )
    assert given.status_code == 303
    page = client.get(here).text
    assert "¥17,302.00" in page
    assert "某造价事务所" in page
    assert "/files/" in page


def test_pages_say_what_is_overdue(story: Story, client: Client) -> None:
    here = f"/proposals/{story.deliberating().code}/opinion"
    assert "已经逾期" not in client.get(here).text
    story.pass_days(18)
    assert "已经逾期，还没有给齐" in client.get(here).text
    sign_in(client, "officer")
    assert "已经过了；还没有给的，请尽快给出" in client.get(f"{here}/price").text
