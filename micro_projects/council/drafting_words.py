"""The sentences of minutes, by kind of event: each thing kept of a session has its own."""

from __future__ import annotations

from micro_projects.council.recusal_rules import GROUNDS
from micro_projects.kernel.refusal import N_

HELD = {
    "council": N_(
        "%(place)s居民议事会会议%(session)s于%(at)s在%(venue)s召开，由召集人%(chair)s主持，%(end)s结束。"
    ),
    "committee": N_(
        "%(place)s居民议事会常务委员会会议%(session)s于%(at)s在%(venue)s召开，由召集人%(chair)s主持，%(end)s结束。"
    ),
}
THIRD = N_("本次是连续两次人数不足后，由街道召集的第三次会议，到会超过应到人数一半即可开会。")
QUORUM = N_("会议开始时应到%(base)d人，法定人数%(needed)d人，实到%(present)d人，符合开会条件。")
CAME = {
    "in_person": N_("现场到会%(count)d人：%(names)s。"),
    "online": N_("线上到会%(count)d人：%(names)s。"),
    "phone": N_("电话到会%(count)d人：%(names)s。"),
}
ABSENT = N_("未到会%(count)d人：%(names)s。")
OBSERVERS = N_("居民%(count)d人登记旁听。")
NO_OBSERVERS = N_("没有居民登记旁听。")

LATE = {
    "in_person": N_("%(time)s，%(names)s到会。"),
    "online": N_("%(time)s，%(names)s在线上到会。"),
    "phone": N_("%(time)s，%(names)s用电话到会。"),
}
LEFT = N_("%(time)s，%(names)s离会。")
LOST = N_("%(time)s，在场%(present)d人，不足法定人数%(needed)d人，会议中断，等候成员返回。")
BACK = N_("%(time)s，在场恢复到%(present)d人，会议继续。")

ITEM = N_("第%(number)d项，%(title)s。")
PAPERS = N_("开议时核对，会前发给成员的材料没有改动。")
NOT_TAKEN_UP = N_("本项留待下次会议。")
PUT_OFF = N_("本项没有议决，留待下次会议。")
TO_COUNCIL = N_("本项扣除回避后应到不足五人，常务委员会不表决，交议事会全体会议。")
NOTHING = N_("本次会议没有议题。")

DECLARED = N_("%(name)s主动回避：%(reason)s。")
FOUND = {
    GROUNDS["author"]: N_("系统查出%(name)s是提案人，依规则回避。"),
    GROUNDS["party"]: N_("系统查出%(name)s是项目的提案人，或代表承接单位，依规则回避。"),
    GROUNDS["interested"]: N_("系统查出%(name)s与本件有直接利害关系，依规则回避。"),
    GROUNDS["household"]: N_("系统查出%(name)s与提案人同户，依规则回避。"),
    GROUNDS["household_party"]: N_("系统查出%(name)s与项目的提案人或承接单位负责人同户，依规则回避。"),
    GROUNDS["kin"]: N_("系统查出%(name)s是提案人的亲属，依规则回避。"),
    GROUNDS["kin_party"]: N_("系统查出%(name)s是项目的提案人或承接单位负责人的亲属，依规则回避。"),
    GROUNDS["firm"]: N_("系统查出%(name)s在承接单位工作或任职，依规则回避。"),
    GROUNDS["property"]: N_("系统查出%(name)s的房产或住处离项目地点不到规定的距离，依规则回避。"),
}
"""By the ground as it was kept, so that a ground without its sentence is a missing key."""
CHALLENGED = N_("会前有人书面提出，%(name)s与本项有利害关系，应当回避。")
MOOT = N_("%(name)s已经回避，这份申请不再表决。")

SPOKE = N_("%(names)s发言。")
SPOKE_IN_TURN = N_("%(names)s先后发言。")
OUT_OF_ORDER = N_("召集人请%(name)s提前发言，理由：%(reason)s。")
POINT_OF_ORDER = N_("%(name)s就程序提出意见，会议先予听取。")
RULED = {
    "sustained": N_("召集人裁定%(name)s提出的程序问题成立：%(reason)s。"),
    "not_sustained": N_("召集人裁定%(name)s提出的程序问题不成立：%(reason)s。"),
    "": N_("%(name)s提出的程序问题没有裁定。"),
}

PUT = N_("按程序提出动议：“%(text)s”。")
PUT_RECUSAL = N_("先就回避申请表决：“%(text)s”。")
AS_AMENDED = N_("动议按通过的修正案改为：“%(text)s”。")
PART = N_("其中第%(part)s部分：“%(text)s”。")
MOVED = {
    "main": N_("%(mover)s动议：“%(text)s”。"),
    "amendment": N_("%(mover)s提出修正案，把动议改为：“%(text)s”。"),
    "defer": N_("%(mover)s提出程序动议：“%(text)s”。"),
    "refer": N_("%(mover)s提出程序动议：“%(text)s”。"),
    "table": N_("%(mover)s提出程序动议：“%(text)s”。"),
}
SECONDED = N_("%(seconder)s附议。")
SECRET_ASKED = N_("%(name)s要求无记名表决。")
CALLED = {
    "open": N_(
        "公开表决：应到%(base)d人，法定人数%(quorum)d人，在场有表决权%(entitled)d人，赞成达到%(needed)d票为通过。"
    ),
    "roll_call": N_(
        "唱名表决：应到%(base)d人，法定人数%(quorum)d人，在场有表决权%(entitled)d人，赞成达到%(needed)d票为通过。"
    ),
    "secret": N_(
        "无记名表决：应到%(base)d人，法定人数%(quorum)d人，在场有表决权%(entitled)d人，赞成达到%(needed)d票为通过。"
    ),
}
COUNTED = N_("赞成%(yes)d票，反对%(no)d票，弃权%(abstain)d票。")
BY_NAME = {
    "yes": N_("赞成：%(names)s。"),
    "no": N_("反对：%(names)s。"),
    "abstain": N_("弃权：%(names)s。"),
}
SILENT = {"open": N_("在场未表态：%(names)s。"), "roll_call": N_("两次唱名没有应答：%(names)s。")}
NOT_CAST = N_("在场没有投票的有%(count)d人。")
RESULT = {
    "carried": N_("通过。"),
    "lost": N_("未通过。"),
    "withdrawn": N_("动议人撤回。"),
    "fallen": N_("无人附议，不付表决。"),
    "split": N_("动议拆成几部分，分别表决。"),
    "lapsed": N_("没有付诸表决。"),
    "to_residents": N_("扣除回避后应到不足五人，不经议事会表决，交居民投票决定。"),
    "to_office": N_("扣除回避后应到不足五人，交街道决定。"),
}
"""What became of a motion; an amended one is told by what it became."""
TIED = N_("票数相同，未通过。")

DECIDED = N_("会议共作出%(decided)d项决定，其中通过%(carried)d项。")
NEXT_TIME = N_("留待下次会议的：第%(items)s项。")
CLOSED = N_("会议结束时应到%(base)d人，法定人数%(needed)d人，在场%(present)d人。")
SHORT = N_(
    "会议结束时人数不足：应到%(base)d人，法定人数%(needed)d人，在场%(present)d人，会议就此休会，此前议决的有效。"
)
WAITED = N_("人数不足后等候了%(minutes)d分钟，没有恢复。")
REPORTED = N_("常务委员会的决定，在下次居民议事会会议上报告。")

CORRECTION = N_("更正（%(name)s提出，召集人接受），本段改为：%(text)s")
