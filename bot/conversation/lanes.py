"""Turns in order per chat, many chats side by side: first the chat's own queue, then a limit for all.

A busy chat gives its place back after every turn, so the others wait one turn for it, never its whole queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.conversation.ports import Store
from bot.conversation.trouble import apologise
from bot.conversation.turn import Outcome, take_turn
from bot.conversation.values import Snapshot
from bot.conversation.world import World
from bot.errors import StaleTurn, StorageError

AT_ONCE = 64
"""Turns in hand at the same time; each waits mostly for the disk."""

RETRY_AFTER = 1.0
"""Seconds between two tries when the database cannot be used (a full disk, say)."""

log = structlog.get_logger(__name__)

Answer = Callable[[str, str], None]
Committed = Callable[[Outcome], None]


class Lanes:
    """One lane a chat; ``wake`` says that a chat has updates waiting in the inbox.

    ``answer`` is told the id of a tapped button and a word for it, ``committed`` every turn once it is kept.
    """

    def __init__(
        self,
        world: World,
        store: Store,
        clock: Callable[[], datetime],
        *,
        committed: Committed,
        answer: Answer,
        at_once: int = AT_ONCE,
    ) -> None:
        self.world = world
        self.turns = 0
        self.troubles = 0
        self._store, self._clock = store, clock
        self._committed, self._answer = committed, answer
        self._places = asyncio.Semaphore(at_once)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._woken: set[int] = set()
        self._closing = False

    async def start(self) -> None:
        """Take up what a crash or a stop left unhandled."""
        for chat_id in await self._store.unhandled():
            self.wake(chat_id)

    def wake(self, chat_id: int) -> None:
        """Updates of this chat wait."""
        if self._closing:
            return
        self._woken.add(chat_id)
        if chat_id not in self._lanes:
            self._lanes[chat_id] = asyncio.create_task(self._run(chat_id))

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while self._lanes:
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Take no more; turns in hand are finished, the rest waits in the inbox for the next start."""
        self._closing = True
        self._woken.clear()
        await self.idle()

    async def _run(self, chat_id: int) -> None:
        try:
            while chat_id in self._woken and not self._closing:
                self._woken.discard(chat_id)
                await self._empty(chat_id)
        finally:
            del self._lanes[chat_id]
            if chat_id in self._woken:
                self.wake(chat_id)

    async def _empty(self, chat_id: int) -> None:
        waiting = True
        while waiting and not self._closing:
            try:
                async with self._places:
                    waiting = await self._turn(chat_id)
            except StaleTurn:
                continue
            except (StorageError, OSError) as fault:
                log.error("turn_not_kept", fault=type(fault).__name__)
                await asyncio.sleep(RETRY_AFTER)  # without a place: the others need not wait for it

    async def _turn(self, chat_id: int) -> bool:
        snapshot = await self._store.load(chat_id)
        if snapshot is None:
            return False
        outcome = self._work_out(snapshot)
        await self._store.commit(outcome.commit)
        self.turns += 1
        self._committed(outcome)
        if outcome.tapped:
            self._answer(outcome.tapped, outcome.toast)
        return snapshot.waiting > 0

    def _work_out(self, snapshot: Snapshot) -> Outcome:
        now = self._clock()
        try:
            return take_turn(self.world, snapshot, now)
        except Exception as fault:  # noqa: BLE001 - whatever a flow does wrong, the person gets an answer
            self.troubles += 1
            log.error("turn_failed", fault=type(fault).__name__, where=_place(fault))
            return apologise(self.world, snapshot)


def _place(fault: BaseException) -> str:
    """File and line where it went wrong; the message may hold a person's words and is not logged."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
