"""Plain documents on paper: minutes, sign-in sheets, check-lists. A room says the pieces; here they become a PDF.

Always in Chinese, the binding language, whoever asks; the same bytes for the same content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from micro_projects.web.language import binding
from micro_projects.web.seats import seat
from micro_projects.web.typesetting import typeset

NARROW = 8.5
"""A column whose longest text is at most so many Chinese characters wide is never broken."""
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A document's head, what its foot says on every page, its date, and its pieces in order."""

    title: str
    office: str
    mark: str
    dated: datetime
    pieces: Sequence[Data]
    watermark: str = ""
    """A word across every page, behind the text."""


def printed(document: Callable[[], Document], name: str) -> Response:
    """The document as a file called ``<name>.pdf``; `document` is asked in Chinese."""
    with binding():
        made = document()
        data = {**frame(made.title, made.office, made.mark), "roomy": True, "pieces": list(made.pieces)}
        data["watermark"] = str(made.watermark)
    with seat():
        return pdf(typeset("document", data, dated=made.dated), name)


def frame(title: str, office: str, mark: str) -> Data:
    """What every sheet has: its title, who issues it, and what its foot says on every page."""
    return {"title": title, "office": str(_("%(office)s · 民生微实事", office=office)), "mark": mark}


def pdf(made: bytes, name: str, sha256: bytes | None = None) -> Response:
    """`made` as a file called ``<name>.pdf`` that browsers show; its hash is its ETag.

    Asked for again each time: what is printed may be withheld one day, and no copy on the way may outlive that.
    """
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.set_etag((sha256 or hashlib.sha256(made).digest()).hex())
    answer.cache_control.no_cache = True
    answer.make_conditional(request)
    return answer


# -- pieces -----------------------------------------------------------------------------------------------


def lead(text: str) -> Data:
    """The plain sentence that a document begins with."""
    return {"kind": "lead", "text": str(text)}


def prose(text: str) -> Data:
    """A paragraph."""
    return {"kind": "prose", "text": str(text)}


def heading(text: str) -> Data:
    """A heading of a part."""
    return {"kind": "heading", "text": str(text)}


def facts(lines: Sequence[tuple[Any, Any]]) -> Data:
    """Labels with values; those without a value are left out."""
    return {"kind": "facts", "lines": [[str(label), str(value)] for label, value in lines if value]}


def numbered(texts: Sequence[str], notes: Sequence[Sequence[str]] = ()) -> Data:
    """Numbered paragraphs, each with its notes below."""
    below = [list(map(str, notes[n])) if n < len(notes) else [] for n in range(len(texts))]
    return {"kind": "numbered", "items": [[str(text), below[n]] for n, text in enumerate(texts)]}


def table(
    title: str, columns: Sequence[tuple[Any, str]], rows: Sequence[Sequence[Any]], *, by_hand: bool = False
) -> Data:
    """A table; `columns` are (label, kind); rows are high enough to write in when filled `by_hand`."""
    texts = [[str(cell) for cell in row] for row in rows]
    return {"kind": "table", "by_hand": by_hand, **listing(title, columns, texts)}


def blanks(label: str, lines: int) -> Data:
    """Empty lines to write on, under a label."""
    return {"kind": "blanks", "text": str(label), "lines": lines}


def signatures(labels: Sequence[str]) -> Data:
    """Lines to sign on."""
    return {"kind": "signatures", "labels": [str(label) for label in labels]}


def listing(title: str, columns: Sequence[tuple[Any, str]], rows: Sequence[Sequence[str]]) -> Data:
    """A table of texts with the share of the width that each column gets; `columns` are (label, kind)."""
    return {
        "title": str(title),
        "columns": [
            [str(label), kind, _share(kind, [str(label), *(row[n] for row in rows)])]
            for n, (label, kind) in enumerate(columns)
        ],
        "rows": [list(row) for row in rows],
    }


def _share(kind: str, texts: Sequence[str]) -> str | float:
    """``auto`` for narrow columns; else a share that grows with what stands in it, but slower."""
    if kind == "blank":
        return 3.0
    widths = [width(text) for text in texts]
    if max(widths) <= NARROW:
        return "auto"
    return float(round(max(4.0, (sum(widths) / len(widths) + max(widths)) / 2) ** 0.6, 2))


def width(text: str) -> float:
    """How wide a text stands, in Chinese characters."""
    return max(
        (sum(0.56 if char.isascii() else 1.0 for char in line) for line in text.split("\n")), default=0
    )
