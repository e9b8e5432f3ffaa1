"""The table of Bot API methods: each module of this package enters its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bot.sandbox.arguments import Arguments
from bot.sandbox.world import World

Handler = Callable[[World, Arguments], object | Awaitable[object]]


class Method(NamedTuple):
    """A method by its Bot API name."""

    name: str
    handler: Handler


METHODS: dict[str, Method] = {}
"""By name in lower case: Telegram matches names without regard to case."""


def method(name: str) -> Callable[[Handler], Handler]:
    """Enter a handler under its Bot API name."""

    def enter(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler)
        return handler

    return enter
