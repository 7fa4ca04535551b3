"""OC4IDS: each project from its approval to its completion, with what its contracting process came to."""

from __future__ import annotations

from typing import Any

from micro_projects.open_data import ocds_parts as parts
from micro_projects.open_data import ocds_releases
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.life import Life
from micro_projects.open_data.life_parts import Contract, Milestone
from micro_projects.open_data.tables import as_json
from micro_projects.open_data.writing import amount, instant, last_second, midnight

Json = dict[str, Any]
STATUS = {
    "approved": "preparation",
    "funded": "preparation",
    "procuring": "preparation",
    "contracted": "implementation",
    "executing": "implementation",
    "suspended": "implementation",
    "acceptance": "implementation",
    "rectifying": "implementation",
    "accepted": "completion",
    "settling": "completion",
    "settled": "maintenance",
    "evaluating": "maintenance",
    "closed": "maintenance",
    "closed_with_reservations": "maintenance",
    "terminated": "cancelled",
}
NATURE = {"works": "construction"}
"""Other kinds have no word in the standard."""


def projects(data: Dataset) -> bytes | None:
    """The project package; none while no project was funded, since the standard knows no empty package."""
    lives = [life for life in data.lives.values() if data.is_mine(life.code) and life.approved is not None]
    if not lives:
        return None
    package = {
        "uri": f"{data.where.folder}/oc4ids.json",
        "version": "0.9",
        "publishedDate": instant(data.newest),
        "publisher": {"name": data.where.office_name, "uri": data.where.base},
        "license": LICENCE.url,
        "publicationPolicy": f"{data.where.base}/open-data",
        "projects": [_project(data, life) for life in lives],
    }
    return as_json(package)


def _project(data: Dataset, life: Life) -> Json:
    text, where = data.texts.get(life.code, {}), data.where
    assert life.approved is not None
    budget: Json = {"approvalDate": instant(life.approved.at)}
    if life.approved_fen is not None:
        budget["amount"] = amount(life.approved_fen)
    return _full(
        {
            "id": parts.project_id(life.code),
            "identifiers": [{"id": life.code, "scheme": where.base}],
            "updated": instant(life.seen[-1].at),
            "language": "zh",
            "publicAuthority": parts.office(where),
            "title": life.title,
            "description": text.get("wish"),
            "purpose": text.get("problem"),
            "status": STATUS.get(life.stage),
            "budget": budget,
            "locations": [{"id": "1", "description": life.location}] if life.location else None,
            "benefits": [{"description": text["beneficiaries"]}] if text.get("beneficiaries") else None,
            "implementationPeriod": _period(life),
            "parties": _parties(data, life),
            "completion": _completion(life),
            "documents": [
                parts.document(where, told, kind, told.facts.get("notice", ""))
                for told, kind in (
                    (life.acceptance, "completionCertificate"),
                    (life.settlement, "finalAudit"),
                )
                if told is not None
            ],
            "contractingProcesses": [_process(data, life)],
        }
    )


def _full(value: Json) -> Json:
    """Without what is not known: the standard takes no empty texts and lists."""
    return {name: one for name, one in value.items() if one not in (None, "", [], {})}


def _period(life: Life) -> Json | None:
    if not life.contracts:
        return None
    first = life.contracts[0].seen.facts["starts_on"]
    return {"startDate": midnight(first), "endDate": last_second(life.contracts[-1].ends_on.isoformat())}


def _parties(data: Dataset, life: Life) -> list[Json]:
    office = parts.office_party(data.where) | {
        "roles": ["publicAuthority", "buyer", "procuringEntity", "payer"]
    }
    firms = {c.firm["credit_code"]: c.firm for c in life.contracts}
    if life.award is not None:
        firms[life.award.firm["credit_code"]] = life.award.firm
    return [office, *(parts.firm_party(firm, "supplier", "payee") for firm in firms.values())]


def _completion(life: Life) -> Json | None:
    if life.acceptance is None:
        return None
    completion: Json = {"endDate": instant(life.acceptance.at), "finalScope": life.acceptance.text}
    if life.settlement is not None:
        settled = life.settlement.facts
        value = settled.get("paid", 0) + settled.get("retention", 0)
        completion |= {"finalValueDetails": life.settlement.text, "finalValue": amount(value)}
    return _full(completion)


