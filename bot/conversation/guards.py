"""What is looked at before the step sees a text: commands, crisis, forwarded words, private data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation.incoming import Incoming, IncomingFile
from bot.conversation.pasted import MESSAGE, pasted
from bot.conversation.watch import CRISIS, DANGER, HEAVY, alarm, aside, held_back, in_crisis, in_danger, underage
from bot.conversation.world import World
from bot.dialogue.inputs import UNEXPECTED, Back, Input, Open, Pause, Received, Resume, Typed
from bot.dialogue.model import Ask
from bot.dialogue.questions import KINDS, Stay
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question, Session
from bot.language.passing import alike
from bot.language.region import Region
from bot.safety.private_data import mask

START = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in for the last turn of somebody who had none; no label depends on it."""

NAME = 40
"""Characters. Where no more fits, a name or a sentence is asked for, and no account of what happened."""

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif", ".gif", ".bmp")
PICTURE, UNKNOWN = "picture", "_shared/unknown_command"
MOVES: dict[str, Input] = {"back": Back(), "pause": Pause(), "resume": Resume()}


@dataclass(frozen=True, slots=True, repr=False)
class Guarded:
    """What the engine is given, and whether private data was masked in it."""

    given: Input
    masked: bool = False


def guard(world: World, session: Session, incoming: Incoming) -> Guarded:
    """The input a text becomes. The order is a promise (design 4.0): commands, crisis, forwarded, private data."""
    guarded = _guarded(world, session, incoming)
    return replace(guarded, given=held_back(world, session, guarded.given))


def _guarded(world: World, session: Session, incoming: Incoming) -> Guarded:
    text = incoming.text
    command = None if incoming.forwarded else world.commands.named(text)
    answer = not incoming.forwarded and _answers(world, session, text)
    if command is not None and not answer:
        return Guarded(MOVES[command.move] if command.move else Open(command.flow or ""))
    if text.startswith("/") and not incoming.forwarded:
        return Guarded(Open(UNKNOWN))
    if incoming.forwarded:
        return _forwarded(world, session, incoming)
    alarmed = None if answer else alarm(world, session, text, heard=_hears(world, session))
    alarmed = alarmed or (None if answer else underage(world, session, text))
    if alarmed is not None:
        return Guarded(alarmed)
    masked = mask(text, world.library.privacy)
    given = None if answer or _takes(world, session, text) else _unasked(world, session, masked.text)
    return Guarded(given or Typed(masked.text), masked=incoming.covered or bool(masked.kinds))


def _unasked(world: World, session: Session, text: str) -> Open | None:
    """What is opened for words that answer nothing: what weighs on somebody first, then a message they pasted."""
    region = Region(str(session.me.get("region") or Region.MAINLAND))
    opened = aside(world, text)
    if opened is not None and opened.flow == HEAVY and _is_for_typing(world, session):
        opened = None
    return opened or pasted(world, region, text)


def _is_for_typing(world: World, session: Session) -> bool:
    """Whether a sum, a day or a number is to be typed: "since about spring" is a try at it, hardly a cry."""
    step = _step(world, session)
    return isinstance(step, Ask) and step.kind in {"number", "money", "date", "time", "days"}


def _hears(world: World, session: Session) -> bool:
    """Whether the open question is one of the crisis talk that takes own words and reads them for itself."""
    step = _step(world, session)
    own = session.top is not None and session.top.flow.startswith(CRISIS)
    return own and isinstance(step, Ask) and step.own_words is not None


def _takes(world: World, session: Session, text: str) -> bool:
    """Whether typed words may be an answer to the open question, or to nothing but what runs."""
    step = _step(world, session)
    if in_crisis(session) or session.top is None:
        return session.top is not None
    if not isinstance(step, Ask) or session.paused:
        return False
    scene = Scene(world.setting, session.top.flow, step.id, session.top.answers, session.me, session.seen_at or START)
    if step.text is not None or step.own_words is not None:
        return not (step.text is not None and step.text.at_most <= NAME and in_danger(world, text))
    read = KINDS[step.kind].typed(step, text, session.question or Question(0), scene)
    if isinstance(read, Stay) and read.heard:  # a story: danger in it, or a message pasted, comes before its causes
        opened = _unasked(world, session, text)
        return opened is None or opened.flow not in {DANGER, MESSAGE}
    return read is not None or world.setting.understanding.passes(text)


def _answers(world: World, session: Session, text: str) -> bool:
    """Whether a text without a slash is the label of a button of the open question."""
    step = _step(world, session)
    if text.startswith("/") or session.paused or session.top is None or not isinstance(step, Ask):
        return False
    top = session.top
    scene = Scene(world.setting, top.flow, top.step, top.answers, session.me, session.seen_at or START)
    shown = KINDS[step.kind].rows(step, session.question or Question(0), scene)
    labels = [label for row in shown for _, label in row]
    if step.skip is not None:
        labels.append(scene.text(step.skip.text))
    return any(alike(text) == alike(label) for label in labels)


def received(world: World, session: Session, incoming: Incoming) -> Input:
    """The input that something else than a text becomes; words under it are searched like any others."""
    return _alarmed(world, session, incoming) or Received(incoming.kind if incoming.kind in UNEXPECTED else "other")


def file_question(world: World, session: Session, incoming: Incoming) -> str:
    """The open question (flow.step) that takes the file that came; "" when none does, or its words come first."""
    step = _step(world, session)
    if incoming.file is None or session.paused or session.top is None or not isinstance(step, Ask):
        return ""
    if step.files is None or incoming.file.kind not in step.files.kinds:
        return ""
    if _alarmed(world, session, incoming) is not None:
        return ""
    return f"{session.top.flow}.{session.top.step}"


def is_picture(file: IncomingFile | None) -> bool:
    """Whether something may be a picture to read: what it really is shows when it is opened."""
    if file is None:
        return False
    named = file.mime.startswith("image/") or file.name.lower().endswith(PICTURE_ENDINGS)
    return file.kind == "photo" or (file.kind == "document" and named)


def _alarmed(world: World, session: Session, incoming: Incoming) -> Open | None:
    """The crisis talk that words under a file call for."""
    if incoming.forwarded or not incoming.text:
        return None
    return alarm(world, session, incoming.text, heard=False)


def _forwarded(world: World, session: Session, incoming: Incoming) -> Guarded:
    masked = mask(incoming.text, world.library.privacy)
    step, told = _step(world, session), incoming.covered or bool(masked.kinds)
    if isinstance(step, Ask) and step.forwarded:
        return Guarded(Typed(masked.text), masked=told)
    return Guarded(Open(MESSAGE, answers={"text": masked.text}), masked=told)


def _step(world: World, session: Session) -> object:
    if session.top is None or session.question is None:
        return None
    return world.setting.flows.flow(session.top.flow).by_id.get(session.top.step)
