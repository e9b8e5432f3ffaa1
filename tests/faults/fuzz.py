"""Send the real bot, a process of its own, updates that are wrong in every way, and see that nobody is left waiting.

python -m tests.faults.fuzz --updates 100000
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import uvloop

from bot.sandbox import Event, Message, Sandbox, serve
from tests.faults.mutations import Mutator, asks_for_an_answer
from tests.simulated.people import tokens_of
from tests.simulated.process import ROOT

PEOPLE = 100
PATIENCE = 60.0
"""Seconds an answer may take: the machine may be busy with something else."""

KEPT = 20
"""Messages kept of each chat: the sandbox is not what is measured."""

WARM = 0.2
"""Share of the run after which memory is measured first: caches are full by then."""


@dataclass(slots=True)
class Found:
    """What came of a run; memory in MB."""

    updates: int = 0
    asked: int = 0
    unanswered: list[str] = field(default_factory=list)
    stuck: int = 0
    troubles: int = 0
    crashed: bool = False
    seconds: float = 0.0
    memory_warm: float = 0.0
    memory_end: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def table(self) -> str:
        """All of it as markdown."""
        rows = {
            "updates": self.updates,
            "private messages that waited for an answer": self.asked,
            "of them unanswered": len(self.unanswered),
            "chats stuck at the end": self.stuck,
            "turns that failed and were apologised for": self.troubles,
            "the bot crashed": "yes" if self.crashed else "no",
            "updates a second": round(self.updates / max(self.seconds, 0.001)),
            f"memory after {WARM:.0%} of the run, MB": round(self.memory_warm, 1),
            "memory at the end, MB": round(self.memory_end, 1),
        }
        return "\n".join(["| what | count |", "|---|---|", *(f"| {what} | {count} |" for what, count in rows.items())])


class Listener:
    """Hears what the bot says in each chat, and the buttons it shows."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.said: dict[int, int] = {}
        self.tokens: dict[int, list[str]] = {}
        self._sandbox = sandbox
        self._heard = asyncio.Event()
        sandbox.listen(self._notice)

    def _notice(self, chat_id: int, event: Event) -> None:
        message = event.message
        if message is None or not message.from_bot or event.kind not in {"message", "edit"}:
            return
        self.said[chat_id] = self.said.get(chat_id, 0) + 1
        self._keep(chat_id, message)
        self._heard.set()

    def _keep(self, chat_id: int, message: Message) -> None:
        if found := list(tokens_of(message)):
            self.tokens[chat_id] = (found + self.tokens.get(chat_id, []))[:40]
        chat = self._sandbox.chats[chat_id]
        for number in list(chat.messages)[:-KEPT]:
            chat.remove(number)

    async def until(self, counts: dict[int, int], alive: subprocess.Popen[bytes]) -> list[int]:
        """Wait until every chat has more said in it than ``counts``; the chats where nothing came."""
        end = time.monotonic() + PATIENCE
        while waiting := [chat for chat, before in counts.items() if self.said.get(chat, 0) <= before]:
            self._heard.clear()
            if alive.poll() is not None or time.monotonic() > end:
                return waiting
            try:
                async with asyncio.timeout(1):
                    await self._heard.wait()
            except TimeoutError:
                continue
        return []


async def fuzz(updates: int, seed: int, folder: Path, people: int = PEOPLE) -> Found:
    """Run so many updates through the sandbox, each person one at a time."""
    sandbox = Sandbox(keep_log=False)
    mutator, listener, found = Mutator(seed), Listener(sandbox), Found()
    crowd = [sandbox.add_person("Lin", "zh-hant" if n % 2 else "zh-hans") for n in range(people)]
    server = await serve(sandbox)
    with (folder / "stderr").open("wb") as errors:
        bot = _start(server.url, sandbox.token, folder, errors.fileno())
        try:
            began = time.monotonic()
            await _greet(sandbox, listener, crowd, bot)
            while found.updates < updates and not found.crashed:
                await _round(sandbox, mutator, listener, crowd, bot, found)
                found.crashed = bot.poll() is not None
                if not found.memory_warm and found.updates >= WARM * updates:
                    found.memory_warm = _memory(bot)
            found.seconds = time.monotonic() - began
            if not found.crashed:
                found.stuck = len(await _greet(sandbox, listener, crowd, bot))
                found.memory_end = _memory(bot)
        finally:
            bot.terminate()
            bot.wait()
            await server.close()
    lines = (folder / "stderr").read_text("utf-8").splitlines()
    found.troubles = sum("turn_failed" in line for line in lines)
    found.complaints = sorted({_complaint(line) for line in lines})[:20]
    return found


def _complaint(line: str) -> str:
    """A line of the log without its moment: the same complaint is then one."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    return " ".join(f"{name}={value}" for name, value in sorted(entry.items()) if name not in {"timestamp", "level"})


async def _round(
    sandbox: Sandbox,
    mutator: Mutator,
    listener: Listener,
    people: list[int],
    bot: subprocess.Popen[bytes],
    found: Found,
) -> None:
    """One update to each person, and its answer where one is owed."""
    before: dict[int, int] = {}
    sent: dict[int, str] = {}
    for person in people:
        kind, payload = mutator.unsound(person, listener.tokens.get(person, []))
        if asks_for_an_answer(kind, payload, person):
            before[person] = listener.said.get(person, 0)
            sent[person] = repr(payload)[:300]
        sandbox.updates.add(kind, payload, person)
        found.updates += 1
    found.asked += len(before)
    found.unanswered += [sent[person] for person in await listener.until(before, bot)]


async def _greet(sandbox: Sandbox, listener: Listener, people: list[int], bot: subprocess.Popen[bytes]) -> list[int]:
    """Have everybody open the menu; those who get nothing."""
    before = {person: listener.said.get(person, 0) for person in people}
    for person in people:
        sandbox.say(person, "/menu")
    return await listener.until(before, bot)


def _start(url: str, token: str, folder: Path, errors: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": token,
        "DATA_DIR": str(folder / "data"),
        "SENDS_PER_SECOND": "0",
        "SENDS_PER_SECOND_PER_CHAT": "0",
        "MESSAGES_PER_MINUTE": "0",
        "LOG_LEVEL": "error",
        "LOG_FORMAT": "json",
    }
    return subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=folder, env=environment, stderr=errors)


def _memory(bot: subprocess.Popen[bytes]) -> float:
    return float(psutil.Process(bot.pid).memory_info().rss) / 1e6


def main() -> None:
    """Print the table; 1 when something must not be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = uvloop.run(fuzz(asked.updates, asked.seed, Path(folder)))
    print(found.table())
    for line in (*found.unanswered[:5], *found.complaints):
        print(line)
    sys.exit(bool(found.unanswered or found.stuck or found.crashed))


if __name__ == "__main__":
    main()
