"""A year in which somebody tries to go round every gate: each time refused, in the right words, and nothing happens.

Early, in the wrong role, from another community, with an objection open, without a quorum, without the third
person. After each try the year goes on as it should.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from micro_projects.demo import deliberating, executing, meeting, proposing, resolving
from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page, Stuck
from micro_projects.demo.year import FIRST_DAYS, LAST_YEAR, MONEY, Year

pytestmark = pytest.mark.founded


def refused(stage: Stage, login: str, path: str, action: str = "", **fields: str) -> Page:
    """Try it: through the page's own form where it offers one, else by posting all the same."""
    visitor = stage.by(login)
    page = Page(path, *_got(visitor.client.get(path, follow_redirects=True)))
    try:
        form = page.form(action, frozenset(fields))
    except Stuck:
        token = _token(visitor)
        answer = visitor.client.post(
            action or path,
            data={"csrf_token": token, **fields},
            follow_redirects=True,
        )
    else:
        answer = visitor.client.post(form.action, data={**form.values, **fields}, follow_redirects=True)
    page = Page(str(answer.url), answer.status_code, answer.text)
    assert page.status in (403, 404, 409, 422), f"{login} {path}: {page.status} {page.text[:200]}"
    return page


def _got(answer):
    return answer.status_code, answer.text


def _token(visitor) -> str:
    return str(visitor.get("/account").forms[0].values["csrf_token"])


def says(page: Page, *words: str) -> None:
    """The refusal speaks of what stands in the way."""
    for word in words:
        assert word in page.text, f"{word!r} not in: {page.text[:500]}"


def test_no_gate_can_be_skipped(stage: Stage) -> None:
    year = Year(stage, 2026)
    opening(stage, year)
    first, second = proposals(stage, year)
    disclosure(stage, year, first, second)
    ballot(stage, first, second)
    approval(stage, first)
    work = contract(stage, first)
    payment(stage, work)


BASE = f"/c/{COMMUNITY}/2026"
ROUND = "FT-LH-2026-R1"


def opening(stage: Stage, year: Year) -> None:
    """C1: nobody opens what the council has not moved, nobody opens a session without a quorum."""
    _plan(stage, year)
    says(refused(stage, "officer", f"{BASE}/open", f"{BASE}/open"), "现在不处在可以办理")
    code = meeting.call(stage, COMMUNITY, 4)
    meeting.check_in(stage, code, present=9)
    says(refused(stage, "moderator", f"/sessions/{code}/chair", f"/sessions/{code}/open"), "法定人数")
    _come(stage, code, 16)
    stage.by("moderator").submit(f"/sessions/{code}/chair", f"/sessions/{code}/open")
    meeting.decide_all(stage, code, lambda text: (14, 1, 1))
    stage.by("moderator").submit(f"/sessions/{code}/chair", "/close")
    meeting.sign(stage, code, "142536")
    says(refused(stage, "worker1", f"{BASE}/open", f"{BASE}/open"), "不由您的角色")
    stage.by("officer").submit(f"{BASE}/open")


def proposals(stage: Stage, year: Year) -> tuple[str, str]:
    """P2, P3: not early, not by another community, not one's own second."""
    draft = _draft(stage, "resident01")
    says(refused(stage, "resident01", draft, draft), "不在提案征集期内")
    says(refused(stage, "neighbour01", f"{BASE}/proposals/new", title="别的社区的提案"), "名册")
    proposing.see_through(stage, "FT-LH-2026-C1")
    stage.go(year._at("proposing_from", 10))
    first = stage.by("resident01").submit(draft, "/submit").path.split("/")[2]
    second = proposing.propose(stage, BASE, "resident02", LAST_YEAR[1])
    says(refused(stage, "resident01", f"/proposals/{first}", f"/proposals/{first}/second"), "自己")
    says(refused(stage, "neighbour01", f"/proposals/{first}", f"/proposals/{first}/second"), "名册")
    for code in (first, second):
        proposing.second(stage, code, [f"resident{n:02d}" for n in range(11, 16)])
    return first, second


