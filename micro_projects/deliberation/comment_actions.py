"""P7: commenting, replying, and changing one's own words: within ten minutes quietly, later as a visible correction."""

from __future__ import annotations

from datetime import datetime

from micro_projects.conduct import actions as conduct
from micro_projects.deliberation import comment_queries as queries
from micro_projects.deliberation import comment_rules as own_rules
from micro_projects.deliberation import letters, rules
from micro_projects.deliberation.comment_models import Comment, CommentText
from micro_projects.deliberation.speaking import fit, other, speaker_of
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.people.models import RollEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit


def comment(
    by: Actor, proposal: Proposal, stance: str, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Comment:
    """Say something about the version in force while it is deliberated; a worker may enter it for a resident."""
    permit(by, "deliberation.comment", proposal.place_id, proposal.path)
    require(stance in own_rules.STANCES, rules.UNKNOWN_CHOICE)
    row = _say(by, proposal, stance, None, words, now, entry)
    if row.author_id != proposal.author_id:
        letters.tell([proposal.author_id], letters.COMMENTED, proposal, now)
    return row


def reply(
    by: Actor,
    proposal: Proposal,
    parent: Comment,
    words: str,
    now: datetime,
    *,
    entry: RollEntry | None = None,
) -> Comment:
    """Reply to a comment; a reply is not replied to."""
    permit(by, "deliberation.comment", proposal.place_id, proposal.path)
    require(parent.proposal_id == proposal.id, own_rules.NO_COMMENT)
    require(parent.parent_id is None, own_rules.ONE_LEVEL)
    require(not queries.is_hidden(parent.id), own_rules.COMMENT_HIDDEN)
    row = _say(by, proposal, "", parent.id, words, now, entry)
    if row.author_id != parent.author_id:
        letters.tell([parent.author_id], letters.REPLIED, proposal, now)
    return row


def revise(
    by: Actor, proposal: Proposal, comment: Comment, words: str, now: datetime, *, correcting: bool
) -> CommentText:
    """Change one's own words. Whoever did not mean to correct is refused once the ten minutes are over."""
    permit(by, "deliberation.revise", proposal.place_id, proposal.path)
    require(comment.proposal_id == proposal.id, own_rules.NO_COMMENT)
    require(by.person_id == comment.author_id, own_rules.NOT_OWN)
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    require(not queries.is_hidden(comment.id), own_rules.COMMENT_HIDDEN)
    words = fit(words, own_rules.LONGEST)
    newest = queries.newest_text(comment.id)
    require(words != newest.text, own_rules.SAME_WORDS)
    require(newest.number < own_rules.MOST_EDITIONS, own_rules.ENOUGH)
    late = own_rules.is_correction(comment.at, now)
    require(correcting or not late, own_rules.EDIT_OVER)
    text = _write(comment, newest.number + 1, words, late, now)
    act = "deliberation.correct" if late else "deliberation.edit"
    journal.write(by, act, proposal.ref, now, comment=comment.id, number=text.number)
    return text


def _say(
    by: Actor,
    proposal: Proposal,
    stance: str,
    parent_id: int | None,
    words: str,
    now: datetime,
    entry: RollEntry | None,
) -> Comment:
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    words = fit(words, own_rules.LONGEST)
    speaker = speaker_of(by, proposal, entry)
    pack = proposals.cycle_of(proposal).pack
    conduct.may_say(by, proposal.place_id, proposal.path, now, pack, speaker=speaker)
    row = Comment(
        proposal_id=proposal.id,
        author_id=speaker,
        parent_id=parent_id,
        version=proposal.version,
        stance=stance,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    _write(row, 1, words, False, now)
    conduct.note_said("comment", row.id, speaker, proposal.place_id, now)
    facts = {"comment": row.id} | ({"reply_to": parent_id} if parent_id is not None else {})
    journal.write(by, "deliberation.comment", proposal.ref, now, on_behalf_of=other(by, speaker), **facts)
    return row


def _write(comment: Comment, number: int, words: str, correction: bool, now: datetime) -> CommentText:
    row = CommentText(
        comment_id=comment.id,
        number=number,
        author_id=comment.author_id,
        text=words,
        correction=correction,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row
