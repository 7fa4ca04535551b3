"""OCDS releases: one per disclosure that changes what is known of a procurement, its contract or its payments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from micro_projects.open_data import ocds_parts as parts
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure, Where
from micro_projects.open_data.life import Life
from micro_projects.open_data.life_parts import Contract
from micro_projects.open_data.writing import amount, instant, last_second, midnight

Json = dict[str, Any]


def of_project(data: Dataset, code: str) -> list[Json]:
    """A project's releases, in the order of the log; each says what its disclosure said and no more."""
    if code not in data.releases:
        data.releases[code] = _made(data, code)
    return data.releases[code]


def _made(data: Dataset, code: str) -> list[Json]:
    life, releases = data.born(code), []
    for told in data.lives[code].seen:
        life.take(told)
        maker = MAKERS.get(told.kind)
        made = maker(data.where, life, told) if maker and life.approved is not None else None
        if made is not None:
            releases.append(_head(data.where, told) | made)
    return releases


def _head(where: Where, told: Disclosure) -> Json:
    return {
        "ocid": parts.ocid(told.about),
        "id": parts.release_id(told),
        "date": instant(told.at),
        "tag": [],
        "initiationType": "tender",
        "language": "zh",
        "buyer": parts.office(where),
        "parties": [parts.office_party(where)],
    }


def _also(where: Where, *firms: Json) -> list[Json]:
    return [parts.office_party(where), *firms]


def _planning(where: Where, life: Life, told: Disclosure) -> Json | None:
    if life.approved_fen is None:
        return None
    budget = {
        "id": f"{where.place}-{where.year}",
        "amount": amount(life.approved_fen),
        "project": life.title,
        "projectID": parts.project_id(life.code),
        "uri": f"{where.base}/projects/{life.code}",
    }
    return {"tag": ["planning"], "planning": {"budget": budget}}


def _tender(where: Where, life: Life, told: Disclosure) -> Json | None:
    invitation, facts = life.invitations[-1], told.facts
    if "opens_at" not in facts:
        return None
    single = facts.get("method") == "single"
    tender = {
        "id": parts.tender_id(life),
        "title": life.title,
        "description": facts.get("text", ""),
        "status": "active",
        "procuringEntity": parts.office(where),
        "procurementMethod": "direct" if single else "open",
        "procurementMethodDetails": "单一报价" if single else "公开邀请报价",  # zh only
        "mainProcurementCategory": parts.CATEGORIES.get(life.kind),
        "value": amount(life.approved_fen) if life.approved_fen is not None else None,
        "tenderPeriod": {"startDate": instant(told.at), "endDate": instant(facts["opens_at"])},
        "documents": [
            parts.document(where, told, "tenderNotice", f"{life.code} 第{invitation.number}次报价邀请")
        ],
    }
    return {"tag": ["tender" if invitation.number == 1 else "tenderAmendment"], "tender": _full(tender)}


def _full(value: Json) -> Json:
    """Without what is not known."""
    return {name: one for name, one in value.items() if one not in (None, "")}


def _opened(where: Where, life: Life, told: Disclosure) -> Json:
    quoted = life.invitations[-1].quotations if life.invitations else []
    firms = [{"credit_code": q["contractor"]} for q in quoted]
    bids = [
        {
            "id": f"{parts.tender_id(life)}{life.invitations[-1].number}-{q['contractor']}",
            "status": "valid",
            "date": instant(told.at),
            "tenderers": [parts.firm({"credit_code": q["contractor"]})],
            "value": amount(q["fen"]),
        }
        for q in quoted
    ]
    tender = {
        "id": parts.tender_id(life),
        "status": "complete" if quoted else "unsuccessful",
        "numberOfTenderers": len(quoted),
        "tenderers": [parts.firm(one) for one in firms],
    }
    return {
        "tag": ["tenderUpdate"],
        "tender": tender,
        "bids": {"details": bids},
        "parties": _also(where, *(parts.firm_party(one, "tenderer") for one in firms)),
    }


def _award(where: Where, life: Life, told: Disclosure) -> Json | None:
    made = life.award
    if made is None or made.seen is not told:
        return None
    award = {
        "id": parts.award_id(life, made.number),
        "title": life.title,
        "description": told.facts.get("reason", ""),
        "status": "pending",
        "date": instant(told.at),
        "value": amount(made.fen),
        "suppliers": [parts.firm(made.firm)],
        "documents": [parts.document(where, told, "awardNotice", told.facts["notice"])],
    }
    first = sum(d.kind == "notice.E1" for d in life.seen) == 1
    return {
        "tag": ["award" if first or made.number > 1 else "awardUpdate"],
        "awards": [_full(award)],
        "parties": _also(where, parts.firm_party(made.firm, "tenderer", "supplier")),
    }


def _released(where: Where, life: Life, told: Disclosure) -> Json | None:
    made = life.award
    stands = made is not None and told.facts.get("notice") == made.seen.facts["notice"]
    if made is None or not stands:
        return None
    return {"tag": ["awardUpdate"], "awards": [{"id": parts.award_id(life, made.number), "status": "active"}]}


def _award_fell(where: Where, life: Life, told: Disclosure) -> Json | None:
    fallen = next((a for a in life.awards if a.cancelled is told), None)
    if fallen is None:
        return None
    award = {"id": parts.award_id(life, fallen.number), "status": "cancelled"}
    return {"tag": ["awardCancellation"], "awards": [award]}


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
    made: Json = {"tag": ["contract"], "contracts": [contract], "parties": _also(where, party)}
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


MAKERS: dict[str, Callable[[Where, Life, Disclosure], Json | None]] = {
    "money.commit": _planning,
    "project.invite": _tender,
    "project.opened": _opened,
    "notice.E1": _award,
    "notice.released": _released,
    "project.award_cancelled": _award_fell,
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


def every(data: Dataset) -> Iterator[tuple[str, list[Json]]]:
    """Each project's ocid with its releases."""
    for code in data.lives:
        if data.is_mine(code) and (releases := of_project(data, code)):
            yield parts.ocid(code), releases
