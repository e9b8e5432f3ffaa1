"""A session survives being written and read, whatever is in it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.session import (
    LARGEST_SESSION,
    Checkpoint,
    Frame,
    Question,
    Session,
    read_session,
    write_session,
)
from bot.language.money import Money

words = st.text(max_size=12)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
amounts = st.decimals(0, 9_999_999, places=2)
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    words,
    amounts,
    st.builds(Money, amounts, st.sampled_from(["CNY", "HKD", "TWD"])),
    st.dates(),
    st.times(),
    moments,
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)
answers = st.dictionaries(words, values, max_size=4)

questions = st.builds(
    Question,
    number=st.integers(1, 99),
    text=words,
    tries=st.integers(0, 2),
    ticked=st.lists(words, max_size=3).map(tuple),
    month=st.sampled_from(["", "2026-11"]),
    offered=st.dictionaries(words, values, max_size=2),
    files=st.lists(answers, max_size=2).map(tuple),
)
frames = st.builds(
    Frame, flow=words, version=words, step=words, answers=answers, digression=st.booleans(), held=st.none() | questions
)
stacks = st.lists(frames, max_size=3).map(tuple)
checkpoints = st.builds(
    Checkpoint.of,
    number=st.integers(1, 99),
    frames=stacks,
    me=answers,
    label=words,
    answer=values,
    shown=words,
    go=st.none() | words,
)
sessions = st.builds(
    Session,
    id=words,
    turn=st.integers(0, 10**6),
    asked=st.integers(0, 10**6),
    stack=stacks,
    question=st.none() | questions,
    me=answers,
    past=st.lists(checkpoints, max_size=3).map(tuple),
    kept=answers,
    paused=st.booleans(),
    last_tap=words,
    seen_at=st.none() | moments,
)


@settings(deadline=None)  # it is right or wrong, however busy the machine
@given(sessions)
def test_a_session_is_read_back_as_it_was_written(session):
    assert read_session(write_session(session), session.me) == session


@settings(deadline=None)  # it is right or wrong, however busy the machine
@given(sessions)
def test_what_is_known_about_the_person_is_not_written_with_the_place_in_the_conversation(session):
    secret = {"name": "不该出现的名字"}
    stored = write_session(Session(session.id, me=secret))
    assert "不该出现的名字" not in stored.decode()


def test_the_same_session_is_written_as_the_same_bytes():
    session = Session("s", stack=(Frame("a", "v", "x", {"m": Money(Decimal("2.50"), "CNY")}),))
    assert write_session(session) == write_session(session)
    assert read_session(write_session(session), {}).stack[0].answers["m"].amount == Decimal("2.50")


def test_a_long_message_never_makes_a_session_grow_without_end():
    """Twenty-four moments with 4,096 characters each: the oldest go, the newest stay."""
    frame = Frame("message", "v", "next", {"text": "难" * 4096})
    past = tuple(Checkpoint.of(number, (frame,), {}, label="问", answer="a", shown="答") for number in range(24))
    session = Session("abcdef", stack=(frame,), past=past)

    data = write_session(session)

    assert len(data) <= LARGEST_SESSION
    assert read_session(data, {}).past[-1] == past[-1]
