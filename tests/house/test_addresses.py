"""No address is a fault: a number that no table holds, a key that is none, another host, a way out of the house."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from support.founded import PASSWORD
from support.routes import addresses

pytestmark = [pytest.mark.seeded, pytest.mark.slow, pytest.mark.xdist_group("played")]

NUMBERS = ("0", "-1", "987654", "2147483648", "9" * 40)
KEYS = ("²", "١", "-1", "9" * 40, "0-²", "1-" + "9" * 40, "'", "%00", "")
_LAST = re.compile(r"\d+(?=\D*$)")


@pytest.mark.parametrize("login", ["", "worker1", "officer", "auditor"])
def test_no_number_is_a_fault(app: Flask, login: str) -> None:
    client = app.test_client()
    client.inspect = False  # type: ignore[attr-defined]
    if login:
        client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
    with_number = {r.endpoint for r in app.url_map.iter_rules() if "<int:" in r.rule}
    walked = 0
    for endpoint, path in addresses(app):
        if path is None or endpoint == "front.readyz":
            continue
        tries = [f"{path}{'&' if '?' in path else '?'}after={key}" for key in KEYS]
        if endpoint in with_number:
            tries += [_LAST.sub(number, path) for number in NUMBERS]
        for tried in tries:
            status = client.get(tried).status_code  # an unexpected error reaches the test by itself
            assert status < 500, f"{tried}: {status}"
            walked += 1
    assert walked > 500


@pytest.mark.parametrize("number", ["2147483648", "9" * 40])
def test_a_number_too_large_for_any_table_is_a_missing_page(app: Flask, number: str) -> None:
    client = app.test_client()
    client.post("/sign-in", data={"login": "auditor", "password": PASSWORD, "next": ""})
    for path in (
        f"/audit/journal/{number}",
        f"/c/FT-LH/{number}",
        f"/projects/FT-LH-2026-001/payments/{number}",
    ):
        assert client.get(path).status_code == 404, path


def test_another_host_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/", base_url="http://elsewhere.example")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "away",
    [
        "//elsewhere.example",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/x",
    ],
)
def test_nobody_is_sent_elsewhere(app: Flask, away: str) -> None:
    client = app.test_client()
    signed = client.post("/sign-in", data={"login": "resident01", "password": PASSWORD, "next": away})
    chosen = client.post("/preferences", data={"language": "en", "next": away})
    for answer in (signed, chosen):
        target = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\\t])|http://127\.0\.0\.1/", target), target
