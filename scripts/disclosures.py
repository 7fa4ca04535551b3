"""docs/disclosures.md is made from what the rooms list (``disclosures.KINDS``) and the rule pack's time limits.

python scripts/disclosures.py          writes it; a test keeps it equal
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/disclosures.md"
HEAD = """# What is disclosed, kind by kind

Everything goes through one function, `notices.disclosing.disclose`, in the transaction of the act it tells of. It
refuses a kind that no room lists in its `disclosures.KINDS`. Made by `python scripts/disclosures.py` from those lists.

- **For people**: `/disclosures/<log>/<index>`, a notice also `/notices/<code>`: the plain sentence first, then every
  fact in words.
- **For programs**: `/disclosures/<log>/<index>.json`, after `docs/schemas/machine-form.json`; its `entry` after
  `entry.json`, its `manifest` after `manifest.json`, its `facts` after the schema of the kind.
- **On paper**: `/disclosures/<log>/<index>.pdf`; a notice's sheet `/notices/<code>.pdf`, `poster.pdf` (A3) and
  `large.pdf` (large print) beside it.

In the schemas amounts are fen, time limits working days unless a title says otherwise, instants ISO 8601 with zone.
A natural person's name and what somebody wrote stand in the facts as `{"part": "person-1"}`: a part of its own with its
own salt, which can be withheld while everything else stays provable.

*Period or limit*: the number of working days (or days) in the default rule pack. *guidance*: from published guidance
(Shenzhen 2015–2016); *our default*: ours, and marked so in the pack, with room for the local rule's number. A
community's own pack may say otherwise; what is in force is printed with its C1 notice.

"""
LIMITS = {"convene_days": "days"}
"""Pack keys that count calendar days."""


def limit(key: str) -> str:
    """A time limit of the default pack with its ground."""
    from micro_projects.cycles.pack import SOURCE, Pack

    if not key:
        return "–"
    name, _, kind = key.partition(".")
    value = getattr(Pack(), name)
    ground = "guidance" if name in SOURCE else "our default"
    return f"{value[kind] if kind else value} {LIMITS.get(name, 'working days')} (`{key}`), {ground}"


def english() -> dict[str, str]:
    """Every message in English."""
    from babel.messages.pofile import read_po

    said: dict[str, str] = {}
    for path in sorted((ROOT / "micro_projects/translations/en").glob("*.po")):
        with path.open("rb") as file:
            said |= {str(m.id): str(m.string) for m in read_po(file) if m.id and isinstance(m.id, str)}
    return said


def lines() -> Iterator[str]:
    """The page, section by section."""
    from micro_projects.rooms import modules

    said = english()
    yield HEAD
    for module in modules("disclosures"):
        room = module.__name__.split(".")[1]
        yield f"## {room}\n\n"
        yield "| kind | 中文 | English | made when, and what it holds | act | period or limit |\n"
        yield "|---|---|---|---|---|---|\n"
        for kind in module.KINDS:
            schema = f"[`{kind.code}`](schemas/{kind.code}.json)"
            name, says = said.get(kind.name, ""), said.get(kind.says, "")
            yield f"| {schema} | {kind.name} | {name} | {says} | `{kind.act}` | {limit(kind.days)} |\n"
        yield "\n"


def page() -> str:
    """The whole page."""
    return "".join(lines()).rstrip() + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page())
