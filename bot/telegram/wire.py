"""One kept HTTP/1.1 connection, read with httptools: one call at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeAlias, cast

import httptools
from telegram.error import TimedOut

from bot.telegram.network_faults import Cut

Answer: TypeAlias = tuple[int, bytes]
"""The HTTP status and the body."""

LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes. A hundred updates of the largest size come to far less: what is larger is not from a Bot API."""


class Wire(asyncio.Protocol):
    """A connection; ``lost`` is told once when it is gone. Answers that end with the connection are not taken."""

    __slots__ = ("_answer", "_body", "_heard", "_late", "_loop", "_lost", "_parser", "_size", "_transport", "open")

    def __init__(self, lost: Callable[[Wire], None]) -> None:
        self.open = False
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._late: asyncio.TimerHandle | None = None
        self._body: list[bytes] = []
        self._size = 0
        self._heard = 0.0

    async def call(self, request: bytes, read: float | None) -> Answer:
        """Write a whole request and give its answer; ``read`` is how long the other side may be silent, in seconds.

        Raises TimedOut and Cut; the connection is closed then, and when the caller goes away.
        """
        if self._transport is None or not self.open:
            raise Cut("ConnectionClosed")
        answer: asyncio.Future[Answer] = self._loop.create_future()
        self._answer = answer
        self._body, self._size = [], 0
        if read is not None:
            self._heard = self._loop.time()
            self._late = self._loop.call_later(read, self._silent, read)
        self._transport.write(request)
        try:
            return await answer
        finally:
            if self._late is not None:
                self._late.cancel()
                self._late = None
            if self._answer is not None:  # not answered: what still comes would be taken for the next answer
                self._answer = None
                self.close()

    def close(self) -> None:
        """Break the connection."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The event loop has connected it."""
        self._transport = cast(asyncio.Transport, transport)
        self.open = True

    def connection_lost(self, exc: Exception | None) -> None:
        """The event loop has lost it."""
        self.open = False
        self._fail(Cut(type(exc).__name__ if exc is not None else "ConnectionClosed"))
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        """A piece of an answer has come."""
        if self._answer is None:  # nothing was asked
            self.close()
            return
        self._heard = self._loop.time()
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(Cut("HttpParserError"))
            self.close()

    def on_body(self, piece: bytes) -> None:
        """The parser has a piece of the body."""
        self._body.append(piece)
        self._size += len(piece)
        if self._size > LARGEST_ANSWER:
            self._fail(Cut("AnswerTooLarge"))
            self.close()

    def on_message_complete(self) -> None:
        """The parser has the whole answer."""
        if not self._parser.should_keep_alive():
            self.close()
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result((self._parser.get_status_code(), b"".join(self._body)))

    def _silent(self, read: float) -> None:
        left = self._heard + read - self._loop.time()
        if left > 0:  # pieces have come since
            self._late = self._loop.call_later(left, self._silent, read)
        else:
            self._fail(TimedOut("Timed out"))
            self.close()

    def _fail(self, fault: Exception) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(fault)
