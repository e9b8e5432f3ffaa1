"""Floods cost little and are answered kindly once; nothing holds back a cry for help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.app import running
from bot.conversation.allowance import MOST_CHATS, Allowance, Pace
from bot.conversation.limits import Gate, Limits, held
from bot.conversation.turn import Outcome
from bot.conversation.values import InboxRow, Snapshot
from bot.conversation.world import World
from bot.sandbox import Sandbox
from bot.settings import Settings
from tests.simulated.stage import served

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LIN = {"id": 7, "is_bot": False, "first_name": "Lin", "language_code": "zh-hans"}


def written(number: int, **content: object) -> Snapshot:
    message = {"message_id": number, "date": 0, "chat": {"id": 7, "type": "private"}, "from": LIN, **content}
    return Snapshot(InboxRow(number, 7, orjson.dumps({"update_id": number, "message": message})), None, None)


@given(st.lists(st.integers(min_value=0, max_value=90), max_size=300), st.integers(min_value=1, max_value=20))
def test_in_no_minute_are_there_more_than_twice_the_allowance(gaps, most):
    """A full allowance at its beginning, and what grows again within it."""
    allowance, now, good = Allowance(most, timedelta(minutes=1)), NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap / 10)
        if allowance.spend(7, now) is Pace.GOOD:
            good.append(now)
    for begin in good:
        assert sum(begin <= each < begin + timedelta(minutes=1) for each in good) <= 2 * most


def test_a_person_is_told_once_until_they_slow_down():
    allowance = Allowance(2, timedelta(minutes=1))
    paces = [allowance.spend(7, NOW) for _ in range(5)]
    assert paces == [Pace.GOOD, Pace.GOOD, Pace.TOLD, Pace.OVER, Pace.OVER]
    later = NOW + timedelta(minutes=1)
    assert [allowance.spend(7, later) for _ in range(3)] == [Pace.GOOD, Pace.GOOD, Pace.TOLD]


def test_one_persons_flood_is_nobody_elses():
    allowance = Allowance(1, timedelta(minutes=1))
    for _ in range(100):
        allowance.spend(7, NOW)
    assert allowance.spend(8, NOW) is Pace.GOOD


def test_any_number_of_chats_takes_bounded_memory():
    allowance = Allowance(1, timedelta(minutes=1))
    for chat in range(MOST_CHATS + 500):
        allowance.spend(chat, NOW)
    assert len(allowance._buckets) == MOST_CHATS


def test_a_clock_set_back_gives_nothing_and_takes_nothing():
    allowance = Allowance(2, timedelta(minutes=1))
    allowance.spend(7, NOW)
    assert allowance.spend(7, NOW - timedelta(days=1)) is Pace.GOOD
    assert allowance.spend(7, NOW - timedelta(days=1)) is Pace.TOLD


@pytest.fixture
def full(world: World) -> Gate:
    """A gate through which this person has sent all they may."""
    gate = Gate(Limits(messages=1, files=1))
    assert came(world, gate, written(1, text="好")) is None
    return gate


def came(world: World, gate: Gate, snapshot: Snapshot) -> Outcome | None:
    """What a message becomes at the gate; None when it takes its turn."""
    return held(world, snapshot, gate.pace(snapshot, NOW), NOW)


def test_the_first_message_too_many_gets_a_kind_word_and_the_next_ones_nothing(world: World, full: Gate):
    first, second = (came(world, full, written(number, text="好")) for number in (2, 3))
    assert first is not None
    assert [each.text for each in first.commit.outgoing] == [
        "消息来得很快，我先缓一下，一分钟后再接着。难受就发“救”，这个随时有用。"
    ]
    assert second is not None
    assert second.commit.outgoing == ()


@pytest.mark.parametrize("text", ["我不想活了", "/sos", "救", "他們打來了", "全部删除", "/stop"])
def test_nothing_holds_back_a_cry_for_help_or_the_persons_own_data(world: World, full: Gate, text: str):
    for number in range(2, 30):
        came(world, full, written(number, text="好"))
    assert came(world, full, written(99, text=text)) is None


def test_a_collectors_forwarded_words_do_not_open_the_gate(world: World, full: Gate):
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 0}
    assert came(world, full, written(2, text="我不想活了", forward_origin=origin)) is not None


def test_our_own_timers_are_never_held(world: World, full: Gate):
    assert came(world, full, Snapshot(InboxRow(-5, 7, b"{}"), None, None)) is None


async def test_a_flood_of_two_thousand_messages_is_over_in_bounded_time_with_few_answers(tmp_path: Path):
    """All are handled, the answers are those of the allowance, and somebody else is answered meanwhile."""
    sandbox = Sandbox(keep_log=False)
    async with served(sandbox) as server:
        settings = Settings(
            telegram_bot_token=SecretStr(sandbox.token),
            telegram_api_url=server.url,
            data_dir=tmp_path,
            sends_per_second=0,
            sends_per_second_per_chat=0,
            messages_per_minute=10,
        )
        flooding, other = sandbox.add_person("A"), sandbox.add_person("B")
        for person in (flooding, other):
            sandbox.chat(person).started = True
        async with running(settings, clock=lambda: NOW) as bot:
            rows = [_row(number, flooding, "帮助") for number in range(1, 2001)]
            await bot.storage.store.receive([*rows, _row(3000, other, "帮助")])
            for person in (flooding, other):
                bot.lanes.wake(person)
            await bot.idle()
            assert await bot.storage.store.unhandled() == []
            assert len(sandbox.messages(other)) >= 1
            assert len(sandbox.messages(flooding)) <= 10 * 4 + 1


def _row(number: int, person: int, text: str) -> InboxRow:
    message = {
        "message_id": number,
        "date": 0,
        "chat": {"id": person, "type": "private"},
        "from": {**LIN, "id": person},
        "text": text,
    }
    return InboxRow(number, person, orjson.dumps({"update_id": number, "message": message}))
