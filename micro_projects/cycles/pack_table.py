"""A rule pack as people read it: one line for each rule, with where its number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from micro_projects.cycles.pack import KINDS, LABELS, SOURCE, Pack
from micro_projects.cycles.pack_rules import CHANNELS, FORMS, RESOLVE_BY, RULES, UNITS, fits, in_points
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_

_MONEY = {"pool", "quotations_from", "add_step"}
_SHARES = {
    "variation_reserve",
    "urgent_reserve",
    "majority",
    "min_score_share",
    "min_turnout",
    "overshoot",
    "advance",
    "retention",
    "variation",
    "solved",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "rule": RULES,
    "resolve_by": RESOLVE_BY,
    "unit": UNITS,
    "ballot_form": FORMS,
}
_YES, _NO = N_("是"), N_("否")
_NOTICES = {
    "C1": N_("规则包"),
    "D1": N_("提议"),
    "D2": N_("商议"),
    "D3": N_("决议"),
    "E1": N_("中选"),
    "E3": N_("验收"),
    "E6": N_("变更"),
}
_SUFFIX = {
    "seconders": N_("%(n)s 人"),
    "proposals_per_resident": N_("%(n)s 件"),
    "ballot_choices": N_("%(n)s 项"),
    "ballot_points": N_("%(n)s 分"),
    "entering_days": N_("%(n)s 个工作日"),
    "quotations": N_("%(n)s 家"),
    "min_score_floor": N_("%(n)s 票"),
    "records_from": N_("%(n)s 票"),
    "retention_months": N_("%(n)s 个月"),
}
_DAYS = N_("%(n)s 天")
_POINTS = N_("%(n)s 分")
_PER_BALLOT = N_("每张选票 %(n)s 分")
"""A least score and a least share, where the score is points: ``1%`` of the ballots is 0.01 point a ballot."""
GUIDANCE = N_("深圳市2015—2016年的公开指引")
"""Which published guidance the default pack rests on (`pack.SOURCE`: in which rules)."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """One rule: what it is, what it says, where that comes from, and our default where it differs."""

    label: str
    value: str
    source: str
    default: str = ""


def lines(pack: Pack, only: frozenset[str] = frozenset()) -> list[PackLine]:
    """Every rule of a pack that says anything in it (or only some), in the pack's order."""
    return [_line(pack, name) for name in LABELS if (not only or name in only) and fits(pack, name)]


def changed(pack: Pack) -> list[PackLine]:
    """The rules in which a pack differs from the default."""
    standard = Pack()
    differs = [name for name in LABELS if getattr(pack, name) != getattr(standard, name)]
    return [_line(pack, name) for name in differs if fits(pack, name)]


def _line(pack: Pack, name: str) -> PackLine:
    value, standard = getattr(pack, name), getattr(Pack(), name)
    label = _(LABELS[name])
    said = _in_points(name, value) if name in _SCORES and in_points(pack) else shown(name, value)
    if value != standard:
        return PackLine(label, said, _("本社区自定"), shown(name, standard))
    source = _("公开的政府指引") if name in SOURCE else _("系统默认")
    return PackLine(label, said, source)


_SCORES = {"min_score_floor", "min_score_share"}


def _in_points(name: str, value: int) -> str:
    """The threshold of a ranked or points round: its score is points."""
    if name == "min_score_floor":
        return str(_(_POINTS, n=value))
    return str(_(_PER_BALLOT, n=f"{(Decimal(value) / 10_000).normalize():f}"))


def notice_ground(pack: Pack, kind: str) -> str:
    """On what a notice's period rests: the line of the rule pack, and the guidance it comes from where there is any."""
    days, standard = pack.notice_days.get(kind), Pack().notice_days.get(kind)
    if days is None:
        return str(_("本周期规则包没有给这一类规定公示期，公布即可，不等期满"))
    line = _notice(kind, days)
    if days != standard:
        return str(_("本周期规则包“公示工作日”：%(line)s（本社区自定）", line=line))
    if "notice_days" in SOURCE:
        return str(_("本周期规则包“公示工作日”：%(line)s（%(guidance)s）", line=line, guidance=_(GUIDANCE)))
    return str(
        _(
            "本周期规则包“公示工作日”：%(line)s（系统默认；%(guidance)s没有规定这个期限）",
            line=line,
            guidance=_(GUIDANCE),
        )
    )


def shown(name: str, value: Any) -> str:
    """One rule's value in words."""
    if name == "caps":
        return str(_("；")).join(f"{_(KINDS[kind])} {Money(fen)}" for kind, fen in sorted(value.items()))
    if name == "notice_days":
        return str(_("；")).join(_notice(kind, days) for kind, days in sorted(value.items()))
    if name == "channels":
        return str(_("、")).join(_(CHANNELS.get(channel, channel)) for channel in value.split())
    if isinstance(value, bool):
        return str(_(_YES if value else _NO))
    if name == "quorum":
        return str(_("成员的 ⅔")) if value == 6667 else percent(value)
    if name == "majority" and value == 5000:
        return str(_("到会有权表决人数的一半以上"))
    if name in _MONEY:
        return str(Money(value))
    if name in _SHARES:
        return percent(value)
    if name in _WORDS:
        return str(_(_WORDS[name].get(value, value)))
    return str(_(_SUFFIX.get(name, _DAYS), n=value))


def _notice(kind: str, days: int) -> str:
    return str(_("%(what)s %(days)s 个工作日", what=_(_NOTICES.get(kind, kind)), days=days))


def percent(basis_points: int) -> str:
    """``5%``, ``2.5%``."""
    return f"{(Decimal(basis_points) / 100).normalize():f}%"
