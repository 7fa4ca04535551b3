"""P11 on paper: three residents without an account vote at the counter; two workers read the box, a third settles."""

from __future__ import annotations

from sqlalchemy import select

from micro_projects.demo.stage import Stage
from micro_projects.extensions import db
from micro_projects.people.models import Account, RollEntry
from micro_projects.voting import paper_numbers, paper_sheet_queries, queries
from micro_projects.voting.models import RoundVoter

READ_FIRST, READ_SECOND, SETTLED = ("1 2", "2", "1"), ("1 2", "2", "0"), "1"
"""What is typed for each ballot: the last one is read differently, and settled."""


def without_account(round_id: int, most: int, after: int = 0) -> list[tuple[str, str]]:
    """Voters who have no account, but the first `after`: household and the entry's code."""
    query = (
        select(RollEntry.household, RollEntry.code)
        .join(RoundVoter, RoundVoter.entry_id == RollEntry.id)
        .outerjoin(Account, Account.person_id == RollEntry.person_id)
        .where(RoundVoter.round_id == round_id, Account.person_id.is_(None))
        .order_by(RollEntry.id)
        .limit(most)
        .offset(after)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def hand_in(stage: Stage, code: str) -> None:
    """Print a sheet for each, hand them out, register their stubs."""
    worker, paper = stage.by("worker1"), f"/rounds/{code}/paper"
    with stage.app.app_context():
        voters = without_account(queries.round_or_404(code).id, len(READ_FIRST))
    sheets = len(voters)
    run = worker.submit(paper, "/paper", sheets=str(sheets)).path
    worker.submit(run, "/sheets.pdf")
    worker.submit(run, "/count")
    stack = {"first": paper_numbers.stub(1), "last": paper_numbers.stub(sheets)}
    worker.submit(f"{paper}/stacks", "/out", **stack)
    for number, (household, entry) in enumerate(voters, start=1):
        page = worker.submit(f"{paper}/hand-in", "/hand-in", who=household)
        worker.send(page, "/voter", voter=entry, stub=paper_numbers.stub(number))
    stage.step("P11", f"{sheets} 位居民到窗口交纸质选票", paper)


def read(stage: Stage, code: str) -> None:
    """Open the box: read twice, one difference settled by a third, finished."""
    paper = f"/rounds/{code}/paper"
    with stage.app.app_context():
        box = paper_sheet_queries.serials(queries.round_or_404(code).id)
    for login, marks in (("worker1", READ_FIRST), ("worker2", READ_SECOND)):
        for serial, typed in zip(box, marks, strict=True):
            stage.by(login).submit(f"{paper}/entry", "/entry", serial=serial, marks=typed)
        stage.by(login).submit(f"{paper}/entry", "/entry/finish")
    stage.by("worker3").submit(f"{paper}/differences/{box[-1]}", f"/{box[-1]}", marks=SETTLED)
    page = stage.by("worker1").submit(f"{paper}/finish", "/finish", in_box=str(len(box)))
    stage.step("P11", "纸质选票两人录入，一张由第三人裁定", page)
