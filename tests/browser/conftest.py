"""Houses at the stations of the year, and people signed in before them: once per module, for pages that are read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import stations
from support.founded import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

House = Callable[[str], str]
Person = Callable[..., "BrowserContext"]


@pytest.fixture(scope="module")
def house(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The address of a house at a station, served from when it is first asked for."""
    with contextlib.ExitStack() as open_until_the_end:
        served: dict[str, str] = {}

        def at(station: str) -> str:
            if station not in served:
                copy = tmp_path_factory.mktemp(station) / "home"
                served[station] = open_until_the_end.enter_context(stations.served(run_folder, station, copy))
            return served[station]

        yield at


@pytest.fixture(scope="module")
def person(browser: Browser, house: House) -> Iterator[Person]:
    """A browser at a station, signed in when a login is given; the same one when asked again."""
    known: dict[tuple[str, str, bool], BrowserContext] = {}

    def come(station: str, login: str = "", *, script: bool = True) -> BrowserContext:
        key = (station, login, script)
        if key not in known:
            context = browser.new_context(
                base_url=house(station),
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                java_script_enabled=script,
            )
            context.set_default_timeout(10_000)
            known[key] = context
            if login:
                page = context.new_page()
                page.goto("/sign-in")
                page.fill("[name=login]", login)
                page.fill("[name=password]", PASSWORD)
                page.click("main button[type=submit]")
                assert "/sign-in" not in page.url
                page.close()
        return known[key]

    yield come
    for context in known.values():
        context.close()
