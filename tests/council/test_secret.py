"""A secret vote: docs/decisions/secret-vote.md and docs/security.md, sentence by sentence where one can be tested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import text

from makers.council import Council, Waiting
from micro_projects import rooms
from micro_projects.clockwork import tick
from micro_projects.council import (
    actions,
    checks,
    live,
    motion_actions,
    secret_actions,
    secret_keys,
    vote_actions,
)
from micro_projects.council.vote_rules import PATIENCE
from micro_projects.extensions import Base, db
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
rooms.load_models()
ENDED = ("secret_sealed", "secret_slip", "secret_vote")


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """The database refuses, by that trigger."""
    with pytest.raises(Exception, match=name), act():
        yield


def sql(statement: str, **values: object) -> None:
    """Plain SQL, as whoever owns the database might type it."""
    db.session.execute(text(statement), values)


class TakenBackError(Exception):
    """Nothing of the act stays."""


@contextmanager
def taken_back() -> Iterator[datetime]:
    """An act that fails at its very end."""
    with suppress(TakenBackError), act() as now:
        yield now
        raise TakenBackError


@pytest.fixture
def secret(council: Council, waiting: Waiting) -> Council:
    """A free motion in a secret vote: 1 to 14 in the room, 15 by phone, 16 online."""
    waiting.due = False
    council.convene("楼道", "停车")
    council.begin()
    council.come(*range(1, 15))
    council.come(15, channel="phone")
    council.come(16, channel="online")
    with act() as now:
        actions.open_session(council.moderator, council.session, now)
    council.open_item(1)
    council.move("main", "由物业清理。")
    council.second(1)
    assert council.call(1, form="secret") == "voting"
    return council


def rows(table: str) -> list[tuple[object, ...]]:
    """A table, in the order in which the database gives it."""
    return [tuple(row) for row in db.session.execute(text(f"SELECT * FROM {table}"))]


def files() -> list[Path]:
    """The keys kept of votes."""
    return sorted(secret_keys.folder().glob("*"))


def slip(council: Council, n: int) -> str:
    """A code for a member."""
    with act() as now:
        return secret_actions.give_slip(
            council.moderator, council.session, council.motion(), council.member(n).id, now
        )


def by_slip(council: Council, code: str, choice: str) -> None:
    """Typed on the tablet."""
    with act() as now:
        secret_actions.vote_by_slip(
            secret_actions.VISITOR, council.session, council.motion(), code.replace("-", ""), choice, now
        )


def test_cast_changed_counted(secret: Council) -> None:
    secret.vote(yes=range(1, 10), no=range(10, 13))
    secret.vote(no=[1], abstain=[16])
    with refused("secret_by_phone"):
        secret.vote(yes=[15])
    with refused("secret_is_own"), act() as now:
        people = [secret.member(15).id]
        vote_actions.record_votes(secret.moderator, secret.session, secret.motion(), people, "yes", now)
    assert len(secret.hall.voted(secret.motion())) == 13
    assert secret.declare() == "lost"
    motion = secret.motion()
    assert (motion.ayes, motion.noes, motion.abstentions, motion.entitled, motion.needed) == (8, 4, 1, 16, 9)
    assert [row[2] for row in rows("secret_ballot")].count("yes") == 8
    assert len(rows("secret_mark")) == 13
    assert list(checks.results()) == list(checks.secret_votes()) == []


def test_fewer_than_five_may_not(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    council.convene("楼道")
    council.open(16)
    for n in range(7, 22):
        council.recuse(n)
    council.open_item()
    council.move("main", "x")
    council.second(1)
    council.go(5, 6)
    with refused("too_few_for_secret"):
        council.call(form="secret")
    council.come(5)
    council.call(form="secret")
    council.vote(yes=range(1, 5))
    with refused("too_few_ballots"):
        council.declare()
    council.vote(yes=[5])
    with refused("not_called_off"):
        council.call_off()
    assert council.declare() == "carried"


def test_called_off_while_few_have_voted_nothing_was_read_and_another_form_follows(secret: Council) -> None:
    secret.vote(yes=range(1, 5))
    (key,) = files()
    secret.call_off()
    assert not key.exists()
    assert secret.motion().state == "seconded"
    assert not any(rows(table) for table in (*ENDED, "secret_mark", "secret_ballot"))
    secret.call(form="roll_call")
    assert whose_turn_is(secret, 1)


def whose_turn_is(council: Council, n: int) -> bool:
    """Whether a member's name is called."""
    turn = council.hall.turn(council.motion())
    return turn is not None and turn.person_id == council.member(n).id


def test_leaving_and_standing_aside_take_the_sealed_vote_away(secret: Council) -> None:
    secret.vote(yes=range(1, 10), no=(10, 11))
    slip(secret, 12)
    secret.go(1, 12)
    secret.recuse(2)
    assert len(rows("secret_sealed")) == len(rows("secret_mark")) == 9
    assert rows("secret_slip") == []
    assert len(secret.hall.voted(secret.motion())) == 9
    assert secret.declare() == "put_off"
    assert rows("secret_sealed") == rows("secret_ballot") == []


