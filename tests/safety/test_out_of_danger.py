"""Somebody threatened at the door is believed when they write that they are safe, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.safety.crisis_hearing import is_out_of_danger

LIBRARY = load_library(Path(__file__).parents[2] / "content")


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("安全了", True),
        ("我現在安全了", True),
        ("冇事喇", True),
        ("他们走了", True),
        ("佢哋走咗喇", True),
        ("警察到了", True),
        ("差人嚟咗", True),
        ("已经离开了到朋友家", True),
        ("不安全", False),
        ("不太安全", False),
        ("他们还没走", False),
        ("他走了又回来", False),
        ("我没事他打我孩子", False),
        ("走不了", False),
        ("安全？", False),
    ],
)
def test_only_who_says_to_be_safe_is_taken_for_safe(said: str, safe: bool) -> None:
    assert is_out_of_danger(said, LIBRARY.crisis, LIBRARY.care) is safe
