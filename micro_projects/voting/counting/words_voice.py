"""How explanations speak: a language, amounts, names. The language is injected, so the package needs no catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.explained import MoreOf
from micro_projects.voting.counting.figures import grouped
from micro_projects.voting.counting.round_data import Number

ONE = {"votes": N_("1 票"), "points": N_("1 分")}
MANY = {"votes": N_("%(figure)s 票"), "points": N_("%(figure)s 分")}
ONE_MORE = {
    "voters": N_("投过票的人里再有 1 人也选它"),
    "best": N_("投过票、钱剩得最多的人里再有 1 人也选它"),
    "points": N_("它再多 1 分"),
}
MORE = {
    "voters": N_("投过票的人里再有 %(figure)s 人也选它"),
    "best": N_("投过票、钱剩得最多的人里再有 %(figure)s 人也选它"),
    "points": N_("它再多 %(figure)s 分"),
}
QUOTED = N_("“%(name)s”")
COMMA = N_("、")
NOBODY = N_("没有项目")

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak: `translate` a message id, print an amount as `money`, call a project by its name."""

    translate: Translate = str
    money: Callable[[Number], str] = grouped
    names: Mapping[str, str] | None = None

    def say(self, words: str, **facts: str) -> str:
        """The message with its places filled."""
        return self.translate(words) % facts

    def name(self, project: str) -> str:
        """What people call it."""
        return (self.names or {}).get(project) or project

    def list(self, projects: Iterable[str]) -> str:
        """Their names in a row; says so when there are none."""
        named = [self.say(QUOTED, name=self.name(project)) for project in projects]
        return self.row(named) or self.translate(NOBODY)

    def row(self, said: Iterable[str]) -> str:
        """One after the other."""
        return self.translate(COMMA).join(said)

    def text(self, said: Iterable[str]) -> str:
        """Sentences as one paragraph."""
        spaced = self.translate(COMMA).endswith(" ")
        return (" " if spaced else "").join(said)

    def figure(self, value: Number, form: str) -> str:
        """A score with its unit."""
        unit = "votes" if form == "approval" else "points"
        return self.translate(ONE[unit]) if value == 1 else self.say(MANY[unit], figure=grouped(value))

    def share(self, value: Number) -> str:
        """What everybody had at the start, rounded down to hundredths of the unit."""
        return self.money(Fraction(int(value * 100), 100))

    def more(self, value: int, of: MoreOf) -> str:
        """So many more people, or points."""
        return self.translate(ONE_MORE[of]) if value == 1 else self.say(MORE[of], figure=grouped(value))
