"""Nothing tracked names somebody's machine, a package server or a place that pages would load from."""

import re

import pytest

from support.code import ROOT, tracked

# Spelled in pieces, so that this file may be looked at too.
FOLDERS = re.compile(
    r"(?<![\w.\-/{}>])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", r"home/\w+", r"Us" + r"ers/\w+"]) + ")/"
)
SERVERS = re.compile(
    "|".join(
        [
            "py" + "pi",
            "python" + "hosted",
            "npm" + "js",
            "un" + "pkg",
            "js" + "delivr",
            "cdn" + "js",
            "deb" + r"ian\.org",
        ]
    ),
    re.IGNORECASE,
)
INDEX = re.compile(
    "|".join(["--(?:extra-)?in" + "dex-url", "--find-" + "links", "PIP_" + "INDEX", "UV_" + "INDEX"])
)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_\w{36}\b")
BINARY = {
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".ico",
    ".woff2",
    ".woff",
    ".otf",
    ".ttf",
    ".pdf",
    ".xlsx",
    ".zip",
    ".gz",
}


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """``file:line`` of every match in a tracked text file."""
    return [
        f"{path}:{number}: {match[0]}"
        for path in tracked()
        if path.suffix not in BINARY
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), 1)
        if (match := pattern.search(line))
    ]


@pytest.mark.parametrize(
    "pattern", [FOLDERS, SERVERS, INDEX, SECRET], ids=["folders", "servers", "index", "secrets"]
)
def test_nothing_leaks(pattern: re.Pattern[str]) -> None:
    assert lines_matching(pattern) == []


def test_locks_hold_hashes_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9].*", text, re.M)
        assert pins
        assert all("==" in pin for pin in pins)
        assert text.count("--hash=sha256:") >= len(pins)


def test_what_runs_is_what_is_tested() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][^ ;\\]*", (ROOT / "requirements" / name).read_text(), re.M))

    assert pins("run.txt") <= pins("test.txt")
