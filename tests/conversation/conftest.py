"""One world for all tests of the conversation, and people in it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.assembly import build_world
from bot.conversation.player import Player
from bot.conversation.world import World

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def world() -> World:
    return build_world()


@pytest.fixture
def meet(world: World) -> Callable[..., Player]:
    """A person who has just opened the chat; ``me`` is what is known about them already."""

    def meeting(language: str = "zh-hans", **me: object) -> Player:
        from bot.dialogue.values import dumps

        player = Player(world, NOON, language=language)
        if me:
            player.me = dumps(me)
        return player

    return meeting
