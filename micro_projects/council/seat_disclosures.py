"""What is disclosed about seats, members, interests and the standing committee."""

from __future__ import annotations

from micro_projects.council import interest_rules, seat_rules
from micro_projects.council.rules import CHOSEN
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "seat.made", N_("议事会席位"), N_("设立议事会席位时公开编号和代表的范围。"), "council.add_seat"
    ),
    DisclosureKind(
        "member.seated",
        N_("议事会成员任职"),
        N_("成员就任时公开姓名、席位、产生方式和任期。"),
        "council.add_member",
    ),
    DisclosureKind(
        "member.left", N_("议事会成员离任"), N_("成员提前离任时公开原因和日期。"), "council.end_member"
    ),
    DisclosureKind(
        "member.interests",
        N_("利害关系申报"),
        N_("成员更新利害关系申报时公开现有各条；房产的位置和亲属是谁不公开。"),
        "council.declare_interests",
    ),
    DisclosureKind(
        "seat.vacant",
        N_("席位空缺"),
        N_("席位空缺时公开从哪天起、补选应在哪天前完成。"),
        "seat.vacant",
        days="vacancy_days",
    ),
    DisclosureKind(
        "seat.vacant_overdue",
        N_("补选逾期"),
        N_("席位空缺而没有按期补选时公开由谁负责。"),
        "seat.overdue",
        days="vacancy_days",
    ),
    DisclosureKind(
        "seat.by_election",
        N_("补选公告"),
        N_("公告补选时公开日期、地点、方式和候选人。"),
        "seat.announce",
    ),
    DisclosureKind(
        "seat.result", N_("补选结果"), N_("补选结果确认后公开各候选人票数和确认人。"), "seat.certify"
    ),
    DisclosureKind(
        "seat.by_election_void", N_("补选无效"), N_("补选无效、须重新举行时公开原因。"), "seat.certify"
    ),
    DisclosureKind(
        "committee.set",
        N_("常务委员会"),
        N_("议事会设立或改组常务委员会时公开成员、可以决定的事项、金额上限和期限。"),
        "motion.declare",
    ),
)

CODES = {
    "chosen": CHOSEN,
    "interest_kind": interest_rules.KINDS,
    "seat_kind": seat_rules.SEAT_KINDS,
    "member.why": seat_rules.LEFT,
}
