"""Calls that carry files, downloads, and everything when there is a proxy: over aiohttp.

Most processes never need it in their first minutes, and it takes some megabytes: import this module where it is used.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import lru_cache
from http import HTTPStatus
from typing import TypeAlias

import aiohttp
import orjson
from aiohttp.abc import AbstractStreamWriter
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.telegram.bodies import FileBody, JsonBody
from bot.telegram.network_faults import Cut, NotSent, NotSentInTime
from bot.telegram.pool import Limits, Seconds
from bot.telegram.upload import Upload
from bot.telegram.wire import Answer

Body: TypeAlias = bytes | aiohttp.FormData | aiohttp.MultipartWriter | None

DNS_LIFETIME = 300
PIECE = 256 * 1024
"""Bytes of a download that are in memory at a time."""
JSON_HEADERS = {"Content-Type": "application/json"}


class AiohttpClient:
    """One session with its own kept connections; ``keep_alive`` is seconds."""

    def __init__(self, connections: int, keep_alive: float, user_agent: str, proxy: str | None) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=keep_alive, ttl_dns_cache=DNS_LIFETIME),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent},
            proxy=proxy,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._session.close()

    async def request(self, url: str, method: str, data: RequestData | None, limits: Limits, write: Seconds) -> Answer:
        """One call. Raises NotSent, TimedOut, Cut."""
        body, headers = _body(data)
        timeout = _timeout(limits, write)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise _as_telegram(fault) from fault

    async def stream(self, url: str, limits: Limits) -> AsyncIterator[bytes]:
        """A file piece by piece. Raises NotSent, TimedOut, Cut, or NetworkError for a status other than 200."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=limits.connect, sock_read=limits.read)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != HTTPStatus.OK:
                    raise NetworkError(f"The server answered {response.status}")
                async for piece in response.content.iter_chunked(PIECE):
                    yield piece
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise _as_telegram(fault) from fault


def multipart(body: FileBody) -> aiohttp.MultipartWriter:
    """The body of one call; it cannot be used for a second."""
    writer = aiohttp.MultipartWriter("form-data")
    for name, value in body.fields.items():
        writer.append(value).set_content_disposition("form-data", name=name)
    # Telegram shows the name as it stands here, so it is not percent-encoded.
    file = writer.append_payload(_Pieces(body.upload))
    file.set_content_disposition("form-data", quote_fields=False, name=body.part, filename=body.upload.name)
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


@lru_cache(maxsize=32)
def _timeout(limits: Limits, write: Seconds) -> aiohttp.ClientTimeout:
    # aiohttp counts waiting for a free connection and making one together, and has no limit for writing
    # alone: the total bounds a body that does not get through.
    connecting = None if limits.connect is None or limits.pool is None else limits.connect + limits.pool
    total = None if connecting is None or write is None or limits.read is None else connecting + write + limits.read
    return aiohttp.ClientTimeout(total=total, connect=connecting, sock_connect=limits.connect, sock_read=limits.read)


def _body(data: RequestData | JsonBody | FileBody | None) -> tuple[Body, dict[str, str] | None]:
    if data is None:
        return None, None
    if isinstance(data, JsonBody):
        return data.body, JSON_HEADERS
    if isinstance(data, FileBody):
        return multipart(data), None
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
