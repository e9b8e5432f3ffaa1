"""Check digits of identity numbers and bank cards. Numbers come without gaps, letters in capitals."""

from __future__ import annotations

from datetime import date

GB11643_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GB11643_CHECK = "10X98765432"

TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their two-digit codes, from 10 (A) to 35 (O)."""

TAIWAN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)


def is_mainland_identity(number: str) -> bool:
    """Eighteen characters whose birthday exists and whose last one is the check character of GB 11643."""
    if not _is_day(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(GB11643_WEIGHTS, number, strict=False))
    return number[17] == GB11643_CHECK[total % 11]


def is_old_mainland_identity(number: str) -> bool:
    """Fifteen digits as given out until 1999: no check digit, but a birthday that exists."""
    return _is_day(f"19{number[6:12]}")


def is_taiwan_identity(number: str) -> bool:
    """A letter and nine digits whose weighted sum (1, 9, then 8 down to 1, then 1) is a multiple of ten.

    Since 2021 residents' certificates (ARC) have the same form, with 8 or 9 as the first digit.
    """
    return _taiwan_sum(number[0], [int(digit) for digit in number[1:]]) % 10 == 0


def is_taiwan_resident(number: str) -> bool:
    """A residents' certificate (ARC) from before 2021: two letters; of the second's code the last digit counts."""
    second = (TAIWAN_LETTERS.index(number[1]) + 10) % 10
    return _taiwan_sum(number[0], [second, *map(int, number[2:])]) % 10 == 0


def _taiwan_sum(letter: str, digits: list[int]) -> int:
    code = TAIWAN_LETTERS.index(letter) + 10
    return code // 10 + code % 10 * 9 + sum(w * digit for w, digit in zip(TAIWAN_WEIGHTS, digits, strict=True))


def is_hong_kong_identity(number: str) -> bool:
    """One or two letters, six digits and the check character: weights 9 down to 1, a multiple of eleven."""
    values = [_hong_kong_value(character) for character in number[:-1].rjust(8)]
    check = 10 if number[-1] == "A" else int(number[-1])
    return (sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True)) + check) % 11 == 0


def _hong_kong_value(character: str) -> int:
    if character == " ":
        return 36
    return int(character) if character.isdigit() else ord(character) - ord("A") + 10


def is_bank_card(number: str) -> bool:
    """Thirteen to nineteen digits of which the Luhn sum (ISO/IEC 7812-1) is a multiple of ten."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
