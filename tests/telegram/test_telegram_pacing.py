"""Speed limits and waiting times, with a clock of the test's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.backoff import Backoff
from bot.telegram.pacing import MOST_BUCKETS, Bucket, Pacing, Parking


def test_a_chat_takes_three_at_once_and_then_one_a_second():
    pacing = Pacing()

    waits = [pacing.reserve_in_chat(1, now=100.0) for _ in range(6)]

    assert waits == [0, 0, 0, 1, 2, 3]


def test_chats_have_limits_of_their_own():
    pacing = Pacing(chat_burst=1)

    assert [pacing.reserve_in_chat(chat, now=0.0) for chat in (1, 2, 1, 2)] == [0, 0, 1, 1]


def test_all_chats_together_take_thirty_a_second():
    pacing = Pacing()

    waits = [pacing.reserve_overall(now=0.0) for _ in range(61)]

    assert waits[29] == 0
    assert waits[60] == pytest.approx(31 / 30)


def test_what_may_wait_leaves_room_for_those_who_talk():
    pacing = Pacing()

    taken = [pacing.take_spare(now=0.0) for _ in range(7)]

    assert taken[:6] == [0.0] * 6
    assert taken[6] == pytest.approx(1 / 30)
    assert [pacing.reserve_overall(now=0.0) for _ in range(24)] == [0.0] * 24


@pytest.mark.parametrize("overall", [1, 2, 5, 30, 60])
def test_what_may_wait_goes_out_as_fast_as_the_limit_at_any_speed(overall):
    pacing = Pacing(overall=overall)
    now, sent = 0.0, 0
    while now < 60:
        wait = pacing.take_spare(now)
        sent += wait == 0
        now += max(wait, 0.001)

    assert sent == pytest.approx(60 * overall, abs=overall + 1)


def test_a_limit_of_zero_holds_nothing_back():
    pacing = Pacing(per_chat=0, overall=0)

    assert {pacing.reserve_in_chat(1, 0.0) + pacing.reserve_overall(0.0) for _ in range(1000)} == {0.0}
    assert {pacing.take_spare(0.0) for _ in range(1000)} == {0.0}


def test_a_clock_set_back_does_not_hold_up_anybody():
    bucket = Bucket(rate=1, burst=2)
    bucket.reserve(1000.0)

    assert bucket.reserve(10.0) == 0


def test_idle_chats_are_forgotten_and_busy_ones_are_not():
    pacing = Pacing(chat_burst=1)
    for chat in range(MOST_BUCKETS):
        pacing.reserve_in_chat(chat, now=0.0)
    pacing.reserve_in_chat(0, now=10.0)

    pacing.reserve_in_chat(-1, now=10.0)

    assert pacing.remembered == 2
    assert pacing.reserve_in_chat(0, now=10.0) == 1


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.floats(0.5, 40), st.integers(1, 10))
def test_no_second_sees_more_than_burst_and_rate(gaps: list[float], rate: float, burst: int):
    bucket, now, sent = Bucket(rate, burst), 0.0, []
    for gap in gaps:
        now += gap
        sent.append(now + bucket.reserve(now))

    assert sent == sorted(sent)
    for begin in sent:
        assert sum(begin <= at < begin + 1 for at in sent) <= burst + rate + 1


def test_a_refused_chat_waits_and_others_do_not():
    parking = Parking()
    parking.park(1, 30, now=100.0)

    assert parking.wait(1, now=110.0) == 20
    assert parking.wait(2, now=110.0) == 0
    assert parking.wait(1, now=131.0) == 0


def test_three_refused_chats_within_five_seconds_stop_everybody():
    parking = Parking()
    for second, chat in enumerate((1, 2, 3)):
        parking.park(chat, 10, now=float(second))

    assert parking.wait(99, now=2.0) == 10


@pytest.mark.parametrize(
    "hits",
    [
        [(0.0, 1), (1.0, 1), (2.0, 1)],  # one chat, again and again
        [(0.0, 1), (6.0, 2), (12.0, 3)],  # far apart
    ],
)
def test_one_chat_or_hits_far_apart_stop_nobody_else(hits: list[tuple[float, int]]):
    parking = Parking()
    for now, chat in hits:
        parking.park(chat, 10, now)

    assert parking.wait(99, now=hits[-1][0]) == 0


def test_waits_double_up_to_their_cap():
    backoff = Backoff(first=1, cap=8, draw=lambda: 1.0)

    assert [backoff.wait(failures) for failures in range(1, 7)] == [1, 2, 4, 8, 8, 8]
    assert backoff.wait(100_000) == 8


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_wait_lies_between_half_and_whole(failures: int, drawn: float):
    whole = Backoff(draw=lambda: 1.0).wait(failures)

    assert whole / 2 <= Backoff(draw=lambda: drawn).wait(failures) <= whole
