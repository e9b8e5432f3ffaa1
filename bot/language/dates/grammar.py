"""The grammar of dates: which runs of kinds of word make an expression, and what resolves it.

A phrase is matched as a string with one letter per word (the values of Kind). Productions are tried in
order at each place; the first that fits is taken, so longer forms stand before shorter ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from . import lengths, named, numeric, recurring, weekly
from .reading import Meaning, Setting
from .tokens import Kind, Token

Resolver = Callable[[Sequence[Token], Setting], Meaning]


class Expression(NamedTuple):
    """A stretch of tokens that means something: [start, end)."""

    start: int
    end: int
    meaning: Meaning


_UNIT = "[dwRyYhjUQ]"
_PIECE = rf"(?:(?:Nq?|S|q|C){_UNIT}[Sq]?|(?:Nq?|q)?[Bb])"
LENGTH = rf"(?:{_PIECE})+"
"""A length of time, as the kinds of its words."""
_YEAR = "(?:A?Ny|z)"
_NOT_A_COUNT = "(?![dwUyYhjBbQ])"
_DAY = "N[HR]?"

_PRODUCTIONS: tuple[tuple[str, Resolver], ...] = (
    (rf"r(?:{_DAY}{_NOT_A_COUNT}|[eLD])(?:,{_DAY}{_NOT_A_COUNT}|,?[LD]|N[HR])*", recurring.monthly),
    (rf"N[HR],?r{_NOT_A_COUNT}(?!N)", recurring.monthly),
    (r"(?:E|KW)(?:,?[EW]|,?N(?![HRMdUwyh]))*", recurring.weekly),
    (r"xNH", recurring.monthly),
    (r"[rKXx]", recurring.unlisted),
    (r"NR[api]", lengths.days_or_day),
    (rf"g{LENGTH}[ai]?|{LENGTH}[aip]", lengths.length_meaning),
    (rf"(?:l?{_YEAR}?l?)I?Oc?N[HR]?", named.lunar_date),
    (rf"(?:l{_YEAR}?|{_YEAR}l)I?NMc?N[HR]?", named.lunar_date),
    (rf"{_YEAR}?(?:INMc?|NMc)N[HR]?", named.lunar_date),
    (rf"{_YEAR}?l?F", named.festival),
    (rf"{_YEAR}?NM{_DAY}{_NOT_A_COUNT}", named.year_month_day),
    (rf"{_YEAR}?N(?:M[eLD]|L)", named.month_edge),
    (rf"{_YEAR}?NM[cP]?", named.month_alone),
    (r"[mz]t", named.same_day),
    (rf"m(?:{_DAY}{_NOT_A_COUNT}|[eLDicP])?", named.relative_month),
    (r"NHm", named.day_then_month),
    (r"k(?:N(?![HRMdwUyYhjBbQ])|[Wei])?", weekly.day_of_week),
    (r"zC[HR]?", named.year_and_figures),
    (rf"{_YEAR}[DeicP]", named.year_alone),
    (r"z|A?Ny", named.year_alone),
    (rf"C[HR]|C(?!{_UNIT})", numeric.cluster_meaning),
    (r"JNH?,?N?|NH?JN?|J", named.english_date),
    (r"G", numeric.digits_meaning),
    (r"t", named.relative_day),
    (r"V", weekly.weekday_of_week),
    (r"W", weekly.bare_weekday),
    (r"L", named.this_month_end),
    (r"N[HR]", named.bare_day),
    (r"cN[HR]?", named.lunar_day_alone),
    (LENGTH, lengths.length_meaning),
    (r"y[apiecP]|M[icP]", recurring.unlisted),
    (r"wN", weekly.several_weekdays),
    (r"NNN", named.three_numbers),
    (r"NN", numeric.two_numbers),
)

_GRAMMAR = re.compile("|".join(f"(?P<p{index}>{pattern})" for index, (pattern, _) in enumerate(_PRODUCTIONS)))


def expressions(tokens: Sequence[Token], setting: Setting) -> list[Expression]:
    """Every expression in a phrase whose read-over words have been taken out, from left to right."""
    found = []
    for match in _GRAMMAR.finditer("".join(token.kind for token in tokens)):
        resolve = _PRODUCTIONS[int((match.lastgroup or "p0")[1:])][1]
        meaning = resolve(tokens[match.start() : match.end()], setting)
        found.append(Expression(match.start(), match.end(), meaning))
    return found


def follower(tokens: Sequence[Token], expression: Expression) -> Kind | None:
    """The kind of the word right behind an expression."""
    return tokens[expression.end].kind if expression.end < len(tokens) else None
