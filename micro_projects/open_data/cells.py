"""Cells of a CSV that no spreadsheet takes for a formula, and the way back.

A cell of text that a spreadsheet could read as a formula begins with one apostrophe more than was written; so does
one that begins with an apostrophe itself. Taking exactly one leading apostrophe away gives back what was written.
"""

from __future__ import annotations

import unicodedata

MARK = "'"
FORMULA = frozenset("=+-@＝＋－＠﹦﹢﹣﹫|%")
"""What spreadsheets, or the keyboards and imports around them, begin formulas and commands with."""
_BREAKS = frozenset("\t\r\n\x0b\x0c\x85\u2028\u2029")


def harmless(cell: str) -> str:
    """`cell` as it is written: marked when its first visible sign could start a formula."""
    return MARK + cell if _dangerous(cell) else cell


def restored(cell: str) -> str:
    """What was written, from what `harmless` made of it."""
    return cell.removeprefix(MARK)


def _dangerous(cell: str) -> bool:
    if not cell:
        return False
    if cell[0] == MARK or cell[0] in _BREAKS:
        return True
    seen = cell.lstrip()
    while seen and unicodedata.category(seen[0]) in ("Cf", "Cc", "Zs", "Mn"):  # signs that do not show
        seen = seen[1:].lstrip()
    return bool(seen) and seen[0] in FORMULA
