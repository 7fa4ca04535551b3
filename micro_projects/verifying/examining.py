"""All checks over one record, in the order in which each rests on those before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from micro_projects.verifying.case import Case, Log
from micro_projects.verifying.checks.consistency import consistency
from micro_projects.verifying.checks.content import withheld
from micro_projects.verifying.checks.corrections import corrections
from micro_projects.verifying.checks.draw import draw
from micro_projects.verifying.checks.files import agreed, files
from micro_projects.verifying.checks.gate import gate
from micro_projects.verifying.checks.ledger import ledger
from micro_projects.verifying.checks.lot import lot
from micro_projects.verifying.checks.payment import payment
from micro_projects.verifying.checks.period import period
from micro_projects.verifying.checks.proofs import proofs
from micro_projects.verifying.checks.root import root
from micro_projects.verifying.checks.signature import read_heads, signature
from micro_projects.verifying.checks.tally import tally
from micro_projects.verifying.loading import load
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.report import Line, Report

CHECKS: tuple[tuple[str, Callable[[Case], Iterator[Line]]], ...] = (
    ("files", agreed),
    ("root", proofs),
    ("content", withheld),
    ("consistency", consistency),
    ("corrections", corrections),
    ("period", period),
    ("gate", gate),
    ("lot", lot),
    ("draw", draw),
    ("tally", tally),
    ("ledger", ledger),
    ("payment", payment),
)
"""What is checked once everything was read. Before: `files`, `signature`, `root`; per disclosure `leaf`, `content`."""

NAMES = tuple(dict.fromkeys(["files", "signature", "root", "leaf", "content", *(name for name, _ in CHECKS)]))


def examine(case: Case, progress: Progress) -> Report:
    """Check everything; Unreadable where there is nothing to check."""
    report = Report()
    report.add("files", files(case, progress))
    case.logs = {log: Log(log) for log in case.record.logs()}
    report.add("signature", read_heads(case))
    report.add("signature", signature(case))
    report.add("root", root(case, progress))
    load(case, report, progress)
    for name, check in CHECKS:
        report.add(name, check(case))
    for log in case.logs.values():
        if log.head is not None:
            report.logs[log.id] = {
                "origin": log.head.origin,
                "root": log.head.root.hex(),
                "seen": len(log.subjects),
                "size": log.head.size,
            }
    report.close()
    return report
