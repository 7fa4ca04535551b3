"""A round as a file tells it: whatever the format, one plain value to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from micro_projects.voting.counting.pabulib_problems import Note
from micro_projects.voting.counting.round_data import Ballot, Form, Number, Project, RoundData
from micro_projects.voting.counting.told_terms import Told


@dataclass(frozen=True, slots=True)
class Published:
    """A project as published. `votes`, `score` are the official figures, None when not given;
    `selected` is the official mark: "1" a winner, "2" and "3" special cases, "" not given."""

    project: Project
    votes: Number | None
    score: Number | None
    selected: str
    line: int


@dataclass(frozen=True, slots=True)
class RoundFile:
    """One file: META as written, projects in file order, distinct ballots, what was odd.

    `digest` is the SHA-256 of the file's bytes, in hex: it says which data a result is about. `told`: how it
    was counted, where the file says it in full (ours do)."""

    meta: Mapping[str, str]
    published: tuple[Published, ...]
    ballots: tuple[tuple[Ballot, int], ...]
    budget: Number
    form: Form
    notes: tuple[Note, ...]
    digest: str
    told: Told | None = None
    borda_top: int | None = None

    def data(self, budget: Number | None = None) -> RoundData:
        """What to count; `budget` instead of the file's own."""
        projects = tuple(published.project for published in self.published)
        of = self.budget if budget is None else budget
        return RoundData(projects, self.ballots, of, self.form, self.borda_top)

    def official_winners(self) -> frozenset[str]:
        """Rows marked with exactly 1."""
        return frozenset(p.project.id for p in self.published if p.selected == "1")
