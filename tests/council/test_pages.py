"""A whole session over HTTP, as its people play it; every page is inspected by the client, its statements counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from makers.council import Council, Waiting
from micro_projects.council import queries, vote_rules
from support.founded import PASSWORD
from support.statements import counted

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded
SIGNED_OUT, SIGNED_IN = 8, 12
AGENDA = 20
"""The agenda asks every room what waits for the council."""


class People:
    """Each with a browser of their own."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.browsers: dict[str, Client] = {}

    def of(self, login: str) -> Client:
        """Somebody's browser, signed in."""
        if login not in self.browsers:
            client: Any = self.council.app.test_client()
            if login:
                client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
            self.browsers[login] = client
        return self.browsers[login]

    def get(self, login: str, path: str, status: int = 200) -> str:
        """Open a page, within its statements."""
        client = self.of(login)
        with counted() as seen:
            answer = client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        most = AGENDA if path.endswith("/sessions/new") else SIGNED_IN if login else SIGNED_OUT
        assert len(seen) <= most, f"{path}: {len(seen)} statements\n" + "\n".join(seen)
        return str(answer.get_data(as_text=True))

    def post(self, login: str, path: str, status: int = 303, /, **data: Any) -> str:
        """Press a button."""
        answer = self.of(login).post(path, data=data)
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[3000:])
        return str(answer.get_data(as_text=True))


@pytest.fixture
def people(council: Council) -> People:
    """Everybody."""
    return People(council)


def tokens(council: Council, *members: int) -> list[str]:
    """What the page's tick boxes hold."""
    ids = {council.member(n).id for n in members}
    place = council.founded.place()
    listed = queries.members(place.id, council.now.date())
    return [m.token for m in listed if m.person_id in ids]


AT = "/sessions/FT-LH-2026-S01"


def test_a_session_over_http(council: Council, waiting: Waiting, people: People) -> None:
    is_called_and_opened(council, people)
    decides_a_proposal(council, people)
    assert waiting.decided == ["carry"]
    decides_a_members_motion(council, people)
    writes_its_minutes(council, people)


def is_called_and_opened(council: Council, people: People) -> None:
    post, get, at = people.post, people.get, AT
    get("", "/c/FT-LH/council")
    assert "还没有开过会" in get("", "/c/FT-LH/sessions")
    assert "提案一" in get("moderator", "/c/FT-LH/sessions/new")
    get("council01", "/c/FT-LH/sessions/new", 403)
    when = {"starts_at": "2026-03-06T19:00", "venue": "二楼会议室", "topics": "楼道堆物怎么办"}
    refused = post("moderator", "/c/FT-LH/sessions/new", 422, **{**when, "starts_at": "2026-03-04T19:00"})
    assert "二楼会议室" in refused
    assert "至少要提前3个整天" in refused
    post("moderator", "/c/FT-LH/sessions/new", **when)
    council.code = "FT-LH-2026-S01"
    assert "居民可以旁听" in get("", at)
    assert "取消会议" in get("moderator", at)
    for page in ("", "/projector"):
        get("", at + page)
    get("council01", at + "/seat")
    post("council03", at + "/recusals", item="1", reason="亲属住在三号楼")
    council.clock.move_to(council.session.starts_at)
    get("moderator", at + "/chair")
    post("moderator", at + "/begin")
    post("moderator", at + "/attendance", 422, channel="in_person")
    post("moderator", at + "/attendance", member=tokens(council, *range(2, 15)), channel="in_person")
    post("moderator", at + "/open", 409)
    post("council01", at + "/attendance")
    post("council15", at + "/attendance")
    get("moderator", at + "/chair")
    post("moderator", at + "/open")


