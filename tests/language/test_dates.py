"""Reading dates: the phrases of the case files, and what holds for any text."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.errors import ContentError
from bot.language.dates import LONGEST_TEXT, DateLexicon, DateReading, coming, load_date_lexicon, read_date
from bot.language.region import Region

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "dates"
LEXICON_FILE = ROOT / "content" / "reading" / "dates.yaml"
LEXICON = load_date_lexicon(LEXICON_FILE)
TODAY = date(2026, 11, 24)

Case = tuple[str, str, str, str]


def cases(file: str) -> list[Case]:
    """Today, region, text and expected reading of every line of a case file."""
    rows: list[Case] = []
    today = region = ""
    for line in (CASES / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            today, region = line.strip("[]").split()
        elif " => " in line and not line.startswith("#"):
            text, expected = line.rsplit(" => ", 1)
            rows.append((today, region, text, expected))
    return rows


def shown(reading: DateReading) -> str:
    """A reading as the case files write it."""
    if reading.recurring or reading.date is None:
        return reading.recurring or ("?" if reading.ambiguous else "-")
    return f"{reading.date}{' ?' if reading.ambiguous else ''}"


@pytest.mark.parametrize(
    ("today", "region", "text", "expected"), cases("written_dates.txt") + cases("written_later.txt")
)
def test_a_typed_date_is_read_as_people_mean_it(today: str, region: str, text: str, expected: str):
    """Every phrase of the case files is read as they say."""
    reading = read_date(text, date.fromisoformat(today), Region(region), LEXICON)

    assert shown(reading) == expected


FORMATS = (
    "{d:%Y-%m-%d}",
    "{d:%Y/%m/%d}",
    "{d.year}.{d.month}.{d.day}",
    "{d:%Y%m%d}",
    "{d.year}年{d.month}月{d.day}日",
    "{d.year}年{d.month}月{d.day}號",
    "民國{roc}年{d.month}月{d.day}日",
    "{roc}/{d.month}/{d.day}",
    "还款日是{d.year} 年 {d.month} 月 {d.day} 号之前",
)


@given(
    day=st.dates(date(2021, 11, 24), date(2031, 11, 24)),
    form=st.sampled_from(FORMATS),
    region=st.sampled_from(list(Region)),
)
def test_every_full_date_within_five_years_reads_back(day: date, form: str, region: Region):
    """A date with its year is the same date however it is written, in any region."""
    reading = read_date(form.format(d=day, roc=day.year - 1911), TODAY, region, LEXICON)

    assert (reading.date, reading.ambiguous) == (day, False)


WORDS = sorted(
    {word for words in LEXICON.words.values() for word in words}
    | {name for festival in LEXICON.festivals for name in festival.names}
    | set("一二三十廿0123456789年月日号天周半前后内/-.:,每下上这个")
)


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=8).map("".join)))
@settings(max_examples=400)
@example("99999999999999年后")
@example("9999年12月31号")
@example("²月¹号")
@example("٣月٥号")
@example("二〇二六一二零一三四五六七八九天后")
def test_no_text_makes_the_reader_fail_or_promise_what_it_does_not_hold(text: str):
    """Any text has a reading: near dates only, at most three buttons, a date or a recurrence, never both."""
    for region in (Region.MAINLAND, Region.HONG_KONG):
        reading = read_date(text, TODAY, region, LEXICON)
        shown_days = [*reading.readings, *([reading.date] if reading.date else [])]

        assert all(date(2021, 11, 24) <= day <= date(2031, 11, 24) for day in shown_days)
        assert len(reading.readings) <= 3
        assert reading.date is None or reading.recurring is None


@given(today=st.dates(date(2024, 1, 1), date(2032, 12, 31)), day=st.integers(1, 31))
def test_a_bare_day_is_never_in_the_past(today: date, day: int):
    """15号 is today or later, and within the next two months."""
    reading = read_date(f"{day}号", today, Region.MAINLAND, LEXICON)

    assert reading.date is not None
    assert today <= reading.date <= today + timedelta(days=62)
    assert reading.ambiguous == (reading.date.day != day)


def test_a_text_longer_than_the_bound_holds_no_date():
    """Free text has at most 500 characters."""
    padding = "嗯" * (LONGEST_TEXT - len("明天"))

    assert read_date("明天" + padding, TODAY, Region.MAINLAND, LEXICON).date == date(2026, 11, 25)
    assert read_date("明天啊" + padding, TODAY, Region.MAINLAND, LEXICON) == DateReading()


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("3/12", Region.HONG_KONG, (date(2026, 12, 3), date(2027, 3, 12))),
        ("周二", Region.MAINLAND, (date(2026, 11, 24), date(2026, 12, 1))),
        ("31号", Region.MAINLAND, (date(2026, 11, 30), date(2026, 12, 31))),
        ("15号或者20号", Region.MAINLAND, (date(2026, 12, 15), date(2026, 12, 20))),
        ("11月1号", Region.MAINLAND, (date(2026, 11, 1), date(2027, 11, 1))),
    ],
)
def test_an_ambiguous_date_offers_its_likely_days(text: str, region: Region, expected: tuple[date, ...]):
    """The buttons hold the likely days, the likeliest first."""
    assert read_date(text, TODAY, region, LEXICON).readings == expected


@pytest.mark.parametrize("year", range(2022, 2032))
def test_solar_terms_fall_on_their_published_days(year: int):
    """Qingming and the winter solstice as the almanacs give them."""
    leap_like = year % 4 in (0, 1)
    today = date(year, 1, 1)

    qingming = read_date("今年清明", today, Region.MAINLAND, LEXICON).date
    solstice = read_date("今年冬至", today, Region.MAINLAND, LEXICON).date

    assert qingming == date(year, 4, 4 if leap_like else 5)
    assert solstice == date(year, 12, 21 if leap_like else 22)


def test_a_phrase_is_read_well_within_a_millisecond():
    """The mean over all phrases stays under 0.3 ms on an idle core; the bound leaves room for a busy one."""
    phrases = cases("written_dates.txt")
    for _, _, text, _ in phrases:
        read_date(text, TODAY, Region.MAINLAND, LEXICON)

    started = time.process_time()
    for _, _, text, _ in phrases:
        read_date(text, TODAY, Region.MAINLAND, LEXICON)

    assert (time.process_time() - started) / len(phrases) < 0.001


def test_reading_dates_does_not_load_the_script_converter():
    """Both scripts are handled by the lexicon; OpenCC stays out of the process."""
    program = "import json, sys, bot.language.dates; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True))

    assert [name for name in loaded if name.split(".")[0] == "opencc"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("  lunar: [农历", "  moon: [农历"), ("fold: [個个", "fold: [個"), ("not_a_day:", "never_a_day:")],
)
def test_a_lexicon_with_a_mistake_does_not_load(tmp_path: Path, before: str, after: str):
    """A wrong word kind, a fold that is no pair and a missing part are each refused."""
    text = LEXICON_FILE.read_text(encoding="utf-8")
    assert before in text
    wrong = tmp_path / "dates.yaml"
    wrong.write_text(text.replace(before, after), encoding="utf-8")

    with pytest.raises(ContentError):
        load_date_lexicon(wrong)


def test_a_lexicon_cannot_be_changed_once_loaded():
    """Two readers share one lexicon safely."""
    with pytest.raises(ValidationError):
        LEXICON.fold = []  # type: ignore[misc]
    assert isinstance(LEXICON, DateLexicon)


@pytest.mark.parametrize(
    ("recurring", "expected"),
    [
        ("monthly:15", [date(2027, 1, 15)]),
        ("monthly:31", [date(2026, 12, 31)]),
        ("monthly:last,monthly:20", [date(2026, 12, 20), date(2026, 12, 31)]),
        ("weekly:7", [date(2026, 12, 20)]),
        ("weekly:6", [date(2026, 12, 26)]),
    ],
)
def test_days_that_come_again_have_a_next_one(recurring: str, expected: list[date]):
    assert list(coming(recurring, date(2026, 12, 20))) == expected


def test_a_short_month_has_its_last_day_for_a_later_one():
    assert coming("monthly:31", date(2027, 2, 10)) == (date(2027, 2, 28),)
