"""The command: what is read, what is said, and with which exit: 0 clean, 1 faults, 2 unreadable."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from micro_projects.verifying import known, words
from micro_projects.verifying.case import Case
from micro_projects.verifying.examining import NAMES, examine
from micro_projects.verifying.limits import MOST_KEYS, MOST_NOTE
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.reading.sources import open_record
from micro_projects.verifying.report import Report, Unreadable

CLEAN, FAULTS, UNREADABLE = 0, 1, 2


def run(argv: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Verify as `argv` asks; the exit status."""
    out, err = out or sys.stdout, err or sys.stderr
    asked = _parser().parse_args(argv)
    language = words.chosen(asked.lang)
    try:
        report = verify(asked.what, asked.at_least, asked.witness, err)
    except Unreadable as no:
        _print_unreadable(no, language, asked.json, out, err)
        return UNREADABLE
    except (
        RecursionError,
        MemoryError,
        ArithmeticError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
    ) as mistake:
        # whatever slipped through: never a pass, and never a page of code at a person
        broke = Unreadable(asked.what, "unexpected", kind=type(mistake).__name__)
        _print_unreadable(broke, language, asked.json, out, err)
        return UNREADABLE
    try:
        if asked.json:
            json.dump(as_json(report, language), out, ensure_ascii=False, indent=1)
            out.write("\n")
        else:
            out.writelines(f"{line}\n" for line in lines(report, language))
        out.flush()
    except (
        BrokenPipeError
    ):  # `| head`: whoever read it has enough; python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLEAN if report.ok else FAULTS


def verify(
    what: str, at_least: Sequence[str] = (), witness: Sequence[str] = (), to: TextIO | None = None
) -> Report:
    """Read `what` and check it; Unreadable where it cannot be."""
    told = tuple(known.read(one) for one in at_least)
    keys = tuple(line for one in witness for line in _key_lines(one))
    record = open_record(what)
    try:
        case = Case(record, told, keys, _cosignatures(what))
        return examine(case, Progress(to or sys.stderr))
    finally:
        record.close()


def lines(report: Report, language: str) -> list[str]:
    """The report for people: faults first, then what could not be told, what was looked at, the verdict."""
    colon = "：" if language == "zh" else ": "
    found = [
        f"{check}: {words.printable(f.where)}: {words.say(words.WORDS, f.code, language, f.facts)}"
        for check, f in report.faults
    ]
    head = words.say(words.FRAME, "cannot", language, {})
    found += [
        f"? {check}: {words.printable(c.where)}: {head}{colon}{words.say(words.WORDS, c.code, language, c.facts)}"
        for check, c in report.cannots
    ]
    found += [words.say(words.FRAME, "log", language, {"log": log, **f}) for log, f in report.logs.items()]
    counted = ", ".join(
        f"{words.say(words.CHECKS, name, language, {})} {report.checked[name]}" for name in NAMES
    )
    found.append(f"{words.say(words.FRAME, 'checked', language, {})}{colon}{counted}")
    unproved = any(c.code == "key_unproved" for _check, c in report.cannots)
    but = "clean_unproved" if unproved else "clean_but"
    verdict = "faults" if report.faults else but if report.cannots else "clean"
    count = len(report.faults) or len(report.cannots)
    found.append(words.say(words.FRAME, verdict, language, {"count": count}))
    return found


def as_json(report: Report, language: str) -> dict[str, object]:
    """The report for programs."""

    def told(check: str, where: str, code: str, facts: dict[str, str | int]) -> dict[str, str]:
        what = words.say(words.WORDS, code, language, facts)
        return {"check": check, "where": where, "what": what, "code": code}

    return {
        "ok": report.ok,
        "findings": [told(check, *line) for check, line in report.faults],
        "cannot": [told(check, *line) for check, line in report.cannots],
        "checked": {name: report.checked[name] for name in NAMES},
        "logs": report.logs,
    }


def _print_unreadable(no: Unreadable, language: str, as_text: bool, out: TextIO, err: TextIO) -> None:
    what = words.say(words.WORDS, no.code, language, no.facts)
    if as_text:
        told = {"where": no.where, "what": what, "code": no.code}
        json.dump({"ok": False, "unreadable": told}, out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        head = words.say(words.FRAME, "unreadable", language, {})
        err.write(f"{head}: {words.printable(no.where)}: {what}\n")


def _key_lines(given: str) -> list[str]:
    """A witness's key line, or the lines of a file of them."""
    try:
        path = Path(given)
        if "+" in given and not path.is_file():
            return [given]
        raw = path.read_bytes()[:MOST_KEYS]
        return [line for line in raw.decode("utf-8").split("\n") if line]
    except (OSError, ValueError):
        raise Unreadable(given, "cannot_open") from None


def _cosignatures(what: str) -> bytes | None:
    """The witnesses' lines that stand beside a bundle."""
    beside = Path(what.rstrip("/") + ".cosignatures")
    try:
        if "://" in what or not beside.is_file():
            return None
        with beside.open("rb") as file:
            return file.read(MOST_NOTE)
    except OSError:
        raise Unreadable(str(beside), "cannot_open") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="micro-projects verify",
        description="Check what was disclosed, without trusting who disclosed it. 核对公开的内容，不依赖公开它的程序。",
        epilog="Exit: 0 no fault · 1 faults, one a line · 2 unreadable. 退出码：0没有问题，1有问题，2读不了。",
    )
    parser.add_argument(
        "what", metavar="FILE.zip|DIR|URL", help="evidence bundle, its folder, or a house's address"
    )
    parser.add_argument(
        "--at-least",
        action="append",
        default=[],
        metavar="CHECKPOINT",
        help="a checkpoint known from elsewhere: a note's file, SIZE:ROOTHEX, or a sheet's address (repeatable)",
    )
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="KEY",
        help="a witness's key line, or a file of them",
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument("--lang", choices=words.LANGUAGES, help="language of what is said")
    return parser
