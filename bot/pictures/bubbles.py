"""Lines put together to what stands on one area: bubbles, cards, fields, and what is left loose on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from bot.pictures.areas import Area
from bot.pictures.box import Box, Line, around

FULL_WIDTH = 0.93
"""Share of the page's width from which an area is the page, a header or a bar; cards stay a little under it."""

CARD_WIDTH = 0.85
CARD_INSET = 0.012
"""A notification's card has a margin of its own on both sides, however small; a bar has none."""

CARD_HEIGHT = 0.3
LEAST_FILLED = 0.4
"""A bubble fills its box but for its text and its rounded corners; a pattern's scraps do not."""

UNEVEN = 14
"""Levels of 255 between the top and the bottom of one bubble in a photograph."""

SAME_BOX = 0.8

PHOTO_SHARE = 0.93
"""A page narrower than this share of the picture was photographed, with something around the phone."""

PHONE_SHAPE = 1.8
"""Height over width of the lowest phones: what is read of a photographed screen may end far above its foot."""

CLOSE = 0.4
"""Lines of empty height within one bubble; between two bubbles stand their edges and more."""

FAR_ENDS = 0.4
"""Share of the width that is empty between the clock and the battery."""

LEAST_SOLID = 0.25
"""The same for a part of the page, which holds all bubbles; scraps around their edges fill less."""

ROOM = 1.8
"""Lines of empty height above, below or within its text from which an area is no bubble but a patch of the page."""

PAGE_SHARE = 0.6
"""Share of the picture's width an area has to span to be taken for a part of the page."""


@dataclass(frozen=True, slots=True, repr=False)
class Bubble:
    """Lines that stand on one area, from top to bottom."""

    box: Box
    lines: tuple[Line, ...]
    area: Area | None = None

    @property
    def text_box(self) -> Box:
        """The smallest box around the lines."""
        return around(line.box for line in self.lines)

    @property
    def type_size(self) -> float:
        """Median height of a line, in pixels."""
        return median(line.box.height for line in self.lines)

    @property
    def letters(self) -> int:
        """Characters in all lines."""
        return sum(len(line.text) for line in self.lines)

    def with_lines(self, lines: Sequence[Line]) -> Bubble:
        """The same bubble with fewer lines."""
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """The screen within the picture, and how far things stand from its sides as shares of its width."""

    box: Box

    def margins(self, box: Box) -> tuple[float, float]:
        """Left and right."""
        return (box.left - self.box.left) / self.box.width, (self.box.right - box.right) / self.box.width

    def share(self, box: Box) -> float:
        """The width as a share of the page's."""
        return box.width / self.box.width

    def depth(self, box: Box) -> float:
        """How far down the middle stands, 0 at the top and 1 at the bottom."""
        return (box.middle[1] - self.box.top) / self.box.height

    def is_centred(self, box: Box, slack: float = 0.05) -> bool:
        """Whether both margins are alike."""
        left, right = self.margins(box)
        return abs(left - right) < slack

    def is_card(self, box: Box) -> bool:
        """Whether it is wide and low with small, equal margins: a notification."""
        left, right = self.margins(box)
        inset = min(left, right) >= CARD_INSET and abs(left - right) < 0.03
        low = box.height < CARD_HEIGHT * self.box.height
        return inset and low and self.share(box) >= CARD_WIDTH


def page_of(lines: Sequence[Line], areas: Sequence[Area], width: int, height: int) -> Page:
    """The page: as wide as its bars and its open spaces, which in a photograph are less than the picture."""
    solid = [bubble for bubble in _gathered(lines, areas) if bubble.area and bubble.area.filled > LEAST_SOLID]
    wide = [bubble for bubble in solid if bubble.box.width > PAGE_SHARE * width]
    if any(bubble.box.width > PHOTO_SHARE * width for bubble in wide):
        return Page(Box(0, 0, width, height))
    parts = [bubble.box for bubble in wide if not _is_snug(bubble)]
    parts = parts or _bars(wide, height)
    if not parts:
        return Page(Box(0, 0, width, height))
    across = around(parts)
    if across.width > PHOTO_SHARE * width:
        return Page(Box(across.left, 0, across.right, height))
    down = around(area.box for area in areas)
    bottom = min(height, max(down.bottom, down.top + PHONE_SHAPE * across.width))
    return Page(Box(across.left, down.top, across.right, bottom))


