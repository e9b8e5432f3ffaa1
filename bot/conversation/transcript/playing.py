"""Plays a scenario with a Player, in one script, and writes down what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import orjson

from bot.conversation.player import Message, Player
from bot.conversation.reminding import look_at_once
from bot.conversation.transcript.model import Scenario, TurnWritten, Variants, Words
from bot.conversation.values import Key, Record
from bot.conversation.world import World
from bot.dialogue.values import dumps, loads
from bot.language.region import Script
from bot.money.written import write
from bot.reminders.timer import Timer

APP_LANGUAGE = {Script.HANS: "zh-hans", Script.HANT: "zh-hant"}


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the person saw it, whether it took the place of an older one, and the file it carries."""

    text: str
    keys: tuple[tuple[Key, ...], ...]
    rewrites: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in one turn; ``toast`` is the note over a tapped button, ``trouble`` why it could not go on,
    ``spread`` whether it came little by little while time passed.
    """

    said: tuple[Said, ...]
    toast: str
    trouble: str = ""
    spread: bool = False

    def lines(self) -> list[str]:
        """The answer as a transcript writes it, one entry a bubble."""
        shown: list[str] = []
        for position, said in enumerate(self.said):
            later = self.said[position + 1] if position + 1 < len(self.said) else None
            if not (said.rewrites and later is not None and later.rewrites):
                shown.append(_bubble(said))
        if self.toast:
            shown.append(f"(({self.toast}))")
        return [*shown, f"!! {self.trouble}"] if self.trouble else shown


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario played in one script."""

    script: Script
    answers: tuple[Answer, ...]
    walked: tuple[str, ...]


def play(world: World, scenario: Scenario, script: Script) -> Played:
    """Play it; a turn that cannot go on says so in its answer and the rest is played all the same."""
    player = Stage(world, scenario, script)
    answers = tuple(player.take(turn) for turn in scenario.turns)
    return Played(script, answers, tuple(player.player.walked))


class Stage:
    """A scenario being played."""

    def __init__(self, world: World, scenario: Scenario, script: Script) -> None:
        self.script = script
        self.player = Player(replace(world, messages=scenario), scenario.now, language=APP_LANGUAGE[script])
        person = scenario.person(script)
        self.player.me = orjson.dumps(person) if person else None
        self.player.finances = write(scenario.finances) or None
        if scenario.finances.plans:
            waking = look_at_once(scenario.now)
            self.player.timers[waking.name] = waking
        self.player.records = [_record(n, raw) for n, raw in enumerate(scenario.records, 1)]
        self.keyboards: list[str] = []
        self.pressed = ""

    def take(self, turn: TurnWritten) -> Answer:
        """Do what a turn says."""
        self.player.toast = ""
        before = {message.id for message in self.player.chat}
        try:
            came = self._act(turn)
        except LookupError as error:
            return Answer((), "", str(error.args[0]))
        self.keyboards += [first for message in came if (first := _first_button(message))]
        said = tuple(Said(message.text, message.keys, message.id in before, message.file) for message in came)
        return Answer(said, self.player.toast, spread=turn.act == "wait")

    def _act(self, turn: TurnWritten) -> Sequence[Message]:
        player = self.player
        match turn.act:
            case "type":
                return player.type(self._words(turn.type))
            case "tap":
                return self._press(player.find(self._words(turn.tap)))
            case "send":
                return player.send(turn.send or "photo")
            case "forward":
                return player.type(turn.forward or "", forwarded_from=turn.from_)
            case "wait":
                return player.advance(timedelta(seconds=turn.wait or 0))
            case "press_old":
                return self._press(self.keyboards[-1 - (turn.press_old or 1)])
            case "press_again":
                return player.press(self.pressed)
            case "edit":
                return player.edit(turn.edit or "")
            case "added":
                return player.add_to_group()
        return self._happens(turn)

    def _happens(self, turn: TurnWritten) -> Sequence[Message]:
        if turn.finish is not None:
            return self.player.finish(turn.finish, loads(dumps(turn.gives)))
        if turn.updated:
            self.player.forget_versions()
        else:
            self._restart()
        return ()

    def _press(self, data: str) -> Sequence[Message]:
        self.pressed = data
        return self.player.press(data)

    def _words(self, words: Words | None) -> str:
        return words.for_(self.script) if isinstance(words, Variants) else words or ""

    def _restart(self) -> None:
        """Everything is read back from what was written; nothing else survives."""
        old = self.player
        kept = Player(old.world, old.now, old.language, old.session, old.me, old.turn, finances=old.finances)
        kept.records = [
            _record(r.number, loads(dumps({"kind": r.kind, "at": r.at, "body": dict(r.body)}))) for r in old.records
        ]
        kept.timers = {name: Timer(name, t.due, _again(t.payload)) for name, t in old.timers.items()}
        kept.jobs = [replace(job, payload=_again(job.payload), hands=_again(job.hands)) for job in old.jobs]
        kept.chat, kept.walked, kept.ids = old.chat, old.walked, old.ids
        self.player = kept


def _again(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values written out and read back."""
    read: dict[str, Any] = loads(dumps(dict(values)))
    return read


def _record(number: int, raw: dict[str, object]) -> Record:
    written = loads(dumps(raw))
    return Record(number, str(written["kind"]), written["at"], written["body"])


def _first_button(message: Message) -> str:
    return next((key.data for key in message.buttons if key.data), "")


def _bubble(said: Said) -> str:
    rows = ["[" + " | ".join(_label(key) for key in row) + "]" for row in said.keys]
    mark = "✎ " if said.rewrites else f"[{said.file}] " if said.file else ""
    return "\n".join([mark + said.text, *rows])


def _label(key: Key) -> str:
    return f"⧉ {key.text}" if key.copy else key.text
