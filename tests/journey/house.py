"""`python -m bot up` as a process of its own, as `make run` starts it: found by what it prints, and killed."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
LONGEST_START, LONGEST_SAVE = 60, 10
"""Seconds."""
OWN_SETTINGS = ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "DATA_KEY_FILE", "WEBHOOK_URL", "HEALTH_LISTEN")


class House:
    """The bot and its sandbox on one data folder; it keeps its port when started again."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.said: list[str] = []
        self._folder = folder
        self._place = "127.0.0.1:0"
        self._child: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self._place}"

    async def start(self) -> None:
        """Run it until it has printed its address. Raises TimeoutError."""
        inherited = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "up"),
            cwd=self._folder,
            stderr=asyncio.subprocess.PIPE,
            env={
                **inherited,
                "PYTHONPATH": str(ROOT),
                "DATA_DIR": str(self.data),
                "SANDBOX_LISTEN": self._place,
                "SENDS_PER_SECOND_PER_CHAT": "0",
                "MESSAGES_PER_MINUTE": "0",
            },
        )
        async with asyncio.timeout(LONGEST_START):
            while (found := ADDRESS.search(await self._line())) is None:
                pass
        self._place = f"127.0.0.1:{found[1]}"
        self._listening = asyncio.create_task(self._listen())

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to tidy up."""
        if self._child is None:
            return
        if self._child.returncode is None:
            self._child.kill()
        await self._child.wait()
        if self._listening is not None:
            await self._listening
        self._child = None

    async def settled(self) -> None:
        """Wait until the sandbox, which stands for Telegram's servers, has all it knows on the disk."""
        async with asyncio.timeout(LONGEST_SAVE), aiohttp.ClientSession() as http:
            while await self._happened(http) > self._on_disk():  # noqa: ASYNC110  a file tells nobody that it changed
                await asyncio.sleep(0.05)

    async def _happened(self, http: aiohttp.ClientSession) -> int:
        async with http.get(f"{self.url}/sandbox/state") as answer:
            person = (await answer.json())["people"][0]["id"]
        async with http.get(f"{self.url}/sandbox/people/{person}/chat") as answer:
            return int((await answer.json())["last_event"])

    def _on_disk(self) -> int:
        saved = self.data / "sandbox.json"
        chats = json.loads(saved.read_text("utf-8"))["chats"] if saved.exists() else []
        return int(chats[0]["last_event"]) if chats else 0

    async def _line(self) -> str:
        assert self._child is not None
        assert self._child.stderr is not None
        line = (await self._child.stderr.readline()).decode()
        if not line:
            raise RuntimeError(f"`python -m bot up` ended by itself: {self.said}")
        self.said.append(line.rstrip())
        return line

    async def _listen(self) -> None:
        assert self._child is not None
        assert self._child.stderr is not None
        while line := await self._child.stderr.readline():
            self.said.append(line.decode().rstrip())
