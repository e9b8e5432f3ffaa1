"""Updates brought by Telegram: answered with 200 only once they are stored.

Until it gets its 200, Telegram keeps an update and brings it again: that is all the durability there is
to have.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import structlog
from aiohttp import web

from bot.conversation.values import InboxRow
from bot.errors import StorageError
from bot.telegram.keeping import Cover, uncovered
from bot.telegram.polling import Notify, PollCounts, Receive, inbox_row
from bot.telegram.updates import LARGEST_UPDATE, is_update_id

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header
PATIENCE = 5.0
"""Seconds requests under way may take when the server stops."""

log = structlog.get_logger(__name__)


class Webhook:
    """The handler of one path.

    ``secret`` is what setWebhook was told; a request without it is not from Telegram and gets 403.
    ``receive`` gives the chats of the rows that were new, once they are durable; ``notify`` is called for
    each. ``cover`` covers private numbers before they are stored.
    """

    def __init__(self, secret: str, receive: Receive, notify: Notify, cover: Cover = uncovered) -> None:
        if not secret:
            raise ValueError("a webhook without a secret takes updates from anybody")
        self._secret = secret.encode()
        self._receive, self._notify, self._cover = receive, notify, cover
        self.counts = PollCounts()

    async def answer(self, request: web.Request) -> web.Response:
        """200 when the update is stored, 503 when it cannot be; 403, 400, 413 for what is not an update."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        row = _row(await request.read(), self._cover)
        if row is None:
            return web.Response(status=400)
        return await self._store(row)

    async def _store(self, row: InboxRow) -> web.Response:
        self.counts.updates += 1
        if not row.chat_id:
            self.counts.without_chat += 1
            return web.Response()
        try:
            chats = await self._receive([row])
        except (StorageError, OSError) as fault:
            self.counts.failures += 1
            log.warning("update_not_stored", fault=type(fault).__name__)
            return web.Response(status=503)
        for chat_id in chats:
            self._notify(chat_id)
        return web.Response()


@asynccontextmanager
async def listening(webhook: Webhook, host: str, port: int, path: str) -> AsyncIterator[int]:
    """Serve ``webhook`` under ``path`` ("/telegram") inside the block; gives the port (0 takes a free one).

    TLS ends at the proxy before it. Raises OSError when the port is taken.
    """
    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_post(path, webhook.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _row(body: bytes, cover: Cover) -> InboxRow | None:
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(update, dict) or not is_update_id(update.get("update_id")):
        return None
    return inbox_row(update, cover)