def _bars(wide: Sequence[Bubble], height: int) -> list[Box]:
    """The header and the foot of a screen, when both are there or the header is beyond doubt."""
    head = [bubble for bubble in wide if bubble.box.middle[1] < height * 0.2]
    foot = [bubble.box for bubble in wide if bubble.box.middle[1] > height * 0.8]
    sure = bool(foot) or any(_has_far_ends(bubble) for bubble in head)
    return [*(bubble.box for bubble in head), *foot] if head and sure else []


def _has_far_ends(bubble: Bubble) -> bool:
    """Something at the left and something at the right with nothing between: the clock and the battery."""
    pairs = ((one.box, other.box) for one in bubble.lines for other in bubble.lines)
    return any(one.beside(other) > 0.5 and other.left - one.right > FAR_ENDS * bubble.box.width for one, other in pairs)


def grouped(lines: Sequence[Line], areas: Sequence[Area], page: Page) -> tuple[list[Bubble], list[Line]]:
    """Bubbles from top to bottom, and the lines that stand on the page, its bars or a pattern."""
    loose: list[Line] = []
    bubbles: list[Bubble] = []
    for found in _gathered(lines, areas):
        inside = [line for line in found.lines if _bounded(found.area, line, page)]
        bubble = found.with_lines(inside)
        if inside and _is_snug(bubble):
            bubbles.append(bubble)
            loose += [line for line in found.lines if line not in inside]
        else:
            loose += found.lines
    bubbles, loose = _completed(bubbles, loose)
    return sorted(bubbles, key=lambda bubble: bubble.box.top), loose


def _completed(bubbles: Sequence[Bubble], loose: Sequence[Line]) -> tuple[list[Bubble], list[Line]]:
    """Bubbles with the loose lines that run on from theirs: uneven light let part of a bubble look like another."""
    whole, left = list(bubbles), list(loose)
    adopted = True
    while adopted:
        adopted = False
        for line in left:
            place = next((place for place, bubble in enumerate(whole) if _runs_on(bubble, line)), None)
            if place is not None:
                known = whole[place]
                lines = tuple(sorted([*known.lines, line], key=lambda one: one.box.top))
                whole[place] = Bubble(around([known.box, line.box]), lines, known.area)
                left.remove(line)
                adopted = True
                break
    return whole, left


def _runs_on(bubble: Bubble, line: Line) -> bool:
    return any(
        _continues(above, below, CLOSE)
        for above, below in (*((known, line) for known in bubble.lines), *((line, known) for known in bubble.lines))
    )


def _gathered(lines: Sequence[Line], areas: Sequence[Area]) -> list[Bubble]:
    members: dict[Area, list[Line]] = {}
    for line, area in zip(lines, areas, strict=True):
        home = next((known for known in members if _is_one(known, area)), area)
        members.setdefault(home, []).append(line)
    return [Bubble(area.box, tuple(inside), area) for area, inside in members.items()]


def _is_one(known: Area, area: Area) -> bool:
    """Whether two areas are the same one: where light falls unevenly the upper lines' colour is not the lower's."""
    if known == area:
        return True
    near = max(abs(a - b) for a, b in zip(known.colour, area.colour, strict=True)) <= UNEVEN
    return near and known.box.overlap(area.box) > SAME_BOX


def _is_snug(bubble: Bubble) -> bool:
    text, most = bubble.text_box, bubble.type_size * ROOM
    lines = sorted((line.box for line in bubble.lines), key=lambda box: box.top)
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    return max([text.top - bubble.box.top, bubble.box.bottom - text.bottom, *gaps]) < most


def _bounded(area: Area | None, line: Line, page: Page) -> bool:
    if area is None or area.filled < LEAST_FILLED or not area.box.holds(line.box, slack=line.box.height * 0.45):
        return False
    return page.share(area.box) < FULL_WIDTH or page.is_card(area.box)


def paragraphs(lines: Sequence[Line]) -> list[Bubble]:
    """Loose lines put together by their distance, their left edge and their size."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        home = next((group for group in reversed(found) if _continues(group[-1], line)), None)
        if home is None:
            found.append([line])
        else:
            home.append(line)
    return [Bubble(around(line.box for line in group), tuple(group)) for group in found]


def _continues(above: Line, line: Line, gap: float = 0.8) -> bool:
    size = min(above.box.height, line.box.height)
    alike = max(above.box.height, line.box.height) < size * 1.4
    below = -0.5 * size < line.box.top - above.box.bottom < size * gap
    return alike and below and abs(line.box.left - above.box.left) < size * 1.2
