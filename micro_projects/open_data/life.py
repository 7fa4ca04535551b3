"""A project's life as the log tells it: each disclosure changes what is known, in the order of the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from micro_projects.open_data.disclosed import Disclosure
from micro_projects.open_data.life_parts import Award, Contract, Invitation, Milestone, Payment, Variation


@dataclass
class Life:
    """What is known of one project."""

    code: str
    title: str = ""
    kind: str = ""
    location: str = ""
    stage: str = ""
    approved: Disclosure | None = None
    approved_fen: int | None = None
    invitations: list[Invitation] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    variations: list[Variation] = field(default_factory=list)
    acceptance: Disclosure | None = None
    settlement: Disclosure | None = None
    terminated: Disclosure | None = None
    evaluations: list[Disclosure] = field(default_factory=list)
    percent: int | None = None
    overdue: int = 0
    returned_fen: int = 0
    seen: list[Disclosure] = field(default_factory=list)

    @property
    def award(self) -> Award | None:
        """The award that stands."""
        return next((a for a in reversed(self.awards) if a.cancelled is None), None)

    @property
    def contract(self) -> Contract | None:
        """The contract signed last, ended or not."""
        return self.contracts[-1] if self.contracts else None

    @property
    def paid_fen(self) -> int:
        """All that left for contractors, less what came back."""
        return sum(p.paid for p in self.payments) - self.returned_fen

    @property
    def retention_fen(self) -> int:
        """What the retention account holds."""
        released = sum(p.paid for p in self.payments if p.kind == "retention")
        return sum(p.withheld for p in self.payments) - released

    def take(self, told: Disclosure) -> None:
        """Learn from one disclosure about the project; kinds that say nothing new are only remembered."""
        self.seen.append(told)
        if step := STEPS.get(told.kind):
            step(self, told)
        became = told.facts.get("became") if told.kind == "project.moved" else STAGES.get(told.kind)
        self.stage = became or self.stage


def _funded(life: Life, told: Disclosure) -> None:
    life.approved = told
    life.approved_fen = _moved(told, to="committed") if "postings" in told.facts else None


def _moved(told: Disclosure, *, to: str) -> int:
    return sum(p["fen"] for p in told.facts.get("postings", ()) if p["to"] == to)


def _invited(life: Life, told: Disclosure) -> None:
    life.invitations.append(Invitation(len(life.invitations) + 1, told))


def _opened(life: Life, told: Disclosure) -> None:
    if life.invitations:
        life.invitations[-1].opened = told


def _awarded(life: Life, told: Disclosure) -> None:
    if "fen" not in told.facts:
        return
    firm = dict(told.facts["contractor"])
    corrected = life.award  # an upheld objection to a fact posts the same award again
    if corrected is not None:
        corrected.seen, corrected.fen, corrected.firm = told, told.facts["fen"], firm
    else:
        life.awards.append(Award(len(life.awards) + 1, told, told.facts["fen"], firm))


def _award_fell(life: Life, told: Disclosure) -> None:
    if life.award is not None:
        life.award.cancelled = told


def _contracted(life: Life, told: Disclosure) -> None:
    if "amount" not in told.facts:
        return
    facts = told.facts
    plan = [Milestone(n, dict(part)) for n, part in enumerate(facts["milestones"], 1)]
    award = life.award.number if life.award else 0
    firm = dict(facts["contractor"])
    life.contracts.append(
        Contract(len(life.contracts) + 1, told, award, firm, facts["amount"], plan, ended=None)
    )


def _replaced(life: Life, told: Disclosure) -> None:
    if life.contract is not None:
        life.contract.ended = told
    _award_fell(life, told)


def _paid(life: Life, told: Disclosure) -> None:
    paid, withheld = _moved(told, to="paid"), _moved(told, to="retention")
    kind = "retention" if told.kind == "money.release_retention" else told.facts.get("kind", "")
    life.payments.append(Payment(told, life.contract, kind, paid, withheld))


def _milestone(life: Life, number: int | None) -> Milestone | None:
    contract = life.contract
    return next((m for m in contract.milestones if m.number == number), None) if contract else None


def _verified(life: Life, told: Disclosure) -> None:
    life.percent = told.facts.get("percent", life.percent)
    if (milestone := _milestone(life, told.facts.get("milestone"))) is not None:
        milestone.verified = told


def _sent_back(life: Life, told: Disclosure) -> None:
    if (milestone := _milestone(life, told.facts.get("milestone"))) is not None:
        milestone.returned += 1


def _variation(life: Life, told: Disclosure) -> Variation | None:
    number = told.facts.get("number")
    return next((v for v in life.variations if v.number == number), None)


def _vary(life: Life, told: Disclosure) -> None:
    if "number" in told.facts and _variation(life, told) is None:
        life.variations.append(Variation(told.facts["number"], told))


def _vary_noticed(life: Life, told: Disclosure) -> None:
    if (variation := _variation(life, told)) is not None:
        variation.state = "noticed"


def _varied(life: Life, told: Disclosure) -> None:
    variation = _variation(life, told)
    if variation is not None:
        variation.state, variation.effective = "effective", told
    if life.contract is not None:
        life.contract.fen += told.facts.get("fen", 0)
        life.contract.days += told.facts.get("days", 0)


def _vary_ended(life: Life, told: Disclosure) -> None:
    if (variation := _variation(life, told)) is not None:
        variation.state = told.facts.get("state", "ended")


def _accepted(life: Life, told: Disclosure) -> None:
    life.acceptance = told


def _settled(life: Life, told: Disclosure) -> None:
    life.settlement = told
    if life.contract is not None:
        life.contract.ended = told


def _evaluated(life: Life, told: Disclosure) -> None:
    life.evaluations.append(told)
    if life.stage in ("settled", "evaluating"):
        life.stage = "closed" if told.facts.get("good") else "closed_with_reservations"


def _terminated(life: Life, told: Disclosure) -> None:
    life.terminated = told
    if life.contract is not None:
        life.contract.ended = told


def _reclaimed(life: Life, told: Disclosure) -> None:
    life.returned_fen += sum(p["fen"] for p in told.facts.get("postings", ()) if p["from"] == "paid")


def _late(life: Life, told: Disclosure) -> None:
    life.overdue += 1


STEPS: dict[str, Callable[[Life, Disclosure], None]] = {
    "money.commit": _funded,
    "project.invite": _invited,
    "project.opened": _opened,
    "notice.E1": _awarded,
    "project.award_cancelled": _award_fell,
    "money.contract": _contracted,
    "money.replace": _replaced,
    "money.pay": _paid,
    "money.release_retention": _paid,
    "project.milestone": _verified,
    "project.milestone_returned": _sent_back,
    "project.variation_proposed": _vary,
    "notice.E6": _vary_noticed,
    "money.supplement": _varied,
    "money.reduce": _varied,
    "project.variation": _varied,
    "project.variation_ended": _vary_ended,
    "notice.E3": _accepted,
    "notice.E4": _settled,
    "notice.E5": _evaluated,
    "money.terminate": _terminated,
    "project.terminated": _terminated,
    "money.reclaim": _reclaimed,
    "project.overdue": _late,
}
STAGES = {
    "money.commit": "funded",
    "project.invite": "procuring",
    "money.contract": "contracted",
    "project.start": "executing",
    "project.suspend": "suspended",
    "project.resume": "executing",
    "money.replace": "procuring",
    "project.acceptance_requested": "acceptance",
    "project.rectify": "rectifying",
    "notice.E3": "accepted",
    "notice.E4": "settled",
    "money.terminate": "terminated",
    "project.terminated": "terminated",
}
"""The stage a disclosure brings a project to."""
