"""What a running bot does for itself: clearing away what has served its time, and daily backups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage import Storage
from bot.storage.backup import back_up, backups
from bot.storage.upkeep import prune

EVERY = 3600.0
"""Seconds between two rounds."""

BACKUP_EVERY = timedelta(days=1)

log = structlog.get_logger(__name__)


async def keep_house(storage: Storage, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Prune every hour and back up every day, until cancelled; a failure is logged and tried again."""
    database = storage.database
    while True:
        try:
            pruned = await prune(database, clock())
            files = await storage.attachments.expire(clock())
            log.info("pruned", updates=pruned.updates, messages=pruned.messages, sessions=pruned.sessions, files=files)
            if settings.backups and _backup_is_due(settings, clock()):
                await back_up(database, settings.data_dir / "backups", clock(), settings.backups)
                log.info("backed_up")
        except (StorageError, OSError) as fault:
            log.error("housekeeping_failed", fault=type(fault).__name__)
        await asyncio.sleep(EVERY)


def _backup_is_due(settings: Settings, now: datetime) -> bool:
    made = backups(settings.data_dir / "backups", settings.database.stem)
    if not made:
        return True
    newest = datetime.fromtimestamp(made[-1].stat().st_mtime, tz=now.tzinfo)
    return now - newest >= BACKUP_EVERY