@pytest.mark.each_database
def test_adjournment_drops_what_was_cast_unread_and_the_key_goes(secret: Council) -> None:
    secret.vote(yes=range(1, 10))
    secret.go(14, 16, 15)
    assert secret.declare() == "adjourned"
    assert secret.motion().state == "lapsed"
    assert not any(rows(table) for table in (*ENDED, "secret_mark", "secret_ballot"))
    assert files() == []


def test_an_act_that_fails_leaves_the_vote_and_its_key(secret: Council) -> None:
    secret.vote(yes=range(1, 10))
    with taken_back() as now:
        vote_actions.declare(secret.moderator, secret.session, secret.motion(), now + PATIENCE)
    assert len(files()) == 1
    assert secret.declare() == "carried"
    assert files() == []


def test_a_key_left_behind_goes_with_the_next_tick_and_a_running_one_stays(secret: Council) -> None:
    secret_keys.make()
    assert len(files()) == 2
    tick(secret.app)
    (kept,) = files()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert secret_keys.folder().stat().st_mode & 0o777 == 0o700
    kept.unlink()  # as after a restored back-up, in which no key is
    secret.vote(yes=range(1, 10))
    with refused("secret_key_gone"):
        secret.declare()
    secret.call_off()
    secret.call()
    secret.vote(yes=range(1, 10))
    assert secret.declare() == "carried"


# -- who can learn what -------------------------------------------------------------------------------


