"""Key keepers: three shares on paper, none on the server, two of them open; nobody else, and not before closing."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices.models import LogEntry
from micro_projects.people.actions import give_role
from micro_projects.voting import (
    keeper_actions,
    keeper_checks,
    keeper_queries,
    keeper_words,
    queries,
    result_actions,
    round_keys,
)
from micro_projects.voting.keeper_models import KeyShare
from micro_projects.voting.keeper_words import Share
from micro_projects.web.door import act
from support.keepers import LOGINS, confirm, frozen, opened, take
from support.voting import Story


def give_back(story: Story, login: str, typed: str) -> None:
    with act() as now:
        keeper_actions.give_back(story.actor(login), story.round, typed, now)


def spelled(share: Share) -> str:
    return " ".join(keeper_words.words(share))


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refused, match=code)


@pytest.fixture
def kept(story: Story) -> Story:
    """A frozen round whose key is to be kept by three."""
    return frozen(story)


@pytest.fixture
def shares(kept: Story) -> dict[str, Share]:
    """All three taken and confirmed; the round is open."""
    return opened(kept)


def in_folder(story: Story) -> set[str]:
    return {file.name for file in round_keys.path(story.round.code).parent.iterdir()}


# -- the words ------------------------------------------------------------------------------------------


def test_any_two_shares_make_the_secret_and_one_word_typed_wrong_is_named() -> None:
    secret = bytes(range(32))
    a, b, c = keeper_words.split(secret)
    assert {keeper_words.combine(two) for two in ([a, b], [b, c], [c, a])} == {secret}
    for as_typed in (
        spelled(a),
        " ".join(str(n + 1) for n in a),
        "，".join(word[:4].upper() for word in keeper_words.words(a)),
    ):
        assert keeper_words.read(as_typed) == a
    chance = random.Random(7)
    for _ in range(40):
        at = chance.randrange(keeper_words.LENGTH)
        wrong = [*a]
        wrong[at] = (wrong[at] + chance.randrange(1, 1024)) % 1024
        with refused("share_word_wrong") as no:
            keeper_words.read(" ".join(str(n + 1) for n in wrong))
        assert no.value.facts["at"] == at + 1
    with refused("share_words_wrong"):
        keeper_words.read(spelled((a[1], a[0], *a[2:])) if a[0] != a[1] else "")
    with refused("not_a_share_word") as no:
        keeper_words.read(spelled(a).replace(keeper_words.words(a)[4], "天字", 1))
    with refused("share_length"):
        keeper_words.read(spelled(a[:-1]))
    with pytest.raises(ValueError, match="parameters"):
        keeper_words.combine([a, keeper_words.split(secret)[1]])


# -- before opening --------------------------------------------------------------------------------------


def test_the_round_opens_only_once_three_have_their_share_on_paper_and_the_server_has_none(
    kept: Story,
) -> None:
    code = kept.round.code
    first = take(kept, "moderator")
    assert take(kept, "moderator") == first  # the same again, until it is confirmed
    confirm(kept, "moderator", first)
    with refused("share_confirmed"):
        take(kept, "moderator")
    second = take(kept, "affairs")
    confirm(kept, "affairs", second)
    third = take(kept, "auditor")
    kept.to(kept.round.opens_at + timedelta(hours=1))
    assert kept.round.state == "frozen"
    assert round_keys.is_kept(code)
    with pytest.raises(DBAPIError, match="round_keepers"), db.engine.begin() as plain:
        plain.execute(text("UPDATE round SET state = 'open' WHERE id = :id"), {"id": kept.round.id})
    confirm(kept, "auditor", third)
    assert in_folder(kept) == set()
    kept.to(kept.clock.now())
    assert kept.round.state == "open"
    entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "round.keepers")).one()
    assert entry.subject_code == code


def test_opening_late_for_want_of_keepers_moves_closing_by_whole_days(kept: Story) -> None:
    opens, closes = kept.round.opens_at, kept.round.closes_at
    kept.to(opens - timedelta(hours=20))
    told = db.session.scalars(select(Letter).where(Letter.url == f"/rounds/{kept.round.code}/key")).all()
    names = {kept.actor(login).id for login in (*LOGINS.values(), "moderator2")}
    assert {letter.person_id for letter in told} == names
    kept.to(opens + timedelta(hours=30))
    late = db.session.scalars(select(LogEntry).where(LogEntry.kind == "round.keepers_late")).all()
    assert len(late) == 1
    for seat in LOGINS:
        confirm(kept, seat, take(kept, seat))
    kept.to(kept.clock.now())
    assert (kept.round.state, kept.round.opens_at) == ("open", opens)
    assert kept.round.closes_at == closes + timedelta(days=2)


def test_each_keeper_has_one_share_and_only_their_own(kept: Story) -> None:
    share = take(kept, "moderator")
    with refused("seat_taken"):
        take(kept, "moderator", "moderator2")
    with refused("not_a_keeper"):
        take(kept, "affairs", "moderator2")
    for login in ("resident01", "officer", "admin"):
        with refused("not_allowed"):
            take(kept, "affairs", login)
    with act() as now:  # whoever has one share cannot have another through a second role
        place, whom = kept.founded.place(), kept.actor("moderator").id
        give_role(kept.actor("admin"), place, whom, "affairs", now.date(), None, now)
    with refused("one_share"):
        take(kept, "affairs", "moderator")
    mine = db.session.get_one(KeyShare, (kept.round.id, "moderator"))
    asked = [int(at) for at in mine.asked.split()]
    wrong = [str(share[at - 1] + 1) for at in asked]
    wrong[1] = str(share[asked[1] - 1] % 1024 + 2)
    with refused("share_words_differ"), act() as now:
        keeper_actions.confirm(kept.actor("moderator"), kept.round, wrong, now)
    with refused("share_not_taken"), act() as now:
        keeper_actions.confirm(kept.actor("auditor"), kept.round, wrong, now)


# -- after closing ---------------------------------------------------------------------------------------


def test_two_shares_open_and_the_key_goes_afterwards(kept: Story, shares: dict[str, Share]) -> None:
    kept.cast_many([[kept.codes[0]]] * 16)
    with refused("not_time_to_return"):
        give_back(kept, "moderator", spelled(shares["moderator"]))
    round_ = kept.close()
    assert round_.state == "reconciled"
    kept.pass_days(1)
    assert kept.round.opened_at is None  # nobody can open it, however long one waits
    with refused("another_share"):
        give_back(kept, "moderator", spelled(shares["affairs"]))
    with refused("share_word_wrong"):
        give_back(
            kept,
            "moderator",
            spelled(
                (*shares["moderator"][:3], (shares["moderator"][3] + 1) % 1024, *shares["moderator"][4:])
            ),
        )
    with refused("not_a_keeper"):
        give_back(kept, "resident01", spelled(shares["moderator"]))
    give_back(kept, "auditor", spelled(shares["auditor"]))
    assert in_folder(kept) == {f"{round_.code}.auditor.returned"}
    mode = round_keys.path(round_.code, "auditor.returned").stat().st_mode & 0o777
    assert mode == 0o600
    with refused("share_returned"):
        give_back(kept, "auditor", spelled(shares["auditor"]))
    kept.to(kept.clock.now())
    assert kept.round.opened_at is None
    give_back(kept, "moderator", " ".join(str(n + 1) for n in shares["moderator"]))
    kept.to(kept.clock.now())
    assert kept.round.state == "counted"
    assert kept.round.ballots == 16
    assert in_folder(kept) == set()
    assert kept.round.key_destroyed_at is not None
    kinds = db.session.scalars(select(LogEntry.kind).order_by(LogEntry.index)).all()
    assert kinds.index("round.closed") < kinds.index("round.key_returned") < kinds.index("round.counted")


def test_late_keepers_are_named_by_seat_and_two_lost_shares_void_the_round(
    kept: Story, shares: dict[str, Share]
) -> None:
    kept.cast_many([[kept.codes[0]]] * 16)
    kept.close()
    give_back(kept, "affairs", spelled(shares["affairs"]))
    kept.pass_days(8)
    assert kept.round.state == "reconciled"
    late = db.session.scalars(select(LogEntry).where(LogEntry.kind == "round.keepers_late")).all()
    assert len(late) == 1
    with act() as now:
        result_actions.ask_void(kept.actor("affairs"), kept.round, "key", "两份钥匙丢失。", now)
        result_actions.void_decided(kept.actor("moderator"), kept.round, True, now)
    round_ = kept.round
    kept.to(kept.clock.now())
    assert (round_.state, round_.void_ground) == ("void", "key")
    assert queries.sealed(round_.id) == []
    assert not list(round_keys.path(round_.code).parent.glob(f"{round_.code}.*"))


def test_the_database_takes_no_share_back_before_the_roots(kept: Story, shares: dict[str, Share]) -> None:
    statements = (
        (
            "key_share_early",
            "UPDATE key_share SET returned_at = taken_at, returned_by = person_id WHERE seat = 'auditor'",
        ),
        ("key_share_fixed", "UPDATE key_share SET confirmed_at = NULL"),
        ("key_split_given_up", "UPDATE key_split SET given_up_at = NULL"),
        ("key_split_given_up", "UPDATE key_split SET restored_at = made_at"),
        ("key_share_no_delete", "DELETE FROM key_share"),
    )
    for guard, statement in statements:
        with pytest.raises(DBAPIError, match=guard), db.engine.begin() as plain:
            plain.execute(text(statement))


def test_a_crash_between_the_third_confirmation_and_destroying_is_mended_by_the_clock(kept: Story) -> None:
    taken = {seat: take(kept, seat) for seat in LOGINS}
    for seat, share in taken.items():
        with act() as now:
            mine = db.session.get_one(KeyShare, (kept.round.id, seat))
            typed = [str(share[int(at) - 1] + 1) for at in mine.asked.split()]
            keeper_actions.confirm(kept.actor(seat), kept.round, typed, now)
    assert len(in_folder(kept)) == 4  # nothing was destroyed yet
    kept.to(kept.clock.now())
    assert in_folder(kept) == set()
    assert keeper_queries.may_open(kept.round)


# -- pages -----------------------------------------------------------------------------------------------


def test_a_keeper_goes_the_whole_way_on_pages(kept: Story, client, sign_in) -> None:  # type: ignore[no-untyped-def]
    address = f"/rounds/{kept.round.code}/key"
    assert "三份都要领走并核对好" in client.get(address).get_data(as_text=True)
    said: dict[str, list[str]] = {}
    for seat, login in LOGINS.items():
        sign_in(login)
        page = client.post(f"{address}/{seat}")
        assert page.headers["Cache-Control"] == "no-store"
        body = page.get_data(as_text=True)
        said[seat] = re.findall(r"<span>([a-z]{3,8})</span>", body)
        assert len(said[seat]) == keeper_words.LENGTH
        sheet = client.post(f"{address}/{seat}/sheet")
        assert sheet.mimetype == "application/pdf"
        assert (sheet.headers["Cache-Control"], sheet.headers.get("ETag")) == ("no-store", None)
        asked = [int(at) for at in re.findall(r"第(\d+)个词", client.get(address).get_data(as_text=True))][:2]
        wrong = client.post(f"{address}/confirm", data={"first": "academic", "second": "nowordatall"})
        assert wrong.status_code == 422
        assert "nowordatall" in wrong.get_data(as_text=True)
        answer = client.post(
            f"{address}/confirm",
            data={"first": said[seat][asked[0] - 1], "second": said[seat][asked[1] - 1]},
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
    kept.to(kept.round.opens_at)
    kept.cast_many([[kept.codes[0]]] * 16)
    kept.close()
    for seat in ("affairs", "moderator"):
        sign_in(LOGINS[seat])
        assert "请交回您保管的份额" in client.get(address).get_data(as_text=True)
        assert client.post(f"{address}/return", data={"words": "1 2 3"}).status_code == 422
        assert client.post(f"{address}/return", data={"words": " ".join(said[seat])}).status_code == 303
    kept.to(kept.clock.now())
    assert kept.round.state == "counted"


def test_doctor_sees_a_key_that_the_server_should_not_have(kept: Story, shares: dict[str, Share]) -> None:
    assert list(keeper_checks.keepers()) == []
    path = round_keys.path(kept.round.code)
    path.write_bytes(keeper_words.combine([shares["moderator"], shares["auditor"]]))
    assert [finding.what for finding in keeper_checks.keepers()] == [
        f"round {kept.round.code}: its keepers have the key, yet the server has it too"
    ]
    path.unlink()
    with db.engine.begin() as plain:  # somebody who owns the database took its guards away
        plain.execute(text("DROP TRIGGER key_split_given_up"))
        plain.execute(text("UPDATE key_split SET given_up_at = NULL"))
    db.session.rollback()
    db.session.expire_all()
    assert "it opened while the server had" in next(keeper_checks.keepers()).what
