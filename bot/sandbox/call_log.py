"""What the bot called, for tests that count; a ring, so that it never grows."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.model import JsonObject

KEPT_CALLS = 20_000


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call; `message_id` for calls that sent something."""

    number: int
    at: datetime
    method: str
    chat_id: int | str | None
    ok: bool
    error_code: int | None
    message_id: int | None

    def to_json(self) -> JsonObject:
        """One line of GET /sandbox/log."""
        return {
            "n": self.number,
            "time": self.at.isoformat(),
            "method": self.method,
            "chat_id": self.chat_id,
            "ok": self.ok,
            "error_code": self.error_code,
            "message_id": self.message_id,
        }


class CallLog:
    """The newest calls; `on` False records nothing (for load)."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self.count = 0
        self._kept: deque[LoggedCall] = deque(maxlen=KEPT_CALLS)

    def add(
        self,
        at: datetime,
        method: str,
        chat_id: int | str | None,
        error_code: int | None,
        message_id: int | None,
    ) -> None:
        """Record one call that was answered, or would have been."""
        self.count += 1
        self._kept.append(LoggedCall(self.count, at, method, chat_id, error_code is None, error_code, message_id))

    def after(self, number: int) -> list[LoggedCall]:
        """The kept calls with a greater number, oldest first."""
        return [call for call in self._kept if call.number > number]
