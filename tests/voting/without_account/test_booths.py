"""Booths: announced, checked in with the document in hand, a one-time code for this tablet, once and for a quarter hour."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import base32
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import queries as notices
from micro_projects.people.models import RollEntry
from micro_projects.voting import (
    answers,
    booth_actions,
    booth_queries,
    casting,
    code_actions,
    code_checks,
    code_letters,
    code_queries,
    code_rules,
    queries,
    result_actions,
)
from micro_projects.voting.booth_actions import CheckedIn
from micro_projects.voting.code_models import BoothCheckin, BoothShift
from micro_projects.voting.code_rules import CodeAccount, Proof
from micro_projects.voting.counting import Ballot
from micro_projects.web.door import act
from micro_projects.web.show import ZONE
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]
HOURS = timedelta(hours=6)


def entry_of(story: Story, login: str) -> int:
    entry = story.actor(login).roll_entry(story.founded.community)
    assert entry is not None
    return entry


def open_booth(story: Story, venue: str = "南门岗亭旁") -> BoothShift:
    now = story.clock.now()
    with act() as at:
        return booth_actions.open_shift(
            story.actor("worker1"), story.round, venue, now, min(now + HOURS, story.round.closes_at), at
        )


def check_in(story: Story, shift: BoothShift, login: str = "resident01") -> CheckedIn:
    with act() as now:
        return booth_actions.check_in(story.actor("worker1"), story.round, shift, entry_of(story, login), now)


@pytest.fixture
def shift(voting: Story) -> BoothShift:
    """A booth that is open now."""
    return open_booth(voting)


def typed(client: Client, shift: BoothShift, code: str) -> tuple[int, str]:
    answer = client.post(f"/booth/{shift.token}", data={"code": code})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.headers.get("Location", "") or answer.get_data(as_text=True)


def cast(client: Client, shift: BoothShift, *codes: str) -> tuple[int, str]:
    answer = client.post(f"/booth/{shift.token}/cast", data={"choices": list(codes)})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.headers.get("Location", "") or answer.get_data(as_text=True)


# -- a worker's pages ----------------------------------------------------------------------------------------


def test_a_worker_announces_a_booth_and_everybody_sees_it(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    code, now = voting.round.code, voting.clock.now().astimezone(ZONE)
    sign_in("worker1")

    def announce(starts: datetime, ends: datetime, venue: str = "南门岗亭旁") -> tuple[int, str]:
        shape = "%Y-%m-%dT%H:%M"
        data = {"venue": venue, "starts": starts.strftime(shape), "ends": ends.strftime(shape)}
        answer = client.post(f"/rounds/{code}/booths", data=data)
        return answer.status_code, answer.headers.get("Location", "") or answer.get_data(as_text=True)

    day = timedelta(days=1)
    closes = voting.round.closes_at.astimezone(ZONE)
    for starts, ends in ((now + day, now), (now - day, now + day), (closes - day, closes + day)):
        status, page = announce(starts, ends)
        assert (status, "开放时间要在投票时间之内" in page, "南门岗亭旁" in page) == (422, True, True)
    assert announce(now, now + HOURS, "")[0] == 422
    assert announce(now + day, now + day + HOURS) == (303, f"/rounds/{code}/booths/1")
    client.post("/sign-out")
    public = client.get(f"/rounds/{code}").get_data(as_text=True)
    assert "南门岗亭旁" in public
    assert "还没有开" in public
    shift = db.session.scalars(select(BoothShift)).one()
    assert shift.token not in public
    said = db.session.execute(text('SELECT kind FROM log_entry ORDER BY "index" DESC LIMIT 1')).scalar()
    assert said == "round.booth_opened"
    assert not _disclosed("token", shift.token)


def _disclosed(_what: str, secret: str) -> bool:
    bodies = db.session.execute(text("SELECT body FROM content_part WHERE body IS NOT NULL")).scalars()
    return any(secret.encode() in bytes(body) for body in bodies)


def test_a_worker_checks_in_and_the_code_is_shown_once(
    client: Client, voting: Story, shift: BoothShift, sign_in: SignIn
) -> None:
    here = f"/rounds/{voting.round.code}/booths/{shift.number}"
    sign_in("resident02")
    assert client.get(here).status_code == 403
    sign_in("worker9")
    assert client.get(here).status_code == 403
    sign_in("worker1")
    page = client.get(here).get_data(as_text=True)
    assert f"/booth/{shift.token}" in page
    row = db.session.get_one(RollEntry, entry_of(voting, "resident01"))
    found = client.post(f"{here}/find", data={"household": row.household}).get_data(as_text=True)
    assert f'value="{row.code}"' in found
    given = client.post(f"{here}/check-in", data={"entry": row.code})
    assert given.headers["Cache-Control"] == "no-store"
    code = re.search(r"big-code[^>]*>([0-9A-Z-]+)<", given.get_data(as_text=True))
    assert code
    assert code[1] not in client.get(here).get_data(as_text=True)
    client.post("/sign-out")
    assert typed(client, shift, code[1])[0] == 303
    (line,) = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "booth.check_in"))
    assert code[1].replace("-", "") not in line.facts
    told = db.session.scalars(select(Letter.msgid).where(Letter.person_id == row.person_id)).all()
    assert code_letters.CHECKED_IN in told
    with act() as now:
        casting.hand_in(voting.round, row.id, now)
    with pytest.raises(Refused) as caught:
        check_in(voting, shift)
    assert caught.value.refusal is code_rules.HAS_PAPER


def test_who_voted_on_the_web_is_told_and_may_replace_it(
    client: Client, voting: Story, shift: BoothShift, sign_in: SignIn
) -> None:
    a, b, _ = voting.codes
    voting.cast("resident01", a)
    sign_in("worker1")
    row = db.session.get_one(RollEntry, entry_of(voting, "resident01"))
    found = client.post(
        f"/rounds/{voting.round.code}/booths/1/find", data={"household": row.household}
    ).get_data(as_text=True)
    assert "投过（网上），再投就替换" in found
    assert a not in found
    client.post("/sign-out")
    typed(client, shift, check_in(voting, shift).code)
    assert cast(client, shift, b)[0] == 200
    assert queries.turnout(voting.round.id) == {"booth": 1}


# -- the tablet ----------------------------------------------------------------------------------------------


def test_a_voter_on_the_tablet_and_nothing_left_for_the_next(
    client: Client, voting: Story, shift: BoothShift
) -> None:
    a = voting.codes[0]
    start = f"/booth/{shift.token}"
    first = client.get(start)
    assert first.headers["Cache-Control"] == "no-store"
    code = check_in(voting, shift).code
    assert typed(client, shift, code.lower()) == (303, f"{start}/ballot")
    ballot = client.get(f"{start}/ballot").get_data(as_text=True)
    review = client.post(f"{start}/ballot", data={"choices": [a]})
    assert "请核对" in review.get_data(as_text=True)
    status, page = cast(client, shift, a)
    assert (status, "您的回执码" in page) == (200, True)
    for shown in (first.get_data(as_text=True), ballot, review.get_data(as_text=True), page):
        assert "<nav" not in shown
        assert 'http-equiv="refresh"' in shown
        leads = set(re.findall(r'<a [^>]*href="([^"]+)"', shown)) - {"#main"}
        assert all(to.startswith((start, "/proposals/")) for to in leads), leads
    # back, and forward, and sending again: the start, which says that it is over
    for answer in (
        client.get(f"{start}/ballot"),
        client.post(f"{start}/ballot", data={"choices": [a]}),
        client.post(f"{start}/cast", data={"choices": [a]}),
    ):
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{start}?over=1")
    assert "什么也没有留下" in client.get(f"{start}?over=1").get_data(as_text=True)
    status, page = typed(client, shift, code)
    assert (status, "已经投过一次票" in page) == (409, True)
    assert code not in page
    assert queries.turnout(voting.round.id) == {"booth": 1}
    assert booth_queries.busy(shift.id, voting.clock.now()) == (1, 1, 0, 0)


def test_the_start_takes_the_last_ones_ticket_back(client: Client, voting: Story, shift: BoothShift) -> None:
    typed(client, shift, check_in(voting, shift).code)
    assert client.get(f"/booth/{shift.token}/ballot").status_code == 200
    client.get(f"/booth/{shift.token}")
    assert client.get(f"/booth/{shift.token}/ballot").status_code == 303


def test_a_code_holds_a_quarter_of_an_hour(client: Client, voting: Story, shift: BoothShift) -> None:
    given = check_in(voting, shift)
    assert given.expires_at == voting.clock.now() + timedelta(minutes=15)
    voting.clock.move_to(given.expires_at)
    status, page = typed(client, shift, given.code)
    assert (status, "已经过了时间" in page) == (409, True)
    late = check_in(voting, shift)
    voting.clock.forward(timedelta(minutes=14, seconds=59))
    assert typed(client, shift, late.code)[0] == 303
    voting.clock.forward(timedelta(minutes=14))
    assert cast(client, shift, voting.codes[0])[0] == 200
    assert code_queries.account(voting.round.id) == CodeAccount(0, 0, 0, 2, 1, 1)


def test_another_check_in_ends_the_code_before(client: Client, voting: Story, shift: BoothShift) -> None:
    first = check_in(voting, shift)
    typed(client, shift, first.code)
    second = check_in(voting, shift)
    assert "已经换成新的" in cast(client, shift, voting.codes[0])[1]
    assert typed(client, shift, first.code)[0] == 409
    assert typed(client, shift, second.code)[0] == 303
    assert code_queries.account(voting.round.id, voting.clock.now()).checkins_live == 1


def test_a_code_is_of_one_booth(client: Client, voting: Story, shift: BoothShift) -> None:
    other = open_booth(voting, "北门")
    code = check_in(voting, shift).code
    status, page = typed(client, other, code)
    assert (status, "没有这个码" in page) == (422, True)
    assert typed(client, shift, code)[0] == 303
    cookie = client.get_cookie("ballot-ticket", domain="127.0.0.1", path=f"/booth/{shift.token}")
    assert cookie is not None
    client.set_cookie("ballot-ticket", cookie.value, domain="127.0.0.1", path=f"/booth/{other.token}")
    assert cast(client, other, voting.codes[0]) == (303, f"/booth/{other.token}?over=1")
    client.set_cookie("ballot-ticket", cookie.value, domain="127.0.0.1", path="/vote")
    assert client.post("/vote/cast", data={"choices": voting.codes[:1]}).status_code == 403
    assert client.get("/booth/nothing").status_code == 404


def test_wrong_codes_at_a_tablet_are_limited_and_a_right_one_goes_through(
    client: Client, voting: Story, shift: BoothShift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_rules, "BOOTH_TRIES", 3)
    guesses = [typed(client, shift, base32.drawn(code_rules.BOOTH_LENGTH))[0] for _ in range(5)]
    assert guesses == [422, 422, 422, 429, 429]
    assert typed(client, shift, "ABCD")[0] == 422
    assert typed(client, shift, check_in(voting, shift).code)[0] == 303


def test_no_form_of_another_site_casts(client: Client, voting: Story, shift: BoothShift) -> None:
    code = check_in(voting, shift).code
    typed(client, shift, code)
    client.form_token = False
    answer = client.post(f"/booth/{shift.token}/cast", data={"choices": voting.codes[:1]})
    assert answer.status_code == 400
    assert not queries.turnout(voting.round.id)


# -- hours, accounting, the database ---------------------------------------------------------------------------


def test_outside_its_hours_nobody_is_checked_in(client: Client, voting: Story, shift: BoothShift) -> None:
    tomorrow = voting.clock.now() + timedelta(days=1)
    with act() as at:
        later = booth_actions.open_shift(
            voting.actor("worker1"), voting.round, "北门", tomorrow, tomorrow + HOURS, at
        )
    with pytest.raises(Refused) as caught:
        check_in(voting, later)
    assert caught.value.refusal is code_rules.BOOTH_NOT_OPEN
    voting.clock.move_to(shift.ends_at - timedelta(minutes=5))
    assert check_in(voting, shift).expires_at == shift.ends_at
    voting.clock.move_to(shift.ends_at)
    with pytest.raises(Refused) as caught:
        check_in(voting, shift)
    assert caught.value.refusal is code_rules.BOOTH_NOT_OPEN
    assert "现在没有开放" in client.get(f"/booth/{shift.token}").get_data(as_text=True)


def test_closing_early_is_public_and_ends_what_was_not_used(
    client: Client, voting: Story, shift: BoothShift, sign_in: SignIn
) -> None:
    code = check_in(voting, shift).code
    here = f"/rounds/{voting.round.code}/booths/{shift.number}"
    sign_in("worker1")
    assert client.post(f"{here}/close").status_code == 303
    assert client.post(f"{here}/close").status_code == 409
    client.post("/sign-out")
    assert typed(client, shift, code)[0] == 409
    assert "已经关了" in client.get(f"/rounds/{voting.round.code}").get_data(as_text=True)
    kind = db.session.execute(text('SELECT kind FROM log_entry ORDER BY "index" DESC LIMIT 1')).scalar()
    assert kind == "round.booth_closed"


def test_a_voided_round_takes_no_code(client: Client, voting: Story, shift: BoothShift) -> None:
    moderator, code = voting.actor("moderator"), check_in(voting, shift).code
    typed(client, shift, code)
    with act() as now:
        result_actions.ask_void(moderator, voting.round, "roll", "名册少了一栋楼。", now)
        answers.void_decided(voting.round.id, "carry", moderator, now)
    assert cast(client, shift, voting.codes[0])[0] == 409
    assert typed(client, shift, code)[0] == 409
    with pytest.raises(Refused) as caught:
        check_in(voting, shift, "resident02")
    assert caught.value.refusal.code == "round_closed"
    assert not queries.sealed(voting.round.id)


def test_reconciling_discloses_what_became_of_every_code(
    client: Client, voting: Story, shift: BoothShift
) -> None:
    """Who came to the booth twice used two codes and is marked once."""
    for login in ("resident01", "resident01", "resident02"):
        typed(client, shift, check_in(voting, shift, login).code)
        assert cast(client, shift, voting.codes[0])[0] == 200
    check_in(voting, shift, "resident03")
    voting.cast_many([voting.codes[:1]] * 20, first=4)
    voting.close()
    voting.to(voting.clock.now())
    assert voting.round.state == "counted"
    (entry,) = [e for e in notices.entries_of(voting.round.ref) if e.kind == "round.reconciled"]
    facts = json.loads(next(part.body for part in notices.parts(entry) if part.name == "facts") or b"")
    assert facts["turnout"]["booth"] == 2
    assert facts["voting_codes"] == {
        "checkins": 4,
        "checkins_lapsed": 1,
        "checkins_used": 3,
        "letters_cancelled": 0,
        "letters_issued": 0,
        "letters_used": 0,
    }
    shown = client.get(f"/rounds/{voting.round.code}/result").get_data(as_text=True)
    assert f"/rounds/{voting.round.code}/reconciliation" in shown


def test_check_ins_are_used_or_lapsed_and_marks_are_theirs(
    client: Client, voting: Story, shift: BoothShift
) -> None:
    for login in ("resident01", "resident02", "resident03"):
        typed(client, shift, check_in(voting, shift, login).code)
        if login != "resident02":
            assert cast(client, shift, voting.codes[0])[0] == 200
    assert code_queries.account(voting.round.id, voting.clock.now()).checkins_live == 1
    after = code_queries.account(voting.round.id)
    assert after == CodeAccount(0, 0, 0, 3, 2, 1)
    assert after.checkins == after.checkins_used + after.checkins_lapsed
    assert queries.turnout(voting.round.id)["booth"] == after.checkins_used
    assert not [*code_checks.codes(), *code_checks.marks()]


@pytest.mark.each_database
def test_the_database_itself_refuses(voting: Story, shift: BoothShift) -> None:
    check_in(voting, shift)
    checkin = db.session.scalars(select(BoothCheckin)).one()
    with act(shared=True) as now:
        code_actions.cast_by_code(
            code_actions.VISITOR,
            Proof("booth", checkin.id),
            voting.round,
            Ballot(tuple(voting.codes[:1])),
            "",
            now,
        )
    two = entry_of(voting, "resident02")
    for name, statement in (
        ("booth_checkin_fixed", f"UPDATE booth_checkin SET entry_id = {two}"),
        ("booth_checkin_fixed", "UPDATE booth_checkin SET used = (1 = 0)"),
        ("booth_checkin_fixed", "UPDATE booth_checkin SET expires_at = '2030-01-01 00:00:00'"),
        ("booth_checkin_no_delete", "DELETE FROM booth_checkin"),
        ("booth_shift_fixed", "UPDATE booth_shift SET venue = 'elsewhere'"),
        ("booth_shift_fixed", "UPDATE booth_shift SET ends_at = '2030-01-01 00:00:00'"),
        ("booth_shift_no_delete", "DELETE FROM booth_shift"),
        (
            "roll_mark_by_code_update",
            f"UPDATE roll_mark SET channel = 'letter_code' WHERE round_id = {voting.round.id}",
        ),
    ):
        with pytest.raises(DatabaseError, match=name), act():
            db.session.execute(text(statement))
        db.session.rollback()
    with pytest.raises(Refused) as caught, act(shared=True) as now:
        code_actions.cast_by_code(
            code_actions.VISITOR,
            Proof("booth", checkin.id),
            voting.round,
            Ballot(tuple(voting.codes[:1])),
            "",
            now,
        )
    assert caught.value.refusal is code_rules.USED
    count = db.session.scalar(select(func.count()).where(JournalEntry.act == "ballot.cast_by_code"))
    assert count == 1
