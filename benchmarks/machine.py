"""What every benchmark needs: the machine's name, honest timing, a table. Run alone, it names the machine.

A figure is the minimum, median and maximum of several runs after a warm-up that is said, beside a peer or the raw
ceiling measured in the same run, so that the ratio holds on a noisy machine.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of several runs of one thing."""

    runs: tuple[float, ...]
    warm_up: int

    @property
    def least(self) -> float:
        """The quickest run."""
        return min(self.runs)

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.runs)

    @property
    def most(self) -> float:
        """The slowest run."""
        return max(self.runs)

    def __str__(self) -> str:
        return f"{show(self.least)} / {show(self.median)} / {show(self.most)}"

    def times_quicker_than(self, other: Times) -> str:
        """The ratio of the medians, as ``4.2 ×``."""
        return f"{other.median / self.median:.1f} ×"


def measure(
    work: Callable[[], object],
    *,
    runs: int = 7,
    warm_up: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """Time `work`; `clock=time.process_time` for CPU instead of waiting."""
    for _ in range(warm_up):
        work()
    taken = []
    for _ in range(runs):
        start = clock()
        work()
        taken.append(clock() - start)
    return Times(tuple(taken), warm_up)


def beside(
    ours: Callable[[], object], theirs: Callable[[], object], *, runs: int = 7, warm_up: int = 1
) -> tuple[Times, Times]:
    """Time two things by turns, so that a slow minute of the machine meets both."""
    for _ in range(warm_up):
        ours()
        theirs()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, into in ((ours, taken[0]), (theirs, taken[1])):
            start = time.perf_counter()
            work()
            into.append(time.perf_counter() - start)
    return Times(tuple(taken[0]), warm_up), Times(tuple(taken[1]), warm_up)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0.99) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(seconds: float) -> str:
    """A duration a person can read: ``420 µs``, ``7.31 ms``, ``2.05 s``."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def durable_write(folder: Path | None = None, *, runs: int = 50) -> Times:
    """One small write that must reach the disk: said beside every figure about durable writes."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:

        def write() -> None:
            file.write(b"x" * 512)
            file.flush()
            os.fsync(file.fileno())

        return measure(write, runs=runs, warm_up=5)


def describe() -> str:
    """The machine, in a paragraph that goes above the figures."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}{load}; "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; a durable write takes {durable_write()} "
        "(least / median / most, here and below)."
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "memory unknown"
    return f"{size / 2**30:.0f} GiB"


if __name__ == "__main__":
    sys.stdout.write(describe() + "\n")
