"""P10–P14: the round, its ballots, the council's adoption, the sub-district's approval."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from micro_projects.demo import by_code, on_paper
from micro_projects.demo.ideas import Idea
from micro_projects.demo.stage import Stage
from micro_projects.journal import queries as subjects
from micro_projects.voting import queries as rounds

VOTERS = [f"resident{n:02d}" for n in range(1, 61)] + [f"council{n:02d}" for n in range(1, 22)]


def state_of(stage: Stage, code: str) -> str:
    """A round's state; empty before there is one."""
    with stage.app.app_context():
        found = subjects.subject("round", code)
        return rounds.by_id(found.id).state if found else ""


def closing(stage: Stage, code: str) -> datetime:
    """A round's closing minute."""
    with stage.app.app_context():
        return rounds.round_or_404(code).closes_at


def vote(stage: Stage, code: str, liked: dict[str, Idea], voters: int = 56) -> None:
    """P10, P11: opened by the clock; residents vote, three on paper, two by code; closed, read, opened, counted."""
    stage.until(lambda: state_of(stage, code) == "open", 60, f"round {code} opens")
    stage.step("P10", "投票轮次冻结并开放", f"/rounds/{code}")
    stage.go(stage.clock.at + timedelta(hours=10))
    chance = Random(2026)
    for login in VOTERS[:voters]:
        cast(stage, code, login, _choose(chance, liked))
    cast(stage, code, VOTERS[0], list(liked)[:2])
    stage.step("P11", f"{voters} 人投票，一人改投", f"/rounds/{code}")
    on_paper.hand_in(stage, code)
    by_code.vote(stage, code, list(liked)[:2])
    stage.go(closing(stage, code) + timedelta(minutes=1))
    stage.until(lambda: state_of(stage, code) == "entering", 6, f"the box of {code} may be opened")
    stage.to_hour(9)
    on_paper.read(stage, code)
    stage.until(lambda: state_of(stage, code) == "counted", 6, f"round {code} is counted")
    stage.step("P11", "截止、开票、计票", f"/rounds/{code}/result")


def _choose(chance: Random, liked: dict[str, Idea]) -> list[str]:
    weighed = sorted(liked, key=lambda code: chance.random() * (1 + liked[code].liked), reverse=True)
    return weighed[: chance.choice((2, 3, 3))]


def cast(stage: Stage, code: str, login: str, choices: list[str]) -> None:
    """Choose, look again, cast."""
    voter = stage.by(login)
    page = voter.submit(f"/rounds/{code}/vote", "/vote", choices=choices)
    page = voter.send(page, "/ballot")
    assert page.path.endswith("/ballot"), page.text
    assert page.heading == "您的选票已记录", page.text


def approve(stage: Stage, code: str, number: int, *, ground: str = "", reason: str = "") -> None:
    """P14: the officer records the sub-district meeting's decision."""
    page = stage.by("officer").submit(
        f"/proposals/{code}/decision",
        approved="no" if ground else "yes",
        meeting_number=f"福街办会纪〔{stage.clock.at.year}〕{number} 号",
        meeting_on=f"{stage.clock.at:%Y-%m-%d}",
        ground=ground,
        reason=reason,
    )
    stage.step("P14", "街道不予审定" if ground else "街道审定，立项", page)
