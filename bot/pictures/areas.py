"""The evenly coloured area each line stands on: a bubble, a card, a field, or the page itself.

A bubble is found by its colour and not by the distance of its lines: an area of one colour around a line,
bounded by another colour, holds exactly the lines of that bubble in every app, light or dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.pictures.box import Box, Line
from bot.pictures.opening import Pixels

WORKING_WIDTH = 540
"""Pixels the shorter side is brought to for this: a bubble's edge is still a pixel wide."""

NEAR = 6
"""Levels of 255 a colour may differ within one area; the closest pair we know of, WeChat's field on its bar,
differs by 8, page and bubble by 18 and more."""

NEAR_IN_PHOTO = 9
GRAIN_OF_PHOTO = 1.6
"""Mean difference to a smoothed copy from which a picture counts as photographed or strongly compressed."""

SAME = 3
"""Levels within which two lines' backgrounds are looked for together."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of one colour: where it is, what share of that box it fills, its colour (red, green, blue)."""

    box: Box
    filled: float
    colour: tuple[int, int, int]

    @property
    def vivid(self) -> bool:
        """Green or blue rather than a shade of grey: how every app paints one's own bubbles."""
        red, green, blue = self.colour
        return max(green, blue) - red > 28 or (green - max(red, blue) > 12)


def areas_of(picture: Pixels, lines: Sequence[Line]) -> list[Area]:
    """The area of each line, in the order of the lines; equal areas are the same object."""
    scale = min(1.0, WORKING_WIDTH / min(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    smooth = cv2.medianBlur(small, 3)
    grain = float(np.abs(small.astype(np.int16) - smooth).mean())
    finder = _Finder(np.asarray(smooth, np.int16), scale, NEAR_IN_PHOTO if grain > GRAIN_OF_PHOTO else NEAR)
    return [finder.area(line.box) for line in lines]


class _Finder:
    """Keeps what was already separated, because many lines stand on the same colour."""

    def __init__(self, picture: NDArray[np.int16], scale: float, near: int) -> None:
        self._picture, self._scale, self._near = picture, scale, near
        self._separated: list[tuple[NDArray[np.int16], NDArray[np.int32], NDArray[np.int32]]] = []
        self._known: dict[tuple[int, int], Area] = {}

    def area(self, box: Box) -> Area:
        left, top, right, bottom = (round(side * self._scale) for side in (box.left, box.top, box.right, box.bottom))
        rows, columns = _span(top, bottom), _span(left, right)
        patch = self._picture[rows, columns]
        number, labels, boxes = self._separate(_background(patch))
        counts = np.bincount(labels[rows, columns].ravel())
        counts[0] = 0
        label = int(counts.argmax())
        if not counts.any():
            return Area(box, 1.0, _colour(_background(patch)))
        return self._known.setdefault((number, label), self._area(boxes[label], _background(patch)))

    def _separate(self, colour: NDArray[np.int16]) -> tuple[int, NDArray[np.int32], NDArray[np.int32]]:
        for number, (known, labels, boxes) in enumerate(self._separated):
            if np.abs(known - colour).max() <= SAME:
                return number, labels, boxes
        mask = (np.abs(self._picture - colour).max(axis=2) <= self._near).astype(np.uint8)
        _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        found = np.asarray(labels, np.int32), np.asarray(boxes, np.int32)
        self._separated.append((colour, *found))
        return len(self._separated) - 1, *found

    def _area(self, stats: NDArray[np.int32], colour: NDArray[np.int16]) -> Area:
        left, top, width, height, pixels = (int(value) for value in stats)
        sides = (left, top, left + width, top + height)
        return Area(Box(*(side / self._scale for side in sides)), pixels / max(1, width * height), _colour(colour))


def _span(start: int, end: int) -> slice:
    begin = max(0, start)
    return slice(begin, begin + max(2, end - start))


def _background(patch: NDArray[np.int16]) -> NDArray[np.int16]:
    """The colour most pixels of a line share: more of a line is paper than ink."""
    flat = patch.reshape(-1, 3)
    bins = (flat // 16).astype(np.int32)
    codes = bins[:, 0] * 256 + bins[:, 1] * 16 + bins[:, 2]
    most = np.bincount(codes).argmax()
    return np.asarray(np.median(flat[codes == most], axis=0), np.int16)


def _colour(value: NDArray[np.int16]) -> tuple[int, int, int]:
    red, green, blue = (int(part) for part in value)
    return red, green, blue
