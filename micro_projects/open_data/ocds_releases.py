"""OCDS releases: one per disclosure that changes what is known of a procurement; of its contract, see beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micro_projects.open_data import ocds_contract_releases
from micro_projects.open_data import ocds_parts as parts
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure, Where
from micro_projects.open_data.life import Life
from micro_projects.open_data.writing import amount, instant

Maker = ocds_contract_releases.Maker
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
        "documents": [parts.document(where, told, "tenderNotice", _invited(life.code, invitation.number))],
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


MAKERS: dict[str, Maker] = {
    **ocds_contract_releases.MAKERS,
    "money.commit": _planning,
    "project.invite": _tender,
    "project.opened": _opened,
    "notice.E1": _award,
    "notice.released": _released,
    "project.award_cancelled": _award_fell,
}


def every(data: Dataset) -> Iterator[tuple[str, list[Json]]]:
    """Each project's ocid with its releases."""
    for code in data.lives:
        if data.is_mine(code) and (releases := of_project(data, code)):
            yield parts.ocid(code), releases


def _invited(code: str, number: int) -> str:
    return f"{code} 第{number}次报价邀请"  # zh only
