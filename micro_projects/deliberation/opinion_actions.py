"""P7: professional opinions, a quotation the council commissions when they are overdue, and that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from micro_projects.deliberation import letters, opinion_queries, opinion_rules, rules
from micro_projects.deliberation.opinion_models import Opinion, OpinionFile, OpinionItem
from micro_projects.deliberation.opinion_rules import Item
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.text import line, prose
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import person, said
from micro_projects.people import queries as people
from micro_projects.proposals import condition_queries
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

SAID = {
    ("legality", True): N_(
        "合法性意见：提案%(code)s《%(title)s》第%(version)d版没有发现违反法律、法规的地方。"
    ),
    ("legality", False): N_(
        "合法性意见：提案%(code)s《%(title)s》第%(version)d版不合法，原因附后；改好以前不能列入投票。"
    ),
    ("feasibility", True): N_("可行性意见：提案%(code)s《%(title)s》第%(version)d版可行。"),
    ("feasibility", False): N_(
        "可行性意见：提案%(code)s《%(title)s》第%(version)d版不可行，原因附后；是否推进仍由议事会决定。"
    ),
}
PRICED = N_("价格意见：提案%(code)s《%(title)s》第%(version)d版核定价格%(price)s，分项附后。")
QUOTED = N_(
    "提案%(code)s《%(title)s》第%(version)d版的专业意见逾期，议事会委托%(who)s报价%(price)s，作为价格依据。"
)
LATE = {
    "opinion": N_(
        "逾期公开：提案%(code)s《%(title)s》的可行性和价格意见应在%(until)s前由街道专员给出，尚未给齐。"
    ),
    "legality": N_(
        "逾期公开：提案%(code)s《%(title)s》的合法性意见应在%(until)s前由街道专员给出，尚未给出。"
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion as it is given: by the officer, or by somebody the officer names."""

    kind: str
    favourable: bool = True
    explanation: str = ""
    capacity: str = "officer"
    given_by: str = ""
    items: Sequence[Item] = ()
    file_ids: Sequence[int] = ()


def give_opinion(by: Actor, proposal: Proposal, given: Given, now: datetime) -> Opinion:
    """An opinion on the version in force (P7): infeasible or unlawful with why, a price with what it is made of."""
    permit(by, "deliberation.opinion", proposal.place_id, proposal.path)
    _require_in_time(by, proposal, given.kind)
    require(given.kind in opinion_rules.KINDS, opinion_rules.NO_KIND)
    require(given.capacity in opinion_rules.RECORDED, rules.UNKNOWN_CHOICE)
    require(given.capacity == "officer" or line(given.given_by), opinion_rules.NAME_NEEDED)
    require(given.favourable or prose(given.explanation), rules.EXPLANATION_NEEDED)
    if given.kind == "price":
        require(opinion_queries.of(proposal).feasible is not False, opinion_rules.NOT_FEASIBLE)
        _require_items(given.items)
    row = _write(by, proposal, given, now)
    journal.write(
        by,
        "deliberation.opinion",
        proposal.ref,
        now,
        version=row.version,
        kind=row.kind,
        favourable=row.favourable,
    )
    msgid = PRICED if row.kind == "price" else SAID[row.kind, row.favourable]
    _disclose(row, proposal, Sentence(msgid, _named(row, proposal)), now)
    return row


def commission_quotation(
    by: Actor, proposal: Proposal, who: str, items: Sequence[Item], words: str, now: datetime
) -> Opinion:
    """The opinions are overdue: the council's convener records a commissioned quotation as the price (P7)."""
    permit(by, "deliberation.quotation", proposal.place_id, proposal.path)
    _require_in_time(by, proposal, "price")
    require(opinion_queries.of(proposal).assessed is None, rules.OPINION_THERE)
    until = opinion_queries.until(proposal)
    require(now >= until, rules.OPINION_NOT_DUE, until=until)
    require(line(who), opinion_rules.NAME_NEEDED)
    _require_items(items)
    given = Given("price", explanation=words, capacity="quoted", given_by=who, items=items)
    row = _write(by, proposal, given, now)
    journal.write(by, "deliberation.quotation", proposal.ref, now, version=proposal.version)
    named = {**_named(row, proposal), "who": row.given_by}
    _disclose(row, proposal, Sentence(QUOTED, named), now)
    return row


