"""The counting rules by name, and `count`: the result of one round.

A rule is a function Standing → Allocation in the table `RULES`; a new one is its module and one line here,
and its explanation one line in explain.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.voting.counting import equal_shares, greedy
from micro_projects.voting.counting.round_data import Number, RoundData
from micro_projects.voting.counting.scores import scores, votes
from micro_projects.voting.counting.standing import Allocation, Rule, Standing
from micro_projects.voting.counting.ties import Tie, Ties

UNKNOWN_RULE = Refusal(
    "unknown_rule",
    N_("没有叫作“%(rule)s”的计票规则。"),
    N_("可用的规则有：%(known)s。"),
    422,
)
NO_THRESHOLD = Refusal(
    "no_threshold",
    N_("规则 greedy_threshold 需要一个最低得分，这里没有给出。"),
    N_("请填写最低得分，或改用规则 greedy。"),
)
UNKNOWN_IN_GROUP = Refusal(
    "unknown_in_group",
    N_("互斥组“%(group)s”里的“%(project)s”不在选票上。"),
    N_("请核对互斥组的项目编号。"),
    422,
)

Method = Callable[[Standing], Allocation]

RULES: Mapping[str, Method] = MappingProxyType(
    {
        "greedy": partial(greedy.allocate, no_skip=False, threshold=False),
        "greedy_no_skip": partial(greedy.allocate, no_skip=True, threshold=True),
        "greedy_threshold": partial(greedy.allocate, no_skip=False, threshold=True),
        "mes": partial(equal_shares.allocate, rising=False, completed=False),
        "mes_add1": partial(equal_shares.allocate, rising=True, completed=False),
        "mes+greedy": partial(equal_shares.allocate, rising=False, completed=True),
        "mes_add1+greedy": partial(equal_shares.allocate, rising=True, completed=True),
    }
)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted round: what stood, and what the rule made of it.

    While `needs_lot` is not empty the winners are provisional: draw the public lot over the projects on
    the ballot and count again with `Ties("lot", order)`.
    """

    standing: Standing
    allocation: Allocation

    @property
    def data(self) -> RoundData:
        """What was counted."""
        return self.standing.data

    @property
    def rule(self) -> Rule:
        """By which rule."""
        return self.standing.rule

    @property
    def votes(self) -> Mapping[str, int]:
        """How many ballots name each project."""
        return self.standing.votes

    @property
    def scores(self) -> Mapping[str, Number]:
        """The figures the projects were ranked by."""
        return self.standing.scores

    @property
    def order(self) -> tuple[str, ...]:
        """All projects in rank order, ties decided; withdrawn ones at the end."""
        return tuple(turn.project for turn in self.allocation.turns)

    @property
    def winners(self) -> tuple[str, ...]:
        """The funded projects, in the order in which they were funded."""
        return self.allocation.winners

    @property
    def spent(self) -> Number:
        """What the winners cost together."""
        return self.allocation.spent

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie whose order changed who is funded."""
        return self.allocation.ties

    @property
    def needs_lot(self) -> tuple[Tie, ...]:
        """The ties that only a public lot can decide and that it has not decided yet."""
        return tuple(tie for tie in self.ties if tie.undrawn)


def count(data: RoundData, rule: Rule, ties: Ties) -> Count:
    """Count `data` by `rule`, equal projects ordered by `ties`. Exact, and the same for every order of
    ballots. Refused for an unknown rule, a missing threshold, a group naming no project."""
    require(rule.name in RULES, UNKNOWN_RULE, rule=rule.name, known=", ".join(RULES))
    require(rule.name != "greedy_threshold" or rule.min_score is not None, NO_THRESHOLD)
    places = {project.id: place for place, project in enumerate(data.projects)}
    for group, members in rule.exclusive.items():
        for project in sorted(members):
            require(project in places, UNKNOWN_IN_GROUP, group=group, project=project)
    named = votes(data)
    scored = dict(named) if data.form == "approval" else scores(data)
    standing = Standing(data, rule, ties, named, scored, places)
    return Count(standing, RULES[rule.name](standing))
