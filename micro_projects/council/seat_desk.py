"""What waits on desks about seats, interests, challenges: at most three statements for each role."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from micro_projects.council import interest_queries, member_queries, seat_queries
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.web.show import ZONE

DECLARE = N_("申报您的利害关系：现在公开的名单里写着“尚未申报”")
CHALLENGED = N_("有人提出您在会议%(session)s第%(item)d项应当回避：请看是否自己回避")
BY_ELECTION = N_("议事会第%(number)d席空缺：公告补选")
COUNT = N_("议事会第%(number)d席的补选：录入结果")
CERTIFY = N_("议事会第%(number)d席的补选：确认结果")
OFF_ROLL = N_("议事会成员%(name)s已不在名册上：登记离任")


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits for `actor`."""
    held: dict[str, list[int]] = {}
    for one in actor.holdings:
        held.setdefault(one.role, []).append(one.place_id)
    items = _by_elections(held, actor, now)
    if member_of := held.get("council_member"):
        for code in interest_queries.undeclared(actor.id, member_of):
            items.append(DeskItem(DECLARE, "council.interests", {"place": code}, None, {}))
        for session, number, starts_at in member_queries.challenged(actor.id):
            facts = {"session": session, "item": number}
            items.append(DeskItem(CHALLENGED, "council.recusals", {"code": session}, starts_at, facts))
    if administers := [h.path for h in actor.holdings if h.role == "admin"]:
        for code, token, name in seat_queries.off_roll(administers, now.astimezone(ZONE).date()):
            at = {"place": code, "token": token}
            items.append(DeskItem(OFF_ROLL, "council.end_member", at, None, {"name": name}))
    return items


def _by_elections(held: dict[str, list[int]], actor: Actor, now: datetime) -> list[DeskItem]:
    """Vacancies to be announced, results to be entered and certified."""
    items: list[DeskItem] = []
    today = now.astimezone(ZONE).date()
    organises = held.get("committee", []) + held.get("worker", [])
    certifies = held.get("affairs", [])
    if organises or certifies:
        for code, row, number in seat_queries.waiting(organises + certifies):
            on = datetime.combine(row.held_on, time(), ZONE)
            at = {"place": code, "number": number}
            if row.state == "announced" and row.place_id in organises and row.held_on <= today:
                items.append(DeskItem(COUNT, "council.council_seat", at, on, {"number": number}))
            if row.state == "counted" and row.place_id in certifies and row.counted_by != actor.id:
                items.append(DeskItem(CERTIFY, "council.council_seat", at, None, {"number": number}))
    if organises:
        for code, seat, vacancy in seat_queries.vacancies_below(organises):
            until = datetime.combine(vacancy.due_on + timedelta(days=1), time(), ZONE)
            at = {"place": code, "number": seat.number}
            items.append(DeskItem(BY_ELECTION, "council.announce", at, until, {"number": seat.number}))
    return items
