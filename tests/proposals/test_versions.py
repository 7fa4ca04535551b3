"""All versions of a proposal at one address, and what changed between any two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makers.proposals import TEXT, Story
from micro_projects.deliberation import text_actions
from micro_projects.kernel.money import Money
from micro_projects.web.door import act
from support.statements import counted

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded


def test_any_two_are_compared_word_by_word(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}/versions"
    assert "没有改过" in client.get(here).text
    assert "看各版文本" not in client.get(f"/proposals/{proposal.code}").text
    for words in (
        replace(TEXT, wish="装两张座椅。"),
        replace(TEXT, wish="装两张长椅。", estimate=Money.yuan(9_000)),
    ):
        with act() as now:
            text_actions.amend(story.as_("resident01"), proposal, words, now)
    assert f'href="{here}"' in client.get(f"/proposals/{proposal.code}").text
    newest = client.get(here).text
    assert "从第 2 版到第 3 版改了什么" in newest
    assert "装两张<del>" in newest.replace("\n", "")
    assert "¥9,000.00" in newest
    whole = client.get(f"{here}?old=3&new=1").text
    assert "从第 1 版到第 3 版改了什么" in whole
    assert "不占消防通道" in whole
    assert "这两版的文字一样" in client.get(f"{here}?old=2&new=2").text
    for wrong in ("old=0&new=9", "old=x&new=²", "old=-1"):
        assert "从第 2 版到第 3 版改了什么" in client.get(f"{here}?{wrong}").text
    with counted() as asked:
        client.get(here)
    assert len(asked) <= 8
    assert client.get("/proposals/FT-LH-2026-999/versions").status_code == 404
