"""Nothing a person gives, in whatever field, is in anything the bot writes: logs, figures, names of files, raw bytes.

A marker is planted in every field a person can fill; the bot is a process of its own that logs at debug; the network,
the Bot API and the database are made to fail on the way.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from bot.conversation.buttons import read_token
from bot.sandbox import Event, Faults, RunningServer, Sandbox, serve
from bot.sandbox import people as doing
from bot.sandbox.arguments import Upload
from tests.faults import rooms
from tests.simulated.people import Say, Tap
from tests.simulated.process import ROOT

SCREENS = ROOT / "tests" / "pictures" / "screens"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PHONE = "13987650421"
IDENTITY, PASSWORD = "11010519491231002X", "Zq7secret"
SCREEN = "您在我司的借款已逾期37天"
"""What stands on the screenshot that is sent."""

PERSON = 7345129086
"""The id of the chat: personal data too."""

FIELDS = (
    *rooms.FIELDS,
    *("name", "payload", "text", "answer", "words", "company", "forwarder", "forwarded", "caption", "pictured", "file"),
    *("edited", "callback", "command", "contact", "group", "said", "poll", "place", "emoji"),
)
MARKS = {field: f"ZQ{number:02}X{field.upper()}秘密" for number, field in enumerate(FIELDS)}
ASCII = {field: mark.removesuffix("秘密") for field, mark in MARKS.items()}


@dataclass
class Watched:
    """A running bot and where it writes."""

    process: subprocess.Popen[bytes]
    output: Path
    data: Path
    health: str


@asynccontextmanager
async def watched(server: RunningServer, token: str, folder: Path) -> AsyncIterator[Watched]:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONASYNCIODEBUG": "1",
        "PYTHONFAULTHANDLER": "1",
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_BOT_TOKEN": token,
        "DATA_DIR": str(folder / "data"),
        "HEALTH_LISTEN": f"127.0.0.1:{port}",
        "SENDS_PER_SECOND": "0",
        "SENDS_PER_SECOND_PER_CHAT": "0",
        "MESSAGES_PER_MINUTE": "0",
        "LOG_LEVEL": "debug",
    }
    output = folder / "output"
    with output.open("wb") as written:
        process = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=environment,
            stdout=written,
            stderr=written,
        )
        try:
            yield Watched(process, output, folder / "data", f"http://127.0.0.1:{port}/healthz")
        finally:
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.wait)


class Heard:
    """Waits until the bot says something to the person."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox, self._event = sandbox, asyncio.Event()
        sandbox.listen(self._notice)

    def _notice(self, chat_id: int, event: Event) -> None:
        if chat_id == PERSON and event.message is not None and event.message.from_bot and event.kind != "delete":
            self._event.set()

    async def after(self, _act: object) -> None:
        """Something was done: wait for the next word of the bot."""
        async with asyncio.timeout(60):
            await self._event.wait()
        self._event.clear()

    async def until(self, fits: Callable[[str], bool]) -> None:
        """Wait until something is there that fits."""
        while not any(fits(message.text) for message in self._sandbox.messages(PERSON)):
            await self.after(None)

    async def tap(self, choice: str) -> None:
        """Tap the newest button of a choice, once it is there."""
        while not _tapped(self._sandbox, choice):
            await self.after(None)


def shapes(mark: str) -> Iterator[bytes]:
    """A marker as it may be written: text in two encodings, escaped, quoted, base64 at each of three places."""
    yield mark.encode()
    yield mark.encode("utf-16-le")
    yield mark.encode("unicode_escape")
    yield quote(mark).encode()
    yield mark.encode().hex().encode()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + mark.encode())
        yield encoded[4:-4]


@pytest.mark.faults
@pytest.mark.xdist_group("processes")
async def test_no_marker_is_in_anything_the_bot_writes(tmp_path: Path):
    sandbox = Sandbox()
    person = sandbox.add_person(MARKS["name"], "zh-hans", PERSON)
    server = await serve(sandbox)
    heard = Heard(sandbox)
    try:
        async with watched(server, sandbox.token, tmp_path) as bot:
            await _talk(sandbox, heard, person)
            await _through_the_rooms(sandbox, heard, person)
            await _send_things(sandbox, heard, person)
            await _break_things(sandbox, heard, person, bot)
            figures = await _figures(bot.health)
            bot.process.send_signal(signal.SIGHUP)
            await heard.after(sandbox.say(person, "/menu"))
        written = bot.output.read_bytes() + figures
        names = "\n".join(str(path.relative_to(bot.data)) for path in bot.data.rglob("*")).encode()
        raw = b"\0".join(path.read_bytes() for path in bot.data.rglob("*") if path.is_file())
    finally:
        await server.close()
    marks = [
        *MARKS.values(),
        *ASCII.values(),
        PHONE,
        IDENTITY,
        SCREEN,
        sandbox.token,
        sandbox.token.partition(":")[2],
    ]
    for where in (written, names, raw):
        assert [mark for mark in marks if any(shape in where for shape in shapes(mark))] == []
    for short in (str(PERSON), rooms.CODE, PASSWORD):
        assert not re.search(rb"(?<![\w.])%s(?!\w)" % short.encode(), written)


