"""Sends what waits in the outbox: one lane a chat, in order, one message under way; lanes overlap.

A row is marked as being sent only when it may go out at once: what has to wait (pacing, 429, a broken
network) is put back first, so that a crash finds nothing uncertain but what was really on the wire.
Patient messages (reminders) stand in one line and take what those who are talking leave over; whoever begins to
talk while theirs stands there is not kept waiting behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog
from telegram.error import RetryAfter, TelegramError

from bot.conversation.ports import Files, Outbox
from bot.conversation.values import Sendable
from bot.errors import AttachmentGone, BotError, StorageError, TokenRefused
from bot.telegram.backoff import Backoff
from bot.telegram.calls import Calls
from bot.telegram.delivery import deliver
from bot.telegram.fate import Fate, fate_of, is_edit, may_resend, reason_of
from bot.telegram.flood import seconds_to_wait
from bot.telegram.line import Line
from bot.telegram.pacing import Pacing, Parking
from bot.telegram.veil import leaving

POISONED = 10
"""Times a server fails on a message and takes others in between: then it is this message it stumbles over."""

PATIENT_AT_ONCE = 4
"""Patient messages on the wire at once: enough for thirty a second, and as few as a crash may leave in doubt."""

Kept = TypeVar("Kept")

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class SendCounts:
    """What has gone out since the start."""

    sent: int = 0
    retries: int = 0
    parked: int = 0
    possible_duplicates: int = 0
    possibly_lost: int = 0
    blocked: int = 0
    dead: int = 0
    unanswered_taps: int = 0


@dataclass(slots=True, repr=False)
class Lane:
    """The messages of one chat on their way: the counts are of row ``row``."""

    chat_id: int
    task: asyncio.Task[None] | None = None
    woken: bool = True
    patient: bool = False
    handed: Sendable | None = None
    row: int = 0
    paced: bool = False
    lined: bool = False
    spared: bool = False
    abreast: bool = False
    failures: int = 0
    unknown: int = 0
    stumbles: int = 0
    sent_before: int = 0

    def begin(self, sendable: Sendable) -> None:
        """Count anew for another row."""
        if sendable.id != self.row:
            self.row, self.paced, self.lined, self.spared = sendable.id, False, False, False
            self.failures = self.unknown = self.stumbles = 0

    def stumbled(self, sent: int) -> None:
        """The server failed: it counts against the message if others got through since (``sent`` in all)."""
        if self.stumbles == 0 or sent > self.sent_before:
            self.stumbles += 1
            self.sent_before = sent


class Sender:
    """Empties the outbox.

    ``clock`` gives the aware time the outbox is told. Speed is counted on the loop's own clock, which nobody
    sets back.
    """

    def __init__(
        self,
        calls: Calls,
        outbox: Outbox,
        clock: Callable[[], datetime],
        *,
        files: Files | None = None,
        pacing: Pacing | None = None,
        parking: Parking | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._calls, self._outbox, self._clock, self._files = calls, outbox, clock, files
        self._pacing, self._parking = pacing or Pacing(), parking or Parking()
        self._backoff = backoff or Backoff()
        self._lanes: dict[int, Lane] = {}
        self._answers: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._line = Line()
        self._abreast = asyncio.Semaphore(PATIENT_AT_ONCE)
        self.counts = SendCounts()

    @property
    def lanes(self) -> int:
        """Chats with something under way or waiting."""
        return len(self._lanes)

    @property
    def in_line(self) -> int:
        """Reminders that wait until those who are talking leave room."""
        return len(self._line)

    async def start(self) -> None:
        """Take up what an earlier process left."""
        for chat_id in await self._outbox.unsent():
            self.wake(chat_id)

    def wake(self, chat_id: int, first: Sendable | None = None, *, patient: bool = False) -> None:
        """There is something in the outbox for this chat: ``first`` was taken from it already, a ``patient`` one waits
        there until there is room.
        """
        if self._stopping.is_set():
            return
        lane = self._lanes.get(chat_id)
        if lane is not None:
            lane.woken, lane.handed = True, first or lane.handed
            self._line.call_out(chat_id)
            return
        lane = self._lanes[chat_id] = Lane(chat_id, handed=first, patient=patient)
        lane.task = asyncio.create_task(self._run(lane))

    def answer_callback(self, callback_id: str, text: str = "") -> None:
        """End the spinning of a tapped button, at once; a failure ("query is too old") is only counted."""
        answer = asyncio.create_task(self._answer(callback_id, text))
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def idle(self) -> None:
        """Wait until nothing is under way or waiting."""
        while pending := self._pending():
            await asyncio.wait(pending)

    async def stop(self, deadline: float = 5.0) -> None:
        """Send what can go out within ``deadline`` seconds, leave the rest in the outbox, wake no more."""
        self._stopping.set()
        if pending := self._pending():
            _, late = await asyncio.wait(pending, timeout=deadline)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _pending(self) -> list[asyncio.Task[None]]:
        return [*self._answers, *(lane.task for lane in self._lanes.values() if lane.task)]

    async def _answer(self, callback_id: str, text: str) -> None:
        try:
            await self._calls.answer_callback(callback_id, text)
        except (TelegramError, TokenRefused):
            self.counts.unanswered_taps += 1

    async def _run(self, lane: Lane) -> None:
        try:
            while lane.woken:
                lane.woken = False
                await self._drain(lane)
        except (StorageError, OSError) as fault:
            log.warning("lane_left", fault=type(fault).__name__)
        finally:
            del self._lanes[lane.chat_id]

    async def _drain(self, lane: Lane) -> None:
        sendable, lane.handed = lane.handed, None
        sendable = sendable or await self._first(lane)
        while sendable is not None:
            lane.begin(sendable)
            if sendable.outgoing.patient and not lane.lined:
                sendable = await self._stand_in_line(lane, sendable)
            elif wait := self._wait_before(lane, sendable):
                sendable = await self._later(lane, sendable, wait)
            else:
                try:
                    sendable = await self._send(lane, sendable)
                finally:
                    self._step_back(lane)

    async def _first(self, lane: Lane) -> Sendable | None:
        """The first message; one that is known to be patient is taken when there is room, once instead of twice."""
        if not lane.patient:
            return await self._take(lane)
        lane.patient = False
        found = await self._after_standing(lane)
        if found is not None:
            spared = lane.spared
            lane.begin(found)
            lane.lined, lane.spared = True, spared
        return found

    async def _take(self, lane: Lane, *, patient: bool = False) -> Sendable | None:
        return await self._kept(lambda: self._outbox.take(lane.chat_id, self._clock(), patient=patient))

    async def _stand_in_line(self, lane: Lane, sendable: Sendable) -> Sendable | None:
        """Wait until those who are talking leave room; those in line go one after the other."""
        lane.lined = True
        at_once = self._line.empty and not self._abreast.locked()
        if at_once and not self._pacing.take_spare(_seconds()):
            lane.spared = True
            await self._step_out(lane)
            return sendable
        await self._kept(lambda: self._outbox.put_back(sendable))
        return await self._after_standing(lane)

    async def _after_standing(self, lane: Lane) -> Sendable | None:
        """The message of a lane once those who are talking have left room for it."""
        if await self._line.stand(lane.chat_id):
            try:
                if not await self._room(lane):
                    return None
            finally:
                self._line.leave()
        found = await self._take(lane, patient=lane.spared)
        if found is None:
            self._step_back(lane)
        return found

    async def _room(self, lane: Lane) -> bool:
        """At the head of the line: wait until there is room; false when the sender is to stop."""
        await self._step_out(lane)
        while wait := self._pacing.take_spare(_seconds()):
            if not await self._pause(wait):
                self._step_back(lane)
                return False
        lane.spared = True
        return True

    async def _step_out(self, lane: Lane) -> None:
        await self._abreast.acquire()
        lane.abreast = True

    def _step_back(self, lane: Lane) -> None:
        if lane.abreast:
            lane.abreast = False
            self._abreast.release()

    def _wait_before(self, lane: Lane, sendable: Sendable) -> float:
        """Seconds this row has to wait for its turn; its place is reserved once."""
        now = _seconds()
        parked = self._parking.wait(lane.chat_id, now)
        if lane.paced:
            return parked
        lane.paced = True
        overall = 0.0 if lane.spared else self._pacing.reserve_overall(now)
        # Telegram's limit in a chat is on new messages.
        in_chat = 0.0 if is_edit(sendable) else self._pacing.reserve_in_chat(lane.chat_id, now)
        return max(parked, overall, in_chat)

    async def _later(self, lane: Lane, sendable: Sendable, wait: float) -> Sendable | None:
        self._step_back(lane)
        lane.lined, lane.spared = lane.lined and not lane.spared, False
        await self._kept(lambda: self._outbox.put_back(sendable))
        if await self._pause(wait):
            return await self._take(lane)
        return None

    async def _send(self, lane: Lane, sendable: Sendable) -> Sendable | None:
        if sendable.again and not is_edit(sendable):
            self.counts.possible_duplicates += 1
        await self._kept(lambda: self._outbox.hand_over(sendable))
        try:
            message_id = await deliver(self._calls, leaving(sendable, self._clock()), self._files)
        except AttachmentGone:
            return await self._give_up(sendable, "its file is not kept any more")
        except (TelegramError, TokenRefused) as fault:
            return await self._after(lane, sendable, fault)
        self.counts.sent += 1
        return await self._kept(lambda: self._outbox.sent(sendable, message_id, self._clock()))

    async def _after(self, lane: Lane, sendable: Sendable, fault: Exception) -> Sendable | None:
        fate = fate_of(fault)
        log.info("send_failed", fate=fate.name.lower(), fault=type(fault).__name__, failures=lane.failures)
        match fate:
            case Fate.BLOCKED:
                self.counts.blocked += 1
                await self._kept(lambda: self._outbox.blocked(lane.chat_id, self._clock()))
                return None
            case Fate.DEAD:
                return await self._give_up(sendable, reason_of(fault))
            case Fate.UNKNOWN:
                return await self._after_unknown(lane, sendable)
            case _:
                return await self._retry(lane, sendable, fault)

    async def _give_up(self, sendable: Sendable, reason: str) -> Sendable | None:
        self.counts.dead += 1
        log.warning("message_given_up", reason=reason)
        return await self._kept(lambda: self._outbox.give_up(sendable, reason))

    async def _retry(self, lane: Lane, sendable: Sendable, fault: Exception) -> Sendable | None:
        """It did not arrive: wait and send again, for as long as it takes."""
        lane.failures += 1
        if fate_of(fault) is Fate.SERVER:
            lane.stumbled(self.counts.sent)
        if lane.stumbles > POISONED:
            return await self._give_up(sendable, "the server fails on this message alone")
        self.counts.retries += 1
        wait = self._backoff.wait(lane.failures)
        if isinstance(fault, RetryAfter):
            self.counts.parked += 1
            wait = seconds_to_wait(fault)
            self._parking.park(lane.chat_id, wait, _seconds())
        lane.paced = lane.lined = lane.spared = False
        return await self._later(lane, sendable, wait)

    async def _after_unknown(self, lane: Lane, sendable: Sendable) -> Sendable | None:
        """It may have arrived: send again where that is wise, else take it for sent."""
        lane.unknown += 1
        if not may_resend(sendable, lane.unknown):
            self.counts.possibly_lost += 1
            return await self._kept(lambda: self._outbox.sent(sendable, sendable.message_id, self._clock()))
        await self._kept(lambda: self._outbox.doubt(sendable))
        if not await self._network_is_back():
            return None
        self.counts.retries += 1
        return await self._take(lane)

    async def _network_is_back(self) -> bool:
        """Wait for a call without an effect to get through: a resend must not be spent on a dead network."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._calls.me()
            except RetryAfter as refused:
                await self._pause(seconds_to_wait(refused))
            except (TelegramError, BotError):
                failures += 1
                await self._pause(self._backoff.wait(failures))
            else:
                return True
        return False

    async def _kept(self, operation: Callable[[], Awaitable[Kept]]) -> Kept:
        """Have the outbox keep what happened, however often it takes: a row left half-way stops its chat."""
        failures = 0
        while True:
            try:
                return await operation()
            except (StorageError, OSError) as fault:
                failures += 1
                log.warning("outbox_failed", fault=type(fault).__name__, in_a_row=failures)
                if not await self._pause(self._backoff.wait(failures)):
                    raise

    async def _pause(self, seconds: float) -> bool:
        """Wait; false when the sender is to stop."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return True
        return False


def _seconds() -> float:
    return asyncio.get_running_loop().time()
