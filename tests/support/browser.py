"""A real Chromium on a real server. Each test has an empty profile; nothing outside this machine is reached."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # tests may run as root; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where a Chromium is; None when this machine has none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed (Debian: chromium fonts-noto-cjk)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket on a free port, held from before the settings name it until the server takes it."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held


@pytest.fixture
def live_server(app: Flask, listening: socket.socket) -> Iterator[str]:
    """The house served over HTTP by threads of this process; its address, without a slash at the end."""
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True, fd=listening.fileno())
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A page on the live server (``page.goto("/")``); a script error or a blocked request fails the test."""
    context = browser.new_context(
        base_url=live_server,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # Chromium reports each 4xx as an error too: a refusal is an answer, and the test asks for it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            faults.append(f"the page reached for {request.url}")

    opened.on("console", said)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", asked)
    yield opened
    context.close()
    assert not faults, "; ".join(faults)
