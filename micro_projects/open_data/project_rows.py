"""Rows about projects: contracts, milestones, payments, quotations, variations, evaluations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.life import Life
from micro_projects.open_data.life_parts import Contract, Milestone
from micro_projects.open_data.writing import instant, local_day, yuan

Row = dict[str, Any]


def _lives(data: Dataset) -> list[Life]:
    return [life for life in data.lives.values() if data.is_mine(life.code) and life.approved is not None]


def projects(data: Dataset) -> Iterator[Row]:
    """One row per project that was funded."""
    for life in _lives(data):
        yield _of_life(life) | _of_contract(data, life) | _of_ending(data, life)


def _of_life(life: Life) -> Row:
    assert life.approved is not None
    return {
        "code": life.code,
        "title": life.title,
        "kind": life.kind,
        "location": life.location,
        "stage": life.stage,
        "approved_cny": yuan(life.approved_fen),
        "quotations": len(life.invitations[-1].quotations)
        if life.invitations and life.invitations[-1].opened
        else None,
        "progress_percent": life.percent,
        "overdue_steps": life.overdue,
        "paid_cny": yuan(life.paid_fen),
        "retention_held_cny": yuan(life.retention_fen),
        "first_disclosed_at": instant(life.approved.at),
        "updated_at": instant(life.seen[-1].at),
    }


def _of_contract(data: Dataset, life: Life) -> Row:
    contract = life.contract
    if contract is None:
        return {}
    facts = contract.seen.facts
    late = [days_late(data, life, contract, m) for m in contract.milestones]
    return {
        "contractor_name": contract.firm["name"],
        "contractor_credit_code": contract.firm["credit_code"],
        "contract_number": facts["number"],
        "contract_cny": yuan(facts["amount"]),
        "variations_cny": yuan(contract.fen - facts["amount"]),
        "contract_now_cny": yuan(contract.fen),
        "advance_cny": yuan(facts["advance"]),
        "retention_percent": yuan(facts.get("retention_share")),  # basis points: hundredths of a percent
        "signed_on": facts["signed_on"],
        "starts_on": facts["starts_on"],
        "ends_on": facts["ends_on"],
        "extension_days": contract.days,
        "milestones": len(contract.milestones),
        "milestones_late": sum(days is not None and days > 0 for days in late),
    }


def _of_ending(data: Dataset, life: Life) -> Row:
    row: Row = {"days_late": project_days_late(data, life)}
    if (accepted := life.acceptance) is not None:
        row |= {
            "in_use_on": accepted.facts.get("in_use_on"),
            "accepted_at": instant(accepted.at),
            "maintainer": accepted.facts.get("maintainer"),
        }
    if (settled := life.settlement) is not None:
        row |= {"remainder_cny": yuan(settled.facts.get("remainder")), "settled_at": instant(settled.at)}
    return row


def project_days_late(data: Dataset, life: Life) -> int | None:
    """Days from the contract's last day, as varied, to the acceptance (or to the data's own day)."""
    if life.contract is None or life.terminated is not None:
        return None
    done = local_day(life.acceptance.at) if life.acceptance else data.as_of
    return max(0, (done - life.contract.ends_on).days)


def days_late(data: Dataset, life: Life, contract: Contract, milestone: Milestone) -> int | None:
    """Days from a milestone's due day to its verification (or to the data's own day); None when it lapsed."""
    if milestone.verified is not None:
        done = local_day(milestone.verified.at)
    elif contract.ended is not None or life.acceptance is not None:
        return None
    else:
        done = data.as_of
    return max(0, (done - date.fromisoformat(milestone.plan["due_on"])).days)


def milestones(data: Dataset) -> Iterator[Row]:
    """One row per milestone of every contract, ended ones too."""
    for life in _lives(data):
        for contract in life.contracts:
            for milestone in contract.milestones:
                yield {
                    "project": life.code,
                    "contract": contract.seen.facts["number"],
                    "number": milestone.number,
                    "title": milestone.plan["title"],
                    "evidence": milestone.plan["evidence"],
                    "weight_percent": milestone.plan["weight"],
                    "amount_cny": yuan(milestone.plan["amount"]),
                    "due_on": milestone.plan["due_on"],
                    "verified_at": instant(milestone.verified.at) if milestone.verified else None,
                    "times_returned": milestone.returned,
                    "days_late": days_late(data, life, contract, milestone),
                }


def payments(data: Dataset) -> Iterator[Row]:
    """One row per payment, in the order they were made within each project."""
    for life in _lives(data):
        for payment in life.payments:
            facts, contract = payment.seen.facts, payment.contract
            invoice = facts.get("invoice") or {}
            yield {
                "project": life.code,
                "number": facts.get("number"),
                "kind": payment.kind,
                "contract": contract.seen.facts["number"] if contract else None,
                "contractor_name": contract.firm["name"] if contract else None,
                "contractor_credit_code": contract.firm["credit_code"] if contract else None,
                "paid_cny": yuan(payment.paid if "postings" in facts else None),
                "withheld_cny": yuan(payment.withheld if "postings" in facts else None),
                "paid_at": instant(payment.seen.at),
                "postings": " ".join(str(p["number"]) for p in facts.get("postings", ())),
                "invoice_issuer": invoice.get("issuer"),
                "invoice_number": invoice.get("number"),
                "verified_by": facts.get("verified_by"),
                "released_by": facts.get("released_by"),
                "disclosure": payment.seen.id,
            }


def quotations(data: Dataset) -> Iterator[Row]:
    """One row per quotation of every opening."""
    for life in _lives(data):
        chosen = {award.firm["credit_code"] for award in life.awards}
        for invitation in life.invitations:
            for quoted in invitation.quotations:
                assert invitation.opened is not None
                yield {
                    "project": life.code,
                    "invitation": invitation.number,
                    "method": invitation.seen.facts.get("method"),
                    "contractor_credit_code": quoted["contractor"],
                    "contractor_name": data.firms.get(quoted["contractor"]),
                    "amount_cny": yuan(quoted["fen"]),
                    "opened_at": instant(invitation.opened.at),
                    "chosen": quoted["contractor"] in chosen,
                }


def variations(data: Dataset) -> Iterator[Row]:
    """One row per variation."""
    for life in _lives(data):
        for variation in life.variations:
            facts = variation.seen.facts
            yield {
                "project": life.code,
                "number": variation.number,
                "amount_cny": yuan(facts["fen"]),
                "days": facts["days"],
                "scope": facts["scope"],
                "council": facts["council"],
                "proposed_at": instant(variation.seen.at),
                "state": variation.state,
                "effective_at": instant(variation.effective.at) if variation.effective else None,
            }


def evaluations(data: Dataset) -> Iterator[Row]:
    """One row per evaluation that closed."""
    for life in _lives(data):
        for told in life.evaluations:
            yield {
                "project": life.code,
                "number": told.facts.get("number"),
                "closed_at": instant(told.at),
                "answers": told.facts.get("answers"),
                "solved": told.facts.get("yes"),
                "marks": told.facts.get("satisfaction"),
                "open_findings": told.facts.get("open_findings"),
                "good": told.facts.get("good"),
            }


def ledger(data: Dataset) -> Iterator[Row]:
    """One row per posting, as its own act disclosed it; the monthly statements say the same once more."""
    seen = set()
    for told in data.told:
        if not told.kind.startswith("money.") or told.kind == "money.month" or not data.is_mine(told.about):
            continue
        for posting in told.facts.get("postings", ()):
            if posting["number"] in seen:
                continue
            seen.add(posting["number"])
            yield {
                "number": posting["number"],
                "at": instant(told.at),
                "act": posting["act"],
                "from_account": posting["from"],
                "to_account": posting["to"],
                "amount_cny": yuan(posting["fen"]),
                "about_kind": told.about_kind,
                "about": told.about,
                "disclosure": told.id,
            }
