"""Identity numbers, bank cards and one-time codes, covered before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.content.privacy import PrivacyCues

COVER = "●"

HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
"""Full-width forms to their ASCII forms: one character for one, so that places stay the same."""

GB11643_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GB11643_CHECK = "10X98765432"

TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their two-digit codes, from 10 (A) to 35 (O)."""


class PrivateKind(StrEnum):
    """What was covered."""

    IDENTITY_NUMBER = "identity_number"
    BANK_CARD = "bank_card"
    ONE_TIME_CODE = "one_time_code"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its private data covered, and the kinds that were found."""

    text: str
    kinds: frozenset[PrivateKind]


def mask(text: str, cues: PrivacyCues) -> Masked:
    """Cover every identity number (mainland, Taiwan, Hong Kong), bank card and one-time code in a text.

    A number counts only when its check digit fits; a one-time code only after one of the cue words.
    """
    plain = text.translate(HALF_WIDTH)
    kinds: set[PrivateKind] = set()
    for kind, pattern, fits in _rules(cues):
        for match in pattern.finditer(plain):
            if fits(re.sub(r"[^0-9A-Za-z]", "", match["number"]).upper()):
                text, plain = _cover(text, match), _cover(plain, match)
                kinds.add(kind)
    return Masked(text, frozenset(kinds))


def _cover(text: str, match: re.Match[str]) -> str:
    start, end = match.span("number")
    return text[:start] + COVER * (end - start) + text[end:]


def is_mainland_identity(number: str) -> bool:
    """Eighteen characters whose birthday exists and whose last one is the check character of GB 11643."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(GB11643_WEIGHTS, number, strict=False))
    return number[17] == GB11643_CHECK[total % 11]


def is_taiwan_identity(number: str) -> bool:
    """A letter and nine digits whose weighted sum (1, 9, then 8 down to 1, then 1) is a multiple of ten."""
    code = TAIWAN_LETTERS.index(number[0]) + 10
    weighted = zip((8, 7, 6, 5, 4, 3, 2, 1, 1), map(int, number[1:]), strict=True)
    return (code // 10 + code % 10 * 9 + sum(weight * digit for weight, digit in weighted)) % 10 == 0


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
    """Thirteen to nineteen digits of which the Luhn sum is a multiple of ten."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_code(_: str) -> bool:
    return True


_Rule = tuple[PrivateKind, re.Pattern[str], Callable[[str], bool]]

_NUMBERS: tuple[_Rule, ...] = (
    (
        PrivateKind.IDENTITY_NUMBER,
        re.compile(r"(?<!\d)(?P<number>[1-9]\d(?:[ -]?\d){15}[ -]?[\dXx])(?![\dA-Za-z])"),
        is_mainland_identity,
    ),
    (
        PrivateKind.IDENTITY_NUMBER,
        re.compile(r"(?<![A-Za-z\d])(?P<number>[A-Za-z][ -]?[1289](?:[ -]?\d){8})(?!\d)"),
        is_taiwan_identity,
    ),
    (
        PrivateKind.IDENTITY_NUMBER,
        re.compile(r"(?<![A-Za-z\d])(?P<number>[A-Za-z]{1,2} ?\d{6} ?(?:\([\dAa]\)|[\dAa]))(?![\dA-Za-z])"),
        is_hong_kong_identity,
    ),
    (
        PrivateKind.BANK_CARD,
        re.compile(r"(?<!\d)(?P<number>(?:[3-6]|2[2-7])(?:[ -]?\d){12,18})(?![ -]?\d)"),
        is_bank_card,
    ),
)


@lru_cache(maxsize=4)
def _rules(cues: PrivacyCues) -> tuple[_Rule, ...]:
    words = "|".join(cues.code_cues)
    code = re.compile(rf"(?i:{words}){cues.code_between}(?P<number>\d(?:[ -]?\d){{3,7}})(?!\d)")
    return (*_NUMBERS, (PrivateKind.ONE_TIME_CODE, code, _is_code))
