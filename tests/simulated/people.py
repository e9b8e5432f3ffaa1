"""People who talk with a bot over the sandbox, each by a script: they answer the newest question they see, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.buttons import Token, read_token
from bot.sandbox import Event, Message, Sandbox


@dataclass(frozen=True, slots=True)
class Say:
    """Write this, and ``more`` right after it without waiting."""

    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """Tap the button of this choice."""

    choice: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Tap the button at this place among those that are a plain choice; counted round."""

    place: int


Answer: TypeAlias = Say | Tap | Pick


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as a person sees it; two that are equal are the same question shown twice."""

    session: str
    number: int
    choices: tuple[str, ...]


class LostTheWay(AssertionError):
    """A script does not fit what the bot asks."""


class Talker:
    """One person.

    ``let`` is given each answer to make, at once or later; ``answered`` is told how long the bot took. With
    ``any_end`` the answer to the last thing said may be a line that asks nothing.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        script: Sequence[Answer],
        *,
        any_end: bool = False,
        let: Callable[[Callable[[], None]], None] | None = None,
        answered: Callable[[Talker, float], None] = lambda _talker, _seconds: None,
    ) -> None:
        self.id = sandbox.add_person("Lin")
        self.script = script
        self.inputs = 0
        self.tapped = ""
        self.lost: LostTheWay | None = None
        self.done = asyncio.Event()
        self._sandbox, self._let, self._answered = sandbox, let, answered
        self._any_end = any_end
        self._place = 0
        self._seen: set[Shown] = set()
        self._asked_at = 0.0

    @property
    def at_end(self) -> bool:
        """Whether the whole script has been said."""
        return self._place == len(self.script)

    def begin(self) -> None:
        """Say the first thing."""
        self._place, self._seen = 0, set()
        self.done.clear()
        self._next(None)

    def go_on(self, script: Sequence[Answer]) -> None:
        """Answer the question that is open, by a script that goes on from there."""
        newest = self._sandbox.last_from_bot(self.id)
        self.script, self._place = script, 0
        self.done.clear()
        self._next(newest)

    def see(self, message: Message) -> None:
        """Look at what the bot shows; a new question is answered after a moment's thought."""
        shown = shown_in(message)
        if shown is None and self.at_end and self._any_end and message.edited is None and not self.done.is_set():
            shown = Shown("", self._place, (message.text,))
        if shown is None or shown in self._seen:
            return
        self._seen.add(shown)
        loop = asyncio.get_running_loop()
        self._answered(self, loop.time() - self._asked_at)
        if self.at_end:
            self.done.set()
        elif self._let is not None:
            self._let(lambda: self._next(message))
        else:
            loop.call_soon(self._next, message)

    def _next(self, message: Message | None) -> None:
        answer = self.script[self._place]
        self._place += 1
        self._asked_at = asyncio.get_running_loop().time()
        if isinstance(answer, Say):
            for text in (answer.text, *answer.more):
                self.inputs += 1
                self._sandbox.say(self.id, text)
        elif message is not None:
            self._tap(answer, message)

    def _tap(self, answer: Tap | Pick, message: Message) -> None:
        tokens = tokens_of(message)
        data = next((data for data, token in tokens.items() if fits(answer, token, list(tokens.values()))), None)
        if data is None:
            choices = [token.choice for token in tokens.values()]
            self.lost = LostTheWay(f"step {self._place}: {answer} is not in {choices} under {message.text!r}")
            self.done.set()
            return
        self.inputs += 1
        self.tapped = data
        self._sandbox.tap(self.id, message.id, data, force=True)


class Crowd:
    """All who talk with one sandbox's bot; with ``keeps`` every message is kept as it was when it came."""

    def __init__(self, sandbox: Sandbox, *, keeps: bool = False) -> None:
        self.talkers: dict[int, Talker] = {}
        self.shown = 0
        self.sent: dict[int, list[Message]] = {}
        self.edited: dict[int, list[Message]] = {}
        self._keeps, self._waiting = keeps, dict[int, asyncio.Future[None]]()
        sandbox.listen(self._notice)

    def add(self, talker: Talker) -> None:
        """One more."""
        self.talkers[talker.id] = talker
        self.sent[talker.id], self.edited[talker.id] = [], []

    async def reached(self, number: int) -> None:
        """Wait until the bot has shown that many messages and edits."""
        if self.shown < number:
            self._waiting[number] = asyncio.get_running_loop().create_future()
            await self._waiting[number]

    async def finish(self, seconds: float) -> None:
        """Wait until everybody reached the end of their script. Raises TimeoutError, LostTheWay."""
        async with asyncio.timeout(seconds):
            for talker in self.talkers.values():
                await talker.done.wait()
                if talker.lost:
                    raise talker.lost

    def _notice(self, chat_id: int, event: Event) -> None:
        message = event.message
        ours = chat_id in self.talkers and event.kind in {"message", "edit"}
        if message is None or not message.from_bot or not ours:
            return
        self.shown += 1
        if self.shown in self._waiting:
            self._waiting.pop(self.shown).set_result(None)
        if self._keeps:
            (self.sent if event.kind == "message" else self.edited)[chat_id].append(message)
        self.talkers[chat_id].see(message)


def shown_in(message: Message) -> Shown | None:
    """The question a message asks, None when it asks none."""
    tokens = list(tokens_of(message).values())
    if not tokens:
        return None
    return Shown(tokens[0].session, tokens[0].question, tuple(token.choice for token in tokens))


def tokens_of(message: Message) -> dict[str, Token]:
    """The tokens of a message's buttons by their data."""
    found: dict[str, Token] = {}
    for raw in (message.markup or {}).get("inline_keyboard", ()):
        for button in raw:
            token = read_token(button.get("callback_data") or "")
            if token is not None:
                found[button["callback_data"]] = token
    return found


def fits(answer: Tap | Pick, token: Token, offered: Sequence[Token]) -> bool:
    """Whether this is the button an answer means."""
    if isinstance(answer, Tap):
        return token.choice == answer.choice
    plain = [one for one in offered if not one.choice.startswith(("!", "-")) and one.choice != "done"]
    return bool(plain) and token == plain[answer.place % len(plain)]
