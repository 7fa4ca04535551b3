"""What one may do about a proposal like one's own: second it, speak to it, or see what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from micro_projects.kernel.actor import Actor
from micro_projects.proposals.machine import STATES
from micro_projects.proposals.similar_queries import Similar

_TALKED_OF = ("deliberating", "deferred")


class Line(NamedTuple):
    """One line of the list."""

    title: str
    url: str
    told: str
    """Where it stands."""
    advice: str
    way: str
    """What the link says."""
    second: bool
    """Whether it may be seconded here."""


def lines(found: Iterable[Similar], me: Actor) -> list[Line]:
    """Each with its way on."""
    return [_line(one, me) for one in found]


def _line(one: Similar, me: Actor) -> Line:
    url = url_for("proposals.proposal", code=one.code)
    told = f"{_('%(year)s年', year=one.year)} · {_(STATES[one.state])}"
    if one.author_id == me.person_id:
        return Line(one.title, url, told, _("这是您自己提过的。"), _("看这件提案"), second=False)
    if one.cycle_open and one.state == "submitted":
        told += " · " + ngettext("%(num)s 人附议", "%(num)s 人附议", one.seconds)
        return Line(
            one.title,
            url,
            told,
            _("一样的事，附议这一件，比再提一件更容易办成。"),
            _("看全文、附议"),
            second=True,
        )
    if one.cycle_open and one.state in _TALKED_OF:
        advice = _("已经在商议：去讨论里补充您的想法；您的提案初审通过后，也可以提议合并。")
        return Line(one.title, f"{url}/discussion", told, advice, _("去讨论"), second=False)
    if one.cycle_open and one.state in ("seconded", "screened_in", "advanced", "on_ballot"):
        advice = _("已经在往下办，不用再提；想补充的，可以告诉提案人或社区。")
        return Line(one.title, url, told, advice, _("看办到哪一步"), second=False)
    return Line(
        one.title, url, told, _("以前提过，看看后来怎样了，再决定要不要提。"), _("看后来怎样了"), second=False
    )


def draft_lines(found: Iterable[tuple[str, str]]) -> list[Line]:
    """One's own drafts."""
    return [
        Line(
            title,
            url_for("proposals.edit", code=code),
            _("您的草稿"),
            _("您有一份相似的草稿还没有提交。"),
            _("接着写这份草稿"),
            second=False,
        )
        for code, title in found
    ]
