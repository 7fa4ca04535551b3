"""Addresses of other rooms' pages; empty while a room has no such page, so that nothing leads nowhere."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for


def link(endpoint: str, **args: Any) -> str:
    """The address of a page, or nothing when there is no such page."""
    return url_for(endpoint, **args) if endpoint in current_app.view_functions else ""
