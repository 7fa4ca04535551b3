"""Releases about a contract: signed, paid, carried on, varied, ended. Each says what its disclosure said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from micro_projects.open_data import ocds_parts as parts
from micro_projects.open_data.disclosed import Disclosure, Where
from micro_projects.open_data.life import Life
from micro_projects.open_data.life_parts import Contract
from micro_projects.open_data.writing import amount, instant, last_second, midnight

Json = dict[str, Any]
Maker = Callable[[Where, Life, Disclosure], Json | None]


def _contract(where: Where, life: Life, told: Disclosure) -> Json | None:
    signed = life.contract
    if signed is None or signed.seen is not told:
        return None
    facts = told.facts
    contract = {
        **_reference(life, signed),
        "title": life.title,
        "description": facts["number"],
        "status": "active",
        "period": {"startDate": midnight(facts["starts_on"]), "endDate": last_second(facts["ends_on"])},
        "value": amount(facts["amount"]),
        "dateSigned": midnight(facts["signed_on"]),
        "documents": [parts.document(where, told, "contractSummary", facts["number"])],
        "implementation": {
            "milestones": [
                {
                    "id": str(m.number),
                    "title": m.plan["title"],
                    "type": "delivery",
                    "description": m.plan["evidence"],
                    "dueDate": last_second(m.plan["due_on"]),
                    "status": "scheduled",
                }
                for m in signed.milestones
            ]
        },
    }
    award = {"id": parts.award_id(life, signed.award), "status": "active"}
    party = parts.firm_party(signed.firm, "tenderer", "supplier", "payee")
    made: Json = {"tag": ["contract"], "contracts": [contract], "parties": [parts.office_party(where), party]}
    return made | ({"awards": [award]} if signed.award else {})


def _reference(life: Life, contract: Contract) -> Json:
    return {
        "id": parts.contract_id(life, contract),
        "awardID": parts.award_id(life, contract.award),
    }


def _payment(where: Where, life: Life, told: Disclosure) -> Json | None:
    paid, contract = life.payments[-1], life.contract
    if contract is None or not paid.paid:
        return None
    transaction = {
        "id": told.id,
        "source": parts.page(where, told),
        "date": instant(told.at),
        "value": amount(paid.paid),
        "payer": parts.office(where),
        "payee": parts.firm(contract.firm),
        "uri": parts.page(where, told),
    }
    return {
        "tag": ["implementation"],
        "contracts": [_reference(life, contract) | {"implementation": {"transactions": [transaction]}}],
    }


def _milestone(where: Where, life: Life, told: Disclosure) -> Json | None:
    contract, number = life.contract, told.facts.get("milestone")
    if contract is None or number is None:
        return None
    met = {"id": str(number), "status": "met", "dateMet": instant(told.at), "dateModified": instant(told.at)}
    return _progress(life, contract, {"milestones": [met]})


def _sent_back(where: Where, life: Life, told: Disclosure) -> Json | None:
    contract, number = life.contract, told.facts.get("milestone")
    if contract is None or number is None:
        return None
    missed = {"id": str(number), "status": "notMet", "dateModified": instant(told.at)}
    return _progress(life, contract, {"milestones": [missed]})


def _progress(life: Life, contract: Contract, implementation: Json) -> Json:
    one = _reference(life, contract) | {"implementation": implementation}
    return {"tag": ["implementationUpdate"], "contracts": [one]}


def _amendment(where: Where, life: Life, told: Disclosure) -> Json | None:
    contract = life.contract
    if contract is None:
        return None
    amendment = {
        "id": f"{parts.contract_id(life, contract)}-V{told.facts.get('number', '')}",
        "date": instant(told.at),
        "description": told.text,
        "releaseID": parts.release_id(told),
    }
    amended = _reference(life, contract) | {
        "value": amount(contract.fen),
        "period": {
            "startDate": midnight(contract.seen.facts["starts_on"]),
            "endDate": last_second(contract.ends_on.isoformat()),
        },
        "amendments": [amendment],
    }
    return {"tag": ["contractAmendment"], "contracts": [amended]}


def _accepted(where: Where, life: Life, told: Disclosure) -> Json | None:
    if life.contract is None:
        return None
    done = parts.document(where, told, "completionCertificate", told.facts.get("notice", ""))
    return _progress(life, life.contract, {"documents": [done]})


def _ended(where: Where, life: Life, told: Disclosure) -> Json | None:
    ended = next((c for c in life.contracts if c.ended is told), None)
    if ended is None:
        return None
    contract = _reference(life, ended) | {"status": "terminated"}
    if told.kind == "notice.E4":
        contract["documents"] = [parts.document(where, told, "finalAudit", told.facts.get("notice", ""))]
    return {"tag": ["contractTermination"], "contracts": [contract]}


MAKERS: dict[str, Maker] = {
    "money.contract": _contract,
    "money.pay": _payment,
    "money.release_retention": _payment,
    "project.milestone": _milestone,
    "project.milestone_returned": _sent_back,
    "money.supplement": _amendment,
    "money.reduce": _amendment,
    "project.variation": _amendment,
    "notice.E3": _accepted,
    "notice.E4": _ended,
    "money.replace": _ended,
    "money.terminate": _ended,
    "project.terminated": _ended,
}
