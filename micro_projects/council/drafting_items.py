"""The items of minutes: papers, who stood aside and why, who spoke, what was moved and what became of it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from micro_projects.council import drafting_words as words
from micro_projects.council import rules
from micro_projects.council.drafting_record import Record
from micro_projects.council.hall import Hall
from micro_projects.council.models import AgendaItem, Motion
from micro_projects.council.speaking_models import Speech
from micro_projects.web.sentence import Sentence, say


def items(record: Record) -> Iterator[list[Sentence]]:
    """A paragraph for an item's head, one for its discussion, one for each motion; recusals first."""
    for item in record.hall.items:
        motions = record.hall.motions_on(item)
        yield _head(record, item)
        for motion in (m for m in motions if m.kind == "recuse"):
            yield _motion(record.hall, item, motion)
        talked = _discussion(record, item)
        yield talked
        for motion in (m for m in motions if m.kind != "recuse"):
            yield _motion(record.hall, item, motion)
        if item.state == "put_off":
            yield [say(_why_put_off(record.hall, item, motions, talked))]


def _why_put_off(hall: Hall, item: AgendaItem, motions: list[Motion], talked: list[Sentence]) -> str:
    few = any(hall.count(item, m).base < rules.SMALLEST_BASE for m in motions)
    if few and hall.session.form == "committee":
        return words.TO_COUNCIL
    return words.PUT_OFF if motions or talked else words.NOT_TAKEN_UP


def _quoted(msgid: str, facts: str) -> dict[str, Any]:
    """A sentence within a sentence."""
    return {"msgid": msgid, "facts": json.loads(facts)}


def _head(record: Record, item: AgendaItem) -> list[Sentence]:
    said = [say(words.ITEM, number=item.number, title=_quoted(item.title, item.title_facts))]
    if item.paper_hash is not None and record.hall.motions_on(item):
        said.append(say(words.PAPERS))
    for stood in record.hall.recusals.get(item.id, ()):
        if stood.source == "declared":
            said.append(say(words.DECLARED, name=stood.name, reason=_unstopped(stood.reason)))
        elif stood.source == "found":
            said.append(say(words.FOUND[stood.reason], name=stood.name))
    told = set()
    for challenge in (c for c in record.challenges if c.item_id == item.id):
        if challenge.person_id not in told:
            said.append(say(words.CHALLENGED, name=challenge.name))
            if challenge.state == "moot" and challenge.person_id in record.hall.recused(item):
                said.append(say(words.MOOT, name=challenge.name))
            told.add(challenge.person_id)
    return said


def _unstopped(text: str) -> str:
    return text.rstrip("。.;； ")


def _discussion(record: Record, item: AgendaItem) -> list[Sentence]:
    """Who had the floor, in order; who spoke one after the other stands in one sentence."""
    given = sorted(
        (
            (s.given_at, s.number, s)
            for s in record.speeches
            if s.item_id == item.id and s.given_at is not None
        ),
        key=lambda one: one[:2],
    )
    said: list[Sentence] = []
    for usual, group in groupby((s for _, _, s in given), key=_in_turn):
        speeches = list(group)
        if usual:
            names = list(dict.fromkeys(_name(record.hall, s) for s in speeches))
            text = words.SPOKE if len(names) == 1 else words.SPOKE_IN_TURN
            said.append(say(text, names={"names": names}))
        else:
            said += [sentence for s in speeches for sentence in _unusual(record.hall, s)]
    return said


def _in_turn(speech: Speech) -> bool:
    return speech.kind == "speech" and not speech.out_of_order_reason


def _unusual(hall: Hall, speech: Speech) -> Iterator[Sentence]:
    name = _name(hall, speech)
    if speech.out_of_order_reason:
        yield say(words.OUT_OF_ORDER, name=name, reason=_unstopped(speech.out_of_order_reason))
    if speech.kind == "point_of_order":
        yield say(words.POINT_OF_ORDER, name=name)
        facts = {"reason": _unstopped(speech.ruling_reason)} if speech.ruling else {}
        yield say(words.RULED[speech.ruling], name=name, **facts)


def _name(hall: Hall, speech: Speech) -> str:
    return hall.names.get(speech.person_id, "")


def _motion(hall: Hall, item: AgendaItem, motion: Motion) -> list[Sentence]:
    said = [_opener(hall, item, motion)]
    if motion.seconded_by is not None and not motion.part and not _replaces(hall, item, motion):
        said.append(say(words.SECONDED, seconder=hall.names.get(motion.seconded_by, "")))
    if motion.state in ("carried", "lost"):
        said += _vote(hall, item, motion)
    elif motion.state in words.RESULT:
        said.append(say(words.RESULT[motion.state]))
    return said


def _opener(hall: Hall, item: AgendaItem, motion: Motion) -> Sentence:
    text = _quoted(motion.text, motion.text_facts)
    if motion.kind == "recuse":
        return say(words.PUT_RECUSAL, text=text)
    if _replaces(hall, item, motion):
        return say(words.AS_AMENDED, text=text)
    if motion.part:
        return say(words.PART, part=motion.part, text=text)
    if motion.moved_by is None:
        return say(words.PUT, text=text)
    return say(words.MOVED[motion.kind], mover=hall.names.get(motion.moved_by, ""), text=text)


def _replaces(hall: Hall, item: AgendaItem, motion: Motion) -> bool:
    """Whether a motion is one that a carried amendment has changed."""
    return motion.kind == "main" and any(
        other.kind == "amendment"
        and other.state == "carried"
        and other.number < motion.number
        and (other.text, other.text_facts) == (motion.text, motion.text_facts)
        for other in hall.motions_on(item)
    )


def _vote(hall: Hall, item: AgendaItem, motion: Motion) -> list[Sentence]:
    counts: Mapping[str, Any] = {
        "base": motion.base,
        "quorum": motion.quorum,
        "entitled": motion.entitled,
        "needed": motion.needed,
    }
    said = []
    if motion.secret_asked_by is not None:
        said.append(say(words.SECRET_ASKED, name=hall.names.get(motion.secret_asked_by, "")))
    said += [
        say(words.CALLED[motion.form], **counts),
        say(words.COUNTED, yes=motion.ayes, no=motion.noes, abstain=motion.abstentions),
    ]
    if motion.form == "secret":
        left = (motion.entitled or 0) - sum(n or 0 for n in (motion.ayes, motion.noes, motion.abstentions))
        said += [say(words.NOT_CAST, count=left)] if left else []
    else:
        said += _by_name(hall, item, motion)
    tied = motion.state == "lost" and motion.ayes == motion.noes
    return [*said, say(words.TIED if tied else words.RESULT[motion.state])]


def _by_name(hall: Hall, item: AgendaItem, motion: Motion) -> list[Sentence]:
    votes, said = hall.votes.get(motion.id, []), []
    for choice in rules.VOTES:
        names = [v.name for v in votes if v.choice == choice]
        if names:
            said.append(say(words.BY_NAME[choice], names={"names": names}))
    out = {v.person_id for v in votes} | hall.aside(item, motion)
    at = motion.declared_at
    assert at is not None
    silent = [
        hall.names[a.person_id]
        for a in hall.attendance
        if a.came_at <= at and (a.left_at is None or a.left_at > at)
        if a.person_id not in out and a.person_id in hall.names
    ]
    return [*said, say(words.SILENT[motion.form], names={"names": silent})] if silent else said
