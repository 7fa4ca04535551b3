"""A transition table as data: the states of one kind of subject and the acts that move it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from micro_projects.kernel.refusal import N_, Refusal, require

WRONG_STATE = Refusal(
    "wrong_state",
    N_("这件事现在不处在可以办理这一步的状态。可能别人刚刚已经办理，或者这个页面已经过时。"),
    N_("请返回并刷新页面，查看最新进展。"),
)

CLOCK = "clock"
"""The holder of steps that only the clock takes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: `act`, taken by one of `by` (roles, or `CLOCK`), moves `source` to `target`."""

    source: str
    act: str
    target: str
    by: frozenset[str]
    rule: str


def step(source: str, act: str, target: str, by: str, rule: str) -> Step:
    """A row; `by` is a space separated list of roles."""
    return Step(source, act, target, frozenset(by.split()), rule)


class Machine:
    """The states of one kind; the first step's source is where its life begins.

    `finals` are the states it may rest in for ever; only an appeal or a voided vote leads out of one. A
    table in which something could get stuck (invariant 14),
    or a state is misspelt, is refused at import with ValueError.
    """

    def __init__(self, kind: str, steps: Iterable[Step], finals: Iterable[str]) -> None:
        self.kind = kind
        self.steps = tuple(steps)
        self.finals = frozenset(finals)
        self.start = self.steps[0].source
        self.states = frozenset(s.source for s in self.steps) | frozenset(s.target for s in self.steps)
        self._sources: dict[str, dict[str, str]] = {}
        for s in self.steps:
            targets = self._sources.setdefault(s.act, {})
            if targets.get(s.source, s.target) != s.target:
                raise ValueError(f"{kind}: {s.act} from {s.source} has two targets")
            targets[s.source] = s.target
        faults = {what: sorted(states) for what, states in self._faults().items() if states}
        if faults:
            raise ValueError(f"{kind}: {faults}")

    def _faults(self) -> dict[str, AbstractSet[str]]:
        """States that break a promise, by what is wrong with them."""
        forward = {(s.source, s.target) for s in self.steps}
        backward = {(target, source) for source, target in forward}
        left = {s.source for s in self.steps}
        return {
            "stuck": self.states - self.finals - left,
            "finals nothing leads to": self.finals - self.states,
            "never reached": self.states - _reached({self.start}, forward),
            "going round for ever": self.states - _reached(self.finals, backward) if self.finals else set(),
            "steps that nobody takes": {f"{s.source} {s.act}" for s in self.steps if not s.by},
        }

    def target(self, state: str, act: str) -> str:
        """The state after `act`; refused when the table has no such step."""
        targets = self._sources[act]
        require(state in targets, WRONG_STATE, state=state, act=act)
        return targets[state]

    def can(self, state: str, act: str) -> bool:
        """Whether the table has a step `act` from `state`."""
        return state in self._sources[act]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every (from, to) the table allows, for the database's own trigger."""
        return iter(sorted({(s.source, s.target) for s in self.steps}))


def _reached(starts: AbstractSet[str], edges: AbstractSet[tuple[str, str]]) -> set[str]:
    """Everything the `edges` lead to from `starts`, those included."""
    reached: set[str] = set()
    ahead = set(starts)
    while ahead:
        reached |= ahead
        ahead = {target for source, target in edges if source in ahead} - reached
    return reached
