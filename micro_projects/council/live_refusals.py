"""What a running session refuses at its door and to those who want to speak; the rest is in refusals.py."""

from micro_projects.kernel.refusal import N_, Refusal

DOOR_CODE_OLD = Refusal(
    "door_code_old",
    N_("这个签到码已经过期，没有签到。签到码每半分钟换一次，转发的旧链接不能用。"),
    N_("请到会场门口，用手机再扫一次屏幕上的二维码；扫不了的，请向召集人报到。"),
)
NOT_CHECKING_IN = Refusal(
    "not_checking_in",
    N_("现在不能签到：会议还没有开始签到，或者已经结束。"),
    N_("请看会议页面上的开会时间。"),
)
NO_SPEECH = Refusal("no_speech", N_("没有这个发言要求。"), N_("请返回会议页面，刷新后再办。"), 404)
NO_ITEM_TO_SPEAK_ON = Refusal(
    "no_item_to_speak_on", N_("现在没有在议的议题，不能要求发言。"), N_("请等召集人宣布开始一个议题。")
)
NO_SPEECH_WHILE_VOTING = Refusal(
    "no_speech_while_voting",
    N_("正在表决，这时不发言。"),
    N_("宣布结果后再发言；对程序有疑问的，可以提程序问题。"),
)
RECUSED_SILENT = Refusal(
    "recused_silent",
    N_("这一项须回避，不能发言。"),
    N_("可以旁听；其他议题照常发言。"),
    403,
)
ALREADY_ASKED = Refusal("already_asked", N_("已经登记过这个发言要求。"), N_("请等召集人请您发言。"))
SOMEBODY_SPEAKS = Refusal(
    "somebody_speaks", N_("还有人正在发言。"), N_("请先结束这位的发言，再请下一位；一次只有一人发言。")
)
SPEECH_OVER = Refusal(
    "speech_over",
    N_("这个发言要求已经办过，或者已经撤回；可能另一台设备刚刚办过。"),
    N_("请看页面上最新的顺序。"),
)
NOT_YOUR_SPEECH = Refusal(
    "not_your_speech", N_("只有本人或召集人能办这一步。"), N_("要发言，请按“我要发言”。"), 403
)
OUT_OF_ORDER = Refusal(
    "out_of_order",
    N_("按发言顺序，先轮到%(name)s。"),
    N_("请先请这位发言；确要先请别人的，请写明理由，理由会公开。"),
    422,
)
POINT_NEEDS_RULING = Refusal(
    "point_needs_ruling",
    N_("程序问题要由召集人裁定，不能直接结束。"),
    N_("请选择“成立”或“不成立”，写一句理由；裁定后，被打断的发言接着讲。"),
)
RULING_MISSING = Refusal("ruling_missing", N_("还没有选择裁定。"), N_("请选择“成立”或“不成立”。"), 422)
RULING_NEEDS_REASON = Refusal(
    "ruling_needs_reason",
    N_("裁定要写一句理由。"),
    N_("例如“第六条规定先议修正案”；理由会公开，并写入纪要。"),
    422,
)
WITHIN_RECALL = Refusal("within_recall", N_("到会人数又够了，或者等候的时间还没有到。"), N_("会议继续。"))
