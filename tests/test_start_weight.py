"""A bot that starts does not load what most people never need: a small machine has to be enough."""

from __future__ import annotations

import subprocess
import sys

LATER = ("aiohttp", "cv2", "icalendar", "numpy", "onnxruntime", "opencc", "sklearn", "typst")
"""Loaded with the first file, picture, paper or forwarded message; together more than the bot itself."""


def test_what_is_needed_later_is_loaded_later() -> None:
    asked = "import bot.commands.run, sys; print(' '.join(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert not set(said.split()) & set(LATER)