def disclosure(stage: Stage, year: Year, first: str, second: str) -> None:
    """P4 to P6: no screening by a resident; nothing deliberated before D1 is over, or while it is objected to."""
    path = f"/proposals/{first}/screening"
    says(refused(stage, "resident03", path, path), "不由您的角色")
    stage.go(year._at("proposing_to", 10) + timedelta(days=1))
    for code in (first, second):
        proposing.screen(stage, code, reason="要件齐全，不在负面清单内。")
    d1 = "FT-LH-2026-D1"
    stage.until(lambda: proposing.is_posted(stage, d1), 20, d1)
    _not_deliberating(stage, first)
    objection = f"/objections/{_object(stage, 'resident30', d1, first)}"
    # who screened it does not handle an objection to it
    says(refused(stage, "officer", objection, f"{objection}/acknowledge"), "参与")
    stage.by("officer2").submit(objection, "/acknowledge")
    proposing.see_through(stage, d1)
    stage.go(year._at("deliberating_from", 10))
    _not_deliberating(stage, first)  # one objection holds one proposal
    deliberating.opine(stage, second, 92000)  # and no other
    says(stage.by("").get(f"/notices/{d1}"), "暂缓")
    stage.by("officer2").submit(
        objection, "/decide", outcome="rejected", answer="征求意见记录已附后，程序完整。"
    )
    stage.pass_days(1)
    _not_deliberating(stage, first)  # the objector may still appeal
    stage.by("resident30").submit(objection, "/accept")
    stage.pass_days(1)
    deliberating.opine(stage, first, 72500)


def ballot(stage: Stage, first: str, second: str) -> None:
    """P8 to P12: no ballot without D2 and its conditions, none early, none late, none from elsewhere."""
    meeting.hold(stage, COMMUNITY, lambda text: (14, 1, 1))
    for code in (first, second):
        deliberating.meet_conditions(stage, code)
    assert resolving.state_of(stage, ROUND) == ""
    proposing.see_through(stage, "FT-LH-2026-D2")
    stage.until(lambda: resolving.state_of(stage, ROUND) == "frozen", 60, "frozen")
    vote, cast = f"/rounds/{ROUND}/vote", f"/rounds/{ROUND}/ballot"
    says(refused(stage, "resident01", vote, cast, choices=first), "投票")
    stage.until(lambda: resolving.state_of(stage, ROUND) == "open", 60, "open")
    says(refused(stage, "neighbour01", vote, cast, choices=first), "名册")
    for n in range(1, 25):
        resolving.cast(stage, ROUND, f"resident{n:02d}", [first, second])
    stage.clock.move_to(resolving.closing(stage, ROUND))
    says(refused(stage, "resident40", vote, cast, choices=first), "投票")
    stage.until(lambda: resolving.state_of(stage, ROUND) == "counted", 6, "counted")
    meeting.hold(stage, COMMUNITY, lambda text: (15, 0, 0))


def approval(stage: Stage, first: str) -> None:
    """P14: not before D3 is over, not by the wrong office."""
    fields = {"approved": "yes", "meeting_number": "〔2026〕1 号", "meeting_on": f"{stage.clock.at:%Y-%m-%d}"}
    path = f"/proposals/{first}/decision"
    stage.until(lambda: proposing.is_posted(stage, "FT-LH-2026-D3"), 10, "D3")
    says(refused(stage, "officer", path, path, **fields), "公示还")
    proposing.see_through(stage, "FT-LH-2026-D3")
    says(refused(stage, "worker1", path, path, **fields), "不由您的角色")
    resolving.approve(stage, first, 1)


def contract(stage: Stage, first: str) -> executing.Work:
    """X3 to X5: no contract before E1 is over, no pay before the work is verified."""
    work = executing.known(stage, first)
    executing.register(stage)
    executing.draw_supervisors(stage, [work])
    executing.invite(stage, [work])
    executing.award(stage, work)
    path = f"/projects/{first}/contract"
    says(refused(stage, "officer", path, path, **_contract_fields(stage, work)), "公示还")
    proposing.see_through(stage, f"{first}-E1")
    executing.contract(stage, [work])
    early = {"what": "milestone:1", "amount": work.parts[0].plain(), "number": "X1"}
    path = f"/projects/{first}/payments/new"
    says(refused(stage, work.contractor, path, path, **early), "请款")
    stage.pass_days(10)
    _verify_milestone(stage, work)
    return work


