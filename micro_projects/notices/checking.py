"""The page that checks on the phone: what a QR code on paper says, and the one file to keep or to host elsewhere.

The script is readable source (static/js/checking, one module for each part of the check) put together without a
build: `import` lines and the word `export` are left out, so every name at the top of a module is used once among all.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from micro_projects.kernel.tlog import note
from micro_projects.notices.checking_words import FOR_THE_SCRIPT, WORDS
from micro_projects.web.language import in_english

TOP = Path(__file__).parent.parent.parent
MODULES = (
    "bytes",
    "entry",
    "merkle",
    "note",
    "address",
    "sources",
    "saved_files",
    "steps",
    "showing",
    "start",
)
"""Lowest first."""
ED25519 = "noble-ed25519-3.2.0.js"
_IMPORT = re.compile(r"^import [^;]*;\n", re.M)
_EXPORT = re.compile(r"^export (?=const|function|async|class)", re.M)
_EXPORTED = re.compile(r"^export \{([^}]*)\};$", re.M)


def fingerprint(public: bytes) -> str:
    """A log key's 32 public bytes as a sheet's address says them: the first 16 bytes of their SHA-256, 32 digits."""
    return note.fingerprint(public).replace(" ", "")


def fragment(content: bytes, size: int, root: bytes, public: bytes) -> str:
    """What a sheet says of its disclosure: content hash, a signed size and root that hold it, the log's key."""
    return f"h={content.hex()}&s={size}&r={root.hex()}&k={fingerprint(public)}"


def address(
    base_url: str, log: str, index: int, content: bytes, size: int, root: bytes, public: bytes
) -> str:
    """The address in a sheet's QR code (docs/evidence.md)."""
    return f"{base_url.rstrip('/')}/v/{log}/{index}#{fragment(content, size, root, public)}"


def words(lang: str, *, script: bool = True) -> dict[str, str]:
    """The page's words of a language, ``zh`` or ``en``: those the script uses, or all."""
    keys = FOR_THE_SCRIPT if script else WORDS
    return {key: in_english(WORDS[key]) if lang == "en" else WORDS[key] for key in keys}


@cache
def script() -> str:
    """The whole check as one module: the vendored Ed25519 under its own name, then ours."""
    vendored = (TOP / "static" / "vendor" / ED25519).read_text()
    kept = _EXPORTED.sub(r"return {\1};", vendored)
    pieces = [f"const ed25519 = (() => {{\n{kept}}})();\n"]
    for name in MODULES:
        text = (TOP / "static" / "js" / "checking" / f"{name}.js").read_text()
        pieces.append(f"\n// ---- {name} ----\n" + _EXPORT.sub("", _IMPORT.sub("", text)))
    return "".join(pieces)


def script_hash() -> str:
    """For the script's address: it changes when the script does."""
    return hashlib.sha256(script().encode()).hexdigest()[:12]


def policy() -> str:
    """What check.html may do: its own script and style, and asking the logs it is pointed at; nothing else."""
    return (
        f"default-src 'none'; script-src {_source(_script_block())}; style-src {_source(_style_block())}; "
        "connect-src http: https:; base-uri 'none'; form-action 'none'"
    )


@cache
def page_bytes() -> bytes:
    """check.html: script, Ed25519, style and both languages in one file, the same bytes for the same program."""
    environment = Environment(loader=FileSystemLoader(TOP / "templates"), autoescape=True)
    page = environment.get_template("notices/check_file.html").render(
        policy=policy(),
        script=_script_block(),
        style=_style_block(),
        words={lang: words(lang) for lang in ("zh", "en")},
        languages=[("zh", "zh-CN", words("zh", script=False)), ("en", "en", words("en", script=False))],
    )
    return page.encode()


def page_hash() -> str:
    """The SHA-256 of check.html, as sheets print it."""
    return hashlib.sha256(page_bytes()).hexdigest()


def _script_block() -> str:
    return "\n" + script()


@cache
def _style_block() -> str:
    css = TOP / "static" / "css"
    return "\n" + (css / "check_alone.css").read_text() + (css / "check.css").read_text()


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
