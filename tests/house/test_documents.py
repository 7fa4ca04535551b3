"""What the documents list is what is there."""

import re

import pytest

from support.code import ROOT

DECISIONS = ROOT / "docs" / "decisions"


@pytest.mark.parametrize("name", ["run", "test"])
def test_each_dependency_has_its_line(name: str) -> None:
    wanted = re.findall(r"^[a-z0-9][a-z0-9-]*", (ROOT / "requirements" / f"{name}.in").read_text(), re.M)
    page = (DECISIONS / "dependencies.md").read_text()
    section = page.split("\n## ")[1 if name == "run" else 2]
    lines = [row for row in re.findall(r"^\| ([a-z0-9-]+) \|", section, re.M) if row != "package"]
    assert sorted(lines) == sorted(wanted)


def test_each_decision_is_listed() -> None:
    listed = set(re.findall(r"\]\(([a-z0-9-]+\.md)\)", (DECISIONS / "README.md").read_text()))
    assert listed == {path.name for path in DECISIONS.glob("*.md")} - {"README.md"}


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text()):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken
