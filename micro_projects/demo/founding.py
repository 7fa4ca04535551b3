"""The founding: a district, its calendar and log, two communities, and everybody's account — by the usual acts.

Two communities, so that every test can try the other one's doors. All are fictional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app

from micro_projects.council import interest_actions, seat_actions
from micro_projects.council import member_actions as members
from micro_projects.demo.names import names
from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.notices import standing
from micro_projects.notices.disclosing import begin_log
from micro_projects.people import actions as people
from micro_projects.people import queries as people_queries
from micro_projects.people.models import Account
from micro_projects.places import actions as places
from micro_projects.places import map_actions, map_rules
from micro_projects.places import queries as place_queries
from micro_projects.places.calendar_source import rows
from micro_projects.places.models import Place
from micro_projects.web.show import ZONE

COMMUNITY = "FT-LH"
OTHER = "FT-XM"
MAP = Path(__file__).with_name("lianhua.geojson")
"""The made-up community's map, drawn into the open sea."""
RESIDENTS = 60
COUNCIL = 21
ROLL_WITHOUT_ACCOUNT = 219

# who holds what where: login, role, place, name shown in full
_OFFICES: Sequence[tuple[str, str, str]] = (
    ("moderator", "moderator", COMMUNITY),
    ("moderator2", "moderator", COMMUNITY),
    ("worker1", "worker", COMMUNITY),
    ("worker2", "worker", COMMUNITY),
    ("worker3", "worker", COMMUNITY),
    ("committee", "committee", COMMUNITY),
    ("affairs", "affairs", COMMUNITY),
    ("officer", "officer", "FT"),
    ("officer2", "officer", "FT"),
    ("district", "district", "QH"),
    ("finance", "finance", "FT"),
    ("contractor1", "contractor", "QH"),
    ("contractor2", "contractor", "QH"),
    ("contractor3", "contractor", "QH"),
    ("contractor4", "contractor", "QH"),
    ("auditor", "auditor", "QH"),
    ("admin", "admin", "QH"),
    ("worker9", "worker", OTHER),
    ("moderator9", "moderator", OTHER),
)

# a council seat: its kind, for whom, how chosen (council.rules.CHOSEN), what its holder declares
_SEATS: Sequence[tuple[str, str, str, str, str]] = (
    ("grid", "第1网格", "elected", "none", ""),
    ("grid", "第2网格", "elected", "employer", "在区外一家企业做会计"),
    ("building", "3号楼", "building", "post", "楼栋长，不领报酬"),
    ("building", "7号楼", "building", "employer", "自己经营一家早餐店"),
    ("group", "老年人", "representatives", "post", "老年协会成员"),
    ("group", "辖区单位", "organisation", "employer", "在辖区小学任总务主任"),
    ("group", "租住居民", "lot", "none", ""),
)


@dataclass(frozen=True, slots=True)
class Founded:
    """What the founding made."""

    district: int
    subdistrict: int
    community: int
    other: int

    def actor(self, login: str, now: datetime) -> Actor:
        """The person who signs in as `login`, with roles in force `now`."""
        return _actor(login, now)

    def place(self) -> Place:
        """The community of the story."""
        return place_queries.place(COMMUNITY)


def found(now: datetime, password_hash: str) -> Founded:
    """Found the district, inside one act. Every account has the password of `password_hash`."""
    district = places.add_place(CLOCK_ACTOR, None, "district", "QH", "青禾区", "Qinghe District", now)
    subdistrict = places.add_place(
        CLOCK_ACTOR, district, "subdistrict", "FT", "福田坊街道", "Futianfang Sub-district", now
    )
    community = places.add_place(
        CLOCK_ACTOR,
        subdistrict,
        "community",
        COMMUNITY,
        "莲花社区",
        "Lianhua Community",
        now,
        address="莲花路 18 号社区党群服务中心一楼",
        phone="0000-1234567",
    )
    other = places.add_place(
        CLOCK_ACTOR,
        subdistrict,
        "community",
        OTHER,
        "香梅社区",
        "Xiangmei Community",
        now,
        address="香梅路 6 号",
        phone="0000-7654321",
    )
    grids = [
        places.add_place(CLOCK_ACTOR, community, "grid", f"{COMMUNITY}-G{n}", f"第{n}网格", f"Grid {n}", now)
        for n in range(1, 5)
    ]
    drawn = map_rules.read(MAP.read_bytes(), {grid.code for grid in grids})
    map_actions.put_map(CLOCK_ACTOR, community, drawn, now)
    places.import_calendar(CLOCK_ACTOR, [places.DayLine(*row) for row in _calendar()], now)
    _offices(now, password_hash)
    _roll(community, grids, now, password_hash)
    _roll_of_other(other, now, password_hash)
    begin_log(district.code, urlsplit(current_app.extensions["settings"].base_url).netloc, now)
    standing.begin(district, now)
    return Founded(district.id, subdistrict.id, community.id, other.id)