def decides_a_proposal(council: Council, people: People) -> None:
    post, get, at = people.post, people.get, AT
    post("moderator", at + "/items/1/open")
    get("council01", at + "/seat")
    post("council02", at + "/items/1/motions", kind="defer")
    get("council01", at + "/seat")
    post("moderator", at + "/motions/1/call", 409, form="open")
    post("council01", at + "/motions/2/second")
    post("moderator", at + "/motions/2/call", form="open")
    post("council01", at + "/motions/2/vote", choice="no")
    post("moderator", at + "/motions/2/votes", member=tokens(council, 2, 4), choice="yes")
    get("moderator", at + "/chair")
    get("", at + "/projector")
    post("moderator", at + "/motions/2/declare", 409)  # others may still vote
    council.clock.forward(vote_rules.PATIENCE)
    post("moderator", at + "/motions/2/declare")
    post("moderator", at + "/motions/1/call", form="open")
    post("council03", at + "/motions/1/vote", 403, choice="yes")
    post("council01", at + "/motions/1/vote", choice="no")
    post("council01", at + "/motions/1/vote", choice="yes")
    post("moderator", at + "/motions/1/votes", member=tokens(council, *range(4, 11)), choice="yes")
    assert "您投了：赞成" in get("council01", at + "/seat")
    council.clock.forward(vote_rules.PATIENCE)
    post("moderator", at + "/motions/1/declare")
    post("moderator", at + "/motions/1/declare", 409)


def decides_a_members_motion(council: Council, people: People) -> None:
    post, get, at = people.post, people.get, AT
    post("moderator", at + "/items/2/open")
    post("council01", at + "/items/2/motions", 422, kind="main", text="")
    post("council01", at + "/items/2/motions", kind="main", text="请物业每周清理楼道。")
    post("council02", at + "/motions/3/second")
    post("council04", at + "/items/2/motions", kind="amendment", text="请物业每月清理楼道。")
    get("moderator", at + "/chair")
    post("moderator", at + "/motions/4/fall")
    post("moderator", at + "/motions/3/call", form="open")
    post("moderator", at + "/motions/3/votes", member=tokens(council, *range(2, 13)), choice="no")
    council.clock.forward(vote_rules.PATIENCE)
    post("moderator", at + "/motions/3/declare")
    post("council02", at + "/items/new", text="感谢志愿者。")
    assert "谁怎样表决" in get("", at)


def writes_its_minutes(council: Council, people: People) -> None:
    post, get, at = people.post, people.get, AT
    post("moderator", at + "/close")
    assert "赞成8票" in get("", at + "/minutes")
    post("council05", at + "/suggestions", paragraph="1", text="会议晚开了五分钟。")
    post("council20", at + "/suggestions", 403, paragraph="1", text="我没来。")
    post("moderator", at + "/sign", 409)
    get("moderator", at + "/minutes")
    post("moderator", at + "/suggestions/1", 422, choice="reject", note="")
    post("moderator", at + "/suggestions/1", choice="accept", note="属实")
    get("moderator", at + "/minutes")
    post("moderator", at + "/lot", source="", due_at="")
    council.clock.forward(timedelta(minutes=5))
    get("worker1", at + "/minutes")
    post("moderator", at + "/lot-number", number="352164")
    post("moderator", at + "/lot-number", 403, number="352164")
    post("worker1", at + "/lot-number", 422, number="352165")
    post("worker1", at + "/lot-number", number="352164")
    signers = {m.person_id: n for n in range(1, 22) for m in [council.member(n)]}
    post("moderator", at + "/sign")
    for line in queries.sign_lines(council.session.id):
        if line.part == "member":
            login = f"council{signers[line.person_id]:02d}"
            get(login, at + "/minutes")
            post(login, at + "/sign")
    assert "签署并公开" in get("", at + "/minutes")
    assert "纪要已公开" in get("", at)
    assert "纪要已公开" in get("", "/c/FT-LH/sessions")
    assert people.of("").get(at + "/state").json["version"]


