"""Opinions and conditions of the ballot for tests, by the acts people take."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from micro_projects.deliberation import opinion_actions
from micro_projects.deliberation.opinion_actions import Given
from micro_projects.deliberation.opinion_rules import Item
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.proposals import condition_actions, risk_actions
from micro_projects.proposals.condition_actions import Promise
from micro_projects.proposals.condition_rules import ASPECTS, CONDITIONS, Aspect
from micro_projects.proposals.models import Proposal

SAFE = [Aspect(key) for key in ASPECTS]
"""Nothing may go wrong anywhere."""


def risky(likelihood: int, severity: int, aspect: str = "noise") -> list[Aspect]:
    """One aspect of that likelihood and severity."""
    words = ("二栋住户", "施工吵", "只在白天施工")
    return [Aspect(key, likelihood, severity, *words) if key == aspect else Aspect(key) for key in ASPECTS]


def opine(by: Actor, proposal: Proposal, price: Money, now: datetime) -> None:
    """Feasible, at a price of one item."""
    opinion_actions.give_opinion(by, proposal, Given("feasibility"), now)
    opinion_actions.give_opinion(by, proposal, priced(price), now)


def priced(price: Money) -> Given:
    """A price of one item."""
    return Given("price", items=[Item("全部工作", "项", 1000, price)])


def lawful(by: Actor, proposal: Proposal, now: datetime) -> None:
    """A legality opinion by the community's counsel."""
    given = Given("legality", capacity="counsel", given_by="莲花社区法律顾问")
    opinion_actions.give_opinion(by, proposal, given, now)


def document(by: Actor, proposal: Proposal, now: datetime) -> int:
    """A signed document that is kept, not public."""
    row = File(
        token=secrets.token_urlsafe(12),
        subject_id=proposal.id,
        place_id=proposal.place_id,
        path=proposal.path,
        by_id=by.id,
        media="application/pdf",
        size=3,
        sha256=hashlib.sha256(b"pdf").digest(),
        width=None,
        height=None,
        alt="盖章文件",
        public=False,
        uploaded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def consent(by: Actor, proposal: Proposal, now: datetime) -> Promise:
    """The owners' written consent."""
    file = document(by, proposal, now)
    return Promise(
        "consent",
        "committee",
        "三号院业主委员会",
        "同意在公共部位实施。",
        site="三号楼前空地",
        signed_by="王主任",
        signed_on=date(2026, 1, 5),
        file_id=file,
    )


def maintainer(by: Actor, proposal: Proposal, now: datetime) -> Promise:
    """A maintainer's word."""
    return Promise(
        "maintainer",
        "manager",
        "莲花物业服务中心",
        "接收管养。",
        yearly_cost=Money.yuan(1200),
        starts_on=date(2026, 12, 1),
        signed_by="李经理",
        signed_on=date(2026, 1, 5),
        file_id=document(by, proposal, now),
    )


def meet(by: Actor, proposal: Proposal, now: datetime, kinds: Iterable[str] = tuple(CONDITIONS)) -> None:
    """The conditions of P10, all or some."""
    for kind in kinds:
        if kind == "risk":
            risk_actions.assess_risk(by, proposal, "街道平安办", SAFE, now)
        elif kind == "legality":
            lawful(by, proposal, now)
        else:
            given = (consent if kind == "consent" else maintainer)(by, proposal, now)
            condition_actions.record_promise(by, proposal, given, now)
