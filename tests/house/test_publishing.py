"""Whoever publishes sees it first: every view whose act reaches the public log uses `publish`, or is named here with why.

Reached is what calls lead to by name, within a module and through imported modules; what one room tells another is
not followed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from support.code import ROOT

PACKAGE = ROOT / "micro_projects"
LOG = ("micro_projects.notices.disclosing", "disclose")
SEALED = "what is sealed or not drawn yet must not be seen before it counts"
SAID = "only a code, dates and a state become public, which the form says; a right with a deadline takes one step"
ALOUD = "said aloud in an open session before"
LISTED = "its own page lists the parts, the ground and both offices before"
LATER = "nothing is published yet: the notice D1 tells of it"
BUTTON = "one fixed sentence, which the button says"
LIVE = ("council.live_views", "council.vote_views")
"""In a running session: what is published was said aloud in the room, and the next word waits for the press."""
UNSHOWN = {
    "projects.procurement_views.open_quotations": SEALED,
    "notices.lot_views.enter_number": SEALED,
    "council.minutes_views.enter_number": SEALED,
    "council.minutes_views.name_lot": SEALED,
    "oversight.supervision_views.lot": SEALED,
    "notices.objection_views._answer": SEALED,
    "notices.objection_views._do": SAID,
    "notices.objection_views.appeal": SAID,
    "notices.objection_views.object_post": SAID,
    "notices.objection_views.enter_post": SAID,
    "notices.objection_views.identity": "nothing is published",
    "forums.running_views.prepare_draw": "codes are random: another draw would be shown than is made",
    "forums.views.reply": "a resident's own answer: what is published is which code the lot names next",
    "notices.views.letter_box": BUTTON,
    "notices.redaction_views.confirm_redaction": LISTED,
    "notices.redaction_views.decide_redaction": LISTED,
    "notices.redaction_views.appeal_redaction": SAID,
    "proposals.author_views.submit": LATER,
    "proposals.author_views.second": LATER,
    "proposals.author_views.second_for_post": LATER,
    "voting.code_letter_views._printed": BUTTON,
}


@lru_cache
def modules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text())
        for path in PACKAGE.rglob("*.py")
        if "demo" not in path.parts
    }


def imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Local name → (module, name in it; empty: the module itself)."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                found[one.asname or one.name] = (whole, "") if whole in modules() else (node.module, one.name)
    return found


@lru_cache
def graph() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Which function names which others."""
    edges: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for name, tree in modules().items():
        known = imported(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                edges[name, node.name] = set(_named(node, name, known))
    return edges


def _named(
    node: ast.FunctionDef, module: str, known: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield known.get(one.id, (module, one.id))
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in known:
            yield known[one.value.id][0], one.attr


@lru_cache
def publishing() -> set[tuple[str, str]]:
    """Every function from which the log is reached."""
    reached = {LOG}
    while True:
        more = {f for f, to in graph().items() if f not in reached and to & reached}
        if not more:
            return reached
        reached |= more


def doors(door: str) -> set[str]:
    """Functions of views that open this door around something that publishes."""
    found = set()
    for name, tree in modules().items():
        if not name.endswith(("views", "answering")):
            continue
        known = imported(tree)
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef)
                and _opens(node, door)
                and set(_named(node, name, known)) & publishing()
            ):
                found.add(f"{name.removeprefix('micro_projects.')}.{node.name}")
    return found


def _opens(node: ast.FunctionDef, door: str) -> bool:
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == door
        for one in ast.walk(node)
    )


def test_what_is_published_by_hand_is_shown_first() -> None:
    unshown = {view for view in doors("act") if view not in UNSHOWN and not view.startswith(LIVE)}
    assert not unshown, "use web.preview.publish, or name it with why"


def test_the_doors_are_found() -> None:
    shown = doors("publish")
    for view in (
        "notices.views.report",
        "oversight.finding_views.raise_finding",
        "proposals.office_views.decide",
    ):
        assert view in shown
    assert ("micro_projects.projects.acceptance_actions", "accept") in publishing()
