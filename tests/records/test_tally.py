"""Counts beside the rule that speaks of them, where the person lives and for who lent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.assembly import HOME
from bot.content.facts import Lender
from bot.content.library import load_library
from bot.language.region import Region, zone_of
from bot.records.chain import extend
from bot.records.contacts import contacts_in
from bot.records.entry import NewRecord, Record
from bot.records.tally import Rules, rules_for, tally

LIBRARY = load_library(HOME.content)


def rules(region: Region, lender: Lender | None) -> Rules:
    return rules_for(LIBRARY.facts_by_region.get(region, ()), lender)


def calls(*clocks: str, region: Region = Region.MAINLAND, **more: object) -> list[Record]:
    zone = ZoneInfo(zone_of(region))
    return list(
        extend(
            0,
            None,
            [
                NewRecord(
                    "contact",
                    datetime.fromisoformat(f"2026-11-{clock}").replace(tzinfo=zone).astimezone(UTC),
                    {"approximate": False, "channel": "phone", "zone": str(zone), **more},
                )
                for clock in clocks
            ],
        )
    )


def counted(region: Region, lender: Lender | None, records: list[Record]):
    return tally(contacts_in(records, ZoneInfo(zone_of(region))), rules(region, lender))


@pytest.mark.parametrize(
    ("region", "lender", "hours", "number"),
    [
        (Region.MAINLAND, Lender.BANK, "cn_quiet_hours", 3),
        (Region.MAINLAND, Lender.PRIVATE, None, None),  # the norm binds banks and consumer finance
        (Region.TAIWAN, Lender.BANK, "tw_hours", None),  # the rule on harassment names no number
        (Region.TAIWAN, Lender.PRIVATE, None, None),
        (Region.HONG_KONG, Lender.BANK, None, None),  # only remembered, so it is no rule here
        (Region.OTHER, Lender.BANK, None, None),
    ],
)
def test_a_rule_counts_only_where_it_was_read_and_for_whom_it_binds(region, lender, hours, number):
    found = rules(region, lender)

    assert (found.hours.id if found.hours else None) == hours
    assert found.calls_a_day == number


@pytest.mark.parametrize(
    ("clock", "night"),
    [
        ("20T21:59", False),
        ("20T22:00", True),
        ("20T23:59", True),
        ("20T00:00", True),
        ("20T06:59", True),
        ("20T07:00", False),
    ],
)
def test_night_in_taiwan_is_from_ten_to_seven_by_the_persons_own_clock(clock, night):
    found = counted(Region.TAIWAN, Lender.BANK, calls(clock, region=Region.TAIWAN))

    assert bool(found.night) is night


def test_a_time_only_remembered_about_right_is_never_night():
    assert counted(Region.MAINLAND, Lender.BANK, calls("20T23:30", approximate=True)).night == ()


def test_only_answered_calls_count_towards_the_days_number():
    day = calls("20T09:00", "20T10:00", "20T11:00", "20T12:00")
    messages = calls("20T09:00", "20T10:00", "20T11:00", "20T12:00", channel="sms")

    assert counted(Region.MAINLAND, Lender.BANK, day).over == ((day[0].at.date(), 4),)
    assert counted(Region.MAINLAND, Lender.BANK, messages).over == ()


def test_a_correction_changes_the_count_and_keeps_the_record():
    (first,) = calls("20T23:30")
    earlier = first.at - timedelta(hours=8)
    correction = NewRecord("correction", first.at, {"of": 1, "changes": {"at": earlier, "words": None}})
    records = [first, *extend(1, None, [correction])]

    (contact,) = contacts_in(records, ZoneInfo("Asia/Shanghai"))

    assert counted(Region.MAINLAND, Lender.BANK, records).night == ()
    assert (contact.at.hour, contact.corrected) == (15, (2,))
    assert records[0].at == first.at
