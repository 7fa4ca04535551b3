"""What the council refuses, in words."""

from micro_projects.kernel.refusal import N_, Refusal

NO_SESSION = Refusal("no_session", N_("没有这次会议。"), N_("请从社区的会议列表查找。"), 404)
NO_ITEM = Refusal("no_item", N_("这次会议没有这个议题或动议。"), N_("请返回会议页面，刷新后再办。"), 404)
NO_SUCH_MEMBER = Refusal(
    "no_such_member",
    N_("此人不是本社区议事会的在任成员。"),
    N_("请核对姓名和任期；成员名单见议事会页面。"),
    422,
)
NO_ACCOUNT = Refusal("no_account", N_("没有这个账号。"), N_("请先为此人建立账号，再登记为成员。"), 422)
ALREADY_MEMBER = Refusal("already_member", N_("此人已是在任成员。"), N_("任期届满或提前结束后才能再次登记。"))
TOO_LATE_TO_CALL = Refusal(
    "too_late_to_call",
    N_("会议至少要提前%(days)d个整天通知。"),
    N_("请把开会时间改到%(earliest)s或以后。"),
    422,
)
EMPTY_AGENDA = Refusal(
    "empty_agenda",
    N_("现在没有等待议事会讨论的事项，也没有填写其他议题。"),
    N_("请至少填写一项其他议题。"),
    422,
)
NOT_THIRD = Refusal(
    "not_third",
    N_("只有连续两次会议人数不足，街道才能召集第三次会议。"),
    N_("请由议事会召集人按常规召集会议。"),
)
THIRD_IS_OFFICERS = Refusal(
    "third_is_officers", N_("第三次会议由街道专员召集。"), N_("请联系街道专员。"), 403
)
ORDINARY_IS_MODERATORS = Refusal(
    "ordinary_is_moderators",
    N_("会议由议事会召集人召集；街道专员只在连续两次人数不足，或应开的会逾期未开时召集。"),
    N_("请联系本社区议事会召集人。"),
    403,
)
ALREADY_STARTED = Refusal(
    "already_started", N_("已经到了开会时间，不能再取消。"), N_("人数不足时请宣布休会；到会够数就请开会。")
)
TOO_EARLY = Refusal(
    "too_early", N_("还没有到可以签到的时间。"), N_("开会前2小时起可以签到，会议时间是%(starts)s。")
)
NOT_YET_DUE = Refusal(
    "not_yet_due", N_("还没有到会议时间，不能宣布休会。"), N_("会议时间是%(starts)s，请到时再看到会人数。")
)
NO_QUORUM = Refusal(
    "no_quorum",
    N_("到会人数不够：应到%(base)d人，法定人数%(needed)d人，现在到会%(present)d人。"),
    N_("请等更多成员签到；一直不够，请宣布休会，另行召集。"),
)
NO_QUORUM_FOR_ITEM = Refusal(
    "no_quorum_for_item",
    N_("扣除回避后，这一项的法定人数不够：基数%(base)d人，需要%(needed)d人，在场可表决%(present)d人。"),
    N_("请等更多成员签到后再表决，或者把这一项留待下次会议；其他议题可以继续。"),
)
HAS_QUORUM = Refusal(
    "has_quorum", N_("到会人数已够法定人数，不能以人数不足休会。"), N_("请开会；议完后按“闭会”结束。")
)
NOT_OPEN = Refusal("not_open", N_("会议现在没有在开。"), N_("请返回会议页面，查看最新进展。"))
ALREADY_HERE = Refusal("already_here", N_("已经签到了。"), N_("不需要再办。"))
NOT_HERE = Refusal("not_here", N_("还没有签到，或者已经退席。"), N_("请先签到；不能委托别人代签、代投。"))
ONLINE_ONLY = Refusal(
    "online_only", N_("自己签到只能选“线上”。"), N_("在现场或电话参加的，请向召集人报到。"), 422
)
OTHER_ITEM_OPEN = Refusal(
    "other_item_open", N_("还有一个议题没有议完。"), N_("请先议完它，或把它留待下次会议。")
)
ITEM_NOT_OPEN = Refusal("item_not_open", N_("这个议题现在没有在议。"), N_("请等召集人宣布开始这个议题。"))
NOT_DUE_ANY_MORE = Refusal(
    "not_due_any_more",
    N_("这件事已经不需要议事会表决，或者内容在通知之后改过，与成员收到的材料不一致。"),
    N_("请把这一项留待下次会议，届时按新的材料通知。"),
)
ALREADY_RECUSED = Refusal("already_recused", N_("这一项已经登记回避。"), N_("不需要再办。"))
ITEM_OVER = Refusal("item_over", N_("这个议题已经议完。"), N_("请看会议结果。"))
RECUSED = Refusal(
    "recused", N_("这一项须回避，不能动议、附议或表决。"), N_("可以旁听；其他议题照常参加。"), 403
)
NO_AMENDMENT = Refusal(
    "no_amendment",
    N_("这一项的文字不能在会上修改：提案和程序规定的动议，议事会只能表决。"),
    N_("需要改的，可以动议顺延，由提案人修改后再议。"),
)
NOT_THIS_KIND = Refusal(
    "not_this_kind", N_("这个议题不能提这种动议。"), N_("请从页面上列出的动议里选择。"), 422
)
HAS_MAIN = Refusal("has_main", N_("这个议题已经有一个动议。"), N_("想改文字请提修正案；不同意可以投反对。"))
NO_MAIN = Refusal("no_main", N_("这个议题还没有可以修改的动议。"), N_("请先提出动议并有人附议。"))
EMPTY_TEXT = Refusal("empty_text", N_("动议没有文字。"), N_("请写清楚要会议决定什么。"), 422)
SAME_PERSON = Refusal("same_person", N_("附议人不能是动议人自己。"), N_("请另一位成员附议。"), 422)
NOT_MOVER = Refusal("not_mover", N_("只有动议人可以撤回动议。"), N_("不同意可以投反对票。"), 403)
VOTE_RUNNING = Refusal("vote_running", N_("还有一项表决没有宣布结果。"), N_("请先宣布那一项的结果。"))
FIRST_OTHERS = Refusal(
    "first_others", N_("还有修正案或程序动议没有处理，要先表决它们。"), N_("请先表决，或由动议人撤回。")
)
NOT_VOTING = Refusal("not_voting", N_("这一项现在不在表决。"), N_("请刷新页面；结果宣布后不能再改。"))
OWN_VOTE = Refusal("own_vote", N_("这位成员已经自己表决了。"), N_("要改，请由本人在自己的手机上改。"))
VOTES_ONLINE = Refusal(
    "votes_online", N_("线上参会的成员要自己表决。"), N_("请成员在自己的手机上按赞成、反对或弃权。")
)
WORD_ONLY_IN_ROOM = Refusal(
    "word_only_in_room", N_("召集人只能为现场或电话参会的成员登记。"), N_("线上参会的成员请自己在手机上办。")
)
OFFICE_INTERESTED = Refusal(
    "office_interested", N_("您与这件事有利害关系，不能由您决定。"), N_("请由另一位专员，或由区里决定。"), 403
)
EMPTY_REASON = Refusal("empty_reason", N_("没有写理由。"), N_("理由会公开，请写清楚。"), 422)
LOT_NAMED = Refusal("lot_named", N_("签署人的抽签已经约定。"), N_("请按约定录入号码。"))
NO_LOT = Refusal("no_lot", N_("还没有约定签署人的抽签。"), N_("请召集人先约定号码的来源和时间。"))
NUMBER_PAST = Refusal("number_past", N_("约定的号码必须在以后产生。"), N_("请填写一个将来的时间。"), 422)
NOT_ATTENDEE = Refusal(
    "not_attendee", N_("只有到会的成员可以对纪要提更正。"), N_("可以在会后向召集人反映。"), 403
)
NO_PARAGRAPH = Refusal("no_paragraph", N_("纪要里没有这一段。"), N_("请按段落编号填写。"), 422)
ALREADY_DECIDED = Refusal("already_decided", N_("这条更正已经处理。"), N_("请看处理结果。"))
OPEN_SUGGESTIONS = Refusal(
    "open_suggestions", N_("还有%(open)d条更正没有处理，暂不能签署。"), N_("请召集人先逐条处理。")
)
NOT_SIGNER = Refusal("not_signer", N_("纪要由召集人和抽签产生的两位成员签署。"), N_("不需要您办理。"), 403)
ALREADY_SIGNED = Refusal("already_signed", N_("您已经签署了。"), N_("不需要再办。"))
NO_REQUIREMENT = Refusal(
    "no_requirement", N_("没有这份开会要求，或者它已经办结。"), N_("请从会议列表查看。"), 404
)
ONE_AT_A_TIME = Refusal("one_at_a_time", N_("已经有一份开会要求在征集联署。"), N_("请在那一份上联署。"))
NOBODY_RECUSED = Refusal(
    "nobody_recused",
    N_("采纳投票结果是对程序的确认，这一项不设回避。"),
    N_("认为程序有问题的，可以投反对票并说明。"),
)
WRONG_CHOICE = Refusal("wrong_choice", N_("没有这个选项。"), N_("请从页面上的按钮里选择。"), 422)
NOBODY_CHOSEN = Refusal("nobody_chosen", N_("没有选成员。"), N_("请先勾选成员，再按按钮。"), 422)
MEMBERS_SIGN = Refusal(
    "members_sign",
    N_("这份开会要求由议事会成员联署。"),
    N_("居民可以另外联名要求开会，见会议列表。"),
    403,
)
COUNTER_ONLY = Refusal(
    "counter_only",
    N_("只有社区工作者能在窗口代为登记。"),
    N_("请本人登录办理，或请居民到社区服务窗口。"),
    403,
)
MAY_NOT_LEAVE_OUT = Refusal(
    "may_not_leave_out",
    N_("“%(code)s”有规定的办理时限，必须列入这次会议。"),
    N_("只有启动周期、项目变更、终止项目可以这次不列；请把它勾选回来。"),
    422,
)
LEFT_OUT_WITHOUT_REASON = Refusal(
    "left_out_without_reason",
    N_("“%(code)s”这次不列入议程，没有写理由。"),
    N_("理由会和会议通知一起公开，请写清楚。"),
    422,
)
TOO_LATE_TO_SUPPLEMENT = Refusal(
    "too_late_to_supplement",
    N_("补充议题也要提前%(days)d个整天通知，现在已经来不及。"),
    N_("请列入下一次会议。"),
)
NOTHING_TO_ADD = Refusal(
    "nothing_to_add", N_("没有选要补充的事项，也没有写其他议题。"), N_("请至少选一项或写一项。"), 422
)
OBSERVERS_CLOSED = Refusal(
    "observers_closed", N_("这次会议已经不能再报名旁听。"), N_("可以到会场看看是否还有空位。")
)
ALREADY_OBSERVER = Refusal("already_observer", N_("已经报过名了。"), N_("不需要再报。"))
MEMBER_IS_NO_OBSERVER = Refusal(
    "member_is_no_observer", N_("议事会成员到会签到即可，不占旁听席。"), N_("请按时到会。"), 422
)
NOT_OBSERVER = Refusal("not_observer", N_("没有找到这份旁听报名。"), N_("可能已经取消。"), 404)
