"""python -m bot doctor: what is wrong with this set-up, one line each, with what to do about it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from telegram.error import TelegramError

from bot.assembly import HOME, Home
from bot.checks import check_everything
from bot.content.freshness import stale
from bot.content.library import load_library
from bot.errors import ContentError, SettingsError, StorageError, TokenRefused, WrongKey
from bot.settings import Settings, load_settings
from bot.storage import KeyRing, places
from bot.storage.backup import refuse_damaged
from bot.storage.key_file import read_keys
from bot.storage.migration import migrations, refuse_newer
from bot.storage.opening import READ_CHECK
from bot.telegram.calls import Calls
from bot.telegram.request import make_bot

OLDEST_PYTHON = (3, 11)

LEAST_FREE = 256 * 1024 * 1024
"""Bytes to leave free beside room for one more copy of the database: a full disk stops every turn."""

PATIENCE = 5.0
"""Seconds the Bot API has for an answer."""

LARGEST_SKEW = 30.0
"""Seconds this machine's clock may differ from Telegram's: reminders go out by this clock."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found; ``todo`` is empty when all is well."""

    said: str
    todo: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.todo

    def __str__(self) -> str:
        return f"ok {self.said}" if self.well else f"!! {self.said} → {self.todo}"


def execute(_asked: Namespace) -> int:
    """Print every finding; 1 when something is wrong. Changes nothing."""
    return asyncio.run(_report())


async def _report() -> int:
    well = True
    async for finding in examine():
        print(finding, flush=True)
        well = well and finding.well
    return 0 if well else 1


async def examine(home: Home = HOME) -> AsyncIterator[Finding]:
    """Look at the set-up part by part; never raises BotError."""
    yield _python()
    try:
        settings = load_settings()
    except SettingsError as wrong:
        yield Finding(str(wrong), "correct it in the environment or the .env file")
        return
    yield Finding("settings")
    for finding in (*_kept(settings), *_project(home)):
        yield finding
    async for finding in _telegram(settings):
        yield finding


def _python() -> Finding:
    said = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    enough = sys.version_info >= OLDEST_PYTHON
    return Finding(said, "" if enough else "install Python 3.11 or newer, then `make setup`")


def _kept(settings: Settings) -> Iterator[Finding]:
    yield _data_directory(settings.data_dir)
    yield _key_file(settings)
    yield _database(settings)
    yield _disk(settings)


def _data_directory(path: Path) -> Finding:
    said = f"data directory {path}"
    if not path.exists():
        return Finding(f"{said} is made at the first start")
    if not path.is_dir() or not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return Finding(said, "let the user the bot runs as read and write it, or set another DATA_DIR")
    if path.stat().st_mode & 0o077:
        return Finding(f"{said} is open to other users", f"chmod 700 {path}")
    return Finding(said)


def _key_file(settings: Settings) -> Finding:
    path = settings.key_file
    if not path.exists():
        if settings.database.exists():
            return Finding(f"no key file {path}", "put back your copy: without it nobody can read the database")
        return Finding(f"key file {path} is made at the first start")
    try:
        read_keys(path)
    except StorageError as wrong:
        return Finding("key file", str(wrong))
    return Finding(f"key file {path}")


def _database(settings: Settings) -> Finding:
    path = settings.database
    if not path.exists() or not settings.key_file.exists():
        return Finding(f"database {path}, not opened yet")
    try:
        _read_with(path, KeyRing(read_keys(settings.key_file)))
    except (StorageError, sqlite3.Error) as wrong:
        return Finding(f"database {path}", str(wrong))
    return Finding(f"database {path} is sound and opens with the key")


def _read_with(path: Path, keys: KeyRing) -> None:
    """Read the file as it lies, also while the bot runs. Raises StorageError, sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        refuse_damaged(connection)
        refuse_newer(connection, migrations())
        row = connection.execute(READ_CHECK).fetchone()
    if row is None:
        raise WrongKey
    keys.open(row[0], places.CHECK)


def _disk(settings: Settings) -> Finding:
    here = next(each for each in (settings.data_dir.resolve(), *settings.data_dir.resolve().parents) if each.exists())
    free = shutil.disk_usage(here).free
    wanted = LEAST_FREE + (settings.database.stat().st_size if settings.database.exists() else 0)
    said = f"{free // 1024**2} MB free on the disk"
    return Finding(said, "" if free >= wanted else f"free {(wanted - free) // 1024**2 + 1} MB or more")


def _project(home: Home) -> Iterator[Finding]:
    problems = check_everything(home)
    if problems:
        said = f"{len(problems)} problems in flows, content or locales, the first: {problems[0]}"
        yield Finding(said, "see them all with `python -m bot flows check`")
    else:
        yield Finding("flows, content and locales pass their checks")
    try:
        late = stale(load_library(home.content), datetime.now(UTC).date())
    except ContentError:  # told above
        return
    for each in late:
        yield Finding(str(each), "look it up again at its source, then set checked_on in content/")
    if not late:
        yield Finding("facts and hotlines were all checked lately")


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    if settings.telegram_bot_token is None:
        yield Finding("no TELEGRAM_BOT_TOKEN: `make run` opens the sandbox")
        return
    yield await _token(settings)
    skew = await _skew(settings)
    if skew is not None:
        late = abs(skew) > LARGEST_SKEW
        yield Finding(f"clock {skew:+.0f} s off the Bot API's", "set the clock, best by NTP" if late else "")


async def _token(settings: Settings) -> Finding:
    calls = Calls(make_bot(settings.token(), settings.telegram_api_url, proxy=settings.telegram_proxy))
    try:
        async with asyncio.timeout(PATIENCE):
            me = await calls.me()
    except TokenRefused as refused:
        return Finding("token", str(refused))
    except (TelegramError, TimeoutError) as fault:
        said = f"no answer from {settings.telegram_api_url} ({type(fault).__name__})"
        return Finding(said, "look at the network, TELEGRAM_API_URL and TELEGRAM_PROXY")
    finally:
        await calls.close()
    return Finding(f"token of @{me.get('username', '')}")


async def _skew(settings: Settings) -> float | None:
    """Seconds this clock is ahead of the Bot API's, which is told in whole seconds; None where it does not say."""
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession(proxy=settings.telegram_proxy) as session,
            session.head(settings.telegram_api_url, allow_redirects=False) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return (datetime.now(UTC) - theirs.replace(tzinfo=theirs.tzinfo or UTC)).total_seconds()
