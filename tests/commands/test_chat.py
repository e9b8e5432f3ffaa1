"""The conversation in a terminal, through a pipe: a line is what a person would tap or type."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def talk(*lines: str) -> str:
    """What the terminal shows after these lines."""
    command = [sys.executable, "-m", "bot", "chat"]
    said = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, cwd=ROOT, check=True)
    return said.stdout


def test_a_number_on_a_scale_is_that_number_and_not_a_place_in_the_list():
    """9 asks the safety question, which 8 buttons of a list would not; a number elsewhere taps that button."""
    shown = talk("/checkin", "9", "1")

    assert "    0 1 2 3 4 5 6 7 8 9 10\n" in shown
    assert "有没有想过不想活" in shown
    assert shown.rstrip().endswith("先跳过")


def test_words_of_a_button_and_all_else_are_typed():
    shown = talk("难受", "3", "准备怎么回", "简体")

    assert "你在哪里？" in shown
