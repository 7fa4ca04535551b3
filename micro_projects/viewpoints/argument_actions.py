"""Arguments for and against a proposal: written, taken from a comment, marked; their order found anew each time."""

from __future__ import annotations

from datetime import datetime

from micro_projects.conduct import actions as conduct
from micro_projects.conduct import queries as hidden_words
from micro_projects.deliberation import comment_queries
from micro_projects.deliberation import rules as deliberation
from micro_projects.deliberation.comment_models import Comment
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.text import line
from micro_projects.people.models import RollEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.viewpoints import argument_queries, bridging, rules
from micro_projects.viewpoints.argument_models import Argument, ArgumentMark, ArgumentRank
from micro_projects.viewpoints.bridging import Marks
from micro_projects.web.access import permit


def write(
    by: Actor, proposal: Proposal, side: str, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Argument:
    """Write a short reason for or against, in one's own words and under one's public name."""
    permit(by, "argument.write", proposal.place_id, proposal.path)
    require(deliberation.may_speak(proposal.state), rules.NOT_DELIBERATING)
    speaker = _speaker(by, proposal, entry)
    return _add(by, proposal, side, line(words), speaker, None, now)


def pick(by: Actor, proposal: Proposal, comment: Comment, side: str, words: str, now: datetime) -> Argument:
    """Put a comment on the card, whole or a passage of it, letter by letter, under its author's name."""
    permit(by, "argument.pick", proposal.place_id, proposal.path)
    require(deliberation.may_speak(proposal.state), rules.NOT_DELIBERATING)
    convener = by.holds(frozenset({"moderator"}), proposal.path)
    require(convener or comment.author_id == by.person_id, rules.NOT_YOURS)
    require(comment.proposal_id == proposal.id, rules.NO_COMMENT)
    require(comment.id not in hidden_words.hidden("comment", [comment.id]), rules.HIDDEN)
    words, said = line(words), line(comment_queries.newest_text(comment.id).text)
    require(words in said, rules.NOT_IN_COMMENT)
    if comment.author_id != by.person_id:  # it goes into the notice under somebody else's name
        same_side = comment.stance not in rules.SIDES or comment.stance == side
        require(same_side and rules.whole_sentences(said, words), rules.NOT_WHOLE)
    return _add(by, proposal, side, words, comment.author_id, comment, now)


def _add(
    by: Actor,
    proposal: Proposal,
    side: str,
    words: str,
    author: int,
    comment: Comment | None,
    now: datetime,
) -> Argument:
    require(side in rules.SIDES, rules.UNKNOWN_SIDE)
    require(words, rules.EMPTY)
    require(len(words) <= rules.LONGEST, rules.TOO_LONG, most=rules.LONGEST)
    there = argument_queries.words(proposal.id)
    require(words not in [text for _, text in there], rules.SAID_ALREADY)
    if comment is None:
        written = sum(1 for other, _ in there if other == author)
        require(written < rules.OWN_ARGUMENTS, rules.ENOUGH_SAID, most=rules.OWN_ARGUMENTS)
        pack = proposals.cycle_of(proposal).pack
        conduct.may_say(by, proposal.place_id, proposal.path, now, pack, speaker=author)
    row = Argument(
        proposal_id=proposal.id,
        number=len(there) + 1,
        side=side,
        text=words,
        author_id=author,
        comment_id=comment.id if comment else None,
        picked_by=by.id if comment else None,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    conduct.note_said("argument", row.id, author, proposal.place_id, now)
    act = "argument.pick" if comment else "argument.write"
    other = None if comment or by.person_id == author else author
    journal.write(by, act, proposal.ref, now, on_behalf_of=other, argument=row.number, side=side)
    _rank(proposal)
    return row


def mark(
    by: Actor,
    proposal: Proposal,
    number: int,
    agrees: bool,
    now: datetime,
    *,
    entry: RollEntry | None = None,
) -> None:
    """Find somebody else's argument right, or not; may be changed while the proposal is deliberated."""
    permit(by, "argument.mark", proposal.place_id, proposal.path)
    require(deliberation.may_speak(proposal.state), rules.NOT_DELIBERATING)
    speaker = _speaker(by, proposal, entry)
    row = argument_queries.argument(proposal.id, number)
    require(row.author_id != speaker, rules.OWN_ARGUMENT)
    require(not hidden_words.hidden("argument", [row.id]), rules.HIDDEN)
    entry_id = entry.id if entry else by.roll_entry(proposal.place_id)
    assert entry_id is not None
    known = db.session.get(ArgumentMark, (row.id, entry_id))
    if known is None:
        db.session.add(ArgumentMark(argument_id=row.id, entry_id=entry_id, agrees=agrees))
        other = None if by.person_id == speaker else speaker
        journal.write(by, "argument.mark", proposal.ref, now, on_behalf_of=other)
    else:
        known.agrees = agrees
    db.session.flush()
    _rank(proposal)


def _rank(proposal: Proposal) -> None:
    """Put a proposal's arguments in order, by the groups there are now."""
    grouped = argument_queries.groups(proposal.id, proposal.place_id)
    marks = argument_queries.marks(proposal.id, grouped)
    totals = argument_queries.totals(proposal.id)
    for place, argument_id in enumerate(bridging.order(marks), 1):
        row = db.session.get(ArgumentRank, argument_id)
        if row is None:
            row = ArgumentRank(argument_id=argument_id)
            db.session.add(row)
        total = totals.get(argument_id, Marks())
        row.place, row.agree, row.disagree = place, total.right, total.wrong
        row.basis = grouped.basis
    db.session.flush()


def _speaker(by: Actor, proposal: Proposal, entry: RollEntry | None) -> int:
    if entry is None:
        require(by.roll_entry(proposal.place_id) is not None, rules.NOT_LISTED)
        return by.id
    require(is_worker(by, proposal.path), rules.NOT_LISTED)
    require(entry.place_id == proposal.place_id and entry.removed_at is None, rules.NOT_LISTED)
    return entry.person_id
