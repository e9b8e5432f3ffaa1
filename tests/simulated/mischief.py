"""Somebody whose phone and fingers play up: every tap twice, old buttons now and then."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.sandbox import Message, Sandbox
from tests.simulated.people import Answer, Pick, Talker, Tap, shown_in, tokens_of


class Fumbler(Talker):
    """A talker who taps everything twice and, at ``share`` of the questions, first an old button.

    An old button has the question asked again; then that one is answered, as a person would.
    """

    def __init__(self, sandbox: Sandbox, script: Sequence[Answer], *, seed: int, share: float = 0.4) -> None:
        super().__init__(sandbox, script)
        self.old_taps = self.double_taps = 0
        self._chance, self._share = random.Random(seed), share
        self._old: list[tuple[int, str]] = []
        self._newest: list[tuple[int, str]] = []
        self._last = ""
        self._again: tuple[str, ...] | None = None

    def see(self, message: Message) -> None:
        """Press an old button at some of the questions, and wait for the question to come again."""
        shown = shown_in(message)
        if shown is None or shown in self._seen:
            return
        asked_again = self._again == shown.choices
        self._old += self._newest
        self._newest = [(message.id, data) for data in tokens_of(message)]
        old = [button for button in self._old if button[1] != self._last and button not in self._newest]
        if self._again is None and old and not self.at_end and self._chance.random() < self._share:
            self._seen.add(shown)
            self._again = shown.choices
            self.old_taps += 1
            self._sandbox.tap(self.id, *self._chance.choice(old), force=True)
        elif self._again is None or asked_again:
            self._again = None
            super().see(message)

    def _tap(self, answer: Tap | Pick, message: Message) -> None:
        super()._tap(answer, message)
        if self.lost is None:
            self._last = self.tapped
            self.double_taps += 1
            self._sandbox.tap(self.id, message.id, self.tapped, force=True)
