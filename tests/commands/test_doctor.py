"""The doctor says of each part of a set-up whether it is well, and what to do where it is not."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree

import pytest
from aiohttp import web

from bot.assembly import HOME, Home
from bot.commands.doctor import examine
from bot.sandbox import DEFAULT_TOKEN, RunningServer, Sandbox, serve
from bot.settings import Settings
from bot.storage import KeyRing, open_storage
from bot.storage.key_file import Key, write_keys


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data directory of its own, no other setting, and no .env file about."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningServer]:
    """A sandbox the settings point to, with the token it knows."""
    server = await serve(Sandbox())
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", DEFAULT_TOKEN)
    yield server
    await server.close()


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A project without files: for what does not depend on them."""
    return Home(tmp_path / "bare")


async def lines(home: Home) -> list[str]:
    """What the doctor prints."""
    return [str(finding) async for finding in examine(home)]


async def the_line(home: Home, about: str) -> str:
    """The one line that names ``about``."""
    (found,) = [line for line in await lines(home) if about in line]
    return found


@pytest.fixture
async def late_server() -> AsyncIterator[str]:
    """The address of a server that answers every call, and whose clock stopped years ago."""

    async def answer(_request: web.Request) -> web.Response:
        me = {"ok": True, "result": {"id": 1, "is_bot": True, "username": "late_bot", "first_name": "x"}}
        return web.json_response(me, headers={"Date": "Mon, 05 Feb 2001 08:00:00 GMT"})

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
def not_yet(data: Path) -> Path:
    """The data directory before the first start."""
    data.rmdir()
    return data


@pytest.fixture
def open_to_all(data: Path) -> Path:
    """A data directory everybody may read."""
    data.chmod(0o755)
    return data


async def make_database(data: Path) -> None:
    async with open_storage(data / "huankouqi.db", KeyRing.load_or_create(data / "key")):
        pass


async def test_a_set_up_in_order_is_all_ok(data: Path, telegram: RunningServer) -> None:
    await make_database(data)

    said = await lines(HOME)

    assert [line for line in said if not line.startswith("ok ")] == []
    assert f"ok token of @{telegram.world.bot.username}" in said


async def test_before_the_first_start_nothing_is_missing_and_nothing_is_made(not_yet: Path, bare: Home) -> None:
    said = await lines(bare)

    assert [line for line in said if str(not_yet) in line and not line.startswith("ok ")] == []
    assert not_yet not in tuple(Path.cwd().iterdir())


async def test_a_wrong_setting_is_named_and_ends_the_examination(bare: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")

    last = (await lines(bare))[-1]

    assert last.startswith("!! LOG_LEVEL is wrong")


async def test_a_data_directory_open_to_others_is_to_be_closed(open_to_all: Path, bare: Home) -> None:
    assert (await the_line(bare, "data directory")).endswith(f"→ chmod 700 {open_to_all}")


async def test_a_key_file_open_to_others_is_to_be_closed(data: Path, bare: Home) -> None:
    await make_database(data)
    (data / "key").chmod(0o644)

    assert f"chmod 600 {data / 'key'}" in await the_line(bare, "key file →")


async def test_a_database_without_its_key_file_asks_for_the_copy(data: Path, bare: Home) -> None:
    await make_database(data)
    (data / "key").unlink()

    assert "put back your copy" in await the_line(bare, "no key file")
    assert not (data / "key").exists()


async def test_another_key_does_not_open_the_database(data: Path, bare: Home) -> None:
    await make_database(data)
    write_keys(data / "key", [Key.fresh()])

    assert (await the_line(bare, "huankouqi.db")).startswith("!! ")


async def test_a_damaged_database_is_found(data: Path, bare: Home) -> None:
    await make_database(data)
    (data / "huankouqi.db").write_bytes(b"not a database, but long enough to be looked at" * 100)

    assert (await the_line(bare, "huankouqi.db")).startswith("!! ")


async def test_the_database_of_a_running_bot_can_be_examined(data: Path, bare: Home) -> None:
    async with open_storage(data / "huankouqi.db", KeyRing.load_or_create(data / "key")):
        found = await the_line(bare, "huankouqi.db")

    assert found.startswith("ok ")


async def test_a_broken_flow_is_named_with_its_place(tmp_path: Path) -> None:
    for folder in ("flows", "content", "locales"):
        copytree(HOME.root / folder, tmp_path / folder)
    (tmp_path / "flows" / "aaa.yaml").write_text("flow: aaa\nsummary: x\nsteps: [", encoding="utf-8")

    found = await the_line(Home(tmp_path), "problems in flows")

    assert found.startswith("!! ")
    assert "flows check" in found


async def test_a_hotline_not_checked_for_long_is_to_be_looked_up(tmp_path: Path) -> None:
    copytree(HOME.content, tmp_path / "content")
    file = tmp_path / "content" / "hotlines" / "TW.yaml"
    words = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(words) if "checked_on:" in line)
    words[place] = words[place].split("checked_on:")[0] + "checked_on: 2001-02-03"
    file.write_text("\n".join(words), encoding="utf-8")

    found = await the_line(Home(tmp_path), "last checked 2001-02-03")

    assert found.startswith("!! ")


async def test_a_token_telegram_does_not_know_sends_one_to_botfather(
    bare: Home, telegram: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:wrong")

    found = await the_line(bare, "!! token")

    assert "@BotFather" in found
    assert "123456789" not in found


async def test_without_an_answer_the_address_is_named(bare: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers here
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("TELEGRAM_API_URL", address)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", DEFAULT_TOKEN)

        found = await the_line(bare, "no answer")

    assert address in found
    assert DEFAULT_TOKEN not in found


async def test_a_clock_that_is_off_is_to_be_set(bare: Home, late_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", late_server)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", DEFAULT_TOKEN)

    assert (await the_line(bare, "s off the Bot API's")).endswith("→ set the clock, best by NTP")


@pytest.mark.usefixtures("open_to_all")
def test_the_command_ends_with_1_when_something_is_wrong() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"], cwd=HOME.root, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert "!! data directory" in ran.stdout
