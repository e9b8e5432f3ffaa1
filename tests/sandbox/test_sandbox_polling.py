"""getUpdates hands updates out as Telegram does: in order, again until confirmed, to one poller at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.sandbox import Faults, Sandbox


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_a_long_poll_ends_with_the_first_message(sandbox, lin, api) -> None:
    waiting = asyncio.create_task(api.result("getUpdates", timeout=30))
    await api.result("getMe")
    sandbox.say(lin, "在吗")

    assert texts(await waiting) == ["在吗"]


async def test_a_long_poll_without_news_ends_empty(lin, api) -> None:
    assert await api.result("getUpdates", timeout=1) == []


async def test_unconfirmed_updates_come_again(sandbox, lin, api) -> None:
    sandbox.say(lin, "一")
    first = await api.result("getUpdates")

    assert await api.result("getUpdates") == first


async def test_an_offset_confirms_everything_before_it(sandbox, lin, api) -> None:
    for text in ("一", "二", "三"):
        sandbox.say(lin, text)
    seen = await api.result("getUpdates", limit=2)

    assert texts(seen) == ["一", "二"]
    assert texts(await api.result("getUpdates", offset=seen[-1]["update_id"] + 1)) == ["三"]


async def test_a_negative_offset_keeps_only_the_newest(sandbox, lin, api) -> None:
    for text in ("一", "二", "三"):
        sandbox.say(lin, text)

    assert texts(await api.result("getUpdates", offset=-1)) == ["三"]
    assert texts(await api.result("getUpdates")) == ["三"]


async def test_only_allowed_kinds_are_queued_and_the_choice_stays(sandbox, lin, api) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    sandbox.say(lin, "没人听")
    assert await api.result("getUpdates") == []

    await api.result("getUpdates", allowed_updates=[])
    sandbox.say(lin, "听到了")
    assert texts(await api.result("getUpdates")) == ["听到了"]


async def test_a_second_poller_ends_the_first_with_a_conflict(lin, api, sandbox) -> None:
    first = asyncio.create_task(api.call("getUpdates", timeout=30))
    await api.result("getMe")
    second = asyncio.create_task(api.call("getUpdates", timeout=30))
    answer = await first
    sandbox.say(lin, "在")

    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    assert texts((await second)["result"]) == ["在"]


async def test_updates_are_dropped_after_a_day(sandbox, lin, api) -> None:
    sandbox.say(lin, "昨天")
    sandbox.advance(timedelta(hours=24, seconds=1))
    sandbox.say(lin, "今天")

    assert texts(await api.result("getUpdates")) == ["今天"]


async def test_repeated_updates_on_request_carry_their_old_id(sandbox, lin, api) -> None:
    sandbox.use_faults(Faults(duplicate_updates=1.0))
    sandbox.say(lin, "一")
    [first] = await api.result("getUpdates")

    assert await api.result("getUpdates", offset=first["update_id"] + 1) == [first]
    assert await api.result("getUpdates", offset=first["update_id"] + 1) == []


async def test_a_later_sandbox_counts_on_above_an_earlier_one(lin, sandbox) -> None:
    sandbox.say(lin, "一")
    later = Sandbox()
    later.advance(timedelta(minutes=1))
    anew = Sandbox(clock=later.clock)

    assert anew.updates.next_id > sandbox.updates.next_id
