"""What a person can allow, each by itself, and what goes when they take it back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Purpose(StrEnum):
    """A purpose; the answer is kept about the person as ``consent_NAME``."""

    RECORDS = "records"
    """Records, files, budget, debts and plans stay after the conversation they were told in."""
    REMINDERS = "reminders"
    MOOD = "mood"
    """How tense somebody was, 0 to 10: records of this kind."""


def withdrawn(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Purpose, ...]:
    """The purposes that were allowed before and are not any more."""
    return tuple(each for each in Purpose if before.get(f"consent_{each}") and not after.get(f"consent_{each}"))
