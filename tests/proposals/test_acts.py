"""Each act of P1–P5: by the right person, and refused by each guard, by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.proposals import OTHER, TEXT, Story
from micro_projects.cycles import actions as cycle_actions
from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal import queries as journal
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import queries as notices
from micro_projects.notices.disclosing import current_log
from micro_projects.notices.models import LogEntry
from micro_projects.people.models import RollEntry
from micro_projects.proposals import actions, overdue_actions, queries, screening_actions
from micro_projects.proposals.models import Second
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def refused(code: str, do: Callable[[datetime], object]) -> None:
    """The act is refused with this code, and nothing is left of it."""
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def other_entry() -> RollEntry:
    """Somebody on the other community's roll."""
    row = db.session.scalar(
        sa.text(
            "SELECT id FROM roll_entry WHERE place_id = (SELECT id FROM place WHERE code = 'FT-XM') LIMIT 1"
        )
    )
    return db.session.get_one(RollEntry, row)


# -- P1, P2 --------------------------------------------------------------------------------------------


def test_who_may_draft(story: Story) -> None:
    cycle = story.cycle
    refused("not_on_roll", lambda now: actions.draft(story.as_("officer"), cycle, TEXT, now))
    refused("not_on_roll", lambda now: actions.draft(story.as_("neighbour01"), cycle, TEXT, now))
    refused("not_listed", lambda now: actions.draft(story.as_("worker1"), cycle, TEXT, now))
    refused(
        "not_listed", lambda now: actions.draft(story.as_("worker1"), cycle, TEXT, now, entry=other_entry())
    )
    for _ in range(10):
        story.draft()
    refused("too_many_drafts", lambda now: actions.draft(story.as_("resident01"), cycle, TEXT, now))


def test_nobody_edits_anothers_draft(story: Story) -> None:
    draft = story.draft()
    refused("not_author", lambda now: actions.edit(story.as_("resident02"), draft, OTHER, now))
    with act() as now:
        actions.show_similar(story.as_("resident01"), draft, now)
    with act() as now:
        actions.edit(story.as_("resident01"), draft, TEXT, now)
    assert draft.similar_shown_at is not None
    with act() as now:
        actions.edit(story.as_("resident01"), draft, OTHER, now)
    assert draft.similar_shown_at is None
    assert draft.title == OTHER.title


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"location": ""}, "fields_missing"),
        ({"estimate": Money(200_000_01)}, "over_cap"),
        ({"kind": "works", "estimate": Money(400_000_01)}, "over_cap"),
    ],
)
def test_what_may_not_be_submitted(story: Story, change: dict[str, object], code: str) -> None:
    draft = story.draft(replace(TEXT, **change))  # type: ignore[arg-type]
    with act() as now:
        actions.show_similar(story.as_("resident01"), draft, now)
    refused(code, lambda now: actions.submit(story.as_("resident01"), draft, now))
    assert draft.code.startswith("draft-")


def test_similar_ones_must_be_looked_at(story: Story) -> None:
    draft = story.draft()
    refused("similar_not_shown", lambda now: actions.submit(story.as_("resident01"), draft, now))


def test_an_organisations_service_needs_its_survey(story: Story) -> None:
    with act() as now:
        draft = actions.draft(
            story.as_("resident01"),
            story.cycle,
            replace(TEXT, kind="service"),
            now,
            organisation="协会",
            survey_answers=49,
        )
        actions.show_similar(story.as_("resident01"), draft, now)
    refused("survey_needed", lambda now: actions.submit(story.as_("resident01"), draft, now))
    draft.survey_answers = 50
    db.session.commit()
    with act() as now:
        actions.submit(story.as_("resident01"), draft, now)


def test_the_window_is_closed(story: Story) -> None:
    draft = story.draft()
    ends = cycles.phases(story.cycle_id)["proposing"].ends_at
    assert ends is not None
    with act() as now:
        actions.show_similar(story.as_("resident01"), draft, now)
    story.clock.move_to(ends)
    refused("not_proposing", lambda now: actions.submit(story.as_("resident01"), draft, now))
    story.pass_days(1)
    assert queries.by_id(draft.id).state == "lapsed"


