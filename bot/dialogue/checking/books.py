"""The shared flows the engine and its host speak from: which must be there, with which steps and slots."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.dialogue.inputs import UNEXPECTED

BOOKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "_shared/not_understood": ("first", "second", "third"),
        "_shared/which_one": ("said", "neither", "heard"),
        "_shared/beyond": ("gone", "not_yet", "far", "long", "full"),
        "_shared/unexpected": UNEXPECTED,
        "_shared/files": ("got", "late", "too_big", "full", "gone", "trouble"),
        "_shared/queue": ("waits", "full", "next"),
        "_shared/pictures": ("reading",),
        "_shared/back": ("first", "was"),
        "_shared/pause": ("said",),
        "_shared/returning": ("said",),
        "_shared/buttons": ("copy", "skip", "pause", "resume", "calendar", "answered"),
        "_shared/stale": ("doubled", "old"),
        "_shared/updated": ("said",),
        "_shared/group": ("said",),
        "_shared/private_data": ("said",),
        "_shared/cover": ("said",),
        "_shared/slow_down": ("messages", "files"),
        "_shared/trouble": ("said", "numbers"),
    }
)
"""Flows whose steps are spoken one at a time by the engine, never walked; each step is one ``say``."""

WALKED = ("_shared/continue", "_shared/unknown_command")
"""Shared flows the engine and its host open."""

SLOTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "_shared/back.was": ("shown",),
        "_shared/files.got": ("number", "fingerprint"),
        "_shared/buttons.answered": ("asked", "shown"),
        "_shared/beyond.gone": ("shown",),
        "_shared/beyond.not_yet": ("shown",),
        "_shared/beyond.far": ("shown", "first", "last"),
        "_shared/beyond.long": ("number", "most"),
        "_shared/beyond.full": ("most",),
    }
)
"""What the engine fills in besides the person and the day, by flow.step."""