def _actor(login: str, now: datetime) -> Actor:
    account = people_queries.account(login)
    assert account is not None, login
    actor = people_queries.actor(account.person_id, now)
    assert actor is not None, login
    return actor


def again() -> Founded:
    """The founding of an earlier run."""
    return Founded(*(place_queries.place(code).id for code in ("QH", "FT", COMMUNITY, OTHER)))


def _calendar() -> Sequence[tuple[date, bool, str, str, bool]]:
    return [(r.date, r.working, r.name, r.source, r.provisional) for r in rows()]


def _offices(now: datetime, password_hash: str) -> None:
    named = dict(zip([login for login, _, _ in _OFFICES], names(len(_OFFICES), 500), strict=True))
    since = now.astimezone(ZONE).date().replace(month=1, day=1)
    for login, role, place_code in _OFFICES:
        person = people.add_person(CLOCK_ACTOR, named[login], now, in_full=True)
        db.session.add(Account(person_id=person.id, login=login, password_hash=password_hash, epoch=0))
        people.hold(CLOCK_ACTOR, place_queries.place(place_code).id, person.id, role, since, None, now)
    db.session.flush()


_BANDS = ("35_49", "50_64", "18_34", "65_up", "35_49", None)
"""Of one in six the roll does not say it."""


def _roll(community: Place, grids: Sequence[Place], now: datetime, password_hash: str) -> None:
    logins = [f"resident{n:02d}" for n in range(1, RESIDENTS + 1)]
    logins += [f"council{n:02d}" for n in range(1, COUNCIL + 1)]
    since = now.astimezone(ZONE).date().replace(month=1, day=1)
    admin = _actor("admin", now)
    for n, name in enumerate(names(len(logins) + ROLL_WITHOUT_ACCOUNT)):
        login = logins[n] if n < len(logins) else ""
        council = login.startswith("council")
        person = people.add_person(
            CLOCK_ACTOR, name, now, in_full=council, national_id=f"DEMO{n:08d}", phone=f"000{n:08d}"
        )
        people.enrol(
            community.id,
            grids[n % len(grids)].id,
            person.id,
            f"{n // 2 + 1:04d}",
            now,
            age_band=_BANDS[n // 3 % len(_BANDS)],
            sex=("female", "male")[n % 2],
        )
        if login:
            db.session.add(Account(person_id=person.id, login=login, password_hash=password_hash, epoch=0))
        if council:
            _council_member(admin, community, grids, n - RESIDENTS, person.id, since, now)
    db.session.flush()


def _council_member(
    admin: Actor, community: Place, grids: Sequence[Place], n: int, person_id: int, since: date, now: datetime
) -> None:
    """The seat, who sits on it, and what they declare (the newest member has not yet)."""
    kind, name, chosen, interest, text = _SEATS[n % len(_SEATS)]
    grid = grids[int(name[1]) - 1] if kind == "grid" else None
    seat = seat_actions.add_seat(admin, community, n + 1, kind, name, grid, since, now)
    until = since.replace(year=since.year + 5)
    members.add_member(admin, community, person_id, seat, chosen, since, until, now)
    if n + 1 < COUNCIL:
        member = people_queries.actor(person_id, now)
        assert member is not None
        interest_actions.declare(member, community, interest, text, now)


def _roll_of_other(other: Place, now: datetime, password_hash: str) -> None:
    for n, name in enumerate(names(10, 700), 1):
        person = people.add_person(CLOCK_ACTOR, name, now, national_id=f"DEMO9{n:07d}")
        people.enrol(other.id, None, person.id, f"{n:04d}", now)
        if n <= 2:
            login = f"neighbour{n:02d}"
            db.session.add(Account(person_id=person.id, login=login, password_hash=password_hash, epoch=0))
    db.session.flush()
