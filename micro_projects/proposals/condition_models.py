"""The conditions of the ballot (P10): risk assessed, and what others wrote: the owner's consent, the maintainer's word.

The legality opinion is deliberation's. All are bound to one version; what stands is the newest of each kind.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted
from micro_projects.kernel.money import Money
from micro_projects.proposals.condition_rules import HIGH


class RiskAssessment(Base):
    """A public assessment of risk (风险评估). Its level is computed from its aspects, never kept."""

    __tablename__ = "risk_assessment"
    __table_args__ = (Index("ix_risk_assessment_proposal_id_version", "proposal_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    who: Mapped[str]
    """Who assessed, as named in public: an office or a firm."""
    confirms_id: Mapped[int | None] = mapped_column(ForeignKey("risk_assessment.id"))
    """The earlier one found still true, after a hearing or for a new text."""
    hearing: Mapped[str]
    """The code of the hearing it was made after, as the forums answer; empty when none."""


class RiskAspect(Base):
    """One aspect of it: who is affected, what may go wrong, how likely and bad, what is done about it."""

    __tablename__ = "risk_aspect"
    __table_args__ = (
        CheckConstraint("aspect IN ('safety','noise','access','rights','cost','other')", name="aspect"),
        CheckConstraint(
            "(likelihood = 0 AND severity = 0) OR (likelihood BETWEEN 1 AND 3 AND severity BETWEEN 1 AND 3 "
            "AND affected <> '' AND harm <> '' AND measure <> '')",
            name="complete",
        ),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("risk_assessment.id"), primary_key=True)
    aspect: Mapped[str] = mapped_column(primary_key=True)
    likelihood: Mapped[int]
    """1 to 3; 0: does not apply."""
    severity: Mapped[int]
    affected: Mapped[str]
    harm: Mapped[str]
    measure: Mapped[str]


class WrittenPromise(Base):
    """What somebody outside put in writing: the owner's consent, or that they maintain it and bear the yearly cost."""

    __tablename__ = "written_promise"
    __table_args__ = (
        Index("ix_written_promise_proposal_id_kind", "proposal_id", "kind"),
        CheckConstraint("party IN ('committee','manager','public','other','none')", name="party"),
        CheckConstraint(
            "(kind = 'consent' AND site <> '' AND yearly_cost IS NULL AND starts_on IS NULL) OR "
            "(kind = 'maintainer' AND party <> 'none' AND yearly_cost IS NOT NULL AND yearly_cost >= 0 "
            "AND starts_on IS NOT NULL)",
            name="kind",
        ),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    version: Mapped[int]
    kind: Mapped[str]
    """``consent``, ``maintainer``."""
    party: Mapped[str]
    who: Mapped[str]
    """The owner or the maintainer, as named in public."""
    site: Mapped[str]
    """Which ground it is about; of a consent."""
    conditions: Mapped[str]
    """What they ask in return, in their words."""
    yearly_cost: Mapped[Money | None]
    """What keeping it up costs a year; of a maintainer."""
    starts_on: Mapped[date | None]
    """From when they maintain it."""
    signed_by: Mapped[str]
    """Whose signature it bears; not public."""
    signed_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    """The signed document; not public. None only where no ground is concerned."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_reason: Mapped[str]


for table in ("risk_assessment", "risk_aspect"):
    append_only(table)
never_deleted("written_promise")
for table in ("risk_assessment", "written_promise"):
    guard(
        f"{table}_on_version",
        table,
        when="INSERT",
        sqlite_if=(
            "NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version "
            "AND p.state IN ('deliberating','deferred','advanced'))"
        ),
    )
guard(
    "written_promise_signed",
    "written_promise",
    when="INSERT",
    sqlite_if="NEW.party <> 'none' AND (NEW.file_id IS NULL OR NEW.signed_by = '' OR NEW.signed_on IS NULL)",
)
_FIXED = ("id", "proposal_id", "version", "kind", "party", "who", "site", "conditions", "signed_by", "by_id")
guard(
    "written_promise_fixed",
    "written_promise",
    when="UPDATE",
    sqlite_if=(
        " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _FIXED)  # noqa: S608 # nosec B608 - names of ours
        + " OR COALESCE(NEW.file_id, 0) <> COALESCE(OLD.file_id, 0) "
        "OR COALESCE(NEW.yearly_cost, -1) <> COALESCE(OLD.yearly_cost, -1) OR OLD.withdrawn_at IS NOT NULL "
        "OR NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id "
        "AND p.state IN ('deliberating','deferred','advanced'))"
    ),
)

_ASSESSED = (
    "EXISTS (SELECT 1 FROM risk_assessment r WHERE r.version = NEW.version AND r.id = "  # noqa: S608 # nosec B608 - ours
    "(SELECT MAX(n.id) FROM risk_assessment n WHERE n.proposal_id = NEW.id) "
    "AND (SELECT COUNT(*) FROM risk_aspect c WHERE c.assessment_id = r.id) = 6 "
    "AND (r.hearing <> '' OR NOT EXISTS (SELECT 1 FROM risk_assessment h "
    "JOIN risk_aspect a ON a.assessment_id = h.id WHERE h.proposal_id = NEW.id AND h.version = NEW.version "
    f"AND a.likelihood * a.severity >= {HIGH})))"
)
_LAWFUL = (
    "EXISTS (SELECT 1 FROM opinion o WHERE o.version = NEW.version AND o.favourable AND o.id = "
    "(SELECT MAX(n.id) FROM opinion n WHERE n.proposal_id = NEW.id AND n.kind = 'legality'))"
)


def _promised(kind: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM written_promise w WHERE w.version = NEW.version AND w.withdrawn_at IS NULL "  # noqa: S608 # nosec B608 - ours
        f"AND w.id = (SELECT MAX(n.id) FROM written_promise n WHERE n.proposal_id = NEW.id AND n.kind = '{kind}'))"
    )


# P10 and P14, held by the database too: nothing goes round the conditions.
guard(
    "proposal_conditions_met",
    "proposal",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "OLD.state = 'advanced' AND NEW.state = 'on_ballot' AND NOT "
        f"({_ASSESSED} AND {_LAWFUL} AND {_promised('consent')} AND {_promised('maintainer')})"
    ),
)
guard(
    "proposal_risk_assessed",
    "proposal",
    when="UPDATE",
    columns="state",
    sqlite_if=f"OLD.state <> 'approved' AND NEW.state = 'approved' AND NOT {_ASSESSED}",
)
