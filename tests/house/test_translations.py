"""Every message has its English; and the check itself finds what it should."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from support.code import ROOT


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """scripts/translations.py."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


def test_every_message_has_its_english(translations: ModuleType) -> None:
    wrong = translations.faults()
    assert not wrong, f"{len(wrong)} (`scripts/translations.py missing` prints what to paste):\n" + "\n".join(
        wrong[:20]
    )


CODE = """
'''文档里的中文不算。'''
A = N_("需要%(n)s人附议。")
B = _("公示")
C = ngettext("%(num)s票", "%(num)s票", 2)
"""
GOOD = """
msgid "需要%(n)s人附议。"
msgstr "%(n)s people must second it."

msgid "公示"
msgstr "Public notice"

msgid "%(num)s票"
msgid_plural "%(num)s票"
msgstr[0] "%(num)s vote"
msgstr[1] "%(num)s votes"
"""


def house(tmp_path: Path, code: str = CODE, template: str = "", **po: str) -> Path:
    """A small project."""
    en = tmp_path / "micro_projects" / "translations" / "en"
    en.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "micro_projects" / "rules.py").write_text(code)
    (tmp_path / "templates" / "page.html").write_text(template)
    for name, text in po.items():
        (en / f"{name}.po").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"room": GOOD.replace('"Public notice"', '""')}, ["room.po: no English: 公示"]),
        (
            {"room": GOOD.replace('msgid "公示"\nmsgstr "Public notice"\n', "")},
            ["micro_projects/rules.py:4: no English: 公示"],
        ),
        ({"room": "#, fuzzy" + GOOD}, ["room.po: fuzzy: 需要%(n)s人附议。"]),
        ({"room": GOOD.replace("%(n)s people", "%(m)s people")}, ["its places are ['m'], not ['n']"]),
        ({"room": GOOD + '\nmsgid "旧的"\nmsgstr "Old"\n'}, ["room.po: obsolete: 旧的"]),
        ({"room": GOOD.replace("Public notice", "公示 notice")}, ["Chinese in the English"]),
        ({"other": '\nmsgid "公示"\nmsgstr "Notice"\n'}, ["two different English texts: 公示"]),
        ({"template": "<p>{{ _('公示') }}</p>{# 注 #}<b lang='zh-CN'>中文</b>"}, []),
        ({"template": "<p>公示</p>"}, ["templates/page.html:1: Chinese outside _(): <p>公示</p>"]),
        ({"template": "{{ row('合计') }}"}, ["templates/page.html: Chinese outside _(): 合计"]),
        (
            {"code": CODE + 'D = "没有标记的话"\n'},
            ["micro_projects/rules.py:6: Chinese outside _(): 没有标记的话"],
        ),
        ({"code": CODE + 'D = "没有标记的话"  # zh only\n'}, []),
    ],
)
def test_the_check_finds(
    translations: ModuleType, tmp_path: Path, change: dict[str, str], said: list[str]
) -> None:
    found = translations.faults(house(tmp_path, **{"room": GOOD, **change}))
    assert len(found) == len(said)
    assert all(part in line for part, line in zip(said, found, strict=True))


def test_missing_entries_can_be_pasted(translations: ModuleType, tmp_path: Path) -> None:
    root = house(tmp_path)
    stanzas = translations.missing(root)
    assert "#: micro_projects/rules.py:4" in stanzas
    (root / "micro_projects" / "translations" / "en" / "room.po").write_text(stanzas)
    assert {line.split(":")[1].strip() for line in translations.faults(root)} == {"no English"}
