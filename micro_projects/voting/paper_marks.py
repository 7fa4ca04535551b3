"""What a worker types for a ballot, read: ``3 7 12``, ``3*5 7*2``, or a code such as ``0`` for blank. Pure.

The numbers are the projects' places in the frozen list, which every sheet prints, in whatever order it lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import ballot_rules, paper_rules, receipts, record_content
from micro_projects.voting.ballot_rules import Terms
from micro_projects.voting.counting import Ballot
from micro_projects.voting.record_content import Content

_APART = re.compile(r"[\s+,，、;；]+")
_GIVEN = re.compile(r"([0-9]{1,4})(?:[*x×:：=/]([0-9]{1,6}))?")
_PLAIN = str.maketrans("０１２３４５６７８９＋＊／　", "0123456789+*/ ")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Marks:
    """What a ballot says: `content` as a record keeps it, or the `reason` why it does not count."""

    content: str
    reason: str


def read(typed: str, terms: Terms, by_place: Mapping[int, str]) -> Marks:
    """`typed` by the round's terms; `by_place` gives each project's code. Refused where it is no ballot."""
    plain = typed.translate(_PLAIN).strip()[:LONGEST]
    if plain in paper_rules.BY_KEY:
        return Marks("", paper_rules.BY_KEY[plain])
    tokens = [token for token in _APART.split(plain) if token]
    require(tokens, paper_rules.NO_MARKS)
    given = [_token(token, terms, by_place) for token in tokens]
    twice = next((token for at, token in enumerate(tokens) if given[at][0] in dict(given[:at])), "")
    require(not twice, paper_rules.TWICE, number=twice)
    codes, points = tuple(code for code, _ in given), tuple(n for _, n in given)
    try:
        ballot = ballot_rules.require_ballot(terms, Ballot(codes, points if terms.form == "points" else ()))
    except Refused as no:
        raise Refused(paper_rules.against_the_form(no.refusal), **no.facts) from no
    return Marks(record_content.record(Content(ballot)), "")


def _token(token: str, terms: Terms, by_place: Mapping[int, str]) -> tuple[str, int]:
    given = _GIVEN.fullmatch(token)
    if given is None:
        raise Refused(paper_rules.NOT_A_MARK, typed=token[:20])
    number, points = given.groups()
    code = by_place.get(int(number)) if not number.startswith("0") else None
    if code is None:
        raise Refused(paper_rules.NO_PROJECT, number=number)
    if terms.form == "points":
        require(points is not None, paper_rules.NO_POINTS, number=number)
    else:
        require(points is None, paper_rules.NOT_A_MARK, typed=token[:20])
    return code, int(points or 0)


def shown(marks: Marks, places: Mapping[str, int]) -> str:
    """The same as it would be typed: ``3 7 12``, ``3*5``; a reason stays for words."""
    if not marks.content:
        return ""
    ballot = record_content.ballot(marks.content)
    if ballot.points:
        pairs = zip(ballot.projects, ballot.points, strict=True)
        return " ".join(f"{places[code]}*{n}" for code, n in pairs)
    return " ".join(str(places[code]) for code in ballot.projects)


def veiled(content: Content, receipts_given: bool) -> Content:
    """A paper ballot as it is recorded: with a receipt nobody was given, so that no record tells its channel.

    Else the few who voted on paper, whose number is public, would be the few records without one.
    """
    return Content(content.ballot, receipts.new("").hash) if receipts_given else content
