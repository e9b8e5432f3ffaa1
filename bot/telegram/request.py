"""HTTP for ``telegram.Bot``: JSON over a pool of bare connections, files and proxies over aiohttp.

The library's own class is httpx, whose pool looks through every request and connection at each event: 1.8
ms of CPU a call alone, 6.3 ms with 256 under way. aiohttp takes 0.2 ms whatever the number, and a turn
makes three calls; the pool takes a quarter of that (docs/decisions/0023-bare-connections.md).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.telegram.bodies import JsonBody
from bot.telegram.network_faults import NotSent
from bot.telegram.pool import Limits, Pool, Seconds

if TYPE_CHECKING:
    from bot.telegram.aiohttp_client import AiohttpClient

CONNECTIONS = 256
KEEP_ALIVE = 30.0
"""Seconds. Shorter than the servers': they never close a connection we are just about to write to."""


class TelegramRequest(BaseRequest):
    """Kept connections for everything the bot asks.

    Timeouts are seconds, None waits for ever: ``connect`` to make a connection, ``pool`` to get a free one,
    ``write`` to hand over a body that carries files, ``read`` between two pieces of the answer. Raises NotSent
    where the call surely had no effect, TimedOut and Cut where that is unknown.
    """

    __slots__ = ("_client", "_closed", "_connections", "_limits", "_pool", "_proxy", "_write")

    def __init__(
        self,
        connections: int = CONNECTIONS,
        *,
        proxy: str | None = None,
        connect: Seconds = 5.0,
        pool: Seconds = 5.0,
        write: Seconds = 60.0,
        read: Seconds = 10.0,
    ) -> None:
        self._connections, self._proxy = connections, proxy
        self._limits, self._write = Limits(connect, pool, read), write
        self._pool = Pool(connections, KEEP_ALIVE, self.USER_AGENT)
        self._client: AiohttpClient | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float | None:
        """Seconds between two pieces of an answer."""
        return self._limits.read

    async def initialize(self) -> None:
        """Make calls possible, again after a shutdown."""
        self._closed = False

    async def shutdown(self) -> None:
        """Close every connection; calls fail until the next ``initialize``."""
        self._closed = True
        self._pool.close()
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; gives the HTTP status and the body. Raises NotSent, TimedOut, Cut."""
        if self._closed:
            raise NotSent("The connections are closed")
        limits = self._limits
        if read_timeout is not BaseRequest.DEFAULT_NONE:
            limits = replace(limits, read=_chosen(read_timeout, limits.read))
        if connect_timeout is not BaseRequest.DEFAULT_NONE or pool_timeout is not BaseRequest.DEFAULT_NONE:
            connect, pool = _chosen(connect_timeout, limits.connect), _chosen(pool_timeout, limits.pool)
            limits = replace(limits, connect=connect, pool=pool)
        with_files = request_data is not None and request_data.contains_files
        if method != "POST" or with_files or self._proxy is not None:
            write = _chosen(write_timeout, self._write)
            return await self._aiohttp().request(url, method, request_data, limits, write)
        return await self._pool.post(url, _json(request_data), limits)

    async def stream(self, url: str) -> AsyncIterator[bytes]:
        """A file piece by piece. Raises NotSent, TimedOut, Cut, or NetworkError for a status other than 200."""
        if self._closed:
            raise NotSent("The connections are closed")
        async for piece in self._aiohttp().stream(url, self._limits):
            yield piece

    def _aiohttp(self) -> AiohttpClient:
        if self._client is None:
            from bot.telegram.aiohttp_client import AiohttpClient  # noqa: PLC0415  see there

            self._client = AiohttpClient(self._connections, KEEP_ALIVE, self.USER_AGENT, self._proxy)
        return self._client

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises TelegramError; nothing of what came is logged: it may be private."""
        try:
            answer: Any = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = _mended(payload)
        if not isinstance(answer, dict):
            raise TelegramError("The server did not answer with a JSON object")
        return answer


def make_bot(token: str, api_url: str, *, connections: int = CONNECTIONS, proxy: str | None = None) -> Bot:
    """A ``telegram.Bot`` on one shared pool, for the Bot API at ``api_url`` ("https://api.telegram.org")."""
    # The library warns at every 429 until one opts in to durations as timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # At DEBUG the library writes the parameters of every call, and with them what people are told.
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)
    request = TelegramRequest(connections, proxy=proxy)
    root = api_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request,
        get_updates_request=request,
    )


def _mended(payload: bytes) -> Any:
    """JSON with half a character in it: one such message must not hold up the others. None when it is no JSON."""
    try:
        loose = json.loads(payload.decode("utf-8", "replace"))
        return orjson.loads(json.dumps(loose, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _chosen(asked: object, default: Seconds) -> Seconds:
    if asked is BaseRequest.DEFAULT_NONE:
        return default
    return float(asked) if isinstance(asked, int | float) else None


def _json(data: RequestData | JsonBody | None) -> bytes:
    if isinstance(data, JsonBody):
        return data.body
    return b"{}" if data is None else orjson.dumps(data.parameters)
