"""When a due is spoken of, and when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.money import Money
from bot.reminders.due import Answer, Due, Mark, Stage
from bot.reminders.habit import Habit
from bot.reminders.schedule import begun, kept, next_moment, reminders_at, said
from bot.reminders.snooze import Snooze, choices, put_off
from bot.reminders.working_days import WorkingDays

TAIPEI = ZoneInfo("Asia/Taipei")
FRIDAY = date(2026, 11, 27)
HABIT = Habit(zone="Asia/Taipei")


def due(day: date = FRIDAY, version: int = 1, number: int = 1) -> Due:
    return Due(version, number, day, Money(Decimal(500), "TWD"), "銀行")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TAIPEI)


def spoken(dues: list[Due], habit: Habit, start: datetime, until: datetime) -> list[tuple[datetime, str, Stage, bool]]:
    """Everything said from ``start`` on by a bot that is never down."""
    marks: dict[str, Mark] = {}
    told = []
    moment = next_moment(dues, marks, habit, start)
    while moment is not None and moment <= until:
        now = reminders_at(dues, marks, habit, moment)
        assert now, "woken for nothing"
        told += [(moment, each.due.key, each.stage, each.late) for each in now]
        marks = said(marks, now)
        moment = next_moment(dues, marks, habit, moment)
    return told


def test_a_due_is_spoken_of_three_days_before_the_day_before_that_day_and_once_after():
    told = spoken([due()], HABIT, at(1, 0), at(30, 23))

    assert told == [
        (at(24, 10), "1.1", Stage.FUND, False),
        (at(26, 10), "1.1", Stage.EVE, False),
        (at(27, 10), "1.1", Stage.DAY, False),
        (at(28, 10), "1.1", Stage.AFTER, False),
    ]


@pytest.mark.parametrize(
    ("chosen", "hour", "minute"),
    [
        (time(8), 9, 0),  # before the quiet time ends
        (time(9), 9, 0),
        (time(20, 59), 20, 59),
        (time(21), 20, 59),  # in the quiet time
        (time(23, 30), 20, 59),
    ],
)
def test_an_hour_in_the_quiet_time_is_moved_out_of_it(chosen, hour, minute):
    told = spoken([due()], replace(HABIT, clock=chosen), at(1, 0), at(30, 23))

    assert {moment.astimezone(TAIPEI).time() for moment, *_ in told} == {time(hour, minute)}


@pytest.mark.parametrize(
    ("woken", "expected"),
    [
        (at(24, 15), (Stage.FUND, False)),  # five hours late are not worth a word
        (at(24, 17), (Stage.FUND, True)),
        (at(25, 9), (Stage.FUND, True)),  # still two days
        (at(26, 9, 30), None),  # the day before: its own hour comes soon
        (at(26, 12), (Stage.EVE, False)),  # and not the one of three days before as well
        (at(27, 20), (Stage.DAY, True)),
        (at(28, 10), (Stage.AFTER, False)),  # today's words are never said tomorrow
        (at(28, 20, 59), (Stage.AFTER, True)),
        (at(28, 21), None),  # after that evening nothing
        (at(29, 10), None),
    ],
)
def test_after_a_stop_what_is_true_today_is_said_once_and_nothing_else(woken, expected):
    told = [(each.stage, each.late) for each in reminders_at([due()], {}, HABIT, woken)]

    assert told == ([] if expected is None else [expected])


def test_what_falls_due_in_the_quiet_time_after_a_stop_waits_for_the_morning():
    assert reminders_at([due()], {}, HABIT, at(24, 22)) == []
    assert next_moment([due()], {}, HABIT, at(24, 22)) == at(25, 9)


def test_nothing_is_said_of_the_hours_before_a_plan_was_made():
    marks = begun({}, [due()], HABIT, at(26, 15))

    assert reminders_at([due()], marks, HABIT, at(26, 15)) == []
    assert next_moment([due()], marks, HABIT, at(26, 15)) == at(27, 10)


def test_off_and_muted_say_nothing_and_what_is_still_true_comes_afterwards():
    muted = replace(HABIT, muted_until=at(26, 16))

    assert next_moment([due()], {}, replace(HABIT, off=True), at(24, 10)) is None
    assert reminders_at([due()], {}, muted, at(24, 10)) == []
    assert next_moment([due()], {}, muted, at(24, 10)) == at(26, 16)


def test_cannot_pay_is_followed_by_silence():
    marks = {"1.1": Mark(Stage.FUND, answer=Answer.CANNOT)}

    assert next_moment([due()], marks, HABIT, at(24, 11)) is None
    assert reminders_at([due()], marks, HABIT, at(27, 10)) == []


def test_a_clock_set_back_says_nothing_twice():
    marks = said({}, reminders_at([due()], {}, HABIT, at(27, 10)))

    assert reminders_at([due()], marks, HABIT, at(24, 10)) == []
    assert next_moment([due()], marks, HABIT, at(24, 10)) == at(28, 10)


def test_a_new_version_of_a_plan_knows_nothing_of_what_was_said_about_the_old_one():
    marks = {"1.1": Mark(Stage.DAY)}

    assert kept(marks, [due(version=2)]) == {}


def test_days_off_before_a_due_move_the_first_reminder_and_no_other():
    days = WorkingDays(closed=frozenset(date(2026, 2, 15) + timedelta(days=n) for n in range(9)))
    worked = replace(days, worked=frozenset({date(2026, 2, 14)}))

    assert worked.fund_day(date(2026, 2, 20)) == date(2026, 2, 13)
    assert days.fund_day(date(2026, 2, 20)) == date(2026, 2, 12)
    assert WorkingDays().fund_day(date(2026, 11, 30)) == date(2026, 11, 26)  # a Monday: Saturday and Sunday between
    assert WorkingDays().fund_day(FRIDAY) == date(2026, 11, 24)


@pytest.mark.parametrize("zone", ["Asia/Taipei", "America/New_York", "Europe/London", "Australia/Sydney"])
@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 3, 9), date(2026, 11, 2), date(2026, 10, 5)])
def test_the_hour_is_the_persons_own_also_where_clocks_are_changed(zone, day):
    told = spoken([due(day)], Habit(zone=zone), datetime(day.year, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))

    assert [moment.astimezone(ZoneInfo(zone)).time() for moment, *_ in told] == [time(10)] * 4


def test_put_off_three_times_at_most_and_never_into_the_night():
    mark = Mark(Stage.DAY)
    for now, expected in [(at(27, 10), {Snooze.HOUR, Snooze.TONIGHT}), (at(27, 19, 30), {Snooze.HOUR})]:
        found = choices(due(), Stage.DAY, mark, HABIT, now)
        assert set(found) == expected
    assert choices(due(), Stage.DAY, mark, HABIT, at(27, 20, 30)) == {}
    assert choices(due(), Stage.DAY, replace(mark, snoozes=3), HABIT, at(27, 10)) == {}
    assert choices(due(), Stage.AFTER, mark, HABIT, at(28, 10)) == {}
    assert choices(due(), Stage.FUND, mark, HABIT, at(24, 10))[Snooze.TOMORROW] == at(25, 10)


def test_what_was_put_off_comes_back_once():
    marks = {"1.1": put_off(Mark(Stage.DAY), Stage.DAY, at(27, 12))}

    assert next_moment([due()], marks, HABIT, at(27, 11)) == at(27, 12)
    again = reminders_at([due()], marks, HABIT, at(27, 12))
    assert [each.stage for each in again] == [Stage.DAY]
    assert next_moment([due()], said(marks, again), HABIT, at(27, 12)) == at(28, 10)


zones = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Sydney", "Pacific/Apia"])
moments = st.integers(0, 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
habits = st.builds(
    Habit,
    zones,
    st.times(),
    early=st.sampled_from([3, 5, 7]),
    muted_until=st.none() | moments,
)
dues = st.lists(
    st.builds(due, st.dates(date(2026, 1, 1), date(2027, 1, 10)), st.integers(1, 3), st.integers(1, 20)),
    max_size=8,
    unique_by=lambda each: each.key,
)


@settings(deadline=None, max_examples=40)
@given(dues, habits, moments)
def test_whoever_is_woken_has_something_to_say_and_never_in_the_quiet_time(some, habit, start):
    for moment, _, stage, _ in spoken(some, habit, start, datetime(2028, 1, 1, tzinfo=UTC)):
        local = moment.astimezone(ZoneInfo(habit.zone)).time()
        assert time(9) <= local < time(21)
        assert moment >= (habit.muted_until or start)
        assert stage is not Stage.NONE


@settings(deadline=None, max_examples=40)
@given(dues, habits, moments)
def test_each_stage_of_a_due_is_said_at_most_once_in_order(some, habit, start):
    told = spoken(some, habit, start, datetime(2028, 1, 1, tzinfo=UTC))
    for one in some:
        stages = [stage for _, key, stage, _ in told if key == one.key]
        assert stages == sorted(set(stages))
