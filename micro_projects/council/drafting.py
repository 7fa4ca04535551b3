"""Drafting the minutes as readable prose from the rows of a session. Pure: the hall comes in as it was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from micro_projects.council import rules
from micro_projects.council.hall import Hall
from micro_projects.council.models import AgendaItem, Motion, QuorumCheck
from micro_projects.council.wording import kept
from micro_projects.kernel.refusal import N_
from micro_projects.web.sentence import Sentence, say

Paragraph: TypeAlias = Any
"""A list of kept sentences (`wording.kept`)."""

HELD = N_("%(place)s居民议事会会议%(session)s于%(at)s在%(venue)s召开，由召集人%(chair)s主持，%(end)s结束。")
THIRD = N_("本次是连续两次人数不足后，由街道召集的第三次会议，到会超过应到人数一半即可开会。")
QUORUM = N_("会议开始时应到%(base)d人，法定人数%(needed)d人，实到%(present)d人，符合开会条件。")
CHANNEL = {
    "in_person": N_("现场到会%(count)d人：%(names)s。"),
    "online": N_("线上到会%(count)d人：%(names)s。"),
    "phone": N_("电话到会%(count)d人：%(names)s。"),
}
ABSENT = N_("未到会%(count)d人：%(names)s。")
LEFT = N_("中途退席：%(names)s。")
ITEM = N_("议题%(number)d：")
DECLARED = N_("主动回避：%(names)s。")
FOUND = N_("因与本项有利害关系，依规则回避：%(names)s。")
PUT = N_("按程序提出的动议：“")
MOVED = N_("%(mover)s动议：“")
AMENDMENT = N_("%(mover)s提出修正案：“")
QUOTE_END = N_("”")
SECONDED = N_("%(seconder)s附议。")
VOTED = N_(
    "逐人表决：应到%(base)d人（已扣除回避），法定人数%(quorum)d人，在场有表决权%(entitled)d人，"
    "赞成须达到%(needed)d票；赞成%(yes)d票，反对%(no)d票，弃权%(abstain)d票。"
)
BY_NAME = {
    "yes": N_("赞成：%(names)s。"),
    "no": N_("反对：%(names)s。"),
    "abstain": N_("弃权：%(names)s。"),
}
SILENT = N_("在场未表态：%(names)s。")
RESULT = {
    "carried": N_("结果：通过。"),
    "lost": N_("结果：未通过。"),
    "withdrawn": N_("动议人撤回。"),
    "fallen": N_("无人附议，不付表决。"),
    "amended": N_("按通过的修正案修改后再表决。"),
    "lapsed": N_("没有作出决定。"),
    "to_residents": N_("扣除回避后应到不足五人，不经议事会表决，交居民投票决定。"),
    "to_office": N_("扣除回避后应到不足五人，交街道决定。"),
}
PUT_OFF = N_("本项没有议决，留待下次会议。")
NOTHING = N_("本次会议没有议题。")
CLOSED = N_("会议结束时应到%(base)d人，法定人数%(needed)d人，在场%(present)d人。")
SHORT = N_(
    "会议结束时人数不足：应到%(base)d人，法定人数%(needed)d人，在场%(present)d人，会议就此休会，此前议决的有效。"
)
CORRECTION = N_("更正（%(name)s提出，召集人接受）：%(text)s")


def correction(text: str, name: str) -> Sentence:
    """An accepted correction, below its paragraph."""
    return say(CORRECTION, text=text, name=name)


def draft(hall: Hall, checks: Sequence[QuorumCheck], chair: str, place: str) -> list[Paragraph]:
    """The paragraphs: how it was held, who was there, each item with its votes by name, how it ended."""
    paragraphs = [_held(hall, chair, place), _present(hall, checks)]
    paragraphs += [_item(hall, item) for item in hall.items] or [kept(say(NOTHING))]
    ends = [c for c in checks if c.occasion == "closing"]
    if ends:
        last = ends[-1]
        said = CLOSED if last.present >= last.needed else SHORT
        paragraphs.append(kept(say(said, base=last.base, needed=last.needed, present=last.present)))
    return paragraphs


def _held(hall: Hall, chair: str, place: str) -> Paragraph:
    session = hall.session
    assert session.opened_at is not None and session.ended_at is not None
    said = [
        Sentence(
            HELD,
            {
                "place": place,
                "session": session.code,
                "at": {"moment": session.opened_at.isoformat()},
                "end": {"moment": session.ended_at.isoformat()},
                "venue": session.venue,
                "chair": chair,
            },
        )
    ]
    return kept(*said, *([say(THIRD)] if session.third else []))


def _present(hall: Hall, checks: Sequence[QuorumCheck]) -> Paragraph:
    opening = next(c for c in checks if c.occasion == "opening")
    said = [say(QUORUM, base=opening.base, needed=opening.needed, present=opening.present)]
    names, came = hall.names, hall.came
    for channel, text in CHANNEL.items():
        people = [names[p] for p, a in came.items() if a.channel == channel and p in names]
        said += _named(text, people)
    said += _named(ABSENT, [m.name for m in hall.members if m.person_id not in came])
    gone = [names[p] for p, a in came.items() if a.left_at is not None and p in names]
    if gone:
        said.append(say(LEFT, names=_list(gone)))
    return kept(*said)


def _named(text: str, people: Sequence[str]) -> list[Sentence]:
    return [say(text, count=len(people), names=_list(people))] if people else []


def _list(names: Iterable[str]) -> str:
    return "、".join(names)


def _item(hall: Hall, item: AgendaItem) -> Paragraph:
    said: Paragraph = kept(say(ITEM, number=item.number))
    said.append({"msgid": item.title, "facts": json.loads(item.title_facts)})
    said += kept(say(STOP))
    for source, text in (("declared", DECLARED), ("found", FOUND)):
        people = [r.name for r in hall.recusals[item.id] if r.source == source]
        if people:
            said += kept(say(text, names=_list(people)))
    for motion in hall.motions_on(item):
        said += _motion(hall, item, motion)
    if item.state == "put_off":
        said += kept(say(PUT_OFF))
    return said


STOP = N_("。")


def _motion(hall: Hall, item: AgendaItem, motion: Motion) -> Paragraph:
    names = hall.names
    if motion.moved_by is None:
        said = kept(say(PUT))
    else:
        opener = AMENDMENT if motion.kind == "amendment" else MOVED
        said = kept(say(opener, mover=names.get(motion.moved_by, "")))
    said.append({"msgid": motion.text, "facts": json.loads(motion.text_facts)})
    said += kept(say(QUOTE_END))
    if motion.seconded_by is not None:
        said += kept(say(SECONDED, seconder=names.get(motion.seconded_by, "")))
    if motion.state in ("carried", "lost"):
        said += _votes(hall, item, motion)
    if motion.state in RESULT:
        said += kept(say(RESULT[motion.state]))
    return said


def _votes(hall: Hall, item: AgendaItem, motion: Motion) -> Paragraph:
    votes = hall.votes[motion.id]
    said = [
        say(
            VOTED,
            base=motion.base,
            quorum=motion.quorum,
            entitled=motion.entitled,
            needed=motion.needed,
            yes=motion.ayes,
            no=motion.noes,
            abstain=motion.abstentions,
        )
    ]
    for choice in rules.VOTES:
        people = [v.name for v in votes if v.choice == choice]
        if people:
            said.append(say(BY_NAME[choice], names=_list(people)))
    voted = {v.person_id for v in votes}
    assert motion.declared_at is not None
    silent = [
        hall.names[a.person_id]
        for a in hall.attendance
        if a.came_at <= motion.declared_at
        and (a.left_at is None or a.left_at > motion.declared_at)
        and a.person_id not in voted | hall.recused(item)
        and a.person_id in hall.names
    ]
    if silent:
        said.append(say(SILENT, names=_list(silent)))
    return kept(*said)
