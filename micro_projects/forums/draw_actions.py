"""Participants by public lot: cells and quotas disclosed, a number named, drawn, asked, replaced in order."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from micro_projects.extensions import db
from micro_projects.forums import actions, draw_rules, letters, queries, refusals, rules
from micro_projects.forums.draw_rules import Cell, Quota
from micro_projects.forums.models import Forum, ForumCell, ForumParticipant
from micro_projects.journal import actions as journal
from micro_projects.kernel import lot as draws
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices import lots
from micro_projects.notices.models import Lot
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

PURPOSE = "participants"
POPULATION = N_("协商会%(forum)s将在名册居民%(people)d人中抽取%(places)d人：签号、分格和每格名额已公布。")
DRAWN = N_("协商会%(forum)s抽出参加人%(chosen)d人，有%(unmet)d项最低名额没有满足；谁都可以重新抽一遍核对。")
REPLACED = N_("协商会%(forum)s有一位抽中的人不参加，按抽签顺序由下一位递补。")
NOBODY_LEFT = N_("协商会%(forum)s有一位抽中的人不参加，没有合适的人可以递补。")


def prepare(by: Actor, forum: Forum, source: str, due_at: datetime, now: datetime) -> Lot:
    """Freeze the roll as codes in cells, disclose cells and quotas, and name a number nobody knows yet."""
    permit(by, "forum.prepare_draw", forum.place_id, forum.path)
    require(forum.chosen == "lot", refusals.NOT_LOT)
    require(now < due_at < forum.starts_at, refusals.NUMBER_PAST)
    people = queries.population(forum.place_id)
    require(
        len(people) >= max(forum.places, draw_rules.SMALLEST_CELL),
        refusals.TOO_FEW,
        people=len(people),
        places=forum.places,
    )
    dimensions = forum.dimensions.split()
    codes = {secrets.token_hex(8): one for one in people}
    cells = draw_rules.merged({code: _cell(one, dimensions) for code, one in codes.items()})
    journal.move(forum, rules.FORUM, "prepare_draw", by=by, at=now)
    db.session.add_all(
        ForumCell(forum_id=forum.id, code=code, cell="|".join(cell)) for code, cell in cells.items()
    )
    limits = draw_rules.quotas(cells, dimensions, forum.places)
    actions.disclose_of(
        forum,
        "forum.population",
        say(POPULATION, forum=forum.code, people=len(codes), places=forum.places),
        now,
        {
            "balanced_by": dimensions,
            "cells": _shown(cells, dimensions),
            "forum": forum.code,
            "places": forum.places,
            "population": draws.population_hash(codes).hex(),
            "quotas": [quota_facts(q) for q in limits],
        },
    )
    lot = lots.prepare(
        by,
        PURPOSE,
        forum.subject,
        [],
        source,
        due_at,
        now,
        codes={code: one.person_id for code, one in codes.items()},
    )
    forum.lot_id = lot.id
    return lot


def _cell(one: queries.Listed, dimensions: Sequence[str]) -> Cell:
    known = {"grid": one.grid, "age": one.age_band, "sex": one.sex}
    return tuple(known[d] or draw_rules.UNKNOWN for d in dimensions)


def _shown(cells: dict[str, Cell], dimensions: Sequence[str]) -> list[dict[str, Any]]:
    """Cells with their codes, sorted, as disclosed."""
    return [
        {**dict(zip(dimensions, cell, strict=True)), "codes": sorted(c for c in cells if cells[c] == cell)}
        for cell in sorted(set(cells.values()))
    ]


def quota_facts(quota: Quota) -> dict[str, Any]:
    """A quota as disclosed."""
    return {
        "at_least": quota.least,
        "at_most": quota.most,
        "balanced": quota.by,
        "category": quota.category,
    }


def drawn(lot: Lot, member_ids: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot was drawn: who fits the quotas is asked."""
    forum = db.session.get_one(Forum, lot.subject_id)
    if forum.lot_id != lot.id or forum.state != "drawing":
        return
    order = queries.lot_order(lot.id)
    cells, dimensions = queries.cells(forum.id), forum.dimensions.split()
    limits = draw_rules.quotas(cells, dimensions, forum.places)
    picked = draw_rules.pick([code for code, _ in order], cells, dimensions, limits, forum.places)
    people = dict(order)
    until = rules.reply_until(now, forum.starts_at)
    for code in picked.chosen:
        actions.new_participant(forum, now, person_id=people[code], code=code, reply_until=until)
    forum.drawn_at = now
    db.session.flush()
    told = say(letters.DRAWN, until=until)
    post.tell([people[code] for code in picked.chosen], told, actions.url(forum), now)
    actions.disclose_of(
        forum,
        "forum.drawn",
        say(DRAWN, forum=forum.code, chosen=len(picked.chosen), unmet=len(picked.unmet)),
        now,
        {
            "drawn": list(picked.chosen),
            "forum": forum.code,
            "lot": lot.code,
            "population": lot.population_hash.hex(),
            "reply_until": until.isoformat(),
            "unmet": [quota_facts(q) for q in picked.unmet],
        },
    )


def replace(by: Actor, forum: Forum, gone: ForumParticipant, because: str, now: datetime) -> None:
    """Ask the next in the lot's order who fits; disclosed, so that this too can be drawn again."""
    assert forum.lot_id is not None
    order = queries.lot_order(forum.lot_id)
    cells, dimensions = queries.cells(forum.id), forum.dimensions.split()
    rows = queries.participants(forum.id)
    kept = [p.row.code for p in rows if p.row.state != "out"]
    asked = [p.row.code for p in rows]
    limits = draw_rules.quotas(cells, dimensions, forum.places)
    next_code = draw_rules.replacement([c for c, _ in order], cells, dimensions, limits, kept, asked)
    if next_code is not None:
        until = rules.reply_until(now, forum.starts_at)
        person = dict(order)[next_code]
        actions.new_participant(forum, now, person_id=person, code=next_code, reply_until=until)
        post.tell([person], say(letters.DRAWN, until=until), actions.url(forum), now)
    actions.disclose_of(
        forum,
        "forum.replaced",
        say(REPLACED if next_code else NOBODY_LEFT, forum=forum.code),
        now,
        {"asked_next": next_code, "forum": forum.code, "gone": gone.code, "gone_because": because},
    )
