"""Kept connections to the Bot API: as many calls at once as there are connections, the rest waits its turn."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias
from urllib.parse import urlsplit

from bot.telegram.network_faults import NotSent, NotSentInTime
from bot.telegram.wire import Answer, Wire

Seconds: TypeAlias = float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where connections go; ``name`` is what the Host header says."""

    host: str
    port: int
    secure: bool
    name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, to wait for a free connection, and for the other side to be silent; None is for ever."""

    connect: Seconds
    pool: Seconds
    read: Seconds


class Pool:
    """At most ``size`` connections, each kept ``keep`` seconds after its last call."""

    def __init__(self, size: int, keep: float, user_agent: str) -> None:
        self._size, self._keep = size, keep
        self._headers = f"User-Agent: {user_agent}\r\nContent-Type: application/json\r\nContent-Length: "
        self._idle: dict[Origin, deque[tuple[float, Wire]]] = {}
        self._wires: set[Wire] = set()
        self._places = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def post(self, url: str, body: bytes, limits: Limits) -> Answer:
        """Post JSON; gives status and body. Raises NotSent where the call surely had no effect, TimedOut and Cut."""
        origin, path = _parsed(url)
        head = f"POST {path} HTTP/1.1\r\nHost: {origin.name}\r\n{self._headers}{len(body)}\r\n\r\n"
        await self._place(limits.pool)
        try:
            wire = self._kept(origin) or await self._connected(origin, limits.connect)
            answer = await wire.call(head.encode("ascii") + body, limits.read)
            if wire.open:
                self._idle.setdefault(origin, deque()).append((_now(), wire))
            return answer
        finally:
            self._give_place()

    def close(self) -> None:
        """Break every connection."""
        self._idle.clear()
        for wire in list(self._wires):
            wire.close()

    async def _place(self, patience: Seconds) -> None:
        if self._places < self._size:
            self._places += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as fault:
            if turn.done() and not turn.cancelled():  # the place came while we were going away
                self._give_place()
            with suppress(ValueError):
                self._waiting.remove(turn)
            if isinstance(fault, TimeoutError):
                raise NotSentInTime("PoolTimeout") from fault
            raise

    def _give_place(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._places -= 1

    def _kept(self, origin: Origin) -> Wire | None:
        """The connection used last, so that those too many grow old."""
        idle = self._idle.get(origin)
        while idle:
            since, wire = idle.pop()
            if wire.open and _now() - since < self._keep:
                return wire
            wire.close()
        return None

    async def _connected(self, origin: Origin, patience: Seconds) -> Wire:
        loop = asyncio.get_running_loop()
        secure = self._trust if origin.secure else None
        try:
            async with asyncio.timeout(patience):
                _, wire = await loop.create_connection(
                    lambda: Wire(self._wires.discard), origin.host, origin.port, ssl=secure
                )
        except TimeoutError as fault:
            raise NotSentInTime("ConnectTimeout") from fault
        except (OSError, UnicodeError, ValueError) as fault:
            raise NotSent(type(fault).__name__) from fault
        self._wires.add(wire)
        return wire

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def _now() -> float:
    return asyncio.get_running_loop().time()


@lru_cache(maxsize=64)
def _parsed(url: str) -> tuple[Origin, str]:
    """Origin and path of a URL. Raises NotSent for what is none; it names nothing, the path holds the token."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        path = parts.path.encode("ascii").decode() or "/"
    except ValueError as fault:
        raise NotSent("InvalidURL") from fault
    if parts.scheme not in {"http", "https"} or not host or any(mark.isspace() for mark in parts.netloc + path):
        raise NotSent("InvalidURL")
    secure = parts.scheme == "https"
    name = parts.netloc.rpartition("@")[2]
    return Origin(host, port or (443 if secure else 80), secure, name), path
