"""Calendar files load in two parsers that know nothing of each other; a new file updates what the last one wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from bot.reminders.calendar_file import EVE, Entry, Sent, Words, calendar_file, sequenced

WORDS = Words("行程", "有一件事", "有一件事要準備")
STAMP = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
THREE = timedelta(days=3)


def entry(name: str, day: int, zone: str = "Asia/Taipei", hour: int = 10) -> Entry:
    return Entry(name, datetime(2026, 12, day, hour, tzinfo=ZoneInfo(zone)), (THREE, EVE))


def made(entries: list[Entry], sent: dict[str, Sent], zone: str = "Asia/Taipei") -> bytes:
    return calendar_file("abcdef", entries, sent, WORDS, zone, STAMP)


def read(file: bytes) -> set[tuple[str, int, datetime, str]]:
    """UID, sequence, start and status of every entry: two parsers have to find the same."""
    ours = {
        (str(event["UID"]), int(event["SEQUENCE"]), event["DTSTART"].dt.astimezone(UTC), str(event["STATUS"]))
        for event in icalendar.Calendar.from_ical(file).walk("VEVENT")
    }
    theirs = {
        (event.uid.value, int(event.sequence.value), event.dtstart.value.astimezone(UTC), event.status.value)
        for event in next(vobject.readComponents(file.decode())).vevent_list
    }
    assert ours == theirs
    return ours


class Phone:
    """A calendar that takes files as RFC 5546 says: the higher sequence of a UID wins, cancelled ones go."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[int, datetime, str]] = {}

    def open(self, file: bytes) -> None:
        for uid, sequence, start, status in read(file):
            if uid not in self.entries or sequence >= self.entries[uid][0]:
                self.entries[uid] = (sequence, start, status)

    @property
    def shown(self) -> list[datetime]:
        return sorted(start for _, start, status in self.entries.values() if status != "CANCELLED")


def test_a_file_loads_in_two_parsers_with_the_same_moments_and_alarms():
    entries = [entry("d1.1", 15), entry("d1.2", 31), entry("d2.1", 16, "America/New_York")]
    file = made(entries, sequenced(entries, {}))

    ours = icalendar.Calendar.from_ical(file)
    theirs = next(vobject.readComponents(file.decode()))
    starts = sorted(event["DTSTART"].dt for event in ours.walk("VEVENT"))

    assert starts == sorted(each.start for each in entries)
    assert sorted(event.dtstart.value.astimezone(UTC) for event in theirs.vevent_list) == [
        start.astimezone(UTC) for start in starts
    ]
    for event in theirs.vevent_list:
        assert [alarm.trigger.value for alarm in event.valarm_list] == [-THREE, -EVE]
    for event in ours.walk("VEVENT"):
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [-THREE, -EVE]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Taipei", "America/New_York", "Australia/Sydney"])
def test_times_name_their_zone_and_the_file_describes_it(zone):
    entries = [entry("d1.1", 15, zone)]
    file = made(entries, sequenced(entries, {}), zone).decode()

    assert f"DTSTART;TZID={zone}:20261215T100000" in file
    assert f"TZID:{zone}" in file
    assert icalendar.Calendar.from_ical(file).walk("VTIMEZONE")


def test_titles_are_neutral_and_no_sum_or_name_stands_in_the_file():
    entries = [entry("d1.1", 15)]
    file = made(entries, sequenced(entries, {})).decode()

    words = {event["SUMMARY"] for event in icalendar.Calendar.from_ical(file).walk("VEVENT")}

    assert words == {"有一件事"}
    assert not any(word in file for word in ("元", "銀行", "DESCRIPTION:500"))


def test_the_same_dues_again_change_nothing():
    entries = [entry("d1.1", 15), entry("d1.2", 16)]
    first = sequenced(entries, {})

    assert sequenced(entries, first) == first


def test_a_moved_due_is_the_same_entry_with_the_next_sequence_and_one_gone_is_taken_back():
    before = [entry("d1.1", 15), entry("d1.2", 16), entry("d2.1", 20)]
    after = [entry("d1.1", 17), entry("d1.2", 16)]
    first = sequenced(before, {})
    second = sequenced(after, first)
    phone = Phone()
    phone.open(made(before, first))
    phone.open(made(after, second))

    assert phone.shown == [each.start for each in (after[1], after[0])]
    assert len(phone.entries) == 3
    assert {name: each.sequence for name, each in second.items()} == {"d1.1": 1, "d1.2": 0, "d2.1": 1}


def test_everything_can_be_taken_back_and_come_again():
    entries = [entry("d1.1", 15)]
    first = sequenced(entries, {})
    gone = sequenced([], first)
    again = sequenced(entries, gone)
    phone = Phone()
    for sent in (first, gone):
        phone.open(made(entries, sent))
    assert phone.shown == []
    phone.open(made(entries, again))

    assert phone.shown == [entries[0].start]
    assert sequenced([], gone) == gone


def test_two_people_never_share_an_entry():
    entries = [entry("d1.1", 15)]
    phone = Phone()
    phone.open(calendar_file("first", entries, sequenced(entries, {}), WORDS, "Asia/Taipei", STAMP))
    phone.open(calendar_file("other", entries, sequenced(entries, {}), WORDS, "Asia/Taipei", STAMP))

    assert len(phone.entries) == 2


def test_a_file_that_came_late_changes_nothing_newer():
    before, after = [entry("d1.1", 15)], [entry("d1.1", 17)]
    first = sequenced(before, {})
    phone = Phone()
    phone.open(made(after, sequenced(after, first)))
    phone.open(made(before, first))

    assert phone.shown == [after[0].start]
