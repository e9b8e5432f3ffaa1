"""With the sandbox's clock a month of reminders is seen in a moment, over HTTP and from the real database."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Bot, running
from bot.sandbox import Sandbox
from bot.sandbox.clock import OffsetClock
from bot.settings import Settings
from tests.simulated.reminded import acquainted, noon_zone, prepared
from tests.simulated.stage import served

MONTH = timedelta(days=31)


async def moved_on(bot: Bot, sandbox: Sandbox, until: datetime) -> None:
    """Move the clock from reminder to reminder."""
    while (due := await bot.storage.store.next_due(patient=True)) is not None and due <= until:
        sandbox.advance(max(timedelta(0), due - sandbox.now()))
        bot.alarm.ring()
        while await bot.storage.store.next_due(patient=True) == due:  # noqa: ASYNC110  the alarm tells nobody
            await asyncio.sleep(0.005)
        await bot.idle()


async def test_a_month_of_reminders_is_seen_in_a_moment(tmp_path: Path):
    clock = OffsetClock()
    sandbox = Sandbox(clock=clock)
    (person,) = acquainted(sandbox, 1)
    at = clock.now() + timedelta(days=6)
    zone = ZoneInfo(noon_zone(at))
    first = at.astimezone(zone).date()
    await prepared(tmp_path, [person], at, look=clock.now())
    async with served(sandbox) as server:
        settings = Settings(
            telegram_bot_token=SecretStr(sandbox.token),
            telegram_api_url=server.url,
            data_dir=tmp_path,
            sends_per_second=0,
            sends_per_second_per_chat=0,
        )
        async with running(settings, clock.now) as bot:
            await moved_on(bot, sandbox, clock.now() + MONTH)
    told = [
        (message.text.split("\n")[-1], message.sent_at.astimezone(zone))
        for message in sandbox.messages(person)
        if message.from_bot
    ]

    assert [text for text, _ in told] == [
        "过几天有一件事，先看一眼。",
        "明天有一件事。",
        "今天有一件事。办好了点一下。",
        "昨天那件事怎么样？没办成也可以说，我们一起改。",
    ]
    assert [at.date() for _, at in told][1:] == [first - timedelta(days=1), first, first + timedelta(days=1)]
