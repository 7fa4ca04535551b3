"""Voting letters: printed once, kept as HMACs, used until closing; a mistyped, wrong, cancelled or late code is refused."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import base32
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    answers,
    casting,
    code_actions,
    code_checks,
    code_printing,
    code_queries,
    code_rules,
    queries,
    result_actions,
)
from micro_projects.voting.code_models import CodeRun, VotingCode
from micro_projects.voting.code_rules import CodeAccount
from micro_projects.web.door import act
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{3}-?){6}")  # a reader of PDF may take a hyphen for a broken word


def pages_of(pdf: bytes) -> list[str]:
    """What each page says."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [page.get_textpage().get_text_bounded() for page in document]


def code_on(page: str) -> str:
    found = CODE.search(page)
    assert found, page
    return base32.grouped(found[0].replace("-", ""), code_rules.LETTER_GROUP)


def entry_of(story: Story, login: str) -> int:
    entry = story.actor(login).roll_entry(story.founded.community)
    assert entry is not None
    return entry


def public_code(story: Story, login: str) -> str:
    entry = entry_of(story, login)
    return str(db.session.execute(text("SELECT code FROM roll_entry WHERE id = :id"), {"id": entry}).scalar())


def print_one(client: Client, story: Story, login: str = "resident01") -> str:
    """The code of a letter printed for a resident; the client must be a worker."""
    answer = client.post(f"/rounds/{story.round.code}/letters/one", data={"entry": public_code(story, login)})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    (page,) = pages_of(answer.data)
    return code_on(page)


@pytest.fixture
def letter(client: Client, voting: Story, sign_in: SignIn) -> str:
    """resident01's code; nobody is signed in."""
    sign_in("worker1")
    code = print_one(client, voting)
    client.post("/sign-out")
    return code


def typed(client: Client, code: str, address: str = "127.0.0.1") -> tuple[int, str]:
    """The status, and the page or where it leads."""
    answer = client.post("/vote", data={"code": code}, environ_base={"REMOTE_ADDR": address})
    return answer.status_code, answer.headers.get("Location", "") or answer.get_data(as_text=True)


def cast(client: Client, *codes: str) -> tuple[int, str]:
    answer = client.post("/vote/cast", data={"choices": list(codes)})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.get_data(as_text=True)


def everything() -> Iterator[str]:
    for name in inspect(db.engine).get_table_names():
        yield repr(db.session.execute(text(f'SELECT * FROM "{name}"')).all())


# -- printing --------------------------------------------------------------------------------------------


def test_a_code_of_wide_letters_stays_on_one_line(inside: Flask, voting: Story) -> None:
    to = code_queries.to_print(voting.round.id, code_queries.areas(voting.round.id)[0].grid_id, 1)
    codes = {to[0].entry_id: "W" * 18}
    with act() as now, inside.test_request_context():
        pdf = code_printing.letters(voting.round, to, codes, now)
    assert "WWW-WWW-WWW-WWW-WWW-WWW" in pages_of(pdf)[0]


