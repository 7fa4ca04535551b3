"""How the tests ask the verifier: its report as JSON says it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from verifying.bench import zipped

from micro_projects.verifying.command import run

Ask = Callable[..., tuple[int, Any]]


def asked(what: str | Path, *options: str) -> tuple[int, Any]:
    """Exit status and report."""
    out, err = io.StringIO(), io.StringIO()
    status = run([str(what), "--json", "--lang", "en", *options], out, err)
    return status, json.loads(out.getvalue())


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Verify a path, or files given as a mapping."""

    def verify(what: Mapping[str, bytes] | str | Path, *options: str) -> tuple[int, Any]:
        if isinstance(what, Mapping):
            what = zipped(what, tmp_path / "bundle.zip")
        return asked(what, *options)

    return verify


def found(report: Any, of: str = "findings") -> set[tuple[str, str]]:
    """Check and code of every line."""
    return {(line["check"], line["code"]) for line in report[of]}


def named(report: Any) -> Sequence[str]:
    """Where every fault is."""
    return [line["where"] for line in report["findings"]]
