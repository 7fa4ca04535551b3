"""What a purpose of the room adds to a round's page: one function and one line in `PANELS` each.

A panel is called when a round's page is shown, whoever looks, with the round, who looks (None: signed out) and the
instant. It returns its part of the page as safe HTML, made with ``render_template("voting/_<purpose>.html", …)``, or
None where it has nothing to say: in an imported round, and in states in which it does not matter, without asking
the database anything. It may take two statements, no more. Panels stand below what happens next and the turnout, in
the order of `PANELS`. A panel's module imports neither this one nor `round_views`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from micro_projects.kernel.actor import Actor
from micro_projects.voting import code_panel, keeper_pages, paper_pages, receipt_views
from micro_projects.voting.models import Round

Panel = Callable[[Round, Actor | None, datetime], Markup | None]

PANELS: tuple[Panel, ...] = (
    code_panel.without_account,
    keeper_pages.panel,
    paper_pages.panel,
    receipt_views.panel,
)


def shown(round_: Round, actor: Actor | None, now: datetime) -> list[Markup]:
    """Every panel that has something to say, in order."""
    made = (panel(round_, actor, now) for panel in PANELS)
    return [part for part in made if part is not None]
