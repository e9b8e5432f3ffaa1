"""Lines of a bubble joined to what was written: wrapped lines run on, a line that ended early ends there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.pictures.box import Box, Line, around
from bot.pictures.words import ScreenWords

WRAP_SLACK = 2.7
"""Characters of room a wrapped line may leave: a mark that may not begin a line takes its neighbour along."""

DOUBTFUL = 0.8
"""Chance below which a character counts as doubtful: what the model has no letter for (哋, 㗎) reads as another
one at 0.2 to 0.8, and every right character of the clean screens in tests/pictures but one in fifty is above."""


SMALL = 0.92
"""The app sets a time smaller than what was written; boxes of lines blur the difference a little."""


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """Lines that stand side by side."""

    lines: tuple[Line, ...]

    @property
    def box(self) -> Box:
        """The box around them."""
        return around(line.box for line in self.lines)

    @property
    def text(self) -> str:
        """Their words with a space where there was a gap between Latin words."""
        text = ""
        for line in self.lines:
            text = f"{text}{_between(text, line.text)}{line.text}"
        return text


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Lines put into rows, from top to bottom and in each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle[1]):
        if rows and line.box.beside(rows[-1][0].box) > 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [Row(tuple(sorted(row, key=lambda line: line.box.left))) for row in rows]


def joined(lines: Sequence[Line]) -> str:
    """The text of one bubble."""
    rows = rows_of(lines)
    if not rows:
        return ""
    edge = max(row.box.right for row in rows)
    pitch = _pitch(lines)
    text = rows[0].text
    for above, row in pairwise(rows):
        room = (edge - above.box.right) / pitch
        ended = room > WRAP_SLACK + _first_run(row.text)
        text = f"{text}\n{row.text}" if ended else f"{text}{_between(text, row.text)}{row.text}"
    return text


def doubtful(lines: Sequence[Line]) -> int:
    """How many characters the model was unsure of."""
    return sum(chance < DOUBTFUL for line in lines for chance in line.sure)


def without_time(lines: Sequence[Line], words: ScreenWords, *, merged: bool) -> list[Line]:
    """Lines without the time and ticks a bubble carries in its corner; ``merged`` also inside the last line."""
    rows = rows_of(lines)
    if not rows:
        return []
    last = rows[-1].lines[-1]
    kept = [line for line in lines if line is not last]
    if kept and words.is_mark(last.text) and _is_small(last, kept):
        return without_time(kept, words, merged=merged)
    if kept and words.is_time(last.text) and (merged or _is_small(last, kept)):
        return kept
    cut = words.time_at_end(last.text) if merged or words.ticks_at_end(last.text) else None
    return [*kept, last.without(last.text[:cut].rstrip())] if cut else list(lines)


def _is_small(last: Line, others: Sequence[Line]) -> bool:
    return last.box.height < SMALL * median(line.box.height for line in others)


def has_time(lines: Sequence[Line], words: ScreenWords) -> bool:
    """Whether the last line is, or ends in, a time of day."""
    rows = rows_of(lines)
    if not rows:
        return False
    last = rows[-1].lines[-1].text
    return words.is_time(last) or words.time_at_end(last) is not None


def _between(before: str, after: str) -> str:
    if not before or not after:
        return ""
    latin = before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha()
    return " " if latin and "/" not in before.rsplit(maxsplit=1)[-1] else ""


def _first_run(text: str) -> float:
    """How many characters wide the part is that cannot be broken, beyond one."""
    run = 0
    while run < len(text) and text[run].isascii() and not text[run].isspace():
        run += 1
    return max(0.0, run * 0.55 - 1.0)


def _pitch(lines: Sequence[Line]) -> float:
    """Pixels from one character to the next."""
    steps = [after - before for line in lines for before, after in pairwise(line.ends)]
    wide = sorted(steps)[len(steps) // 2 :]
    return median(wide) if wide else max(line.box.height for line in lines)
