"""What is looked at before the step sees a text: commands, crisis, forwarded words, private data."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.incoming import Incoming
from bot.conversation.world import World
from bot.dialogue.inputs import Back, Input, Open, Pause, Received, Resume, Typed
from bot.dialogue.model import Ask
from bot.dialogue.session import Session
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.private_data import mask

CRISIS, MESSAGE, UNKNOWN = "crisis", "message", "_shared/unknown_command"
MOVES: dict[str, Input] = {"back": Back(), "pause": Pause(), "resume": Resume()}


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the engine is given, and whether private data was masked in it."""

    given: Input
    masked: bool = False


def guard(world: World, session: Session, incoming: Incoming) -> Guarded:
    """The input a text becomes. The order is a promise (design 4.0): commands, crisis, forwarded, private data."""
    command = None if incoming.forwarded else world.commands.named(incoming.text)
    if command is not None:
        return Guarded(MOVES[command.move] if command.move else Open(command.flow or ""))
    if incoming.text.startswith("/") and not incoming.forwarded:
        return Guarded(Open(UNKNOWN))
    if incoming.forwarded:
        return _forwarded(world, session, incoming)
    if _in_crisis(world, session, incoming.text):
        return Guarded(Open(CRISIS))
    masked = mask(incoming.text, world.library.privacy)
    return Guarded(Typed(masked.text), masked=bool(masked.kinds))


def received(incoming: Incoming) -> Input:
    """The input that something else than a text becomes."""
    return Received(incoming.kind)


def _in_crisis(world: World, session: Session, text: str) -> bool:
    if any(frame.flow == CRISIS for frame in session.stack):
        return False
    return level_of(text, world.library.crisis) >= CrisisLevel.PASSIVE


def _forwarded(world: World, session: Session, incoming: Incoming) -> Guarded:
    masked = mask(incoming.text, world.library.privacy)
    step = _step(world, session)
    if isinstance(step, Ask) and step.forwarded:
        return Guarded(Typed(masked.text), masked=bool(masked.kinds))
    return Guarded(Open(MESSAGE, answers={"text": masked.text}), masked=bool(masked.kinds))


def _step(world: World, session: Session) -> object:
    if session.top is None or session.question is None:
        return None
    return world.setting.flows.flow(session.top.flow).by_id.get(session.top.step)
