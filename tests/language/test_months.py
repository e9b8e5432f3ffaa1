"""Reading a month as people type when something began."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import load_date_lexicon, read_month
from bot.language.region import Region

LEXICON = load_date_lexicon(Path(__file__).parents[2] / "content" / "reading" / "dates.yaml")
TODAY = date(2026, 11, 24)


def read(text: str, *, past: bool = True, today: date = TODAY) -> tuple[list[str], bool]:
    found = read_month(text, today, Region.MAINLAND, LEXICON, past=past)
    return [f"{month:%Y-%m}" for month in found.months], found.sure


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("今年三月", "2026-03"),
        ("三月", "2026-03"),
        ("3月份左右", "2026-03"),
        ("从三月开始", "2026-03"),
        ("3月1号", "2026-03"),
        ("三月底", "2026-03"),
        ("12月", "2025-12"),  # this year's is still to come
        ("去年10月", "2025-10"),
        ("去年十月起", "2025-10"),
        ("2025年3月", "2025-03"),
        ("25年3月", "2025-03"),
        ("2025/3", "2025-03"),
        ("民國114年3月", "2025-03"),
        ("半年前", "2026-05"),
        ("有半年了", "2026-05"),
        ("三个月", "2026-08"),
        ("一年零三个月", "2025-08"),
        ("45天", "2026-10"),
        ("上個月", "2026-10"),
        ("这个月", "2026-11"),
        ("上周", "2026-11"),
        ("昨天", "2026-11"),
        ("去年中秋", "2025-10"),
        ("March", "2026-03"),
        ("明年3月", "2027-03"),  # the question says that it is still to come
    ],
)
def test_a_month_is_taken_as_it_is_typed(text: str, month: str) -> None:
    assert read(text) == ([month], True)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("两年前", ["2024-11"]),  # nobody means the very month
        ("一年多前", ["2025-11"]),
        ("過年後", ["2026-02", "2026-03"]),
        ("去年", ["2025-01", "2025-06", "2025-12"]),
        ("2024年", ["2024-01", "2024-06", "2024-12"]),
        ("去年底", ["2025-12", "2025-11"]),
        ("今年年初", ["2026-01", "2026-02"]),
        ("去年夏天", ["2025-07", "2025-06", "2025-08"]),
        ("国庆后", ["2026-10"]),
        ("三月或四月", ["2026-03", "2026-04"]),
    ],
)
def test_what_names_no_one_month_is_asked_back(text: str, months: list[str]) -> None:
    assert read(text) == (months, False)


@pytest.mark.parametrize("text", ["疫情那年", "不记得", "失业以后", "三四月", "", "13月", "我也不知道"])
def test_what_names_no_month_is_not_guessed(text: str) -> None:
    assert read(text) == ([], False)


def test_a_month_to_come_is_the_next_one() -> None:
    assert read("三月", past=False) == (["2027-03"], True)
    assert read("半年后", past=False) == (["2027-05"], True)


@settings(deadline=None)  # the first text read builds the tables
@given(st.text(max_size=30))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    months, _ = read(text)
    assert len(months) <= 3
