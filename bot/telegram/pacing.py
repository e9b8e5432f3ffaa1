"""Telegram's speed limits as token buckets: pure, every call is given the time."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram.constants import FloodLimit

MOST_BUCKETS = 10_000
"""Chats remembered at once; a full bucket says no more than none, so full ones are forgotten beyond this."""


@dataclass(slots=True)
class Bucket:
    """Lets ``burst`` through at once and ``rate`` a second after; a rate of 0 never holds anything back.

    A reservation may take what is not there yet: the debt is the wait, so those who wait come out in order.
    """

    rate: float
    burst: float
    level: float = field(init=False)
    at: float | None = None

    def __post_init__(self) -> None:
        self.level = self.burst

    def reserve(self, now: float) -> float:
        """Take one token; gives the seconds to wait before using it."""
        if not self.rate:
            return 0.0
        self._fill(now)
        self.level -= 1
        return max(0.0, -self.level / self.rate)

    def take_above(self, floor: float, now: float) -> float:
        """Take one token where ``floor`` tokens are left after it: 0; else take none and give the seconds to wait."""
        if not self.rate:
            return 0.0
        self._fill(now)
        lacking = floor + 1 - self.level
        if lacking <= 0:
            self.level -= 1
            return 0.0
        return lacking / self.rate

    def is_full(self, now: float) -> bool:
        """Whether nothing was taken lately."""
        self._fill(now)
        return self.level >= self.burst

    def _fill(self, now: float) -> None:
        since = 0.0 if self.at is None else max(0.0, now - self.at)  # a clock set back must not empty it
        self.level = min(self.burst, self.level + since * self.rate)
        self.at = now


@dataclass(slots=True)
class Pacing:
    """One bucket a chat and one for all; 0 as a rate switches a limit off.

    The defaults are Telegram's published limits (``telegram.constants.FloodLimit``); a short burst in a
    chat is let through there, and three bubbles in a row must not drip. ``kept_back`` is the share of a second's
    messages that those that may wait never take, so that whoever is talking is answered at once, also when many
    are. It costs them no speed: they go out as fast as messages are let through, only never out of this reserve.
    """

    per_chat: float = float(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
    chat_burst: float = 3.0
    overall: float = float(FloodLimit.MESSAGES_PER_SECOND)
    kept_back: float = 0.8
    _chats: dict[int, Bucket] = field(default_factory=dict, init=False)
    _all: Bucket = field(init=False)

    def __post_init__(self) -> None:
        self._all = Bucket(self.overall, self.overall)

    def reserve_in_chat(self, chat_id: int, now: float) -> float:
        """Seconds until this chat takes another message, which is reserved."""
        if not self.per_chat:
            return 0.0
        bucket = self._chats.get(chat_id)
        if bucket is None:
            self._forget_idle(now)
            bucket = self._chats[chat_id] = Bucket(self.per_chat, self.chat_burst)
        return bucket.reserve(now)

    def reserve_overall(self, now: float) -> float:
        """Seconds until Telegram takes another call of ours, which is reserved."""
        return self._all.reserve(now)

    def take_spare(self, now: float) -> float:
        """Take what nobody who is talking needs: 0, or the seconds after which to ask again."""
        floor = min(self.kept_back * self.overall, self.overall - 1)  # a slow bot has little to keep back
        return self._all.take_above(max(0.0, floor), now)

    @property
    def remembered(self) -> int:
        """Chats with a bucket of their own now."""
        return len(self._chats)

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) >= MOST_BUCKETS:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)}


UNPACED = Pacing(per_chat=0, overall=0)


@dataclass(slots=True)
class Parking:
    """Who must wait because Telegram said 429.

    The chat that was hit waits for its ``retry_after``; when ``several`` different chats are hit within
    ``window`` seconds, it is the bot that is too fast, and everybody waits.
    """

    several: int = 3
    window: float = 5.0
    _until: dict[int, float] = field(default_factory=dict, init=False)
    _everybody: float = field(default=0.0, init=False)
    _hits: dict[int, float] = field(default_factory=dict, init=False)

    def park(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram wants this chat to wait ``seconds``."""
        self._until = {chat: end for chat, end in self._until.items() if end > now}
        self._until[chat_id] = now + seconds
        self._hits = {chat: at for chat, at in self._hits.items() if at > now - self.window}
        self._hits[chat_id] = now
        if len(self._hits) >= self.several:
            self._everybody = max(self._everybody, now + seconds)

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds this chat has still to wait."""
        return max(0.0, self._until.get(chat_id, 0.0) - now, self._everybody - now)
