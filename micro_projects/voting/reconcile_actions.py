"""Reconciling a closed round: differences found, explained in writing or overdue, and what the program proves of them.

The clock compares and reconciles; only a person explains. Nothing is opened before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.own_parts import person, said
from micro_projects.voting import (
    code_queries,
    count_queries,
    paper_queries,
    queries,
    reconcile_letters,
    reconcile_queries,
    reconcile_rules,
    rules,
)
from micro_projects.voting.actions import disclose_step, drop_sealed
from micro_projects.voting.counting.could_change import Assignment, Verdict
from micro_projects.voting.models import Round, VoidRequest
from micro_projects.voting.reconcile_models import RoundAccount, RoundDifference, RoundProof
from micro_projects.voting.reconcile_rules import STEPS, Line, differing, in_question
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit

RECONCILED = N_("%(round)s选票核对完毕：名册登记%(marks)d人，选票%(ballots)d张。")
RECONCILED_WITH = N_(
    "%(round)s选票核对完毕：名册登记%(marks)d人，选票%(ballots)d张；有差异，已书面说明，计票后再证明能不能改变结果。"
)
TOO_FEW = N_(
    "%(round)s延长后有%(voted)d人投票，仍不到名册%(roll)d人的规定比例：选票不开启，由居民议事会逐项表决。"
)
DIFFERS = N_(
    "%(round)s核对票数有差异：少%(short)d张，多%(over)d张。社区须在%(until)s前书面说明，之后才能开票。"
)
EXPLAINED = N_("%(round)s票数的差异（少%(short)d张，多%(over)d张）已书面说明。")
OVERDUE = {
    "entering": N_("逾期公开：%(round)s的纸质选票应在%(until)s前录完，尚未录完，由社区工作人员办理。"),
    "explaining": N_(
        "逾期公开：%(round)s票数的差异应在%(until)s前书面说明，没有说明。选票不开启，这一轮只能作废。"
    ),
}
HARMLESS = N_("%(round)s票数的差异（少%(short)d张，多%(over)d张）无论怎样补上或去掉，入选项目都不变。")
COULD = N_("%(round)s票数的差异（少%(short)d张，多%(over)d张）可能改变入选项目，结果不能确认，只能作废重投。")
NOT_EXCLUDED = N_(
    "%(round)s票数的差异（少%(short)d张，多%(over)d张）不能证明不影响入选项目，结果不能确认，只能作废重投。"
)


def reconcile(by: Actor, round_: Round, now: datetime) -> None:
    """Marks = ballots and sheets handed out = their ends, or each difference explained; too few voters: the council."""
    permit(by, "round.run", round_.place_id, round_.path)
    if reconcile_queries.too_few(round_):
        _leave_to_council(by, round_, now)
        return
    require(paper_queries.ready(round_), rules.BALLOTS_DIFFER)
    lines, known = reconcile_queries.lines(round_), reconcile_queries.in_force(round_.id)
    require(reconcile_queries.same(known, lines) and reconcile_queries.explained(known), rules.BALLOTS_DIFFER)
    db.session.add_all(
        RoundAccount(round_id=round_.id, pile=line.pile, expected=line.expected, actual=line.actual)
        for line in lines
    )
    db.session.flush()
    ballots = [line for line in lines if line.pile != "sheets"]
    facts = {
        "marks": sum(line.expected for line in ballots),
        "ballots": sum(line.actual for line in ballots),
    }
    journal.move(round_, MACHINE, "reconcile", by=by, at=now, **facts)
    words = RECONCILED_WITH if differing(lines) else RECONCILED
    figures = {"turnout": queries.turnout(round_.id)} | _piles(lines) | code_queries.disclosed(round_)
    disclose_step(round_, "round.reconciled", words, now, figures, **facts)


def _leave_to_council(by: Actor, round_: Round, now: datetime) -> None:
    voted = sum(queries.turnout(round_.id).values())
    journal.move(round_, MACHINE, "reconcile", by=by, at=now, marks=voted)
    round_.resolve_by = "council"
    journal.write(by, "round.too_few", round_.ref, now, voted=voted, roll=round_.roll_size)
    drop_sealed(round_)
    disclose_step(round_, "round.too_few", TOO_FEW, now, voted=voted, roll=round_.roll_size)


def note_difference(by: Actor, round_: Round, now: datetime) -> None:
    """Counts differ: disclosed with each pile, and whoever must explain is told until when."""
    permit(by, "round.run", round_.place_id, round_.path)
    lines, known = reconcile_queries.lines(round_), reconcile_queries.in_force(round_.id)
    require(round_.state == "entering" and not reconcile_queries.same(known, lines), rules.BALLOTS_DIFFER)
    until = reconcile_queries.first_due(round_.id) or reconcile_queries.explaining_until(now)
    for row in known:
        row.superseded_at = now
    db.session.flush()
    for line in differing(lines):
        db.session.add(
            RoundDifference(
                round_id=round_.id,
                pile=line.pile,
                expected=line.expected,
                actual=line.actual,
                opened_at=now,
                due_at=until,
                explanation="",
            )
        )
    db.session.flush()
    if not differing(lines):
        return
    facts = _in_question(lines)
    journal.write(by, "round.differ", round_.ref, now, **facts)
    disclose_step(round_, "round.difference", DIFFERS, now, _piles(lines), **facts, until=until)
    reconcile_letters.explain(round_, until, now)


def explain(by: Actor, round_: Round, words: Mapping[str, str], now: datetime) -> None:
    """What happened, in writing, for every pile that differs (`words` by pile); public, in whoever's own words."""
    permit(by, "round.explain", round_.place_id, round_.path)
    known = reconcile_queries.in_force(round_.id)
    require(round_.state == "entering" and known, reconcile_rules.NOTHING_TO_EXPLAIN)
    require(not reconcile_queries.explained(known), reconcile_rules.NOTHING_TO_EXPLAIN)
    until = min(row.due_at for row in known)
    require(now < until, reconcile_rules.TOO_LATE, until=until)
    require(all(words.get(row.pile, "").strip() for row in known), reconcile_rules.SAY_WHAT)
    for row in known:
        row.explanation = words[row.pile].strip()
        row.explained_by, row.explained_at = by.id, now
    lines = [Line(row.pile, row.expected, row.actual) for row in known]
    facts = _in_question(lines)
    journal.write(by, "round.explain", round_.ref, now, **facts)
    own: dict[str, Any] = {
        "explained_by": person(by.name),
        "explanations": [{"explanation": said(row.explanation), "pile": row.pile} for row in known],
    }
    disclose_step(round_, "round.explained", EXPLAINED, now, own, **facts)


