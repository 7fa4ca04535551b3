"""Acts of key keepers: taking a share, showing that it is on paper, giving it back; what the clock does with the key.

Files follow the database: what an act destroys goes after its commit (`forget`), or by the clock when the power went.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, Refused, require
from micro_projects.notices.own_parts import person
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import Calendar, add_working_days
from micro_projects.voting import keeper_files, keeper_letters, keeper_queries, keeper_words
from micro_projects.voting import keeper_rules as rules
from micro_projects.voting.actions import disclose_step
from micro_projects.voting.keeper_models import KeyShare, KeySplit
from micro_projects.voting.keeper_words import Share
from micro_projects.voting.models import Round
from micro_projects.web.access import permit

KEPT = N_(
    "%(round)s的开票钥匙已经分成三份，召集人、居务监督委员会和审计员各保管一份，服务器上不再有钥匙。"
    "截止以后，其中两份合起来才能开票。"
)
RETURNED = N_("%(round)s有两份开票钥匙交回，合成的钥匙与冻结时公布的公钥相符，可以开票。")
LATE_TAKING = N_("%(round)s到了开始投票的时间，开票钥匙还有%(missing)d份没有分好，开始投票的时间推迟。")
LATE_RETURNING = N_("%(round)s截止后到期仍没有两份开票钥匙交回，还差%(missing)d份，暂时不能开票。")


# -- before opening ----------------------------------------------------------------------------------------


def frozen(round_: Round, by: Actor, now: datetime) -> None:
    """A round was frozen: those who can are asked to take a share."""
    if keeper_queries.has_keepers(round_):
        for seat, people_ in _missing(round_, "take", now).items():
            keeper_letters.ask(people_, round_, seat, "take", return_by(round_), now)


def take(by: Actor, round_: Round, seat: str, now: datetime) -> Share:
    """A keeper's own share, to be written down; the same again until they showed that they have it on paper."""
    permit(by, "round.take_share", round_.place_id, round_.path)
    require(keeper_queries.has_keepers(round_), rules.NO_KEEPERS)
    require(seat in rules.SEATS and by.holds(frozenset({seat}), round_.path), rules.NOT_A_KEEPER)
    require(round_.state == "frozen", rules.TAKE_LATER)
    taken = {share.seat: share for share in keeper_queries.shares(round_.id)}
    mine = taken.get(seat)
    if mine is not None:
        other = people.names([mine.person_id]).get(mine.person_id, "")
        require(mine.person_id == by.id, rules.SEAT_TAKEN, name=other)
        require(mine.confirmed_at is None, rules.CONFIRMED)
        journal.write(by, "round.show_share", round_.ref, now, seat=seat)
        return keeper_files.waiting(round_.code, seat)
    require(all(share.person_id != by.id for share in taken.values()), rules.ONE_SHARE)
    if keeper_queries.split_of(round_.id) is None:
        keeper_files.split(round_.code)
        db.session.add(KeySplit(round_id=round_.id, made_at=now, given_up_at=None, restored_at=None))
        db.session.flush()
    share = keeper_files.waiting(round_.code, seat)
    db.session.add(_taken(by, round_, seat, share, now))
    journal.write(by, "round.take_share", round_.ref, now, seat=seat)
    return share


def _taken(by: Actor, round_: Round, seat: str, share: Share, now: datetime) -> KeyShare:
    asked = rules.asked(random.SystemRandom())
    return KeyShare(
        round_id=round_.id,
        seat=seat,
        person_id=by.id,
        fingerprint=keeper_words.fingerprint(share),
        asked=" ".join(map(str, asked)),
        taken_at=now,
        confirmed_at=None,
        returned_at=None,
        returned_by=None,
    )


def confirm(by: Actor, round_: Round, typed: Sequence[str], now: datetime) -> KeyShare:
    """The keeper has it on paper: they type the words asked for. Call `forget` once this is committed."""
    permit(by, "round.take_share", round_.place_id, round_.path)
    mine = _mine(by, keeper_queries.shares(round_.id))
    require(mine.confirmed_at is None, rules.CONFIRMED)
    require(round_.state == "frozen", rules.TAKE_LATER)
    share = keeper_files.waiting(round_.code, mine.seat)
    for at, word in zip(map(int, mine.asked.split()), typed, strict=True):
        require(keeper_words.read_word(word, at) == share[at - 1], rules.WORDS_DIFFER, at=at)
    mine.confirmed_at = now
    journal.write(by, "round.confirm_share", round_.ref, now, seat=mine.seat)
    return mine


def _mine(by: Actor, shares: Sequence[KeyShare]) -> KeyShare:
    for share in shares:
        if share.person_id == by.id:
            return share
    raise Refused(rules.NOT_TAKEN)


def forget(round_: Round, seat: str) -> None:
    """After a confirmation was committed: the share's file goes; after the third the key goes, too."""
    keeper_files.forget(round_.code, seat)
    confirmed = [share for share in keeper_queries.shares(round_.id) if share.confirmed_at]
    if rules.whole(confirmed) and round_.state == "frozen":
        keeper_files.give_up(round_.code)


