"""Bringing in a closed real round from a published file: its ballots, its official marks, our recount."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.voting import count_actions, count_queries, queries, rules
from micro_projects.voting.actions import disclose_step
from micro_projects.voting.counting import explain
from micro_projects.voting.counting.file_count import FileCount, count_file
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.round_file import Published
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.models import Round, RoundProject
from micro_projects.voting.record_content import Content
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit
from micro_projects.web.show import ZONE

IMPORTED = N_("导入已公布的投票%(title)s：选票%(ballots)d张，项目%(projects)d个，按规则%(rule)s重新计票。")
_DAY = re.compile(r"(?:(\d\d)\.(\d\d)\.)?(\d{4})")


def import_round(path: str | Path, community: str, by: Actor, now: datetime) -> Round:
    """Read, count and store a ``.pb`` file, or a round's JSON, as a counted round of `community`, inside one act.

    Refused when the file cannot be read or counted, or holds an amount that is no whole number of cents.
    """
    return bring_in(by, places.place(community), read(path), now)


def read(path: str | Path) -> FileCount:
    """Read and count a file: slow for a large one, so better before the act."""
    try:
        source = Path(path).read_bytes()
    except OSError:
        source = b""
    require(source, rules.CANNOT_READ, path=str(path))
    return count_file(source)


def bring_in(by: Actor, place: Place, counted: FileCount, now: datetime) -> Round:
    """Store a counted file: list, cast-vote records, tally, allocation, explanations."""
    permit(by, "round.import", place.id, place.path)
    round_ = _round(place, counted, now)
    db.session.add(round_)
    db.session.flush()
    _list(round_, counted)
    ballots = [Content(ballot) for ballot, times in counted.file.ballots for _ in range(times)]
    count_actions.keep_records(round_, ballots)
    result = count_queries.counted(round_)
    count_actions.keep_result(round_, result, explain(result))
    count_actions.check(round_)
    journal.move(round_, MACHINE, "bring_in", by=by, at=now, digest=counted.file.digest)
    disclose_step(
        round_,
        "round.imported",
        IMPORTED,
        now,
        title=round_.title,
        ballots=counted.count.data.cast,
        projects=len(counted.file.published),
        rule=round_.rule,
        file={"sha256": counted.file.digest},
    )
    return round_


def _round(place: Place, counted: FileCount, now: datetime) -> Round:
    """The row of an imported round: what the file says, the file's fingerprint as its identity."""
    number = queries.next_number(place.id, None)
    subject = journal.new_subject("round", f"{place.code}-I{number}", place.id, place.path)
    meta = dict(counted.file.meta)
    opens, closes = _dates(meta)
    frozen: dict[str, Any] = {"digest": counted.file.digest, "meta": meta, "round": subject.code}
    if counted.file.borda_top is not None:
        frozen["borda_top"] = counted.file.borda_top
    rule = counted.count.rule
    return Round(
        id=subject.id,
        subject=subject,
        state=MACHINE.start,
        state_since=now,
        number=number,
        imported=True,
        title=meta.get("description") or subject.code,
        currency=meta.get("currency") or "CNY",
        form=_form(counted),
        most=_most(meta, len(counted.file.published)),
        points=0,
        rule=rule.name,
        least=_text(rule.min_score),
        overshoot=_basis_points(rule),
        add_step=_money(1 if rule.step is None else rule.step),
        tie_rule=_tie_rule(counted),
        number_source="",
        budget=_money(counted.file.budget),
        unit="resident",
        channels="web",
        roll_size=0,
        min_turnout=0,
        records_from=0,
        extension_days=0,
        entering_days=0,
        receipts=False,
        keepers=False,
        opens_at=opens,
        closes_at=closes,
        resolve_by="residents",
        frozen_hash=bytes.fromhex(counted.file.digest),
        frozen_json=json.dumps(frozen, ensure_ascii=False, sort_keys=True),
        ballot_size=0,
        ballots=counted.count.data.cast,
        invalid=0,
        opened_at=now,
    )


def _form(counted: FileCount) -> str:
    """Budgeted approval is known by its limit: the whole budget, and no other number of choices."""
    file = counted.file
    limit = file.meta.get("max_sum_cost", "")
    same = re.fullmatch(r"\d{1,15}(\.\d{1,2})?", limit) and Fraction(limit) == file.budget
    return "budgeted" if file.form == "approval" and same and "max_length" not in file.meta else file.form


def _basis_points(rule: Rule) -> int:
    """The allowance; refused where a round of ours could not say it, or its shares are rounded otherwise."""
    points = rule.overshoot * 10_000
    require(points.denominator == 1, rules.NOT_OUR_TERMS, what="overshoot")
    ours = not rule.name.startswith("mes_add1") or rule.whole == 1
    require(ours, rules.NOT_OUR_TERMS, what="whole")
    return points.numerator


def _tie_rule(counted: FileCount) -> str:
    """As in the file; what a lot decided there is here the order of the list."""
    rule = counted.count.standing.ties.rule
    return "file" if rule == "lot" else rule


def _in_order(counted: FileCount) -> list[Published]:
    """The list; of a round with a lot by cost and then by the lot, as its equals stood."""
    ties, published = counted.count.standing.ties, list(counted.file.published)
    if ties.rule == "lot":
        published.sort(key=lambda row: ties.key(row.project, row.project.cost, 0, 0))
    return published


def _groups(counted: FileCount) -> dict[str, str]:
    """Project → its exclusive group; a list of ours has one for each."""
    found = counted.count.rule.groups()
    require(all(len(groups) == 1 for groups in found.values()), rules.NOT_OUR_TERMS, what="exclusive")
    return {project: groups[0] for project, groups in found.items()}


def _list(round_: Round, counted: FileCount) -> None:
    groups = _groups(counted)
    db.session.add_all(
        RoundProject(
            round_id=round_.id,
            proposal_id=None,
            code=row.project.id,
            title=row.project.name or row.project.id,
            text_hash=None,
            cost=_money(row.project.cost),
            place=at,
            exclusive_group=groups.get(row.project.id, ""),
            withdrawn=row.project.withdrawn,
            official=row.selected,
        )
        for at, row in enumerate(_in_order(counted), start=1)
    )
    db.session.flush()


def _money(amount: Number) -> Money:
    """Hundredths of the file's currency."""
    cents = Fraction(amount) * 100
    require(cents.denominator == 1, rules.FRACTION_OF_FEN, value=str(amount))
    return Money(cents.numerator)


def _text(value: Number | None) -> str | None:
    return None if value is None else str(Fraction(value))


def _most(meta: dict[str, str], projects: int) -> int:
    written = meta.get("max_length", "")
    return int(written) if written.isdigit() else projects


def _dates(meta: dict[str, str]) -> tuple[datetime, datetime]:
    """From META: the first minute of the first day, 24:00 of the last."""
    first = _day(meta.get("date_begin", ""), last=False)
    last = max(first, _day(meta.get("date_end", "") or meta.get("date_begin", ""), last=True))
    return midnight(first, ZONE).astimezone(UTC), midnight(last, ZONE, 1).astimezone(UTC)


def _day(written: str, *, last: bool) -> date:
    match = _DAY.fullmatch(written)
    if match is None:
        return date(1970, 1, 1)
    day, month, year = match.groups()
    if day is None:
        return date(int(year), 12, 31) if last else date(int(year), 1, 1)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return date(int(year), 1, 1)
