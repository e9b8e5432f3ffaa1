"""The load: many people at once on the sandbox, and how long each waits for an answer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox import Event, Sandbox
from tests.simulated.people import Answer, Crowd, Talker


@dataclass(slots=True)
class Waits:
    """Seconds each turn took, while ``counting``."""

    any: bool = False
    counting: bool = False
    seconds: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        """One turn was answered."""
        self.any = True
        if self.counting:
            self.seconds.append(seconds)


class Queue:
    """Those who are about to write: they are let through at a steady rate."""

    def __init__(self) -> None:
        self._ready: deque[Callable[[], None]] = deque()

    def __call__(self, write: Callable[[], None]) -> None:
        """Somebody wants to write."""
        self._ready.append(write)

    async def feed(self, rate: float) -> None:
        """Let ``rate`` a second write, until cancelled; who is late catches up."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += 1 / rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            if self._ready:
                self._ready.popleft()()


def at_once(write: Callable[[], None]) -> None:
    """Nobody waits."""
    asyncio.get_running_loop().call_soon(write)


def dialogues(
    sandbox: Sandbox,
    people: int,
    script: Callable[[int], Sequence[Answer]],
    waits: Waits,
    let: Callable[[Callable[[], None]], None] = at_once,
) -> Crowd:
    """People who go through their script again and again, each writing when ``let``."""
    crowd = Crowd(sandbox)

    def answered(talker: Talker, seconds: float) -> None:
        waits.add(seconds)
        if talker.at_end:
            let(talker.begin)

    for number in range(people):
        crowd.add(Talker(sandbox, script(number), any_end=True, let=let, answered=answered))
    return crowd


class EchoTalkers:
    """People who write a line to an echo bot and the next one when it comes back."""

    def __init__(self, sandbox: Sandbox, people: int, waits: Waits) -> None:
        self._sandbox, self._waits = sandbox, waits
        self._asked: dict[int, float] = {sandbox.add_person("Lin"): 0.0 for _ in range(people)}
        sandbox.listen(self._notice)

    def begin(self) -> None:
        """Everybody writes."""
        for person in self._asked:
            self._say(person)

    def _say(self, person: int) -> None:
        self._asked[person] = asyncio.get_running_loop().time()
        self._sandbox.say(person, "这几天睡不好")

    def _notice(self, person: int, event: Event) -> None:
        if event.kind == "message" and event.message is not None and event.message.from_bot:
            loop = asyncio.get_running_loop()
            self._waits.add(loop.time() - self._asked[person])
            loop.call_soon(self._say, person)
