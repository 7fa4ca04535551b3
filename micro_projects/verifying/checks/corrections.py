"""`corrections`: what supersedes something points back, at an entry of the same subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from micro_projects.verifying.case import Case
from micro_projects.verifying.report import Checked, Line, cannot, fault

_AGAIN = re.compile(r"\.[2-9]$|\.[1-9][0-9]+$")
"""The number of a supplementary notice: ``FT-LH-2026-D2.2`` is about the same as ``FT-LH-2026-D2``."""


def corrections(case: Case) -> Iterator[Line]:
    """Check every pointer back."""
    for log in case.logs.values():
        for index, entry in sorted(log.entries.items()):
            back = entry.supersedes
            if back is None:
                continue
            if back >= index:
                yield fault(entry.where, "points_ahead", index=back)
            elif back not in log.subjects:
                yield cannot(entry.where, "corrected_missing", index=back)
            elif _same(log.subjects[back][1]) != _same(entry.subject):
                yield fault(entry.where, "other_subject", index=back)
            else:
                yield Checked(1)


def _same(subject: str) -> str:
    return _AGAIN.sub("", subject)
