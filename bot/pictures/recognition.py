"""Reads one line after the other with the recognition model that ships in the rapidocr package.

The model is asked here and not through the package, because layout wants to know of every character where
it ends and how sure the model is. One line at a time is the fastest on two cores: nothing is padded.
"""

from __future__ import annotations

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.pictures.box import Box, Line
from bot.pictures.detection import MODELS, TILT_WORTH, Detector, Quads, tilt_of, turned
from bot.pictures.opening import Pixels

LINE_HEIGHT = 48
"""Pixels; what the model was trained on."""

SHORTEST, LONGEST = 64, 3200
"""Width of a line as the model is given it; a longer one is squeezed."""

LEAST_SURE = 0.35
"""Mean over a line below which it is an icon or a pattern and no text."""

BLANK = 0


class Recognizer:
    """Detection and recognition, loaded once."""

    def __init__(self, threads: int) -> None:
        self._detector = Detector(threads)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.enable_cpu_mem_arena = False
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        model = str(MODELS / "PP-OCRv6_rec_small.onnx")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def read(self, picture: Pixels) -> tuple[Pixels, list[Line]]:
        """The picture, turned upright where it was photographed askew, and its lines from top to bottom."""
        quads = self._detector.lines(picture)
        tilt = tilt_of(quads)
        if abs(tilt) > TILT_WORTH:
            picture = turned(picture, tilt)
            quads = self._detector.lines(picture)
        lines = (self._line(picture, quad) for quad in quads)
        return picture, sorted((line for line in lines if line), key=lambda line: (line.box.top, line.box.left))

    def _line(self, picture: Pixels, quad: Quads) -> Line | None:
        strip = _strip(picture, quad)
        if strip is None:
            return None
        chances = np.asarray(self._session.run(None, {self._input: strip})[0])[0]
        text, places, sure = self._decoded(chances)
        if not text or sum(sure) / len(sure) < LEAST_SURE:
            return None
        left, top = quad.min(axis=0)
        right, bottom = quad.max(axis=0)
        step = (right - left) / len(chances)
        ends = [float(left + (place + 1) * step) for place in places]
        return _trimmed(Line(Box(float(left), float(top), float(right), float(bottom)), text, tuple(ends), tuple(sure)))

    def _decoded(self, chances: NDArray[np.float32]) -> tuple[str, list[int], list[float]]:
        """Characters with the last column and the best chance of each: equal neighbours are one, blanks none."""
        best = chances.argmax(axis=1)
        text: list[str] = []
        places: list[int] = []
        sure: list[float] = []
        before = BLANK
        for place, letter in enumerate(best.tolist()):
            chance = float(chances[place, letter])
            if letter != BLANK and letter == before:
                places[-1], sure[-1] = place, max(sure[-1], chance)
            elif letter != BLANK:
                text.append(self._letters[letter])
                places.append(place)
                sure.append(chance)
            before = letter
        return "".join(text), places, sure


def _trimmed(line: Line) -> Line | None:
    start = len(line.text) - len(line.text.lstrip())
    kept = line.text.strip()
    end = start + len(kept)
    return Line(line.box, kept, line.ends[start:end], line.sure[start:end]) if kept else None


def _strip(picture: Pixels, quad: Quads) -> NDArray[np.float32] | None:
    """The line cut out, made level, and brought to the model's height and range (-1 to 1)."""
    width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    if height < 4 or width < 4 or height > width * 3:
        return None
    wide = int(np.clip(round(float(width / height) * LINE_HEIGHT), SHORTEST, LONGEST))
    target = np.array([[0, 0], [wide, 0], [wide, LINE_HEIGHT], [0, LINE_HEIGHT]], np.float32)
    moving = cv2.getPerspectiveTransform(quad, target)
    level = cv2.warpPerspective(picture, moving, (wide, LINE_HEIGHT), flags=cv2.INTER_AREA)
    scaled = level[:, :, ::-1].astype(np.float32) / 127.5 - 1.0
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])
