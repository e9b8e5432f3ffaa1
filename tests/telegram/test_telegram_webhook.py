"""Updates brought by Telegram are answered with 200 only once they are stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import aiohttp
import orjson
import pytest
from sample_updates import SAMPLES, message
from watched import Watched

from bot.conversation.values import InboxRow
from bot.errors import StorageError
from bot.sandbox.sandbox import Sandbox
from bot.telegram.calls import Calls
from bot.telegram.updates import LARGEST_UPDATE, read_update
from bot.telegram.webhook import SECRET_HEADER, Webhook, listening

SECRET = "s3cret_-"
UPDATE = {"update_id": 7, "message": message(text="hello")}


class Inbox(Watched):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[InboxRow] = []
        self.told: list[int] = []
        self.broken = False
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def receive(self, rows: Sequence[InboxRow]) -> list[int]:
        await self.go_on.wait()
        if self.broken:
            raise StorageError
        self.rows.extend(rows)
        self.changed()
        return [row.chat_id for row in rows]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def address(inbox: Inbox) -> AsyncIterator[str]:
    webhook = Webhook(SECRET, inbox.receive, inbox.told.append)
    async with listening(webhook, "127.0.0.1", 0, "/telegram") as port:
        yield f"http://127.0.0.1:{port}/telegram"


async def post(address: str, body: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_an_update_is_stored_and_its_chat_told(address: str, inbox: Inbox):
    assert await post(address, orjson.dumps(UPDATE)) == 200
    assert [(row.update_id, row.chat_id) for row in inbox.rows] == [(7, 1001)]
    assert read_update(inbox.rows[0].payload).text == "hello"
    assert inbox.told == [1001]


async def test_the_answer_waits_until_the_update_is_stored(address: str, inbox: Inbox):
    inbox.go_on.clear()
    posting = asyncio.create_task(post(address, orjson.dumps(UPDATE)))
    done, _ = await asyncio.wait({posting}, timeout=0.1)
    assert not done

    inbox.go_on.set()

    assert await posting == 200


async def test_an_update_that_cannot_be_stored_is_not_taken(address: str, inbox: Inbox):
    inbox.broken = True

    assert await post(address, orjson.dumps(UPDATE)) == 503
    assert inbox.told == []


@pytest.mark.parametrize("secret", [None, "", "s3cret", SECRET + "x", "密"])
async def test_without_the_secret_nothing_is_taken(address: str, inbox: Inbox, secret: str | None):
    assert await post(address, orjson.dumps(UPDATE), secret) == 403
    assert inbox.rows == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b"x" * (LARGEST_UPDATE + 1), 413),
    ],
)
async def test_what_is_not_an_update_is_refused(address: str, inbox: Inbox, body: bytes, status: int):
    assert await post(address, body) == status
    assert inbox.rows == []


async def test_an_update_without_a_chat_is_taken_and_dropped(address: str, inbox: Inbox):
    update = {"update_id": 1, **SAMPLES["inline query"][0]}

    assert await post(address, orjson.dumps(update)) == 200
    assert inbox.rows == []


def test_a_webhook_without_a_secret_is_not_made(inbox: Inbox):
    with pytest.raises(ValueError, match="secret"):
        Webhook("", inbox.receive, inbox.told.append)


async def test_the_bot_api_delivers_what_people_write(
    sandbox: Sandbox, calls: Calls, lin: int, address: str, inbox: Inbox
):
    await calls.set_webhook(address, SECRET)
    sandbox.say(lin, "hello")
    await inbox.until(lambda: len(inbox.rows) == 2)

    assert [read_update(row.payload).text for row in inbox.rows] == ["/start", "hello"]