def test_by_elections_recusals_and_the_committee_over_http(
    council: Council, people: People, waiting: Waiting
) -> None:
    post, get = people.post, people.get
    base, at = "/c/FT-LH/council", "/c/FT-LH/council/seats/7"
    today = council.now.date()
    post("council07", f"{base}/resign", on=str(today + timedelta(days=1)))
    council.pass_days(1)
    assert "空缺" in get("", base)
    get("worker1", f"{at}/by-election")
    sent = {
        "how": "elected",
        "held_on": str(today + timedelta(days=3)),
        "venue": "党群服务中心",
        "until_on": "2030-01-01",
        "candidates": "resident05\nresident06",
    }
    post("worker1", f"{at}/by-election", 422, **{**sent, "candidates": "nobody"})
    post("worker1", f"{at}/by-election", **sent)
    council.pass_days(3)
    get("worker1", at)
    counted = {"entitled": "90", "took_part": "50", "votes-1": "20", "votes-2": "30"}
    post("worker1", f"{at}/count", 422, **{**counted, "took_part": "10"})
    post("worker1", f"{at}/count", **counted)
    get("affairs", at)
    post("affairs", f"{at}/certify")
    assert "当选" in get("", at) or "现任成员" in get("", at)
    council.convene()
    page = f"/sessions/{council.session.code}/recusals"
    get("", page)
    assert "申请某位成员回避" in get("resident03", page)
    asked = {"item": "1", "member": tokens(council, 2)[0], "reason": "他的店就在楼下"}
    post("resident03", f"/sessions/{council.session.code}/challenges", 422, **{**asked, "reason": ""})
    post("resident03", f"/sessions/{council.session.code}/challenges", **asked)
    assert "他的店就在楼下" not in get("", page)
    assert "他的店就在楼下" in get("council02", page)
    get("", f"{base}/committee")
    get("moderator", f"{base}/committee/draft")
    drafted = {"members": tokens(council, 1, 2, 3, 4, 5), "limit": "50000", "until_on": "2027-01-01"}
    post("moderator", f"{base}/committee/draft", 422, **drafted)
    post("moderator", f"{base}/committee/draft", purposes=["project.vary"], **drafted)
    assert "草案" in get("", f"{base}/committee")
    post("moderator", f"{base}/committee/withdraw")


def test_members_and_requirements_over_http(council: Council, people: People) -> None:
    post, get = people.post, people.get
    base = "/c/FT-LH/council"
    get("moderator", f"{base}/seats/new", 403)
    get("admin", f"{base}/seats/new")
    seat = {"number": "30", "kind": "group", "name": "商户", "grid": "", "from_on": "2026-01-01"}
    post("admin", f"{base}/seats/new", 422, **{**seat, "number": "1"})
    post("admin", f"{base}/seats/new", **seat)
    new = {"login": "resident09", "seat": "30", "chosen": "organisation"}
    term = {"from_on": "2026-01-01", "until_on": "2028-12-31"}
    get("moderator", f"{base}/new", 403)
    get("admin", f"{base}/new")
    assert "商户" in post("admin", f"{base}/new", 422, **{**new, "login": "nobody"}, **term)
    post("admin", f"{base}/new", **new, **term)
    page = get("", base)
    assert all(word in page for word in ("第30席：商户", "辖区单位推荐", "尚未申报", "22人"))
    get("resident09", f"{base}/interests")
    post("resident09", f"{base}/interests", 422, kind="employer", text="")
    post("resident09", f"{base}/interests", kind="employer", text="开便利店")
    assert "开便利店" in get("", f"{base}/register")
    at = post("resident09", f"{base}/interests", kind="property").partition("href=")[2].split('"')[1]
    get("resident09", at)
    post("resident09", at, x="140", y="100", width="288")
    assert "已在地图上标过" in get("resident09", f"{base}/interests")
    get("resident09", base)
    get("resident09", f"{base}/resign")
    token = next(
        m.token for m in queries.members(council.founded.community, council.now.date()) if m.number == 30
    )
    get("admin", f"{base}/{token}/end")
    post("admin", f"{base}/{token}/end", on="2026-03-02", why="resigned")
    assert "21人" in get("", "/c/FT-LH/council")
    post("resident01", "/c/FT-LH/sessions/requirement", 403, topic="电梯")
    post("council01", "/c/FT-LH/sessions/requirement", 422, topic="")
    post("council01", "/c/FT-LH/sessions/requirement", topic="电梯停运")
    post("council02", "/c/FT-LH/sessions/requirement", 409, topic="电梯停运")
    post("council01", "/c/FT-LH/sessions/requirement/sign", 409)
    for n in (2, 3, 4, 5):
        get(f"council{n:02d}", "/c/FT-LH/sessions")
        post(f"council{n:02d}", "/c/FT-LH/sessions/requirement/sign")
    assert "召集人应在" in get("", "/c/FT-LH/sessions")
    assert "电梯停运" in get("moderator", "/c/FT-LH/sessions/new")


def test_not_there(people: People) -> None:
    people.get("", "/sessions/FT-LH-2026-S99", 404)
    people.get("", "/c/NOWHERE/sessions", 404)
    people.get("", "/sessions/FT-LH-2026-S99/minutes", 404)
