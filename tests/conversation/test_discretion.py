"""What somebody who looks at the screen, locked or not, gets to see: over real HTTP with the sandbox."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Bot, utc_now
from bot.conversation.player import Player
from bot.conversation.values import Outgoing
from bot.dialogue.values import loads
from bot.reminders.timer import Timer
from bot.sandbox import Event, Sandbox
from bot.sandbox.model import Message
from bot.storage import KeyRing, places
from bot.storage.erasure import PENDING, TABLES
from bot.telegram.veil import shown
from tests.simulated.stage import served, talking


@asynccontextmanager
async def chatting(folder: Path) -> AsyncIterator[tuple[Sandbox, Bot, int]]:
    sandbox = Sandbox()
    async with served(sandbox) as server, talking(sandbox, server, folder) as bot:
        yield sandbox, bot, sandbox.add_person("Lin")


async def say(sandbox: Sandbox, bot: Bot, person: int, *texts: str) -> None:
    """Write, and wait each time until the bot has said all it has to say."""
    for text in texts:
        heard = asyncio.Event()
        sandbox.listen(lambda _chat, event, heard=heard: heard.set() if _is_answer(event) else None)
        sandbox.say(person, text)
        async with asyncio.timeout(20):
            await heard.wait()
        await bot.idle()


def _is_answer(event: Event) -> bool:
    return event.message is not None and event.message.from_bot and event.kind in {"message", "edit"}


def texts(sandbox: Sandbox, person: int) -> list[str]:
    return [message.text for message in sandbox.messages(person)]


async def test_hiding_takes_both_sides_messages_away_and_leaves_one_line(tmp_path):
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/checkin", "8", "他说不还就找我妈")
        assert len(texts(sandbox, person)) > 4
        await say(sandbox, bot, person, "/hide")
        (left,) = texts(sandbox, person)
        assert "继续" in left
        await say(sandbox, bot, person, "继续")
        assert len(texts(sandbox, person)) > 1


async def test_more_than_a_hundred_messages_are_hidden_too(tmp_path):
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, *["帮助"] * 45)
        assert len(texts(sandbox, person)) > 120
        await say(sandbox, bot, person, "/hide")
        assert len(texts(sandbox, person)) == 1


async def test_messages_telegram_would_not_take_away_are_not_remembered(tmp_path):
    """The ids go after 48 hours, with the housekeeping."""
    from bot.storage.upkeep import prune

    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/checkin")
        count = "SELECT count(*) FROM shown"
        assert (await bot.storage.database.read(lambda c: c.execute(count).fetchone()))[0] >= 2
        await prune(bot.storage.database, utc_now() + timedelta(hours=48, minutes=1))
        assert await bot.storage.database.read(lambda c: c.execute(count).fetchone()) == (0,)


async def test_after_erasing_no_table_knows_the_person(tmp_path):
    """The word that it is done is sent after the erasing."""
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/checkin", "8", "/delete", "全部删掉")
        assert "删好了" in texts(sandbox, person)[-1]

        def left(connection: sqlite3.Connection) -> dict[str, int]:
            names = [name for (name,) in connection.execute(TABLES) if name != PENDING]
            count = "SELECT count(*) FROM {} WHERE chat_id = ?"
            return {name: connection.execute(count.format(name), (person,)).fetchone()[0] for name in names}

        found = await bot.storage.database.read(left)
        assert len(found) > 5
        assert set(found.values()) == {0}


async def test_a_code_is_taken_out_of_the_chat_and_is_nowhere_in_what_is_kept(tmp_path):
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/pin", "739146", "739146")
        assert "739146" not in texts(sandbox, person)
        assert "/pin" in texts(sandbox, person)
        keys = KeyRing.load_or_create(tmp_path / "key")
        turn, session, me = await bot.storage.database.read(
            lambda c: c.execute("SELECT turn, session, me FROM sessions WHERE chat_id = ?", (person,)).fetchone()
        )
        opened = keys.open(session, places.of_session(person, turn)) + keys.open(me, places.of_me(person))
        assert b"739146" not in opened
        assert b"scrypt" in opened


async def test_a_lock_outlasts_a_restart(tmp_path):
    sandbox = Sandbox()
    async with served(sandbox) as server:
        async with talking(sandbox, server, tmp_path) as bot:
            person = sandbox.add_person("Lin")
            await say(sandbox, bot, person, "/pin", "739146", "739146")
            shut = await bot.storage.store.me(person)
            assert shut is not None
            await open_ends(bot, person)
            await say(sandbox, bot, person, "/history", "1111", "2222", "3333")
        async with talking(sandbox, server, tmp_path) as bot:
            await say(sandbox, bot, person, "/history")
            last = sandbox.last_from_bot(person)
            assert last is not None
            assert "分钟" in last.text
            await say(sandbox, bot, person, "739146", "/history")
            assert "739146" not in texts(sandbox, person)
            last = sandbox.last_from_bot(person)
            assert last is not None
            assert "分钟" in last.text


async def open_ends(bot: Bot, person: int) -> None:
    """The ten minutes in which no code is asked for are over."""
    from bot.dialogue.values import dumps

    keys = bot.storage.store._keys
    me = {**loads(await bot.storage.store.me(person) or b"{}"), "pin_open": None}
    sealed = keys.seal(dumps(me), places.of_me(person))
    await bot.storage.database.write(
        lambda c: c.execute("UPDATE sessions SET me = ? WHERE chat_id = ?", (sealed, person)).rowcount
    )


@pytest.mark.parametrize("flow", ["history", "export", "pin", "timeline", "evidence", "debts", "plan"])
def test_nothing_kept_is_shown_before_the_code(meet: Callable[..., Player], flow: str):
    player = meet(consent_records=True, pin="scrypt:4096:00:00", set_up=True)
    (asked,) = player.type(f"/{flow}")
    assert "密码" in asked.text


def test_somebody_in_a_crisis_can_take_the_chat_off_the_screen_and_the_talk_waits(meet: Callable[..., Player]):
    player = meet(set_up=True, adult=True, region="TW", script="zh_Hant")
    asked = player.type("我不想活了")[-1].text
    player.type("/hide")
    assert "hide.said" in player.walked
    assert not any(message.text == asked for message in player.chat)
    assert asked in player.type("继续")[-1].text


def test_who_is_in_need_gets_numbers_without_a_code(meet: Callable[..., Player]):
    player = meet(consent_records=True, pin="scrypt:4096:00:00", set_up=True, region="CN", adult=True)
    player.type("/history")
    shown = " ".join(message.text for message in player.type("/sos"))
    assert any(character.isdigit() for character in shown)


async def test_what_the_bot_says_by_itself_stands_behind_its_cover(tmp_path):
    veiled = shown(Outgoing("send", "远东让你还5000😀元", cover="有一条给你的消息，点开看："))
    (spoiler,) = veiled.entities
    units = veiled.text.encode("utf-16-le")
    hidden = units[2 * spoiler["offset"] : 2 * (spoiler["offset"] + spoiler["length"])].decode("utf-16-le")
    assert hidden == "远东让你还5000😀元"
    assert veiled.text.startswith("有一条给你的消息")


@pytest.mark.parametrize(
    ("minutes", "previews", "covered"),
    [(3, False, True), (1, False, False), (15, True, False), (600, False, True)],
    ids=["away", "here", "chosen", "long away"],
)
def test_who_is_away_gets_a_cover_unless_they_chose_otherwise(
    meet: Callable[..., Player], minutes: int, previews: bool, covered: bool
):
    player = meet(set_up=True, previews=previews)
    player.type("/menu")
    due = player.now + timedelta(minutes=minutes)
    player.timers["later"] = Timer("later", due, {"kind": "open", "flow": "log_prompt"})
    assert player.advance(timedelta(minutes=minutes))
    assert ("_shared/cover.said" in player.walked) == covered


def test_a_reminder_just_before_does_not_mean_that_the_person_is_here(meet: Callable[..., Player]):
    player = meet(set_up=True)
    player.type("/menu")
    for minutes, name in ((30, "first"), (31, "second")):
        due = player.now + timedelta(minutes=minutes)
        player.timers[name] = Timer(name, due, {"kind": "open", "flow": "log_prompt"})
    player.advance(timedelta(minutes=32))
    assert player.walked.count("_shared/cover.said") == 2


async def test_an_answer_that_comes_late_is_covered(tmp_path):
    """The bot was away for ten minutes: by now the phone lies somewhere."""
    sandbox = Sandbox(clock=lambda: utc_now() - timedelta(minutes=10))
    async with served(sandbox) as server, talking(sandbox, server, tmp_path) as bot:
        person = sandbox.add_person("Lin")
        await say(sandbox, bot, person, "/checkin")
        said = [message for message in sandbox.messages(person) if message.from_bot]
        assert said
        assert all(is_covered(message) for message in said)


async def test_an_answer_at_once_is_open_until_the_person_wants_all_covered(tmp_path):
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/checkin")
        assert not any(is_covered(message) for message in sandbox.messages(person))
        await say(sandbox, bot, person, "锁屏", "每一条都遮住")
        last = sandbox.last_from_bot(person)
        assert last is not None
        assert is_covered(last)
        await say(sandbox, bot, person, "我不想活了")
        last = sandbox.last_from_bot(person)
        assert last is not None
        assert not is_covered(last)


def is_covered(message: Message) -> bool:
    entities = message.body.get("entities", [])
    return message.text.startswith("有一条给你的消息") and [each["type"] for each in entities] == ["spoiler"]


@pytest.mark.parametrize("cover", ["", "有一条给你的消息，点开看："])
@pytest.mark.parametrize("text", ["好" * 4200, "😀" * 3000, "a" * 4096], ids=["long", "wide", "whole"])
def test_no_message_is_longer_than_telegram_takes(text: str, cover: str):
    """A person may write 4,096 characters, and what they wrote may stand in what is said back to them."""
    veiled = shown(Outgoing("send", text, cover=cover))
    units = len(veiled.text.encode("utf-16-le")) // 2
    assert 4000 < units <= 4096
    assert veiled.text.startswith((cover or text)[:10])


async def test_a_private_number_is_covered_before_it_reaches_the_disk_and_the_person_is_told(tmp_path, monkeypatch):
    from bot.storage.store import SqliteStore

    received, receive = [], SqliteStore.receive

    async def seen(store, rows):
        received.extend(rows)
        return await receive(store, rows)

    monkeypatch.setattr(SqliteStore, "receive", seen)
    async with chatting(tmp_path) as (sandbox, bot, person):
        await say(sandbox, bot, person, "/message", "我的身份证是11010519491231002X，他说要上门")
        assert [row for row in received if b"11010519491231002X" in row.payload] == []
        assert any("遮住" in text for text in texts(sandbox, person))
