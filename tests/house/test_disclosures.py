"""What is disclosed is listed, has a schema, and every key and code of it a word that people understand."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from micro_projects.kernel.disclosure import Codes, DisclosureKind, Kinds
from micro_projects.notices.fact_words import LABELS
from micro_projects.projects import disclosing as project_steps
from micro_projects.projects.machine import MACHINE as PROJECT
from micro_projects.proposals import moving as proposal_steps
from micro_projects.proposals.machine import MACHINE as PROPOSAL
from micro_projects.rooms import modules
from scripts import disclosures as page
from support.code import ROOT, files
from support.disclosed import FORMS, SCHEMAS, faults

KINDS = [kind for module in modules("disclosures") for kind in module.KINDS]
CODES = sorted(kind.code for kind in KINDS)


def schema(code: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{code}.json").read_text())
    return loaded


def test_each_kind_has_its_schema_and_each_schema_its_kind() -> None:
    assert len(CODES) == len(set(CODES))
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {*CODES, *FORMS}


def test_a_kind_no_room_lists_is_a_mistake() -> None:
    kinds = Kinds()
    kinds.register(DisclosureKind("a.b", "甲", "乙", "x"))
    assert kinds["a.b"].name == "甲"
    with pytest.raises(LookupError):
        kinds["a.c"]
    with pytest.raises(ValueError):
        kinds.register(DisclosureKind("a.b", "丙", "乙", "x"))


def objects(node: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside one, with the property it is of."""
    if isinstance(node, list):
        for item in node:
            yield from objects(item, key)
    elif isinstance(node, dict):
        yield key, node
        for word, inner in node.items():
            if word in ("properties", "$defs"):
                for name, one in inner.items():
                    yield from objects(one, name if word == "properties" else "")
            elif word in ("items", "oneOf", "anyOf", "additionalProperties"):
                yield from objects(inner, key)


@pytest.mark.parametrize("code", [*CODES, *FORMS])
def test_a_schema_is_sound_closed_and_speaks_both_languages(code: str) -> None:
    made = schema(code)
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"urn:micro-projects:schema:{code}"
    for _key, one in objects(made):
        if "properties" in one:
            assert one.get("additionalProperties") is False, one.get("title")
            assert set(one.get("required", ())) <= set(one["properties"])
            unnamed = [
                name for name, inner in one["properties"].items() if name != "part" and "title" not in inner
            ]
            assert not unnamed
        for text in (one.get("title"), one.get("description")):
            if isinstance(text, str):
                assert re.search("[\u4e00-\u9fff].* / .*[A-Za-z]", text), text


def test_each_key_and_code_has_a_word_on_the_pages() -> None:
    silent = set()
    words = Codes()
    for module in modules("disclosures"):
        for key, table in getattr(module, "CODES", {}).items():
            words.register(key, table)
    for code in CODES:
        made = schema(code)
        for key, one in objects(made):
            silent |= {
                f"{code}: {name}" for name in one.get("properties", ()) if name not in {*LABELS, "part"}
            }
            choices = one.get("oneOf", [])
            codes = [c["const"] for c in choices if isinstance(c, dict) and isinstance(c.get("const"), str)]
            codes += [c for c in one.get("enum", ()) if isinstance(c, str)]
            silent |= {f"{code}: {key}={one}" for one in codes if not words.word(key, one, code)}
        if code == "notice.C1":
            silent = {
                line for line in silent if "notice.C1: " not in line or "=" in line
            }  # its table has its own words
    assert not silent


def test_the_page_in_docs_is_what_the_rooms_list() -> None:
    assert page.PAGE.read_text() == page.page(), "run: python scripts/disclosures.py"


def test_each_kind_is_written_where_it_is_made() -> None:
    """By its code, or by the first word of one that is put together (``f"money.{act}"``)."""
    said = set()
    for path in files(".py", under=("micro_projects",)):
        if path.name != "disclosures.py":
            for node in ast.walk(ast.parse((ROOT / path).read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    said.add(node.value)
    first = {word for word in said if re.fullmatch(r"[a-z]+\.", word)}
    silent = [
        c
        for c in CODES
        if c not in said and not (c.partition(".")[0] + "." in first and c.partition(".")[2] in said)
    ]
    assert not silent


def test_each_step_is_disclosed_by_itself_or_by_another_kind() -> None:
    for machine, told in ((PROPOSAL, proposal_steps), (PROJECT, project_steps)):
        stepped = proposal_steps.STEPPED if told is proposal_steps else project_steps.MOVED
        acts = {step.act for step in machine.steps}
        assert acts == set(stepped) | set(told.TOLD_BY)
        assert not set(stepped) & set(told.TOLD_BY)
        assert set(told.TOLD_BY.values()) <= set(CODES)


def test_a_schema_refuses_what_it_does_not_know() -> None:
    good = {"reason": "换了承接单位"}
    assert not faults("project.suspend", good)
    assert faults("project.suspend", good | {"name": "张三丰"})
    assert faults("project.suspend", {})
    assert faults("money.open", {"cycle": "FT-LH-2026", "postings": [{"fen": "3"}]})
