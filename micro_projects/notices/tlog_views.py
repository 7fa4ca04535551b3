"""The log for programs, in the published formats (docs/log.md): checkpoint, keys, tiles, proofs of what is signed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flask import Response, jsonify, request

from micro_projects.kernel.refusal import Refused, require
from micro_projects.kernel.tlog import merkle, note, tiles
from micro_projects.notices import log_actions, log_queries, log_refusals, page_queries, rules
from micro_projects.notices.log_models import LogCheckpoint
from micro_projects.notices.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act

FOR_EVER = "public, max-age=31536000, immutable"
FRESH = "public, no-cache"
PLAIN = "text/plain; charset=utf-8"
MOST_SENT = 16 * 1024
"""Bytes of cosignature lines in one request."""


@room.get("/log/<log>/checkpoint")
@allow("disclosure.read")
def checkpoint(log: str) -> Any:
    """The newest signed note, or (`size`) an earlier one, with the cosignatures that witnesses left on it."""
    row = log_queries.signed(log)
    head = _asked(row)
    lines = "".join(seen.line for seen in log_queries.cosignatures(head.log_id, head.size))
    return _readable((head.note + lines).encode(), PLAIN, FRESH)


@room.post("/log/<log>/cosignatures")
@allow("log.cosign")
def cosign(log: str) -> Any:
    """Where a named witness, or anybody for it, leaves its lines for the newest signed head or that of `size`."""
    sent = request.stream.read(MOST_SENT + 1)
    require(len(sent) <= MOST_SENT, log_refusals.BAD_COSIGNATURE, why="too long")
    lines = sent.decode(errors="replace").removesuffix("\n").split("\n")
    row = log_queries.signed(log)
    head = _asked(row)
    text, _signatures = note.split(head.note)
    with act() as now:
        new = log_actions.cosign(head, text, lines, now)
    return Response(f"{new}\n", 201 if new else 200, content_type=PLAIN)


# A program's request: it carries its own proof, and no cookie of anybody's.
room.record_once(lambda setup: setup.app.extensions["csrf"].exempt(f"{__name__}.{cosign.__name__}"))


@room.get("/log/<log>/key")
@allow("disclosure.read")
def key(log: str) -> Any:
    """The key lines of whoever signs now, or (`size`) signed the head of that size."""
    row = log_queries.signed(log)
    every = log_queries.signing(log_queries.keys(row.log.id), _asked(row).size)
    lines = "".join(f"{one.line}\n" for one in log_queries.verifiers(row.log.origin, every))
    return _readable(lines.encode(), PLAIN, FRESH)


def _asked(row: log_queries.Signed) -> LogCheckpoint:
    """The signed head of the size asked for; the newest when none was. Refused (404) when there is none."""
    size = _number("size", row.size)
    if row.checkpoint is not None and row.checkpoint.size == size:
        return row.checkpoint
    return log_queries.checkpoint(row.log.id, size)


@room.get("/log/<log>/tile/<path:where>")
@allow("disclosure.read")
def tile(log: str, where: str) -> Any:
    """A tile of hashes or a bundle of entries, full or partial; nothing beyond the signed size."""
    row = log_queries.signed(log)
    try:
        wanted = tiles.parse_path(f"tile/{where}")
    except tiles.BadTile:
        raise Refused(rules.NO_TILE) from None
    require(tiles.within(wanted, row.size), rules.NO_TILE)
    return _readable(log_queries.tile(row.log.id, wanted), "application/octet-stream", FOR_EVER)


@room.get("/log/<log>/proof/inclusion")
@allow("disclosure.read")
def inclusion(log: str) -> Any:
    """That an entry is in the log: RFC 9162 §2.1.3, hashes as hexadecimal, nearest sibling first."""
    row = log_queries.signed(log)
    index, size = _number("index"), _number("size", row.size)
    require(0 <= index < size <= row.size, rules.NO_PROOF)
    proof, root, leaf = page_queries.with_nodes(
        row.log.id,
        lambda read: (merkle.inclusion_proof(index, size, read), merkle.root(size, read), read(0, index)),
    )
    return _proof(
        log=row.log.code, index=index, size=size, leaf=leaf.hex(), proof=_hex(proof), root=root.hex()
    )


@room.get("/log/<log>/proof/consistency")
@allow("disclosure.read")
def consistency(log: str) -> Any:
    """That a later log extends an earlier one: RFC 9162 §2.1.4."""
    row = log_queries.signed(log)
    old, new = _number("from"), _number("to", row.size)
    require(0 <= old <= new <= row.size, rules.NO_PROOF)
    proof, old_root, new_root = page_queries.with_nodes(
        row.log.id,
        lambda read: (
            merkle.consistency_proof(old, new, read),
            merkle.root(old, read),
            merkle.root(new, read),
        ),
    )
    told = {"log": row.log.code, "from": old, "to": new, "proof": _hex(proof)}
    return _proof(**told, from_root=old_root.hex(), to_root=new_root.hex())


def _proof(**told: Any) -> Response:
    answer = jsonify(told)
    return _readable(answer.get_data(), "application/json", FRESH)


def _hex(proof: Sequence[bytes]) -> list[str]:
    return [node.hex() for node in proof]


def _number(name: str, default: int = -1) -> int:
    typed = request.args.get(name, "")
    if not typed:
        return default
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 else -1


def _readable(data: bytes, media: str, caching: str) -> Response:
    """Readable from any page; asked for again only when it changed."""
    answer = Response(data, content_type=media)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = caching
    answer.set_etag(sha256(data).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
