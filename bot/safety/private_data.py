"""Identity numbers, bank cards, one-time codes and passwords, covered before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.content.privacy import PrivacyCues
from bot.safety.identity_numbers import (
    is_bank_card,
    is_hong_kong_identity,
    is_mainland_identity,
    is_old_mainland_identity,
    is_taiwan_identity,
    is_taiwan_resident,
)

COVER = "●"

HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width forms to their ASCII forms: one character for one, so that places stay the same."""

NEAR = 8
"""Characters between a cue word and a number that has no check digit of its own."""


SPELLED = 4
"""Digits in words in a row from which on they are a number: fewer are a sum or a day."""

LONGEST_CUE = 16
"""Characters looked back over for a word like "contract number"."""


class PrivateKind(StrEnum):
    """What was covered."""

    IDENTITY_NUMBER = "identity_number"
    BANK_CARD = "bank_card"
    ONE_TIME_CODE = "one_time_code"
    PASSWORD = "password"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True, repr=False)
class Masked:
    """A text with its private data covered, and the kinds that were found."""

    text: str
    kinds: frozenset[PrivateKind]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A number of a kind; ``fits`` decides on its bare characters."""

    kind: PrivateKind
    pattern: re.Pattern[str]
    fits: Callable[[str], bool] = lambda _: True
    of_paper: bool = True
    """Whether a word like "contract number" before it makes it something else."""


def mask(text: str, cues: PrivacyCues) -> Masked:
    """Cover every identity number (mainland, Hong Kong, Taiwan, Macau), bank card, one-time code and password.

    A number counts only when its check digit fits; one without a check digit only beside a cue word. Digits may be
    written as words. The text keeps its length.
    """
    spelled, digits = _spelled(cues)
    plain = spelled.sub(lambda run: run[0].translate(digits), text.translate(HALF_WIDTH))
    if not _MAY_BE.search(plain):
        return Masked(text, frozenset())
    papers = _papers(cues)
    kinds: set[PrivateKind] = set()
    for rule in _rules(cues):
        for match in rule.pattern.finditer(plain):
            if not rule.fits(re.sub(r"[^0-9A-Za-z]", "", match["number"]).upper()):
                continue
            if rule.of_paper and papers.search(
                plain, max(0, match.start("number") - LONGEST_CUE), match.start("number")
            ):
                continue
            text, plain = _cover(text, match), _cover(plain, match)
            kinds.add(rule.kind)
    return Masked(text, frozenset(kinds))


def _cover(text: str, match: re.Match[str]) -> str:
    start, end = match.span("number")
    return text[:start] + COVER * (end - start) + text[end:]


_MAY_BE = re.compile(r"\d[ -]?\d|[!-~]{4}")
"""What every rule needs; most of what people write has none of it."""

_ID, _CARD, _CODE, _PASSWORD = PrivateKind


_NUMBERS = (
    _Rule(
        _ID,
        re.compile(r"(?<!\d)(?P<number>[1-9]\d(?:[ -]?\d){15}[ -]?[\dXx])(?![\dA-Za-z])"),
        is_mainland_identity,
        of_paper=False,
    ),
    _Rule(
        _ID,
        re.compile(r"(?<![A-Za-z\d])(?P<number>[A-Za-z][ -]?[1289](?:[ -]?\d){8})(?!\d)"),
        is_taiwan_identity,
    ),
    _Rule(_ID, re.compile(r"(?<![A-Za-z\d])(?P<number>[A-Za-z][ -]?[A-Da-d](?:[ -]?\d){8})(?!\d)"), is_taiwan_resident),
    _Rule(
        _ID,
        re.compile(r"(?<![A-Za-z\d])(?P<number>[A-Za-z]{1,2} ?\d{6} ?(?:\([\dAa]\)|[\dAa]))(?![\dA-Za-z])"),
        is_hong_kong_identity,
    ),
    _Rule(_CARD, re.compile(r"(?<!\d)(?P<number>(?:[3-6]|2[2-7]|9558)\d{11,18})(?!\d)"), is_bank_card),
    _Rule(  # written in groups as on the card itself: two phone numbers or a row of sums are not
        _CARD,
        re.compile(
            r"(?<![\d-])(?P<number>(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|35\d\d|6[0245]\d\d)(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?"
            r"|3[47]\d\d[ -]\d{6}[ -]\d{5}|62\d{4}[ -]\d{13})(?![ -]?\d)"
        ),
        is_bank_card,
    ),
)


@lru_cache(maxsize=4)
def _rules(cues: PrivacyCues) -> tuple[_Rule, ...]:
    codes, between = _any(cues.code_cues), cues.code_between
    identity = rf"(?i:{_any(cues.identity_cues)})[^\d，。]{{0,{NEAR}}}"
    password, link = _any(cues.password_cues), cues.password_link
    return (
        *_NUMBERS,
        _Rule(_ID, re.compile(identity + r"(?P<number>[1-9]\d{14})(?!\d)"), is_old_mainland_identity),
        _Rule(_ID, re.compile(identity + r"(?P<number>[157]\d{6} ?\(?\d\)?)(?!\d)")),
        _Rule(_CODE, re.compile(rf"(?i:{codes})(?:{between})(?P<number>\d(?:[ -]?\d){{3,7}})(?!\d)"), of_paper=False),
        _Rule(_CODE, re.compile(rf"(?<!\d)(?P<number>\d{{4,8}})(?i:{cues.code_after})(?i:{codes})"), of_paper=False),
        _Rule(
            _PASSWORD,
            re.compile(rf"(?i:{password})(?:(?i:{link})|\s*(?=[!-~]*\d))(?P<number>[!-~]{{4,64}})"),
            of_paper=False,
        ),
    )


@lru_cache(maxsize=4)
def _spelled(cues: PrivacyCues) -> tuple[re.Pattern[str], dict[int, str]]:
    """Finds numbers with digits in words (digits may stand among them), and what each word is as a digit."""
    digits = {ord(letter): numeral.read for numeral in cues.numerals for letter in numeral.written}
    letters = re.escape("".join(map(chr, digits)))
    run = rf"[{letters}\d](?:[ -]?[{letters}\d]){{{SPELLED - 1},}}"
    return re.compile(run), digits


@lru_cache(maxsize=4)
def _papers(cues: PrivacyCues) -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any(cues.paper_cues)})[^\d，。,;；]{{0,3}}[A-Za-z]{{0,4}}$")


def _any(words: Sequence[str]) -> str:
    return "|".join(words)


__all__ = ["COVER", "Masked", "PrivateKind", "mask"]
