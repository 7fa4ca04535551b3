"""Paper by the rules: what may be printed, handed out, handed in, entered and settled, and why not: pure."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

AT_ONCE = 100
"""Sheets of one PDF."""
IN_AN_ORDER = 500
PURPOSES = {"counter": N_("服务窗口"), "visit": N_("上门"), "booth": N_("投票点")}
ENDED = {"used": N_("已投"), "spoiled": N_("写坏"), "returned": N_("没用退回")}
INVALID = {
    "blank": N_("空白票"),
    "over": N_("选得超过规定"),
    "unclear": N_("看不清选的是什么"),
    "torn": N_("撕毁残缺"),
    "signed": N_("写了姓名或者做了记号"),
}
"""Why a ballot says nothing that counts."""
BY_KEY = {"0": "blank", "01": "over", "02": "unclear", "03": "torn", "04": "signed"}
"""What is typed for each, with digits alone; no project's number begins with 0."""

NO_PAPER = Refusal(
    "no_paper_channel", N_("这一轮没有纸质投票。"), N_("投票的办法见本轮页面；这是冻结时定下的。")
)
TOO_LATE_TO_PRINT = Refusal(
    "too_late_to_print", N_("投票已经截止，不能再印选票。"), N_("还有没发完的选票，请在登记页面登记退回。")
)
TOO_MANY_SHEETS = Refusal(
    "too_many_sheets",
    N_("最多还能印 %(left)s 张。"),
    N_("总数不超过名册人数的两倍再加一百张；印坏的一批先作废，再重新印。"),
    422,
)
PRINTED_ALREADY = Refusal(
    "printed_already",
    N_("这一批已经印过，每一批只能印一次。"),
    N_("没有印好的，请把这一批作废，再印一批新的；作废的票号不会再用。"),
)
DRAW_AGAIN = Refusal(
    "draw_again", N_("有别的批次正在同时生成，票号撞上了，这一批没有生成。"), N_("请再按一次。")
)
NOT_PRINTED_YET = Refusal(
    "not_printed_yet", N_("这一批还没有打印，不能登记张数。"), N_("请先下载并打印这一批。")
)
COUNTED_ALREADY = Refusal(
    "counted_already", N_("这一批已经点过数或者已经作废。"), N_("请刷新页面，查看最新情况。")
)
WRONG_NUMBER = Refusal(
    "wrong_stub_number",
    N_("“%(typed)s”不是存根上的号码。"),
    N_("请照存根上的数字输入，最后一位是校验码，也要输入；或者用扫码枪扫存根上的码。"),
    422,
)
OTHER_ROUND = Refusal(
    "stub_of_other_round",
    N_("这是另一轮（%(other)s）的选票。"),
    N_("不能登记。请给居民换一张本轮的选票，把这一张收好。"),
)
NO_STUB = Refusal(
    "no_stub",
    N_("本轮没有印过 %(number)s 号选票。"),
    N_("请再核对一遍存根；如果真是这个号，请把选票收好，告诉社区负责人。"),
)
BACKWARDS = Refusal(
    "stubs_backwards", N_("第一张的号码比最后一张大。"), N_("请按从小到大填写这一叠的第一张和最后一张。"), 422
)
NOT_READY = Refusal(
    "sheets_not_ready",
    N_("这一叠里有 %(count)s 张还没有点过数、已经发出或者已经作废。"),
    N_("请在登记页面核对号码；新印的先登记“已点数”。"),
)
NOT_HANDED_OUT = Refusal(
    "stub_not_handed_out",
    N_("%(number)s 号选票没有登记发出。"),
    N_("请先登记这一叠发给了谁，再登记这一张。"),
)
ENDED_ALREADY = Refusal(
    "stub_ended",
    N_("%(number)s 号选票早已登记为“%(ended)s”，不能再登记。"),
    N_("请核对存根号码有没有看错；没有看错的，把这张选票收好，不要投进票箱，告诉社区负责人。"),
)
NOT_A_HOLDER = Refusal(
    "not_a_holder", N_("选票只能发给本社区的工作人员。"), N_("请从列表里选一位经手人。"), 422
)
RETURN_NONE = Refusal(
    "nothing_to_return",
    N_("这一叠里没有发出后还没登记去向的选票。"),
    N_("请核对第一张和最后一张的号码。"),
)
RECONCILED = Refusal(
    "paper_reconciled", N_("选票已经核对完毕，不能再登记。"), N_("有差异的，按本轮公布的说明处理。")
)
NO_ENTRY = Refusal(
    "no_such_voter", N_("请先选定是哪一位居民。"), N_("按证件号码、手机号或者户号查找，再选定。"), 422
)
PAPER_IS_IN = Refusal(
    "paper_is_in_already",
    N_("这位居民的纸质选票早已登记，不能再交一张。"),
    N_(
        "纸质选票交了就不能更改，也不能换人。如果居民说没有交过，请把这张选票单独封好，不要投进票箱，写下时间和经过，核对票数时作为差异书面说明。"
    ),
)

# -- entry ----------------------------------------------------------------------------------------------

