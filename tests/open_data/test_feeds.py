"""Feeds and calendars, read by other people's libraries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
import sqlalchemy as sa

from micro_projects.open_data import atom, calendars
from micro_projects.open_data.dataset import Dataset
from micro_projects.open_data.disclosed import Disclosure, Where

ZONE = ZoneInfo("Asia/Shanghai")
WHERE = Where("FT-LH", "莲花社区", "Lianhua", "FT", "福田坊街道", 2026, "https://example.test")


@pytest.mark.played
@pytest.mark.slow
@pytest.mark.xdist_group("played")
class TestOfAYear:
    """The played year's own."""

    def rows(self, statement: str) -> list[sa.Row]:
        from micro_projects.extensions import db

        return list(db.session.execute(sa.text(statement)))

    def test_the_feed_has_every_notice(self, files: dict[str, bytes]) -> None:
        feed = feedparser.parse(files["notices.atom"])
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        assert feed.feed.language == "zh-CN"
        known = {
            row.code: datetime.fromisoformat(f"{row.posted_at}+00:00")
            for row in self.rows("SELECT code, posted_at FROM notice ORDER BY id")
        }
        assert {e.id.rpartition("/")[2] for e in feed.entries} == set(known)
        for entry in feed.entries:
            assert entry.id == entry.link, "the notice's own address, for ever"
            code = entry.id.rpartition("/")[2]
            assert datetime.fromisoformat(entry.published) == known[code].replace(microsecond=0)
            assert datetime.fromisoformat(entry.updated) >= datetime.fromisoformat(entry.published)
            assert code in entry.title
            assert entry.summary
        published = [e.published for e in feed.entries]
        assert published == sorted(published, reverse=True)
        assert feed.feed.updated == max(e.updated for e in feed.entries)

    def test_the_calendar_has_every_period(self, files: dict[str, bytes]) -> None:
        calendar = icalendar.Calendar.from_ical(files["notices.ics"].decode())
        events = {str(e["UID"]).partition("@")[0]: e for e in calendar.walk("VEVENT")}
        known = self.rows("SELECT code, posted_at, ends_at FROM notice WHERE ends_at IS NOT NULL")
        assert set(events) == {row.code for row in known}
        for row in known:
            event = events[row.code]
            posted, ends = (
                datetime.fromisoformat(f"{at}+00:00").astimezone(ZONE) for at in (row.posted_at, row.ends_at)
            )
            assert event["DTSTART"].dt == posted.date()
            assert event["DTEND"].dt == ends.date(), "exclusive, as a period that ends at 24:00"
            assert str(event["URL"]).endswith(f"/notices/{row.code}")

    def test_the_calendar_has_every_session_and_forum(self, files: dict[str, bytes]) -> None:
        calendar = icalendar.Calendar.from_ical(files["sessions.ics"].decode())
        events = {str(e["UID"]).partition("@")[0]: e for e in calendar.walk("VEVENT")}
        known = self.rows(
            "SELECT s.code, c.starts_at, c.venue FROM council_session c JOIN subject s ON s.id = c.id "
            "JOIN cycle y ON y.id = s.cycle_id WHERE y.year = 2026 "
            "UNION SELECT s.code, f.starts_at, f.venue FROM forum f JOIN subject s ON s.id = f.id"
        )
        assert set(events) == {row.code for row in known}
        for row in known:
            assert events[row.code]["DTSTART"].dt == datetime.fromisoformat(f"{row.starts_at}+00:00").replace(
                microsecond=0
            )
            assert str(events[row.code]["LOCATION"]) == row.venue
            assert str(events[row.code]["STATUS"]) == "CONFIRMED"


HOSTILE = '分号;逗号,反斜杠\\换行\n引号"<b>&amp;</b>' + "很长" * 80


def told(kind: str, day: int, text: str = "", about: str = "FT-LH-2026-S1", **facts: object) -> Disclosure:
    at = datetime(2026, 3, 2, 1, tzinfo=UTC) + timedelta(days=day)
    return Disclosure("QH", day, at, kind, "session", about, text, facts)


def test_signs_that_mean_something_come_back_as_they_were() -> None:
    called = told(
        "session.called", 0, HOSTILE, starts_at="2026-03-09T15:00:00+08:00", venue=HOSTILE, agenda=[]
    )
    data = Dataset(WHERE, [called])
    written = calendars.sessions(data)
    assert b"\n" not in written.replace(b"\r\n", b"")
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # never folded within a character
    (event,) = icalendar.Calendar.from_ical(written.decode()).walk("VEVENT")
    assert str(event["LOCATION"]) == HOSTILE
    assert str(event["DESCRIPTION"]) == HOSTILE
    assert event["DTSTART"].dt == datetime(2026, 3, 9, 7, tzinfo=UTC)


def test_a_session_called_again_and_cancelled_is_the_same_event() -> None:
    start = "2026-03-09T15:00:00+08:00"
    first = told("session.called", 0, starts_at=start, venue="一楼", agenda=[{"number": 1, "text": "议题"}])
    again = told("session.called", 1, starts_at="2026-03-10T15:00:00+08:00", venue="二楼", agenda=[])
    gone = told("session.cancelled", 2, reason="台风")

    def event(*log: Disclosure) -> icalendar.Event:
        (one,) = icalendar.Calendar.from_ical(calendars.sessions(Dataset(WHERE, list(log))).decode()).walk(
            "VEVENT"
        )
        return one

    events = [event(first), event(first, again), event(first, again, gone)]
    assert {str(e["UID"]) for e in events} == {"FT-LH-2026-S1@example.test"}
    assert [int(e["SEQUENCE"]) for e in events] == [0, 1, 2]
    assert [str(e["STATUS"]) for e in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [str(e["LOCATION"]) for e in events] == ["一楼", "二楼", "二楼"]
    stamps = [e["LAST-MODIFIED"].dt for e in events]
    assert stamps == sorted(set(stamps))


def test_a_notice_put_off_keeps_its_id_and_is_updated() -> None:
    about = {"notice": "FT-LH-2026-D1"}
    posted = told(
        "notice.D1", 0, HOSTILE, "FT-LH-2026", period={"ends_at": "2026-03-09T16:00:00+00:00"}, **about
    )
    later = told("notice.extended", 3, "", "FT-LH-2026", ends_at="2026-03-11T16:00:00+00:00", **about)
    one, two = (
        feedparser.parse(atom.feed(Dataset(WHERE, log), "https://example.test/f"))
        for log in ([posted], [posted, later])
    )
    assert not one.bozo
    assert one.entries[0].id == two.entries[0].id == "https://example.test/notices/FT-LH-2026-D1"
    assert one.entries[0].updated == one.entries[0].published == two.entries[0].published
    assert two.entries[0].updated == "2026-03-05T09:00:00+08:00" == two.feed.updated
    assert two.entries[0].summary.split() == HOSTILE.split()
    (event,) = icalendar.Calendar.from_ical(calendars.notices(Dataset(WHERE, [posted, later])).decode()).walk(
        "VEVENT"
    )
    assert (event["DTEND"].dt, int(event["SEQUENCE"])) == (date(2026, 3, 12), 1)
