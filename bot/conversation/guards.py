"""What is looked at before the step sees a text: commands, crisis, forwarded words, private data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.conversation.incoming import Incoming, IncomingFile
from bot.conversation.world import World
from bot.dialogue.inputs import UNEXPECTED, Back, Input, Open, Pause, Received, Resume, Typed
from bot.dialogue.model import Ask
from bot.dialogue.questions import KINDS
from bot.dialogue.questions.choice import squeezed
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question, Session
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.private_data import mask

START = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in for the last turn of somebody who had none; no label depends on it."""

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif", ".gif", ".bmp")
CRISIS, MESSAGE, PICTURE, UNKNOWN = "crisis", "message", "picture", "_shared/unknown_command"
MOVES: dict[str, Input] = {"back": Back(), "pause": Pause(), "resume": Resume()}


@dataclass(frozen=True, slots=True, repr=False)
class Guarded:
    """What the engine is given, and whether private data was masked in it."""

    given: Input
    masked: bool = False


def guard(world: World, session: Session, incoming: Incoming) -> Guarded:
    """The input a text becomes. The order is a promise (design 4.0): commands, crisis, forwarded, private data."""
    command = None if incoming.forwarded else world.commands.named(incoming.text)
    if command is not None and not _answers(world, session, incoming.text):
        return Guarded(MOVES[command.move] if command.move else Open(command.flow or ""))
    if incoming.text.startswith("/") and not incoming.forwarded:
        return Guarded(Open(UNKNOWN))
    if incoming.forwarded:
        return _forwarded(world, session, incoming)
    if not _answers(world, session, incoming.text) and _in_crisis(world, session, incoming.text):
        return Guarded(Open(CRISIS))
    masked = mask(incoming.text, world.library.privacy)
    return Guarded(Typed(masked.text), masked=bool(masked.kinds))


def _answers(world: World, session: Session, text: str) -> bool:
    """Whether a text without a slash is the label of a button of the open question."""
    step = _step(world, session)
    if text.startswith("/") or session.paused or session.top is None or not isinstance(step, Ask):
        return False
    top = session.top
    scene = Scene(world.setting, top.flow, top.step, top.answers, session.me, session.seen_at or START)
    shown = KINDS[step.kind].rows(step, session.question or Question(0), scene)
    return any(squeezed(text) == squeezed(label) for row in shown for _, label in row)


def received(world: World, session: Session, incoming: Incoming) -> Input:
    """The input that something else than a text becomes; words under it are searched like any others."""
    if incoming.text and not incoming.forwarded and _in_crisis(world, session, incoming.text):
        return Open(CRISIS)
    return Received(incoming.kind if incoming.kind in UNEXPECTED else "other")


def file_question(world: World, session: Session, incoming: Incoming) -> str:
    """The open question (flow.step) that takes the file that came; "" when none does, or its words come first."""
    step = _step(world, session)
    if incoming.file is None or session.paused or session.top is None or not isinstance(step, Ask):
        return ""
    if step.files is None or incoming.file.kind not in step.files.kinds:
        return ""
    if not incoming.forwarded and _in_crisis(world, session, incoming.text):
        return ""
    return f"{session.top.flow}.{session.top.step}"


def is_picture(file: IncomingFile | None) -> bool:
    """Whether something may be a picture to read: what it really is shows when it is opened."""
    if file is None:
        return False
    named = file.mime.startswith("image/") or file.name.lower().endswith(PICTURE_ENDINGS)
    return file.kind == "photo" or (file.kind == "document" and named)


def in_crisis_flow(session: Session) -> bool:
    """Whether the person is being looked after right now."""
    return any(frame.flow == CRISIS for frame in session.stack)


def _in_crisis(world: World, session: Session, text: str) -> bool:
    if in_crisis_flow(session):
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
