"""P7: comments, questions and answers, professional opinions, the committee's opinion on the agenda."""

from __future__ import annotations

import secrets
from datetime import datetime

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation import letters, queries, rules
from micro_projects.deliberation.models import AgendaOpinion, Answer, Comment, Opinion, Question
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.text import prose
from micro_projects.notices.disclosing import disclose
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

FEASIBLE = N_("专业意见：提案%(code)s《%(title)s》第%(version)d版可行，核定价格%(price)s。")
INFEASIBLE = N_(
    "专业意见：提案%(code)s《%(title)s》第%(version)d版不可行，原因附后；是否推进仍由议事会决定。"
)
QUOTED = N_(
    "提案%(code)s《%(title)s》第%(version)d版的专业意见逾期，议事会委托%(who)s报价%(price)s，作为价格依据。"
)
LATE = N_("逾期公开：提案%(code)s《%(title)s》的专业意见应在%(until)s前由街道专员给出，尚未给出。")
AGENDA = N_("社区党委 · 居委会对%(year)d年周期议题提出意见，内容附后；由议事会参考，不影响程序。")
SILENT = N_("社区党委 · 居委会在期限内没有对%(year)d年周期议题提出意见；程序照常进行。")


def comment(
    by: Actor, proposal: Proposal, stance: str, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Comment:
    """Say something about a proposal while it is deliberated; it stays as said."""
    permit(by, "deliberation.comment", proposal.place_id, proposal.path)
    words = _checked(proposal, words)
    require(stance in rules.STANCES, rules.UNKNOWN_CHOICE)
    speaker = _speaker(by, proposal, entry)
    row = Comment(
        proposal_id=proposal.id,
        author_id=speaker,
        version=proposal.version,
        stance=stance,
        text=words,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(
        by, "deliberation.comment", proposal.ref, now, on_behalf_of=_other(by, speaker), comment=row.id
    )
    if speaker != proposal.author_id:
        letters.tell([proposal.author_id], letters.COMMENTED, proposal, now)
    return row


def ask(
    by: Actor, proposal: Proposal, to_role: str, words: str, now: datetime, *, entry: RollEntry | None = None
) -> Question:
    """Put a question to a role; until it is answered it stands as unanswered, for all to see."""
    permit(by, "deliberation.ask", proposal.place_id, proposal.path)
    words = _checked(proposal, words)
    require(to_role in rules.ROLES_ASKED, rules.UNKNOWN_CHOICE)
    speaker = _speaker(by, proposal, entry)
    row = Question(
        token=secrets.token_urlsafe(9),
        proposal_id=proposal.id,
        author_id=speaker,
        to_role=to_role,
        text=words,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "deliberation.ask", proposal.ref, now, on_behalf_of=_other(by, speaker), to=to_role)
    holders = people.holders(proposal.path, now, (to_role,))
    letters.tell([h.person_id for h in holders], letters.ASKED, proposal, now)
    return row


def answer(by: Actor, question: Question, proposal: Proposal, words: str, now: datetime) -> None:
    """Answer a question, once, publicly; late answers are taken after deliberation as well."""
    permit(by, "deliberation.answer", proposal.place_id, proposal.path)
    require(by.holds(frozenset({question.to_role}), proposal.path), rules.NOT_ASKED)
    require(not queries.is_answered(question.id), rules.ALREADY_ANSWERED)
    words = _fit(words, rules.LONGEST_ANSWER)
    db.session.add(Answer(question_id=question.id, by_id=by.id, text=words, at=now))
    db.session.flush()
    journal.write(by, "deliberation.answer", proposal.ref, now, question=question.id)
    letters.tell([question.author_id], letters.ANSWERED, proposal, now)


def give_opinion(
    by: Actor, proposal: Proposal, feasible: bool, price: Money | None, explanation: str, now: datetime
) -> Opinion:
    """The officer's professional opinion on the version in force (P7): feasible with a price, or why not."""
    permit(by, "deliberation.opinion", proposal.place_id, proposal.path)
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    require(by.person_id not in (proposal.author_id, proposal.entered_by), proposal_rules.OWN_INTEREST)
    explanation = prose(explanation)[: rules.LONGEST_ANSWER]
    require(feasible or explanation, rules.EXPLANATION_NEEDED)
    require(not feasible or (price is not None and price.fen > 0), rules.PRICE_NEEDED)
    row = _opinion(by, proposal, feasible, price if feasible else None, explanation, "", now)
    journal.write(by, "deliberation.opinion", proposal.ref, now, version=proposal.version, feasible=feasible)
    msgid = FEASIBLE if feasible else INFEASIBLE
    sums = {"price": price} if feasible else {}
    _disclose_opinion(row, proposal, Sentence(msgid, _named(proposal) | sums), now)
    return row


def commission_quotation(
    by: Actor, proposal: Proposal, who: str, price: Money, words: str, now: datetime
) -> Opinion:
    """The opinion is overdue: the council's convener records a commissioned quotation as the price (P7)."""
    permit(by, "deliberation.quotation", proposal.place_id, proposal.path)
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    require(queries.opinion(proposal.id, proposal.version) is None, rules.OPINION_THERE)
    until = queries.opinion_until(proposal)
    require(now >= until, rules.OPINION_NOT_DUE, until=until)
    require(price.fen > 0 and who.strip(), rules.PRICE_NEEDED)
    row = _opinion(by, proposal, True, price, prose(words)[: rules.LONGEST_ANSWER], who.strip(), now)
    journal.write(by, "deliberation.quotation", proposal.ref, now, version=proposal.version)
    sentence = Sentence(QUOTED, _named(proposal) | {"who": row.quoted_by, "price": price})
    _disclose_opinion(row, proposal, sentence, now)
    return row


def note_overdue(by: Actor, proposal: Proposal, until: datetime, now: datetime) -> None:
    """The officer gave no opinion in time: disclosed with the office that holds it. The clock."""
    permit(by, "deliberation.note_overdue", proposal.place_id, proposal.path)
    journal.write(by, "deliberation.overdue", proposal.ref, now, until=until.isoformat())
    told = [h.person_id for h in people.holders(proposal.path, now, ("officer", "moderator"))]
    letters.tell([proposal.author_id, *told], letters.OPINION_LATE, proposal, now)
    disclose(
        "proposal.overdue",
        say(LATE, code=proposal.code, title=proposal.title, until=until),
        place_id=proposal.place_id,
        path=proposal.path,
        at=now,
        ref=proposal.ref,
        code=proposal.code,
        facts={
            "proposal": proposal.code,
            "step": "opinion",
            "until": until.isoformat(),
            "held_by": "officer",
        },
    )


def opine_on_agenda(by: Actor, cycle: Cycle, words: str, now: datetime) -> None:
    """The committee's opinion on the agenda, within five working days, disclosed; it vetoes nothing (P7)."""
    permit(by, "deliberation.agenda_opinion", cycle.place_id, cycle.path)
    require(queries.agenda_opinion(cycle.id) is None, rules.AGENDA_DONE)
    since = queries.agenda_since(cycle.id)
    require(since is not None, rules.AGENDA_EARLY)
    assert since is not None
    require(now < proposals.due_after(since, rules.AGENDA_DAYS), rules.AGENDA_OVER)
    words = _fit(words, rules.LONGEST_ANSWER)
    db.session.add(AgendaOpinion(cycle_id=cycle.id, by_id=by.id, text=words, at=now))
    journal.write(by, "deliberation.agenda_opinion", cycle.ref, now)
    _disclose_agenda(cycle, AGENDA, words, now)


def note_silence(by: Actor, cycle: Cycle, now: datetime) -> None:
    """The committee said nothing in time: recorded, changes nothing (P7). The clock."""
    permit(by, "deliberation.note_silence", cycle.place_id, cycle.path)
    require(queries.agenda_opinion(cycle.id) is None, rules.AGENDA_DONE)
    db.session.add(AgendaOpinion(cycle_id=cycle.id, by_id=None, text="", at=now))
    journal.write(by, "deliberation.note_silence", cycle.ref, now)
    _disclose_agenda(cycle, SILENT, "", now)


def _checked(proposal: Proposal, words: str) -> str:
    require(rules.may_speak(proposal.state), rules.NOT_DELIBERATING)
    return _fit(words, rules.LONGEST_COMMENT)


def _fit(words: str, most: int) -> str:
    words = prose(words)
    require(words, rules.EMPTY_TEXT)
    require(len(words) <= most, rules.TEXT_TOO_LONG, most=most)
    return words


def _speaker(by: Actor, proposal: Proposal, entry: RollEntry | None) -> int:
    if entry is None:
        require(by.roll_entry(proposal.place_id) is not None, proposal_rules.NOT_LISTED)
        return by.id
    require(is_worker(by, proposal.path), proposal_rules.NOT_LISTED)
    there = entry.place_id == proposal.place_id and entry.removed_at is None
    require(there, proposal_rules.NOT_LISTED)
    return entry.person_id


def _other(by: Actor, person: int) -> int | None:
    return None if by.person_id == person else person


def _opinion(
    by: Actor,
    proposal: Proposal,
    feasible: bool,
    price: Money | None,
    explanation: str,
    quoted_by: str,
    now: datetime,
) -> Opinion:
    row = Opinion(
        proposal_id=proposal.id,
        version=proposal.version,
        by_id=by.id,
        at=now,
        feasible=feasible,
        price=price,
        explanation=explanation,
        quoted_by=quoted_by,
    )
    db.session.add(row)
    db.session.flush()
    letters.tell([proposal.author_id], letters.OPINION, proposal, now)
    return row


def _named(proposal: Proposal) -> dict[str, object]:
    return {"code": proposal.code, "title": proposal.title, "version": proposal.version}


def _disclose_opinion(row: Opinion, proposal: Proposal, sentence: Sentence, now: datetime) -> None:
    disclose(
        "proposal.opinion",
        sentence,
        place_id=proposal.place_id,
        path=proposal.path,
        at=now,
        ref=proposal.ref,
        code=proposal.code,
        facts={"proposal": proposal.code, **opinion_facts(row)},
    )


def opinion_facts(row: Opinion) -> dict[str, object]:
    """An opinion as disclosed."""
    return {
        "version": row.version,
        "feasible": row.feasible,
        "price": row.price.fen if row.price is not None else None,
        "explanation": row.explanation,
        "quoted_by": row.quoted_by,
    }


def _disclose_agenda(cycle: Cycle, msgid: str, words: str, now: datetime) -> None:
    disclose(
        "deliberation.agenda_opinion",
        say(msgid, year=cycle.year),
        place_id=cycle.place_id,
        path=cycle.path,
        at=now,
        ref=cycle.ref,
        code=cycle.code,
        facts={"cycle": cycle.code, "text": words, "silent": not words},
    )
