"""Clauses of normal text, and the whole ones that a match of a pattern is quoted with."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from bot.triage.rules import Span

BORDER = re.compile(r"[，。!！?？;；\n【】]+|(?<!\d)[,:：]+|[,:：]+(?!\d)")
"""Where one clause ends and the next begins; a sum and a time of day keep their own marks."""

WALL = re.compile(r"[。!！?？\n【】]")
"""No quotation goes on past one of these: a sentence is over, or the sender's name in brackets."""

NUMBER_GOES_ON = re.compile(r"(?:[,.]?\d)*%?\w?")
"""The rest of a number, and the character after it, its unit."""

NUMBER_BEFORE = re.compile(r"[$¥]?(?:\d[,.]?)*$")
PAIRS = tuple(map(tuple, ("【】", "「」", "『』", "“”", "（）", "()", "《》", "〔〕", "[]")))

Told = Callable[[Span], float]
"""How strongly a span on its own speaks for something."""


def clauses_of(text: str) -> list[Span]:
    """The spans between two borders."""
    edges = [(0, 0), *(match.span() for match in BORDER.finditer(text)), (len(text), len(text))]
    return [(before[1], after[0]) for before, after in pairwise(edges) if before[1] < after[0]]


def touched(span: Span, clauses: list[Span]) -> list[Span]:
    """The clauses a span has a part of."""
    return [clause for clause in clauses if clause[0] < span[1] and span[0] < clause[1]]


def whole(span: Span, clauses: list[Span], text: str, told: Told, speaks: re.Pattern[str], longest: int) -> Span:
    """The fewest whole clauses that say what the span says: one if it speaks alone, never past a wall."""
    inside = touched(span, clauses)
    if not inside:
        return span
    alone = [clause for clause in inside if speaks.search(text, *clause)] or inside
    if len(alone) == 1:
        return _within(alone[0], span, longest)
    wide = (inside[0][0], inside[-1][1])
    if alone is inside and wide[1] - wide[0] <= longest and not WALL.search(text, *wide):
        return wide
    return _within(max(alone, key=told), span, longest)


def _within(clause: Span, span: Span, longest: int) -> Span:
    """The clause, or the part of the span in it when the clause is too long to be quoted."""
    if clause[1] - clause[0] <= longest:
        return clause
    return max(clause[0], span[0]), min(clause[1], span[1])


def with_numbers(span: Span, text: str) -> Span:
    """The span with the numbers at its ends whole."""
    start, end = span
    if text[start : start + 1].isdigit() and (before := NUMBER_BEFORE.search(text, 0, start)):
        start = before.start()
    if text[end - 1 : end].isdigit() and (after := NUMBER_GOES_ON.match(text, end)):
        end = after.end()
    return start, end


def balanced(fragment: str) -> str:
    """The longer side of a bracket or quotation mark that has no partner in the fragment."""
    for opening, closing in PAIRS:
        if fragment.count(opening) != fragment.count(closing):
            mark = opening if fragment.count(opening) > fragment.count(closing) else closing
            fragment = max(fragment.split(mark), key=len)
    return fragment
