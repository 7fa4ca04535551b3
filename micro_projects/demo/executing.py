"""X1–X11: supervisors drawn, quotations opened, work done and looked at, paid by three people, accepted, settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from micro_projects.demo import meeting, proposing
from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.pictures import picture
from micro_projects.demo.stage import Stage
from micro_projects.funds import queries as ledger
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import ZERO, Money
from micro_projects.people.models import Account
from micro_projects.projects import queries as projects
from micro_projects.projects.models import Contractor
from micro_projects.web.show import ZONE

FIRMS = {
    "contractor1": ("青禾安居工程有限公司", "91440300DEMO000015", "青禾区工业路 3 号", "0000-2000001"),
    "contractor2": ("莲花便民服务中心", "91440300DEMO000023", "莲花路 66 号", "0000-2000002"),
    "contractor3": ("福田坊适老改造有限公司", "91440300DEMO000031", "福田坊街 12 号", "0000-2000003"),
}
VOLUNTEERS = [f"resident{n:02d}" for n in range(40, 48)]
FIRST, LAST = 60, 40
"""The two milestones' weights."""


@dataclass(slots=True)
class Work:
    """A project being carried out, as the script remembers it."""

    code: str
    title: str
    approved: Money
    contractor: str = "contractor1"
    supervisors: Sequence[str] = ()
    contract: Money = ZERO
    advance: Money = ZERO
    parts: tuple[Money, Money] = (ZERO, ZERO)
    payments: int = 0


def known(stage: Stage, code: str) -> Work:
    """The project born of an approved proposal (X1: its money is committed)."""
    with stage.app.app_context():
        project = projects.project(code)
        stage.step("X1", f"立项并预留资金 {project.approved}", f"/projects/{code}")
        return Work(code, project.title, project.approved)


def register(stage: Stage) -> None:
    """Firms enter themselves in the public register."""
    for login, (name, credit_code, address, phone) in FIRMS.items():
        stage.by(login).submit(
            "/contractor", name=name, credit_code=credit_code, address=address, phone=phone
        )


def draw_supervisors(stage: Stage, works: Sequence[Work]) -> None:
    """X2: residents put themselves forward; a public lot draws."""
    for n, work in enumerate(works):
        for k in range(4):
            login = VOLUNTEERS[(n + 2 * k) % len(VOLUNTEERS)]
            stage.by(login).submit(f"/projects/{work.code}/supervise", "/supervise", declared="y")
    stage.pass_days(7)
    lots = []
    due = stage.clock.at + timedelta(days=1)
    for work in works:
        page = stage.by("worker1").submit(
            f"/projects/{work.code}/supervise/lot",
            "/lot",
            number_source=f"福利彩票 3D {due:%Y%m%d} 期开奖号码",
            number_due_at=f"{due.astimezone(ZONE):%Y-%m-%dT%H:%M}",
        )
        lots.append(page.path)
    stage.go(due + timedelta(hours=1))
    for work, lot in zip(works, lots, strict=True):
        for login in ("worker1", "affairs"):
            stage.by(login).submit(lot, "/number", number="407")
        work.supervisors = _supervisors(stage, work.code)
        stage.step("X2", f"公开抽签产生监督员 {len(work.supervisors)} 人", lot)


def _supervisors(stage: Stage, code: str) -> list[str]:
    from micro_projects.extensions import db

    with stage.app.app_context():
        drawn = sorted(calls("supervisors", "project", projects.project(code).id))
        return [db.session.get_one(Account, person).login for person in drawn]


def procure(stage: Stage, works: Sequence[Work]) -> None:
    """X3: invited, quoted sealed, opened together, awarded with a reason, on notice."""
    invite(stage, works)
    for work in works:
        award(stage, work)
    for work in works:
        proposing.see_through(stage, f"{work.code}-E1")


