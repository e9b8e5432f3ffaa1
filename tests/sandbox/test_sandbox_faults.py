"""Trouble on request: as often as asked for, the same again with the same seed."""

from __future__ import annotations

import time
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import Faults
from bot.sandbox.faults import Cut, FaultSource


async def test_a_cut_call_takes_effect_half_the_time(sandbox, lin, api) -> None:
    sandbox.use_faults(Faults(drop=1.0, methods=("sendMessage",), seed=1))
    for _ in range(40):
        with pytest.raises(aiohttp.ClientError):
            await api.call("sendMessage", chat_id=lin, text="x")
    sandbox.use_faults(Faults())

    arrived = len(sandbox.messages(lin)) - 1
    assert 10 <= arrived <= 30
    assert (await api.result("getMe"))["id"] == 4242


@pytest.mark.parametrize(
    ("code", "description"),
    [(429, "Too Many Requests: retry after 7"), (500, "Internal Server Error"), (502, "Bad Gateway")],
)
async def test_a_refusal_on_request_has_no_effect(sandbox, lin, api, code, description) -> None:
    sandbox.use_faults(Faults(status={code: 1.0}, retry_after=7))
    answer = await api.call("sendMessage", chat_id=lin, text="x")

    assert (answer["error_code"], answer["description"]) == (code, description)
    assert answer.get("parameters") == ({"retry_after": 7} if code == 429 else None)
    assert len(sandbox.messages(lin)) == 1


async def test_other_methods_are_left_alone(sandbox, lin, api) -> None:
    await api.control("PUT", "faults", {"status": {"500": 1}, "methods": ["sendMessage"]})

    assert (await api.call("sendMessage", chat_id=lin, text="x"))["error_code"] == 500
    assert (await api.call("getMe"))["ok"]
    await api.control("PUT", "faults", {})
    assert (await api.call("sendMessage", chat_id=lin, text="x"))["ok"]


def test_the_same_seed_gives_the_same_trouble() -> None:
    def drawn(seed: int) -> list[tuple[Cut, bool]]:
        source = FaultSource()
        source.use(Faults(drop=0.3, status={500: 0.3}, seed=seed))
        return [(trouble.cut, trouble.refusal is None) for trouble in map(source.draw, ["x"] * 50)]

    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)


async def test_latency_delays_calls_side_by_side(sandbox, lin, api) -> None:
    import asyncio

    sandbox.latency = timedelta(milliseconds=100)
    started = time.monotonic()
    await asyncio.gather(*(api.result("sendMessage", chat_id=lin, text="x") for _ in range(20)))

    assert 0.1 <= time.monotonic() - started < 1.0
