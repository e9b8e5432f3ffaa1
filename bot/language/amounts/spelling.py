"""One spelling for what can be typed many ways: width, script, case, spaces between characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\u20e3\ufeff\u00ad]")
_LINES = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
# A wide comma between digits groups thousands only when three digits follow; else it ends a clause.
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=[0-9])(?![0-9]{3}(?![0-9]))")
_SPACE_BY_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SPELLED_DIGITS = re.compile(r"(?<![\d.,])\d(?: \d){2,}(?![\d.,]| \d)")
_GROUPED_BY_SPACE = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:, | )000)+(?!\d)")
_LETTER_APART = re.compile(r"(?<=\d) +(?=[kw](?![a-z]))")
_TIMES = re.compile(r"(?<=[\dkw])x(?=\d)")
_SPACES = re.compile(r"\s+")


def fold(text: str, variants: Mapping[int, str]) -> str:
    """The text in half width, lower case, one script and without spaces beside Chinese characters."""
    text = _WIDE_COMMA.sub("。", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", _LINES.sub("。", text).translate(variants)).lower()
    text = "".join(map(_ascii_digit, text.translate(variants)))
    text = _SPACES.sub(" ", _SPACE_BY_CHINESE.sub("", text))
    if " " in text:
        text = _LETTER_APART.sub("", _SPELLED_DIGITS.sub(_joined, text))
        text = _GROUPED_BY_SPACE.sub(_joined, text)
    return _TIMES.sub("*", text).strip() or text[:1]


def _ascii_digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(" ", "").replace(",", "")
