"""What stands in a chat without being a message: dates, notices, pictures of faces, input fields, keyboards."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.pictures.box import Line
from bot.pictures.bubbles import Bubble, Page
from bot.pictures.words import ScreenWords

HEAD = 0.13
"""Share of the page's height in which names, numbers and the phone's own line stand."""

BAR_WIDTH = 0.85
TITLE_WIDTH = 0.45

FOOT = 0.86

EDGE = 0.17
"""Share of the page's width in which faces stand, with the desk around a photographed phone."""

LOWER_HALF = 0.45
FIELD_WIDTH = 0.4
FIELD_SLACK = 0.25
"""A bubble is as wide as its text; a field is wider than what is typed into it by at least this share."""

SMALL_TYPE = 0.86
"""Notices are set smaller than messages."""

ROW_OF_KEYS = 4


def messages_only(bubbles: Sequence[Bubble], loose: Sequence[Line], page: Page, words: ScreenWords) -> list[Bubble]:
    """The bubbles that are messages."""
    floor = _floor(bubbles, loose, page, words)
    above = [bubble for bubble in bubbles if bubble.box.middle[1] < floor]
    size = median(bubble.type_size for bubble in above) if above else 0.0
    named = shows_phone([*loose, *(line for bubble in bubbles for line in bubble.lines)], page, words)
    beside = [line for line in loose if not (words.is_moment(line.text) or words.is_mark(line.text))]
    beside += [line for bubble in above if bubble.letters > 2 for line in bubble.lines]
    return [
        bubble
        for bubble in above
        if not (
            _is_face(bubble, beside, page)
            or _is_field(bubble, page, words)
            or _is_notice(bubble, page, words, size)
            or (named and _is_title(bubble, page, words))
        )
    ]


def shows_phone(lines: Sequence[Line], page: Page, words: ScreenWords) -> bool:
    """Whether the phone's own line is there, so that names and buttons are too."""
    # In the middle stands a date of the chat, or a message.
    head = [line for line in lines if page.depth(line.box) < HEAD and not page.is_centred(line.box, 0.2)]
    return any(words.is_phone(line.text) for line in head)


def _floor(bubbles: Sequence[Bubble], loose: Sequence[Line], page: Page, words: ScreenWords) -> float:
    """Where the keyboard and the field above it begin; the page's end without a keyboard."""
    every = [*loose, *(line for bubble in bubbles for line in bubble.lines)]
    low = [line for line in every if page.depth(line.box) > LOWER_HALF]
    letters = [line for line in low if len(line.text) == 1 and line.text.isascii() and line.text.isalpha()]
    keys = [line for line in low if words.is_keys(line.text) or _is_in_row_of_keys(line, low)]
    keys = letters if len(letters) >= ROW_OF_KEYS and not keys else keys
    if len(keys) < 2:
        return page.box.bottom
    size = median(line.box.height for line in keys)
    top = min(line.box.top for line in keys)
    # Of the highest row perhaps too few keys were read to be one.
    top = min([top, *(line.box.top for line in low if len(line.text) == 1 and top - line.box.bottom < size * 2.5)])
    fields = [bubble.box.top for bubble in bubbles if _is_above_keys(bubble, page, top, size)]
    return min([top, *fields])


def _is_in_row_of_keys(line: Line, low: Sequence[Line]) -> bool:
    row = [other for other in low if len(other.text) <= 2 and other.box.beside(line.box) > 0.6]
    return len(line.text) <= 2 and len(row) >= ROW_OF_KEYS


def _is_above_keys(bubble: Bubble, page: Page, top: float, size: float) -> bool:
    near = 0 < top - bubble.box.middle[1] < size * 3.5 and len(bubble.lines) == 1
    return near and page.share(bubble.box) > FIELD_WIDTH and page.is_centred(bubble.box, 0.12)


def _is_face(bubble: Bubble, others: Sequence[Line], page: Page) -> bool:
    """A letter in the disc that stands for a person, beside what they wrote or at the top; or a button below."""
    square = 0.75 < bubble.box.width / bubble.box.height < 1.33
    if not square or bubble.letters > 2:
        return False
    left, right = page.margins(bubble.box)
    beside = any(other.box.beside(bubble.box) > 0.3 for other in others)
    outside = not HEAD < page.depth(bubble.box) < FOOT
    return outside or (beside and min(left, right) < EDGE)


def _is_field(bubble: Bubble, page: Page, words: ScreenWords) -> bool:
    if len(bubble.lines) != 1 or page.depth(bubble.box) < LOWER_HALF:
        return False
    if words.is_field(bubble.lines[0].text) and page.depth(bubble.box) > 0.8:
        return True
    slack = (bubble.box.right - bubble.text_box.right) / bubble.box.width
    wide = page.share(bubble.box) > FIELD_WIDTH
    return wide and slack > FIELD_SLACK and page.is_centred(bubble.box, 0.15) and not page.is_card(bubble.box)


def _is_notice(bubble: Bubble, page: Page, words: ScreenWords, size: float) -> bool:
    if not page.is_centred(bubble.box) or page.is_card(bubble.box):
        return False
    text = "".join(line.text for line in bubble.lines)
    small = bubble.type_size < size * SMALL_TYPE
    return small or words.is_notice(text) or all(words.is_moment(line.text) for line in bubble.lines)


def _is_title(bubble: Bubble, page: Page, words: ScreenWords) -> bool:
    """A bubble of its own for the name at the top, or a header a photograph separated from the rest."""
    if page.depth(bubble.box) > HEAD:
        return False
    if any(words.is_phone(line.text) for line in bubble.lines):
        return True
    bar = page.share(bubble.box) > BAR_WIDTH and page.is_centred(bubble.box, 0.12)
    narrow = page.share(bubble.box) < TITLE_WIDTH and len(bubble.lines) <= 2
    return bar or (narrow and page.is_centred(bubble.box))
