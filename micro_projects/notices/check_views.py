"""Checking on the phone: the address printed on sheets, its script, and the one file to keep or to host elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, render_template, request

from micro_projects.notices import check_queries, checking, log_queries, page_queries
from micro_projects.notices.checking_words import WORDS
from micro_projects.notices.room import room
from micro_projects.web.access import allow
from micro_projects.web.language import language


@room.get("/v/<log>/<int:index>")
@allow("disclosure.read")
def check(log: str, index: int) -> Any:
    """The address printed on sheets. It answers for an entry that is not there as well: the script says so."""
    row = page_queries.log(log)
    return render_template(
        "notices/check.html",
        log=row,
        index=index,
        there=index < row.size,
        words=WORDS,
        script_words={language(): checking.words(language())},
        script_hash=checking.script_hash(),
        file_hash=checking.page_hash(),
    )


@room.get("/disclosures/<log>/<int:index>/withheld.json")
@allow("disclosure.read")
def withheld(log: str, index: int) -> Any:
    """Which redaction entries name parts of a disclosure as withheld: the reader looks at them itself."""
    named = check_queries.redactions_of(page_queries.leaf(log, index).entry, log)
    parts = {name: {"log": at.log, "index": at.number} for name, at in named.items()}
    return _readable(jsonify(log=log, index=index, parts=parts))


@room.get("/log/<log>/witnesses")
@allow("disclosure.read")
def witnesses(log: str) -> Any:
    """The key lines of the witnesses named for the logs: who checks seriously asks the witnesses for them."""
    page_queries.log(log)
    lines = "".join(f"{verifier.line}\n" for verifier in log_queries.witness_keys())
    return _readable(Response(lines, mimetype="text/plain"))


def _readable(answer: Response) -> Response:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


@room.get("/check.js")
@allow("disclosure.read")
def check_script() -> Any:
    """The check as one readable script: the same text as in the file."""
    answer = Response(checking.script(), mimetype="text/javascript")
    if request.args.get("v") == checking.script_hash():
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@room.get("/check.html")
@allow("disclosure.read")
def check_file() -> Any:
    """The one file, byte for byte as its hash is printed."""
    answer = Response(checking.page_bytes(), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{checking.policy()}; frame-ancestors 'none'"
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.set_etag(checking.page_hash())
    answer.make_conditional(request)
    return answer
