"""Message ids are Chinese; each has its English in micro_projects/translations/en/<room>.po.

python scripts/translations.py check      what is missing or wrong, one line each; exit 1 when anything is
python scripts/translations.py missing    the missing entries, ready to paste, per source file
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None,
    "N_": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
JINJA = {"silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_MARK = re.compile(r"[\u3000-\u303f\uff00-\uffef“”]")
PLACE = re.compile(r"%\((\w+)\)[a-z]")
LITERAL = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.S)
EXPRESSION = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
STRING = re.compile(r"""'([^'\n]*)'|"([^"\n]*)\"""")
SENTENCE = re.compile(r"[\u3400-\u9fff]{4}")
UNTRANSLATED = "# zh only"
OTHER_LANGUAGE = re.compile(r"""<(\w+)[^>]*\slang=["']zh[^>]*>[^<]*</\1>""")


@dataclass
class Found:
    """One message id and where it is used; `plural` when it comes from ngettext."""

    context: str | None
    id: str
    plural: str | None
    places: list[str] = field(default_factory=list)

    @property
    def needs_english(self) -> bool:
        """Whether it has Chinese words or marks; ``CSV`` is the same in both languages."""
        return bool(CHINESE.search(self.id) or CHINESE_MARK.search(self.id))

    @property
    def key(self) -> tuple[str | None, str]:
        """What the catalogue finds it by."""
        return self.context, self.id


def in_code(root: Path = ROOT) -> dict[tuple[str | None, str], Found]:
    """Every message id of the code and the templates."""
    found: dict[tuple[str | None, str], Found] = {}
    for path, method, options in _sources(root):
        for line, said, _, context in extract_from_file(method, path, keywords=KEYWORDS, options=options):
            singular, plural = (said[0], said[1]) if isinstance(said, tuple) else (said, None)
            if not singular:
                continue
            one = found.setdefault((context, singular), Found(context, singular, plural))
            one.plural = one.plural or plural
            one.places.append(f"{path.relative_to(root)}:{line}")
    return found


def _sources(root: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for path in sorted((root / "micro_projects").rglob("*.py")):
        yield path, "python", {}
    for pattern in ("*.html", "*.txt"):
        for path in sorted((root / "templates").rglob(pattern)):
            yield path, "jinja2.ext:babel_extract", JINJA


def in_english(root: Path = ROOT) -> Iterator[tuple[str, Message]]:
    """Every entry of every English file: (file, entry). Commented-out entries too: they are obsolete."""
    for path in sorted((root / "micro_projects" / "translations" / "en").glob("*.po")):
        with path.open("rb") as po:
            catalogue = read_po(po, locale="en", abort_invalid=True)
        for entry in [*catalogue, *catalogue.obsolete.values()]:
            if entry.id:
                yield path.name, entry


def faults(root: Path = ROOT) -> list[str]:
    """One line for each thing that is wrong."""
    code = in_code(root)
    english: dict[tuple[str | None, str], list[tuple[str, Message]]] = defaultdict(list)
    wrong = []
    for file, entry in in_english(root):
        english[entry.context, _ids(entry)[0]].append((file, entry))
    for key, entries in english.items():
        file, entry = entries[0]
        if key not in code:
            wrong.append(f"{file}: obsolete: {_short(key[1])}")
            continue
        wrong += [f"{f}: {what}: {_short(key[1])}" for f, e in entries for what in _faults_of(e, code[key])]
        if len({str(e.string) for _, e in entries}) > 1:
            files = ", ".join(sorted({f for f, _ in entries}))
            wrong.append(f"{files}: two different English texts: {_short(key[1])}")
    wrong += [
        f"{one.places[0]}: no English: {_short(one.id)}" for one in code.values() if one.key not in english
    ]
    ids = {one.id for one in code.values()} | {one.plural for one in code.values()}
    return sorted(wrong) + sorted(_bare_in_templates(root, ids)) + sorted(_bare_in_code(root, ids))


def _faults_of(entry: Message, used: Found) -> Iterator[str]:
    strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    if entry.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield "no English"
        return
    if bool(used.plural) != isinstance(entry.id, tuple):
        yield "needs a plural" if used.plural else "needs no plural"
    wanted = set(PLACE.findall(used.id))
    for text in strings:
        if set(PLACE.findall(text)) != wanted:
            yield f"its places are {sorted(PLACE.findall(text))}, not {sorted(wanted)}"
        if CHINESE.search(re.sub(r"\([^()]*\)", "", text)):  # a term may stand in brackets after its English
            yield "Chinese in the English"


def _bare_in_templates(root: Path, ids: set[str | None]) -> Iterator[str]:
    """Chinese in a template outside ``_()`` is never translated. An element with ``lang="zh…"`` may have it."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    for path in sorted((root / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root)
        for number, line in enumerate(OTHER_LANGUAGE.sub(blank, LITERAL.sub(blank, text)).splitlines(), 1):
            if CHINESE.search(line):
                yield f"{where}:{number}: Chinese outside _(): {_short(line.strip())}"
        for match in EXPRESSION.finditer(re.sub(r"\{#.*?#\}", blank, text, flags=re.S)):
            for said in STRING.findall(match[0]):
                words = said[0] or said[1]
                if CHINESE.search(words) and words not in ids and words != "中文":
                    yield f"{where}: Chinese outside _(): {_short(words)}"


OWN_WORDS = {"demo", "verifying", "witnessing"}
"""The demo's people speak Chinese; what runs without the house says both languages itself."""


def _bare_in_code(root: Path, ids: set[str | None]) -> Iterator[str]:
    """A Chinese phrase in code that nobody marked. A line that ends in ``# zh only`` means it; so do `OWN_WORDS`."""
    for path in sorted((root / "micro_projects").rglob("*.py")):
        if OWN_WORDS & set(path.relative_to(root).parts):
            continue
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        tree = ast.parse(source)
        spoken = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
                kept = UNTRANSLATED in lines[(node.end_lineno or node.lineno) - 1]
                if SENTENCE.search(node.value) and node.value not in ids and not kept:
                    yield f"{path.relative_to(root)}:{node.lineno}: Chinese outside _(): {_short(node.value)}"


def missing(root: Path = ROOT) -> str:
    """The missing entries as .po text, grouped by the file that first uses them."""
    known = {(entry.context, _ids(entry)[0]) for _, entry in in_english(root)}
    per_file: dict[str, list[Found]] = defaultdict(list)
    for one in in_code(root).values():
        if one.needs_english and one.key not in known:
            per_file[one.places[0].rpartition(":")[0]].append(one)
    return "\n".join(
        f"# ---- {file}\n\n" + "\n".join(map(_stanza, entries)) for file, entries in sorted(per_file.items())
    )


def _stanza(one: Found) -> str:
    lines = [f"#: {place}" for place in one.places[:3]]
    lines += ["#, python-format"] if PLACE.search(one.id) else []
    lines += [f"msgctxt {_quoted(one.context)}"] if one.context else []
    lines.append(f"msgid {_quoted(one.id)}")
    if one.plural:
        lines += [f"msgid_plural {_quoted(one.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _ids(entry: Message) -> tuple[str, ...]:
    return entry.id if isinstance(entry.id, tuple) else (entry.id,)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def main(what: str) -> int:
    """Do one of the two."""
    if what == "missing":
        print(missing())
        return 0
    wrong = faults()
    print("\n".join(wrong) if wrong else f"Translations: {len(in_code())} messages, all with their English.")
    return bool(wrong)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("check", "missing"):
        sys.exit(f"{sys.argv[0]} check|missing")
    sys.exit(main(sys.argv[1]))
