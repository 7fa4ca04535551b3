"""What a forum refuses, in words."""

from micro_projects.kernel.refusal import N_, Refusal

NO_FORUM = Refusal("no_forum", N_("没有这场协商会。"), N_("请从社区的协商会列表查找。"), 404)
TOO_LATE = Refusal(
    "forum_too_late",
    N_("协商会至少要提前%(days)d个整天通知。"),
    N_("请把时间改到%(earliest)s或以后。"),
    422,
)
UNKNOWN = Refusal("forum_unknown_choice", N_("没有这个选项。"), N_("请从页面上列出的选项里选择。"), 422)
NO_SUBJECT = Refusal(
    "forum_no_subject",
    N_("本社区没有编号是%(code)s的提案。"),
    N_("请核对提案编号；不针对提案的不用填。"),
    422,
)
NO_MODERATOR = Refusal(
    "forum_no_moderator", N_("没有写谁主持。"), N_("请至少写一名主持人和一名记录人。"), 422
)
NOBODY_INVITED = Refusal(
    "forum_nobody_invited", N_("没有写邀请谁。"), N_("请一行写一位，并写明为什么邀请。"), 422
)
NO_PLACES = Refusal("forum_no_places", N_("名额要在1和200之间。"), N_("请改名额。"), 422)
CLOSED = Refusal("forum_closed", N_("现在不能再报名。"), N_("可以在公开的反馈里看结果。"))
NOT_BY_SIGN_UP = Refusal(
    "forum_not_by_sign_up", N_("这场协商会不是报名参加的。"), N_("怎样产生参加人，见协商会页面。")
)
FULL = Refusal("forum_full", N_("名额已经报满。"), N_("有人退出会空出名额，请过些时候再看。"))
ALREADY = Refusal("forum_already", N_("已经报过名了。"), N_("不需要再报。"))
EMPTY_WHY = Refusal("forum_empty_why", N_("没有写理由。"), N_("请写清楚为什么，一两句话就够。"), 422)
NOT_TAKING_PART = Refusal(
    "forum_not_taking_part", N_("参加人里没有这一位。"), N_("请返回页面，刷新后再办。"), 404
)
NOT_MINE = Refusal("forum_not_mine", N_("这一步由本人或窗口工作人员办理。"), N_("请本人登录办理。"), 403)
NOT_LOT = Refusal("forum_not_lot", N_("这场协商会不抽签。"), N_("怎样产生参加人，见协商会页面。"))
TOO_FEW = Refusal(
    "forum_too_few",
    N_("名册上只有%(people)d人，抽不出%(places)d人。"),
    N_("请减少名额，或改为公开报名。"),
    422,
)
NUMBER_PAST = Refusal(
    "forum_number_past",
    N_("约定的号码要在以后、协商会之前产生。"),
    N_("请填写一个协商会之前的将来时间。"),
    422,
)
NOT_DRAWN = Refusal("forum_not_drawn", N_("参加人还没有抽出来。"), N_("请先录入公开号码，抽签后再开始。"))
TOO_EARLY = Refusal("forum_too_early", N_("还没有到时间。"), N_("开始前2小时起可以签到，时间是%(starts)s。"))
NOT_OPEN = Refusal("forum_not_open", N_("协商会现在没有在举行。"), N_("请返回页面，查看最新进展。"))
NO_TEXT = Refusal("forum_no_text", N_("没有写意见的内容。"), N_("请用一两句话写下意见。"), 422)
NOT_RESPONSIBLE = Refusal(
    "forum_not_responsible", N_("这场协商会的反馈由%(who)s负责。"), N_("请由负责的一方办理。"), 403
)
UNANSWERED = Refusal(
    "forum_unanswered",
    N_("第%(number)d条意见还没有写处理结果和理由。"),
    N_("每一条都要有结果和理由，才能公开反馈。"),
    422,
)
STARTED = Refusal("forum_started", N_("已经到了时间，不能再取消。"), N_("请照常举行，并公开反馈。"))
CAME_ALREADY = Refusal("forum_came_already", N_("已经签到了。"), N_("不需要再办。"))
