"""A timer: wake a chat at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, repr=False)
class Timer:
    """Wake a chat at ``due`` (aware) with ``payload``; a chat has one timer of a ``name``, a new one replaces it.

    A ``patient`` one may wait behind people who are talking: reminders, of which thousands can be due in one minute.
    """

    name: str
    due: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    patient: bool = False
