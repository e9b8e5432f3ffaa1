"""After an earlier answer was changed everything is said and asked as ever."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from bot.assembly import build_world
from bot.conversation.player import Player

WORLD = build_world()
ME = {"script": "zh_Hans", "region": "CN", "set_up": True, "adult": True, "role": "self"}


@pytest.fixture
def player() -> Player:
    """Somebody deep in the crisis talk who went back to change an early answer."""
    player = Player(WORLD, datetime(2026, 11, 23, 6, 0, tzinfo=UTC), me=orjson.dumps(ME))
    player.type("我不想活了")
    for choice in ("yes", "yes", "calling", "somebody", "no"):
        player.tap(choice)
    player.type("/change")
    player.tap(next(label for label in player.labels() if label.startswith("旁边有没有人")))
    return player


def test_stopping_says_so_though_later_answers_of_the_change_were_never_reached(player: Player) -> None:
    assert player.type("/stop")
    assert "提醒我先关掉" in "\n".join(message.text for message in player.type("/stop"))


def test_another_change_asks_which_answer_and_is_not_answered_from_the_first(player: Player) -> None:
    player.type("/change")
    assert any(label.startswith("先离开") for label in player.labels())


def test_what_the_new_answer_leads_to_is_said_and_everything_after_it(player: Player) -> None:
    said = "\n".join(message.text for message in player.tap("nobody"))
    assert "那就先到有人的地方去" in said
    assert "我在这里" in said
    assert "难就难着" in "\n".join(message.text for message in player.tap("hard"))
