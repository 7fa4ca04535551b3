"""What a round freezes but its dates: the list, the money, the rule, the roll, as it is disclosed and hashed (P10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.people.models import RollEntry
from micro_projects.voting import rules
from micro_projects.voting.models import RoundProject

NUMBER_SOURCE = N_("抽签名单公布后第一期中国福利彩票3D开奖号码")


def frozen(cycle: Cycle, subject: SubjectRow, lines: Sequence[RoundProject]) -> dict[str, Any]:
    """All that is fixed but the dates, as it is disclosed."""
    pack, budget = cycle.pack, _budget(cycle)
    return {
        "round": subject.code,
        "projects": [
            {
                "code": line.code,
                "cost": line.cost.fen,
                "group": line.exclusive_group,
                "text_hash": as_hex(line.text_hash),
            }
            for line in lines
        ],
        "budget": budget.fen,
        "form": pack.ballot_form,
        "most": min(pack.ballot_choices, len(lines)),
        "points": pack.ballot_points if pack.ballot_form == "points" else 0,
        "rule": pack.rule,
        "least_floor": pack.min_score_floor,
        "least_share": pack.min_score_share,
        "add_step": pack.add_step,
        "overshoot": rules.overshoot(pack.overshoot, budget, _urgent_reserve(cycle)),
        "ties": ["cost", "lot"],
        "number_source": NUMBER_SOURCE,
        "unit": pack.unit,
        "roll_size": _roll_size(pack.unit, subject.place_id),
        "min_turnout": pack.min_turnout,
        "extension_days": pack.extension_days,
        "channels": pack.channels.split(),
        "entering_days": pack.entering_days,
        "receipts": pack.receipts,
        "keepers": pack.key_keepers,
        "resolve_by": pack.resolve_by,
        "pack_hash": as_hex(cycle.pack_hash),
    }


def _budget(cycle: Cycle) -> Money:
    """The pack's, or less where the pool holds less."""
    budget = cycle.pack.round_budget()
    if calls.knows("pool_available", "cycle"):
        available: Money | None = calls("pool_available", "cycle", cycle.id)
        if available is not None:
            budget = min(budget, available)
    return budget


def _urgent_reserve(cycle: Cycle) -> Money:
    """What the last project may take beyond the budget: no more than this."""
    if calls.knows("urgent_available", "cycle"):
        available: Money = calls("urgent_available", "cycle", cycle.id)
        return available
    return cycle.pack.share(cycle.pack.urgent_reserve, Money(cycle.pack.pool))


def voters(unit: str, place_id: int) -> Any:
    """The entries that may vote: every resident, or of each household the one that stands first on the roll."""
    in_force = (RollEntry.place_id == place_id, RollEntry.removed_at.is_(None))
    query = select(RollEntry.id).where(*in_force)
    if unit == "household":
        first = (
            select(func.min(RollEntry.id))
            .where(*in_force, RollEntry.household != "")
            .group_by(RollEntry.household)
        )
        query = query.where(or_(RollEntry.household == "", RollEntry.id.in_(first)))
    return query


def _roll_size(unit: str, place_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(voters(unit, place_id).subquery())) or 0


def as_hex(value: bytes | None) -> str | None:
    """A hash as it is disclosed."""
    return None if value is None else value.hex()
