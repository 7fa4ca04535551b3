"""Who stands where in one project: supervisors drawn for it, the firm's person, people with an interest."""

from __future__ import annotations

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import found, require
from micro_projects.projects import queries, refusals
from micro_projects.projects.models import Contract, Contractor, Project


def supervisors(project: Project) -> set[int]:
    """Persons drawn to supervise a project; oversight answers."""
    if not calls.knows("supervisors", "project"):
        return set()
    drawn: set[int] = calls("supervisors", "project", project.id)
    return drawn


def require_supervisor(by: Actor, project: Project) -> None:
    """Refuse anybody who was not drawn for this very project (invariant 9)."""
    require(by.id in supervisors(project), refusals.NOT_SUPERVISOR)


def firm_of(by: Actor) -> Contractor:
    """The firm somebody speaks for."""
    return found(queries.contractor_of(by.id), refusals.NO_CONTRACTOR)


def require_contractor(by: Actor, project: Project) -> Contract:
    """The contract in force, when `by` speaks for its firm; refused for every other firm."""
    firm = firm_of(by)
    contract = queries.contract(project.id)
    require(contract is not None and contract.contractor_id == firm.id, refusals.NOT_YOUR_CONTRACT)
    assert contract is not None
    return contract


def contract_in_force(project: Project) -> Contract:
    """The contract in force; refused when there is none."""
    return found(queries.contract(project.id), refusals.NOT_RUNNING)


def holds(project: Project) -> list[str]:
    """A supervisor's open holds on payments, in words; oversight answers."""
    return [str(reason) for told in calls.tell("payment_holds", "project", project.id) for reason in told]


def open_findings(project: Project) -> list[int]:
    """Findings not yet closed; oversight answers."""
    return [int(f) for told in calls.tell("open_findings", "project", project.id) for f in told]
