"""A bot that cannot start gives numbers to who asks for help, keeps nothing, and loses nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.assembly import HOME
from bot.content.last_resort import load_last_resort
from bot.language.region import Script
from bot.sandbox import RunningServer, Sandbox
from bot.storage.keys import rotate
from tests.faults.test_lifeline import NUMBERS, answer
from tests.simulated.stage import served, talking

LONGEST = 20.0


def all_regions(text: str) -> bool:
    return all(number in text for number in NUMBERS)


def other_key(folder: Path) -> None:
    rotate(folder / "key")
    lines = (folder / "key").read_bytes().splitlines(keepends=True)
    (folder / "key").write_bytes(lines[0])


def no_key(folder: Path) -> None:
    (folder / "key").unlink()


def damaged(folder: Path) -> None:
    for path in folder.glob("huankouqi.db*"):
        path.unlink()
    (folder / "huankouqi.db").write_bytes(b"this is no database" * 400)


@asynccontextmanager
async def started(folder: Path, sandbox: Sandbox, url: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    own = {"TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": url, "DATA_DIR": str(folder), **more}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, "PYTHONPATH": str(HOME.root), **own},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()


async def run_once(folder: Path, sandbox: Sandbox, server: RunningServer, person: int) -> None:
    async with talking(sandbox, server, folder) as bot:
        await answer(sandbox, person, "/start", wanted=bool)
        await bot.idle()


@pytest.mark.parametrize("broken", [other_key, no_key, damaged], ids=lambda each: each.__name__)
async def test_numbers_come_though_the_bot_cannot_start(tmp_path: Path, broken: Callable[[Path], None]) -> None:
    sandbox = Sandbox()
    person = sandbox.add_person("Lin", "zh-hans")
    async with served(sandbox) as server:
        await run_once(tmp_path, sandbox, server, person)
        kept = (tmp_path / "key").read_bytes()
        broken(tmp_path)
        before = (tmp_path / "huankouqi.db").read_bytes()
        async with started(tmp_path, sandbox, server.url) as process:
            for said in ("/sos", "救", "我不想活了"):
                await answer(sandbox, person, said, wanted=all_regions)
            sandbox.say(person, "利息怎么算")
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 2
            assert process.stderr is not None
            assert b"key" in (told := await process.stderr.read()) or b"database" in told
        assert (tmp_path / "huankouqi.db").read_bytes() == before
        if broken is not damaged:
            await _and_nothing_is_lost(tmp_path, sandbox, server, kept)


async def _and_nothing_is_lost(folder: Path, sandbox: Sandbox, server: RunningServer, key: bytes) -> None:
    (folder / "key").write_bytes(key)
    (folder / "key").chmod(0o600)
    async with talking(sandbox, server, folder) as bot:
        async with asyncio.timeout(LONGEST):
            while (received := await bot.storage.database.read(_received)) < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await bot.idle()
    assert received == 5


def _received(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM inbox").fetchone()[0]
    return count


async def test_whoever_does_not_want_it_has_the_bot_stop(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"{}")
    (tmp_path / "key").chmod(0o600)
    sandbox = Sandbox()
    async with served(sandbox) as server, started(tmp_path, sandbox, server.url, HOLD_ON="false") as process:
        assert await process.wait() == 2


def test_what_is_broken_is_left_out_and_the_rest_is_said(tmp_path: Path) -> None:
    shutil.copytree(HOME.content / "hotlines", tmp_path / "hotlines")
    (tmp_path / "hotlines" / "HK.yaml").write_text("{", "utf-8")
    (tmp_path / "hotlines" / "TW.yaml").unlink()
    last = load_last_resort(tmp_path)
    told = "\n".join(last.texts("zh-hant"))
    assert "12356" in told
    assert "18111" not in told
    assert last.asked("/SOS")


def test_it_says_the_same_as_the_flows() -> None:
    last = load_last_resort(HOME.content)
    for script in Script:
        sentence, *lists = last.said[script]
        assert len(sentence) <= 120
        assert len(lists) == 4
    assert all(last.asked(said) for said in ("救", "/sos", "ＳＯＳ", "不 想 活 了", "我企喺天台", "他們在砸門"))
    assert not last.asked("利息怎么算")
