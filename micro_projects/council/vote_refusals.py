"""What is refused about motions and votes, in words."""

from micro_projects.kernel.refusal import N_, Refusal

NO_SECOND_AMENDMENT = Refusal(
    "no_second_amendment",
    N_("修正案本身不能再修正。"),
    N_("请先表决这个修正案；不同意可以投反对，再提一个写好全文的修正案。"),
)
NOT_DIVISIBLE = Refusal(
    "not_divisible",
    N_("只有附议过、还没有表决的成员动议才能拆开表决。"),
    N_("提案和按程序提出的动议只能整项表决；先处理完修正案再拆。"),
)
WRONG_PARTS = Refusal(
    "wrong_parts",
    N_("拆出来的几部分合起来，和原来的动议不一样，或者不到两部分。"),
    N_("拆开时一个字也不能改；要改文字，请提修正案。"),
    422,
)
NOT_SECRET = Refusal(
    "not_secret",
    N_("这一项要记名表决，不能无记名。"),
    N_("提案和程序事项的结果会公示到人，请用公开表决或唱名表决。"),
)
TOO_FEW_FOR_SECRET = Refusal(
    "too_few_for_secret",
    N_("在场可以表决的只有%(present)d人，不足五人，不能无记名表决。"),
    N_("人太少，容易猜出谁投了什么。请用公开表决或唱名表决，或者等更多成员签到。"),
)
TOO_FEW_BALLOTS = Refusal(
    "too_few_ballots",
    N_("只有%(voted)d人投了票，不足%(least)d人，不能开票。"),
    N_("请等更多成员投票；一直不够，请按“停止无记名表决”，换一种方式重新表决。"),
)
SECRET_BY_PHONE = Refusal(
    "secret_by_phone",
    N_("电话参会的成员不能无记名表决：话一说出来就有人听见。"),
    N_("能上网的，请改为线上签到后自己投；否则按在场未投票计。"),
)
SECRET_IS_OWN = Refusal(
    "secret_is_own",
    N_("无记名表决不能由召集人代为登记。"),
    N_("请成员用自己的手机投；没有手机的，给一张表决码，到平板上自己投。"),
)
KEY_GONE = Refusal(
    "secret_key_gone",
    N_("这次无记名表决的钥匙不在了，已投的票谁也打不开。"),
    N_("请按“停止无记名表决”，再重新付表决；已投的票作废，没有人看过。"),
)
NOT_CALLED_OFF = Refusal(
    "not_called_off",
    N_("投票的人已经够了，不能停止。"),
    N_("请宣布结果。"),
)
VOTED_NOW = Refusal(
    "voted_now",
    N_("这位成员在正在进行的表决中已经投了票，召集人不能代为登记退席或回避，那样会去掉这一票。"),
    N_("本人可以在自己的手机上登记；召集人请先宣布结果，再登记退席。"),
)
TOO_SOON = Refusal(
    "too_soon",
    N_("还有%(left)d位成员没有表态，结果还没有定，现在不能宣布。"),
    N_("请等大家表态；到%(until)s还没有表态的，就可以宣布，按在场未投票计。"),
)
NOT_YOUR_TURN = Refusal(
    "not_your_turn",
    N_("正在唱名表决，还没有叫到这位成员；现在叫到的是%(name)s。"),
    N_("请等叫到名字再回答。"),
)
ROLL_ENDED = Refusal(
    "roll_ended",
    N_("名字已经都叫过了。"),
    N_("请召集人宣布结果。"),
)
ROLL_FINAL = Refusal(
    "roll_final",
    N_("唱名表决时回答过就不能再改。"),
    N_("会上已经记下；有话要说，可以要求发言。"),
)
ROLL_NOT_ENDED = Refusal(
    "roll_not_ended",
    N_("还有成员没有叫到：下一位是%(name)s。"),
    N_("请叫完名字再宣布结果；没有应答的，按“没有应答，叫下一位”。"),
)
SLIP_IN_ROOM = Refusal(
    "slip_in_room",
    N_("表决码只给在会场的成员。"),
    N_("线上参会的成员请在自己的手机上投。"),
)
HAS_VOTED = Refusal(
    "has_voted",
    N_("这位成员已经投过票，不能再给表决码。"),
    N_("用表决码投的票不能改；用自己手机投的，可以在手机上改。"),
)
NO_SLIP = Refusal(
    "no_slip",
    N_("没有这个表决码，或者已经换了新的。"),
    N_("请照纸上再输一次；还是不行，请召集人再给一张。"),
    422,
)
SLIP_MISTYPED = Refusal(
    "slip_mistyped",
    N_("表决码抄错了一个字符，或者少了、多了。"),
    N_("一共八个字符，没有字母I、L、O、U，请对照纸上再输。"),
    422,
)
VOTED_ALREADY = Refusal(
    "voted_already",
    N_("拿这个表决码的成员已经在自己的手机上投过票。"),
    N_("要改，请本人在手机上改；表决码不再有用。"),
)
SLIP_USED = Refusal(
    "slip_used",
    N_("这个表决码已经用过了。"),
    N_("如果不是您投的，请马上当场说出来，请召集人把这一项留待下次会议；已投的票没有人看过。"),
)
SLIP_WAIT = Refusal(
    "slip_wait",
    N_("没有这个表决码。输错的次数太多了。"),
    N_("请%(minutes)d分钟后再试；正确的码随时可以输。"),
    429,
)
NOTHING_SECRET = Refusal(
    "nothing_secret",
    N_("现在没有无记名表决。"),
    N_("请等召集人宣布开始。"),
)
"""The tablet's page while nothing runs."""
