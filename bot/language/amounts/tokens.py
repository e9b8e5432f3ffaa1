"""A folded text as tokens: numbers, words of the lexicon, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.language.amounts.lexicon import AmountLexicon, Entry


class Token(NamedTuple):
    """A piece of the text: a kind, its text and the value it carries."""

    kind: str
    text: str
    value: Decimal | str = ""


NUMERAL_KINDS = frozenset({"arabic", "digit", "unit", "large", "letter", "slang"})

_SHIELDS = frozenset({"plain_words", "particles", "fillers", "rate", "codes", "interest"})

_DATE = re.compile(
    r"(?:\d{2,4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?"
    r"|(?:3[01]|[12]\d|0?\d)/(?:3[01]|[12]\d|0?\d))(?![\d万亿千百kw%.]|,\d)"
)
# Identity cards of Hong Kong and Taiwan, telephone numbers, groups of a card number, leading zeros.
_CODE = re.compile(
    r"(?:[a-z]{1,2}\d{6}\([\da]\)|\+\d{1,3}[ -]?\d{6,}|0\d{1,3}[- ]\d{3,4}[- ]?\d{3,4}|\d{2,4}-\d{6,}"
    r"|\d{3,4}(?:[ -]\d{3,4}){2,}(?:[ -]?\d+)?|\d{4}[ -]\d{4}|\d{8,}x?|0\d+)(?:-?\d+)*"
)
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:'\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+")
_TANGLED = re.compile(r"[,.']\d")
# 500,600 is rather two sums than five hundred thousand six hundred.
_LISTED_SUMS = re.compile(r"\d[05]0,(?!000)\d[05]0")
_LATIN = re.compile(r"[a-z]+\$?")
_TWO_ROUND_SUMS = re.compile(r"\d*00(?:[ -]\d*00)+")


def tokenise(text: str, lexicon: AmountLexicon) -> list[Token]:
    """Split a folded text; every character is in exactly one token."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        token = _token_at(text, place, tokens, lexicon)
        tokens.append(token)
        place += len(token.text)
    return tokens


def _token_at(text: str, place: int, before: Sequence[Token], lexicon: AmountLexicon) -> Token:
    character = text[place]
    if character.isascii() and (character.isdigit() or character in ".+" or character.isalpha()):
        return _ascii_token(text, place, before, lexicon)
    return _word(text, place, before, lexicon)


def _word(text: str, place: int, before: Sequence[Token], lexicon: AmountLexicon) -> Token:
    entry = _longest(text, place, before, lexicon)
    if entry is None:
        return Token("other", text[place])
    return Token(entry.kind, entry.word, entry.value)


def _ascii_token(text: str, place: int, before: Sequence[Token], lexicon: AmountLexicon) -> Token:
    code = _CODE.match(text, place)
    if code and not _TWO_ROUND_SUMS.fullmatch(code.group()) and not _decimal_follows(text, code.end()):
        return Token("code", code.group())
    if date := _DATE.match(text, place):
        return Token("date", date.group())
    if number := _ARABIC.match(text, place):
        return _arabic(number, text)
    if not text[place].isalpha():
        return _word(text, place, before, lexicon)
    return _latin(text, place, before, lexicon)


def _decimal_follows(text: str, place: int) -> bool:
    return text[place : place + 1] == "." and text[place + 1 : place + 2].isdigit()


def _arabic(number: re.Match[str], text: str) -> Token:
    if _TANGLED.match(text, number.end()) or _LISTED_SUMS.fullmatch(number.group()):
        return Token("tangled", number.group())
    return Token("arabic", number.group(), Decimal(number.group().replace(",", "").replace("'", "")))


def _latin(text: str, place: int, before: Sequence[Token], lexicon: AmountLexicon) -> Token:
    entry = _longest(text, place, before, lexicon)
    if entry is not None and not _is_part_of_code(entry, text, place, before):
        return Token(entry.kind, entry.word, entry.value)
    run = _LATIN.match(text, place)
    return Token("latin", run.group() if run else text[place])


def _is_part_of_code(entry: Entry, text: str, place: int, before: Sequence[Token]) -> bool:
    """Whether a letter is no word here: the a of A1023, a k with no number before it."""
    after_numeral = bool(before) and before[-1].kind in NUMERAL_KINDS
    if entry.kind == "letter":
        return not after_numeral
    alone = len(entry.word) == 1 and entry.kind in _SHIELDS
    return alone and (after_numeral or text[place + 1 : place + 2].isdigit())


def _longest(text: str, place: int, before: Sequence[Token], lexicon: AmountLexicon) -> Entry | None:
    """The longest entry that starts here and cuts neither a numeral nor a Latin word in two."""
    for length in lexicon.lengths.get(text[place], ()):
        entry = lexicon.entries.get(text[place : place + length])
        if entry is not None and _stands(entry, text[place + length : place + length + 1], before, lexicon):
            return entry
    return None


def _stands(entry: Entry, following: str, before: Sequence[Token], lexicon: AmountLexicon) -> bool:
    word = entry.word
    if word[-1].isascii() and word[-1].isalpha():
        return not ("a" <= following <= "z")
    if len(word) == 1 or entry.kind in NUMERAL_KINDS:
        return True
    if _ends_in_numeral(word, lexicon) and _continues(following, lexicon):
        return False
    if word[0] in lexicon.numeral_characters:
        return not _numeral_goes_on(word, before, lexicon)
    if entry.kind in _SHIELDS and word[0] in lexicon.measure_characters:
        return not _takes_measure(before[-1] if before else None)
    return True


def _numeral_goes_on(word: str, before: Sequence[Token], lexicon: AmountLexicon) -> bool:
    """Whether the word's first character belongs to the numeral before it: 二十|一个月, but 五百, 一个月."""
    if not before or before[-1].kind not in (*NUMERAL_KINDS, "ordinals", "point"):
        return False
    if lexicon.digits.get(word[0]) != 1 or before[-1].kind in ("ordinals", "point"):
        return True
    if before[-1].kind == "digit":
        return len(before) < 2 or not _ends_sum(before[-2])
    return before[-1].kind == "unit" and not _ends_sum(before[-1])


def _ends_sum(token: Token) -> bool:
    """A unit after which one more figure is a tail (三百五, 一万二), so that the numeral may end there."""
    return token.kind in ("large", "letter", "slang") or (token.kind == "unit" and token.value != 10)


def _takes_measure(before: Token | None) -> bool:
    """Whether the number before is a day, a month or a year rather than a sum: 2026|年底, 25|日还."""
    if before is None or not isinstance(before.value, Decimal):
        return False
    return before.value <= 31 or (len(before.text) == 4 and before.text[:2] in ("19", "20"))


def _ends_in_numeral(word: str, lexicon: AmountLexicon) -> bool:
    return len(word) > 1 and (word[-1] in lexicon.numeral_characters or word[-1] in lexicon.point)


def _continues(following: str, lexicon: AmountLexicon) -> bool:
    return following != "" and (following in lexicon.numeral_characters or following.isdigit())
