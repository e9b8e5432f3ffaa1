"""What a linear model on runs of characters makes of a text: plain points, added up."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.crisis import Scale

RUN_LENGTHS = (2, 3)
"""Characters of a run that may have points. Single characters would let ordinary long sentences pile points up."""

WINDOW = 60
"""Characters scored together. The labelled messages are this long: over a long text points would pile up."""

SHOWN = str.maketrans({"\n": "|", "\0": "#"})
"""Ends of clauses and what was taken out, as they are written in the content file."""


def is_enough(own: str, scale: Scale) -> bool:
    """Whether any part of somebody's own words (see crisis_rules.own_words) reaches the level of a scale."""
    return any(score(part, scale) >= scale.enough for part in windows(own))


def score(part: str, scale: Scale) -> float:
    """The points of a part of a text."""
    return scale.start + sum(scale.points.get(run, 0.0) for run in runs(part))


def windows(own: str) -> Iterator[str]:
    """The text in overlapping parts, each half a window after the one before."""
    last = max(0, len(own) - WINDOW)
    for start in range(0, last + WINDOW // 2, WINDOW // 2):
        yield own[min(start, last) : min(start, last) + WINDOW]


def runs(part: str) -> set[str]:
    """Every run of two or three characters, with ^ and $ for the ends of the part."""
    marked = f"^{part.translate(SHOWN)}$"
    return {marked[start : start + length] for length in RUN_LENGTHS for start in range(len(marked) - length + 1)}
