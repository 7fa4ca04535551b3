"""The auditor's public sample: drawn over every mark by a number nobody chose; asked only whether, published only how many."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.tlog import merkle
from micro_projects.letters.models import Letter
from micro_projects.notices import lots
from micro_projects.notices.models import ContentPart, LogEntry, Lot
from micro_projects.voting import keeper_checks, sample_actions, sample_queries
from micro_projects.voting.sample_models import MarkSample
from micro_projects.web.door import act
from support.voting import Story


@pytest.fixture
def closed(voting: Story) -> Story:
    """Twenty ballots; closed and counted."""
    voting.cast_many([[voting.codes[0]]] * 20)
    voting.close()
    return voting


def drawn(story: Story, size: int) -> MarkSample:
    """A sample whose lot was drawn."""
    with act() as now:
        sample = sample_actions.draw(story.actor("auditor"), story.round, size, now)
    lot = db.session.get_one(Lot, sample.lot_id)
    story.to(lot.number_due_at)
    for login in ("moderator", "affairs"):
        with act() as now:
            lots.enter_number(story.actor(login), db.session.get_one(Lot, sample.lot_id), "4711", now)
    return sample


def facts(kind: str) -> dict[str, Any]:
    query = select(ContentPart.body).join(
        LogEntry, (LogEntry.log_id == ContentPart.log_id) & (LogEntry.index == ContentPart.index)
    )
    body = db.session.scalars(
        query.where(LogEntry.kind == kind, ContentPart.name == "facts").order_by(LogEntry.index.desc())
    ).first()
    value: Any = canonical.load(body or b"{}")
    return dict(value)


def test_the_population_is_every_mark_that_the_root_of_closing_names(closed: Story) -> None:
    sample = drawn(closed, 5)
    prepared = facts("lot.prepared")
    assert len(prepared["codes"]) == sample.population == 20
    leaves = (merkle.leaf_hash(bytes.fromhex(code)) for code in sorted(prepared["codes"]))
    assert merkle.root_of(leaves).hex() == facts("round.closed")["mark_root"]
    asked = sample_queries.asked(sample.id)
    order = facts("lot.drawn")["order"]
    marks = sample_queries.fingerprints(closed.round.id)
    assert [row.entry_id for row in asked] == [marks[code] for code in order[:5]]
    told = db.session.scalars(select(Letter).where(Letter.url.endswith("/asked"))).all()
    assert len(told) == 5


def test_who_was_drawn_answers_once_and_only_figures_are_published(closed: Story) -> None:
    sample = drawn(closed, 4)
    people = list(
        sample_queries.person_of([row.entry_id for row in sample_queries.asked(sample.id)]).values()
    )
    logins = {closed.actor(f"resident{n:02d}").id: f"resident{n:02d}" for n in range(1, 24)}
    first, second = logins[people[0]], logins[people[1]]
    outside = next(login for person, login in logins.items() if person not in people)
    with act() as now:
        sample_actions.answer(closed.actor(first), closed.round, "yes", now)
    with pytest.raises(Refused, match="mark_answered"), act() as now:
        sample_actions.answer(closed.actor(first), closed.round, "no", now)
    with pytest.raises(Refused, match="not_asked"), act() as now:
        sample_actions.answer(closed.actor(outside), closed.round, "yes", now)
    with pytest.raises(Refused, match="unknown_mark_answer"), act() as now:
        sample_actions.answer(closed.actor(second), closed.round, "unreached", now)
    auditor = closed.actor("auditor")
    with pytest.raises(Refused, match="marks_not_all_asked"), act() as now:
        sample_actions.report(auditor, closed.round, sample.number, now)
    with act() as now:
        sample_actions.answer(closed.actor(second), closed.round, "no", now)
        left = [row.rank for row in sample_queries.asked(sample.id) if row.answer is None]
        for rank in left:
            sample_actions.record(auditor, closed.round, sample.number, rank, "unreached", now)
        sample_actions.record(
            auditor, closed.round, sample.number, left[0], "yes", now
        )  # found at home later
        sample_actions.report(auditor, closed.round, sample.number, now)
    said = facts("round.marks_sampled")
    figures = {name: said[name] for name in ("population", "asked", "confirmed", "denied", "unreached")}
    assert figures == {"population": 20, "asked": 4, "confirmed": 2, "denied": 1, "unreached": 1}
    finding = db.session.execute(text("SELECT about_code, severity, raised_as FROM finding")).one()
    assert tuple(finding) == (closed.round.code, "serious", "auditor")
    rows = db.session.scalars(select(JournalEntry.facts).where(JournalEntry.act == "sample.answer")).all()
    assert rows
    assert not any("yes" in row or '"no"' in row for row in rows)
    with pytest.raises(Refused, match="sample_reported"), act() as now:
        sample_actions.report(auditor, closed.round, sample.number, now)


def test_nobody_but_an_auditor_draws_and_nothing_while_people_vote(voting: Story) -> None:
    voting.cast("resident01", voting.codes[0])
    with pytest.raises(Refused, match="marks_still_change"), act() as now:
        sample_actions.draw(voting.actor("auditor"), voting.round, 1, now)
    voting.cast_many([[voting.codes[0]]] * 16, first=2)
    voting.close()
    for login in ("moderator", "affairs", "admin", "resident01"):
        with pytest.raises(Refused, match="not_allowed"), act() as now:
            sample_actions.draw(voting.actor(login), voting.round, 1, now)
    for size in (0, 18):
        with pytest.raises(Refused, match="sample_size"), act() as now:
            sample_actions.draw(voting.actor("auditor"), voting.round, size, now)


def test_the_database_keeps_a_sample_as_drawn(closed: Story) -> None:
    sample = drawn(closed, 2)
    with act() as now:
        sample_actions.record(closed.actor("auditor"), closed.round, sample.number, 1, "yes", now)
    insert = "INSERT INTO mark_asked (sample_id, rank, entry_id) SELECT sample_id, 3, {entry} FROM mark_asked WHERE rank = 1"
    other = "(SELECT member_id FROM lot_place WHERE rank = 5)"
    third = "(SELECT member_id FROM lot_place WHERE rank = 3)"
    for guard, statement in (
        ("mark_asked_fixed", "UPDATE mark_asked SET answer = 'no' WHERE rank = 1"),
        ("mark_asked_fixed", f"UPDATE mark_asked SET entry_id = {other} WHERE rank = 2"),
        ("mark_asked_drawn", insert.format(entry=other)),
        ("mark_asked_drawn", insert.format(entry=third)),
        ("mark_sample_fixed", "UPDATE mark_sample SET size = 1"),
        ("mark_asked_no_delete", "DELETE FROM mark_asked"),
    ):
        with pytest.raises(DBAPIError, match=guard), db.engine.begin() as plain:
            plain.execute(text(statement))


def test_pages_show_figures_to_all_and_the_drawn_to_the_auditor_only(
    closed: Story, client: Any, sign_in: Any
) -> None:
    address = f"/rounds/{closed.round.code}/samples"
    assert "还没有抽查过" in client.get(address).get_data(as_text=True)
    sign_in("auditor")
    assert client.post(address, data={"size": "99"}).status_code == 422
    assert client.post(address, data={"size": "3"}).status_code == 303
    sample = db.session.scalars(select(MarkSample)).one()
    assert "还没有抽签" in client.get(f"{address}/1").get_data(as_text=True)
    closed.to(db.session.get_one(Lot, sample.lot_id).number_due_at)
    for login in ("moderator", "affairs"):
        with act() as now:
            lots.enter_number(closed.actor(login), db.session.get_one(Lot, sample.lot_id), "4711", now)
    sign_in("auditor")  # the session is a day old
    for rank, given in ((1, "yes"), (2, "no"), (3, "unreached")):
        assert client.post(f"{address}/1/{rank}/{given}").status_code == 303
    assert client.post(f"{address}/1/1/no").status_code == 409
    assert client.post(f"{address}/1/report").status_code == 303
    assert "1人说没有投过" in client.get(address).get_data(as_text=True)
    sign_in("moderator")
    assert client.get(f"{address}/1").status_code == 403
    assert "没有要您回答的" in client.get(f"/rounds/{closed.round.code}/asked").get_data(as_text=True)
    drawn_ = {row.entry_id for row in sample_queries.asked(sample.id)}
    person = next(iter(sample_queries.person_of(list(drawn_)).values()))
    login = next(f"resident{n:02d}" for n in range(1, 24) if closed.actor(f"resident{n:02d}").id == person)
    sign_in(login)
    assert client.get(f"/rounds/{closed.round.code}/asked").status_code == 200


def test_doctor_sees_marks_that_were_left_out_of_the_draw(closed: Story) -> None:
    drawn(closed, 3)
    assert list(keeper_checks.samples()) == []
    with db.engine.begin() as plain:  # somebody who owns the database took its guard away
        plain.execute(text("DROP TRIGGER lot_place_no_delete"))
        plain.execute(text("DELETE FROM lot_place WHERE rank = 2"))
    db.session.rollback()
    db.session.expire_all()
    said = [finding.what for finding in keeper_checks.samples()]
    assert any("not drawn over the round's marks" in what for what in said)
    assert any("others are asked" in what for what in said)