def test_the_packs_notice_must_be_over(story: Story) -> None:
    year = story.cycle.year + 1
    now = story.now
    dates: dict[str, tuple[datetime, datetime | None]] = {
        "proposing": (now, now + timedelta(days=9)),
        "deliberating": (now + timedelta(days=20), None),
        "voting": (now + timedelta(days=40), None),
        "executing": (now + timedelta(days=60), None),
    }
    with act() as at:
        cycle = cycle_actions.plan(story.as_("moderator"), story.founded.place(), year, Pack(), dates, at)
        cycle_actions.decided(cycle.id, True, story.as_("moderator"), at)
        cycle_actions.open_cycle(story.as_("officer"), cycle, at)
        draft = actions.draft(story.as_("resident01"), cycle, TEXT, at)
        actions.show_similar(story.as_("resident01"), draft, at)
    refused("notice_running", lambda now: actions.submit(story.as_("resident01"), draft, now))


def test_three_a_person_and_withdrawn_ones_do_not_count(story: Story) -> None:
    first = story.submitted()
    story.submitted(OTHER)
    story.submitted(replace(TEXT, title="第三件"))
    fourth = story.draft(replace(TEXT, title="第四件"))
    with act() as now:
        actions.show_similar(story.as_("resident01"), fourth, now)
    refused("limit_reached", lambda now: actions.submit(story.as_("resident01"), fourth, now))
    with act() as now:
        actions.withdraw(story.as_("resident01"), first, now)
    with act() as now:
        actions.submit(story.as_("resident01"), fourth, now)
    assert fourth.code == "FT-LH-2026-004"


def test_a_code_is_given_once(story: Story) -> None:
    proposal = story.submitted()
    with pytest.raises(DatabaseError, match="subject_code_fixed"):
        db.session.execute(sa.text(f"UPDATE subject SET code = 'X' WHERE id = {proposal.id}"))
    db.session.rollback()
    with pytest.raises(DatabaseError, match="proposal_version_no_update"):
        db.session.execute(
            sa.text(f"UPDATE proposal_version SET title = 'X' WHERE proposal_id = {proposal.id}")
        )
    db.session.rollback()


# -- P3 ------------------------------------------------------------------------------------------------


def test_who_may_second(story: Story) -> None:
    proposal = story.submitted()
    refused("own_proposal", lambda now: actions.second(story.as_("resident01"), proposal, now))
    refused("not_on_roll", lambda now: actions.second(story.as_("neighbour01"), proposal, now))
    refused("not_on_roll", lambda now: actions.second(story.as_("officer"), proposal, now))
    refused(
        "not_listed", lambda now: actions.second(story.as_("worker1"), proposal, now, entry=other_entry())
    )
    with act() as now:
        actions.second(story.as_("resident02"), proposal, now)
    refused("already_seconded", lambda now: actions.second(story.as_("resident02"), proposal, now))
    someone = queries.entry_of(story.as_("resident03").id, proposal.place_id)
    refused("not_listed", lambda now: actions.second(story.as_("resident02"), proposal, now, entry=someone))
    with act() as now:
        actions.second(story.as_("worker1"), proposal, now, entry=someone)
    last = journal.history(proposal.ref)[-1]
    assert last.on_behalf_of == story.as_("resident03").id
    assert proposal.seconds == 2


def test_the_database_refuses_the_authors_own_second(story: Story) -> None:
    proposal = story.submitted()
    entry = queries.entry_of(proposal.author_id, proposal.place_id)
    assert entry is not None
    db.session.add(Second(proposal_id=proposal.id, entry_id=entry.id, at=story.now))
    with pytest.raises(DatabaseError, match="second_not_author"):
        db.session.flush()
    db.session.rollback()