NOT_ENTERING = Refusal(
    "not_entering",
    N_("现在不能录入纸质选票。"),
    N_("截止投票以后才能开箱录入；录完并核对以后就不能再改。"),
)
WRONG_SERIAL = Refusal(
    "wrong_serial",
    N_("“%(typed)s”不是选票上的票号。"),
    N_("票号是 8 位数字，请照选票再看一遍；最后一位是校验码，输错一位就对不上。"),
    422,
)
NO_SERIAL = Refusal(
    "no_serial",
    N_("本轮没有票号 %(serial)s 的选票。"),
    N_("如果票面上确实是这个号，它不是本轮印的：请放到一边，交给社区负责人，写进差异说明。"),
    422,
)
CANCELLED = Refusal(
    "serial_cancelled",
    N_("票号 %(serial)s 登记过写坏或者退回，不该在票箱里。"),
    N_("请放到一边，交给社区负责人，写进差异说明。"),
)
ENTERED_BY_YOU = Refusal(
    "entered_by_you",
    N_("票号 %(serial)s 您已经录过。"),
    N_("刚才录错了的，按“撤回上一张”；箱里真有两张同号的，请都放到一边，写进差异说明。"),
)
ENTERED_BY_TWO = Refusal(
    "entered_by_two", N_("票号 %(serial)s 已经有两个人录过。"), N_("不用再录，请录下一张。")
)
NO_MARKS = Refusal(
    "no_marks", N_("没有输入选了哪几号。"), N_("照选票输入项目前面的号码；空白票输入 0。"), 422
)
NOT_A_MARK = Refusal(
    "not_a_mark",
    N_("看不懂“%(typed)s”。"),
    N_("请输入项目的号码，中间用空格、加号或者逗号隔开。"),
    422,
)
NO_PROJECT = Refusal(
    "no_project_of_that_number", N_("选票上没有 %(number)s 号项目。"), N_("请照选票再看一遍。"), 422
)
NO_POINTS = Refusal(
    "no_points_given",
    N_("%(number)s 号项目没有输入分数。"),
    N_("号码和分数之间用星号或者冒号，例如 3*5 表示 3 号项目 5 分。"),
    422,
)
TWICE = Refusal("number_twice", N_("“%(number)s”的号码输入了两次。"), N_("每个项目只输入一次，请改正。"), 422)
_AGAINST = {
    "too_many": N_("这张票选了 %(chosen)s 项，最多只能选 %(most)s 项。"),
    "over_budget": N_("这张票选的项目一共要 %(cost)s，超过了预算 %(budget)s。"),
    "too_many_points": N_("这张票一共给了 %(given)s 分，最多只能给 %(points)s 分。"),
    "nothing_chosen": N_("这张票一项也没有选。"),
}
_AGAINST_NEXT = N_("看错了的，请改正；选票上确实是这样，请输入代码：01 选得超过规定，0 空白票。")
FINISH_FIRST = Refusal(
    "finish_pass_first",
    N_("您还有没结束的键盘录入。"),
    N_("请先在录入页面按“这一次录完了”，再上传表格。"),
)
NOTHING_TO_UNDO = Refusal(
    "nothing_to_undo", N_("没有可以撤回的录入。"), N_("只能撤回自己这一次还没有结束的录入，从最后一张起。")
)
NOTHING_ENTERED = Refusal(
    "nothing_entered", N_("您这一次还没有录入选票。"), N_("请先录入，再按“这一次录完了”。")
)
NO_DIFFERENCE = Refusal(
    "no_difference",
    N_("票号 %(serial)s 没有等待裁定的差异。"),
    N_("请回到差异列表，查看最新情况。"),
)
NOT_A_THIRD = Refusal(
    "not_a_third",
    N_("录入过这张选票的人不能裁定它。"),
    N_("请由另外一位工作人员、专员或者主持人拿着选票裁定。"),
    403,
)
PASSES_OPEN = Refusal(
    "passes_open",
    N_("还有 %(count)s 个人的录入没有结束。"),
    N_("请他们在录入页面按“这一次录完了”。"),
)
ENTERED_ONCE = Refusal(
    "entered_once",
    N_("还有 %(count)s 张选票只有一个人录过。"),
    N_("请另一位工作人员照着选票再录一遍。"),
)
DIFFERENCES_OPEN = Refusal(
    "differences_open",
    N_("还有 %(count)s 张选票两次录入不一致。"),
    N_("请第三个人拿着选票逐张裁定。"),
)
BOX_DIFFERS = Refusal(
    "box_differs",
    N_("票箱里数出 %(in_box)s 张，录入的是 %(entered)s 张。"),
    N_("请把选票再数一遍；少录的补录。数出来的张数要和录入的张数一致，才能结束。"),
    422,
)
LATE_BECAUSE = Refusal(
    "late_because",
    N_("录入的时限是%(until)s，已经过了。"),
    N_("请写明为什么没有按时录完；这个说明会公开。"),
    422,
)
FINISHED_ALREADY = Refusal("paper_finished", N_("录入早已结束，不能再改。"), N_("接下来由系统核对票数。"))


ABOUT_MARKS = frozenset(no.code for no in (NO_MARKS, NOT_A_MARK, NO_PROJECT, NO_POINTS, TWICE)) | frozenset(
    _AGAINST
)
"""Refusals of what was typed for the marks: the serial was right, so the cursor stays there."""


def may_print(printed: int, roll_size: int) -> int:
    """How many sheets may still be ordered at once."""
    return min(IN_AN_ORDER, max(0, 2 * roll_size + 100 - printed))


def batches(first: int, sheets: int) -> list[tuple[int, int]]:
    """Runs of at most a hundred sheets: first and last stub of each."""
    return [(at, min(at + AT_ONCE, first + sheets) - 1) for at in range(first, first + sheets, AT_ONCE)]


def against_the_form(no: Refusal) -> Refusal:
    """What the ballot's form refuses, said to whoever types a ballot of somebody else."""
    return Refusal(no.code, _AGAINST.get(no.code, no.why), _AGAINST_NEXT, 422)
