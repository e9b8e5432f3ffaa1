"""What a running bot does for itself: clearing away what has served its time, daily backups, erasing from copies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.errors import StorageError
from bot.safety.retention import Retention
from bot.settings import Settings
from bot.storage import Storage
from bot.storage.backup import back_up, backups, made_at
from bot.storage.erasure import clean_copies
from bot.storage.upkeep import prune

EVERY = 3600.0
"""Seconds between two rounds."""

BACKUP_EVERY = timedelta(days=1)

log = structlog.get_logger(__name__)


class House:
    """Rounds over what is kept: one at the start, one an hour, and one as soon as somebody erased their data.

    Backups are made and cleaned here alone, one after the other, so that neither sees the other's half.
    """

    def __init__(self, storage: Storage, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._storage, self._settings, self._clock = storage, settings, clock
        self._erased = asyncio.Event()

    @property
    def retention(self) -> Retention:
        """How long things stay."""
        return self._settings.retention

    def erased(self) -> None:
        """Somebody erased their data: clean the copies now."""
        self._erased.set()

    async def run(self) -> None:
        """Keep house until cancelled; a failure is logged and tried again in the next round."""
        whole = True
        while True:
            self._erased.clear()
            try:
                await self._round(whole=whole)
            except (StorageError, OSError) as fault:
                log.error("housekeeping_failed", fault=type(fault).__name__)
            whole = not await self._woken()

    async def _round(self, *, whole: bool) -> None:
        if whole:
            await self._clear_away(self._clock())
        cleaned = await clean_copies(self._storage.database, self._backups)
        if cleaned:
            log.info("copies_cleaned", people=cleaned)

    async def _clear_away(self, now: datetime) -> None:
        kept = self._settings.retention
        pruned = await prune(self._storage.database, now, kept)
        files = await self._storage.attachments.expire(now)
        people = 0 if kept.people_kept is None else await self._storage.store.forget_absent(now - kept.people_kept)
        log.info(
            "pruned",
            updates=pruned.updates,
            messages=pruned.messages,
            sessions=pruned.sessions,
            files=files,
            people=people,
        )
        if self._settings.backups and self._backup_is_due(now):
            await back_up(self._storage.database, self._backups, now, self._settings.backups)
            log.info("backed_up")

    async def _woken(self) -> bool:
        """Wait for the next round; whether somebody's erasure is what it is for."""
        try:
            async with asyncio.timeout(EVERY):
                await self._erased.wait()
        except TimeoutError:
            return False
        return True

    @property
    def _backups(self) -> Path:
        return self._settings.data_dir / "backups"

    def _backup_is_due(self, now: datetime) -> bool:
        made = backups(self._backups, self._settings.database.stem)
        return not made or now - made_at(made[-1]) >= BACKUP_EVERY
