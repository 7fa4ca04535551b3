"""A right bundle passes, whole and in every form it comes in; what could not be told is said."""

from __future__ import annotations

import ast
import io
import zipfile
from pathlib import Path

import pytest
from verifying.bench import SIGNER, unpacked, zipped
from verifying.conftest import Ask, asked, found
from verifying.story import story

from micro_projects.verifying import progress, words
from micro_projects.verifying.command import run
from micro_projects.verifying.examining import NAMES

SOURCES = Path(words.__file__).parent


def test_the_story_is_clean_and_every_check_looked_at_something(ask: Ask) -> None:
    bench = story()
    status, report = ask(bench.files(), "--at-least", f"5:{bench.tree.root(5).hex()}")
    assert (status, report["ok"], report["findings"]) == (0, True, [])
    assert [name for name in NAMES if not report["checked"][name]] == []
    assert found(report, "cannot") == {("content", "part_redacted"), ("consistency", "key_unproved")}
    size = len(bench.entries)
    assert report["logs"]["QH"] == {
        "origin": SIGNER.name,
        "root": bench.tree.root(size).hex(),
        "seen": size,
        "size": size,
    }


@pytest.mark.parametrize("form", ["folder", "deflated"])
def test_in_every_form(tmp_path: Path, form: str) -> None:
    files = story().files()
    what = (
        unpacked(files, tmp_path / "made")
        if form == "folder"
        else zipped(files, tmp_path / "made.zip", zipfile.ZIP_DEFLATED)
    )
    assert asked(what)[0] == 0


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("zh", "没有发现自相矛盾的地方；但公钥没有和别处的对照过"),
        ("en", "No contradiction found, but the key was not compared"),
    ],
)
def test_it_speaks_both_languages_and_is_never_silently_green(
    tmp_path: Path, language: str, last: str
) -> None:
    out = io.StringIO()
    assert run([str(zipped(story().files(), tmp_path / "b.zip")), "--lang", language], out) == 0
    lines = out.getvalue().splitlines()
    assert lines[-1].startswith(last)
    assert sum(line.startswith("? ") for line in lines) == 3


def test_the_language_is_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert words.chosen(None) == "en"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert words.chosen(None) == "zh"


def test_a_fault_is_one_line_check_where_what(tmp_path: Path) -> None:
    files = story().files() | {"data/projects.csv": b"code,cost\nFT-LH-2026-001,1\n"}
    out = io.StringIO()
    assert run([str(zipped(files, tmp_path / "b.zip")), "--lang", "en"], out) == 1
    first = out.getvalue().splitlines()[0]
    assert first == "files: data/projects.csv: is not what manifest.json names"


def test_nothing_said_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    files = story({("notice.released", 0): lambda f: f.update(notice="\x1b[2J\x1b]0;owned\x07")}).files()
    out = io.StringIO()
    run([str(zipped(files, tmp_path / "b.zip"))], out)
    assert "\x1b" not in out.getvalue()


def test_every_sentence_is_there_in_both_languages_and_used() -> None:
    used: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        if path.name == "words.py":
            continue
        used |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert [code for code in words.WORDS if code not in used] == []
    calls = {
        argument.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("fault", "cannot", "Unreadable", "Broken", "Fault")
        for argument in node.args[1:2]
        if isinstance(argument, ast.Constant)
    }
    assert calls <= words.WORDS.keys()
    for zh, en in words.WORDS.values():
        assert {part.partition(")")[0] for part in zh.split("%(")[1:]} == {
            part.partition(")")[0] for part in en.split("%(")[1:]
        }


def test_a_bar_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "_AFTER", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    shown, hidden = Terminal(), io.StringIO()
    for to in (shown, hidden):
        assert list(progress.Progress(to).over("files", ["a", "b"])) == ["a", "b"]
    assert "2/2" in shown.getvalue()
    assert shown.getvalue().endswith("\r")
    assert hidden.getvalue() == ""
