"""Chinese first: message ids are Chinese. English comes from translations/en/<room>.po, read when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import current_app, g, has_request_context, request
from flask_babel import Babel, Domain

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
COOKIE = "lang"
_FOLDER = Path(__file__).parent.parent / "translations"


@cache
def _english() -> Translations:
    catalogue = Translations()
    for path in sorted((_FOLDER / "en").glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as po:
            write_mo(compiled, read_po(po, locale="en"))
        compiled.seek(0)
        catalogue.merge(Translations(compiled))
    return catalogue


def in_english(msgid: str) -> str:
    """A message's English, whatever language is asked for: for what is printed in both."""
    found: str = _english().gettext(msgid)
    return found


_AS_WRITTEN = NullTranslations()


class Catalogue(Domain):  # type: ignore[misc]  # the library has no types
    """The one domain: English from its files, Chinese as written."""

    def get_translations(self) -> Any:
        """The catalogue of the request's language."""
        return _english() if language() == "en" else _AS_WRITTEN


def language() -> str:
    """``zh`` or ``en``: chosen by the person (cookie), else the setting."""
    if not has_request_context():
        return "zh"
    if "language" not in g:
        chosen = request.cookies.get(COOKIE, "")
        g.language = chosen if chosen in LOCALES else current_app.extensions["settings"].locale
    chosen_language: str = g.language
    return chosen_language


@contextmanager
def binding() -> Iterator[None]:
    """Inside, everything is said in Chinese, the binding language, whoever asked: for what is printed."""
    if not has_request_context():
        yield
        return
    before = language()
    g.language = "zh"
    try:
        yield
    finally:
        g.language = before


def init(app: Any) -> None:
    """Set up Flask-Babel with our catalogue."""
    babel = Babel(app, locale_selector=lambda: LOCALES[language()])
    babel.domain_instance = Catalogue()
