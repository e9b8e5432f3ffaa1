"""What the parts of the analysis know of each other, so that none imports the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.dialogue.checking.kinds import Kind
from bot.dialogue.checking.states import State
from bot.dialogue.checking.world import CheckWorld
from bot.dialogue.model import Flow
from bot.dialogue.reading import FlowFile


class Known(Protocol):
    """What is known of all flows while one of them is looked at."""

    @property
    def world(self) -> CheckWorld:
        """What the checks take for given."""

    @property
    def by_name(self) -> Mapping[str, FlowFile]:
        """The flows."""

    @property
    def kinds(self) -> Mapping[str, Mapping[str, Kind]]:
        """The kinds of the variables of each flow, as far as learned."""

    @property
    def person(self) -> Mapping[str, Kind]:
        """The kinds of ``me.NAME``."""

    def parameters(self, flow: Flow) -> Mapping[str, Kind]:
        """The kinds of a flow's parameters."""

    def is_book(self, name: str) -> bool:
        """Whether a flow is spoken from, not walked."""

    def left_by(self, name: str, entry: State) -> State | None:
        """What may hold when a called flow is left; None when it never is."""
