"""All flows of a running bot, and what may be kept about a person between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from bot.dialogue.model import Flow, Part, ValueType
from bot.dialogue.values import Value
from bot.errors import UnknownFlow

SHARED = "_shared/"
"""Folder of the repair patterns: flows the engine itself begins."""


class KeptAnswer(Part):
    """One thing kept about a person as ``me.NAME``: ``always`` (settings) or with their ``consent``.

    What ``stays`` is no answer but what the bot notes for itself: going back to an earlier question leaves it as it is.
    """

    type: ValueType
    keep: Literal["always", "consent"] = "consent"
    default: str | int | bool | None = None
    stays: bool = False
    about: str


class Profile(Part):
    """flows/_profile.yaml: every ``me.NAME`` a flow may use."""

    me: dict[str, KeptAnswer]


@dataclass(frozen=True, slots=True)
class FlowSet:
    """Flows by name with their versions, and the profile."""

    flows: Mapping[str, Flow]
    profile: Profile
    versions: Mapping[str, str] = field(default_factory=dict)
    _defaults: Mapping[str, Value] = field(default_factory=dict)
    _always: frozenset[str] = frozenset()
    _stays: frozenset[str] = frozenset()

    @classmethod
    def of(cls, flows: Iterable[Flow], profile: Profile) -> FlowSet:
        """A set of these flows, each with its version."""
        table = {flow.flow: flow for flow in flows}
        defaults = {name: kept.default for name, kept in profile.me.items()}
        always = frozenset(name for name, kept in profile.me.items() if kept.keep == "always")
        stays = frozenset(name for name, kept in profile.me.items() if kept.stays)
        return cls(table, profile, {name: version_of(flow) for name, flow in table.items()}, defaults, always, stays)

    def flow(self, name: str) -> Flow:
        """The flow of that name. Raises UnknownFlow."""
        try:
            return self.flows[name]
        except KeyError:
            raise UnknownFlow(f"There is no flow {name!r}: check the name with `python -m bot flows check`.") from None

    @property
    def home(self) -> str:
        """The flow people are in between conversations. Raises UnknownFlow when none is marked."""
        name = next((name for name, flow in self.flows.items() if flow.home), None)
        return self.flow("" if name is None else name).flow

    def defaults(self) -> Mapping[str, Value]:
        """``me`` of somebody about whom nothing is known yet."""
        return self._defaults

    def gone_back(self, then: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Value]:
        """``me`` as it was at an earlier question, with the settings of now and what the bot noted.

        A step back gives no consent again, deletes nothing a consent covers, and gives no further try at a code.
        """
        lasting = self._always | self._stays
        answers = {name: value for name, value in then.items() if name not in lasting}
        return answers | {name: value for name, value in now.items() if name in lasting}

    def kept_without_consent(self, me: Mapping[str, Value]) -> dict[str, Value]:
        """What of ``me`` may stay when the person has not allowed keeping records."""
        return {name: value for name, value in me.items() if name in self._always}


def version_of(flow: Flow) -> str:
    """Content hash of a flow: 12 hex digits of SHA-256 over its canonical JSON."""
    return sha256(flow.model_dump_json(by_alias=True).encode()).hexdigest()[:12]
