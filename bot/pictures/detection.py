"""Finds where lines of text stand, with the detection model that ships in the rapidocr package.

A long scrolled screenshot is looked at in windows, each about as high as a phone: shrunk as a whole its
characters would be too small to be found.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from bot.pictures.opening import Pixels

Quads = NDArray[np.float32]
"""n × 4 × 2: corners of each line, clockwise from the top left."""

MODELS = files("rapidocr") / "models"

PORTRAIT_AREA = 480 * 1060
"""Pixels a phone screen is shrunk to before looking for lines: 12-point type is still 12 pixels high, and the
peak of memory is half of that at full size, with the same characters read on the screens in tests/pictures."""

LANDSCAPE_AREA = 1400 * 800
"""The same for a computer's screen, whose type is smaller beside the whole."""

WINDOW = 2.5
"""Height over width from which a picture is looked at in windows."""

TILT_WORTH = math.radians(0.5)
"""From here on a photograph is turned upright: half a degree moves a line by a third of its height."""


class Detector:
    """The detection model, loaded once."""

    def __init__(self, threads: int) -> None:
        self._engine = RapidOCR(params=_parameters(threads))

    def lines(self, picture: Pixels) -> Quads:
        """Corners of every line."""
        found = [
            self._in_window(picture[top:bottom]) + np.array((0, top), np.float32) for top, bottom in windows(picture)
        ]
        return np.concatenate(found)

    def _in_window(self, window: Pixels) -> Quads:
        height, width = window.shape[:2]
        area = PORTRAIT_AREA if height > width else LANDSCAPE_AREA
        scale = min(1.0, math.sqrt(area / (height * width)))
        small = cv2.resize(window, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        bgr = np.ascontiguousarray(small[:, :, ::-1])
        boxes = getattr(self._engine(bgr, use_det=True, use_cls=False, use_rec=False), "boxes", None)
        if boxes is None or len(boxes) == 0:
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(boxes, np.float32) / np.float32(scale)


def _parameters(threads: int) -> dict[str, Any]:
    return {
        "Global.log_level": "critical",
        "Global.max_side_len": 4000,
        "Global.use_cls": False,
        "Det.limit_side_len": 4000,
        "Det.limit_type": "max",
        "Det.model_path": str(MODELS / "PP-OCRv6_det_small.onnx"),
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def windows(picture: Pixels) -> Iterator[tuple[int, int]]:
    """Top and bottom of each window; cut where a row of pixels is most even, so no line of text is cut."""
    height, width = picture.shape[:2]
    most = int(width * WINDOW)
    top = 0
    while height - top > most:
        first = top + int(most * 0.8)
        unrest = picture[first : top + most].astype(np.int16)
        rows = np.abs(np.diff(unrest, axis=1)).sum(axis=(1, 2))
        quiet = np.convolve(rows, np.ones(9), mode="same")
        bottom = first + int(np.argmin(quiet))
        yield top, bottom
        top = bottom
    yield top, height


def tilt_of(quads: Quads) -> float:
    """How far the lines are turned, in radians: the median over lines long enough to tell."""
    across = quads[:, 1] - quads[:, 0]
    lengths = np.hypot(across[:, 0], across[:, 1])
    heights = np.hypot(*(quads[:, 3] - quads[:, 0]).T)
    long = lengths > heights * 3
    return float(np.median(np.arctan2(across[long, 1], across[long, 0]))) if long.any() else 0.0


def turned(picture: Pixels, tilt: float) -> Pixels:
    """The picture turned back by ``tilt``."""
    height, width = picture.shape[:2]
    turning = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(tilt), 1.0)
    upright = cv2.warpAffine(picture, turning, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(upright, np.uint8)
