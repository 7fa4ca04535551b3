"""Reporting words, hiding or keeping them, the author's one appeal; and looking at what is hidden.

Who decides is found by the program: the first office of the chain in which somebody has nothing to do with the
words. Nobody decides on their own words, on words about themselves, on what they reported, or twice.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from micro_projects.conduct import disclosing, letters, rules
from micro_projects.conduct import review_queries as queries
from micro_projects.conduct.models import (
    Contribution,
    HiddenReading,
    Report,
    WordsAppeal,
    WordsDecision,
    WordsReview,
)
from micro_projects.conduct.rules import MACHINE
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import require
from micro_projects.kernel.subject import Subject
from micro_projects.kernel.text import prose
from micro_projects.places.queries import due_after
from micro_projects.web.access import permit


def report(by: Actor, words: Contribution, ground: str, text: str, now: datetime) -> Report:
    """Report words, with a ground; the first report opens the review, later ones join it."""
    said = queries.said(words.kind, words.said_id)
    permit(by, "conduct.report", said.place_id, said.path)
    require(ground in rules.GROUNDS, rules.NO_GROUND)
    text = _fit(text)
    require(by.id != said.author_id, rules.OWN_WORDS)
    most = cycles.pack_of(said.place_id).said_per_hour
    again = rules.possible_again(queries.newest_reports(by.id, most), most, now)
    require(again is None, rules.TOO_MANY_REPORTS, most=most, opens=again)
    review = queries.of_words(words.kind, words.said_id)
    if review is not None:
        require(queries.my_report(review.id, by.id) is None or review.edition < said.edition, rules.REPORTED)
        require(review.state not in rules.HIDING, rules.ALREADY_HIDDEN)
        require(review.state == "open" or review.edition < said.edition, rules.DECIDED)
    if review is None or review.state != "open":
        review = _open(words, said, by, now)
    row = Report(review_id=review.id, reporter_id=by.id, ground=ground, text=text, at=now)
    db.session.add(row)
    db.session.flush()
    journal.write(by, "conduct.report", _ref(review), now, ground=ground)
    free = _deciders(review, said, now)
    if not free.holders[review.office] - free.apart:  # the only one who could decide has now reported it
        review.office = free.office(review.office)
        db.session.flush()
        letters.to_office(review, free, letters.REPORTED, now)
    return row


def _open(words: Contribution, said: rules.Said, by: Actor, now: datetime) -> WordsReview:
    free = queries.deciders(said.path, said, (by.id,), now)
    review = WordsReview(
        token=secrets.token_hex(8),  # letters and digits: it is printed in what is disclosed
        kind=words.kind,
        said_id=words.said_id,
        edition=said.edition,
        author_id=said.author_id,
        place_id=said.place_id,
        path=said.path,
        opened_at=now,
        office=free.office(),
        due_at=due_after(now, cycles.pack_of(said.place_id).report_days),
        state=MACHINE.start,
        state_since=now,
    )
    db.session.add(review)
    db.session.flush()
    letters.to_office(review, free, letters.REPORTED, now)
    return review


def decide(by: Actor, review: WordsReview, hide: bool, ground: str, reason: str, now: datetime) -> None:
    """Hide the words with a ground and a reason, which is disclosed; or keep them, with a reason."""
    permit(by, "conduct.decide", review.place_id, review.path)
    require(review.state == "open", WRONG_STATE)
    reason = _fit(reason)
    require(not hide or ground in rules.GROUNDS, rules.NO_GROUND)
    office = _office_of(by, review, now)
    outcome, ground = ("hide", ground) if hide else ("keep", "")
    _write(review, False, by, office, outcome, ground, reason, now)
    journal.move(review, MACHINE, "hide" if hide else "keep", by=by, at=now, ground=ground)
    letters.to(queries.reporters(review.id), letters.HID if hide else letters.KEPT, review, now)
    if hide:
        review.office = office
        review.due_at = due_after(now, cycles.pack_of(review.place_id).appeal_days)
        db.session.flush()
        letters.to([review.author_id], letters.HIDDEN, review, now)
        disclosing.hidden(review, ground, reason, office, now)


def appeal(by: Actor, review: WordsReview, text: str, now: datetime) -> None:
    """The author wants the words shown again: once, to an office that has not decided yet."""
    permit(by, "conduct.appeal", review.place_id, review.path)
    require(by.person_id == review.author_id, rules.NOT_AUTHOR)
    require(review.state == "hidden", WRONG_STATE)
    require(now < review.due_at, rules.APPEAL_OVER)
    db.session.add(WordsAppeal(review_id=review.id, by_id=by.id, text=_fit(text), at=now))
    db.session.flush()
    said = queries.said(review.kind, review.said_id)
    free = _deciders(review, said, now)
    journal.move(review, MACHINE, "appeal", by=by, at=now)
    review.office = free.office(queries.decisions(review.id)[False].office)
    review.due_at = due_after(now, cycles.pack_of(review.place_id).report_days)
    db.session.flush()
    letters.to_office(review, free, letters.APPEALED, now)


def decide_appeal(by: Actor, review: WordsReview, uphold: bool, reason: str, now: datetime) -> None:
    """Show the words again, or leave them hidden: disclosed either way, without the words."""
    permit(by, "conduct.decide_appeal", review.place_id, review.path)
    require(review.state == "appealed", WRONG_STATE)
    reason = _fit(reason)
    office = _office_of(by, review, now)
    _write(review, True, by, office, "restore" if uphold else "confirm", "", reason, now)
    journal.move(review, MACHINE, "restore" if uphold else "confirm", by=by, at=now)
    letters.to([review.author_id], letters.RESTORED if uphold else letters.CONFIRMED, review, now)
    disclosing.appeal_decided(review, uphold, reason, office, now)


def read_hidden(by: Actor, review: WordsReview, reason: str, now: datetime) -> str:
    """What hidden words said, for those who decide on them and for auditors within their term: journalled, counted."""
    permit(by, "conduct.read_hidden", review.place_id, review.path)
    require(review.state in rules.HIDING, WRONG_STATE)
    reason = _fit(reason)
    require(_may_read(by, review, now), rules.NOT_YOURS)
    db.session.add(HiddenReading(review_id=review.id, by_id=by.id, reason=reason, at=now))
    journal.write(by, "conduct.read_hidden", _ref(review), now)
    return queries.said(review.kind, review.said_id).text


def close(by: Actor, review: WordsReview, now: datetime) -> None:
    """Nobody appealed in time: the words stay hidden. The clock."""
    permit(by, "conduct.close", review.place_id, review.path)
    journal.move(review, MACHINE, "close", by=by, at=now)


def note_overdue(by: Actor, review: WordsReview, now: datetime) -> None:
    """Not decided in time: disclosed with the office that let it lie, and handed to the next. The clock."""
    permit(by, "conduct.note_overdue", review.place_id, review.path)
    require(review.state in ("open", "appealed") and review.due_at <= now, rules.NOT_OVERDUE)
    held, until = review.office, review.due_at
    journal.write(by, "conduct.overdue", _ref(review), now, office=held, until=until.isoformat())
    if held != rules.CHAIN[-1]:
        free = _deciders(review, queries.said(review.kind, review.said_id), now)
        review.office = free.office(held)
        review.due_at = due_after(now, cycles.pack_of(review.place_id).report_days)
        db.session.flush()
        letters.to_office(review, free, letters.OVERDUE, now)
    disclosing.overdue(review, held, until, now)


def may_decide(by: Actor, review: WordsReview, now: datetime) -> bool:
    """Whether it is somebody's to decide now: they hold the office it lies with, and nothing keeps them apart."""
    if not by.holds(frozenset({review.office}), review.path):
        return False
    return by.id not in _deciders(review, queries.said(review.kind, review.said_id), now).apart


