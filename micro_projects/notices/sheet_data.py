"""A notice and a disclosure as their templates want them: what, until when, how to object, what proves it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from micro_projects.cycles import pack_table
from micro_projects.cycles import queries as cycles
from micro_projects.notices import facts_view, page_queries, printing, showing
from micro_projects.notices.models import LogEntry, Notice
from micro_projects.notices.page_queries import Posted
from micro_projects.notices.printing import Proof
from micro_projects.notices.sheet_queries import Signed
from micro_projects.web.language import binding
from micro_projects.web.paper import Data, frame
from micro_projects.web.show import day, last_minute, moment
from micro_projects.web.typesetting import unprintable


def notice(posted: Posted, head: Signed, form: str, base_url: str) -> Data:
    """A notice's sheet in one of its forms."""
    one, place = posted.notice, posted.place
    parts = page_queries.parts(posted.entry)
    facts = page_queries.facts_of(parts)
    shown = _shown(posted.entry, facts)
    proof = _proof(posted.log.code, posted.entry, head, base_url)
    runs = one.ends_at is not None
    return frame(showing.title(one), place.name, one.code) | dict(
        paper=form,
        lead=showing.sentence(posted.entry),
        note=str(_("工作日历未最后确定，截止时间只会推迟，不会提前。")) if one.provisional else "",
        **shown,
        period=_period(one) if runs else None,
        object=printing.ways(base_url, one.code, place) if runs else None,
        contact=printing.contact(base_url, one.code, place),
        ground=""
        if runs
        else str(
            _(
                "依据：%(ground)s。",
                ground=pack_table.notice_ground(cycles.by_id(one.cycle_id).pack, one.kind),
            )
        ),
        issuer=place.name,
        issued_on=day(one.posted_at).rpartition(" ")[0],
        qr=printing.qr(proof),
        evidence=printing.evidence(proof, one.code),
    )


def lacking(posted: Posted) -> list[str]:
    """The characters of a notice's sheet that the fonts lack, to be added by hand."""
    facts = page_queries.facts_of(page_queries.parts(posted.entry))
    with binding():
        shown = [showing.title(posted.notice), showing.sentence(posted.entry), _shown(posted.entry, facts)]
    return unprintable(shown)


def disclosure(leaf: page_queries.Leaf, head: Signed, base_url: str) -> Data:
    """Any entry of the log on paper: all that was disclosed, and where it stands."""
    parts = page_queries.parts(leaf.entry)
    facts = page_queries.facts_of(parts)
    proof = _proof(leaf.log.code, leaf.entry, head, base_url)
    title = str(
        _("%(kind)s（公开日志第 %(n)s 条）", kind=showing.kind_name(leaf.entry.kind), n=leaf.entry.index)
    )
    answer = parts.get("answer")
    return frame(title, leaf.place.name, f"{leaf.log.code} / {leaf.entry.index}") | dict(
        paper="a4",
        lead=showing.sentence(leaf.entry),
        note=str(_("公开时间：%(at)s。", at=moment(leaf.entry.issued_at))),
        answer=answer.body.decode() if answer is not None and answer.body is not None else "",
        **_shown(leaf.entry, facts, whole=True),
        qr=printing.qr(proof),
        evidence=printing.evidence(proof),
    )


def _shown(entry: LogEntry, facts: dict[str, Any] | None, *, whole: bool = False) -> Data:
    """A table at a glance where there is one, the rule pack, else all facts. `whole` leaves out nothing."""
    if facts is None:
        return {"tables": [], "block": None, "more": str(_("这部分内容已依法遮盖。"))}
    pack = showing.pack_lines(facts)
    glance = facts_view.overview(facts)
    shown = showing.content(entry.kind, facts)
    tables = ([printing.pack(pack)] if pack else []) + ([printing.table(glance)] if glance else [])
    brief = glance is not None and not whole
    return {
        "tables": tables,
        "block": None if brief or shown.empty else printing.block(shown, hashes=whole),
        "more": str(_("各项的全文、依据和理由见网页，或到社区服务窗口查阅。")) if brief else "",
    }


def _period(one: Notice) -> Data:
    assert one.ends_at is not None
    pack = cycles.by_id(one.cycle_id).pack
    days = pack.notice_days[one.kind]
    count = ngettext(
        "%(at)s公布，公示 %(num)s 个工作日，公布当天不算。",
        "%(at)s公布，公示 %(num)s 个工作日，公布当天不算。",
        days,
        at=moment(one.posted_at),
    )
    ground = pack_table.notice_ground(pack, one.kind)
    return {
        "last": last_minute(one.ends_at),
        "count": str(count),
        "law": str(_("期限依据：%(ground)s。", ground=ground)),
    }


def _proof(log: str, entry: LogEntry, head: Signed, base_url: str) -> Proof:
    return Proof(
        base_url=base_url,
        log=log,
        index=entry.index,
        content=entry.content,
        size=head.size,
        root=head.root,
        key=head.key,
    )
