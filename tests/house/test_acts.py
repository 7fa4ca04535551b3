"""One function per act, and its first care is who may: what a view, a job or a command calls asks `permit`.

A function that only other acts and answers call is a consequence of an act that asked already.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from support.code import ROOT

HOUSE = ROOT / "micro_projects"
WITHOUT = {
    "conduct/review_actions.py may_decide": "a question, for showing the form",
    "deliberation/question_actions.py may_answer": "a question, for showing the form",
    "files/actions.py keep": "part of the act that a file belongs to",
    "oversight/finding_actions.py may_answer": "a question, for showing the form",
    "oversight/finding_actions.py may_review": "a question, for showing the form",
    "oversight/inspection_actions.py require_serving": "itself a guard: who serves on this project",
    "projects/payment_actions.py unmet_to_release": "a question, for showing what is missing",
    "people/actions.py signed_in": "signing in is for everybody",
    "people/actions.py add_person": "by whoever operates the machine, with an account's first role",
    "people/actions.py hold": "by whoever operates the machine, with an account's first role",
    "people/roll_actions.py enrol_all": "by whoever operates the machine",
    "places/actions.py import_calendar": "by whoever operates the machine",
    "places/map_actions.py put_map": "by whoever operates the machine",
}
"""What is called from outside and does not ask, and why it need not."""
ENTRANCES = ("*views.py", "*jobs.py", "*commands.py", "command.py")


def actions() -> dict[str, ast.FunctionDef]:
    """Every public function of every file of actions that takes `by`."""
    return {
        f"{path.relative_to(HOUSE)} {node.name}": node
        for path in sorted(HOUSE.glob("*/*actions*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in [a.arg for a in (*node.args.args, *node.args.kwonlyargs)]
    }


def called_from_outside() -> set[str]:
    """The actions that views, jobs and commands call."""
    found: set[str] = set()
    for pattern in ENTRANCES:
        for path in sorted(HOUSE.glob(f"*/{pattern}")):
            tree = ast.parse(path.read_text())
            modules = dict(_imported(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    found |= set(_target(node.func, modules))
    return found


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What each imported name stands for: ``room/module.py``, or ``room/module.py function``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("micro_projects."):
            parts = str(node.module).split(".")[1:]
            for alias in node.names:
                name = alias.asname or alias.name
                if len(parts) == 1:
                    yield name, f"{parts[0]}/{alias.name}.py"
                else:
                    yield name, f"{'/'.join(parts)}.py {alias.name}"


def _target(func: ast.expr, modules: dict[str, str]) -> Iterator[str]:
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in modules:
        yield f"{modules[func.value.id]} {func.attr}"
    elif isinstance(func, ast.Name) and func.id in modules:
        yield modules[func.id]


def _asks(name: str, known: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function calls `permit`, itself or through one of its own file."""
    file, _, own = name.partition(" ")
    tree = ast.parse((HOUSE / file).read_text())
    here = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(here[own]):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if called == "permit":
            return True
        if called in here and called not in seen and _asks(f"{file} {called}", known, seen | {own, called}):
            return True
    return False


def test_every_act_asks_who_may() -> None:
    known = actions()
    assert len(known) > 40
    outside = called_from_outside() & set(known)
    assert len(outside) > 20
    silent = {name for name in outside if not _asks(name, known)}
    assert silent - set(WITHOUT) == set(), "call permit(by, …) first, or say above why not"
    assert set(WITHOUT) - silent == set(), "these ask now, or are not called: take their line away"


def test_the_acts_asked_for_are_in_a_table() -> None:
    """What `permit` and `may` name as text is in some room's access.ACTS."""
    from micro_projects import rooms

    table = {act for module in rooms.modules("access") for act in getattr(module, "ACTS", {})}
    unknown = []
    for path in sorted(HOUSE.glob("*/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("permit", "may", "allow"):
                at = 0 if getattr(node.func, "id", "") == "allow" else 1
                act = node.args[at] if len(node.args) > at else None
                if isinstance(act, ast.Constant) and act.value not in table:
                    unknown.append(f"{path.relative_to(HOUSE)}:{node.lineno} {act.value}")
    assert not unknown
