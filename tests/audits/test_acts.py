"""Auditors read words: every act that is journalled has some."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

import micro_projects
from micro_projects.audits.acts import TOPICS, WORDS
from micro_projects.kernel.machine import Machine

ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def written() -> Iterator[str]:
    """The acts named where the journal is written to."""
    for path in Path(micro_projects.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "write":
                for part in node.args:
                    if isinstance(part, ast.Constant) and ACT.fullmatch(str(part.value)):
                        yield str(part.value)


def moved() -> Iterator[str]:
    """The acts of every transition table of the house."""
    for found in gc.get_objects():
        if isinstance(found, Machine) and type(found).__module__.startswith("micro_projects"):
            yield from (f"{found.kind}.{step.act}" for step in found.steps)


def test_every_act_has_words(app: Flask) -> None:
    acts = {*written(), *(act for act in moved() if not act.startswith("thing."))}
    assert len(acts) > 150
    assert sorted(acts - WORDS.keys()) == []


def test_every_act_belongs_to_a_topic() -> None:
    silent = ("letters.", "places.", "requirement.")
    assert [a for a in WORDS if not a.startswith((*TOPICS, *silent))] == []
