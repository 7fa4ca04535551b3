"""Keeping the search index, within the act that discloses: no reader ever sees one without the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from micro_projects.extensions import db
from micro_projects.front import search_queries, search_rules
from micro_projects.front.models import SearchEntry, SearchTerm
from micro_projects.kernel.actor import Actor
from micro_projects.notices.kinds import KINDS
from micro_projects.notices.models import ContentPart, Notice
from micro_projects.projects import queries as projects
from micro_projects.proposals.models import Proposal, ProposalVersion

EXCERPT = 120


def notice_posted(notice: Notice, subjects: Sequence[Any], now: datetime) -> None:
    """A notice is found by its kind's name and by its plain sentence."""
    part = db.session.get_one(ContentPart, (notice.log_id, notice.log_index, "text"))
    sentence = (part.body or b"").decode()
    put("notice", notice.code, notice.path, KINDS[notice.kind].name, sentence, now)


def withheld(log_id: int, index: int) -> None:
    """A part of a disclosure was withheld, or is public again: a notice is found by what can be read of it."""
    notice = db.session.scalar(select(Notice).where(Notice.log_id == log_id, Notice.log_index == index))
    if notice is not None:
        notice_posted(notice, (), notice.posted_at)


def proposal_written(proposal: Proposal, words: ProposalVersion, now: datetime) -> None:
    """A proposal is found by the text in force; drafts have no version yet."""
    body = "\n".join((words.problem, words.wish, words.location, words.beneficiaries))
    put("proposal", proposal.code, proposal.path, words.title, body, now)


def proposal_approved(proposal: Proposal, by: Actor, now: datetime) -> None:
    """An approved proposal is a project now, found by its title and place."""
    db.session.flush()
    project = projects.project(proposal.code)
    put("project", project.code, project.path, project.title, project.location, now)


def put(kind: str, code: str, path: str, title: str, body: str, now: datetime) -> None:
    """Index a thing, anew when it was."""
    row = search_queries.entry(kind, code)
    if row is None:
        row = SearchEntry(kind=kind, code=code, path=path, title=title, excerpt="", at=now)
        db.session.add(row)
    row.title, row.excerpt = title, " ".join(body.split())[:EXCERPT]
    db.session.flush()
    db.session.execute(delete(SearchTerm).where(SearchTerm.entry_id == row.id))
    terms = search_rules.indexed(f"{title} {code}", body)
    if terms:
        db.session.execute(insert(SearchTerm), [{"term": t, "entry_id": row.id} for t in terms])
