"""Every disclosure read once, in the log's order: leaf and content are checked as it goes by, and what later
checks rest on is kept."""

from __future__ import annotations

from micro_projects.verifying import shape
from micro_projects.verifying.case import KEPT, Case, Log
from micro_projects.verifying.checks.content import content
from micro_projects.verifying.checks.leaf import entry_of
from micro_projects.verifying.limits import MOST_KEPT
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.reading.record import Told
from micro_projects.verifying.report import Fault, Report, Unreadable, cannot, fault


def load(case: Case, report: Report, progress: Progress) -> None:
    """Read and check every disclosure of every log."""
    kept = 0
    for log in case.logs.values():
        size = log.head.size if log.head else 0
        seen: set[int] = set()
        told = case.record.disclosures(log.id, size)
        for one in progress.over("disclosures", told, case.record.count(log.id, size)):
            if one.at in seen:
                report.add("leaf", [fault(one.where, "twice", index=one.at)])
                continue
            seen.add(one.at)
            kept += _take(case, log, report, one)
            if kept > MOST_KEPT:
                raise Unreadable(case.record.name, "too_much", most=MOST_KEPT)
        log.whole = len(log.subjects) == size
        _say_what_lacks(case, log, report, size)


def _take(case: Case, log: Log, report: Report, one: Told) -> int:
    """Check one disclosure; how many bytes of it were kept."""
    if isinstance(one.raw, Fault):
        report.add("leaf", [one.raw])
        return 0
    try:
        told = shape.mapping(shape.load(one.raw))
        entry = report.take("leaf", entry_of(log, one.at, one.where, told))
    except shape.Malformed as wrong:
        report.add("leaf", [fault(one.where, "malformed", key=wrong.key)])
        return 0
    if entry is None:
        return 0
    try:
        report.add("content", content(case.record, log, entry, told))
    except shape.Malformed as wrong:
        report.add("content", [fault(one.where, "malformed", key=wrong.key)])
    if entry.kind.startswith(KEPT) or entry.supersedes is not None:
        log.entries[entry.index] = entry
        return len(one.raw)
    return 0


def _say_what_lacks(case: Case, log: Log, report: Report, size: int) -> None:
    where = case.record.where(log.id, "disclosures")
    if log.tree is None and log.subjects:
        report.add("leaf", [cannot(where, "no_leaves")])
    if len(log.subjects) < size:
        report.add("leaf", [cannot(where, "only_hashes", here=len(log.subjects), size=size)])
