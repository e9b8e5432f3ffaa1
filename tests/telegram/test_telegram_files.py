"""Pictures and documents to a person, over real HTTP to the sandbox and to a server that fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO

import aiohttp
import pytest
from memory_outbox import MemoryOutbox
from PIL import Image
from scripted_api import ScriptedApi, cut, refusal

from bot.conversation.values import Attachment, Key, Outgoing
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import RunningServer
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing
from bot.telegram.sender import Sender


class Shelf:
    """Files in memory, in pieces of a few bytes; each belongs to one chat."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], tuple[Attachment, bytes]] = {}

    def put(self, chat_id: int, data: bytes, name: str, mime: str, kind: str = "document") -> str:
        known = Attachment(f"f{len(self.kept)}", kind, name, mime, len(data), "", datetime.now(UTC))
        self.kept[chat_id, known.id] = (known, data)
        return known.id

    async def find(self, chat_id: int, attachment_id: str) -> Attachment | None:
        found = self.kept.get((chat_id, attachment_id))
        return None if found is None else found[0]

    async def read(self, chat_id: int, attachment_id: str) -> AsyncIterator[bytes]:
        data = self.kept[chat_id, attachment_id][1]
        for at in range(0, len(data), 1000):
            yield data[at : at + 1000]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def make_sender(calls: Calls, outbox: MemoryOutbox, shelf: Shelf, quick: Backoff) -> Sender:
    pacing = Pacing(per_chat=0, overall=0)
    return Sender(calls, outbox, lambda: datetime.now(UTC), files=shelf, pacing=pacing, backoff=quick)


@pytest.fixture
async def sender(calls: Calls, outbox: MemoryOutbox, shelf: Shelf, quick: Backoff) -> AsyncIterator[Sender]:
    sender = make_sender(calls, outbox, shelf, quick)
    yield sender
    await sender.stop(0.1)


@pytest.fixture
async def failing(scripted_calls: Calls, outbox: MemoryOutbox, shelf: Shelf, quick: Backoff) -> AsyncIterator[Sender]:
    sender = make_sender(scripted_calls, outbox, shelf, quick)
    yield sender
    await sender.stop(0.1)


def picture() -> bytes:
    with BytesIO() as file:
        Image.effect_noise((600, 400), 60).convert("RGB").save(file, "PNG")
        return file.getvalue()


async def body_of(server: RunningServer, sandbox: Sandbox, person: int) -> tuple[dict, bytes]:
    """The newest message of a chat, and the bytes of its file as the page would fetch them."""
    message = list(sandbox.chats[person].messages.values())[-1]
    file = message.body["photo"][-1] if "photo" in message.body else message.body["document"]
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/sandbox/files/{file['file_id']}") as got:
        return message.to_api(), await got.read()


async def test_a_document_arrives_with_its_name_caption_and_buttons(sender, outbox, shelf, server, sandbox, lin):
    data = bytes(n % 251 for n in range(300_000))
    file_id = shelf.put(lin, data, "協議 “一”.pdf", "application/pdf")
    copy = ((Key("複製", copy="一二三"),),)
    outbox.add(lin, Outgoing("send", "這是你的協議。", copy, document=file_id), Outgoing("send", "還要別的嗎？"))
    sender.wake(lin)
    await sender.idle()
    assert [text for _, text in outbox.arrived] == ["這是你的協議。", "還要別的嗎？"]
    sent = list(sandbox.chats[lin].messages.values())[-2]
    assert sent.body["document"]["file_name"] == "協議 “一”.pdf"
    assert sent.body["document"]["mime_type"] == "application/pdf"
    assert sent.body["caption"] == "這是你的協議。"
    assert sent.buttons[0][0].copy_text == "一二三"
    assert sandbox.files.by_id[sent.body["document"]["file_id"]].content == data


async def test_a_photo_arrives_and_the_page_can_show_it(sender, outbox, shelf, server, sandbox, lin):
    data = picture()
    outbox.add(lin, Outgoing("send", "你的卡片", photo=shelf.put(lin, data, "card.png", "image/png", "photo")))
    sender.wake(lin)
    await sender.idle()
    message, shown = await body_of(server, sandbox, lin)
    assert message["caption"] == "你的卡片"
    assert shown == data


async def test_a_photo_under_a_cover_is_covered_as_well(sender, outbox, shelf, sandbox, lin):
    kept = shelf.put(lin, picture(), "card.png", "image/png", "photo")
    outbox.add(lin, Outgoing("send", "每月的收支", photo=kept, cover="有一条给你的消息，点开看："))
    sender.wake(lin)
    await sender.idle()
    sent = list(sandbox.chats[lin].messages.values())[-1]
    assert sent.body["has_media_spoiler"]
    assert sent.body["caption"].startswith("有一条给你的消息")


async def test_a_file_that_is_not_kept_any_more_is_given_up_and_the_next_line_goes_out(sender, outbox, shelf, lin):
    outbox.add(lin, Outgoing("send", "看這個", document="gone"), Outgoing("send", "還在嗎？"))
    sender.wake(lin)
    await sender.idle()
    assert [text for _, text in outbox.arrived] == ["還在嗎？"]
    assert len(outbox.dead) == 1


async def test_another_persons_file_is_never_sent(sender, outbox, shelf, meet, lin):
    theirs = shelf.put(lin, b"secret", "a.txt", "text/plain")
    chen = meet("Chen")
    outbox.add(chen, Outgoing("send", "你的", document=theirs))
    sender.wake(chen)
    await sender.idle()
    assert outbox.arrived == []


async def test_a_file_that_may_have_arrived_is_not_sent_again(api: ScriptedApi, failing, outbox, shelf):
    api.answer("sendDocument", cut)
    outbox.add(1, Outgoing("send", "給你", document=shelf.put(1, b"x" * 5000, "a.txt", "text/plain")))
    failing.wake(1)
    await failing.idle()
    assert api.methods().count("senddocument") == 1
    assert failing.counts.possibly_lost == 1


async def test_a_file_refused_for_haste_is_sent_again_from_its_beginning(api: ScriptedApi, failing, outbox, shelf):
    api.answer("sendDocument", refusal(429, "Too Many Requests", 0))
    outbox.add(1, Outgoing("send", "給你", document=shelf.put(1, b"x" * 5000, "a.txt", "text/plain")))
    failing.wake(1)
    await failing.idle()
    assert api.methods().count("senddocument") == 2
    assert [text for _, text in outbox.arrived] == ["給你"]
