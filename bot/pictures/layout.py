"""From the lines of a screenshot to its messages: what is chrome goes, bubbles stay, each with its sender."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.areas import areas_of
from bot.pictures.box import Line
from bot.pictures.bubbles import Bubble, Page, grouped, page_of, paragraphs
from bot.pictures.cards import without_title
from bot.pictures.chrome import HEAD, messages_only
from bot.pictures.joining import doubtful, has_time, joined, without_time
from bot.pictures.opening import Pixels
from bot.pictures.screenshot import Message
from bot.pictures.sides import senders
from bot.pictures.words import ScreenWords

LONG_ENOUGH = 14
"""Characters of a loose paragraph that is taken for a message beside found bubbles: a bubble whose edge a
photograph washed out. Names, times and buttons are shorter."""

LEAST_LETTERS = 2
"""Characters of a loose paragraph when there is no bubble at all: a letter, a cropped picture."""

TIMES_IN_BUBBLES = 0.6
"""Share of bubbles ending in a time from which a time at the end of a line is the app's and not the writer's."""


def messages_of(picture: Pixels, lines: Sequence[Line], words: ScreenWords) -> tuple[Message, ...]:
    """The messages from top to bottom; none when there is nothing but chrome."""
    areas = areas_of(picture, lines)
    page = page_of(areas, picture.shape[1], picture.shape[0])
    bubbles, loose = grouped(lines, areas, page)
    kept = messages_only(bubbles, loose, page, words)
    kept = sorted([*kept, *_washed_out(loose, kept, page, words)], key=lambda bubble: bubble.box.top)
    merged = sum(has_time(bubble.lines, words) for bubble in kept) >= max(2, TIMES_IN_BUBBLES * len(kept))
    cleaned = [_cleaned(bubble, page, words, merged=merged) for bubble in kept]
    found = zip(cleaned, senders(kept, page), strict=True)
    return tuple(Message(side, joined(lines), doubtful(lines)) for lines, side in found if lines)


def _cleaned(bubble: Bubble, page: Page, words: ScreenWords, *, merged: bool) -> Sequence[Line]:
    if page.is_card(bubble.box):
        return without_title(bubble, words).lines
    return without_time(bubble.lines, words, merged=merged) if merged else bubble.lines


def _washed_out(loose: Sequence[Line], kept: Sequence[Bubble], page: Page, words: ScreenWords) -> list[Bubble]:
    """Paragraphs on the page itself that are messages all the same."""
    written = [line for line in loose if not (words.is_moment(line.text) or words.is_ago(line.text))]
    return [paragraph for paragraph in paragraphs(written) if _is_written(paragraph, kept, page, words)]


def _is_written(paragraph: Bubble, kept: Sequence[Bubble], page: Page, words: ScreenWords) -> bool:
    text = "".join(line.text for line in paragraph.lines)
    if words.is_notice(text) or words.is_field(text) or words.is_keys(text):
        return False
    if not kept:
        return paragraph.letters >= LEAST_LETTERS
    centred = page.is_centred(paragraph.box) and page.share(paragraph.box) < 0.6
    return paragraph.letters >= LONG_ENOUGH and not centred and page.depth(paragraph.box) > HEAD
