"""The points of the linear model."""

from __future__ import annotations

from bot.content.crisis import Scale
from bot.safety.crisis_score import WINDOW, is_enough, runs, score, windows

SCALE = Scale(enough=2.0, start=-1.0, points={"楼顶": 2.0, "^风": 1.5, "票价": -3.0})


def test_points_are_added_once_for_each_run_that_is_there() -> None:
    assert score("楼顶楼顶", SCALE) == 1.0
    assert score("风大楼顶", SCALE) == 2.5
    assert score("票价", SCALE) == -4.0


def test_ends_and_what_was_taken_out_are_runs_too() -> None:
    assert {"^风", "大|", "#$"} <= runs("风大\n\0")


def test_points_do_not_pile_up_over_a_long_text() -> None:
    far_apart = "风" + "平" * (3 * WINDOW) + "楼顶"
    assert score(far_apart, SCALE) >= SCALE.enough
    assert not is_enough(far_apart, SCALE)
    assert is_enough("风大" + "平" * 20 + "楼顶" + "平" * (3 * WINDOW), SCALE)


def test_every_character_is_in_a_window() -> None:
    for length in (0, 1, WINDOW, WINDOW + 1, 1000):
        text = "".join(chr(0x4E00 + index) for index in range(length))
        assert set("".join(windows(text))) == set(text)


def test_a_scale_without_points_raises_nothing() -> None:
    assert not is_enough("楼顶", Scale())
