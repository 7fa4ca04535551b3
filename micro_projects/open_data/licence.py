"""Under what terms the data may be used (docs/decisions/open-data.md)."""

from __future__ import annotations

from typing import NamedTuple


class Licence(NamedTuple):
    """A licence: its short name, the address that identifies it, its full text in Chinese and in English."""

    name: str
    url: str
    text_zh: str
    text_en: str


LICENCE = Licence(
    "CC BY 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/licenses/by/4.0/legalcode.zh-hans",
    "https://creativecommons.org/licenses/by/4.0/legalcode.en",
)
