"""The moderator says which proposals exclude each other (at one spot, or variants of one wish), until freezing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.voting import group_queries, group_rules
from micro_projects.voting.group_models import ExclusiveGroup, ExclusiveMember
from micro_projects.web.access import permit


def make(by: Actor, cycle: Cycle, reason: str, codes: Sequence[str], now: datetime) -> ExclusiveGroup:
    """At most one of these proposals can be funded."""
    permit(by, "ballot.group", cycle.place_id, cycle.path)
    require(not group_queries.is_frozen(cycle.id), group_rules.FROZEN)
    free = {proposal.code: proposal.id for proposal in group_queries.free(cycle.id)}
    group_rules.require_group(codes, free, len(group_queries.standing(cycle.id)))
    group = ExclusiveGroup(
        cycle_id=cycle.id,
        number=group_queries.next_number(cycle.id),
        reason=reason,
        made_by=by.id,
        made_at=now,
        ended_by=None,
        ended_at=None,
    )
    db.session.add(group)
    db.session.flush()
    chosen = sorted(set(codes))
    db.session.add_all(
        ExclusiveMember(group_id=group.id, proposal_id=free[code], ended_at=None) for code in chosen
    )
    db.session.flush()
    journal.write(by, "ballot.group", cycle.ref, now, number=group.number, proposals=chosen)
    return group


def end(by: Actor, cycle: Cycle, group: ExclusiveGroup, now: datetime) -> None:
    """They do not exclude each other after all."""
    permit(by, "ballot.ungroup", cycle.place_id, cycle.path)
    require(not group_queries.is_frozen(cycle.id), group_rules.FROZEN)
    require(group.ended_at is None, group_rules.ENDED)
    for member in group_queries.members(group.id):
        member.ended_at = now
    group.ended_by, group.ended_at = by.id, now
    db.session.flush()
    journal.write(by, "ballot.ungroup", cycle.ref, now, number=group.number)
