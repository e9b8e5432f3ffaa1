"""Files people sent are fetched over real HTTP and kept as they came; what cannot be fetched says why."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import timedelta

import orjson
import pytest

from bot.conversation.incoming import IncomingFile
from bot.jobs.job import LARGEST_FILE, Job
from bot.sandbox.faults import Faults
from bot.sandbox.sandbox import Sandbox
from bot.telegram.updates import read_update
from bot.workshop.table import KINDS


def sent(sandbox: Sandbox, content: bytes, name: str = "录音.m4a") -> IncomingFile:
    """A file as a message brings it."""
    stored = sandbox.files.store("documents", content, name, "audio/mp4")
    return IncomingFile("document", stored.id, len(content), "audio/mp4", name)


async def fetch(floor, *files: IncomingFile):
    await floor.ask(*[Job("fetch", asdict(file), then="menu") for file in files])
    async with floor.working(KINDS) as shop:
        await shop.idle()
        while await floor.storage.jobs.next_due():
            floor.later(timedelta(minutes=3))
            shop.ring()
            await shop.idle()
    return [opened["answers"] for opened in await floor.results()]


async def test_a_file_is_kept_as_it_came_with_its_hash(floor, sandbox):
    content = bytes(n % 253 for n in range(700_001))
    (given,) = await fetch(floor, sent(sandbox, content))
    record = given["file"]
    assert record["sha256"] == hashlib.sha256(content).hexdigest()
    assert (record["size"], record["name"], record["mime"]) == (len(content), "录音.m4a", "audio/mp4")
    assert await floor.storage.attachments.load(7, record["id"]) == content
    assert (await floor.storage.attachments.find(7, record["id"])).expires is not None


@pytest.mark.parametrize("more", [1, 5_000_000])
async def test_a_file_over_twenty_megabytes_is_refused_and_nothing_of_it_stays(floor, sandbox, more):
    (given,) = await fetch(floor, sent(sandbox, bytes(LARGEST_FILE + more)))
    assert given == {"failed": "too_big"}
    assert await floor.storage.attachments.all_of(7) == ()


async def test_a_file_larger_than_telegram_said_is_let_go_while_it_comes(floor, sandbox, monkeypatch):
    monkeypatch.setattr("bot.sandbox.methods.media.LARGEST_DOWNLOAD", 1 << 40)
    (given,) = await fetch(floor, sent(sandbox, bytes(LARGEST_FILE + 1)))
    assert given == {"failed": "too_big"}
    assert list(floor.storage.database.path.with_name("attachments").iterdir()) == []


async def test_a_file_telegram_does_not_know_is_given_up_in_the_end(floor, sandbox):
    (given,) = await fetch(floor, IncomingFile("photo", "nobody", 1, "image/png"))
    assert given == {"failed": "trouble"}


async def test_a_network_that_comes_back_brings_the_file(floor, sandbox):
    await floor.ask(Job("fetch", asdict(sent(sandbox, b"abc")), then="menu"))
    sandbox.faults.use(Faults(drop=1.0))
    async with floor.working(KINDS) as shop:
        await shop.idle()
        assert shop.counts.retried == 1
        sandbox.faults.use(Faults())
        floor.later(timedelta(seconds=2))
        shop.ring()
        await shop.idle()
    (opened,) = await floor.results()
    assert opened["answers"]["file"]["size"] == 3


def test_the_largest_copy_of_a_photo_is_the_one_that_is_fetched():
    copies = [
        {"file_id": name, "file_unique_id": name, "width": side, "height": side, "file_size": side}
        for name, side in (("big", 1280), ("small", 90), ("middle", 800))
    ]
    chat = {"id": 7, "type": "private"}
    update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": chat, "photo": copies}}
    incoming = read_update(orjson.dumps(update))
    assert incoming.file == IncomingFile("photo", "big", 1280, "image/jpeg")
