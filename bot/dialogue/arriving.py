"""Files that come in for a question, which may have been interrupted or left meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.asking import accept, present, rows_of_question
from bot.dialogue.inputs import Arrived
from bot.dialogue.model import Ask
from bot.dialogue.outputs import Button
from bot.dialogue.questions import Stay, Understood
from bot.dialogue.questions.files import SentFiles
from bot.dialogue.session import Question
from bot.dialogue.stepping import run
from bot.dialogue.values import Value
from bot.dialogue.walk import Walk

FILES = "_shared/files"
REASONS = frozenset({"too_big", "full", "gone"})
"""Words a job may give for a file it could not get; there is a sentence for each, and one for all others."""

FINGERPRINT = 8
"""Digits of the hash that are shown: enough to compare by eye, the whole is kept."""

SENT = SentFiles()


def arrive(walk: Walk, given: Arrived) -> None:
    """Take a file, or say why it could not be had."""
    depth = _depth(walk, given.question)
    if given.failed:
        walk.say_shared(FILES, given.failed if given.failed in REASONS else "trouble")
    if depth is None:
        if not given.failed:
            walk.say_shared(FILES, "late")
    elif depth < len(walk.stack) - 1 or walk.question is None:
        _hold(walk, depth, given)
    elif isinstance(walk.step, Ask):
        _answer(walk, walk.step, walk.question, given)


def _depth(walk: Walk, question: str) -> int | None:
    """Where the question still stands, newest first."""
    places = [f"{frame.flow}.{frame.step}" for frame in walk.stack]
    return next((n for n in reversed(range(len(places))) if places[n] == question), None)


def _hold(walk: Walk, depth: int, given: Arrived) -> None:
    """The question was interrupted: it has the file when it is taken up again."""
    frame = walk.stack[depth]
    if given.failed or frame.held is None:
        return
    _say_got(walk, frame.held, given.file)
    held = replace(frame.held, files=(*frame.held.files, given.file))
    walk.stack[depth] = replace(frame, held=held)


def _answer(walk: Walk, ask: Ask, question: Question, given: Arrived) -> None:
    if given.failed:
        present(walk, ask, question)
        return
    match SENT.arrived(ask, given.file, question, walk.scene):
        case Understood() as reply:
            _say_got(walk, question, given.file)
            accept(walk, ask, question, reply, tapped=False)
            run(walk)
        case Stay(question=more):
            walk.asked += 1
            walk.question = replace(more, number=walk.asked)
            rows = rows_of_question(walk, ask, walk.question)
            _say_got(walk, question, given.file, buttons=rows, number=walk.asked)


def _say_got(
    walk: Walk,
    before: Question,
    file: Mapping[str, Value],
    buttons: tuple[tuple[Button, ...], ...] = (),
    number: int = 0,
) -> None:
    """Say that a file is there; with ``buttons`` in the bubble of question ``number``."""
    details = {"number": len(before.files) + 1, "fingerprint": str(file.get("sha256") or "")[:FINGERPRINT]}
    walk.say_shared(FILES, "got", **details, buttons=buttons, question=number)
