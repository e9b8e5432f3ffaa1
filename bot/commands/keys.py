"""python -m bot keys rotate."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path

from bot.settings import load_settings
from bot.storage import open_storage
from bot.storage.keys import retire, rotate
from bot.storage.resealing import reseal


def execute(_asked: Namespace) -> int:
    """Make a new key, seal everything with it, forget the old one. The bot must not run meanwhile."""
    settings = load_settings()
    asyncio.run(_rotate(settings.database, settings.key_file))
    print("The database is sealed with a new key. Keep a copy of the key file where the backups are not.")
    return 0


async def _rotate(database: Path, key_file: Path) -> None:
    ring = rotate(key_file)
    async with open_storage(database, ring) as storage:
        await reseal(storage.database, ring)
    retire(key_file)
