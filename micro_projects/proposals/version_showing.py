"""What changed between two texts of a proposal, field by field and word by word."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from micro_projects.cycles.pack import KINDS
from micro_projects.kernel import word_diff
from micro_projects.proposals.rules import Text


class FieldChange(NamedTuple):
    """A field that reads differently."""

    label: str
    changes: list[word_diff.Change]


def field_changes(old: Text, new: Text) -> list[FieldChange]:
    """The fields in which two texts differ, in the order they are read."""
    shown = [
        (_("标题"), old.title, new.title),
        (_("现在有什么问题"), old.problem, new.problem),
        (_("希望怎么办"), old.wish, new.wish),
        (_("地点"), old.location, new.location),
        (_("哪些人受益"), old.beneficiaries, new.beneficiaries),
        (_("类别"), _(KINDS[old.kind]), _(KINDS[new.kind])),
        (_("估算"), str(old.estimate), str(new.estimate)),
    ]
    return [FieldChange(label, word_diff.changes(a, b)) for label, a, b in shown if a != b]
