"""The numbers on a sheet of paper: both end in a check digit, so that a slip of a finger is no other sheet. Pure.

The check digit is Damm's: it notices every wrong digit and every two neighbours exchanged.
H. M. Damm, Totally anti-symmetric quasigroups (2004); the table is the one of the thesis for base 10.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting.paper_rules import OTHER_ROUND, WRONG_NUMBER, WRONG_SERIAL

_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_SERIAL = 8
_FILLING = re.compile(r"[\s\-‐–—－]+")


def check_digit(digits: str) -> str:
    """The digit that, written behind, makes `digits` whole."""
    at = "0"
    for digit in digits:
        at = _TABLE[int(at)][int(digit)]
    return at


def is_whole(digits: str) -> bool:
    """Whether the last digit fits."""
    return check_digit(digits) == "0"


def stub(number: int) -> str:
    """A stub's number as it is printed: ``0012-3``."""
    return f"{number:04d}-{check_digit(f'{number:04d}')}"


def stubs(numbers: Iterable[int]) -> list[str]:
    """Stubs in order, neighbours as one range: ``0007-4``, ``0012-3 – 0019-8``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return [" – ".join(map(stub, run)) for run in runs]


def code_of(round_code: str, number: int) -> str:
    """What the stub's square code says."""
    return f"{round_code}/{stub(number).replace('-', '')}"


def read_stub(typed: str, round_code: str) -> int:
    """The number of a stub, typed or scanned; refused when a digit is wrong or the sheet is another round's."""
    plain = _FILLING.sub("", _ascii(typed))
    shown = typed.strip()[:40]
    of_round, slash, digits = _ascii(typed).strip().rpartition("/")
    if slash:
        require(of_round.strip().upper() == round_code, OTHER_ROUND, other=of_round.strip()[:40])
        plain = _FILLING.sub("", digits)
    require(re.fullmatch(r"[0-9]{2,7}", plain), WRONG_NUMBER, typed=shown)
    whole = plain.zfill(5)
    require(is_whole(whole) and int(whole[:-1]) > 0, WRONG_NUMBER, typed=shown)
    return int(whole[:-1])


def serial(digits: str) -> str:
    """A ballot's serial as it is printed: ``4711 0815``."""
    return f"{digits[:4]} {digits[4:]}"


def read_serial(typed: str) -> str:
    """The eight digits of a serial as typed; refused when one is wrong."""
    plain = _FILLING.sub("", _ascii(typed))
    if not re.fullmatch(rf"[0-9]{{{_SERIAL}}}", plain) or not is_whole(plain):
        raise Refused(WRONG_SERIAL, typed=typed.strip()[:40])
    return plain


def draw_serials(count: int, taken: Collection[str]) -> list[str]:
    """`count` new serials out of nine million, each equally likely, none of them in `taken`."""
    known, drawn = set(taken), list[str]()
    while len(drawn) < count:
        digits = str(1_000_000 + secrets.randbelow(9_000_000))
        one = digits + check_digit(digits)
        if one not in known:
            known.add(one)
            drawn.append(one)
    return drawn


def _ascii(typed: str) -> str:
    """Full-width digits of a Chinese keyboard as plain ones."""
    return typed.translate(str.maketrans("０１２３４５６７８９／", "0123456789/"))
