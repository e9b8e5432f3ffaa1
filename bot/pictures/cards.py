"""Notifications: the sender, the app and the age above the words are taken off."""

from __future__ import annotations

from bot.pictures.bubbles import Bubble
from bot.pictures.joining import Row, rows_of
from bot.pictures.words import ScreenWords

LONGEST_TITLE = 24
"""Characters of a name or number; longer is no title."""


def without_title(card: Bubble, words: ScreenWords) -> Bubble:
    """The card with only what was sent; as it is when nothing in it looks like a title."""
    rows = rows_of(card.lines)
    if len(rows) < 2:
        return card
    if _names_app(rows[0], words) and len(rows) > 2 and len(rows[1].text) <= LONGEST_TITLE:
        rows = rows[2:]
    elif _is_title(rows[0], words):
        rows = rows[1:]
    return card.with_lines([line for row in rows for line in row.lines])


def _names_app(row: Row, words: ScreenWords) -> bool:
    """App and age in one line with a dot between; the sender follows in a line of its own."""
    return words.names_app(row.text) and words.is_dotted(row.text)


def _is_title(row: Row, words: ScreenWords) -> bool:
    aged = len(row.lines) > 1 and words.is_ago(row.lines[-1].text)
    return aged or (words.names_app(row.text) and len(row.text) <= LONGEST_TITLE)
