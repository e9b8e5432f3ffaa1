"""Export, then erase: the export had all that was kept, and afterwards no byte of it is left in any file of the bot."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from bot.app import Bot, utc_now
from bot.export.sections import plain_value
from bot.sandbox import Event, Message, Sandbox
from bot.storage.backup import back_up
from tests.simulated.people import Crowd, Talker
from tests.simulated.scripts import log, set_up
from tests.simulated.stage import served, talking
from tests.storage.test_storage_erasure import pieces, raw, sealed_bytes

MARK = "ZQX秘密公司"


async def test_an_export_is_whole_and_after_erasing_nothing_is_left(tmp_path: Path):
    sandbox = Sandbox()
    crowd = Crowd(sandbox)
    lin, other = Talker(sandbox, [*set_up(1)[:-1], *log(1), *log(2)]), Talker(sandbox, [*set_up(2)[:-1], *log(3)])
    for person in (lin, other):
        crowd.add(person)
    async with served(sandbox) as server, talking(sandbox, server, tmp_path) as bot:
        for person in (lin, other):
            person.begin()
        await crowd.finish(60)
        await bot.idle()
        await _with_a_file(bot, lin.id)
        await back_up(bot.storage.database, tmp_path / "backups", utc_now())
        housekeeping = asyncio.create_task(bot.house.run())
        seen = await sealed_bytes(bot.storage, lin.id)
        kept = await bot.storage.store.everything(lin.id)

        exported = await _exported(sandbox, bot, lin.id)
        assert exported["records"] == plain_value([_fields(record) for record in kept.records])
        assert exported["finances"] == plain_value(kept.finances)
        assert {name: exported["settings"][name] for name in kept.me if name != "pin"} == {
            name: plain_value(value) for name, value in kept.me.items() if name != "pin"
        }
        assert [file["name"] for file in exported["files"]] == [file.name for file in kept.files]
        assert exported["bytes"] == [b"%PDF " + MARK.encode()]
        seen += await sealed_bytes(bot.storage, lin.id)
        files = [path.read_bytes() for path in (tmp_path / "attachments").glob("*.sealed")]
        assert any(piece in raw(tmp_path) for piece in pieces(seen))

        sandbox.say(lin.id, "/delete")
        await _tap(sandbox, lin.id, "yes")
        await _until_gone(bot, lin.id)
        housekeeping.cancel()
        left = raw(tmp_path)
        assert [piece for piece in pieces([*seen, *files]) if piece in left] == []
        assert MARK.encode() not in left
        assert await bot.storage.store.all_records(other.id)


async def _with_a_file(bot: Bot, person: int) -> None:
    draft = await bot.storage.attachments.put(
        person, b"%PDF " + MARK.encode(), kind="document", name=f"{MARK}.pdf", mime="application/pdf"
    )
    await bot.storage.attachments.keep(person, [draft])


async def _exported(sandbox: Sandbox, bot: Bot, person: int) -> dict[str, Any]:
    sandbox.say(person, "/export")
    await _tap(sandbox, person, "whole")
    document = await _document(sandbox, person)
    await bot.idle()
    stored = sandbox.files.by_id[document["file_id"]]
    with zipfile.ZipFile(io.BytesIO(stored.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:2] == ["index.html", "data.json"]
        data: dict[str, Any] = json.loads(archive.read("data.json"))
        data["bytes"] = [archive.read(name) for name in archive.namelist()[2:]]
        assert archive.namelist()[2:] == [file["file"] for file in data["files"]]
    return data


async def _document(sandbox: Sandbox, person: int) -> dict[str, Any]:
    """The file the bot sends, once it is there."""
    sent: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    def notice(chat_id: int, event: Event) -> None:
        message = event.message
        if chat_id == person and message is not None and "document" in message.body and not sent.done():
            sent.set_result(message.body["document"])

    sandbox.listen(notice)
    for message in sandbox.messages(person):
        if "document" in message.body and message.from_bot:
            return dict(message.body["document"])
    async with asyncio.timeout(60):
        return await sent


async def _tap(sandbox: Sandbox, person: int, choice: str) -> None:
    """Tap the button of a choice, once the newest question has it."""
    heard = asyncio.Event()
    sandbox.listen(lambda _chat, _event: heard.set())
    async with asyncio.timeout(60):
        while (message := sandbox.last_from_bot(person)) is None or (data := _data(message, choice)) is None:
            heard.clear()
            await heard.wait()
    sandbox.tap(person, message.id, data)


def _data(message: Message, choice: str) -> str | None:
    buttons = (button.data for row in message.buttons for button in row if button.data)
    return next((each for each in buttons if each.endswith(f":{choice}")), None)


async def _until_gone(bot: Bot, person: int) -> None:
    """Until the person is in no table and in no copy: the chat stands in ``erasures`` until the copies are clean."""
    query = "SELECT (SELECT count(*) FROM erasures) + (SELECT count(*) FROM sessions WHERE chat_id = ?)"
    async with asyncio.timeout(60):
        while await bot.storage.database.read(lambda c: c.execute(query, (person,)).fetchone()) != (0,):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await bot.idle()


def _fields(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