async def _talk(sandbox: Sandbox, heard: Heard, person: int) -> None:
    for text in (f"/start {MARKS['payload']}", f"/{ASCII['command']}", MARKS["text"], "/settings"):
        await heard.after(sandbox.say(person, text))
    for choice in ("zh_Hans", "CN", "adult", "self", "+records", "done", "none"):
        await heard.tap(choice)
    await heard.after(sandbox.say(person, "/log"))
    for choice in ("now", "other"):
        await heard.tap(choice)
    await heard.after(sandbox.say(person, MARKS["company"]))
    await heard.tap("!skip")
    await heard.after(sandbox.say(person, f"{MARKS['words']} {PHONE}"))
    number = sandbox.say(person, MARKS["answer"])
    await heard.after(number)
    await heard.after(sandbox.edit(person, number, MARKS["edited"]))
    await heard.after(sandbox.say(person, MARKS["forwarded"], forward_from=MARKS["forwarder"]))
    last = sandbox.last_from_bot(person)
    assert last is not None
    await heard.after(sandbox.tap(person, last.id, MARKS["callback"][:20], force=True))


async def _through_the_rooms(sandbox: Sandbox, heard: Heard, person: int) -> None:
    answered = 0
    for answer in (answer for way in rooms.ways(MARKS) for answer in way):
        choice = answer.choice if isinstance(answer, Tap) else ""
        at_once = isinstance(answer, Say) and answer.text.startswith("/")
        while not at_once and not ((newest := _newest(sandbox)).number > answered and choice in newest.data):
            await heard.after(None)
        if isinstance(answer, Say):
            sandbox.say(person, answer.text)
        else:
            sandbox.tap(person, newest.message, newest.data[choice])
        answered = answered if choice.startswith("+") else _newest(sandbox).number
    await heard.after(sandbox.say(person, f"我的身份证是{IDENTITY}，密码是{PASSWORD}"))
    await heard.after(sandbox.say(person, "/menu"))
    screen = Upload(f"{MARKS['pictured']}.png", "image/png", (SCREENS / "wechat_light_hans.png").read_bytes())
    doing.send_pictures(sandbox, person, [screen], MARKS["caption"])
    await heard.until(lambda text: SCREEN in text)
    sent = {message.body["document"]["file_name"] for message in sandbox.messages(person) if "document" in message.body}
    assert sent >= rooms.PAPERS


async def _send_things(sandbox: Sandbox, heard: Heard, person: int) -> None:
    picture = Upload(f"{MARKS['pictured']}.png", "image/png", PNG)
    paper = Upload(f"{MARKS['file']}.pdf", "application/pdf", b"%PDF-1.4 " + MARKS["file"].encode())
    await heard.after(sandbox.say(person, "/menu"))
    await heard.after(doing.send_pictures(sandbox, person, [picture], MARKS["caption"]))
    await heard.after(sandbox.say(person, "/menu"))
    await heard.after(doing.send_documents(sandbox, person, [paper], MARKS["caption"]))
    await heard.after(doing.send_poll(sandbox, person, MARKS["poll"]))
    await heard.after(doing.send_sticker(sandbox, person, MARKS["emoji"]))
    chat = sandbox.chat(person)
    contact = {"phone_number": PHONE, "first_name": MARKS["contact"]}
    venue = {"location": {"latitude": 1.0, "longitude": 2.0}, "title": MARKS["place"], "address": MARKS["place"]}
    for content in ({"contact": contact}, {"venue": venue, "location": venue["location"]}):
        message = sandbox.post(chat, sandbox.people[person].to_api(), content)
        await heard.after(sandbox.tell_bot("message", message.to_api(), chat))
    group = sandbox.add_group(MARKS["group"], "supergroup", person)
    sandbox.say_in_group(group, person, MARKS["said"])


async def _break_things(sandbox: Sandbox, heard: Heard, person: int, bot: Watched) -> None:
    sandbox.use_faults(Faults(status={500: 0.5, 403: 0.0, 429: 0.2}, drop=0.2, seed=3, retry_after=0))
    for _ in range(6):
        await heard.after(sandbox.say(person, MARKS["text"]))
    sandbox.use_faults(Faults(status={400: 1.0}, methods=("sendMessage",)))
    sandbox.say(person, MARKS["text"])
    await asyncio.to_thread(_wait_for, bot.output, b"message_given_up")
    sandbox.use_faults(Faults())
    with closing(sqlite3.connect(bot.data / "huankouqi.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sandbox.say(person, MARKS["text"])
        await asyncio.to_thread(_wait_for, bot.output, b"fault=StorageError")
        other.execute("ROLLBACK")
    await heard.after(sandbox.say(person, "/menu"))


@dataclass
class Newest:
    """The newest question: its number, its message and the data of its buttons by choice; any words answer ""."""

    number: int
    message: int
    data: dict[str, str]


def _newest(sandbox: Sandbox) -> Newest:
    found = Newest(0, 0, {})
    for message in sandbox.messages(PERSON):
        buttons = (button.data for row in message.buttons for button in row if button.data)
        tokens = [(token, data) for data in buttons if (token := read_token(data)) is not None]
        if tokens and tokens[0][0].question >= found.number:
            found = Newest(
                tokens[0][0].question, message.id, {"": "", **{token.choice: data for token, data in tokens}}
            )
    return found


def _wait_for(output: Path, words: bytes) -> None:
    """Until the bot has met the trouble: a test of troubles that never came would say nothing."""
    for _ in range(600):
        if words in _plain(output.read_bytes()):
            return
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was never logged")


def _plain(log: bytes) -> bytes:
    """A log as text without the quotes of JSON: the console writes fault=X, JSON writes "fault": "X"."""
    return log.replace(b'": "', b"=").replace(b'"', b"")


async def _figures(url: str) -> bytes:
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return await answer.read()


def _tapped(sandbox: Sandbox, choice: str) -> bool:
    for message in reversed(sandbox.messages(PERSON)):
        for button in (button for row in message.buttons for button in row):
            if button.data and button.data.split(":", 3)[-1] == choice:
                sandbox.tap(PERSON, message.id, button.data)
                return True
    return False
