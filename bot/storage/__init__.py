"""Everything that is kept: turns, the outbox, timers and records in one SQLite file, sealed."""

from bot.storage.keys import KeyRing
from bot.storage.opening import Storage, open_storage

__all__ = ["KeyRing", "Storage", "open_storage"]
