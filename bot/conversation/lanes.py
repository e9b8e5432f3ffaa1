"""Turns in order per chat, many chats side by side: first the chat's own queue, then a limit for all.

A busy chat gives its place back after every turn, so the others wait one turn for it, never its whole queue.
Reminders stand in a line of their own, behind everybody who wrote.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import structlog

from bot.actions.long_work import TakesLong, in_haste, taking_turns
from bot.conversation.allowance import Pace
from bot.conversation.limits import Gate, Limits, held
from bot.conversation.ports import Store
from bot.conversation.trouble import apologise
from bot.conversation.turn import Outcome, take_turn
from bot.conversation.values import Sendable, Snapshot
from bot.conversation.world import World
from bot.errors import StaleTurn, StorageError

AT_ONCE = 64
"""Turns in hand at the same time; each waits mostly for the disk."""

PATIENT_AT_ONCE = 2
"""Reminders in hand at the same time: as fast as messages leave, and few for somebody who writes to wait for."""

RETRY_AFTER = 1.0
"""Seconds between two tries when the database cannot be used (a full disk, say)."""

LONG_UPDATE = 3000
"""Bytes of an update that is not even begun on the event loop: some 700 characters of Chinese."""

log = structlog.get_logger(__name__)

Answer = Callable[[str, str], None]
Committed = Callable[[Outcome, Sendable | None], None]


class Lanes:
    """One lane a chat; ``wake`` says that a chat has updates waiting in the inbox.

    Chats stand in line for one of ``at_once`` workers, and again at its end after every turn: people who all write
    in the same second cost a number each, not a task. Who is woken ``patient`` (a reminder came, nobody wrote) has a
    turn when nobody else is in line. ``answer`` is told the id of a tapped button and a word for it, ``committed``
    every turn once it is kept, with the message it is to send now.
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
        gate: Gate | None = None,
    ) -> None:
        self.world = world
        self.turns = 0
        self.troubles = 0
        self.long_turns = 0
        self._store, self._clock = store, clock
        self._committed, self._answer = committed, answer
        self._at_once = at_once
        self._gate = gate or Gate(Limits(0, 0))
        self._line: OrderedDict[int, None] = OrderedDict()
        self._behind: OrderedDict[int, None] = OrderedDict()
        self._in_hand: set[int] = set()
        self._patient_in_hand: set[int] = set()
        self._again: set[int] = set()
        self._workers: set[asyncio.Task[None]] = set()
        self._resting: set[asyncio.Task[None]] = set()
        self._closing = False

    async def start(self) -> None:
        """Take up what a crash or a stop left unhandled."""
        for chat_id in await self._store.unhandled():
            self.wake(chat_id)

    @property
    def patient(self) -> int:
        """Chats with a reminder that waits for its turn or has it."""
        return len(self._behind) + len(self._patient_in_hand)

    def wake(self, chat_id: int, *, patient: bool = False) -> None:
        """Updates of this chat wait; ``patient`` when they may wait behind everybody else's."""
        if self._closing:
            return
        if chat_id in self._in_hand:
            self._again.add(chat_id)
            return
        self._stand(chat_id, patient=patient)
        if len(self._workers) < self._at_once:
            self._start(self._work(), self._workers)

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while busy := [*self._workers, *self._resting]:
            await asyncio.gather(*busy, return_exceptions=True)

    async def stop(self) -> None:
        """Take no more; turns in hand are finished, the rest waits in the inbox for the next start."""
        self._closing = True
        self._line.clear()
        self._behind.clear()
        for task in self._resting:
            task.cancel()
        await self.idle()

    def _start(self, work: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(among.discard)

    async def _work(self) -> None:
        while (chat_id := self._next()) is not None:
            self._in_hand.add(chat_id)
            try:
                waiting = await self._one(chat_id)
            finally:
                self._in_hand.discard(chat_id)
                self._patient_in_hand.discard(chat_id)
                woken = chat_id in self._again
                self._again.discard(chat_id)
            if (waiting or woken) and not self._closing:
                self._stand(chat_id)

    def _stand(self, chat_id: int, *, patient: bool = False) -> None:
        """Have a chat in one of the lines: whoever writes while their reminder waits is served with those who write."""
        if not patient:
            self._behind.pop(chat_id, None)
            self._line[chat_id] = None
        elif chat_id not in self._line:
            self._behind[chat_id] = None

    def _next(self) -> int | None:
        """Whose turn it is. A worker that leaves reminders waiting leaves them to those that have one in hand."""
        if self._line:
            return self._line.popitem(last=False)[0]
        if not self._behind or len(self._patient_in_hand) >= PATIENT_AT_ONCE:
            return None
        chat_id, _ = self._behind.popitem(last=False)
        self._patient_in_hand.add(chat_id)
        return chat_id

    async def _one(self, chat_id: int) -> bool:
        """One turn of a chat; whether more of it waits."""
        try:
            return await self._turn(chat_id)
        except StaleTurn:
            return True
        except (StorageError, OSError) as fault:
            log.error("turn_not_kept", fault=type(fault).__name__)
            self._start(self._rest(chat_id), self._resting)  # the others need not wait for it
            return False

    async def _rest(self, chat_id: int) -> None:
        await asyncio.sleep(RETRY_AFTER)
        self.wake(chat_id)

    async def _turn(self, chat_id: int) -> bool:
        snapshot = await self._store.load(chat_id)
        if snapshot is None:
            return False
        pace = self._gate.pace(snapshot, self._clock())
        worked_out = await self._worked_out(snapshot, pace)
        outcome = self._gate.without_files(self.world, snapshot, worked_out, self._clock())
        first = await self._store.commit(outcome.commit, at_once=True)
        self.turns += 1
        self._committed(outcome, first)
        if outcome.tapped:
            self._answer(outcome.tapped, outcome.toast)
        return snapshot.waiting > 0

    async def _worked_out(self, snapshot: Snapshot, pace: Pace) -> Outcome:
        """The outcome of a turn: here, or in a thread when it has much to read."""
        if len(snapshot.row.payload) <= LONG_UPDATE:
            try:
                return in_haste(lambda: self._work_out(snapshot, pace))
            except TakesLong:
                pass
        self.long_turns += 1
        with taking_turns():
            return await asyncio.to_thread(self._work_out, snapshot, pace)

    def _work_out(self, snapshot: Snapshot, pace: Pace) -> Outcome:
        """Raises TakesLong on the event loop, and nothing else."""
        now = self._clock()
        try:
            return held(self.world, snapshot, pace, now) or take_turn(self.world, snapshot, now)
        except TakesLong:
            raise
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
