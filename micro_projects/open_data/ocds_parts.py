"""The building blocks of OCDS and OC4IDS: identifiers, organisations, documents.

Identifiers are made of our codes only, so that the same project has the same ones for ever. Both standards ask for
a prefix registered with the Open Contracting Partnership; until a publisher has one, ours says that it has not.
"""

from __future__ import annotations

from typing import Any

from micro_projects.open_data.disclosed import Disclosure, Where
from micro_projects.open_data.life import Life
from micro_projects.open_data.life_parts import Contract

OCID_PREFIX = "ocds-unregistered"
OC4IDS_PREFIX = "oc4ids-unregistered"
FIRMS = "CN-SAIC"
"""The register unified social credit codes come from, as org-id.guide calls it."""
OFFICES = "CN-PLACE"
"""Our own codes of places: no register of theirs is known to org-id.guide."""
CATEGORIES = {"works": "works", "goods": "goods", "service": "services"}

Json = dict[str, Any]


def ocid(code: str) -> str:
    """A project's contracting process: its whole procurement, also when the contractor is replaced."""
    return f"{OCID_PREFIX}-{code}"


def project_id(code: str) -> str:
    """The project of OC4IDS."""
    return f"{OC4IDS_PREFIX}-{code}"


def release_id(told: Disclosure) -> str:
    """A release is one entry of the log."""
    return f"{ocid(told.about)}-{told.id}"


def contract_id(life: Life, contract: Contract) -> str:
    """``FT-LH-2025-001-C1``: the first contract of a project."""
    return f"{life.code}-C{contract.number}"


def award_id(life: Life, number: int) -> str:
    """``FT-LH-2025-001-A1``."""
    return f"{life.code}-A{number}"


def tender_id(life: Life) -> str:
    """``FT-LH-2025-001-T``: every invitation of a project is the same tender, amended."""
    return f"{life.code}-T"


def office(where: Where) -> Json:
    """The sub-district's office, which invites, contracts and pays, as a reference."""
    return {"id": f"{OFFICES}-{where.office}", "name": where.office_name}


def office_party(where: Where) -> Json:
    """The same as a party."""
    return {
        **office(where),
        "identifier": {"scheme": OFFICES, "id": where.office, "legalName": where.office_name},
        "roles": ["buyer", "procuringEntity", "payer"],
    }


def firm(told: dict[str, str]) -> Json:
    """A firm as a reference."""
    code = told["credit_code"]
    return {"id": f"{FIRMS}-{code}", "name": told.get("name") or code}


def firm_party(told: dict[str, str], *roles: str) -> Json:
    """A firm as a party."""
    reference = firm(told)
    identifier = {"scheme": FIRMS, "id": told["credit_code"], "legalName": reference["name"]}
    return {**reference, "identifier": identifier, "roles": list(roles)}


def page(where: Where, told: Disclosure) -> str:
    """The page of a disclosure."""
    return f"{where.base}/disclosures/{told.log}/{told.index}"


def document(where: Where, told: Disclosure, kind: str, title: str) -> Json:
    """A disclosure as a document; `kind` is a word of OCDS's list of document types."""
    return {
        "id": told.id,
        "documentType": kind,
        "title": title,
        "description": told.text,
        "url": page(where, told),
        "datePublished": told.at.isoformat(),
        "format": "text/html",
        "language": "zh",
    }
