"""From the lines of a screenshot to its messages: what is chrome goes, bubbles stay, each with its sender."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.areas import areas_of
from bot.pictures.box import Line
from bot.pictures.bubbles import Bubble, Page, grouped, page_of
from bot.pictures.cards import without_title
from bot.pictures.chrome import messages_only
from bot.pictures.joining import doubtful, has_time, joined, without_time
from bot.pictures.opening import Pixels
from bot.pictures.repairs import repaired
from bot.pictures.screenshot import Message
from bot.pictures.sides import senders
from bot.pictures.strays import stray_messages
from bot.pictures.words import ScreenWords

TIMES_IN_BUBBLES = 0.5
"""Share of bubbles ending in a time from which a time at the end of a line is the app's and not the writer's."""


def messages_of(picture: Pixels, lines: Sequence[Line], words: ScreenWords) -> tuple[Message, ...]:
    """The messages from top to bottom; none when there is nothing but chrome."""
    lines = [repaired(line, words) for line in lines]
    areas = areas_of(picture, lines)
    page = page_of(lines, areas, picture.shape[1], picture.shape[0])
    bubbles, loose = grouped(lines, areas, page)
    kept = messages_only(bubbles, loose, page, words)
    kept = sorted([*kept, *stray_messages(loose, kept, page, words)], key=lambda bubble: bubble.box.top)
    merged = sum(has_time(bubble.lines, words) for bubble in kept) >= max(2, TIMES_IN_BUBBLES * len(kept))
    cleaned = [_cleaned(bubble, page, words, merged=merged) for bubble in kept]
    found = zip(cleaned, senders(kept, page), strict=True)
    return tuple(Message(side, joined(lines), doubtful(lines)) for lines, side in found if lines)


def _cleaned(bubble: Bubble, page: Page, words: ScreenWords, *, merged: bool) -> Sequence[Line]:
    if page.is_card(bubble.box):
        return without_title(bubble, words).lines
    return without_time(bubble.lines, words, merged=merged)
