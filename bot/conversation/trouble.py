"""What a person gets when the program itself went wrong: a kind word, and their place kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import structlog

from bot.actions.long_work import TakesLong
from bot.conversation.lifeline import asks_for_help, last_texts, numbers
from bot.conversation.turn import Outcome, nothing
from bot.conversation.values import Outgoing, Snapshot
from bot.conversation.world import World
from bot.dialogue.scene import Scene
from bot.dialogue.values import Value, loads
from bot.language.region import Script

log = structlog.get_logger(__name__)


def apologise(world: World, snapshot: Snapshot) -> Outcome:
    """The update counts as handled and the session stays as it was; who asks for help gets numbers; never raises but
    TakesLong on the event loop.
    """
    try:
        return _apologised(world, snapshot)
    except TakesLong:
        raise
    except Exception as fault:  # noqa: BLE001 - not even the words of the flows can be used
        log.error("apology_failed", fault=type(fault).__name__)
        return _at_last(world, snapshot)


def _at_last(world: World, snapshot: Snapshot) -> Outcome:
    incoming, last = world.read_update(snapshot.row.payload), world.last_resort
    outgoing = tuple(Outgoing("send", text) for text in last_texts(last, incoming))
    return replace(nothing(snapshot, outgoing=outgoing), tapped=incoming.callback_id)


def _apologised(world: World, snapshot: Snapshot) -> Outcome:
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
