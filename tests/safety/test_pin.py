"""A code before records: kept as a hash, guessed slowly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.safety.pin import FREE, WAITS, fits, hashed, is_code, wait_after


@pytest.mark.parametrize("code", ["1234", "00000000", "2468"])
def test_a_code_fits_its_hash_and_no_other_does(code):
    kept = hashed(code)
    assert fits(code, kept)
    assert not fits(code[:-1] + "9", kept)
    assert not fits("", kept)
    assert code not in kept


def test_the_same_code_is_never_hashed_the_same_way_twice():
    assert hashed("1234") != hashed("1234")


@pytest.mark.parametrize("code", ["", "123", "123456789", "12a4", "１２３４", "12 34", "1234\n"])
def test_only_four_to_eight_digits_are_a_code(code):
    assert not is_code(code)
    with pytest.raises(ValueError, match="four to eight"):
        hashed(code)


def test_the_wait_grows_with_every_wrong_try_and_never_ends_sooner():
    waits = [wait_after(wrong) for wrong in range(1, 20)]
    assert waits[: FREE - 1] == [timedelta(0)] * (FREE - 1)
    assert waits == sorted(waits)
    assert waits[-1] == WAITS[-1]


def test_all_codes_of_four_digits_take_longer_than_ten_years():
    assert sum((wait_after(wrong) for wrong in range(10_000)), timedelta(0)) > timedelta(days=3650)
