"""Reading times of day and lengths of time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import (
    LONGEST_DAYS,
    LONGEST_TEXT,
    TimeReading,
    load_date_lexicon,
    read_duration_days,
    read_time,
)

LEXICON = load_date_lexicon(Path(__file__).parents[2] / "content" / "reading" / "dates.yaml")
CASES = Path(__file__).parent / "dates"


def rows(file: str) -> list[list[str]]:
    """Text and expectation of every line of a case file."""
    lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    return [line.rsplit(" => ", 1) for line in lines if line and not line.startswith("#")]


def shown(reading: TimeReading) -> str:
    """A reading as the case file writes it."""
    if reading.time:
        return f"{reading.time:%H:%M}"
    return " or ".join(f"{one:%H:%M}" for one in reading.readings) if reading.ambiguous else "-"


@pytest.mark.parametrize(("text", "expected"), rows("times.txt"))
def test_a_typed_time_is_read_as_people_mean_it(text: str, expected: str):
    """Every time of the case file is read as it says."""
    assert shown(read_time(text, LEXICON)) == expected


@pytest.mark.parametrize(("text", "expected"), rows("lengths.txt"))
def test_a_typed_length_is_read_in_days(text: str, expected: str):
    """Every length of the case file is read as it says."""
    days = read_duration_days(text, LEXICON)

    assert ("-" if days is None else str(days)) == expected


@given(st.times())
def test_a_time_with_two_figures_each_reads_back(moment):
    """14:05 is 14:05, at every minute of the day."""
    assert read_time(f"{moment:%H:%M}", LEXICON).time == moment.replace(second=0, microsecond=0)


@given(st.integers(0, LONGEST_DAYS))
def test_a_number_of_days_reads_back(days: int):
    """45天 is 45 days, up to ten years."""
    assert read_duration_days(f"逾期{days}天", LEXICON) == days


@given(
    st.text(alphabet="三十半点分刻下午晚上早差:：0123456789pma天个月年多周两逾期-. 鐘", max_size=20)
    | st.text(max_size=20)
)
def test_no_text_makes_the_readers_fail(text: str):
    """Any text has a time or none, and a length in range or none."""
    reading = read_time(text, LEXICON)
    days = read_duration_days(text, LEXICON)

    assert len(reading.readings) <= 2
    assert reading.time is None or not reading.ambiguous
    assert days is None or 0 <= days <= LONGEST_DAYS


def test_a_text_longer_than_the_bound_holds_neither():
    """Free text has at most 500 characters."""
    padding = "嗯" * LONGEST_TEXT

    assert read_time("15:30" + padding, LEXICON) == TimeReading()
    assert read_duration_days("45天" + " " * LONGEST_TEXT, LEXICON) is None
