"""What each rule would have funded, before a round opens: from a counted round of the community, or a file.

Nothing is stored and nothing disclosed; that somebody looked is journalled. Never from a round that is not counted,
and not at all while a round of the community is between opening and count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from micro_projects.cycles.models import Cycle
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.places import queries as places
from micro_projects.voting import ballot_queries, count_queries, files, frozen_terms, pages, queries, rules
from micro_projects.voting.counting import RoundData, Rule, Ties
from micro_projects.voting.counting.comparing import Outcome, compare, variants
from micro_projects.voting.counting.file_count import named, read_file
from micro_projects.voting.counting.pabulib_problems import Note
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.models import Round
from micro_projects.web.access import permit

UNDER_WAY = ("open", "closed", "entering", "reconciled")
"""States in which a look at rules could be a look at who is winning."""
LARGEST = 5 * 1024 * 1024
"""Bytes of a file that a page takes."""
MOST_CHOICES = 200_000
"""Choices on all ballots together, of a file or a round: what is counted within seconds."""
MOST_PROJECTS = 300
MOST_THRESHOLDS = 3

ROUND_UNDER_WAY = Refusal(
    "round_under_way",
    N_("本社区的%(round)s正在投票或等待计票，这段时间不能比较计票规则。"),
    N_("计票以后就可以再用。这样谁也不会怀疑有人在提前算结果。"),
)
NOT_OF_HERE = Refusal(
    "not_of_here", N_("没有这一轮，或者它还没有计票。"), N_("请从列表里选一轮，或者上传一个文件。"), 422
)
TOO_BIG = Refusal(
    "simulation_too_big",
    N_("文件超过 5 MB，网页上不能比较。"),
    N_("请用命令 micro-projects simulate，它不限大小。"),
    413,
)
TOO_MUCH = Refusal(
    "simulation_too_much",
    N_("这一轮有 %(projects)s 个项目、%(choices)s 个选择，网页上算不过来。"),
    N_("请用命令 micro-projects simulate，它不限大小。"),
    422,
)
A_TABLE = Refusal(
    "simulation_of_a_table",
    N_("CSV 表里只有选票，没有项目的费用和预算，不能计票。"),
    N_("请上传 .pb 文件，或者整轮数据的 .json 文件。"),
    422,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is counted again, and what is known beside it. Amounts are the data's own; `unit` of them make one of
    the currency. `parts`: project → the grid its text names. `roll`: how many might have voted, 0 where unknown."""

    title: str
    data: RoundData
    rule: Rule
    ties: Ties
    currency: str
    unit: int
    least: Sequence[Number]
    roll: int = 0
    parts: Mapping[str, str] | None = None
    notes: Sequence[Note] = ()


def require_quiet(by: Actor, place_id: int, path: str) -> None:
    """Refuse those who may not, and everybody while a round here is between opening and count."""
    permit(by, "round.simulate", place_id, path)
    running = queries.of_place(place_id, *UNDER_WAY)
    require(not running, ROUND_UNDER_WAY, round=running[0].code if running else "")


def choices(place_id: int) -> list[Round]:
    """Rounds that may be counted again: counted, their records public; the newest first."""
    rounds = [*queries.of_place(place_id, *rules.COUNTED), *queries.imported(place_id)]
    return [round_ for round_ in rounds if round_.ballots and files.records_public(round_)]


def of_round(place_id: int, code: str, cycle: Cycle) -> Source:
    """A counted round of the community."""
    round_ = next((one for one in choices(place_id) if one.code == code), None)
    require(round_ is not None, NOT_OF_HERE)
    assert round_ is not None
    data, rule, ties = count_queries.what_is_counted(round_)
    least = frozen_terms.min_score(cycle.pack.min_score_floor, cycle.pack.min_score_share, data.cast)
    return Source(
        title=f"{pages.title_of(round_)} · {round_.code}",
        data=data,
        rule=rule,
        ties=ties,
        currency=round_.currency,
        unit=files.FEN,
        least=[least],
        roll=round_.roll_size,
        parts=_parts(round_) if not round_.imported else None,
    )


def _parts(round_: Round) -> dict[str, str]:
    """The grid that each project's text names; empty where it names none."""
    grids = [grid.name for grid in places.grids(round_.place_id)]
    lines = ballot_queries.lines(round_.id)
    return {line.code: next((name for name in grids if name in line.location), "") for line in lines}


def of_file(source: bytes, cycle: Cycle | None = None) -> Source:
    """A file's own round. Refused when it cannot be read."""
    require(not _is_table(source), A_TABLE)
    file = read_file(source)
    rule, ties, notes = named(file)
    data = file.data()
    floor, share = (cycle.pack.min_score_floor, cycle.pack.min_score_share) if cycle else (0, 500)
    return Source(
        title=file.meta.get("description", ""),
        data=data,
        rule=rule,
        ties=ties,
        currency=file.meta.get("currency", "CNY"),
        unit=1,
        least=[frozen_terms.min_score(floor, share, data.cast)],
        notes=notes,
    )


def _is_table(source: bytes) -> bool:
    """Whether a file is a table of records rather than a round."""
    first = source[:200].lstrip(b"\xef\xbb\xbf").split(b"\n")[0]
    return b"record_id" in first and b"," in first


def require_bounded(data: RoundData) -> None:
    """Refuse what a page could not count in time."""
    chosen = sum(len(ballot.projects) for ballot, _ in data.ballots)
    fits = len(data.projects) <= MOST_PROJECTS and chosen <= MOST_CHOICES
    require(fits, TOO_MUCH, projects=len(data.projects), choices=chosen)


def simulate(source: Source, thresholds: Sequence[Number] = (), budget: Money | None = None) -> list[Outcome]:
    """Count by every rule. `budget` instead of the source's own; `thresholds` beside what the pack would ask."""
    data = source.data
    if budget is not None:
        whole = Fraction(budget.fen * source.unit, files.FEN)
        data = replace(data, budget=whole.numerator if whole.denominator == 1 else whole)
    least = list(dict.fromkeys([*(thresholds or source.least)]))[:MOST_THRESHOLDS]
    return compare(data, variants(source.rule, least), source.ties, source.parts)


def looked(by: Actor, cycle: Cycle, source: str, now: datetime) -> None:
    """Journal that somebody compared rules, and over what."""
    require_quiet(by, cycle.place_id, cycle.path)
    journal.write(by, "round.simulate", cycle.ref, now, source=source)
