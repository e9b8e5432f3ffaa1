"""From typed text to tokens: width, script and numerals are levelled, words are found longest first."""

from __future__ import annotations

import re
import unicodedata

from .numerals import numeral_value
from .tokens import Kind, Token
from .vocabulary import Vocabulary, Word

_CLUSTER = re.compile(r"\d+([./-])\d+(?:\1\d+)?(?!\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)")
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z]+")
_SPACES = re.compile(r"\s+")
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")

_FEW_DIGITS = 4
_WEEKDAY_KINDS = (Kind.WEEKDAY, Kind.WEEKDAY_OFFSET, Kind.EVERY_WEEKDAY)


def levelled(text: str, vocabulary: Vocabulary) -> str:
    """Half width, lower case, the lexicon's script, no spaces between Chinese characters."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(vocabulary.lexicon.folding)
    return _INNER_SPACE.sub("", _SPACES.sub(" ", plain)).strip()


def scan(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Split levelled text into tokens; nothing is lost, what is not known is a token of unknown kind."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        token, place = _next(text, place, vocabulary)
        if token.kind is Kind.UNKNOWN and tokens and tokens[-1].kind is Kind.NUMBER and not token.text.isascii():
            tokens[-1] = tokens[-1]._replace(counts=True)
        tokens.append(token)
    return tuple(tokens)


def _next(text: str, place: int, vocabulary: Vocabulary) -> tuple[Token, int]:
    return (
        _clock(text, place, vocabulary)
        or _digits(text, place, vocabulary)
        or _numeral_or_word(text, place, vocabulary)
        or _unknown(text, place)
    )


def _clock(text: str, place: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    found = vocabulary.clock.match(text, place)
    return (Token(Kind.SKIP, found[0]), found.end()) if found else None


def _digits(text: str, place: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    if not text[place].isdecimal() or not text[place].isascii():
        return _after_sign(text, place, vocabulary)
    if found := _THOUSANDS.match(text, place):
        return Token(Kind.NO_DATE, found[0]), found.end()
    found = _CLUSTER.match(text, place) or _DIGITS.match(text, place)
    if found is None:
        return None
    return _counted(text, found.end(), vocabulary) or (_digit_token(found), found.end())


def _digit_token(found: re.Match[str]) -> Token:
    run = found[0]
    if not run.isdecimal():
        parts = run.replace("/", "-").replace(".", "-").split("-")
        fit = all(len(part) <= _FEW_DIGITS for part in parts)
        return Token(Kind.CLUSTER, run, parts=tuple(map(int, parts))) if fit else Token(Kind.NO_DATE, run)
    if len(run) > _FEW_DIGITS:
        return Token(Kind.DIGITS, run)
    return Token(Kind.NUMBER, run, int(run))


def _after_sign(text: str, place: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    for sign in vocabulary.lexicon.money_signs:
        if text.startswith(sign, place):
            rest = re.compile(r" ?[\d,.]+").match(text, place + len(sign))
            if rest:
                return Token(Kind.NO_DATE, sign + rest[0]), rest.end()
    return None


def _counted(text: str, end: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    """A number with what it counts behind it, unless a longer word of dates stands there (3个 and 3个月)."""
    start = end + (text[end : end + 1] == " ")
    if start >= len(text):
        return None
    counted = vocabulary.longest_counted(text, start)
    if counted and len(vocabulary.longest(text, start)) < len(counted):
        return Token(Kind.NO_DATE, counted), start + len(counted)
    mark = vocabulary.longest(text, start)
    is_mark = mark and vocabulary.words[mark].kind is Kind.DAY_MARK
    if is_mark and text[start + len(mark) : start + len(mark) + 1] in tuple(vocabulary.lexicon.not_a_day):
        return Token(Kind.NO_DATE, mark), start + len(mark)
    return None


def _numeral_or_word(text: str, place: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    word = _word(text, place, vocabulary)
    numeral = vocabulary.numeral.match(text, place)
    if numeral and len(numeral[0]) > len(word):
        end = numeral.end()
        value, approximate = numeral_value(numeral[0], vocabulary.lexicon.numerals)
        token = Token(Kind.NUMBER, numeral[0], value, approximate=approximate)
        return _counted(text, end, vocabulary) or (token, end)
    if not word:
        return None
    return _word_token(word, vocabulary.words[word]), place + len(word)


def _word_token(word: str, known: Word) -> Token:
    return Token(known.kind, word, known.value, parts=(known.weeks,))


def _word(text: str, place: int, vocabulary: Vocabulary) -> str:
    word = vocabulary.longest(text, place)
    if word and vocabulary.words[word].kind in _WEEKDAY_KINDS and _is_a_count(text, place, word, vocabulary):
        return vocabulary.longest(text[: place + len(word) - 1], place)
    return word


def _is_a_count(text: str, place: int, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the day name is really the beginning of a number: 下周15号, 每周一次, but not 周五十点."""
    name, end = word[-1], place + len(word)
    follows = text[end : end + 1]
    if not follows or vocabulary.clock.match(text, end):
        return False
    if name.isdecimal() and name.isascii():
        return follows.isdecimal() or follows in vocabulary.lexicon.not_a_weekday
    is_numeral = name in vocabulary.numeral_characters
    return is_numeral and (follows in vocabulary.lexicon.not_a_weekday or follows in vocabulary.numeral_characters)


def _unknown(text: str, place: int) -> tuple[Token, int]:
    latin = _LATIN.match(text, place)
    end = latin.end() if latin else place + 1
    return Token(Kind.UNKNOWN, text[place:end]), end
