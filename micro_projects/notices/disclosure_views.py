"""One disclosure: for people, for programs (alone and 256 at a time), and each of its parts."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template, request, stream_with_context

from micro_projects.kernel.refusal import require
from micro_projects.notices import (
    correcting,
    facts_view,
    log_queries,
    machine_form,
    page_queries,
    redaction_queries,
    redaction_rules,
    redaction_views,
    rules,
    showing,
)
from micro_projects.notices.part_words import in_order, part_name
from micro_projects.notices.room import room
from micro_projects.web.access import allow, may
from micro_projects.web.door import me_or_none, now

__all__ = ["redaction_views"]  # what may be withheld of it


@room.get("/disclosures/<log>/<int:index>")
@allow("disclosure.read")
def disclosure(log: str, index: int) -> Any:
    """One disclosure: its sentence, its parts, its entry, what corrects it."""
    leaf = page_queries.leaf(log, index)
    parts = page_queries.parts(leaf.entry)
    facts = page_queries.facts_of(parts)
    chain = correcting.chain(leaf.entry)
    before = next((one for one in chain if one.index == leaf.entry.supersedes), None)
    return render_template(
        "notices/disclosure.html",
        **leaf._asdict(),
        sentence=showing.sentence(leaf.entry),
        kind_name=showing.kind_name(leaf.entry.kind),
        glance=facts_view.overview(facts or {}),
        block=showing.content(leaf.entry.kind, facts or {}),
        pack=showing.pack_lines(facts or {}),
        parts=parts,
        manifest={
            p["name"]: p
            for p in sorted(json.loads(leaf.entry.manifest)["parts"], key=lambda p: in_order(p["name"]))
        },
        subject=page_queries.subject_of(leaf.entry),
        chain=chain,
        before=before,
        after=[one for one in chain if one.supersedes == leaf.entry.index],
        changes=correcting.changes(page_queries.parts(before), parts, leaf.entry.kind) if before else [],
        withheld=redaction_queries.of_entry(leaf.entry.log_id, leaf.entry.index),
        may_withhold=redaction_rules.may_be_withheld(leaf.entry.kind)
        and may(me_or_none(), "redaction.request", leaf.entry.place_id, leaf.entry.path),
        rules=redaction_rules,
        part_name=part_name,
        at=now(),
        signed=log_queries.covering(leaf.log.id, index),
        showing=showing,
    )


@room.get("/disclosures/<log>/<int:index>.json")
@allow("disclosure.read")
def disclosure_json(log: str, index: int) -> Any:
    """One disclosure for a program: entry, manifest, each part with its salt (docs/evidence.md)."""
    leaf = page_queries.leaf(log, index)
    made = machine_form.form(leaf.log.code, leaf.entry, page_queries.parts(leaf.entry))
    return _readable(Response(made, mimetype="application/json"), machine_form.tag(made))


@room.get("/disclosures/<log>/batch/<int:number>.jsonl")
@allow("disclosure.read")
def batch(log: str, number: int) -> Any:
    """The machine forms of the entries 256·number … 256·number+255, a line each."""
    row = page_queries.log(log)
    size = machine_form.batch_size(row, number)
    require(size > 0, rules.NO_ENTRY)
    tag = machine_form.batch_tag(row, number)
    lines = machine_form.batch(row.id, row.code, number, size)
    answer = Response(stream_with_context(lines), mimetype="application/jsonl")
    return _readable(answer, tag)


@room.get("/disclosures/<log>/<int:index>/parts/<name>")
@allow("disclosure.read")
def part(log: str, index: int, name: str) -> Any:
    """One part's exact bytes, to be saved: what is hashed with its salt."""
    one = page_queries.parts(page_queries.leaf(log, index).entry).get(name)
    require(one is not None and one.body is not None, rules.NO_ENTRY)
    assert one is not None and one.body is not None
    answer = Response(one.body, mimetype=one.media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{log}-{index}-{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _readable(answer, machine_form.tag(one.body))


def _readable(answer: Response, tag: str) -> Response:
    """Readable from any page, asked for again only when it changed: when a part was withheld."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.set_etag(tag)
    answer.make_conditional(request)  # changes it into the 304 where nothing changed
    return answer
