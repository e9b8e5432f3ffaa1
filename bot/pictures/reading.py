"""One picture from bytes to messages, in the process it is called in."""

from __future__ import annotations

from pathlib import Path

import cv2

from bot.pictures.layout import messages_of
from bot.pictures.opening import NotReadable, open_picture
from bot.pictures.recognition import Recognizer
from bot.pictures.screenshot import Reason, Refusal, Screenshot
from bot.pictures.words import load_words


class PictureReading:
    """Models and words, loaded once. Takes 350 MB: the bot itself uses ``reader`` instead."""

    def __init__(self, words_file: Path, threads: int) -> None:
        cv2.setNumThreads(threads)
        self._words = load_words(words_file)
        self._recognizer = Recognizer(threads)

    def read(self, data: bytes) -> Screenshot | Refusal:
        """The messages of a picture file, or why there are none."""
        try:
            picture = open_picture(data)
        except NotReadable as refused:
            return Refusal(refused.reason)
        upright, lines = self._recognizer.read(picture)
        messages = messages_of(upright, lines, self._words)
        return Screenshot(messages) if messages else Refusal(Reason.NO_TEXT)
