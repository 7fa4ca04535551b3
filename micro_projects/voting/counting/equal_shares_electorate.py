"""The electorate of a count by equal shares: whole costs, who may be bought, who supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from micro_projects.voting.counting.round_data import Ballot, Number, RoundData
from micro_projects.voting.counting.standing import Rule


@dataclass(frozen=True, slots=True)
class Electorate:
    """Projects by their place in the data. `unit`: of which every cost is a whole multiple, as in `costs`.

    `open`: those that can be bought (not withdrawn). `groups`: project → its exclusive groups.
    """

    voters: int
    unit: Number
    costs: tuple[int, ...]
    open: tuple[int, ...]
    groups: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, data: RoundData, rule: Rule) -> Electorate:
        """What of `data` and `rule` a run looks at."""
        unit, groups = data.step, rule.groups()
        return cls(
            data.cast,
            unit,
            tuple(int(Fraction(project.cost) / unit) for project in data.projects),
            tuple(place for place, project in enumerate(data.projects) if not project.withdrawn),
            {place: groups[p.id] for place, p in enumerate(data.projects) if p.id in groups},
        )


def backed(data: RoundData, ballot: Ballot) -> Iterable[str]:
    """The projects a ballot supports, each once: all it names, with points those it gave more than none."""
    if data.form == "points":
        return dict.fromkeys(
            p for p, points in zip(ballot.projects, ballot.points, strict=True) if points > 0
        )
    return dict.fromkeys(ballot.projects)
