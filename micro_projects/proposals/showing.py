"""What a page shows beside the rows: the life line, what one may do now, the first sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.kinds import KINDS as NOTICES
from micro_projects.places import queries as places
from micro_projects.proposals import page_queries, point_rules, rules
from micro_projects.proposals.life import ANSWERS_NOW, STEPS
from micro_projects.proposals.machine import MACHINE
from micro_projects.proposals.page_queries import Sheet
from micro_projects.web.access import may
from micro_projects.web.language import language
from micro_projects.web.refusals import lines
from micro_projects.web.sentence import Sentence, fill
from micro_projects.web.show import moment


def attempt(do: Callable[[], object]) -> tuple[list[str], int]:
    """Do an act; a refusal comes back as lines for the form, with its status, so that nothing typed is lost."""
    try:
        do()
    except Refused as refused:
        return lines(refused), refused.refusal.status
    return [], 200


def said(sentence: Sentence) -> str:
    """A sentence in the reader's language."""
    return fill(_(sentence.msgid), sentence.kept(), language())


def life(proposal: Any) -> list[dict[str, Any]]:
    """The whole life at one address: our own steps, the notices, and what higher rooms add."""
    rows: list[tuple[datetime, str, str]] = []
    for step in page_queries.past(proposal.id):
        if step.notice:
            title = f"{_(NOTICES[step.act].name)} {step.notice}"
            rows.append((step.at, title, f"/notices/{step.notice}"))
        else:
            rows.append((step.at, _(STEPS[step.act]), ""))
    later: list[dict[str, Any]] = []
    reached = proposal.state not in rules.BEFORE_BALLOT  # before, no round and no project can know of it
    for told in calls.tell("proposal_life", "proposal", proposal.id) if reached else ():
        if isinstance(told, dict):
            later.append({"when": "", **told})
        else:
            rows += [(e.at, said(e.title), e.url) for e in told or ()]
    ordered = sorted(rows, key=lambda row: row[0])
    return [{"when": moment(at), "title": title, "url": url} for at, title, url in ordered] + later


@dataclass(frozen=True, slots=True)
class Doors:
    """What the reader may do here now."""

    second: bool = False
    second_for: bool = False
    own: bool = False
    edit: bool = False
    point: bool = False
    withdraw: bool = False
    appeal: bool = False
    carry: bool = False
    screening: bool = False
    conditions: bool = False
    decision: bool = False


def doors(sheet: Sheet, actor: Actor | None, until: datetime | None, now: datetime) -> Doors:
    """Which acts stand open for somebody, by role and by rule."""
    p = sheet.proposal
    if actor is None:
        return Doors()

    def can(act: str) -> bool:
        return may(actor, act, p.place_id, p.path)

    seconding = p.state == "submitted" and until is not None and now < until
    listed = actor.roll_entry(p.place_id) is not None
    worker = can("proposal.prepare_screening")
    own = actor.person_id == p.author_id
    decider = {"selected": "proposal.decide", "reconsidering": "proposal.decide_finally"}
    appealing = p.state == "screened_out" and sheet.appeal is None
    return Doors(
        second=seconding and listed and not own and not sheet.seconded,
        second_for=seconding and worker,
        own=own,
        edit=p.state == "draft" and (own or worker),
        point=(own or worker) and point_rules.in_time(p.state, author=not worker) is None,
        withdraw=(own or worker) and MACHINE.can(p.state, "withdraw"),
        appeal=appealing and (own or worker) and (sheet.d1_ends is None or now < sheet.d1_ends),
        carry=p.state in ("deferred", "lapsed") and own,
        screening=p.state == "seconded" and can("proposal.screening"),
        conditions=p.state in ("deliberating", "deferred", "advanced") and can("proposal.condition"),
        decision=p.state in decider and can(decider[p.state]),
    )


def deadline(sheet: Sheet) -> datetime | None:
    """Until when the step of now is open or due, where there is such a day."""
    pack, state = sheet.cycle.pack, sheet.proposal.state
    if state == "submitted":
        start, days = rules.window_last(sheet.window_ends), pack.seconding_days
    elif state == "seconded":
        start, days = sheet.proposal.state_since, pack.screening_days
    else:
        return None
    return places.due_after(start, days)


def first_sentence(sheet: Sheet, until: datetime | None) -> str:
    """What the reader came to know, in one sentence."""
    facts = {"seconds": sheet.proposal.seconds, "needed": sheet.cycle.pack.seconders, "until": until}
    text = ANSWERS_NOW[sheet.proposal.state]
    needed = {name: value for name, value in facts.items() if f"%({name})" in text}
    return said(Sentence(text, needed))
