"""What a natural person is called, and what one wrote, as parts of their own: each can be withheld by itself.

A caller marks them where they stand in the facts, ``{"released_by": person(name), "comment": said(words)}``;
in the log the facts hold ``{"part": "person-1"}``, and the words are a part with a salt of its own. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class OwnPart(str):
    """A text of the facts that becomes a part; to everybody else it is the text."""

    __slots__ = ("about",)
    about: str

    def __new__(cls, text: str, about: str) -> OwnPart:
        """`about` is the first word of the part's name."""
        made = super().__new__(cls, text)
        made.about = about
        return made


def person(name: str) -> str:
    """A natural person's name, which may have to be withheld one day."""
    return OwnPart(name, "person") if name else ""


def said(words: str) -> str:
    """What somebody wrote in their own words."""
    return OwnPart(words, "said") if words else ""


def take_apart(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts with references instead, and the texts they refer to, numbered as they stand, keys in order."""
    parts: dict[str, str] = {}
    counts: dict[str, int] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, OwnPart):
            counts[value.about] = counts.get(value.about, 0) + 1
            name = f"{value.about}-{counts[value.about]}"
            parts[name] = str(value)
            return {"part": name}
        if isinstance(value, Mapping):
            return {key: walk(value[key]) for key in sorted(value)}
        if isinstance(value, list | tuple):
            return [walk(item) for item in value]
        return value

    return walk(facts), parts


class Withheld(str):
    """Stands where a part was withheld: empty to a program, said in words to a reader."""

    __slots__ = ()


WITHHELD = Withheld()


def put_together(facts: Any, texts: Mapping[str, str | None]) -> Any:
    """The facts with each reference's text; `WITHHELD` where there is none any more."""
    if isinstance(facts, dict):
        if is_reference(facts):
            text = texts.get(facts["part"])
            return WITHHELD if text is None else text
        return {key: put_together(value, texts) for key, value in facts.items()}
    if isinstance(facts, list):
        return [put_together(item, texts) for item in facts]
    return facts


def is_reference(value: Mapping[str, Any]) -> bool:
    """Whether a dict of the facts only names a part."""
    return len(value) == 1 and isinstance(value.get("part"), str)
