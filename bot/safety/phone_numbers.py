"""Phone numbers of people in what leaves the bot as a file: covered but for their ends.

Service numbers stay: short codes (12378, 95588), 400 and 800 numbers, and landlines, which belong to offices.
"""

from __future__ import annotations

import re

from bot.safety.private_data import COVER, HALF_WIDTH

FIRST, LAST = 3, 2
"""Digits left at either end: enough to tell two callers apart, too few to ring one of them."""

_MOBILE = re.compile(
    r"(?<![\d.])(?:\+?\(?(?:86|852|853|886)\)?[ -]?)?"
    r"(?P<number>"
    r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # mainland
    r"|0?9\d{2}[ -]?\d{3}[ -]?\d{3}"  # Taiwan
    r"|[4-79]\d{3}[ -]?\d{4}"  # Hong Kong; Macau's begin with 6
    r")(?![\d.]|\s*(?:元|块|塊|万|萬|港|人民|澳|%|年|号|號))"
)


def cover_phones(text: str) -> str:
    """The text with the middle digits of every mobile number covered; it keeps its length."""
    for match in _MOBILE.finditer(text.translate(HALF_WIDTH)):
        start, end = match.span("number")
        digits = [at for at in range(start, end) if text[at] not in " -"]
        for at in digits[FIRST:-LAST]:
            text = text[:at] + COVER + text[at + 1 :]
    return text
