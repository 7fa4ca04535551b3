"""Key keepers' way in few lines: take, confirm, and the round opens."""

from __future__ import annotations

from micro_projects.extensions import db
from micro_projects.voting import keeper_actions
from micro_projects.voting.keeper_models import KeyShare
from micro_projects.voting.keeper_words import Share
from micro_projects.web.door import act
from support.voting import Story

LOGINS = {"moderator": "moderator", "affairs": "affairs", "auditor": "auditor"}


def take(story: Story, seat: str, login: str = "") -> Share:
    by = story.actor(login or LOGINS[seat])
    with act() as now:
        return keeper_actions.take(by, story.round, seat, now)


def confirm(story: Story, seat: str, share: Share) -> None:
    with act() as now:
        mine = db.session.get_one(KeyShare, (story.round.id, seat))
        typed = [str(share[int(at) - 1] + 1) for at in mine.asked.split()]
        keeper_actions.confirm(story.actor(LOGINS[seat]), story.round, typed, now)
    keeper_actions.forget(story.round, seat)
    db.session.rollback()


def frozen(story: Story) -> Story:
    """A frozen round whose key is to be kept by three."""
    story.open_cycle(key_keepers=True)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    return story


def opened(story: Story) -> dict[str, Share]:
    """All three taken and confirmed; the round is open."""
    taken = {seat: take(story, seat) for seat in LOGINS}
    for seat, share in taken.items():
        confirm(story, seat, share)
    story.to(story.round.opens_at)
    assert story.round.state == "open"
    return taken
