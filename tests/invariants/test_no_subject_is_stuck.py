"""Invariant 14: every transition table is walked; each step is somebody's, and there is an act that takes it."""

from __future__ import annotations

import pytest
from flask import Flask

from micro_projects import rooms
from micro_projects.extensions import MACHINES
from micro_projects.kernel.machine import CLOCK, Machine
from micro_projects.web.access import TABLE
from support.code import ROOT

rooms.load_models()
EVERY = {machine.kind: machine for machine in MACHINES.values()}

BY_MOTION = "motion.declare motion.decide_in_office"
"""The council decides; the chair declares what was computed; with too few left, the sub-district decides."""
BY_OBJECTION = "objection.decide objection.vote"
"""An objection is upheld by its handler, or by the panel that was drawn."""

ACTS: dict[str, dict[str, str]] = {
    # kind of subject: its step -> the acts of web.access.TABLE that take it, one of them for every holder
    "cycle": {
        "carry": BY_MOTION,
        "drop": BY_MOTION,
        "open": "cycle.open",
        "end": "cycle.end",
    },
    "proposal": {
        "submit": "proposal.submit",
        "withdraw": "proposal.withdraw",
        "second": "proposal.second",
        "fail_seconding": "proposal.fail_seconding",
        "screen_in": "proposal.screen",
        "screen_out": "proposal.screen",
        "readmit": BY_MOTION,
        "begin": "proposal.begin",
        "merge": "deliberation.answer_merge",
        "advance": BY_MOTION,
        "not_advance": BY_MOTION,
        "defer": f"{BY_MOTION} {BY_OBJECTION} round.freeze",
        "refer": BY_MOTION,
        "return": BY_OBJECTION,
        "ballot": "round.freeze",
        "select": "round.run",
        "not_fund": "round.run",
        "void": f"{BY_MOTION} {BY_OBJECTION}",
        "approve": "proposal.decide proposal.decide_finally",
        "refuse": "proposal.decide proposal.decide_finally",
        "ask_district": BY_MOTION,
        "lapse": "proposal.lapse",
        "expire": "proposal.expire",
    },
    "conversation": {"close": "conversation.close"},
    "session": {
        "check_in": "session.begin",
        "open": "session.open",
        "close": "session.close",
        "cancel": "session.cancel",
        "adjourn": "session.adjourn session.adjourn_forgotten",
        "draft": "session.close session.adjourn session.adjourn_forgotten",
        "sign": "minutes.sign",
        "stand": "minutes.deadline",
    },
    "by_election": {"count": "seat.count", "certify": "seat.certify", "void": "seat.count seat.certify"},
    "recusal_challenge": {
        "carry": BY_MOTION,
        "lose": BY_MOTION,
        "settle": "session.recuse session.settle_challenge",
    },
    "standing_committee": {
        "set": BY_MOTION,
        "drop": f"{BY_MOTION} committee.draft",
        "replace": BY_MOTION,
    },
    "agenda_item": {
        "open": "item.open",
        "put_off": "item.put_off session.adjourn_forgotten",
        "decide": f"{BY_MOTION} motion.call",
    },
    "motion": {
        "second": "motion.second",
        "put": "item.open",
        "withdraw": "motion.withdraw",
        "fall": "motion.let_fall",
        "split": "motion.divide",
        "call_off": "motion.call_off",
        "call": "motion.call",
        "amend": "motion.declare",
        "to_residents": "motion.call",
        "to_office": "motion.call",
        "carry": "motion.declare",
        "lose": "motion.declare",
        "lapse": "motion.declare session.close session.adjourn_forgotten",
        "grant": "motion.decide_in_office",
        "deny": "motion.decide_in_office",
        "void": BY_OBJECTION,
    },
    "requirement": {
        "reach": "requirement.sign",
        "lapse": "requirement.lapse",
        "meet": "session.convene",
    },
    "forum": {
        "prepare_draw": "forum.prepare_draw",
        "open": "forum.open",
        "hold": "forum.hold forum.forgotten",
        "answer": "forum.feedback",
        "cancel": "forum.cancel",
        "lapse": "forum.forgotten",
    },
    "forum_participant": {
        "take": "forum.sign_up forum.confirm forum.reply forum.call forum.check_in",
        "decline": "forum.confirm forum.reply",
        "pass": "forum.silent",
        "leave": "forum.reply",
    },
    "round": {
        "open": "round.run",
        "close": "round.run",
        "enter": "round.run",
        "reconcile": "round.run",
        "count": "round.run",
        "adopt": BY_MOTION,
        "resolve": BY_MOTION,
        "void": f"{BY_MOTION} {BY_OBJECTION}",
        "bring_in": "round.import",
    },
    "audit": {
        "hear": "audit.hear",
        "resume": "audit.resume",
        "report": "audit.report",
        "end": "audit.end",
    },
    "words_review": {
        "keep": "conduct.decide",
        "hide": "conduct.decide",
        "appeal": "conduct.appeal",
        "close": "conduct.close",
        "confirm": "conduct.decide_appeal",
        "restore": "conduct.decide_appeal",
    },
    "redaction": {
        "confirm": "redaction.confirm",
        "decline": "redaction.decline",
        "restore": "redaction.decide_appeal",
        "destroy": "redaction.destroy",
    },
    "objection": {
        "acknowledge": "objection.acknowledge",
        "uphold": BY_OBJECTION,
        "reject": BY_OBJECTION,
        "reject_finally": BY_OBJECTION,
        "appeal": "objection.appeal",
        "accept": "objection.accept",
        "withdraw": "objection.withdraw",
        "lapse": "objection.lapse",
    },
    "project": {
        "fund": "proposal.decide proposal.decide_finally",
        "procure": "project.procure",
        "contract": "project.contract",
        "start": "project.start",
        "suspend": "project.suspend",
        "resume": "project.resume",
        "replace": "project.replace",
        "request_acceptance": "project.request_acceptance",
        "rectify": "project.cosign project.accept",
        "accept": "project.accept",
        "return_to_rectify": BY_OBJECTION,
        "accept_again": BY_OBJECTION,
        "begin_settling": "project.begin_settling",
        "settle": "project.settle",
        "begin_evaluation": "project.begin_evaluation",
        "close": "project.close_evaluation",
        "close_with_reservations": "project.close_evaluation",
        "terminate": "project.terminate",
    },
    "milestone": {
        "deliver": "project.deliver",
        "inspect": "project.inspect",
        "verify": "project.verify",
        "return": "project.inspect project.verify",
        "drop": "project.replace project.terminate",
    },
    "payment": {
        "verify": "project.verify_payment",
        "release": "project.release_payment",
        "return": "project.return_payment",
    },
    "variation": {
        "carry": BY_MOTION,
        "lose": BY_MOTION,
        "confirm": "project.decide_variation",
        "post": "project.decide_variation",
        "refuse": "project.decide_variation",
        "take_effect": "project.take_effect",
        "void": BY_OBJECTION,
    },
    "finding": {
        "answer": "finding.answer",
        "drop": "finding.review",
        "send_back": "finding.review",
        "close": "finding.review",
    },
    "supervisor": {
        "take_seat": "lot.enter_number supervision.discharge",
        "excuse": "supervision.leave supervision.discharge",
        "leave": "supervision.leave supervision.discharge",
    },
}


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_every_state_has_a_way_on_and_leads_to_an_end(kind: str) -> None:
    machine = EVERY[kind]
    onward: dict[str, set[str]] = {state: set() for state in machine.states}
    for step in machine.steps:
        assert step.by, f"nobody takes {step.act}"
        onward[step.source].add(step.target)
    assert machine.finals
    for state in machine.states - machine.finals:
        assert onward[state], f"nothing leads out of {state}"
        assert _reached(state, onward) & machine.finals, f"no end can be reached from {state}"
    assert machine.states == _reached(machine.start, onward) | {machine.start}


