"""How buttons stand in rows on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

ROW_WIDTH = 30
"""Columns a row of buttons holds on a narrow phone (360 px), a Chinese character being two."""

BUBBLE = 120
"""Most characters of a bubble (product design, 4.0)."""

MOST_IN_A_ROW = 3
"""More than three buttons side by side are too small for a thumb, save numbers and calendars."""


def width(text: str) -> int:
    """Columns a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def rows_of(buttons: Sequence[tuple[str, str]], columns: int = 0) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Buttons in rows of ``columns``, or of as many as fit."""
    per_row = columns or _fitting(buttons)
    return tuple(tuple(buttons[start : start + per_row]) for start in range(0, len(buttons), per_row))


def _fitting(buttons: Sequence[tuple[str, str]]) -> int:
    widest = max((width(text) for _, text in buttons), default=1) + 2
    return max(1, min(MOST_IN_A_ROW, ROW_WIDTH // widest))