def _office_of(by: Actor, review: WordsReview, now: datetime) -> str:
    require(may_decide(by, review, now), rules.NOT_YOURS)
    return review.office


def _deciders(review: WordsReview, said: rules.Said, now: datetime) -> queries.Deciders:
    before = [row.by_id for row in queries.decisions(review.id).values()]
    return queries.deciders(review.path, said, (*queries.reporters(review.id), *before), now)


def _may_read(by: Actor, review: WordsReview, now: datetime) -> bool:
    if by.holds(frozenset({"auditor"}), review.path):
        return bool(calls("audit_covers", "place", by, review.path, now))
    decided = {row.by_id for row in queries.decisions(review.id).values()}
    return by.id in decided or (review.state == "appealed" and may_decide(by, review, now))


def _write(
    review: WordsReview,
    on_appeal: bool,
    by: Actor,
    office: str,
    outcome: str,
    ground: str,
    reason: str,
    now: datetime,
) -> None:
    db.session.add(
        WordsDecision(
            review_id=review.id,
            on_appeal=on_appeal,
            office=office,
            by_id=by.id,
            outcome=outcome,
            ground=ground,
            reason=reason,
            at=now,
        )
    )
    db.session.flush()


def _fit(text: str) -> str:
    text = prose(text)
    require(text, rules.NO_REASON)
    require(len(text) <= rules.LONGEST, rules.TOO_LONG, most=rules.LONGEST)
    return text


def _ref(review: WordsReview) -> Subject:
    return Subject(MACHINE.kind, review.id)