def note_overdue(by: Actor, round_: Round, step: str, until: datetime, now: datetime) -> None:
    """A step between closing and the count is late: disclosed with who holds it, and they are told again."""
    permit(by, "round.run", round_.place_id, round_.path)
    if step == "explaining":
        for row in reconcile_queries.in_force(round_.id):
            if row.explained_at is None:
                row.overdue_at = now
    journal.write(by, "round.overdue", round_.ref, now, step=step, until=until.isoformat())
    disclose_step(
        round_, "round.overdue", OVERDUE[step], now, {"held_by": "worker", "overdue_step": step}, until=until
    )
    reconcile_letters.overdue(round_, STEPS[step], until, now)


def judged(round_: Round) -> Verdict:
    """Whether any assignment of the missing or surplus ballots could change a winner. What it rests on stays."""
    missing, surplus = in_question(reconcile_queries.account(round_.id))
    return count_queries.could_change(round_, missing, surplus)


def prove(by: Actor, round_: Round, now: datetime, ahead: Verdict | None = None) -> None:
    """Keep and disclose that judgement (`ahead`: as `judged` before the act); then the council may know."""
    permit(by, "round.run", round_.place_id, round_.path)
    lines = reconcile_queries.account(round_.id)
    require(
        round_.state == "counted" and differing(lines) and reconcile_queries.proof(round_.id) is None,
        reconcile_rules.NO_PROOF_NEEDED,
    )
    missing, surplus = in_question(lines)
    verdict = judged(round_) if ahead is None else ahead
    witness = _witness(verdict.witness)
    db.session.add(
        RoundProof(
            round_id=round_.id,
            missing=missing,
            surplus=surplus,
            could=verdict.could,
            exact=verdict.exact,
            witness=canonical.dump(witness).decode() if witness else "",
            at=now,
        )
    )
    facts = _in_question(lines)
    journal.write(by, "round.prove", round_.ref, now, **facts, could=verdict.could)
    told: dict[str, Any] = {"could_change": verdict.could, "proven": verdict.exact, "if_so": witness}
    disclose_step(round_, "round.proven", _judged(verdict), now, told, **facts)


def _judged(verdict: Verdict) -> str:
    if not verdict.could:
        return HARMLESS
    return COULD if verdict.exact else NOT_EXCLUDED


def _witness(found: Assignment | None) -> dict[str, Any] | None:
    """The assignment as it is kept and public: what was supposed to be missing, how many surplus, who would win."""
    if found is None:
        return None
    return {
        "removed": len(found.removed),
        "supposed": [
            {"choices": list(one.projects), "points": [int(n) for n in one.points]} for one in found.added
        ],
        "undecided": found.undecided,
        "winners": list(found.winners),
    }


def move_void(by: Actor, round_: Round, now: datetime) -> VoidRequest:
    """Nothing else is left for the round: its motion to void is put on the agenda by the program."""
    permit(by, "round.run", round_.place_id, round_.path)
    require(queries.open_void_request(round_.id) is None, rules.ALREADY_ASKED)
    request = VoidRequest(round_id=round_.id, ground="difference", reason="", by_id=None, at=now)
    db.session.add(request)
    journal.write(by, "round.move_void", round_.ref, now, ground=request.ground)
    reconcile_letters.void_moved(round_, now)
    return request


def _piles(lines: Sequence[Line]) -> dict[str, Any]:
    return {"piles": [reconcile_rules.figures(line) for line in lines]}


def _in_question(lines: Sequence[Line]) -> dict[str, int]:
    missing, surplus = in_question(lines)
    return {"over": surplus, "short": missing}
