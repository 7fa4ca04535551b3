"""P7: the committee's opinion on the agenda. What people say, ask and opine has files of its own."""

from __future__ import annotations

from datetime import datetime

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation import queries, rules
from micro_projects.deliberation.models import AgendaOpinion
from micro_projects.deliberation.speaking import fit
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

AGENDA = N_("社区党委 · 居委会对%(year)d年周期议题提出意见，内容附后；由议事会参考，不影响程序。")
SILENT = N_("社区党委 · 居委会在期限内没有对%(year)d年周期议题提出意见；程序照常进行。")


def opine_on_agenda(by: Actor, cycle: Cycle, words: str, now: datetime) -> None:
    """The committee's opinion on the agenda, within five working days, disclosed; it vetoes nothing (P7)."""
    permit(by, "deliberation.agenda_opinion", cycle.place_id, cycle.path)
    require(queries.agenda_opinion(cycle.id) is None, rules.AGENDA_DONE)
    since = queries.agenda_since(cycle.id)
    require(since is not None, rules.AGENDA_EARLY)
    assert since is not None
    require(now < places.due_after(since, rules.AGENDA_DAYS), rules.AGENDA_OVER)
    words = fit(words, rules.LONGEST_ANSWER)
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


def _disclose_agenda(cycle: Cycle, msgid: str, words: str, now: datetime) -> None:
    disclose_about(
        cycle,
        "deliberation.agenda_opinion",
        say(msgid, year=cycle.year),
        at=now,
        facts={"cycle": cycle.code, "text": words, "silent": not words},
    )
