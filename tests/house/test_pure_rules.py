"""Rules and the kernel are plain Python: a fresh interpreter imports them all and has no web, no database."""

import json
import subprocess
import sys

from support.code import ROOT

FORBIDDEN = {"flask", "sqlalchemy", "flask_sqlalchemy", "flask_babel", "wtforms", "psycopg", "sqlite3"}
SCRIPT = """
import importlib, json, sys
for name in json.load(sys.stdin):
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def pure_modules() -> list[str]:
    """Every kernel module and every room's `rules.py`, `…_rules.py`, `rules_….py`, or module in `rules/`."""
    package = ROOT / "micro_projects"
    paths = {*package.glob("kernel/**/*.py"), *package.glob("*/*rules*.py"), *package.glob("*/*rules*/*.py")}
    names = (str(p.relative_to(ROOT).with_suffix("")).replace("/", ".") for p in paths)
    return sorted(name.removesuffix(".__init__") for name in names)


def test_rules_and_kernel_load_neither_web_nor_database() -> None:
    modules = pure_modules()
    assert len(modules) > 5
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        input=json.dumps(modules),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    loaded = set(json.loads(run.stdout))
    assert not loaded & FORBIDDEN


def test_rules_read_no_clock() -> None:
    """What time it is comes in as an argument; only kernel/clock.py may ask the machine."""
    asks = ("datetime.now(", "date.today(", "time.time(", "utcnow(", "datetime.today(")
    wrong = []
    for name in pure_modules():
        path = ROOT / (name.replace(".", "/") + ".py")
        if path.exists() and name != "micro_projects.kernel.clock":
            text = path.read_text()
            wrong += [f"{name}: {ask}" for ask in asks if ask in text]
    assert not wrong