def _reached(state: str, onward: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [state]
    while ahead:
        for target in onward[ahead.pop()] - found:
            found.add(target)
            ahead.append(target)
    return found


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_each_step_is_taken_by_an_act_its_holder_may_do(app: Flask, kind: str) -> None:
    machine = EVERY[kind]
    assert set(ACTS[kind]) == {step.act for step in machine.steps}
    for step in machine.steps:
        acts = ACTS[kind][step.act].split()
        for role in step.by:
            assert any(_may(role, act) for act in acts), f"{role} has no act for {step.source} {step.act}"


def _may(role: str, act: str) -> bool:
    allowed = TABLE[act]
    if role in (CLOCK, "count"):
        return allowed.who == "clock"
    if role == "panel":  # whoever was drawn is asked about the objection by name
        return act.startswith("objection.")
    if allowed.who in ("signed_in", "on_roll", "on_roll_or_role") and role in ("resident", "worker"):
        return allowed.who != "on_roll_or_role" or role == "resident" or role in allowed.roles
    return allowed.who == "signed_in" or role in allowed.roles


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_each_step_is_taken_somewhere(kind: str) -> None:
    """A step that no action names would be a promise nobody keeps."""
    code = "\n".join(
        path.read_text()
        for path in sorted((ROOT / "micro_projects").glob("*/*.py"))
        if path.stem not in ("machine", "rules", "life", "objection_rules", "checks", "access")
    )
    for act in {step.act for step in EVERY[kind].steps}:
        assert f'"{act}"' in code, act


def test_the_table_names_every_machine() -> None:
    assert set(ACTS) == set(EVERY)


@pytest.mark.parametrize(
    ("steps", "finals"),
    [
        ((("a", "go", "b"),), ()),
        ((("a", "go", "b"), ("b", "back", "a")), ("c",)),
        ((("a", "go", "b"), ("x", "go", "b")), ("b",)),
    ],
)
def test_a_table_in_which_something_is_stuck_is_refused(
    steps: tuple[tuple[str, str, str], ...], finals: tuple[str, ...]
) -> None:
    from micro_projects.kernel.machine import step

    with pytest.raises(ValueError):
        Machine("thing", [step(a, act, b, CLOCK, "") for a, act, b in steps], finals)
