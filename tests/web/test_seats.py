"""Long work takes a seat: who finds none is told when to come back, and no way it ends keeps one."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest
from flask import Flask

from micro_projects.kernel.refusal import Refused
from micro_projects.web import seats
from micro_projects.web.seats import SEATS, Seated, seat


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "PATIENCE", 0)


@pytest.fixture
def all_taken() -> Iterator[list[Seated]]:
    held = [Seated(_pieces()) for _ in range(SEATS)]
    for one in held:
        one.sit()
    yield held
    for one in held:
        one.close()


def _pieces() -> Generator[bytes, None, None]:
    yield b"first"
    yield b"last"


def _free() -> bool:
    """Whether another thread finds a seat."""
    found: list[bool] = []

    def look() -> None:
        try:
            with seat():
                found.append(True)
        except Refused:
            found.append(False)

    other = threading.Thread(target=look)
    other.start()
    other.join()
    return found[0]


def test_a_seat_is_given_back_however_it_ends(all_taken: list[Seated]) -> None:
    assert not _free()
    one = all_taken[0]
    assert list(one) == [b"first", b"last"]  # read to its end
    assert _free()
    one.close()
    one.close()  # once is enough: no seat more than there are
    again = Seated(_pieces())
    again.sit()
    next(again)
    assert not _free()
    again.close()  # the reader has gone
    assert _free()

    def broken() -> Generator[bytes, None, None]:
        yield b"first"
        raise OSError("the disk has gone")

    failing = Seated(broken())
    failing.sit()
    with pytest.raises(OSError, match="gone"):
        list(failing)
    assert _free()


def test_within_a_seat_there_is_no_second_one(all_taken: list[Seated]) -> None:
    all_taken.pop().close()
    with seat(), seat():
        assert not _free()
    assert _free()


@pytest.mark.founded
def test_who_finds_none_is_told_when_to_come_back(inside: Flask, all_taken: list[Seated]) -> None:
    from micro_projects.notices.signing import sign_due

    sign_due(inside)
    client = inside.test_client()
    busy = client.get("/disclosures/QH/0.pdf")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, str(seats.AGAIN_SECONDS))
    assert "暂时排不上" in busy.get_data(as_text=True)
    assert client.get("/disclosures/QH/0").status_code == 200  # pages need none
    all_taken.pop().close()
    assert client.get("/disclosures/QH/0.pdf").status_code == 200
    assert _free()
