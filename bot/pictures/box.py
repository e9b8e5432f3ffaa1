"""Where something stands in a picture, and a line of text that was read there. Pixels, from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, as x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def beside(self, other: Box) -> float:
        """How much of the lower of the two stands at the same height as the other, 0 to 1."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, shared) / max(1.0, min(self.height, other.height))

    def overlap(self, other: Box) -> float:
        """What both share of what both cover together, 0 to 1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        shared = max(0.0, across) * max(0.0, down)
        return shared / max(1.0, self.width * self.height + other.width * other.height - shared)

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the other lies inside, give or take ``slack`` pixels."""
        return (
            self.left - slack <= other.left
            and self.right + slack >= other.right
            and self.top - slack <= other.top
            and self.bottom + slack >= other.bottom
        )


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line as it was read. ``ends`` gives for each character of ``text`` where it ends (x), ``sure`` how sure."""

    box: Box
    text: str
    ends: tuple[float, ...]
    sure: tuple[float, ...]

    def without(self, text: str) -> Line:
        """The line with only its beginning ``text``."""
        length = len(text)
        right = self.ends[length - 1] if length else self.box.left
        box = replace(self.box, right=max(right, self.box.left + 1.0))
        return Line(box, text, self.ends[:length], self.sure[:length])


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of at least one."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )
