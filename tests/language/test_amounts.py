"""What holds for every typed sum, whatever the words."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ContentError
from bot.language.amounts import AmountReading, load_amount_lexicon, read_amount
from bot.language.money import LARGEST
from bot.language.region import Region

FILE = Path(__file__).parents[2] / "content" / "reading" / "amounts.yaml"
LEXICON = load_amount_lexicon(FILE)
LOWER = "零一二三四五六七八九十百千万"
BANK = "零壹贰叁肆伍陆柒捌玖拾佰仟万"
BANK_HANT = "零壹貳參肆伍陸柒捌玖拾佰仟萬"
integers = st.integers(0, 9_999_999)
regions = st.sampled_from(Region)


def chinese(number: int, characters: str = LOWER) -> str:
    """The number in Chinese numerals as they are taught: 一万零五百 is 一万零五百, 10 is 一十."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        gap = characters[0] if 0 < rest < 1000 else ""
        return chinese(head, characters) + characters[13] + gap + (chinese(rest, characters) if rest else "")
    if number == 0:
        return characters[0]
    text, gap = "", False
    for place, unit in ((1000, characters[12]), (100, characters[11]), (10, characters[10]), (1, "")):
        digit = number // place % 10
        if digit:
            text += (characters[0] if gap and text else "") + characters[digit] + unit
        gap = digit == 0
    return text


def plain(text: str, region: Region = Region.MAINLAND) -> Decimal | None:
    reading = read_amount(text, region, LEXICON)
    assert not reading.ambiguous, text
    return reading.value


@settings(max_examples=300, deadline=None)
@given(integers, regions, st.sampled_from((LOWER, BANK, BANK_HANT)))
def test_chinese_numerals_read_back_exactly(number: int, region: Region, characters: str) -> None:
    assert plain(chinese(number, characters), region) == number


@settings(max_examples=300, deadline=None)
@given(integers, regions)
def test_digits_and_full_width_read_back_exactly(number: int, region: Region) -> None:
    full_width = str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    for text in (str(number), full_width, f"{number}元", f"{number}.00元"):
        assert plain(text, region) == number


@settings(max_examples=300, deadline=None)
@given(st.integers(1000, 9_999_999))
def test_thousands_grouped_by_commas_read_back_exactly(number: int) -> None:
    for text in (f"¥{number:,}", f"{number:,}元", f"{number:,}.50"):
        reading = read_amount(text, Region.MAINLAND, LEXICON)
        expected = number + Decimal("0.5") if text.endswith(".50") else Decimal(number)
        assert reading.ambiguous or reading.value == expected


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(("k", "K", "w", "W", "万", "萬", "ｋ")))
def test_letters_and_myriads_multiply_exactly(tenths: int, unit: str) -> None:
    value = Decimal(tenths) / 10 * (1000 if unit in "kKｋ" else 10_000)

    assert plain(f"{tenths / 10:.1f}{unit}") == (value if value <= LARGEST else None)


@settings(max_examples=300, deadline=None)
@given(integers)
def test_spaces_between_spoken_characters_change_nothing(number: int) -> None:
    assert plain(" ".join(chinese(number))) == number


@settings(max_examples=500, deadline=None)
@given(
    st.text(max_size=60)
    | st.text("零一二两三五九十百千万亿半几多点个月日成块元毛分$¥kwx0159.,/-~%()没有不冇蚊嚿 ", max_size=40),
    regions,
)
def test_any_text_has_a_reading_within_bounds(text: str, region: Region) -> None:
    reading = read_amount(text, region, LEXICON)

    assert reading.value is None or (not reading.ambiguous and 0 <= reading.value <= LARGEST)
    assert len(reading.readings) <= 3
    assert all(0 <= value <= LARGEST for value in reading.readings)
    assert reading.ambiguous or not reading.readings


@given(st.integers(1, 9_999_999))
def test_a_negative_sum_is_no_amount(number: int) -> None:
    for text in (f"-{number}", f"负{number}", f"負{chinese(number)}"):
        assert read_amount(text, Region.MAINLAND, LEXICON) == AmountReading(None, None, ambiguous=False)