def note_overdue(by: Actor, proposal: Proposal, what: str, until: datetime, now: datetime) -> None:
    """An opinion was not given in time: disclosed with the office that holds it. The clock."""
    permit(by, "deliberation.note_overdue", proposal.place_id, proposal.path)
    journal.write(by, "deliberation.overdue", proposal.ref, now, step=what, until=until.isoformat())
    roles = ("officer", "moderator") if what == "opinion" else ("officer",)
    told = [h.person_id for h in people.holders(proposal.path, now, roles)]
    letter = letters.OPINION_LATE if what == "opinion" else letters.LEGALITY_LATE
    letters.tell([proposal.author_id, *told], letter, proposal, now)
    disclose_about(
        proposal,
        "proposal.overdue",
        say(LATE[what], code=proposal.code, title=proposal.title, until=until),
        at=now,
        facts={"proposal": proposal.code, "step": what, "until": until.isoformat(), "held_by": "officer"},
    )


def _require_in_time(by: Actor, proposal: Proposal, kind: str) -> None:
    """Opinions are for what is deliberated; the legality one may still come while D2 runs. Never on one's own."""
    open_ = rules.may_speak(proposal.state) or (kind == "legality" and proposal.state == "advanced")
    require(open_, rules.NOT_DELIBERATING)
    require(not condition_queries.interested(proposal, by.id), proposal_rules.OWN_INTEREST)


def _require_items(items: Sequence[Item]) -> None:
    fits = 0 < len(items) <= opinion_rules.MOST_ITEMS
    require(fits and opinion_rules.total(items).fen > 0, opinion_rules.ITEMS_NEEDED)


def _write(by: Actor, proposal: Proposal, given: Given, now: datetime) -> Opinion:
    row = Opinion(
        proposal_id=proposal.id,
        version=proposal.version,
        kind=given.kind,
        by_id=by.id,
        at=now,
        favourable=given.favourable,
        capacity=given.capacity,
        given_by="" if given.capacity == "officer" else line(given.given_by)[:80],
        price=opinion_rules.total(given.items) if given.kind == "price" else None,
        explanation=prose(given.explanation)[: rules.LONGEST_ANSWER],
    )
    db.session.add(row)
    db.session.flush()
    if given.kind == "price":
        db.session.add_all(_item(row, number, item) for number, item in enumerate(given.items, start=1))
    kept = given.file_ids[: opinion_rules.MOST_FILES]
    db.session.add_all(OpinionFile(opinion_id=row.id, file_id=file) for file in kept)
    db.session.flush()
    letters.tell([proposal.author_id], letters.OPINION, proposal, now)
    return row


def _item(row: Opinion, number: int, item: Item) -> OpinionItem:
    return OpinionItem(
        opinion_id=row.id,
        number=number,
        item=item.item,
        unit=item.unit,
        quantity=item.quantity,
        unit_price=item.unit_price,
        amount=item.amount,
    )


def _named(row: Opinion, proposal: Proposal) -> dict[str, object]:
    named: dict[str, object] = {"code": proposal.code, "title": proposal.title, "version": row.version}
    return named | ({"price": row.price} if row.price is not None else {})


def _disclose(row: Opinion, proposal: Proposal, sentence: Sentence, now: datetime) -> None:
    disclose_about(
        proposal,
        "proposal.opinion",
        sentence,
        at=now,
        facts={
            "proposal": proposal.code,
            "version": row.version,
            **facts(row, opinion_queries.items([row.id])[row.id], opinion_queries.files([row.id])[row.id]),
        },
    )


def facts(row: Opinion, items: Sequence[OpinionItem], kept: Sequence[File]) -> dict[str, object]:
    """An opinion as disclosed, with what it rests on."""
    return {
        "kind": row.kind,
        "favourable": row.favourable,
        "capacity": row.capacity,
        "given_by": person(row.given_by),
        "price": row.price.fen if row.price is not None else None,
        "items": [
            {
                "priced": i.item,
                "measured_in": i.unit,
                "quantity": opinion_rules.quantity(i.quantity),
                "unit_price": i.unit_price.fen,
                "amount": i.amount.fen,
            }
            for i in items
        ],
        "explanation": said(row.explanation),
        "documents": [file.sha256.hex() for file in kept],
    }