def everything(council: Council) -> dict[str, list[str]]:
    """Every row of every table, without what is random and without the key pair."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name in ENDED or table.name.startswith("log_"):
            continue
        columns = [c for c in table.columns if (table.name, c.name) != ("secret_ballot", "id")]
        read = [repr(tuple(row)) for row in db.session.execute(sa.select(*columns))]
        found[table.name] = sorted(read) if table.name == "secret_ballot" else read
    return found


def test_two_houses_that_differ_in_who_voted_what_are_the_same_before_and_after(secret: Council) -> None:
    """The same people vote at the same instants: only the choices change places, and no row tells."""
    seen = []
    for yes, no in ((range(1, 10), range(10, 13)), (range(4, 13), range(1, 4))):
        choice = dict.fromkeys(yes, "yes") | dict.fromkeys(no, "no")
        with taken_back() as now:  # the other house begins where this one began
            session, motion = secret.session, secret.motion()
            for n in sorted(choice):
                vote_actions.vote(secret.member(n), session, motion, choice[n], now)
            before = everything(secret)
            sealed = [len(row[2]) for row in db.session.execute(text("SELECT * FROM secret_sealed"))]
            assert vote_actions.declare(secret.moderator, session, motion, now + PATIENCE) == "carried"
            assert rows("secret_sealed") == rows("secret_vote") == []
            seen.append((before, set(sealed), everything(secret), live.state(session)))
    assert seen[0] == seen[1]
    assert len(seen[0][1]) == 1


@pytest.mark.each_database
def test_ballots_lie_in_the_order_of_random_numbers_whoever_voted_first(secret: Council) -> None:
    voters = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    secret.vote(yes=voters[:6])
    secret.vote(no=voters[6:])
    secret.declare()
    ballots = rows("secret_ballot")
    numbers = [row[1] for row in ballots]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 12
    assert all(len(str(n)) == 32 for n in numbers)
    columns = {t.name: set(t.columns.keys()) for t in Base.metadata.sorted_tables}
    assert columns["secret_ballot"] == {"motion_id", "id", "choice"}
    assert columns["secret_mark"] == {"motion_id", "person_id"}
    assert columns["secret_sealed"] == {"motion_id", "person_id", "sealed"}


def test_the_journal_says_that_somebody_voted_and_the_result_by_name_says_nothing(secret: Council) -> None:
    secret.vote(yes=range(1, 10), no=(10, 11))
    written = db.session.execute(text("SELECT facts FROM journal WHERE act = 'motion.vote'"))
    facts = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in written]
    assert {frozenset(f) for f in facts} == {frozenset({"motion", "person"})}
    state = json.dumps(live.state(secret.session), ensure_ascii=False)
    voting = next(m for i in json.loads(state)["items"] for m in i["motions"] if m["state"] == "voting")
    assert voting["voted"] == 11
    assert "voters" not in voting
    secret.declare()
    assert secret.hall.votes.get(secret.motion().id, []) == []


def test_database_and_back_ups_without_the_key_open_nothing_and_the_honest_limit_with_it(
    secret: Council,
) -> None:
    from micro_projects.kernel import sealing

    secret.vote(yes=[1], no=[2])
    sealed = dict(db.session.execute(text("SELECT person_id, sealed FROM secret_sealed")).all())
    (file,) = files()
    for body in sealed.values():
        with pytest.raises(sealing.CryptoError):
            sealing.unseal(sealing.PrivateKey.generate(), body)
    key = sealing.PrivateKey(file.read_bytes())
    assert sealing.unseal(key, sealed[secret.member(2).id]) == b"no"
    secret.vote(yes=range(3, 9))
    secret.declare()
    assert not file.exists()


# -- codes for the tablet -----------------------------------------------------------------------------


def test_a_slip_is_used_once_replaced_while_unused_and_never_voted_over(secret: Council) -> None:
    first = slip(secret, 1)
    second = slip(secret, 1)
    with refused("no_slip"):
        by_slip(secret, first, "yes")
    by_slip(secret, second, "yes")
    with refused("slip_used"):
        by_slip(secret, second, "no")
    with refused("has_voted"):
        slip(secret, 1)
    for n, code in ((15, "slip_in_room"), (16, "slip_in_room"), (20, "not_here")):
        with refused(code):
            slip(secret, n)
    assert secret.hall.voted(secret.motion()) == {secret.member(1).id}
    copied = slip(secret, 2)  # by whoever hands them out
    secret.vote(no=[2])  # on the member's own phone
    with refused("voted_already"):
        by_slip(secret, copied, "yes")
    sql("DELETE FROM secret_slip WHERE person_id = :p", p=secret.member(2).id)
    (kept,) = rows("secret_slip")
    assert second.replace("-", "").encode() not in repr(kept).encode()
    entries = repr(rows("journal"))
    assert second not in entries
    assert second.replace("-", "") not in entries


# -- what the database refuses ------------------------------------------------------------------------


@pytest.mark.each_database
def test_the_database_keeps_a_secret_vote(secret: Council) -> None:
    motion, here, away = secret.motion(), secret.member(1).id, secret.member(20).id
    secret.vote(yes=range(2, 12))
    insert = "INSERT INTO secret_mark (motion_id, person_id) VALUES (:m, :p)"
    for person in (away, secret.member(15).id):
        with guarded("secret_mark_entitled"):
            sql(insert, m=motion.id, p=person)
    with guarded("council_vote_entitled"):
        sql(
            "INSERT INTO council_vote (motion_id, person_id, choice, at, entered_by) "
            "VALUES (:m, :p, 'yes', :at, :p)",
            m=motion.id,
            p=here,
            at=secret.now,
        )
    with guarded("attendance_unvoted"):
        sql("UPDATE attendance SET left_at = came_at WHERE person_id = :p", p=secret.member(2).id)
    with guarded("secret_mark_no_update"):
        sql("UPDATE secret_mark SET person_id = :p WHERE person_id = :q", p=here, q=secret.member(2).id)
    typed = "UPDATE motion SET state = 'carried', ayes = :n, noes = 0, abstentions = 0, entitled = 16, base = 21, quorum = 14, needed = 9"
    with guarded("motion_counted"):
        sql(typed, n=10)
    with guarded("motion_counted"):  # ballots typed in beside the marks
        for n in range(11):
            sql(
                "INSERT INTO secret_ballot (motion_id, id, choice) VALUES (:m, :i, 'yes')",
                m=motion.id,
                i=f"{n:032x}",
            )
        sql("DELETE FROM secret_sealed")
        sql(typed, n=11)
    with guarded("motion_called_off"):
        sql("UPDATE motion SET state = 'seconded'")
    with guarded("motion_lapsed_unread"):
        sql("UPDATE motion SET state = 'lapsed'")
    assert secret.declare() == "carried"
    for statement, trigger in (
        ("UPDATE secret_ballot SET choice = 'no'", "secret_ballot_no_update"),
        ("DELETE FROM secret_ballot", "secret_ballot_no_delete"),
        ("DELETE FROM secret_mark", "secret_mark_kept"),
        (
            "INSERT INTO secret_ballot (motion_id, id, choice) SELECT id, 'x', 'yes' FROM motion",
            "secret_ballot_opened",
        ),
    ):
        with guarded(trigger):
            sql(statement)


def test_a_member_asks_and_the_chair_sees_it(council: Council, waiting: Waiting) -> None:
    council.convene("楼道")
    council.open(16)
    council.open_item(1)
    with refused("not_secret"), act() as now:
        motion_actions.ask_secret(council.member(3), council.session, council.motion(1), now)
    council.put_off(1)
    council.open_item(2)
    council.move("main", "x", item=2)
    with act() as now:
        motion_actions.ask_secret(council.member(3), council.session, council.motion(2), now)
    with act() as now:
        motion_actions.ask_secret(council.member(4), council.session, council.motion(2), now)
    assert council.motion(2).secret_asked_by == council.member(3).id
