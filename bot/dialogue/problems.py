"""A problem found in a flow, its content or its translations: where, what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.marked_yaml import Mark


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem. ``rule`` names the check that found it."""

    path: Path
    mark: Mark
    rule: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.mark.line}:{self.mark.column}: {self.rule}: {self.message} {self.fix}"