def invite(stage: Stage, works: Sequence[Work]) -> None:
    """Invitations; three firms quote, sealed; the hour of opening comes."""
    opens = stage.clock.at + timedelta(days=5)
    for work in works:
        stage.by("officer").submit(
            f"/projects/{work.code}/procure",
            text=f"{work.title}：按立项文本报价，含材料、人工、运输和一年质保，工期不超过 40 天。",
            opens_at=f"{opens.astimezone(ZONE):%Y-%m-%dT%H:%M}",
        )
        for login, share in (("contractor1", 97), ("contractor2", 99), ("contractor3", 96)):
            amount = Money(work.approved.fen * share // 10_000 * 100)
            stage.by(login).submit(
                f"/projects/{work.code}/quote", amount=amount.plain(), text="含全部材料和人工，35 天完成。"
            )
    stage.go(opens + timedelta(minutes=5))


def award(stage: Stage, work: Work) -> None:
    """Opened before everybody; the lowest is chosen, with a reason."""
    stage.by("worker1").submit(f"/projects/{work.code}/procurement", "/procurement/open")
    page = stage.by("officer").get(f"/projects/{work.code}/award")
    firm = page.form("/award", frozenset({"contractor"})).choices["contractor"][0]
    page = stage.by("officer").send(page, "/award", contractor=firm, reason="报价最低，两年内无不良记录。")
    work.contractor, work.contract = _awarded(stage, work.code)
    stage.step("X3", "三家报价当众开启，确定中选单位并公示", page)


def _awarded(stage: Stage, code: str) -> tuple[str, Money]:
    """Who was chosen, and for how much."""
    from micro_projects.extensions import db

    with stage.app.app_context():
        award = projects.award(projects.project(code).id)
        assert award is not None
        firm = db.session.get_one(Contractor, award.contractor_id)
        return db.session.get_one(Account, firm.person_id).login, award.amount


def contract(stage: Stage, works: Sequence[Work]) -> None:
    """X4: signed with milestones and a payment plan; work begins."""
    today = stage.clock.at.astimezone(ZONE).date()
    for n, work in enumerate(works, 1):
        work.advance = Money(work.contract.fen * 20 // 100 // 100 * 100)
        first = Money((work.contract - work.advance).fen * FIRST // 100 // 100 * 100)
        work.parts = (first, work.contract - work.advance - first)
        rows: dict[str, str] = {}
        for k, (title, weight, amount, days) in enumerate(
            (("材料进场、主体完成", FIRST, work.parts[0], 20), ("收尾、清场、试用", LAST, work.parts[1], 38))
        ):
            rows |= {
                f"milestones-{k}-title": title,
                f"milestones-{k}-evidence": "现场照片和材料合格证",
                f"milestones-{k}-weight": str(weight),
                f"milestones-{k}-amount": amount.plain(),
                f"milestones-{k}-due_on": f"{today + timedelta(days=days):%Y-%m-%d}",
            }
        page = stage.by("officer").submit(
            f"/projects/{work.code}/contract",
            number=f"福街办微合〔{today.year}〕{n:02d}",
            amount=work.contract.plain(),
            advance=work.advance.plain(),
            signed_on=f"{today:%Y-%m-%d}",
            starts_on=f"{today + timedelta(days=1):%Y-%m-%d}",
            ends_on=f"{today + timedelta(days=40):%Y-%m-%d}",
            **rows,
        )
        stage.step("X4", f"签订合同 {work.contract}", page)
    stage.pass_days(1)
    for work in works:
        stage.by("worker1").submit(f"/projects/{work.code}/start")
        pay(stage, work, "advance", work.advance)


def pay(stage: Stage, work: Work, what: str, amount: Money) -> None:
    """X7: asked for by the contractor, verified by a worker, released by finance: three people."""
    work.payments += 1
    stage.by(work.contractor).submit(
        f"/projects/{work.code}/payments/new",
        what=what,
        amount=amount.plain(),
        number=f"{work.code[-3:]}{stage.clock.at:%y%m}{work.payments:02d}",
    )
    path = f"/projects/{work.code}/payments/{work.payments}"
    stage.by("worker2").submit(path, "/verify")
    page = stage.by("finance").submit(path, "/release")
    stage.step("X7", f"拨付 {amount}，三人经手", page)


def visit(stage: Stage, work: Work) -> None:
    """A supervisor goes and looks, unannounced."""
    page = stage.by(work.supervisors[-1]).submit(
        f"/projects/{work.code}/visits/new",
        visited_on=f"{stage.clock.at.astimezone(ZONE):%Y-%m-%d}",
        text="围挡齐全，材料堆放整齐，没有占用通道。",
    )
    stage.step("X5", "监督员到现场巡查", page)


def milestone(stage: Stage, work: Work, number: int) -> None:
    """X5: shown by the contractor, looked at by a supervisor, confirmed by a worker."""
    path = f"/projects/{work.code}/milestones/{number}"
    stage.by(work.contractor).submit(
        f"{path}/deliver",
        "/deliver",
        files={"photo": ("site.jpg", picture(work.code, number), "image/jpeg")},
        text="按图施工完成，材料合格证附后。",
        alt=f"{work.title}第{number}个节点完成后的现场",
    )
    stage.pass_days(1)
    stage.by(work.supervisors[0]).submit(
        f"{path}/inspect", "/inspect", passed="yes", text="到现场看过，做得结实。"
    )
    page = stage.by("worker1").submit(f"{path}/verify", "/verify", passed="yes", text="与合同一致。")
    stage.step("X5", f"节点 {number} 提交、查验、核实", page)
    pay(stage, work, f"milestone:{number}", work.parts[number - 1])


def vary(stage: Stage, work: Work) -> None:
    """X6: more than a tenth: the council's motion, the officer's confirmation, a notice, a supplement."""
    more = Money(work.contract.fen * 12 // 100 // 100 * 100)
    page = stage.by("worker1").get(f"/projects/{work.code}/vary")
    last = page.form("/vary", frozenset({"milestone"})).choices["milestone"][-1]
    stage.by("worker1").send(
        page,
        "/vary",
        milestone=last,
        direction="more",
        amount=more.plain(),
        days="5",
        reason="开挖后发现旧管线，需要改道并加固基础。",
    )
    session = meeting.hold(stage, COMMUNITY, lambda text: (14, 1, 1))
    stage.by("officer").submit(f"/projects/{work.code}/variation", "/variation")
    proposing.see_through(stage, f"{work.code}-E6")
    work.parts = (work.parts[0], work.parts[1] + more)
    stage.step("X6", f"追加 {more}：议事会表决、街道确认、公示", f"/sessions/{session}")


def accept(stage: Stage, works: Sequence[Work], *, rectified: Work | None) -> None:
    """X8: asked for with photos, co-signed by a supervisor (one finds fault first), confirmed, handed over."""
    for work in works:
        _request_acceptance(stage, work)
        if work is rectified:
            supervisor, path = stage.by(work.supervisors[0]), f"/projects/{work.code}/acceptance/cosign"
            failed = supervisor.get(path).form("/cosign").choices["failed"][0]
            supervisor.submit(path, "/cosign", failed=failed, text="有一处边角没有打磨，容易划手。")
            stage.pass_days(2)
            _request_acceptance(stage, work)
        stage.by(work.supervisors[0]).submit(f"/projects/{work.code}/acceptance/cosign", "/cosign")
        today = stage.clock.at.astimezone(ZONE).date()
        page = stage.by("officer").submit(
            f"/projects/{work.code}/acceptance/accept",
            "/accept",
            signed_by="管养单位经办人",
            signed_on=f"{today:%Y-%m-%d}",
            in_use_on=f"{today:%Y-%m-%d}",
        )
        stage.step("X8", "监督员会签，街道确认验收，移交管养单位", page)
    for work in works:
        proposing.see_through(stage, f"{work.code}-E3")


def _request_acceptance(stage: Stage, work: Work) -> None:
    stage.by(work.contractor).submit(
        f"/projects/{work.code}/acceptance/request",
        files={
            "before": ("before.jpg", picture(work.code, 0), "image/jpeg"),
            "after": ("after.jpg", picture(work.code, 9), "image/jpeg"),
        },
        text="全部完成，现场已清理。",
        before_alt="改造前",
        after_alt="改造后",
    )


def settle(stage: Stage, works: Sequence[Work]) -> None:
    """X9: final account; what is left goes back to the pool, the retention stays in its own account."""
    for work in works:
        page = stage.by("finance").submit(
            f"/projects/{work.code}/settle", text="按合同和核实工程量决算，无争议。"
        )
        stage.step("X9", "决算，结余退回资金池，质保金单列", page)


def evaluate(stage: Stage, works: Sequence[Work]) -> None:
    """X10: thirty days after use began residents are asked whether it was solved; then each is closed."""
    stage.until(lambda: _state(stage, works[-1].code) == "evaluating", 60, "residents are asked")
    for n, work in enumerate(works):
        for k in range(10):
            good = k > n % 3
            stage.by(f"resident{k * 5 + 3:02d}").submit(
                f"/projects/{work.code}/evaluate",
                solved="yes" if good else "no",
                satisfaction="5" if good else "3",
            )
        stage.step("X10", "居民评价", f"/projects/{work.code}")
    done = ("closed", "closed_with_reservations")
    stage.until(lambda: all(_state(stage, w.code) in done for w in works), 40, "projects are closed")


def release_retention(stage: Stage, code: str) -> None:
    """X11: after its date, with no open defect, the retention is paid out by three people."""
    with stage.app.app_context():
        project = projects.project(code)
        until, held = project.retention_until, ledger.balance(project.id, "retention")
        login = _awarded(stage, code)[0]
        number = 1 + len(projects.payments(project.id))
    assert until is not None
    stage.go(datetime.combine(until, time(10), ZONE), timedelta(days=20))
    work = Work(code, project.title, project.approved, contractor=login, payments=number - 1)
    pay(stage, work, "retention", held)
    stage.step("X11", f"质保期满，退还质保金 {held}", f"/projects/{code}")


def _state(stage: Stage, code: str) -> str:
    with stage.app.app_context():
        return projects.project(code).state
