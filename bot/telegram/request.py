"""HTTP for ``telegram.Bot`` on aiohttp and orjson.

The library's own class is httpx, whose pool looks through every request and connection at each event: 1.8
ms of CPU a call alone, 6.3 ms with 256 under way. aiohttp takes 0.2 to 0.3 ms whatever the number.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import aiohttp
import orjson
from aiohttp.abc import AbstractStreamWriter
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 256
KEEP_ALIVE = 30.0
"""Seconds. Shorter than the servers': they never close a connection we are just about to write to."""
DNS_LIFETIME = 300
JSON_HEADERS = {"Content-Type": "application/json"}

Seconds: TypeAlias = float | None
Body: TypeAlias = bytes | aiohttp.FormData | aiohttp.MultipartWriter | None


class NotSent(NetworkError):
    """No connection came about: the call surely had no effect."""

    __slots__ = ()


class NotSentInTime(NotSent, TimedOut):
    """No connection came about in time: the call surely had no effect."""

    __slots__ = ()


class Cut(NetworkError):
    """The connection broke under way: whether the call had an effect is unknown."""

    __slots__ = ()


class JsonBody:
    """Parameters that are JSON already, in the place of the library's ``RequestData``.

    That class (final there) looks into every parameter for files and writes nested ones as JSON in JSON; the
    calls this bot makes need neither.
    """

    __slots__ = ("body",)
    contains_files = False

    def __init__(self, body: bytes) -> None:
        self.body = body


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send: its name, media type and size in bytes; ``pieces`` begins it anew each time it is called."""

    name: str
    mime: str
    size: int
    pieces: Callable[[], AsyncIterator[bytes]]


class FileBody:
    """Parameters with a file, in the place of the library's ``RequestData``, which wants the whole file in memory."""

    __slots__ = ("fields", "part", "upload")
    contains_files = True

    def __init__(self, fields: Mapping[str, str], part: str, upload: Upload) -> None:
        self.fields, self.part, self.upload = fields, part, upload

    def as_multipart(self) -> aiohttp.MultipartWriter:
        """The body of one call; it cannot be used for a second."""
        writer = aiohttp.MultipartWriter("form-data")
        for name, value in self.fields.items():
            writer.append(value).set_content_disposition("form-data", name=name)
        # Telegram shows the name as it stands here, so it is not percent-encoded.
        file = writer.append_payload(_Pieces(self.upload))
        file.set_content_disposition("form-data", quote_fields=False, name=self.part, filename=self.upload.name)
        return writer


class _Pieces(aiohttp.Payload):
    """An upload as aiohttp sends it: its size known beforehand, a piece in memory at a time."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload, content_type=upload.mime)
        self._size = upload.size

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send it."""
        async for piece in self._value.pieces():
            await writer.write(piece)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:  # noqa: ARG002
        """Never asked for: an upload is no text."""
        raise TypeError("an upload is sent, not read")


class AiohttpRequest(BaseRequest):
    """One pool of kept connections for everything the bot asks.

    Timeouts are seconds, None waits for ever: ``connect`` to make a connection, ``pool`` to get a free one,
    ``write`` to hand over the body (``media_write`` when it carries files), ``read`` between two pieces
    of the answer. Raises NotSent where the call surely had no effect, TimedOut and Cut where that is
    unknown. The session is made at the first call, within the running loop.
    """

    __slots__ = (
        "_closed",
        "_connect",
        "_connections",
        "_media_write",
        "_pool",
        "_proxy",
        "_read",
        "_session",
        "_write",
    )

    def __init__(
        self,
        connections: int = CONNECTIONS,
        *,
        proxy: str | None = None,
        connect: Seconds = 5.0,
        pool: Seconds = 5.0,
        write: Seconds = 5.0,
        read: Seconds = 10.0,
        media_write: Seconds = 60.0,
    ) -> None:
        self._connections, self._proxy = connections, proxy
        self._connect, self._pool, self._write, self._read = connect, pool, write, read
        self._media_write = media_write
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float | None:
        """Seconds between two pieces of an answer."""
        return self._read

    async def initialize(self) -> None:
        """Make calls possible, again after a shutdown."""
        self._closed = False

    async def shutdown(self) -> None:
        """Close every connection; calls fail until the next ``initialize``."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

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
        with_files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            connect=_chosen(connect_timeout, self._connect),
            pool=_chosen(pool_timeout, self._pool),
            write=_chosen(write_timeout, self._media_write if with_files else self._write),
            read=_chosen(read_timeout, self._read),
        )
        body, headers = _body(request_data)
        try:
            async with self._open().request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise _as_telegram(fault) from fault

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise NotSent("The connections are closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=KEEP_ALIVE, ttl_dns_cache=DNS_LIFETIME
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )
        return self._session

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises TelegramError; nothing of what came is logged: it may be private."""
        try:
            answer: Any = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("The server did not answer with a JSON object")
        return answer


def make_bot(token: str, api_url: str, *, connections: int = CONNECTIONS, proxy: str | None = None) -> Bot:
    """A ``telegram.Bot`` on one shared pool, for the Bot API at ``api_url`` ("https://api.telegram.org")."""
    # The library warns at every 429 until one opts in to durations as timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # At DEBUG the library writes the parameters of every call, and with them what people are told.
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)
    request = AiohttpRequest(connections, proxy=proxy)
    root = api_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request,
        get_updates_request=request,
    )


def _chosen(asked: object, default: Seconds) -> Seconds:
    if asked is BaseRequest.DEFAULT_NONE:
        return default
    return float(asked) if isinstance(asked, int | float) else None


@lru_cache(maxsize=32)
def _timeout(*, connect: Seconds, pool: Seconds, write: Seconds, read: Seconds) -> aiohttp.ClientTimeout:
    # aiohttp counts waiting for a free connection and making one together, and has no limit for writing
    # alone: the total bounds a body that does not get through.
    connecting = None if connect is None or pool is None else connect + pool
    total = None if connecting is None or write is None or read is None else connecting + write + read
    return aiohttp.ClientTimeout(total=total, connect=connecting, sock_connect=connect, sock_read=read)


def _body(data: RequestData | JsonBody | FileBody | None) -> tuple[Body, dict[str, str] | None]:
    if data is None:
        return None, None
    if isinstance(data, JsonBody):
        return data.body, JSON_HEADERS
    if isinstance(data, FileBody):
        return data.as_multipart(), None
    if not data.contains_files:
        return orjson.dumps(data.parameters), JSON_HEADERS
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form, None


def _as_telegram(fault: Exception) -> NetworkError:
    # Only the class is named: aiohttp's messages may hold the address, and with it the token.
    name = type(fault).__name__
    if isinstance(fault, aiohttp.ConnectionTimeoutError):
        return NotSentInTime(name)
    if isinstance(fault, aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        return NotSent(name)
    if isinstance(fault, TimeoutError):
        return TimedOut(name)
    return Cut(name)