def test_seconding_has_an_end(story: Story) -> None:
    proposal = story.submitted()
    refused("not_allowed", lambda now: actions.fail_seconding(story.as_("officer"), proposal, now))
    refused("not_yet_overdue", lambda now: actions.fail_seconding(CLOCK_ACTOR, proposal, now))
    until = queries.seconding_until(story.cycle)
    story.clock.move_to(until)
    refused("seconding_over", lambda now: actions.second(story.as_("resident10"), proposal, now))
    story.pass_days(1)
    assert queries.by_id(proposal.id).state == "not_seconded"


# -- P4 ------------------------------------------------------------------------------------------------


def test_who_may_screen(story: Story) -> None:
    proposal = story.seconded()
    for who in ("worker1", "moderator", "resident02", "worker9", "admin"):
        by = story.as_(who)
        refused(
            "not_allowed", lambda now, by=by: screening_actions.screen(by, proposal, True, None, "好", now)
        )
    refused(
        "not_yet_overdue",
        lambda now: screening_actions.screen(story.as_("district"), proposal, True, None, "好", now),
    )
    officer = story.as_("officer")
    refused("ground_needed", lambda now: screening_actions.screen(officer, proposal, False, None, "x", now))
    refused("ground_needed", lambda now: screening_actions.screen(officer, proposal, False, "ugly", "x", now))
    refused("reason_needed", lambda now: screening_actions.screen(officer, proposal, True, None, " ", now))
    refused(
        "ground_needed",
        lambda now: screening_actions.prepare_screening(story.as_("worker1"), proposal, "ugly", "x", now),
    )
    with act() as now:
        screening_actions.prepare_screening(story.as_("worker1"), proposal, None, "齐备", now)
        screening_actions.screen(officer, proposal, True, None, "齐备", now)
    refused("wrong_state", lambda now: screening_actions.screen(officer, proposal, True, None, "x", now))


def test_late_screening_is_disclosed_and_the_district_may(story: Story) -> None:
    proposal = story.seconded()
    refused(
        "not_allowed",
        lambda now: overdue_actions.note_overdue(story.as_("district"), proposal, "screening", now, now),
    )
    story.pass_days(15)
    assert entries("proposal.overdue") == [proposal.code]
    with act() as now:
        screening_actions.screen(story.as_("district"), proposal, True, None, "齐备", now)
    assert proposal.state == "screened_in"
    story.pass_days(10)
    assert entries("proposal.overdue") == [proposal.code]


def entries(kind: str) -> list[str | None]:
    """What was disclosed of a kind: of which subjects."""
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == kind, LogEntry.log_id == current_log().id)
    return list(db.session.scalars(query.order_by(LogEntry.index)))


def test_one_appeal_leads_back_by_a_supplement(story: Story) -> None:
    proposal = story.screened(False)
    refused("not_author", lambda now: screening_actions.appeal(story.as_("resident02"), proposal, "请", now))
    refused(
        "reason_needed", lambda now: screening_actions.appeal(story.as_("resident01"), proposal, " ", now)
    )
    story.pass_days(9)
    d1 = queries.first_notice(story.cycle_id, "D1")
    assert d1 is not None
    with act() as now:
        screening_actions.appeal(story.as_("resident01"), proposal, "请再议", now)
    refused("appeal_used", lambda now: screening_actions.appeal(story.as_("resident01"), proposal, "请", now))
    place = proposal.place_id
    due = calls("agenda_due", "proposal.readmit", place, story.now)
    assert [one.subject for one in due] == [proposal.ref]
    story.pass_days(10)
    assert any(calls.tell("cycle_unfinished", "cycle", story.cycle_id))
    with act() as now:
        calls("motion_decided", "proposal.readmit", proposal.id, "carry", story.as_("moderator"), now)
    assert queries.by_id(proposal.id).state == "screened_in"
    newest = notices.newest(proposal.id, "D1")
    assert newest is not None
    assert newest[0].code == "FT-LH-2026-D1.2"
    assert calls("agenda_due", "proposal.readmit", place, story.now) == []
    story.pass_until(proposal, "deliberating")


