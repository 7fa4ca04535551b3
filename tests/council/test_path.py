"""A session from its call to minutes that stand."""

import pytest

from makers.council import Council, Waiting
from micro_projects.council import minutes_actions, queries
from micro_projects.kernel.calls import calls
from micro_projects.notices import queries as notices

pytestmark = pytest.mark.founded


@pytest.mark.each_database
def test_from_call_to_minutes(council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(
        calls, "_listeners", {**calls._listeners, ("minutes_stood", "session"): [lambda *a: heard.append(a)]}
    )
    assert council.convene("楼道堆物怎么办").code == "FT-LH-2026-S01"
    council.open(16)
    council.open_item(1)
    council.recuse(3)
    assert council.call(1) == "voting"
    council.vote(1, yes=[1, 2, 4, 5, 6, 7, 8, 9], no=[10, 11], abstain=[12])
    assert council.declare(1) == "carried"
    assert waiting.decided == ["carry"]
    motion = council.motion(1)
    assert (motion.base, motion.quorum, motion.entitled, motion.needed) == (20, 14, 15, 8)
    council.open_item(2)
    council.move("main", "请物业每周清理楼道一次。", item=2)
    council.second(2)
    council.call(2)
    council.vote(2, yes=range(1, 9), no=range(9, 17))
    assert council.declare(2) == "lost"
    assert council.close()
    assert council.session.state == "minutes_drafted"
    council.draw()
    council.sign()
    session = council.session
    assert session.state == "stood"
    minutes = queries.minutes(session.id)
    assert minutes is not None
    assert not minutes.reservation
    text = minutes_actions.text_of(minutes, [])
    assert "赞成8票，反对2票，弃权1票" in text
    (told,) = heard
    motions = told[1]  # type: ignore[index]
    assert [(m.purpose, m.choice, m.yes, m.no, m.abstain) for m in motions] == [
        ("proposal.advance", "carry", 8, 2, 1),
        ("free", "lose", 8, 8, 0),
    ]
    kinds = [e.kind for e in notices.entries_of(session.ref)]
    assert kinds == ["session.called", "lot.prepared", "lot.drawn", "session.minutes"]
