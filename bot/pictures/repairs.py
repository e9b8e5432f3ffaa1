"""Letters the model has no place for, put right where only one reading is a word; they stay doubtful."""

from __future__ import annotations

from dataclasses import replace

from bot.pictures.box import Line
from bot.pictures.joining import DOUBTFUL
from bot.pictures.words import ScreenWords

UNSURE = 0.9
"""Chance below which a letter may be a stand-in: measured 0.2 to 0.8, with room for a sharper picture."""


def repaired(line: Line, words: ScreenWords) -> Line:
    """The line with its stand-ins replaced, each counted as doubtful."""
    letters, sure = list(line.text), list(line.sure)
    for place, chance in enumerate(line.sure):
        repair = next((one for one in words.repairs if chance < UNSURE and one.fits(line.text, place)), None)
        if repair is not None:
            letters[place], sure[place] = repair.is_, min(chance, DOUBTFUL / 2)
    return replace(line, text="".join(letters), sure=tuple(sure))
