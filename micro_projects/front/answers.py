"""What the front hears: whatever is disclosed goes into the search index, within the same act."""

from __future__ import annotations

from micro_projects.front import indexing

ANSWERS: dict[tuple[str, str], object] = {}
LISTENS = (
    ("notice_posted", "notice", indexing.notice_posted),
    ("withheld", "disclosure", indexing.withheld),
    ("proposal_written", "proposal", indexing.proposal_written),
    ("proposal_approved", "proposal", indexing.proposal_approved),
)
