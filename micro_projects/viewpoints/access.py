"""Who may do what in conversations and with arguments (neighbourhood 5)."""

from micro_projects.web.access import ANYONE, THE_CLOCK, on_roll_or, role

ACTS = {
    "viewpoint.read": ANYONE,
    "conversation.open": role("moderator", "worker"),
    "conversation.answer": on_roll_or("worker"),
    "conversation.answer_for": role("worker"),
    "conversation.say": on_roll_or("worker"),
    "conversation.group": THE_CLOCK,
    "conversation.close": THE_CLOCK,
    "argument.write": on_roll_or("worker"),
    "argument.pick": on_roll_or("moderator"),
    "argument.mark": on_roll_or("worker"),
}
