"""Why projects refuse, in words, and what to do next."""

from micro_projects.kernel.refusal import N_, Refusal

NO_PROJECT = Refusal("no_project", N_("没有这个项目。"), N_("请从社区主页的项目列表查找。"), 404)
NO_SUCH_PART = Refusal("no_such_part", N_("这个项目里没有这一项。"), N_("请回到项目页，从列表里打开。"), 404)
# X3
NO_CONTRACTOR = Refusal(
    "no_contractor",
    N_("您还没有登记承接单位的信息，不能办理。"),
    N_("请先在“承接单位登记”里填写单位名称和统一社会信用代码。"),
)
CODE_TAKEN = Refusal(
    "code_taken",
    N_("这个统一社会信用代码已经登记。"),
    N_("请核对代码；如被他人误登，请联系街道专员。"),
    422,
)
REASON_NEEDED = Refusal("reason_needed", N_("这一步要写明理由。"), N_("请写清理由；理由会公开。"), 422)
OPENS_TOO_SOON = Refusal(
    "opens_too_soon", N_("开启报价的时间要晚于现在。"), N_("请另选时间，给各单位留出报价的时间。"), 422
)
QUOTING_OVER = Refusal(
    "quoting_over", N_("报价已经截止，这份报价没有收下。"), N_("截止时间是%(at)s；下一次邀请时可以再报。")
)
NOT_YET_OPEN = Refusal(
    "not_yet_open",
    N_("还没到约定的开启时间，谁也不能先看报价。"),
    N_("请在%(at)s之后开启。"),
)
ALREADY_OPENED = Refusal("already_opened", N_("报价已经开启。"), N_("请查看报价并确定中选单位。"))
TOO_FEW = Refusal(
    "too_few_quotations",
    N_("收到%(have)d份报价，规定至少%(need)d份，不能直接确定中选。"),
    N_("请再邀请一次；第二次仍不足的，写明理由后可以从已有报价中确定。"),
)
NO_QUOTATION = Refusal(
    "no_quotation", N_("没有可选的报价。"), N_("请再邀请报价；再次邀请仍没有的，可提请终止项目。")
)
TOO_DEAR = Refusal(
    "too_dear",
    N_("报价%(amount)s超过项目可用金额%(limit)s。"),
    N_("请改选其他报价、再邀请一次，或提请终止项目。"),
)
ALREADY_REINVITED = Refusal(
    "already_reinvited",
    N_("已经再邀请过一次，不能第三次邀请。"),
    N_("请从已有报价中确定并写明理由，或提请终止项目。"),
)
NOT_OPENED = Refusal("not_opened", N_("报价还没有开启。"), N_("请先到时开启报价。"))
AWARD_STANDS = Refusal("award_stands", N_("已经确定了中选单位。"), N_("请等中选公示结束后签订合同。"))
NO_AWARD = Refusal("no_award", N_("还没有确定中选单位。"), N_("请先开启报价，确定中选单位并公示。"))
OWN_PROPOSAL = Refusal(
    "own_proposal",
    N_("这个项目的提案人不能承接自己提出的项目。"),
    N_("请由其他单位报价。"),
    403,
)
# X4
OVER_APPROVED = Refusal(
    "over_approved",
    N_("合同金额%(amount)s超过可用金额%(limit)s。"),
    N_("请把合同金额改到不超过立项金额和中选报价。"),
    422,
)
WEIGHTS = Refusal(
    "weights", N_("各节点的比重加起来是%(sum)d%%，要正好是100%%。"), N_("请调整各节点的比重。"), 422
)
PLAN_OVER_CONTRACT = Refusal(
    "plan_over_contract",
    N_("付款计划合计%(sum)s，超过合同金额%(amount)s。"),
    N_("请调整预付款和各节点的付款金额。"),
    422,
)
ADVANCE_OVER = Refusal(
    "advance_over", N_("预付款%(amount)s超过上限%(limit)s。"), N_("请把预付款改到上限以内。"), 422
)
WRONG_DATES = Refusal(
    "wrong_dates", N_("日期先后不对。"), N_("请让开工早于完工，各节点的日期落在工期之内。"), 422
)
# X5
NOT_SUPERVISOR = Refusal(
    "not_supervisor",
    N_("您不是这个项目抽签产生的监督员，不能办理。"),
    N_("监督员名单见项目页。"),
    403,
)
NOT_YOUR_CONTRACT = Refusal(
    "not_your_contract", N_("您的单位不是这个项目的承接单位。"), N_("请打开您承接的项目。"), 403
)
OWN_WORK = Refusal(
    "own_work",
    N_("同一个人不能既做又查：这一步要由另一个人办理。"),
    N_("请由另一位有权限的人办理。"),
    403,
)
EVIDENCE_NEEDED = Refusal(
    "evidence_needed", N_("要写明完成了什么，才能提交查验。"), N_("请填写完成情况，最好附上照片。"), 422
)
NOT_RUNNING = Refusal(
    "not_running", N_("项目现在不在实施中，不能办理这一步。"), N_("请查看项目页上的最新进展。")
)
# X6
VARIATION_OPEN = Refusal("variation_open", N_("已有一项变更正在办理。"), N_("请等它办完后再提下一项。"))
NEEDS_COUNCIL = Refusal(
    "needs_council",
    N_("这项变更超过合同金额的%(share)s%%，或改变了内容，要先由议事会表决。"),
    N_("请等议事会会议表决；它已列入待议事项。"),
)
OVER_CAP = Refusal(
    "over_cap",
    N_("变更后合计%(total)s，超过这类项目的上限%(cap)s。"),
    N_("请减少追加金额，或分到下一个周期另行提案。"),
    422,
)
NOTHING_VARIED = Refusal(
    "nothing_varied", N_("这项变更什么也没有改。"), N_("请填写金额、工期或内容的变化。"), 422
)
OVER_REDUCED = Refusal(
    "over_reduced", N_("核减的金额超过还没有支付的部分%(limit)s。"), N_("请减少核减金额。"), 422
)
# X7
INVOICE_USED = Refusal(
    "invoice_used",
    N_("这张发票已经用过，不能再次请款。"),
    N_("请核对发票号码；每张发票只能用一次，在任何项目都一样。"),
    422,
)
PAYMENT_BLOCKED = Refusal(
    "payment_blocked",
    N_("还不能付款：%(conditions)s"),
    N_("条件齐全后再办；哪一项还没有满足，页面上都有写明。"),
)
NOT_PAYABLE = Refusal("not_payable", N_("还不能请款：%(conditions)s"), N_("条件齐全后再提交。"), 422)
# X8
ACCEPTANCE_EARLY = Refusal(
    "acceptance_early",
    N_("还有%(open)d个节点没有核实，不能申请验收。"),
    N_("请先完成并核实全部节点。"),
)
NOT_COSIGNED = Refusal(
    "not_cosigned",
    N_("监督员还没有在验收单上会签。"),
    N_("请等监督员会签；逾期会由下一位监督员办理，并公开。"),
)
ALREADY_COSIGNED = Refusal("already_cosigned", N_("验收单已经会签。"), N_("请等街道专员确认。"))
# X9
PAYMENTS_OPEN = Refusal(
    "payments_open",
    N_("还有%(open)d笔请款没有办完，不能决算。"),
    N_("请先拨付或退回这些请款。"),
)
WORK_UNPAID = Refusal(
    "work_unpaid",
    N_("已核实的节点还有%(amount)s没有付清，不能办理。"),
    N_("请先由承接单位请款并拨付。"),
)
# X10
EVALUATION_OVER = Refusal("evaluation_over", N_("这次评价已经截止。"), N_("截止时间是%(at)s；结果见项目页。"))
NOT_EVALUATING = Refusal("not_evaluating", N_("这个项目现在没有在做评价。"), N_("请查看项目页。"))
ALREADY_ANSWERED = Refusal(
    "already_answered", N_("您已经评价过这个项目。"), N_("每位居民每次评价一次；结果截止后公布。")
)
WRONG_ANSWER = Refusal("wrong_answer", N_("满意度要选1到5。"), N_("请选一个分数。"), 422)
# terminate
NO_MOTION = Refusal("no_motion", N_("议事会还没有通过终止这个项目的动议。"), N_("请等议事会会议表决。"))
TERMINATION_OPEN = Refusal("termination_open", N_("已有一项终止提议正在办理。"), N_("请等它办完。"))
NOTHING_TO_RECLAIM = Refusal(
    "nothing_to_reclaim", N_("没有要收回的预付款。"), N_("请核对项目页上的付款记录。")
)
