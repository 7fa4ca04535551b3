"""Voting codes: printing letters with them, and casting by any code that was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, Refused, found, require
from micro_projects.kernel.tlog import merkle
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people.models import SignInAttempt
from micro_projects.people.rules import WINDOW
from micro_projects.voting import casting, code_keys, code_letters, code_queries, code_rules, receipts, rules
from micro_projects.voting.code_models import BoothCheckin, CodeRun, VotingCode
from micro_projects.voting.code_rules import Kind, Proof
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import Round, RoundVoter
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

VISITOR = Actor(None, "持码的居民")  # zh only
"""Whoever has a code: nobody signed in, and nobody that the journal could name."""
ISSUED = N_("%(round)s第%(run)d批投票信已印：%(letters)d封；其中补发、同时作废旧码的%(cancelled)d封。")


def issue(
    by: Actor, round_: Round, codes: Mapping[int, str], now: datetime, *, again: bool = False
) -> CodeRun:
    """Put a run's codes in force: roll entry → plain code, printed already and shown nowhere else.

    `again` allows voters who have one, whose earlier code it cancels; else whoever has one is refused.
    """
    permit(by, "code.issue", round_.place_id, round_.path)
    code_rules.require_letters(round_.channels, round_.state, round_.closes_at, now)
    require(0 < len(codes) <= code_rules.MOST_LETTERS, code_rules.NOTHING_TO_PRINT)
    require(_may_have(round_.id, list(codes)) == len(codes), code_rules.HAS_PAPER)
    cancelled = _cancel(round_.id, list(codes), now)
    require(again or not cancelled, code_rules.LETTER_AGAIN)
    code_keys.make()
    macs = {entry: _mac(code) for entry, code in codes.items()}
    run = CodeRun(
        round_id=round_.id,
        number=code_queries.next_number(CodeRun, round_.id),
        letters=len(codes),
        cancelled=cancelled,
        root=root_of(list(macs.values())),
        by_id=by.id,
        at=now,
    )
    db.session.add(run)
    db.session.flush()
    db.session.add_all(
        VotingCode(round_id=round_.id, entry_id=entry, run_id=run.id, mac=mac, cancelled_at=None, used=False)
        for entry, mac in sorted(macs.items())
    )
    figures = {"run": run.number, "letters": run.letters, "cancelled": cancelled}
    journal.write(by, "code.issue", round_.ref, now, **figures)
    if len(codes) == 1:  # asked for at the counter, in somebody's name
        code_letters.printed(code_queries.person_of(*codes), round_, now)
    disclose_about(
        round_,
        "round.codes_issued",
        say(ISSUED, round=round_.code, **figures),
        at=now,
        facts={"round": round_.code, **figures, "root": run.root.hex()},
    )
    return run


def _may_have(round_id: int, entries: list[int]) -> int:
    """How many of these are voters of the round who did not hand in paper."""
    query = select(func.count()).select_from(RoundVoter)
    query = query.where(RoundVoter.round_id == round_id, RoundVoter.entry_id.in_(entries))
    return db.session.scalar(query.where(~code_queries.ON_PAPER)) or 0


def _cancel(round_id: int, entries: list[int], now: datetime) -> int:
    """Earlier codes of these voters end. How many."""
    ended = (
        update(VotingCode)
        .where(
            VotingCode.round_id == round_id,
            VotingCode.entry_id.in_(entries),
            VotingCode.cancelled_at.is_(None),
        )
        .values(cancelled_at=now)
        .returning(VotingCode.id)
    )
    return len(db.session.execute(ended).all())


def _mac(code: str) -> bytes:
    mac = code_keys.letter(code)
    assert mac is not None, "the key was made just before"
    return mac


def root_of(macs: list[bytes]) -> bytes:
    """The root that a run's disclosure names: who slips a code in afterwards is found."""
    return merkle.root_of(merkle.leaf_hash(mac) for mac in code_rules.root_lines(macs))


# -- casting -------------------------------------------------------------------------------------------


def cast_by_code(
    by: Actor, proof: Proof, round_: Round, ballot: Ballot, word: str, now: datetime
) -> receipts.Receipt | None:
    """The ballot of whoever's code was typed. Run it in ``act(shared=True)``; the code is looked at under the lock.

    `by` is `VISITOR`, whoever is signed in: the journal must not join an account with another's letter.
    """
    permit(by, "ballot.cast_by_code", round_.place_id, round_.path)
    rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now)
    entry_id = _USE[proof.kind](round_.id, proof.id)
    receipt = casting.put_ballot(round_, entry_id, proof.kind, ballot, word, now)
    journal.write(by, "ballot.cast_by_code", round_.ref, now)
    return receipt


def _use_letter(round_id: int, code_id: int) -> int:
    """The voter of a letter in force; it serves again until closing, as an account does."""
    used = (
        update(VotingCode)
        .where(VotingCode.id == code_id, VotingCode.round_id == round_id, VotingCode.cancelled_at.is_(None))
        .values(used=True)
        .returning(VotingCode.entry_id)
    )
    return found(db.session.execute(used).scalar(), code_rules.CANCELLED)


def _use_checkin(round_id: int, checkin_id: int) -> int:
    """The voter who was checked in; once."""
    used = (
        update(BoothCheckin)
        .where(
            BoothCheckin.id == checkin_id,
            BoothCheckin.round_id == round_id,
            BoothCheckin.cancelled_at.is_(None),
            ~BoothCheckin.used,
        )
        .values(used=True)
        .returning(BoothCheckin.entry_id)
    )
    entry_id = db.session.execute(used).scalar()
    if entry_id is None:
        spent = db.session.scalar(select(BoothCheckin.used).where(BoothCheckin.id == checkin_id))
        raise Refused(code_rules.USED if spent else code_rules.LAPSED)
    return entry_id


_USE: Mapping[Kind, Callable[[int, int], int]] = {"letter_code": _use_letter, "booth": _use_checkin}


# -- wrong codes -----------------------------------------------------------------------------------------


def note_wrong(by: Actor, keys: list[bytes], now: datetime) -> None:
    """Remember a wrong code for the waiting rule; old ones go. Which code it was is not kept."""
    permit(by, "ballot.cast_by_code", 0, "")
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - WINDOW))
    db.session.add_all(SignInAttempt(key=key, at=now) for key in keys)
