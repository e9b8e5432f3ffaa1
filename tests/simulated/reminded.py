"""People with one due of today, and databases full of reminders that wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.conversation.reminding import KIND, NAME
from bot.conversation.values import Commit, InboxRow, Timer
from bot.dialogue.session import Session, write_session
from bot.dialogue.values import dumps
from bot.language.money import Money
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Instalment, Plan
from bot.money.written import write
from bot.sandbox import Sandbox
from bot.storage import KeyRing, Storage, open_storage, places
from bot.storage.moments import to_micros

WORDS = "今天有一件事"
"""What a reminder on the due day begins with, in simplified script."""

ADD = "INSERT INTO timers (chat_id, name, due, payload, patient) VALUES (?, ?, ?, ?, 1)"
AT_ONCE = 20_000
FIRST_FAR_CHAT = 10**12
"""Chats of reminders that only wait: nobody has these numbers."""


def noon_zone(now: datetime) -> str:
    """A time zone in which it is about noon now: whoever lives there may be reminded."""
    ahead = (12 - now.astimezone(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def due_today(at: datetime, *, superseded: bool = False) -> tuple[bytes, bytes]:
    """What is known about somebody whose reminder of the due day comes at that minute, and their money.

    A ``superseded`` plan leaves its reminder on the way but holds no more.
    """
    zone = noon_zone(at)
    local = at.astimezone(ZoneInfo(zone))
    plan = Plan(1, "d1", local.date(), (Instalment(1, local.date(), Money(Decimal(500), "CNY")),))
    finances = Finances(debts=(Debt("d1", "大顺银行"),), plans=(plan,), counted=1)
    if superseded:
        finances = finances.superseded("d1", local.date())
    me = {"script": "zh_Hans", "region": "CN", "set_up": True, "adult": True, "role": "self", "neutral": True}
    me |= {
        "consent_records": True,
        "consent_reminders": True,
        "zone": zone,
        "reminder_time": time(local.hour, local.minute),
    }
    return dumps(me), write(finances)


async def remember(
    storage: Storage,
    chats: Sequence[int],
    at: datetime,
    superseded: frozenset[int] = frozenset(),
    look: datetime | None = None,
) -> None:
    """Keep people with a due on that day, through the commit of a turn; the bot looks at ``look``, else at ``at``."""
    timer = Timer(NAME, look or at, {"kind": KIND}, patient=True)
    for number, chat_id in enumerate(chats):
        await storage.store.receive([InboxRow(-(10**9) - number, chat_id, b"{}")])
        me, finances = due_today(at, superseded=chat_id in superseded)
        snapshot = await storage.store.load(chat_id)
        assert snapshot is not None
        session = write_session(Session("abcdef", turn=1, seen_at=at - timedelta(days=1)))
        await storage.store.commit(
            Commit(snapshot.row, 0, 1, session, me, timers=(timer,), finances=finances, finances_stay=True)
        )


async def fill(storage: Storage, keys: KeyRing, count: int, first: datetime) -> None:
    """So many reminders of others that wait, spread over the 60 days from ``first`` on."""
    payload = dumps({"kind": KIND})
    step = timedelta(days=60) / max(1, count)
    for begin in range(0, count, AT_ONCE):
        numbers = range(begin, min(count, begin + AT_ONCE))

        def add(connection: sqlite3.Connection, numbers: range = numbers) -> None:
            connection.executemany(
                ADD,
                (
                    (chat, NAME, to_micros(first + n * step), keys.seal(payload, places.of_timer(chat, NAME)))
                    for n in numbers
                    for chat in (FIRST_FAR_CHAT + n,)
                ),
            )

        await storage.database.write(add)


async def prepared(
    folder: Path,
    chats: Sequence[int],
    at: datetime,
    pending: int = 0,
    superseded: frozenset[int] = frozenset(),
    look: datetime | None = None,
) -> None:
    """A data folder with these people, and reminders of others that wait."""
    keys = KeyRing.load_or_create(folder / "key")
    async with open_storage(folder / "huankouqi.db", keys) as storage:
        await remember(storage, chats, at, superseded, look)
        await fill(storage, keys, pending, at + timedelta(days=1))


def acquainted(sandbox: Sandbox, count: int) -> list[int]:
    """People who have talked with the bot before: a bot cannot write first."""
    people = [sandbox.add_person("Wu") for _ in range(count)]
    for person in people:
        sandbox.chats[person].started = True
    return people


def whole_minute(seconds: float) -> datetime:
    """The first whole minute at least so many seconds from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds + 60)).replace(second=0, microsecond=0)