def _plan(stage: Stage, year: Year) -> None:
    plan = stage.by("moderator").submit(
        f"/c/{COMMUNITY}/cycles/new",
        year="2026",
        preview="1",
        **MONEY,
        **{name: f"{year._day(n):%Y-%m-%d}" for name, n in FIRST_DAYS.items()},
    )
    stage.by("moderator").send(plan, confirm="1")


def _come(stage: Stage, code: str, more: int) -> None:
    chair = f"/sessions/{code}/chair"
    page = stage.by("moderator").get(chair)
    absent = page.form(f"/sessions/{code}/attendance").choices["member"]
    stage.by("moderator").send(
        page, f"/sessions/{code}/attendance", member=absent[: more - 9], channel="in_person"
    )


def _draft(stage: Stage, login: str) -> str:
    idea = LAST_YEAR[0]
    page = stage.by(login).submit(
        f"{BASE}/proposals/new",
        title=idea.title,
        problem=idea.problem,
        wish=idea.wish,
        location=idea.location,
        beneficiaries=idea.beneficiaries,
        kind=idea.kind,
        estimate=str(idea.estimate),
        go_on="1",
    )
    return page.path


def _not_deliberating(stage: Stage, code: str) -> None:
    page = refused(
        stage,
        "officer",
        f"/proposals/{code}/opinion/feasibility",
        f"/proposals/{code}/opinion/feasibility",
        favourable="yes",
        explanation="可行",
    )
    says(page, "商议中的提案")


def _object(stage: Stage, login: str, notice: str, code: str) -> str:
    page = stage.by(login).submit(
        f"/notices/{notice}/object", "/object", about=code, text="三号楼住户没有被征求过意见。"
    )
    return (
        page.path.rsplit("/", 1)[-1]
        if "/objections/" in page.path
        else page.link("/objections/").rsplit("/", 1)[-1]
    )


def _contract_fields(stage: Stage, work: executing.Work) -> dict[str, str]:
    today = stage.clock.at.date()
    return {
        "number": "早签",
        "amount": work.contract.plain(),
        "signed_on": f"{today:%Y-%m-%d}",
        "starts_on": f"{today + timedelta(days=1):%Y-%m-%d}",
        "ends_on": f"{today + timedelta(days=40):%Y-%m-%d}",
        "milestones-0-title": "全部",
        "milestones-0-weight": "100",
        "milestones-0-amount": work.contract.plain(),
        "milestones-0-due_on": f"{today + timedelta(days=30):%Y-%m-%d}",
    }


def _verify_milestone(stage: Stage, work: executing.Work) -> None:
    path = f"/projects/{work.code}/milestones/1"
    stage.by(work.contractor).submit(f"{path}/deliver", "/deliver", text="完成", alt="现场")
    says(refused(stage, "worker1", f"{path}/verify", f"{path}/verify", passed="yes"), "")
    stranger = next(v for v in executing.VOLUNTEERS if v not in work.supervisors)
    says(refused(stage, stranger, f"{path}/inspect", f"{path}/inspect", passed="yes"), "")
    stage.by(work.supervisors[0]).submit(f"{path}/inspect", "/inspect", passed="yes")
    stage.by("worker1").submit(f"{path}/verify", "/verify", passed="yes")


def payment(stage: Stage, work: executing.Work) -> None:
    """X7: the worker who verified also holds finance for a day: still not the third person."""
    stage.by(work.contractor).submit(
        f"/projects/{work.code}/payments/new",
        what="milestone:1",
        amount=work.parts[0].plain(),
        number="INV-1",
    )
    path = f"/projects/{work.code}/payments/2"
    says(refused(stage, "finance", path, f"{path}/release"), "核对")
    says(refused(stage, work.contractor, path, f"{path}/verify"), "不由您的角色")
    stage.by("admin").submit(
        "/people/FT",
        **{
            "giving-login": "worker2",
            "giving-role": "finance",
            "giving-from_on": f"{stage.clock.at:%Y-%m-%d}",
        },
    )
    stage.by("worker2").submit(path, "/verify")
    says(refused(stage, "worker2", path, f"{path}/release"), "另一个人")
    page = stage.by("finance").submit(path, "/release")
    says(page, "已拨付")
