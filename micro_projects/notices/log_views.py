"""The public log for people and for programs: its size and root, its entries, proofs, each disclosure."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, render_template, request

from micro_projects.kernel.refusal import require
from micro_projects.kernel.tlog import merkle
from micro_projects.notices import page_queries, rules, showing
from micro_projects.notices.models import Log
from micro_projects.notices.room import room
from micro_projects.web import paging
from micro_projects.web.access import allow


@room.get("/log")
@allow("disclosure.read")
def logs() -> Any:
    """Every log: a page for a browser, JSON for a program."""
    found = page_queries.logs()
    if "text/html" in request.headers.get("Accept", ""):
        answer = Response(render_template("notices/logs.html", logs=found))
    else:
        answer = jsonify([_told(log, found) for log in found])
    answer.headers["Vary"] = "Accept"
    return answer


def _told(log: Log, every: Any) -> dict[str, Any]:
    later = [other.code for other in every if other.id > log.id]
    return {
        "id": log.code,
        "origin": log.origin,
        "size": log.size,
        "current": not later,
        "successor": later[0] if later else None,
    }


@room.get("/log/<log>")
@allow("disclosure.read")
def one_log(log: str) -> Any:
    """A log's size and root."""
    row = page_queries.log(log)
    root = page_queries.root(row.id, row.size)
    return render_template("notices/log.html", log=row, root=root.hex())


@room.get("/log/<log>/entries")
@allow("disclosure.read")
def log_entries(log: str) -> Any:
    """A log's entries, newest first."""
    row = page_queries.log(log)
    before = paging.after_id() if paging.after() else None
    page = paging.page(page_queries.entries(row.id, before, paging.SIZE + 1), lambda entry: entry.index)
    return render_template("notices/entries.html", log=row, page=page, showing=showing, first=before is None)


@room.get("/log/<log>/proof/inclusion")
@allow("disclosure.read")
def inclusion(log: str) -> Any:
    """That an entry is in the log: RFC 9162 §2.1.3, hashes as hexadecimal, nearest sibling first."""
    row = page_queries.log(log)
    index, size = _number("index"), _number("size", row.size)
    require(0 <= index < size <= row.size, rules.NO_PROOF)
    proof, root, leaf = page_queries.with_nodes(
        row.id,
        lambda read: (merkle.inclusion_proof(index, size, read), merkle.root(size, read), read(0, index)),
    )
    return jsonify(
        log=row.code,
        index=index,
        size=size,
        leaf=leaf.hex(),
        proof=[node.hex() for node in proof],
        root=root.hex(),
    )


@room.get("/log/<log>/proof/consistency")
@allow("disclosure.read")
def consistency(log: str) -> Any:
    """That a later log extends an earlier one: RFC 9162 §2.1.4."""
    row = page_queries.log(log)
    old, new = _number("from"), _number("to", row.size)
    require(0 <= old <= new <= row.size, rules.NO_PROOF)
    proof, old_root, new_root = page_queries.with_nodes(
        row.id,
        lambda read: (
            merkle.consistency_proof(old, new, read),
            merkle.root(old, read),
            merkle.root(new, read),
        ),
    )
    return jsonify(
        {
            "log": row.code,
            "from": old,
            "to": new,
            "from_root": old_root.hex(),
            "to_root": new_root.hex(),
            "proof": [node.hex() for node in proof],
        }
    )


def _number(name: str, default: int = -1) -> int:
    typed = request.args.get(name, "")
    if not typed:
        return default
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else -1
