"""Sentences as they are kept in a row, and shown again in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from micro_projects.council.minutes_models import Minutes
from micro_projects.kernel import canonical
from micro_projects.web.language import language
from micro_projects.web.sentence import Sentence, fill
from micro_projects.web.show import last_minute


def facts_of(sentence: Sentence) -> str:
    """What fills a sentence, as canonical JSON."""
    return canonical.dump(sentence.kept()).decode()


def shown(msgid: str, facts: str) -> str:
    """A kept sentence in the reader's language."""
    return fill(_(msgid), json.loads(facts), language())


def chinese(paragraph: Iterable[dict[str, Any]]) -> str:
    """The binding text of a paragraph of kept sentences."""
    return "".join(fill(part["msgid"], _quotes(part["facts"], "zh"), "zh") for part in paragraph)


def _quotes(facts: dict[str, Any], lang: str) -> dict[str, Any]:
    """Facts with the sentences quoted in them filled, without the stop at their end."""
    return {name: _quote(value, lang) for name, value in facts.items()}


def _quote(value: Any, lang: str) -> Any:
    if not isinstance(value, dict) or "msgid" not in value:
        return value
    msgid = value["msgid"]
    return fill(msgid if lang == "zh" else _(msgid), value["facts"], lang).rstrip("。.；;，,")  # zh only


def paragraph_shown(paragraph: Iterable[dict[str, Any]]) -> str:
    """A paragraph of kept sentences in the reader's language."""
    lang = language()
    parts = [(part["msgid"], _quotes(part["facts"], lang)) for part in paragraph]
    return ("" if lang == "zh" else " ").join(fill(_(msgid), facts, lang) for msgid, facts in parts)


def kept(*sentences: Sentence) -> list[dict[str, Any]]:
    """Sentences as a paragraph's JSON."""
    return [{"msgid": s.msgid, "facts": s.kept()} for s in sentences]


def sentence_shown(sentence: Sentence) -> str:
    """A sentence not kept yet, in the reader's language."""
    return shown(sentence.msgid, facts_of(sentence))


def standing(minutes: Minutes, drafted: bool) -> str:
    """How far minutes are: on their page and on paper the same words."""
    if drafted:
        until = last_minute(minutes.due_at)
        return str(_("这是系统按会议记录起草的纪要，正在核对、签署，期限到%(until)s。", until=until))
    if minutes.reservation:
        return str(_("纪要已公开，有效；但两次期限内签署不全，附此保留意见。"))
    return str(_("纪要已由召集人和抽签成员签署并公开。"))


def is_late(minutes: Minutes, drafted: bool) -> bool:
    """Whether they were not signed in time."""
    return minutes.reservation or (drafted and minutes.round > 1)
