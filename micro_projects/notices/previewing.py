"""The page that shows what an act would publish, before it is done (web.preview)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, request

from micro_projects.cycles.pack_table import PackLine
from micro_projects.notices import facts_view, showing
from micro_projects.notices.facts_view import Block, Table
from micro_projects.notices.kinds import KINDS
from micro_projects.web import preview
from micro_projects.web.preview import WouldPublish

MOST_PICTURE = 2 * 1024 * 1024
"""A picture larger than this is named, not shown."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An attachment as it is shown: a text, or a picture's address."""

    name: str
    media: str
    text: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One disclosure on the page."""

    name: str
    text: str
    """The binding Chinese sentence."""
    ends_at: datetime | None
    """When the period it starts is over; None when it starts none."""
    glance: Table | None
    block: Block
    pack: Sequence[PackLine]
    papers: Sequence[Paper]
    drawn: bool
    """It draws lots: what is drawn is not known before."""


def page(would: Sequence[WouldPublish], changed: bool, fields: Sequence[tuple[str, str]]) -> str:
    """All of it, with the button that does it and the one that goes back."""
    return render_template(
        "notices/preview.html",
        would=[_shown(one) for one in would],
        changed=changed,
        fields=fields,
        back_name=preview.BACK,
        action=request.full_path.rstrip("?"),
    )


def _shown(one: WouldPublish) -> Shown:
    first, _dot, rest = one.kind.partition(".")
    drawn = one.kind.startswith(preview.DRAWN)
    facts: dict[str, Any] = {} if drawn else dict(one.facts)
    period = facts.get("period") if first == "notice" and rest in KINDS else None
    ends = period.get("ends_at") if isinstance(period, dict) else None
    return Shown(
        showing.kind_name(one.kind),
        one.sentence.chinese(),
        datetime.fromisoformat(ends) if ends else None,
        facts_view.overview(facts),
        showing.content(one.kind, facts),
        showing.pack_lines(facts),
        [_paper(name, media, body) for name, (media, body) in sorted(one.attachments.items())],
        drawn,
    )


def _paper(name: str, media: str, body: bytes) -> Paper:
    if media == "text/plain":
        return Paper(name, media, text=body.decode())
    if media.startswith("image/") and len(body) <= MOST_PICTURE:
        return Paper(name, media, picture=f"data:{media};base64,{base64.b64encode(body).decode()}")
    return Paper(name, media)
