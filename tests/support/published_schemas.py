"""The published schemas, read from tests/open_data/schemas: nothing is fetched. Where they come from: SOURCES.md there."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

FOLDER = Path(__file__).parent.parent / "open_data" / "schemas"


@cache
def _registry() -> Registry[Any]:
    found = {}
    for path in FOLDER.glob("*.json"):
        schema = json.loads(path.read_text())
        found[schema["id"]] = Resource.from_contents(schema, DRAFT4)
    return Registry().with_resources(found.items())


@cache
def validator(name: str) -> Draft4Validator:
    """The validator of a schema file, formats checked too."""
    schema = json.loads((FOLDER / name).read_text())
    return Draft4Validator(schema, registry=_registry(), format_checker=FormatChecker())


def faults(name: str, value: Any) -> list[str]:
    """What is wrong with `value`, each with where."""
    return [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
        for e in validator(name).iter_errors(value)
    ]
