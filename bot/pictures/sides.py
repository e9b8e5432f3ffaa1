"""Whose bubble is whose: by the margins, then by edges and colours shared with bubbles that are clear."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.areas import Area
from bot.pictures.bubbles import Bubble, Page
from bot.pictures.screenshot import Sender

CLEAR = 0.09
"""Difference of the margins, as a share of the page, that decides alone. WeChat's longest bubbles stay below."""

ALIGNED = 0.012
ALIKE = 14
"""Levels of 255 in which two bubbles of one side may differ."""


def senders(bubbles: Sequence[Bubble], page: Page) -> list[Sender]:
    """The sender of each bubble, in their order."""
    clear = {index: side for index, bubble in enumerate(bubbles) if (side := _by_margin(bubble, page))}
    known = [(bubbles[index], side) for index, side in clear.items()]
    return [clear.get(index) or _by_company(bubble, known, page) for index, bubble in enumerate(bubbles)]


def _by_margin(bubble: Bubble, page: Page) -> Sender | None:
    left, right = page.margins(bubble.box)
    if page.is_card(bubble.box):
        return Sender.THEM
    if abs(left - right) < CLEAR:
        return None
    return Sender.ME if right < left else Sender.THEM


def _by_company(bubble: Bubble, known: Sequence[tuple[Bubble, Sender]], page: Page) -> Sender:
    """Nearly as wide as the page: the colour of the others decides, then its own, then their edges."""
    area = bubble.area
    for other, side in known:
        if area and other.area and _alike(area, other.area):
            return side
    if area and area.vivid:
        return Sender.ME
    if any(side is Sender.ME and other.area and other.area.vivid for other, side in known):
        return Sender.THEM
    shared = any(side is Sender.ME and _share_edge(bubble, other, page) for other, side in known)
    return Sender.ME if shared else Sender.THEM


def _share_edge(bubble: Bubble, other: Bubble, page: Page) -> bool:
    """Whether both end at the same distance from the right."""
    return abs(page.margins(bubble.box)[1] - page.margins(other.box)[1]) < ALIGNED


def _alike(one: Area, other: Area) -> bool:
    return max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True)) < ALIKE