def give_up(by: Actor, round_: Round, now: datetime) -> None:
    """All three are on paper: nothing of the key is left on the server, and that is disclosed."""
    permit(by, "round.run", round_.place_id, round_.path)
    split, taken = keeper_queries.split_of(round_.id), _by_seat(round_)
    require(split is not None and rules.whole([s for s in taken if s.confirmed_at]), rules.NOT_KEPT_YET)
    assert split is not None
    keeper_files.give_up(round_.code)
    split.given_up_at = now
    journal.write(by, "round.give_up_key", round_.ref, now)
    _disclose_keepers(round_, "round.keepers", KEPT, taken, now)


# -- after closing -----------------------------------------------------------------------------------------


def give_back(by: Actor, round_: Round, typed: str, now: datetime) -> None:
    """A keeper types their share after closing. It waits in the key folder until a second one comes."""
    permit(by, "round.return_share", round_.place_id, round_.path)
    require(keeper_queries.has_keepers(round_), rules.NO_KEEPERS)
    shares = keeper_queries.shares(round_.id)
    mine = [s for s in shares if by.id == s.person_id or by.holds(frozenset({s.seat}), round_.path)]
    require(mine, rules.NOT_A_KEEPER)
    require(round_.state in keeper_queries.AFTER and round_.sealed_root is not None, rules.RETURN_LATER)
    require(all(share.returned_by != by.id for share in shares), rules.RETURNED)
    share = keeper_words.read(typed)
    found = next((s for s in mine if s.fingerprint == keeper_words.fingerprint(share)), None)
    require(found is not None, rules.NOT_YOURS)
    assert found is not None
    require(found.returned_at is None, rules.RETURNED)
    keeper_files.keep_returned(round_.code, found.seat, share)
    found.returned_at, found.returned_by = now, by.id
    journal.write(by, "round.return_share", round_.ref, now, seat=found.seat)


def restore(by: Actor, round_: Round, now: datetime) -> None:
    """Two shares are back: the key is made again, checked against the round's public half, and disclosed."""
    permit(by, "round.run", round_.place_id, round_.path)
    split, returned = (
        keeper_queries.split_of(round_.id),
        [share for share in _by_seat(round_) if share.returned_at],
    )
    require(split is not None and rules.enough(returned), rules.NOT_TWO_YET)
    assert split is not None and round_.public_key is not None
    keeper_files.restore(round_.code, [share.seat for share in returned], round_.public_key)
    split.restored_at = now
    journal.write(by, "round.restore_key", round_.ref, now)
    _disclose_keepers(round_, "round.key_returned", RETURNED, returned, now)


def _by_seat(round_: Round) -> list[KeyShare]:
    return sorted(keeper_queries.shares(round_.id), key=lambda share: rules.number_of(share.seat))


def _disclose_keepers(
    round_: Round, kind: str, msgid: str, shares: Sequence[KeyShare], now: datetime
) -> None:
    """Who: officials in office, named in full; each name a part of its own. Which: the share's fingerprint."""
    names = people.names([share.person_id for share in shares])
    facts: dict[str, Any] = {
        "keepers": [
            {
                "fingerprint": share.fingerprint.hex(),
                "name": person(names[share.person_id]),
                "role": share.seat,
            }
            for share in shares
        ]
    }
    disclose_step(round_, kind, msgid, now, facts)


# -- who is late -------------------------------------------------------------------------------------------


def return_by(round_: Round, working_days: Calendar | None = None) -> datetime:
    """Until when keepers give back; `working_days`: the calendar in force, else it is read."""
    return add_working_days(round_.closes_at, rules.RETURN_DAYS, working_days or places.calendar())


def remind_at(round_: Round) -> datetime:
    """When who has not taken a share yet is reminded."""
    return round_.opens_at - timedelta(days=1)


def remind(by: Actor, round_: Round, step: str, now: datetime) -> None:
    """Write to those whose share is not taken, or not back."""
    permit(by, "round.run", round_.place_id, round_.path)
    for seat, people_ in _missing(round_, step, now).items():
        keeper_letters.ask(people_, round_, seat, step, return_by(round_), now)
    journal.write(by, "round.remind_keepers", round_.ref, now, step=step)


def late(by: Actor, round_: Round, step: str, now: datetime) -> None:
    """Whose share is late is disclosed, with the office that holds it."""
    permit(by, "round.run", round_.place_id, round_.path)
    missing = _missing(round_, step, now)
    for seat, people_ in missing.items():
        keeper_letters.ask(people_, round_, seat, step, return_by(round_), now)
    journal.write(by, "round.keepers_late", round_.ref, now, step=step, seats=sorted(missing))
    lacking = len(missing) if step == "take" else keeper_words.NEEDED - (keeper_words.SHARES - len(missing))
    machine: dict[str, Any] = {"keepers": [{"role": seat} for seat in missing], "step": step}
    text = LATE_TAKING if step == "take" else LATE_RETURNING
    disclose_step(round_, "round.keepers_late", text, now, machine, missing=lacking)


def _missing(round_: Round, step: str, now: datetime) -> dict[str, list[int]]:
    """Seats whose share is not on paper, or not back, with whom to ask for it."""
    shares = {share.seat: share for share in keeper_queries.shares(round_.id)}
    found: dict[str, list[int]] = {}
    for seat in rules.SEATS:
        share = shares.get(seat)
        done = share and (share.confirmed_at if step == "take" else share.returned_at)
        if not done:
            found[seat] = [share.person_id] if share else keeper_queries.able(round_, seat, now)
    return found
