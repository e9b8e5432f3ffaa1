"""没有, 冇, 一毛都没有: the person has nothing, which is a sum of zero."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.amounts.lexicon import AmountLexicon
from bot.language.amounts.sums import Found
from bot.language.amounts.tokens import Token

_SMALLEST = frozenset({"currency", "tenths", "hundredths"})
_BEFORE = frozenset({"particles", "punctuation", "fillers"})
_AFTER = frozenset({"particles", "punctuation"})
_LINK = frozenset({"particles", "whole", "fillers"})
_OF_NUMBERS = ("sum", "loose", "unclear", "unnamed", "count", "negative", "share")


def says_nothing(tokens: Sequence[Token], found: Sequence[Found], lexicon: AmountLexicon) -> bool:
    """Whether the whole text says that there is no money."""
    numbers = [one for one in found if one.kind in _OF_NUMBERS]
    if len(numbers) == 1:
        return _not_even_the_smallest(tokens, numbers[0], lexicon)
    return not numbers and _all_is_nothing(tokens)


def _all_is_nothing(tokens: Sequence[Token]) -> bool:
    kinds = [token.kind for token in tokens]
    places = [place for place, kind in enumerate(kinds) if kind in ("nothing", "nothing_phrases")]
    if not places:
        return False
    after = _BEFORE if kinds[places[0]] == "nothing_phrases" else _AFTER
    return all(kind in _BEFORE for kind in kinds[: places[0]]) and all(
        kind in after or kind in ("nothing", "nothing_phrases") for kind in kinds[places[0] + 1 :]
    )


def _not_even_the_smallest(tokens: Sequence[Token], number: Found, lexicon: AmountLexicon) -> bool:
    """一毛都没有, 半毛钱都拿不出来, 没有一分钱."""
    start = number.start
    if tokens[start].text not in lexicon.sets["lone"] or start + 1 >= len(tokens):
        return False
    if tokens[start + 1].kind not in _SMALLEST or number.end > start + 2:
        return False
    if start and tokens[start - 1].kind in ("nothing", "unable"):
        return True
    place = start + 2
    while place < len(tokens) and tokens[place].kind in _LINK:
        place += 1
    return place < len(tokens) and tokens[place].kind in ("nothing", "unable")
