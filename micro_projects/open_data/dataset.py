"""A cycle's disclosures put in order: texts, projects' lives, firms. Pure: the same in, the same out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from micro_projects.open_data.disclosed import Disclosure, Where
from micro_projects.open_data.life import Life
from micro_projects.open_data.writing import local_day


@dataclass(frozen=True)
class Dataset:
    """What every file of a cycle is made from; `told` is in the order of the log."""

    where: Where
    told: Sequence[Disclosure]
    only: str = ""
    """A project's code when the files are about that project alone."""

    @cached_property
    def newest(self) -> datetime:
        """When the newest disclosure was made: the data's own time, never the clock's."""
        return max(d.at for d in self.told)

    @property
    def as_of(self) -> date:
        """The local day of it."""
        return local_day(self.newest)

    @cached_property
    def texts(self) -> dict[str, dict[str, Any]]:
        """Each proposal's text as last disclosed, by code."""
        found: dict[str, dict[str, Any]] = {}
        for told in self.told:
            if told.kind in ("notice.D1", "notice.D2"):
                for row in told.facts.get("proposals", ()):
                    found.setdefault(row["proposal"], {}).update(row.get("text") or {})
        return found

    @cached_property
    def lives(self) -> dict[str, Life]:
        """Each project that was ever funded, by code, in the order it was."""
        found: dict[str, Life] = {}
        for told in self.told:
            if told.about_kind == "project":
                if told.about not in found:
                    found[told.about] = self.born(told.about)
                found[told.about].take(told)
        return found

    def born(self, code: str) -> Life:
        """A project before anything is known of it but what was proposed."""
        text = self.texts.get(code, {})
        title = text.get("title") or self._titles.get(code, "")
        return Life(code, title, text.get("kind", ""), text.get("location", ""))

    @cached_property
    def _titles(self) -> dict[str, str]:
        """What sentences call each proposal: where its text is not in D1 or D2."""
        return {d.about: d.named["title"] for d in reversed(self.told) if "title" in d.named}

    @cached_property
    def _by_notice(self) -> dict[str, list[Disclosure]]:
        found: dict[str, list[Disclosure]] = {}
        for told in self.told:
            if "notice" in told.facts:
                found.setdefault(told.facts["notice"], []).append(told)
        return found

    def of_notice(self, code: str, *kinds: str) -> list[Disclosure]:
        """The disclosures of some kinds about one notice."""
        return [told for told in self._by_notice.get(code, ()) if told.kind in kinds]

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, told in enumerate(self.told):
            places.setdefault(told.kind, []).append(place)
        return places

    def of(self, *kinds: str) -> list[Disclosure]:
        """The disclosures of some kinds, in the order of the log."""
        places = sorted(place for kind in kinds for place in self._by_kind.get(kind, ()))
        return [self.told[place] for place in places]

    @cached_property
    def releases(self) -> dict[str, list[dict[str, Any]]]:
        """Where `ocds_releases` keeps a project's releases, by code: three files are made of them."""
        return {}

    def is_mine(self, code: str) -> bool:
        """Whether something belongs in the files: all of it, or what is about the one project."""
        return not self.only or code == self.only

    @cached_property
    def firms(self) -> dict[str, str]:
        """Names of firms by credit code, as disclosed with awards and contracts."""
        found = {}
        for told in self.of("notice.E1", "money.contract"):
            if firm := told.facts.get("contractor"):
                found[firm["credit_code"]] = firm["name"]
        return found
