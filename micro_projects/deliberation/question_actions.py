"""P7: questions to a role or to the author, their one answer, and what the clock says when there is none."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from micro_projects.conduct import actions as conduct
from micro_projects.deliberation import comment_rules, letters, rules
from micro_projects.deliberation import question_queries as queries
from micro_projects.deliberation import question_rules as own_rules
from micro_projects.deliberation.question_models import Answer, Question
from micro_projects.deliberation.speaking import fit, other, speaker_of
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.places import queries as places
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

LATE = {
    "worker": N_(
        "提问逾期：对提案%(code)s《%(title)s》的一个提问，社区工作者应在%(until)s前公开答复，尚未答复。"
    ),
    "officer": N_(
        "提问逾期：对提案%(code)s《%(title)s》的一个提问，街道专员应在%(until)s前公开答复，尚未答复。"
    ),
    "committee": N_(
        "提问逾期：对提案%(code)s《%(title)s》的一个提问，社区党委 · 居委会应在%(until)s前公开答复，尚未答复。"
    ),
    "author": N_(
        "提问逾期：对提案%(code)s《%(title)s》的一个提问，提案人应在%(until)s前公开答复，尚未答复。"
    ),
}


def ask(
    by: Actor, proposal: Proposal, to_role: str, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Question:
    """Put a question to a role or the author; until it is answered it stands as unanswered, for all to see."""
    permit(by, "deliberation.ask", proposal.place_id, proposal.path)
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    words = fit(words, comment_rules.LONGEST)
    require(to_role in own_rules.ROLES_ASKED, rules.UNKNOWN_CHOICE)
    speaker = speaker_of(by, proposal, entry)
    require(to_role != own_rules.AUTHOR or speaker != proposal.author_id, own_rules.OWN_PROPOSAL)
    pack = proposals.cycle_of(proposal).pack
    if entry is None:  # nobody who comes to the counter with a question is sent away
        conduct.may_say(by, proposal.place_id, proposal.path, now, pack)
    row = Question(
        token=secrets.token_urlsafe(9),
        proposal_id=proposal.id,
        author_id=speaker,
        to_role=to_role,
        text=words,
        at=now,
        due_at=places.due_after(now, pack.answer_days),
    )
    db.session.add(row)
    db.session.flush()
    conduct.note_said("question", row.id, speaker, proposal.place_id, now)
    journal.write(by, "deliberation.ask", proposal.ref, now, on_behalf_of=other(by, speaker), to=to_role)
    letters.asked(_owing(row, proposal, now), letters.ASKED, proposal, row, now)
    return row


def answer(by: Actor, question: Question, proposal: Proposal, words: str, now: datetime) -> None:
    """Answer a question, once, publicly; late answers are taken after deliberation as well."""
    permit(by, "deliberation.answer", proposal.place_id, proposal.path)
    require(may_answer(by, question.to_role, proposal), own_rules.NOT_ASKED)
    require(not queries.is_answered(question.id), own_rules.ALREADY_ANSWERED)
    require(not queries.is_hidden(question.id), own_rules.QUESTION_HIDDEN)
    words = fit(words, rules.LONGEST_ANSWER)
    giver = proposal.author_id if question.to_role == own_rules.AUTHOR else by.id
    db.session.add(Answer(question_id=question.id, by_id=giver, text=words, at=now))
    db.session.flush()
    journal.write(
        by, "deliberation.answer", proposal.ref, now, on_behalf_of=other(by, giver), question=question.id
    )
    letters.asked([question.author_id], letters.ANSWERED, proposal, question, now)


def may_answer(by: Actor, to_role: str, proposal: Proposal) -> bool:
    """Whether it is somebody's to answer: the role's, or the author's (a worker may enter the author's answer)."""
    if to_role == own_rules.AUTHOR:
        return by.person_id == proposal.author_id or is_worker(by, proposal.path)
    return by.holds(frozenset({to_role}), proposal.path)


def remind(by: Actor, question: Question, proposal: Proposal, now: datetime) -> None:
    """The deadline comes near: word to those who owe the answer. The clock."""
    permit(by, "deliberation.remind", proposal.place_id, proposal.path)
    letters.asked(_owing(question, proposal, now), letters.ANSWER_SOON, proposal, question, now)


def note_unanswered(by: Actor, question: Question, proposal: Proposal, now: datetime) -> None:
    """No answer in time: disclosed once, with who owes it. The clock."""
    permit(by, "deliberation.note_unanswered", proposal.place_id, proposal.path)
    journal.write(by, "deliberation.unanswered", proposal.ref, now, question=question.id)
    letters.asked(_owing(question, proposal, now), letters.ANSWER_LATE, proposal, question, now)
    disclose_about(
        proposal,
        "question.overdue",
        say(LATE[question.to_role], code=proposal.code, title=proposal.title, until=question.due_at),
        at=now,
        facts={
            "proposal": proposal.code,
            "question": question.token,
            "asked_at": question.at.isoformat(),
            "until": question.due_at.isoformat(),
            "held_by": question.to_role,
        },
    )


def _owing(question: Question, proposal: Proposal, now: datetime) -> Sequence[int]:
    if question.to_role == own_rules.AUTHOR:
        return [proposal.author_id]
    return [h.person_id for h in people.holders(proposal.path, now, (question.to_role,))]
