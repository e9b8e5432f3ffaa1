"""How a run with the mock collector goes: which moves, when it ends, what is said about it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.content.library import load_library
from bot.content.rehearsal import MOVES
from bot.language.region import Region
from bot.language.understanding import load_readers
from bot.rehearsal.behaviours import read_reply
from bot.rehearsal.run import Run, answered, is_over, next_move, result
from tests.rehearsal.replies_figures import CONTENT

LIBRARY, READERS = load_library(CONTENT), load_readers(CONTENT)
SCORE, ALL_MOVES = LIBRARY.score, LIBRARY.moves.moves


def after(*replies: str, cap: int | None = 500) -> Run:
    """A run in which these were the replies."""
    run = Run("gentle", seed=0)
    for reply in replies:
        move = next_move(ALL_MOVES, run).id
        limit = None if cap is None else Decimal(cap)
        amount = lambda text: READERS.amount(text, Region.MAINLAND)  # noqa: E731
        reading = read_reply(reply, move, limit, LIBRARY.replies, amount)
        run = answered(replace(run, used=(*run.used, move)), reply, reading, SCORE)
    return run


def played(seed: int, count: int) -> list[str]:
    """The moves of a run."""
    run = Run("hard", seed)
    for _ in range(count):
        run = replace(run, used=(*run.used, next_move(ALL_MOVES, run).id))
    return list(run.used)


@pytest.mark.parametrize("seed", range(12))
def test_no_move_comes_twice_in_a_run_and_every_pressure_comes(seed: int) -> None:
    moves = played(seed, SCORE.exchanges)
    pressures = {LIBRARY.moves.get(move).pressure for move in moves}
    assert (len(set(moves)), len(pressures), moves[0]) == (SCORE.exchanges, 4, "today_or_else")


def test_every_move_comes_within_three_runs() -> None:
    assert len({move for seed in range(3) for move in played(seed, SCORE.exchanges)}) == MOVES


def test_a_run_ends_after_eight_replies() -> None:
    assert [is_over(after(*["我在听"] * count), SCORE) for count in (7, 8)] == [False, True]


def test_a_calm_close_ends_a_run_once_enough_was_done() -> None:
    asked = ("请问哪家公司，工号多少", "本金和利息各多少", "请发书面给我")
    assert not is_over(after(*asked), SCORE)
    assert is_over(after(*asked, "我核对后明天回复你，先这样"), SCORE)


def test_closing_twice_ends_a_run_whatever_was_done() -> None:
    close = "我核对后再回复你，先这样"
    assert [is_over(after(*[close] * count), SCORE) for count in (1, 2)] == [False, True]


def test_a_reply_that_promises_too_much_wins_no_point_for_its_offer() -> None:
    won = result(after("每月还2000"), SCORE).won
    assert ("offer" in won, "no_over_promise" in won) == (False, False)


def test_an_insult_is_not_scolded_it_only_wins_no_calm_close() -> None:
    found = result(after("滚，先这样再见"), SCORE)
    assert set(found.won) == {"no_over_promise", "kept_private"}


def test_a_long_story_is_no_short_reason() -> None:
    assert "gave_reason" in result(after("我失业了。正在找活。"), SCORE).won
    assert "gave_reason" not in result(after("我失业了。正在找活。家里还有老人。孩子要上学。"), SCORE).won


def test_what_to_try_next_is_what_costs_most_first() -> None:
    assert result(after("好，我今天一定还"), SCORE).lost[0] == "no_over_promise"


def test_the_best_line_shows_most_without_a_slip() -> None:
    run = after("请问哪家公司", "本金利息各多少，请发书面给我", "好，我今天一定还，工号多少，请发书面，核对后回复你")
    assert run.best == "本金利息各多少，请发书面给我"


def test_a_line_too_long_for_a_bubble_is_never_the_best() -> None:
    assert after("请问哪家公司，请发书面给我，" + "我在听" * 40).best == ""