def _process(data: Dataset, life: Life) -> Json:
    releases = ocds_releases.of_project(data, life.code)
    address = f"{data.where.folder}/ocds-releases.json"
    return {
        "id": parts.ocid(life.code),
        "summary": _summary(data, life),
        "releases": [
            {"id": r["id"], "tag": r["tag"], "date": r["date"], "url": f"{address}#{r['id']}"}
            for r in releases
        ],
    }


def _summary(data: Dataset, life: Life) -> Json:
    contract, nature = life.contract, NATURE.get(life.kind)
    summary = {
        "ocid": parts.ocid(life.code),
        "externalReference": contract.seen.facts["number"] if contract else None,
        "nature": [nature] if nature else None,
        "title": life.title,
        "status": _status(life),
        "tender": _tender(data, life),
        "suppliers": [parts.firm(c.firm) for c in life.contracts[-1:]],
    }
    if contract is not None:
        facts = contract.seen.facts
        summary |= {
            "contractValue": amount(facts["amount"]),
            "contractPeriod": {
                "startDate": midnight(facts["starts_on"]),
                "endDate": last_second(facts["ends_on"]),
            },
            "modifications": _modifications(life, contract),
            "transactions": _transactions(data, life),
            "milestones": [_milestone(m) for m in contract.milestones],
        }
    if life.settlement is not None:
        settled = life.settlement.facts
        summary["finalValue"] = amount(settled.get("paid", 0) + settled.get("retention", 0))
    return _full(summary)


def _status(life: Life) -> str:
    if life.settlement is not None or life.terminated is not None:
        return "closed"
    return "active" if life.contract is not None and life.contract.ended is None else "pre-award"


def _tender(data: Dataset, life: Life) -> Json | None:
    if not life.invitations:
        return None
    last = life.invitations[-1]
    tender: Json = {"procurementMethod": "direct" if last.seen.facts.get("method") == "single" else "open"}
    if life.approved_fen is not None:
        tender["costEstimate"] = amount(life.approved_fen)
    if last.opened is not None:
        tender["numberOfTenderers"] = len(last.quotations)
        tender["tenderers"] = [
            parts.firm({"credit_code": q["contractor"], "name": data.firms.get(q["contractor"], "")})
            for q in last.quotations
        ]
    tender["procuringEntity"] = parts.office(data.where)
    return _full(tender)


def _modifications(life: Life, contract: Contract) -> list[Json]:
    made, value, days = [], contract.seen.facts["amount"], 0
    for variation in life.variations:
        if variation.effective is None or variation.effective.at < contract.seen.at:
            continue
        facts = variation.seen.facts
        before = value
        value, days = value + facts["fen"], days + facts["days"]
        kinds = (("value", facts["fen"]), ("duration", facts["days"]), ("scope", facts["scope"]))
        made.append(
            {
                "id": str(variation.number),
                "date": instant(variation.effective.at),
                "description": variation.effective.text or f"第{variation.number}号变更",  # zh only
                "type": next(kind for kind, changed in kinds if changed),
                "releaseID": parts.release_id(variation.effective),
                "oldContractValue": amount(before),
                "newContractValue": amount(value),
            }
        )
    return made


def _transactions(data: Dataset, life: Life) -> list[Json]:
    return [
        {
            "id": payment.seen.id,
            "source": parts.page(data.where, payment.seen),
            "date": instant(payment.seen.at),
            "value": amount(payment.paid),
            "payer": parts.office(data.where),
            "payee": parts.firm(payment.contract.firm),
        }
        for payment in life.payments
        if payment.contract is not None and payment.paid
    ]


def _milestone(milestone: Milestone) -> Json:
    plan, verified = milestone.plan, milestone.verified
    return _full(
        {
            "id": str(milestone.number),
            "title": plan["title"],
            "type": "delivery",
            "description": plan["evidence"],
            "dueDate": last_second(plan["due_on"]),
            "status": "met" if verified else "scheduled",
            "dateMet": instant(verified.at) if verified else None,
            "value": amount(plan["amount"]),
        }
    )
