"""Which terms a text is found by, and which a question asks for: pure."""

from __future__ import annotations

from micro_projects.kernel.text import bigrams

MOST_INDEXED = 2_000
"""Characters of a text that are indexed."""
MOST_ASKED = 8
"""Terms of a question; more would find nothing that these do not."""


def indexed(title: str, body: str) -> list[str]:
    """Every term of an entry, once: pairs and words of all of it, and each single character of its title."""
    singles = [term for character in title for term in bigrams(character)]
    return sorted({*bigrams(title), *singles, *bigrams(body[:MOST_INDEXED])})


def asked(typed: str) -> list[str]:
    """The terms of a question, the first few: an entry must contain all of them."""
    return list(dict.fromkeys(bigrams(typed)))[:MOST_ASKED]