@pytest.mark.parametrize("text", ["9999999.99", "9,999,999.99元", "0"])
def test_the_bounds_themselves_are_amounts(text: str) -> None:
    assert plain(text) is not None


@pytest.mark.parametrize("text", ["10000000", "一千万", "9999999.991", "1亿", "2000w"])
def test_above_the_largest_sum_there_is_no_amount(text: str) -> None:
    assert plain(text) is None


@pytest.mark.parametrize(
    ("text", "region", "readings"),
    [
        ("1.5", Region.MAINLAND, ["15000", "1500", "1.5"]),
        ("三五千", Region.MAINLAND, ["3000", "5000"]),
        ("3到5千", Region.MAINLAND, ["3000", "5000"]),
        ("两三百块", Region.MAINLAND, ["200", "300"]),
        ("500不对600", Region.MAINLAND, ["500", "600"]),
        ("一天100", Region.MAINLAND, ["3000", "100"]),
        ("三千多", Region.TAIWAN, ["3000"]),
        ("$500", Region.MAINLAND, ["500"]),
        ("幾千蚊", Region.HONG_KONG, []),
    ],
)
def test_an_ambiguous_sum_offers_its_likely_readings_first(text: str, region: Region, readings: list[str]) -> None:
    reading = read_amount(text, region, LEXICON)

    assert reading.ambiguous
    assert reading.readings == tuple(map(Decimal, readings))


@pytest.mark.parametrize(
    ("region", "currency"),
    [(Region.MAINLAND, "CNY"), (Region.HONG_KONG, "HKD"), (Region.TAIWAN, "TWD"), (Region.MACAU, "MOP")],
)
def test_yuan_takes_the_currency_of_the_region(region: Region, currency: str) -> None:
    assert read_amount("500元", region, LEXICON).currency == currency


def test_a_sum_without_a_currency_word_has_none() -> None:
    assert read_amount("五百", Region.TAIWAN, LEXICON).currency is None


def test_a_text_over_five_hundred_characters_is_no_amount_and_costs_nothing() -> None:
    began = time.perf_counter()

    reading = read_amount("五百" * 50_000, Region.MAINLAND, LEXICON)

    assert reading == AmountReading(None, None, ambiguous=False)
    assert time.perf_counter() - began < 0.05


def test_the_longest_text_is_still_read_quickly() -> None:
    read_amount("五百", Region.MAINLAND, LEXICON)
    began = time.perf_counter()

    for text in ("五百" * 250, "1,2" * 160, "一" * 500, "3到5" * 160, "(" * 500):
        read_amount(text, Region.MAINLAND, LEXICON)

    assert time.perf_counter() - began < 1


def test_a_lexicon_with_faults_names_each_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "amounts.yaml"
    sound = FILE.read_text(encoding="utf-8")
    broken.write_text(sound.replace("half: [半]", "half: 7\nsurprise: 1"), encoding="utf-8")

    with pytest.raises(ContentError) as problem:
        load_amount_lexicon(broken)

    lines = str(problem.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["half", "surprise"]
    assert all(line.startswith(f"{broken}:") for line in lines)


def test_a_file_that_is_no_yaml_is_refused_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "amounts.yaml"
    broken.write_text("half: [半\n", encoding="utf-8")

    with pytest.raises(ContentError, match=r"amounts\.yaml:2:"):
        load_amount_lexicon(broken)


def test_reading_amounts_does_not_load_the_script_converter() -> None:
    code = "import sys, bot.language.amounts; sys.exit('opencc' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_word_in_two_lists_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "amounts.yaml"
    sound = FILE.read_text(encoding="utf-8")
    broken.write_text(sound.replace("half: [半]", "half: [半, 大概]"), encoding="utf-8")

    with pytest.raises(ContentError, match="大概 is in half and in plain_words"):
        load_amount_lexicon(broken)