def test_a_grids_letters_one_page_each_and_kept_nowhere(
    client: Client, voting: Story, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in("worker1")
    code = voting.round.code
    page = client.get(f"/rounds/{code}/letters").get_data(as_text=True)
    area = code_queries.areas(voting.round.id)[0]
    assert f"印 {area.waiting} 封" in page
    to = code_queries.to_print(voting.round.id, area.grid_id, 200)
    names = code_queries.names_in_full([one.person_id for one in to])
    answer = client.post(f"/rounds/{code}/letters", data={"grid": str(area.grid_id), "seen": "0"})
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    pages = pages_of(answer.data)
    codes = [code_on(one) for one in pages]
    assert len(pages) == len(set(codes)) == area.waiting == area.voters - area.accounts
    for one, sheet in zip(to, pages, strict=True):
        assert names[one.person_id] in sheet
        assert one.household in sheet
    picture = pypdfium2.PdfDocument(BytesIO(answer.data))[3].render(scale=3).to_pil()
    (square,) = zxingcpp.read_barcodes(picture)
    assert square.text == f"http://127.0.0.1/vote#{codes[3]}"
    # neither the codes nor the file are anywhere: not in the database, the folders or the logs
    plain = [c.replace("-", "") for c in codes]
    kept = "".join(everything()) + caplog.text
    settings = voting.app.extensions["settings"]
    files = b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    assert not any(c in kept for c in (*codes, *plain))
    assert not any(c.encode() in files for c in (*codes, *plain))
    assert b"%PDF" not in files
    assert code_queries.areas(voting.round.id)[0].waiting == 0
    # pressed twice, from the page that was there before: refused, and nothing is printed
    twice = client.post(f"/rounds/{code}/letters", data={"grid": str(area.grid_id), "seen": "0"})
    assert (twice.status_code, twice.mimetype) == (409, "text/html")
    assert "名单刚才变了" in twice.get_data(as_text=True)
    none = client.post(f"/rounds/{code}/letters", data={"grid": str(area.grid_id), "seen": "1"})
    assert "没有要印的投票信" in none.get_data(as_text=True)
    assert code_queries.account(voting.round.id).letters_issued == area.waiting


def test_what_was_not_received_is_printed_again_and_its_codes_end(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    sign_in("worker1")
    code, area = voting.round.code, code_queries.areas(voting.round.id)[1]
    first = client.post(f"/rounds/{code}/letters", data={"grid": str(area.grid_id), "seen": "0"})
    old = [code_on(page) for page in pages_of(first.data)]
    again = client.post(f"/rounds/{code}/letters/1/again", data={"seen": "1"})
    new = [code_on(page) for page in pages_of(again.data)]
    assert len(new) == len(old) == area.waiting
    assert not set(new) & set(old)
    client.post("/sign-out")
    status, page = typed(client, old[0])
    assert (status, "这封投票信已经作废" in page) == (409, True)
    assert typed(client, new[0]) == (303, "/vote/ballot")
    figures = code_queries.account(voting.round.id)
    assert figures == CodeAccount(2 * len(old), len(old), 0, 0, 0, 0)
    body = (
        'SELECT p.body FROM content_part p JOIN log_entry e ON e.log_id = p.log_id AND e."index" = p."index" '
    )
    said = db.session.execute(
        text(body + "WHERE e.kind = 'round.codes_issued' AND p.name = 'facts' ORDER BY e.\"index\"")
    ).scalars()
    facts = [json.loads(one) for one in said]
    assert [(f["run"], f["letters"], f["cancelled"]) for f in facts] == [
        (1, len(old), 0),
        (2, len(old), len(old)),
    ]
    assert set(facts[0]) == {"round", "run", "letters", "cancelled", "root"}
    runs = db.session.scalars(select(CodeRun).order_by(CodeRun.number)).all()
    assert [f["root"] for f in facts] == [run.root.hex() for run in runs]
    public = client.get(f"/rounds/{code}").get_data(as_text=True)
    assert f"投票信印出 {2 * len(old)} 封，其中作废 {len(old)} 封" in public


def test_only_a_worker_of_the_place_prints(client: Client, voting: Story, sign_in: SignIn) -> None:
    code, wanted = voting.round.code, {"entry": public_code(voting, "resident01")}
    for login in ("resident01", "moderator", "officer", "worker9"):
        sign_in(login)
        assert client.get(f"/rounds/{code}/letters").status_code == 403
        assert client.post(f"/rounds/{code}/letters/one", data=wanted).status_code == 403
    assert not code_queries.account(voting.round.id).letters_issued


def test_somebody_at_the_counter_is_found_by_document_or_household(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    sign_in("worker1")
    find = f"/rounds/{voting.round.code}/letters/find"
    (mine,) = code_queries.voters(voting.round.id, code=public_code(voting, "resident01"))
    page = client.post(find, data={"household": mine.household}).get_data(as_text=True)
    assert f'value="{mine.code}"' in page
    assert "印一封" in page
    assert "本轮名册上没有查到" in client.post(find, data={"national_id": "1"}).get_data(as_text=True)
    assert "本轮名册上没有查到" in client.post(find, data={}).get_data(as_text=True)


# -- voting ----------------------------------------------------------------------------------------------


def test_a_voter_casts_without_an_account_and_again_until_closing(
    client: Client, voting: Story, letter: str
) -> None:
    a, b, c = voting.codes
    assert client.get("/vote").status_code == 200
    assert typed(client, letter.lower().replace("-", " ")) == (303, "/vote/ballot")
    ballot = client.get("/vote/ballot")
    assert "投票人" in ballot.get_data(as_text=True)
    assert ballot.headers["Referrer-Policy"] == "no-referrer"
    review = client.post("/vote/ballot", data={"choices": [a, b]})
    assert "请核对" in review.get_data(as_text=True)
    assert not queries.turnout(voting.round.id)
    status, page = cast(client, a, b)
    assert (status, "您的回执码" in page) == (200, True)
    assert queries.turnout(voting.round.id) == {"letter_code": 1}
    assert client.get("/vote/ballot").status_code == 303  # to cast again the code is typed again
    first = queries.sealed(voting.round.id)
    typed(client, letter)
    assert cast(client, c)[0] == 200
    assert queries.turnout(voting.round.id) == {"letter_code": 1}
    assert len(queries.sealed(voting.round.id)) == 1
    assert queries.sealed(voting.round.id) != first
    assert code_queries.account(voting.round.id).letters_used == 1


def test_what_is_wrong_keeps_what_was_chosen(client: Client, voting: Story, letter: str) -> None:
    typed(client, letter)
    assert cast(client)[0] == 422
    status, page = cast(client, voting.codes[0], "nonsense")
    assert status == 422
    assert re.search(rf'value="{voting.codes[0]}" checked', page)
    assert not queries.turnout(voting.round.id)
    assert not code_queries.account(voting.round.id).letters_used  # rolled back with the rest
    back = client.post("/vote/cast", data={"choices": [voting.codes[0]], "change": "1"})
    assert "checked" in back.get_data(as_text=True)


def test_account_and_letter_replace_each_other_and_paper_ends_both(
    client: Client, voting: Story, letter: str, sign_in: SignIn
) -> None:
    a, b, _ = voting.codes
    typed(client, letter)
    cast(client, a)
    voting.cast("resident01", b)
    assert queries.turnout(voting.round.id) == {"web": 1}
    typed(client, letter)
    cast(client, a)
    assert queries.turnout(voting.round.id) == {"letter_code": 1}
    typed(client, letter)
    with act() as now:
        casting.hand_in(voting.round, entry_of(voting, "resident01"), now)
    status, page = cast(client, a)
    assert (status, "您已经交了纸质选票" in page) == (403, True)
    assert typed(client, letter)[0] == 403
    assert queries.turnout(voting.round.id) == {"paper": 1}
    sign_in("worker1")
    refused = client.post(
        f"/rounds/{voting.round.code}/letters/one", data={"entry": public_code(voting, "resident01")}
    )
    assert "已经交了纸质选票" in refused.get_data(as_text=True)


def test_somebody_signed_in_is_told_whose_ballot_it_is(
    client: Client, voting: Story, letter: str, sign_in: SignIn
) -> None:
    sign_in("resident02")
    assert "您现在登录着自己的账号" in client.get("/vote").get_data(as_text=True)
    typed(client, letter)
    assert "请只投自己的信" in client.get("/vote/ballot").get_data(as_text=True)
    cast(client, voting.codes[0])
    assert queries.mine(voting.round.id, entry_of(voting, "resident01")).channel == "letter_code"
    assert queries.mine(voting.round.id, entry_of(voting, "resident02")).channel is None
    (row,) = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "ballot.cast_by_code"))
    assert (row.person_id, row.on_behalf_of, row.facts) == (None, None, "{}")


# -- attackers ---------------------------------------------------------------------------------------------


def test_mistyped_is_told_apart_from_unknown_and_not_counted(
    client: Client, voting: Story, letter: str
) -> None:
    for wrong in (letter[:-1], letter + "2", "投票码", letter[:-1] + ("2" if letter[-1] != "2" else "3")):
        status, page = typed(client, wrong)
        assert (status, "这个码有一个字符不对" in page) == (422, True)
    assert not db.session.execute(text("SELECT count(*) FROM sign_in_attempt")).scalar()
    status, page = typed(client, base32.drawn(code_rules.LETTER_LENGTH))
    assert (status, "没有这个码" in page) == (422, True)


def test_wrong_codes_wait_but_lock_nobody_out(client: Client, letter: str) -> None:
    def guess(address: str) -> int:
        return typed(client, base32.drawn(code_rules.LETTER_LENGTH), address)[0]

    assert [guess("10.0.0.1") for _ in range(12)] == [422] * 10 + [429] * 2
    rows = db.session.execute(text("SELECT count(*) FROM sign_in_attempt")).scalar()
    assert rows == 20  # ten under the address, ten under everybody; none for what was only refused
    assert guess("10.0.0.2") == 422
    assert typed(client, letter, "10.0.0.1") == (303, "/vote/ballot")  # the right one always goes through


def test_everybody_together_is_limited_too(
    client: Client, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_rules, "ALL_TRIES", 3)
    guesses = [typed(client, base32.drawn(18), f"10.0.1.{n}")[0] for n in range(5)]
    assert guesses == [422, 422, 422, 429, 429]
    assert typed(client, letter, "10.0.1.9")[0] == 303


def test_late_is_late(client: Client, voting: Story, letter: str) -> None:
    typed(client, letter)
    voting.clock.move_to(voting.round.closes_at - timedelta(minutes=1))
    typed(client, letter)
    voting.clock.move_to(voting.round.closes_at)
    status, page = cast(client, voting.codes[0])
    assert (status, "投票已经截止，这张选票没有计入" in page) == (409, True)
    assert typed(client, letter)[0] == 409
    assert not queries.turnout(voting.round.id)


def test_a_voided_round_takes_no_code(client: Client, voting: Story, letter: str, sign_in: SignIn) -> None:
    """Neither one typed after, nor a ballot that somebody was choosing; and no letter is printed for it."""
    a, moderator = voting.codes[0], voting.actor("moderator")
    typed(client, letter)
    with act() as now:
        result_actions.ask_void(moderator, voting.round, "roll", "名册少了一栋楼。", now)
        answers.void_decided(voting.round.id, "carry", moderator, now)
    assert voting.round.state == "void"
    status, page = cast(client, a)
    assert (status, "这张选票没有计入" in page) == (409, True)
    assert typed(client, letter)[0] == 409
    assert client.get("/vote/ballot").status_code == 303
    assert not queries.sealed(voting.round.id)
    sign_in("worker1")
    again = client.post(
        f"/rounds/{voting.round.code}/letters/one", data={"entry": public_code(voting, "resident02")}
    )
    assert (again.status_code, again.mimetype) == (409, "text/html")
    assert db.session.scalar(select(func.count()).select_from(VotingCode)) == 1


def test_a_ticket_ends_by_itself_and_cannot_be_forged(client: Client, voting: Story, letter: str) -> None:
    a = voting.codes[0]
    answer = client.post("/vote", data={"code": letter})
    (cookie,) = (c for c in answer.headers.getlist("Set-Cookie") if c.startswith("ballot-ticket="))
    for wanted in ("HttpOnly", "SameSite=Strict", "Path=/vote", "Max-Age=900"):
        assert wanted in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    assert letter not in cookie
    assert letter.replace("-", "") not in cookie
    voting.clock.forward(timedelta(minutes=15))
    assert cast(client, a)[0] == 403
    typed(client, letter)
    for forged in (value[:-2] + "xx", "", "x.y.z", "[1,2]"):
        client.set_cookie("ballot-ticket", forged, domain="127.0.0.1", path="/vote")
        assert cast(client, a)[0] == 403
        assert client.get("/vote/ballot").status_code == 303
    assert not queries.turnout(voting.round.id)


def test_no_form_of_another_site_votes(client: Client, voting: Story, letter: str) -> None:
    typed(client, letter)
    client.form_token = False
    assert client.post("/vote/cast", data={"choices": [voting.codes[0]]}).status_code == 400
    assert client.post("/vote", data={"code": letter}).status_code == 400
    assert not queries.turnout(voting.round.id)


def test_leaving_takes_the_ticket_back(client: Client, letter: str) -> None:
    typed(client, letter)
    assert client.get("/vote/ballot").status_code == 200
    client.get("/vote")
    assert client.get("/vote/ballot").status_code == 303


def test_a_code_reissued_while_somebody_chooses(
    client: Client, voting: Story, letter: str, sign_in: SignIn
) -> None:
    typed(client, letter)
    worker = voting.actor("worker1")
    with act() as now:
        code_actions.issue(
            worker, voting.round, {entry_of(voting, "resident01"): base32.drawn(18)}, now, again=True
        )
    status, page = cast(client, voting.codes[0])
    assert (status, "这封投票信已经作废" in page) == (409, True)
    assert not queries.turnout(voting.round.id)


def test_a_code_serves_its_own_round_only(voting: Story, letter: str) -> None:
    row = db.session.scalars(select(VotingCode)).one()
    with pytest.raises(Refused) as caught, act():
        code_actions._use_letter(voting.round.id + 1, row.id)
    assert caught.value.refusal is code_rules.CANCELLED


# -- the database, and doctor --------------------------------------------------------------------------------


@pytest.mark.each_database
def test_the_database_itself_refuses(voting: Story) -> None:
    one, two = entry_of(voting, "resident01"), entry_of(voting, "resident02")
    worker = voting.actor("worker1")
    with act() as now:
        code_actions.issue(worker, voting.round, {one: base32.drawn(18)}, now)
    with act() as now:
        code_actions.issue(worker, voting.round, {one: base32.drawn(18)}, now, again=True)
    round_id = voting.round.id
    for name, statement in {
        "uq_voting_code_in_force|voting_code.round_id": "INSERT INTO voting_code (round_id, entry_id, run_id, mac, used) "
        f"SELECT round_id, entry_id, run_id, (SELECT frozen_hash FROM round WHERE id = {round_id}), used "
        "FROM voting_code WHERE cancelled_at IS NULL",
        "voting_code_fixed": f"UPDATE voting_code SET entry_id = {two}",
        "voting_code_fixed ": "UPDATE voting_code SET cancelled_at = NULL",
        "voting_code_fixed  ": "UPDATE voting_code SET used = (1 = 1) WHERE cancelled_at IS NOT NULL",
        "voting_code_no_delete": "DELETE FROM voting_code",
        "code_run_no_update": "UPDATE code_run SET letters = 9",
        "roll_mark_by_code_insert": "INSERT INTO roll_mark (round_id, entry_id, channel, salt) "
        f"SELECT {round_id}, {two}, 'letter_code', frozen_hash FROM round WHERE id = {round_id}",
        "roll_mark_by_code_insert ": "INSERT INTO roll_mark (round_id, entry_id, channel, salt) "
        f"SELECT {round_id}, {one}, 'booth', frozen_hash FROM round WHERE id = {round_id}",
    }.items():
        with pytest.raises(DatabaseError, match=name.strip()) as caught, act():
            db.session.execute(text(statement))
        assert caught.value
        db.session.rollback()


def test_doctor_names_a_code_slipped_in_and_a_mark_without_one(voting: Story, letter: str) -> None:
    assert not [*code_checks.codes(), *code_checks.marks()]
    two = entry_of(voting, "resident02")
    row = db.session.scalars(select(VotingCode)).one()
    with act():
        db.session.add(
            VotingCode(
                round_id=row.round_id,
                entry_id=two,
                run_id=row.run_id,
                mac=b"x" * 32,
                cancelled_at=None,
                used=False,
            )
        )
    assert ["are not those printed" in found.what for found in code_checks.codes()] == [True]
    with act():
        db.session.execute(text("DROP TRIGGER roll_mark_by_code_insert"))
        db.session.execute(
            text(
                "INSERT INTO roll_mark (round_id, entry_id, channel, salt) SELECT id, :two, 'letter_code', frozen_hash "
                "FROM round"
            ),
            {"two": two},
        )
    assert ["1 marks by letter_code" in found.what for found in code_checks.marks()] == [True]
    (voting.app.extensions["settings"].keys / "codes-1.key").unlink()
    assert any("key of voting codes is gone" in found.what for found in code_checks.codes())


def test_the_key_is_a_file_of_its_own(voting: Story, letter: str) -> None:
    path = voting.app.extensions["settings"].keys / "codes-1.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert repr(path.read_bytes())[2:-1] not in "".join(everything())
