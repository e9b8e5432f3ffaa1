"""What a person gets when the program itself went wrong: a kind word, and their place kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation.lifeline import asks_for_help, numbers
from bot.conversation.turn import Outcome, nothing
from bot.conversation.values import Outgoing, Snapshot
from bot.conversation.world import World
from bot.dialogue.scene import Scene
from bot.dialogue.values import Value, loads
from bot.language.region import Script


def apologise(world: World, snapshot: Snapshot) -> Outcome:
    """The update counts as handled and the session stays as it was; who asks for help gets numbers; never raises."""
    me = {**world.setting.flows.defaults(), "script": Script.HANS.value, **_me(snapshot)}
    scene = Scene(world.setting, "", "", {}, me, datetime.now(UTC))
    incoming = world.read_update(snapshot.row.payload)
    said = [scene.shared("_shared/trouble", "said")]
    if asks_for_help(world, incoming):
        said = numbers(world, me)
    outgoing = tuple(Outgoing("send", text) for text in said)
    return replace(nothing(snapshot, outgoing=outgoing), tapped=incoming.callback_id)


def _me(snapshot: Snapshot) -> dict[str, Value]:
    try:
        known = loads(snapshot.me) if snapshot.me else {}
    except ValueError:
        return {}
    return {name: value for name, value in known.items() if value is not None}
