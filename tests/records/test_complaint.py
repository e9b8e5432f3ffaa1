"""A complaint says only what the log says: every sentence names its records, and it is never too long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assembly import HOME
from bot.content.facts import Lender
from bot.content.library import Library, load_library
from bot.language.formatting import Style
from bot.language.region import Region, Script, zone_of
from bot.records.chain import extend
from bot.records.complaint import Drafter, Sentence
from bot.records.contacts import contacts_in
from bot.records.entry import NewRecord
from bot.records.masking import masked
from bot.records.tally import rules_for
from bot.records.telling import Teller
from tests.records.packing import contact

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
PLACES = [
    (Script.HANS, Region.MAINLAND),
    (Script.HANT, Region.TAIWAN),
    (Script.HANT, Region.HONG_KONG),
    (Script.HANS, Region.OTHER),
]


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(HOME.content)


def drafted(new: list[NewRecord], goals: list[str], script: Script, region: Region) -> tuple[Sentence, ...]:
    rules = rules_for(library().facts_by_region.get(region, ()), Lender.BANK)
    zone = ZoneInfo(zone_of(region))
    kept = contacts_in([masked(record)[0] for record in extend(0, None, new)], zone)
    return Drafter(Teller(library(), Style(script, region)), rules).draft(kept, goals)


SAID = [tap.id for tap in load_library(HOME.content).contacts.said]
THIRD = [tap.id for tap in load_library(HOME.content).contacts.third]
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=500)
ENTRIES = st.builds(
    lambda hours, about, company, caller, words, said, third: NewRecord(
        "contact",
        NOW - timedelta(hours=hours),
        {
            "approximate": about,
            "channel": "phone",
            "company": company,
            "caller": caller,
            "words": words,
            "said": said,
            "third": third,
        },
    ),
    st.integers(0, 3000),
    st.booleans(),
    st.none() | st.text("某公司A{}%s", min_size=1, max_size=30),
    st.none() | st.text("小王12{x}", min_size=1, max_size=40),
    st.none() | WORDS,
    st.lists(st.sampled_from(SAID), max_size=4, unique=True),
    st.lists(st.sampled_from(THIRD), max_size=3, unique=True),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRIES, min_size=1, max_size=12), st.sampled_from(PLACES))
def test_a_complaint_fits_and_every_fact_in_it_names_records_of_the_log(entries, place):
    sentences = drafted(entries, ["stop_third"], *place)
    opening, *facts, asking = sentences

    assert len("\n".join(each.text for each in sentences)) <= library().complaint.longest
    assert (opening.records, asking.records) == ((), ())
    told = [
        each
        for each in facts
        if each.text != Teller(library(), Style(*place)).words(library().complaint.sentences.more)
    ]
    assert all(each.records for each in told)
    assert all(set(each.records) <= set(range(1, len(entries) + 1)) for each in told)


@pytest.mark.parametrize(("script", "region"), PLACES)
def test_the_gravest_entry_comes_before_a_plain_reminder(script, region):
    entries = [
        contact(1, said=["remind"], third=[], words=None),
        contact(2, said=["violence"], third=[], words="砸你家"),
    ]

    facts = [each for each in drafted(entries, [], script, region) if len(each.records) == 1]

    assert facts[0].records == (2,)
    assert "砸你家" in facts[0].text


def test_long_numbers_and_what_was_told_about_others_never_get_in():
    text = "".join(each.text for each in drafted([contact(0)], [], Script.HANS, Region.MAINLAND))

    assert "138 0000 1111" not in text
    assert "妈妈" not in text


def test_without_an_entry_there_is_no_complaint():
    assert drafted([], ["apology"], Script.HANS, Region.MAINLAND) == ()


def test_what_is_asked_for_is_what_was_chosen():
    (*_, asking) = drafted([contact(0)], ["apology", "stop_third"], Script.HANT, Region.TAIWAN)

    assert asking.text == "請查核，並停止聯絡我的家人、同事等其他人；書面道歉。"
