"""One line of a proposal's life, from idea to settlement; higher rooms hear ``proposal_life`` and add theirs."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_

STEPS = {
    "proposal.submit": N_("提交提案"),
    "proposal.second": N_("附议人数已够"),
    "proposal.fail_seconding": N_("附议人数不足，未进入初审"),
    "proposal.screen_in": N_("初审通过"),
    "proposal.screen_out": N_("初审未通过"),
    "proposal.appeal": N_("提案人向议事会申诉"),
    "proposal.not_readmit": N_("申诉未成立"),
    "proposal.readmit": N_("申诉成立，恢复为通过初审"),
    "proposal.begin": N_("开始商议"),
    "proposal.amend": N_("修改文本，成为新版本"),
    "proposal.merge": N_("合并到另一件提案"),
    "proposal.advance": N_("议事会同意交付表决"),
    "proposal.not_advance": N_("议事会未同意交付表决"),
    "proposal.defer": N_("顺延"),
    "proposal.defer_again": N_("再次顺延"),
    "proposal.refer": N_("转为诉求办理"),
    "proposal.return": N_("异议成立，回到商议"),
    "proposal.objection_upheld": N_("对公示的异议成立"),
    "proposal.ballot": N_("列入居民投票"),
    "proposal.select": N_("居民投票入选"),
    "proposal.not_fund": N_("居民投票未入选"),
    "proposal.void": N_("投票作废，重新投票"),
    "proposal.approve": N_("审定立项"),
    "proposal.refuse": N_("不予审定"),
    "proposal.ask_district": N_("议事会提请区里复议"),
    "proposal.overdue": N_("办理逾期，已公开"),
    "proposal.withdraw": N_("提案人撤回"),
    "proposal.lapse": N_("随期限或周期结束而终止"),
    "proposal.expire": N_("逾期没有新版本，失效"),
}
"""Journal act → what people read; other acts are not steps of a life."""

TONES = {
    "submitted": "running",
    "seconded": "running",
    "screened_in": "running",
    "deliberating": "running",
    "advanced": "running",
    "on_ballot": "running",
    "selected": "done",
    "approved": "done",
    "deferred": "held",
    "refused": "held",
    "reconsidering": "held",
    "draft": "waiting",
}
"""State → the tone of its word; the others have ended."""

GROUPS = {
    "seconding": (N_("征集附议"), ("submitted",)),
    "screening": (N_("初审"), ("seconded", "screened_in")),
    "deliberating": (N_("商议"), ("deliberating", "deferred", "advanced")),
    "voting": (N_("投票"), ("on_ballot",)),
    "chosen": (N_("入选"), ("selected", "approved", "refused", "reconsidering")),
    "ended": (
        N_("已结束"),
        (
            "not_seconded",
            "screened_out",
            "not_advanced",
            "referred",
            "merged",
            "not_funded",
            "refused_finally",
            "withdrawn",
            "lapsed",
        ),
    ),
}
"""How the list can be seen in parts: name in the address → (what people read, states)."""

ANSWERS_NOW = {
    "draft": N_("这是草稿，只有您看得到，还没有提交。"),
    "submitted": N_("正在征集附议：已有%(seconds)d人，需要%(needed)d人，%(until)s截止。"),
    "seconded": N_("附议已够，等待街道初审，%(until)s前办结。"),
    "not_seconded": N_("附议人数不足，本周期没有进入初审。"),
    "screened_in": N_("初审通过，正在等提议公开期满，之后进入商议。"),
    "screened_out": N_("初审没有通过，理由见下。"),
    "deliberating": N_("正在商议：可以评论、提问；之后由居民议事会决定是否交付表决。"),
    "merged": N_("已经合并到另一件提案，请看那一件。"),
    "advanced": N_("居民议事会同意交付表决，正在商议公开或补齐表决条件。"),
    "not_advanced": N_("居民议事会没有同意交付表决，理由见会议纪要。"),
    "deferred": N_("顺延：下次会议再议；本周期赶不上的，可以带着附议进入下个周期。"),
    "referred": N_("议事会转为诉求办理，不走项目这条路。"),
    "on_ballot": N_("已列入居民投票。"),
    "selected": N_("居民投票入选，等待决议公开期满和街道审定。"),
    "not_funded": N_("居民投票没有入选；为什么，见投票结果页的说明。"),
    "approved": N_("已经审定立项。"),
    "refused": N_("街道不予审定，依据和理由见下；议事会可以提请区里复议一次。"),
    "reconsidering": N_("议事会已提请区里复议，等待区里决定。"),
    "refused_finally": N_("终局不予审定，依据和理由见下。"),
    "withdrawn": N_("提案人已经撤回。"),
    "lapsed": N_("没有进入投票，随周期结束而终止。"),
}
"""State → the first sentence of the page."""
