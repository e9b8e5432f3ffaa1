"""What a script must never say, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Entry, Line, fits
from bot.content.crisis import Pattern

Advice = Annotated[Both, fits(60)]
"""One line that says what to write instead."""


class LintRule(Entry):
    """Words to keep out of a script; ``unless`` clears a sentence that also matches one of its patterns."""

    id: Line
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()
    instead: Advice


class LintRules(Entry):
    """content/lint.yaml."""

    sentence_end: Pattern
    rules: tuple[LintRule, ...]

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Every forbidden fragment of a text, sentence by sentence."""
        sentences = re.split(self.sentence_end, text)
        return tuple(found for sentence in sentences for found in self._in(sentence))

    def _in(self, sentence: str) -> Iterator[Finding]:
        for rule in self.rules:
            if any(re.search(pattern, sentence) for pattern in rule.unless):
                continue
            for pattern in rule.patterns:
                if match := re.search(pattern, sentence):
                    yield Finding(rule, match.group())


@dataclass(frozen=True, slots=True)
class Finding:
    """A forbidden fragment and the rule it breaks."""

    rule: LintRule
    fragment: str
