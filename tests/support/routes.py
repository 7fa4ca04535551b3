"""Every route of the house with its arguments filled in from what the database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.routing import Rule


class Address(NamedTuple):
    """A route with an address on it; none when the database holds nothing of its kind."""

    endpoint: str
    path: str | None


COMMUNITY = "FT-LH"
_NEWEST = {
    "proposals.edit": "SELECT s.code FROM subject s JOIN proposal p ON p.id = s.id WHERE p.state = 'draft' {last}",
    "proposals.submitting": "SELECT s.code FROM subject s JOIN proposal p ON p.id = s.id WHERE p.state = 'draft' {last}",
}
_CODES = {
    "council": "SELECT code FROM subject WHERE kind = 'session' {last}",
    "deliberation": "SELECT code FROM subject WHERE kind = 'proposal' AND code NOT LIKE 'draft-%' {last}",
    "oversight": "SELECT code FROM subject WHERE kind = 'project' {last}",
    "people": "SELECT code FROM roll_entry WHERE removed_at IS NULL {last}",
    "projects": "SELECT code FROM subject WHERE kind = 'project' {last}",
    "proposals": "SELECT code FROM subject WHERE kind = 'proposal' AND code NOT LIKE 'draft-%' {last}",
    "voting": "SELECT code FROM subject WHERE kind = 'round' {last}",
    "notices": "SELECT code FROM notice {last}",
    "notices.objection": "SELECT code FROM objection {last}",
    "notices.lot": "SELECT code FROM lot {last}",
    "oversight.finding": "SELECT code FROM subject WHERE kind = 'finding' {last}",
    "oversight.visit": "SELECT code FROM inspection {last}",
}
_OTHERS = {
    "log": "SELECT code FROM log {last}",
    "index": "SELECT 0",
    "name": "SELECT 'text'",
    "kind": "SELECT 'project'",
    "proposals.promise_kind": "SELECT 'consent'",
    "deliberation.opinion_kind": "SELECT 'price'",
    "number": "SELECT 1",
    "oversight.entry": "SELECT id FROM journal {last}",
    "width": "SELECT 640",
    "year": "SELECT max(year) FROM cycle",
    "files.token": "SELECT token FROM file WHERE public ORDER BY id DESC LIMIT 1",
    "voting.serial": "SELECT serial FROM paper_settlement {last}",
    "voting.token": "SELECT token FROM booth_shift {last}",
    "council.given": "SELECT 'aaaaaaaaaaaaaaaa'",
    "council.token": "SELECT p.token FROM person p JOIN role_holding r ON r.person_id = p.id "
    "WHERE r.role = 'council_member' {last_r}",
    "conduct.token": "SELECT token FROM contribution ORDER BY at DESC LIMIT 1",
    "conduct.review": "SELECT token FROM words_review {last}",
    "deliberation.token": "SELECT token FROM question {last}",
    "deliberation.merge": "SELECT token FROM merge_offer {last}",
    "credit_code": "SELECT credit_code FROM contractor {last}",
    "open_data.name": "SELECT 'ledger.csv'",
    "open_data.round_file": "SELECT code || '.pb' FROM subject WHERE kind = 'round' {last}",
    "open_data.sitemap_part": "SELECT 'subjects-0'",
    "ending": "SELECT 'csv'",
}
_ASKED = {"notices.inclusion": "?index=1&size=9", "notices.consistency": "?from=3&to=9"}


def addresses(app: Flask, method: str = "GET") -> Iterator[Address]:
    """Each route that answers `method`, with an address where the database knows its arguments."""
    with app.app_context():
        from micro_projects.extensions import db

        def ask(statement: str) -> str | None:
            try:
                with db.engine.connect() as connection:
                    found = connection.execute(text(statement)).scalar()
            except Exception:
                return None
            return None if found is None else str(found)

        for rule in sorted(app.url_map.iter_rules(), key=lambda r: r.endpoint):
            if method in (rule.methods or ()) and rule.endpoint != "static":
                yield Address(rule.endpoint, _filled(rule, ask))


def _filled(rule: Rule, ask: Callable[[str], str | None]) -> str | None:
    path = rule.rule
    for name in rule.arguments:
        value = COMMUNITY if name == "place" else ask(_statement(rule.endpoint, name))
        if value is None:
            return None
        for converter in ("", "int:", "path:"):
            path = path.replace(f"<{converter}{name}>", value)
    return path + _ASKED.get(rule.endpoint, "")


def _statement(endpoint: str, name: str) -> str:
    room = endpoint.partition(".")[0]
    table = _NEWEST | _CODES if name == "code" else _OTHERS
    for key in (endpoint, f"{room}.{name}", room, name):
        if key in table:
            return table[key].format(last="ORDER BY 1 DESC LIMIT 1", last_r="ORDER BY r.id DESC LIMIT 1")
    return "SELECT NULL"
