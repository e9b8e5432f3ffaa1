"""With a state file, a restart of the sandbox loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import RunningServer, Sandbox, Upload, run_sandbox, saved_to
from bot.sandbox.saved_state import StateFileUnreadable


async def test_chats_updates_files_and_settings_survive(tmp_path, png) -> None:
    path = tmp_path / "sandbox.json"
    first = Sandbox()
    async with saved_to(first, path):
        lin = first.add_person("小林", "zh-hant")
        first.say(lin, "/start")
        first.send_pictures(lin, [Upload("a.png", "image/png", png())])
        first.menu.set_commands("default", "zh", [{"command": "help", "description": "帮助"}])
        first.advance(timedelta(days=3))
        first.say(lin, "三天后")
    second = Sandbox()
    async with saved_to(second, path):
        assert [update.to_api() for update in second.updates.waiting()] == [
            update.to_api() for update in first.updates.waiting()
        ]
        assert second.messages(lin) == first.messages(lin)
        assert second.people == first.people
        assert second.menu.commands == first.menu.commands
        assert second.files.by_path == first.files.by_path
        assert (second.now() - first.now()).total_seconds() == pytest.approx(0, abs=5)
        assert second.say(lin, "还在") > first.messages(lin)[-1].id


async def run_with(path: Path, use: Callable[[RunningServer, aiohttp.ClientSession], Awaitable[None]]) -> None:
    """Run the sandbox's own entry point for as long as `use` takes."""
    ready: asyncio.Future[RunningServer] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(run_sandbox("127.0.0.1", 0, path, ready.set_result))
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        await use(await ready, session)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_entry_point_writes_what_changes_while_it_runs_and_goes_on_with_it(tmp_path) -> None:
    path = tmp_path / "deep" / "sandbox.json"

    async def write(server: RunningServer, session: aiohttp.ClientSession) -> None:
        people = f"{server.url}/sandbox/people"
        async with session.post(people, json={"name": "小林"}) as answer:
            lin = (await answer.json())["id"]
        async with session.post(f"{people}/{lin}/messages", json={"text": "written down"}) as answer:
            assert answer.status == 200
        while not path.exists() or b"written down" not in path.read_bytes():
            async with session.get(f"{server.url}/sandbox/state") as answer:
                await answer.read()

    async def read(server: RunningServer, session: aiohttp.ClientSession) -> None:
        async with session.get(f"{server.bot_api_url}{server.world.bot.token}/getUpdates") as answer:
            [update] = (await answer.json())["result"]
        assert update["message"]["text"] == "written down"

    await run_with(path, write)
    await run_with(path, read)


@pytest.mark.parametrize("content", ["", "{}", '{"version": 99}', "[]"])
async def test_an_unreadable_file_stops_the_start_and_is_left_alone(tmp_path, content) -> None:
    path = tmp_path / "sandbox.json"
    path.write_text(content)

    with pytest.raises(StateFileUnreadable):
        async with saved_to(Sandbox(), path):
            pass
    assert path.read_text() == content
