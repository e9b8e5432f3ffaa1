"""Lines put together to what stands on one area: bubbles, cards, fields, and what is left loose on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from bot.pictures.areas import Area
from bot.pictures.box import Box, Line, around

FULL_WIDTH = 0.93
"""Share of the page's width from which an area is the page, a header or a bar; cards stay a little under it."""

CARD_WIDTH = 0.985
CARD_INSET = 0.012
"""A notification's card has a margin of its own on both sides, however small; a bar has none."""

CARD_HEIGHT = 0.3
LEAST_FILLED = 0.4
"""A bubble fills its box but for its text and its rounded corners; a pattern's scraps do not."""

PAGE_SHARE = 0.3
"""Share of the picture an area has to span to be taken for the page of a photographed screen."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
        return inset and FULL_WIDTH - 0.08 <= self.share(box) <= CARD_WIDTH and box.height < CARD_HEIGHT * self.box.height


def page_of(areas: Sequence[Area], width: int, height: int) -> Page:
    """The page: of a photograph the largest area something stands on, else the whole picture."""
    whole = Box(0, 0, width, height)
    largest = max((area.box for area in areas), key=lambda box: box.width * box.height, default=whole)
    spans = largest.width * largest.height / (width * height)
    return Page(largest if PAGE_SHARE < spans < 0.8 and largest.height > height * 0.6 else whole)


def grouped(lines: Sequence[Line], areas: Sequence[Area], page: Page) -> tuple[list[Bubble], list[Line]]:
    """Bubbles from top to bottom, and the lines that stand on the page, its bars or a pattern."""
    members: dict[Area, list[Line]] = {}
    loose: list[Line] = []
    for line, area in zip(lines, areas, strict=True):
        if _bounded(area, line, page):
            members.setdefault(area, []).append(line)
        else:
            loose.append(line)
    bubbles = [Bubble(area.box, tuple(inside), area) for area, inside in members.items()]
    return sorted(bubbles, key=lambda bubble: bubble.box.top), loose


def _bounded(area: Area, line: Line, page: Page) -> bool:
    if area.filled < LEAST_FILLED or not area.box.holds(line.box, slack=line.box.height * 0.45):
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


def _continues(above: Line, line: Line) -> bool:
    size = min(above.box.height, line.box.height)
    alike = max(above.box.height, line.box.height) < size * 1.4
    below = -0.3 * size < line.box.top - above.box.bottom < size * 0.8
    return alike and below and abs(line.box.left - above.box.left) < size * 1.2
