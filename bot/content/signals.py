"""What a collector's message can show: the signals with their patterns, and how a message is read for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Entry
from bot.content.crisis import Pattern
from bot.content.problems import ContentProblems, Problem, problems_of
from bot.marked_yaml import YamlProblem, read_yaml

Model = TypeVar("Model", bound=BaseModel)

Line = Annotated[str, Field(min_length=1)]


class Signal(StrEnum):
    """What a message can show; the names of the label set."""

    VIOLENCE = "violence"
    INSULT = "insult"
    THIRD_PARTY = "third_party"
    EXPOSURE = "exposure"
    IMPERSONATION = "impersonation"
    CRIMINAL_THREAT = "criminal_threat"
    HARASSMENT = "harassment"
    MENACING_VISIT = "menacing_visit"
    EXCESS_CHARGE = "excess_charge"
    BORROW_TO_REPAY = "borrow_to_repay"
    PRIVATE_PAYMENT = "private_payment"
    PHISHING = "phishing"
    SCAM_SERVICE = "scam_service"
    OFFICIAL_NOTICE = "official_notice"
    LITIGATION = "litigation"
    CREDIT_REPORT = "credit_report"
    PENALTY = "penalty"
    DEADLINE = "deadline"
    SETTLEMENT = "settlement"
    REMINDER = "reminder"


class Kind(StrEnum):
    """How much a signal weighs in the verdict (taxonomy, rule 1)."""

    PROHIBITED = "prohibited"
    SUSPICIOUS = "suspicious"
    PRESSING = "pressing"
    PLAIN = "plain"


class SignalRules(Entry):
    """content/signals/<signal>.yaml: what speaks for one signal, and what only looks like it.

    Patterns are regular expressions on normal text: simplified script, small letters, no symbols inside words.
    A look-alike cancels every pattern it overlaps.
    """

    signal: Signal
    kind: Kind
    about: Line
    patterns: tuple[Pattern, ...]
    look_alikes: tuple[Pattern, ...] = ()

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Any of the patterns."""
        return _any(self.patterns)

    @cached_property
    def only_looks_like(self) -> re.Pattern[str]:
        """Any of the look-alikes."""
        return _any(self.look_alikes)


class ScriptFold(Entry):
    """Two strings of equal length: the nth traditional character becomes the nth simplified one."""

    traditional: Line
    simplified: Line

    @model_validator(mode="after")
    def _equally_long(self) -> Self:
        if len(self.traditional) != len(self.simplified):
            raise PydanticCustomError("unequal", "the two strings differ in length")
        return self


class Folding(Entry):
    """content/signals/folding.yaml: how a disguised or dialect text becomes normal text."""

    script: ScriptFold
    inserted: Line
    emoji: Mapping[str, str]
    variants: Mapping[str, str]
    dialects: Mapping[str, str]


class Concepts(Entry):
    """content/signals/concepts.yaml: words that mean the same to a collector, as patterns on normal text."""

    concepts: Mapping[str, tuple[Pattern, ...]]

    @cached_property
    def compiled(self) -> Mapping[str, re.Pattern[str]]:
        """One expression a concept."""
        return MappingProxyType({name: _any(words) for name, words in self.concepts.items()})


class Contexts(Entry):
    """content/signals/contexts.yaml: who speaks and to what end, as patterns on normal text."""

    contexts: Mapping[str, tuple[Pattern, ...]]
    denials: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    @cached_property
    def compiled(self) -> Mapping[str, re.Pattern[str]]:
        """One expression a context."""
        return MappingProxyType({name: _any(words) for name, words in self.contexts.items()})

    @cached_property
    def denied(self) -> re.Pattern[str]:
        """What the sender says they do not do."""
        return _any(self.denials)

    @cached_property
    def taken_back(self) -> re.Pattern[str]:
        """A condition that turns a denial into a threat."""
        return _any(self.unless)


@dataclass(frozen=True, slots=True)
class Signals:
    """Everything needed to read a message, apart from the weights."""

    rules: Mapping[Signal, SignalRules]
    folding: Folding
    concepts: Concepts
    contexts: Contexts

    def kind_of(self, signal: Signal) -> Kind:
        """How much this signal weighs."""
        return self.rules[signal].kind


def load_signals(root: Path) -> Signals:
    """Read content/signals/ under ``root``, the folder of all content. Raises ContentProblems."""
    folder = root / "signals"
    rules = {signal: _read(SignalRules, folder / f"{signal.value}.yaml") for signal in Signal}
    misnamed = [
        Problem(folder / f"{name}.yaml", 1, 1, f"the file speaks of {rule.signal}", "name it as its signal")
        for name, rule in rules.items()
        if rule.signal is not name
    ]
    if misnamed:
        raise ContentProblems(misnamed)
    return Signals(
        rules=MappingProxyType(rules),
        folding=_read(Folding, folder / "folding.yaml"),
        concepts=_read(Concepts, folder / "concepts.yaml"),
        contexts=_read(Contexts, folder / "contexts.yaml"),
    )


def _read(kind: type[Model], path: Path) -> Model:
    try:
        source = read_yaml(path)
    except YamlProblem as error:
        raise ContentProblems([Problem(path, error.line, error.column, error.message, "mend the YAML here")]) from None
    except OSError as error:
        raise ContentProblems([Problem(path, 1, 1, str(error), "put the file there, in UTF-8")]) from None
    try:
        return kind.model_validate(source.data)
    except ValidationError as error:
        raise ContentProblems(problems_of(error, source)) from None


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
