"""Within an audit: samples drawn at random, working papers written about what was drawn."""

from __future__ import annotations

import os
from datetime import datetime

from micro_projects.audits import disclosing, population_queries, queries, rules
from micro_projects.audits.actions import period, require_independent
from micro_projects.audits.models import Audit, AuditItem, AuditPaper, AuditSample
from micro_projects.extensions import db
from micro_projects.files.actions import Prepared, keep
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical, lot
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.notices.disclosing import current_log, root
from micro_projects.web.access import permit


def sample(by: Actor, audit: Audit, what: str, size: int, now: datetime) -> AuditSample:
    """Draw a sample: seed = SHA-256(population's hash ‖ log root now ‖ the sample's number), as a public lot.

    Its size and a salted digest are disclosed at once, so that no sample can be left out or drawn again in
    secret; what was drawn stays the auditor's until the report.
    """
    permit(by, "audit.sample", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(audit.state == "open", rules.NOT_RUNNING)
    things = population_queries.things(what, audit.path, *period(audit))
    require(things, rules.EMPTY_POPULATION)
    require(0 < size <= len(things), rules.SAMPLE_SIZE, most=len(things))
    number = len(queries.samples(audit.id)) + 1
    log = current_log()
    drawn = lot.draw([thing.code for thing in things], root(log), str(number))
    chosen, salt = drawn.order[:size], os.urandom(32)
    row = AuditSample(
        audit_id=audit.id,
        number=number,
        what=what,
        population=len(things),
        size=size,
        population_hash=drawn.population_hash,
        log_root=drawn.log_root,
        log_size=log.size,
        seed=drawn.seed,
        salt=salt,
        digest=rules.sample_digest(salt, drawn.population_hash, drawn.seed, chosen),
        codes=canonical.dump([thing.code for thing in things]).decode(),
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    known = {thing.code: thing for thing in things}
    db.session.add_all(
        AuditItem(
            audit_id=audit.id,
            sample=number,
            rank=rank,
            code=code,
            title=known[code].title,
            url=known[code].url,
        )
        for rank, code in enumerate(chosen, 1)
    )
    journal.write(by, "audit.sample", audit.ref, now, number=number, what=what, size=size)
    disclosing.sampled(audit, row, now)
    return row


def write_paper(
    by: Actor,
    audit: Audit,
    title: str,
    text: str,
    now: datetime,
    *,
    item: tuple[int, int] | None = None,
    outcome: str | None = None,
    document: Prepared | None = None,
) -> AuditPaper:
    """Write a working paper, about a drawn item (sample, rank) or at large. It replaces the item's last one."""
    permit(by, "audit.write_paper", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(audit.state == "open", rules.NOT_RUNNING)
    require(text.strip(), rules.SAYS_NOTHING)
    require((item is None) == (outcome is None), rules.SAYS_NOTHING)
    if item is not None:
        require(db.session.get(AuditItem, (audit.id, *item)) is not None, rules.NOT_DRAWN)
    written = queries.papers(audit.id)
    earlier = [p.number for p in written if item is not None and (p.sample, p.rank) == item]
    file = (
        keep(by, document, audit.ref, audit.place_id, audit.path, title, now, public=False)
        if document
        else None
    )
    paper = AuditPaper(
        audit_id=audit.id,
        number=len(written) + 1,
        title=title,
        text=text,
        sample=item[0] if item else None,
        rank=item[1] if item else None,
        outcome=outcome,
        file_id=file.id if file else None,
        replaces=max(earlier, default=None),
        by_id=by.id,
        at=now,
    )
    db.session.add(paper)
    db.session.flush()
    journal.write(by, "audit.write_paper", audit.ref, now, number=paper.number)
    return paper
