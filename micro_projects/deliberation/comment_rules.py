"""What a comment may be, and until when its words are edited: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.refusal import N_, Refusal

LONGEST = 1000
EDITING = timedelta(minutes=10)
"""So long after posting one's own words may be edited; later they are corrected, visibly."""
MOST_EDITIONS = 10
STANCES = {
    "for": N_("赞成"),
    "against": N_("反对"),
    "question": N_("有疑问"),
    "improve": N_("改进建议"),
    "": N_("只是说说"),
}
"""A comment's stance; the last is none. ``question`` wonders aloud: what must be answered is put to a role."""

NO_COMMENT = Refusal("no_comment", N_("没有这条评论。"), N_("请从提案的讨论页查找。"), 404)
ONE_LEVEL = Refusal(
    "one_level", N_("回复下面不能再回复。"), N_("请回复上面的那条评论，或者另外发表一条评论。"), 422
)
NOT_OWN = Refusal(
    "not_own_comment", N_("只能改自己写的话。"), N_("不同意别人的话，可以回复；有违规内容，可以举报。"), 403
)
COMMENT_HIDDEN = Refusal(
    "comment_hidden", N_("这条发言已经隐藏，不能再改或回复。"), N_("写的人可以在期限内对隐藏申诉一次。")
)
SAME_WORDS = Refusal("same_words", N_("文字没有变化。"), N_("请改好以后再提交。"), 422)
EDIT_OVER = Refusal(
    "edit_over",
    N_("发表已满十分钟，不能直接修改了；您的新文字还没有保存。"),
    N_("再提交一次，就作为更正公开：新旧两份文字都看得到。"),
)
ENOUGH = Refusal(
    "enough_editions", N_("这条评论已经改过多次，不能再改。"), N_("还有话要说，请另外发表一条评论。")
)


def edited_until(said_at: datetime) -> datetime:
    """The first instant at which words can no longer be edited, only corrected."""
    return said_at + EDITING


def is_correction(said_at: datetime, now: datetime) -> bool:
    """Whether changed words are a correction by now."""
    return now >= edited_until(said_at)
