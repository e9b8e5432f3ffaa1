"""The numbers reach a person though nothing else works: the database full or read-only, a flow or the reading broken.

Over real HTTP with the sandbox; SQLite refuses for real.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from pydantic import SecretStr

import bot.conversation.lanes as lanes_module
import bot.conversation.watch as watch_module
from bot.app import Bot, running
from bot.conversation.values import InboxRow
from bot.dialogue.flowset import FlowSet
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.telegram.polling import Poller
from tests.simulated.stage import served

LONGEST = 20.0
NUMBERS = {"12356", "18111", "1925"}


def full(connection: sqlite3.Connection) -> None:
    """No page more than there is: SQLITE_FULL."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    for size in (900, 100, 1):
        with pytest.raises(sqlite3.OperationalError) as refused:
            _fill(connection, size)
        assert refused.value.sqlite_errorcode == sqlite3.SQLITE_FULL


def _fill(connection: sqlite3.Connection, size: int) -> None:
    while True:
        connection.execute("INSERT INTO meta VALUES (hex(randomblob(8)), zeroblob(?))", (size,))


def read_only(connection: sqlite3.Connection) -> None:
    """Nothing may be written: SQLITE_READONLY."""
    connection.execute("PRAGMA query_only = ON")


def unreadable(connection: sqlite3.Connection) -> None:
    """The tables are gone from under it: neither read nor written."""
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
        connection.execute(f"DROP TABLE IF EXISTS {table}")


@asynccontextmanager
async def talking(sandbox: Sandbox, url: str, folder: Path) -> AsyncIterator[Bot]:
    settings = Settings(
        telegram_bot_token=SecretStr(sandbox.token),
        telegram_api_url=url,
        data_dir=folder,
        sends_per_second=0,
        sends_per_second_per_chat=0,
    )
    async with running(settings) as bot:
        poller = Poller(bot.calls, bot.receive, bot.lanes.wake, cover=bot.cover)
        polling = asyncio.create_task(poller.run())
        try:
            yield bot
        finally:
            poller.stop()
            await polling


async def answer(sandbox: Sandbox, person: int, said: str, *, wanted: Callable[[str], bool]) -> str:
    """Everything the bot wrote after ``said``, once it is what is wanted."""
    before = len(sandbox.messages(person))
    heard: asyncio.Event = asyncio.Event()

    def so_far() -> str:
        return "\n".join(message.text for message in sandbox.messages(person)[before:] if message.from_bot)

    sandbox.listen(lambda _chat, _event: heard.set())
    sandbox.say(person, said)
    async with asyncio.timeout(LONGEST):
        while not wanted(so_far()):
            heard.clear()
            await heard.wait()
    return so_far()


@pytest.mark.parametrize("fault", [read_only, unreadable], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("said", ["/sos", "救", "我不想活了"])
async def test_numbers_come_when_nothing_can_be_kept(
    tmp_path: Path, fault: Callable[[sqlite3.Connection], None], said: str
) -> None:
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()
        await bot.storage.database._connection.run(fault)
        text = await answer(sandbox, person, said, wanted=lambda text: all(number in text for number in NUMBERS))
        assert bot.lifeline.reached >= 1
    assert "999" in text


async def test_numbers_come_when_the_disk_is_full(tmp_path: Path) -> None:
    """Short words may still fit into half-empty pages and are answered as ever; these need a page more."""
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()
        await bot.storage.database._connection.run(full)
        said = "我不想活了。" + "他们每天打很多电话，" * 350
        await answer(sandbox, person, said, wanted=lambda text: all(number in text for number in NUMBERS))
        assert bot.lifeline.reached >= 1


async def test_numbers_come_when_what_was_kept_cannot_be_read_back(tmp_path: Path) -> None:
    """The update is in the inbox, then its table is gone: the turn never begins."""
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()
        keep = bot.storage.store.receive

        async def keep_and_lose(rows: Sequence[InboxRow]) -> list[int]:
            chats = await keep(rows)
            await bot.storage.database._connection.run(unreadable)
            return chats

        bot.storage.store.receive = keep_and_lose  # type: ignore[method-assign]
        await answer(sandbox, person, "我不想活了", wanted=lambda text: "12356" in text)
        assert bot.lifeline.reached == 1


async def in_child(folder: Path, when: str, said: str) -> str:
    """What the person gets when the disk of a bot in a process of its own fails at that moment."""
    command = (sys.executable, "-m", "tests.faults.io_error_child", str(folder), when, said)
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said_back, _ = await child.communicate()
    assert child.returncode == 0
    return said_back.decode()


async def test_numbers_come_when_the_disk_really_fails(tmp_path: Path) -> None:
    """Before the update is kept, before its turn is, and before its messages can be marked as being sent."""
    cases = {"at_once": "/sos", "after_receive": "救", "after_commit": "我不想活了"}
    got = await asyncio.gather(*(in_child(tmp_path / when, when, said) for when, said in cases.items()))
    assert all("12356" in text and "110" in text for text in got)


async def test_ordinary_words_get_no_numbers_while_nothing_can_be_kept(tmp_path: Path) -> None:
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()
        await bot.storage.database._connection.run(read_only)
        sandbox.say(person, "利息怎么算")
        await answer(sandbox, person, "/sos", wanted=lambda text: "12356" in text)
        assert bot.lifeline.reached == 1


@pytest.mark.parametrize("said", ["/sos", "不想活了"])
async def test_numbers_come_when_every_turn_fails(tmp_path: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(lanes_module, "take_turn", broken)
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path):
        await answer(sandbox, person, said, wanted=lambda text: "12356" in text)


@pytest.mark.parametrize("said", ["/sos", "不想活了"])
async def test_numbers_come_when_not_even_the_flows_can_be_used(tmp_path: Path, said: str) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError(name)

    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path) as bot:
        setting = replace(bot.lanes.world.setting, flows=cast(FlowSet, Broken()))
        bot.lanes.world = replace(bot.lanes.world, setting=setting)
        await answer(sandbox, person, said, wanted=lambda text: all(number in text for number in NUMBERS))


async def test_the_talk_begins_though_the_reading_of_crisis_words_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(watch_module, "level_of", broken)
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server, talking(sandbox, server.url, tmp_path):
        text = await answer(sandbox, person, "我不想活了", wanted=lambda text: "？" in text)
    assert "我是程序，不是真人" in text
