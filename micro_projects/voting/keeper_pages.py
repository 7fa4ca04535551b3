"""What the pages of key keepers show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_, require
from micro_projects.voting import keeper_actions, keeper_queries, keeper_rules, keeper_words, pages
from micro_projects.voting.keeper_models import KeyShare, KeySplit
from micro_projects.voting.keeper_queries import Seat
from micro_projects.voting.models import Round

COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Who keeps the key, and what whoever looks may do."""

    title: str
    crumbs: list[tuple[str, str]]
    rows: list[dict[str, Any]]
    split: KeySplit | None
    confirmed: int
    returned: int
    return_by: datetime
    mine: KeyShare | None
    may_take: list[tuple[str, str]]
    """Seats (code, words) that whoever looks may take now."""
    asked: list[int]
    """Places of the words to type, when theirs is taken and not confirmed."""
    may_return: bool


def page(round_: Round, actor: Actor | None, now: datetime) -> Page:
    """Refused where the key is not split."""
    require(keeper_queries.has_keepers(round_), keeper_rules.NO_KEEPERS)
    seats = keeper_queries.seats(round_, now)
    shares = [seat.share for seat in seats if seat.share]
    mine = next((s for s in shares if actor and s.person_id == actor.person_id), None)
    confirming = mine is not None and mine.confirmed_at is None and round_.state == "frozen"
    return Page(
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        rows=[_row(seat) for seat in seats],
        split=keeper_queries.split_of(round_.id) if shares else None,
        confirmed=sum(share.confirmed_at is not None for share in shares),
        returned=sum(share.returned_at is not None for share in shares),
        return_by=keeper_actions.return_by(round_),
        mine=mine,
        may_take=_may_take(round_, actor, seats) if mine is None else [],
        asked=[int(at) for at in mine.asked.split()] if mine and confirming else [],
        may_return=_may_return(round_, actor, shares),
    )


def _row(seat: Seat) -> dict[str, Any]:
    share = seat.share
    nobody = _("还没有人领取") if seat.holders else _("现在没有人担任这个角色")
    return {
        "seat": _(keeper_rules.SEATS[seat.seat]),
        "name": seat.name or nobody,
        "held": not seat.name and not seat.holders,
        "taken": share.taken_at if share else None,
        "confirmed": share.confirmed_at if share else None,
        "returned": share.returned_at if share else None,
    }


def _may_take(round_: Round, actor: Actor | None, seats: list[Seat]) -> list[tuple[str, str]]:
    if actor is None or round_.state != "frozen":
        return []
    free = [seat.seat for seat in seats if seat.share is None]
    return [
        (seat, _(keeper_rules.SEATS[seat])) for seat in free if actor.holds(frozenset({seat}), round_.path)
    ]


def _may_return(round_: Round, actor: Actor | None, shares: list[KeyShare]) -> bool:
    if actor is None or round_.state not in keeper_queries.AFTER or round_.resolve_by != "residents":
        return False
    theirs = [
        s for s in shares if s.person_id == actor.person_id or actor.holds(frozenset({s.seat}), round_.path)
    ]
    gave = any(share.returned_by == actor.person_id for share in shares)
    return round_.opened_at is None and not gave and any(s.returned_at is None for s in theirs)


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """For a keeper: take, check, give back. At most three statements, none for who keeps nothing."""
    if not actor.roles & keeper_rules.ROLES:
        return []
    return [
        item for round_, shares in keeper_queries.for_desk(actor) if (item := _item(actor, round_, shares))
    ]


def _item(actor: Actor, round_: Round, shares: list[KeyShare]) -> DeskItem | None:
    args, facts = {"code": round_.code}, {"round": round_.code}
    mine = next((s for s in shares if s.person_id == actor.person_id), None)
    if round_.state != "frozen":
        if not _may_return(round_, actor, shares):
            return None
        until = keeper_actions.return_by(round_)
        return DeskItem(N_("交回%(round)s的开票钥匙份额"), "voting.key", args, until, facts)
    if mine is not None and mine.confirmed_at is None:
        return DeskItem(N_("核对写下来的%(round)s开票钥匙份额"), "voting.key", args, round_.opens_at, facts)
    free = keeper_rules.ROLES - {share.seat for share in shares}
    if mine is None and any(actor.holds(frozenset({seat}), round_.path) for seat in free):
        return DeskItem(N_("领取%(round)s的开票钥匙份额"), "voting.key", args, round_.opens_at, facts)
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """A share to be written down: each word with its place and its number."""

    title: str
    crumbs: list[tuple[str, str]]
    seat: str
    seat_words: str
    words: list[tuple[int, str, int]]


def words(round_: Round, seat: str, share: keeper_words.Share) -> Words:
    """In order."""
    return Words(
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        seat=seat,
        seat_words=_(keeper_rules.SEATS[seat]),
        words=numbered(share),
    )


def numbered(share: keeper_words.Share) -> list[tuple[int, str, int]]:
    """Place from 1, word, the word's number from 1."""
    spelled = keeper_words.words(share)
    return [(at, word, n + 1) for at, (word, n) in enumerate(zip(spelled, share, strict=True), start=1)]


def panel(round_: Round, actor: Actor | None, now: datetime) -> Markup | None:
    """On the round's page: where the key is."""
    if not keeper_queries.has_keepers(round_) or round_.state in ("counted", "adopted", "void"):
        return None
    shares = keeper_queries.shares(round_.id)
    split = keeper_queries.split_of(round_.id) if shares else None
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "voting/_keeper_panel.html",
            round=round_,
            split=split,
            confirmed=sum(share.confirmed_at is not None for share in shares),
            returned=sum(share.returned_at is not None for share in shares),
            needed=keeper_words.NEEDED,
        )
    )