def test_an_appeal_has_an_end_and_so_has_the_cycle(story: Story) -> None:
    proposal = story.screened(False)
    story.pass_days(8)
    d1 = queries.first_notice(story.cycle_id, "D1")
    assert d1 is not None
    assert d1.ends_at is not None
    assert story.cycle.state == "open"
    story.clock.move_to(d1.ends_at)
    refused("appeal_over", lambda now: screening_actions.appeal(story.as_("resident01"), proposal, "请", now))
    story.pass_days(1)
    assert not any(calls.tell("cycle_unfinished", "cycle", story.cycle_id)[:1])
    story.pass_days(1)
    assert story.cycle.state == "ended"


def test_an_appeal_that_is_lost(story: Story) -> None:
    proposal = story.screened(False)
    with act() as now:
        screening_actions.appeal(story.as_("resident01"), proposal, "请再议", now)
    with act() as now:
        calls("motion_decided", "proposal.readmit", proposal.id, "lose", story.as_("moderator"), now)
    assert queries.by_id(proposal.id).state == "screened_out"
    refused(
        "wrong_state",
        lambda now: calls(
            "motion_decided", "proposal.readmit", proposal.id, "carry", story.as_("moderator"), now
        ),
    )


# -- ends ----------------------------------------------------------------------------------------------


def test_withdrawing_is_public_once_submitted(story: Story) -> None:
    proposal = story.seconded()
    refused("not_author", lambda now: actions.withdraw(story.as_("resident02"), proposal, now))
    with act() as now:
        actions.withdraw(story.as_("worker1"), proposal, now)
    assert proposal.state == "withdrawn"
    assert entries("proposal.withdrawn") == [proposal.code]
    assert journal.history(proposal.ref)[-1].on_behalf_of == proposal.author_id


def test_a_deferred_one_is_carried_with_its_seconds(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        calls("motion_decided", "proposal.advance", proposal.id, "defer", story.as_("moderator"), now)
    cycle = _open_next(story)
    refused("not_author", lambda now: actions.carry(story.as_("resident02"), proposal, cycle, now))
    with act() as now:
        made = actions.carry(story.as_("resident01"), proposal, cycle, now)
    assert (made.code, made.state, made.seconds) == ("FT-LH-2027-001", "seconded", 5)
    assert made.carried_from_id == proposal.id
    assert queries.text_hash(made.id, 1) == queries.text_hash(proposal.id, 1)
    refused("already_carried", lambda now: actions.carry(story.as_("resident01"), proposal, cycle, now))


def test_only_deferred_ones_are_carried(story: Story) -> None:
    proposal = story.deliberating()
    cycle = _open_next(story)
    refused("not_deferred", lambda now: actions.carry(story.as_("resident01"), proposal, cycle, now))


def _open_next(story: Story):  # type: ignore[no-untyped-def]
    now = story.now
    dates: dict[str, tuple[datetime, datetime | None]] = {
        "proposing": (now, now + timedelta(days=40)),
        "deliberating": (now + timedelta(days=50), None),
        "voting": (now + timedelta(days=60), None),
        "executing": (now + timedelta(days=90), None),
    }
    with act() as at:
        cycle = cycle_actions.plan(story.as_("moderator"), story.founded.place(), 2027, Pack(), dates, at)
        cycle_actions.decided(cycle.id, True, story.as_("moderator"), at)
        cycle_actions.open_cycle(story.as_("officer"), cycle, at)
    story.pass_days(20)
    return cycles.by_id(cycle.id)


def test_an_empty_year_ends_with_its_notice(story: Story) -> None:
    story.pass_days(30)
    d1 = queries.first_notice(story.cycle_id, "D1")
    assert d1 is not None
    assert list(notices.subjects(d1.id)) == []
    assert story.cycle.state == "ended"
