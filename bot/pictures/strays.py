"""Messages among the lines that stand on no area of their own: a washed-out photograph, a letter, a cropped bubble."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pictures.box import Line
from bot.pictures.bubbles import Bubble, Page, paragraphs
from bot.pictures.chrome import HEAD, shows_phone
from bot.pictures.words import ScreenWords

LONG_ENOUGH = 10
"""Chinese characters of a loose paragraph that is taken for a message beside found bubbles: a bubble whose edge a
photograph washed out. Names, times and buttons are shorter."""

LEAST_LETTERS = 2
"""Characters of a loose paragraph when there is no bubble at all."""

HAN = re.compile("[\u3400-\u9fff]")
FOOT = 0.93
NARROW = 0.6


def stray_messages(loose: Sequence[Line], kept: Sequence[Bubble], page: Page, words: ScreenWords) -> list[Bubble]:
    """Loose paragraphs that were written by somebody; ``kept`` are the bubbles found already."""
    written = [line for line in loose if not words.is_ago(line.text) and not words.is_mark(line.text)]
    found = [paragraph for paragraph in paragraphs(written) if not _is_chrome(paragraph, words)]
    if kept:
        return [paragraph for paragraph in found if _is_long(paragraph, page)]
    first = HEAD if shows_phone(loose, page, words) else -1.0
    last = FOOT if first > 0 else 2.0
    return [
        paragraph
        for paragraph in found
        if paragraph.letters >= LEAST_LETTERS and first < page.depth(paragraph.box) < last
    ]


def _is_chrome(paragraph: Bubble, words: ScreenWords) -> bool:
    text = "".join(line.text for line in paragraph.lines)
    return words.is_notice(text) or words.is_field(text) or words.is_keys(text)


def _is_long(paragraph: Bubble, page: Page) -> bool:
    centred = page.is_centred(paragraph.box) and page.share(paragraph.box) < NARROW
    chinese = sum(HAN.fullmatch(letter) is not None for line in paragraph.lines for letter in line.text)
    return chinese >= LONG_ENOUGH and not centred and page.depth(paragraph.box) > HEAD
