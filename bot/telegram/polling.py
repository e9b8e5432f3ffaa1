"""Long polling that confirms an update only once it is stored.

Telegram forgets an update as soon as a later offset is asked for; so the offset moves after ``receive``
has put the batch on the disk, and never before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
import structlog
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.conversation.values import InboxRow
from bot.errors import AnotherPoller, StorageError
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.flood import seconds_to_wait
from bot.telegram.keeping import Cover, kept, uncovered
from bot.telegram.updates import chat_of

Receive: TypeAlias = Callable[[Sequence[InboxRow]], Awaitable[list[int]]]
Notify: TypeAlias = Callable[[int], None]

HOLD = 30.0
"""Seconds a poll is held open: under the minute after which routers forget a silent connection."""
BATCH = 100
KEPT_AGAIN = 2.0
"""Most seconds between two tries to keep what came. A disk may be freed at any moment, and until then everybody waits,
also whoever is to get the numbers of a crisis because nothing can be kept.
"""
CONFLICTS = 5
"""Polls refused in a row before we believe it: after a restart the old poll stays open for a while."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class PollCounts:
    """What has come in since the start."""

    batches: int = 0
    updates: int = 0
    without_chat: int = 0
    failures: int = 0


class Poller:
    """Fetches updates, has them stored, and tells which chats have something new.

    ``receive`` gives the chats of the rows that were new, once they are durable; ``notify`` is called for
    each. ``cover`` covers private numbers before they are stored. ``backoff`` is for a network that fails, ``keeping``
    for storage that does.
    """

    def __init__(
        self,
        calls: Calls,
        receive: Receive,
        notify: Notify,
        *,
        cover: Cover = uncovered,
        hold: float = HOLD,
        backoff: Backoff | None = None,
        keeping: Backoff | None = None,
    ) -> None:
        self._calls, self._receive, self._notify, self._cover = calls, receive, notify, cover
        self._hold, self._backoff = hold, backoff or Backoff()
        self._keeping = keeping or Backoff(cap=KEPT_AGAIN)
        # No offset at the start: Telegram gives everything unconfirmed and the inbox knows what it has
        # already.
        self._offset: int | None = None
        self._stopping = asyncio.Event()
        self._failures = self._conflicts = 0
        self.counts = PollCounts()

    async def run(self) -> None:
        """Poll until ``stop``. Raises TokenRefused, AnotherPoller."""
        ready = False
        while not self._stopping.is_set():
            try:
                if not ready:
                    await self._make_room()
                    ready = True
                await self._poll()
            except Conflict as conflict:
                ready = False
                await self._after_conflict(conflict)
            except (TelegramError, StorageError, OSError) as fault:
                await self._after_failure(fault)
            else:
                self._failures = self._conflicts = 0

    def stop(self) -> None:
        """End ``run`` orderly: an open poll is dropped, a batch that is here is stored first."""
        self._stopping.set()

    async def _make_room(self) -> None:
        if await self._calls.webhook_url():
            log.warning("webhook_removed", why="updates cannot be polled while a webhook is set")
            await self._calls.delete_webhook()

    async def _poll(self) -> None:
        batch = await self._fetch()
        if batch is None:
            return
        if not batch:
            # Asking confirmed all there was. After a quiet week Telegram starts ids anew, perhaps lower:
            # an old offset would confirm those unread.
            self._offset = None
            return
        await self._store(batch)
        self._offset = int(batch[-1]["update_id"]) + 1

    async def _fetch(self) -> list[dict[str, Any]] | None:
        """The next batch, None when we are to stop first."""
        fetching = asyncio.ensure_future(self._calls.updates(self._offset, hold=self._hold, limit=BATCH))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((fetching, stopping), return_when=asyncio.FIRST_COMPLETED)
            return fetching.result() if fetching.done() else None
        finally:
            await _dropped(fetching, stopping)

    async def _store(self, batch: list[dict[str, Any]]) -> None:
        rows = [row for update in batch if (row := inbox_row(update, self._cover)).chat_id]
        self.counts.batches += 1
        self.counts.updates += len(batch)
        self.counts.without_chat += len(batch) - len(rows)
        for chat_id in await self._receive(rows) if rows else ():
            self._notify(chat_id)

    async def _after_conflict(self, conflict: Conflict) -> None:
        self._conflicts += 1
        if self._conflicts >= CONFLICTS:
            log.error("another_poller", tries=self._conflicts)
            raise AnotherPoller from conflict
        log.warning("poll_conflict", tries=self._conflicts, of=CONFLICTS)
        await self._pause(self._backoff.wait(self._conflicts))

    async def _after_failure(self, fault: Exception) -> None:
        self._failures += 1
        self.counts.failures += 1
        wait = self._wait_after(fault)
        level = log.warning if isinstance(fault, NetworkError | RetryAfter) else log.error
        level("poll_failed", fault=type(fault).__name__, in_a_row=self._failures, wait=round(wait, 2))
        await self._pause(wait)

    def _wait_after(self, fault: Exception) -> float:
        if isinstance(fault, RetryAfter):
            return seconds_to_wait(fault)
        backoff = self._backoff if isinstance(fault, TelegramError) else self._keeping
        return backoff.wait(self._failures)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def inbox_row(update: dict[str, Any], cover: Cover = uncovered) -> InboxRow:
    """An update as the inbox keeps it; ``chat_id`` 0 when it belongs to no chat."""
    return InboxRow(int(update["update_id"]), chat_of(update), orjson.dumps(kept(update, cover)))


async def _dropped(*futures: asyncio.Future[Any]) -> None:
    for future in futures:
        future.cancel()
    await asyncio.gather(*futures, return_exceptions=True)
