"""A round's course by the clock, and casting a ballot (P10–P11, 5-voting: late, double, concurrent)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.kernel.tlog import merkle
from micro_projects.notices.disclosing import disclose_about
from micro_projects.voting import casting, keeper_queries, queries, receipts, rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.keeper_rules import NOT_KEPT_YET
from micro_projects.voting.models import Round, SealedBallot
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

OPENED = N_("%(round)s开始投票：名册%(roll)d人，到%(closes)s截止。")
EXTENDED = N_(
    "%(round)s到截止时有%(voted)d人投票，不到名册%(roll)d人的规定比例，延长一次，到%(closes)s截止。"
)
CLOSED = N_("%(round)s投票截止：名册%(roll)d人，%(voted)d人投票。选票和名册登记的指纹已在开启之前公布。")


def cast(by: Actor, round_: Round, ballot: Ballot, word: str, now: datetime) -> receipts.Receipt | None:
    """One voter's ballot on the web; casting again replaces it (invariant 4). Run it in ``act(shared=True)``.

    `now` was read with the lock held, so a ballot is in time exactly when it got the lock before closing.
    """
    permit(by, "ballot.cast", round_.place_id, round_.path)
    rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now)
    entry_id = found(queries.voter_of(round_.id, by.id), rules.NOT_VOTER)
    receipt = casting.put_ballot(round_, entry_id, "web", ballot, word, now)
    journal.write(by, "ballot.cast", round_.ref, now)
    return receipt


def open_round(by: Actor, round_: Round, now: datetime) -> None:
    """At the opening minute (P10)."""
    permit(by, "round.run", round_.place_id, round_.path)
    require(now >= round_.opens_at, rules.NOT_OPEN_YET, opens=round_.opens_at)
    require(keeper_queries.may_open(round_), NOT_KEPT_YET)
    journal.move(round_, MACHINE, "open", by=by, at=now)
    round_.closes_at += timedelta(days=keeper_queries.late_days(round_))
    disclose_step(round_, "round.opened", OPENED, now, roll=round_.roll_size, closes=round_.closes_at)


def close_round(by: Actor, round_: Round, now: datetime) -> None:
    """At the closing minute: extended once when too few voted; else closed, both roots in the log."""
    permit(by, "round.run", round_.place_id, round_.path)
    require(now >= round_.closes_at, rules.NOT_ROUND_YET)
    by_channel = queries.turnout(round_.id)
    voted = sum(by_channel.values())
    facts = {"roll": round_.roll_size, "voted": voted}
    if round_.extended_from is None and not rules.enough(voted, round_.roll_size, round_.min_turnout):
        round_.extended_from = round_.closes_at
        round_.closes_at = max(now, round_.closes_at) + timedelta(days=round_.extension_days)
        journal.write(by, "round.extend", round_.ref, now, **facts)
        disclose_step(round_, "round.extended", EXTENDED, now, **facts, closes=round_.closes_at)
        return
    journal.move(round_, MACHINE, "close", by=by, at=now, **facts)
    fix_roots(round_)
    disclose_step(round_, "round.closed", CLOSED, now, **facts, turnout=by_channel, **roots(round_))


def fix_roots(round_: Round) -> None:
    """Figure the roots of roll marks and sealed ballots, before anything is opened."""
    round_.mark_root = _root(
        hashlib.sha256(salt + canonical.dump({"channel": channel, "entry": code})).digest()
        for code, channel, salt in queries.marks_for_root(round_.id)
    )
    round_.sealed_root = _root(
        hashlib.sha256(salt + sealed).digest() for sealed, salt in queries.sealed(round_.id)
    )
    db.session.flush()


def _root(salted: Iterable[bytes]) -> bytes:
    """Merkle root (RFC 6962) over salted hashes in ascending order: the order tells nothing."""
    return merkle.root_of(merkle.leaf_hash(one) for one in sorted(salted))


def roots(round_: Round) -> dict[str, str]:
    """Both, as they are disclosed."""
    assert round_.mark_root is not None
    assert round_.sealed_root is not None
    return {"mark_root": round_.mark_root.hex(), "sealed_root": round_.sealed_root.hex()}


def enter(by: Actor, round_: Round, now: datetime) -> None:
    """After closing: the time for entering paper handed in before (none in a web-only round)."""
    permit(by, "round.run", round_.place_id, round_.path)
    journal.move(round_, MACHINE, "enter", by=by, at=now)


def drop_sealed(round_: Round) -> None:
    """Sealed ballots go once they were opened, or will never be."""
    db.session.flush()
    db.session.execute(delete(SealedBallot).where(SealedBallot.round_id == round_.id))


def disclose_step(
    round_: Round,
    kind: str,
    msgid: str,
    now: datetime,
    machine: Mapping[str, str] | None = None,
    /,
    **facts: Any,
) -> None:
    """Disclose one step of a round: the sentence, and the same figures for machines (`machine`: codes instead)."""
    shown = {name: value for name, value in facts.items() if not isinstance(value, dict)}
    plain = {name: _plain(value) for name, value in facts.items()}
    disclose_about(
        round_,
        kind,
        say(msgid, round=round_.code, **shown),
        at=now,
        facts={"round": round_.code, **plain, **(machine or {})},
    )


def _plain(value: Any) -> Any:
    """An instant as ISO text, money as fen."""
    if isinstance(value, Money):
        return value.fen
    return value.isoformat() if isinstance(value, datetime) else value
