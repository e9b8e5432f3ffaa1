"""The watch over what a person writes: crisis words, and what else is no answer to the open question."""

from __future__ import annotations

import structlog

from bot.actions.crisis import AT_ONCE
from bot.actions.long_work import TakesLong, only_when_calm
from bot.conversation.world import World
from bot.dialogue.inputs import Input, Open
from bot.dialogue.session import Session
from bot.safety.crisis_hearing import (
    danger_in,
    is_of_another,
    is_plainly_wished,
    is_reported,
    is_underage,
    is_worry,
)
from bot.safety.crisis_rules import CrisisLevel, level_of

CRISIS, NOW, LEAVE, CLOSE, BACK = "crisis", "crisis_now", "crisis_leave", "crisis_close", "crisis_back"
WAITS, STOP = "_shared/money_waits", "_shared/stop"
HEAVY, QUOTED, WORRY, DANGER, MINOR = "heavy", "quoted", "worry", "danger", "minor"

OPENED = frozenset({CRISIS, NOW, LEAVE, CLOSE, BACK, WAITS, HEAVY, QUOTED, WORRY, DANGER, MINOR})
"""Flows that are opened from here."""

FEW = 4
"""Letters under which a text that is no answer is not looked at more closely."""

log = structlog.get_logger(__name__)


def in_crisis(session: Session) -> bool:
    """Whether the crisis talk runs."""
    return any(frame.flow.startswith(CRISIS) for frame in session.stack)


def level(world: World, text: str) -> CrisisLevel:
    """How close to self-harm a text is; when the reading is broken, plain words count.

    Raises TakesLong for a long text on the event loop, and nothing else.
    """
    if len(text) > AT_ONCE:
        only_when_calm()
    try:
        return _read(world, text)
    except Exception as fault:  # noqa: BLE001 - nobody may be missed because a rule is broken
        log.error("crisis_reading_failed", fault=type(fault).__name__)
        return CrisisLevel.PASSIVE if world.library.care.sounds_like(text) else CrisisLevel.NONE


def _read(world: World, text: str) -> CrisisLevel:
    phrases, care = world.library.crisis, world.library.care
    read = level_of(text, phrases)
    plainly = read < CrisisLevel.PASSIVE and is_plainly_wished(text, phrases, care)
    return CrisisLevel.PASSIVE if plainly else read


def alarm(world: World, session: Session, text: str, *, heard: bool) -> Open | None:
    """The talk that a text calls for whatever is being asked; ``heard`` says the open question hears it itself."""
    if not in_crisis(session):
        if _speaks_of_another(world, session, text):
            return None
        meant = level(world, text) >= CrisisLevel.PASSIVE and not _only_danger(world, text)
        return Open(CRISIS) if meant else None
    if heard:
        return None
    return Open(NOW) if level(world, text) is CrisisLevel.ACTIVE else None


def come_back(world: World, text: str) -> Open:
    """What is opened for somebody who left the crisis talk open for hours: how they are now, or the numbers at once."""
    meant = level(world, text)
    if meant is CrisisLevel.ACTIVE:
        return Open(NOW)
    return Open(CRISIS if meant is CrisisLevel.PASSIVE else BACK)


def _speaks_of_another(world: World, session: Session, text: str) -> bool:
    """Whether the talk is about somebody the person worries about, and so is the text."""
    worried = session.top is not None and session.top.flow == WORRY
    return worried and is_of_another(text, world.library.crisis, world.library.care)


def _only_danger(world: World, text: str) -> bool:
    """Whether a text speaks of danger from others, and in no plain word of dying: then the police come first."""
    care = world.library.care
    return not care.sounds_like(text) and danger_in(text, world.library.crisis, care) is not None


def underage(world: World, session: Session, text: str) -> Open | None:
    """What is opened for a text that says its writer is under eighteen; the crisis talk hears it for itself."""
    if in_crisis(session):
        return None
    try:
        said = is_underage(text, world.library.crisis, world.library.care)
    except Exception as fault:  # noqa: BLE001 - an age not heard is asked for before the tools are used
        log.error("age_reading_failed", fault=type(fault).__name__)
        return None
    return Open(MINOR, answers={"heard": True}) if said else None


def in_danger(world: World, text: str) -> bool:
    """Whether a text says that somebody threatens the person right now."""
    opened = aside(world, text)
    return opened is not None and opened.flow == DANGER


def aside(world: World, text: str) -> Open | None:
    """What is opened for a text that answers no question: danger, worry about another, quoted threats, distress."""
    if len(text) < FEW:
        return None
    try:
        return _aside(world, text)
    except TakesLong:
        raise
    except Exception as fault:  # noqa: BLE001 - an offer less is no harm
        log.error("aside_failed", fault=type(fault).__name__)
        return None


def _aside(world: World, text: str) -> Open | None:
    phrases, care = world.library.crisis, world.library.care
    danger = danger_in(text, phrases, care)
    if danger is not None:
        return Open(danger.flow, answers={"kind": danger.kind})
    if is_worry(text, phrases):
        return Open(WORRY)
    if is_reported(text, phrases):
        return Open(QUOTED, answers={"text": text})
    return Open(HEAVY) if level(world, text) is CrisisLevel.DISTRESS else None


def held_back(world: World, session: Session, given: Input) -> Input:
    """In a crisis money waits, and stopping takes one more question; everything else is let through.

    Who says stop once more instead of answering that question is let go.
    """
    if not isinstance(given, Open) or not in_crisis(session) or world.library.care.may_open(given.flow):
        return given
    if given.flow != STOP:
        return Open(WAITS)
    return Open(CLOSE if any(frame.flow == LEAVE for frame in session.stack) else LEAVE)
