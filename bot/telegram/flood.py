"""What Telegram's 429 says."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import RetryAfter


def seconds_to_wait(refused: RetryAfter) -> float:
    """The ``retry_after`` in seconds; the library gives a number or a duration by its settings."""
    after = refused.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
