"""Chinese numerals below ten thousand, in digits (二〇二六) or with scales (二十五)."""

from __future__ import annotations

from .lexicon import Numerals


def numeral_value(run: str, numerals: Numerals) -> tuple[int, bool]:
    """The number a run of numerals writes, and whether it names two figures at once (两三, 十五六)."""
    if all(character in numerals.digits for character in run):
        return _positional([numerals.digits[character] for character in run])
    return _scaled(run, numerals)


def _positional(digits: list[int]) -> tuple[int, bool]:
    value = 0
    for digit in digits:
        value = value * 10 + digit
    return value, len(digits) == 2 and 0 < digits[0] < digits[1]


def _scaled(run: str, numerals: Numerals) -> tuple[int, bool]:
    total, pending, seen, approximate = 0, 0, False, False
    for character in run:
        if character in numerals.digits:
            approximate = approximate or (seen and pending > 0)
            pending, seen = numerals.digits[character], True
        elif character in numerals.tens:
            total, pending, seen = total + numerals.tens[character], 0, False
        else:
            total += (pending if seen else 1) * numerals.scales[character]
            pending, seen = 0, False
    return total + pending, approximate
