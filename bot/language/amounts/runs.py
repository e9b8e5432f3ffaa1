"""Where a numeral begins and ends among the tokens."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.amounts.lexicon import AmountLexicon
from bot.language.amounts.tokens import Token

_BEGIN = frozenset({"arabic", "digit", "unit", "large"})
_GO_ON = frozenset({"arabic", "digit", "unit", "large", "letter"})
_SCALES = frozenset({"unit", "large", "letter", "slang"})
_COUNTS = frozenset({"measures", "product_measures"})
_NAMES_SUM = frozenset({"unit", "large", "letter", "slang", "currency", "tenths"})


def _kind(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def starts_numeral(tokens: Sequence[Token], place: int, lexicon: AmountLexicon) -> bool:
    """Whether a numeral begins here; 几 and 半 begin one only before a unit or a currency."""
    token = tokens[place]
    if token.kind in _BEGIN:
        return True
    if token.kind == "half" or (token.kind == "open_inside" and token.text in lexicon.sets["open_first"]):
        return _kind(tokens, place + 1) in _NAMES_SUM
    return False


def run_end(tokens: Sequence[Token], start: int, lexicon: AmountLexicon) -> int:
    """The place behind the last token of the numeral that begins at ``start``."""
    place = start + 1
    while place < len(tokens) and _belongs(tokens, place, lexicon):
        place += 1
    return place


def _belongs(tokens: Sequence[Token], place: int, lexicon: AmountLexicon) -> bool:
    token, before = tokens[place], tokens[place - 1].kind
    if token.kind == "arabic":
        return not (before in _SCALES and _kind(tokens, place + 1) in _COUNTS)  # 五百 6期
    if token.kind in _GO_ON:
        return True
    if token.kind == "slang":
        return before in _GO_ON or before in ("half", "open_inside")
    if token.kind == "half":
        return before in _SCALES
    if token.kind == "point":
        return before in ("digit", "arabic", "unit") and _is_fraction(tokens, place + 1)
    if token.kind == "open_inside" and before in (*_GO_ON, "slang"):
        return token.text in lexicon.sets["open_last"] or _kind(tokens, place + 1) in _NAMES_SUM | _COUNTS
    return False


def _is_fraction(tokens: Sequence[Token], place: int) -> bool:
    """三点五万, 三点五: yes; 三点十分, 三点五十: a time of day."""
    if _kind(tokens, place) not in ("digit", "arabic"):
        return False
    return not (_kind(tokens, place + 1) == "unit" and tokens[place + 1].value == 10)
