"""Whether what was checked once was checked lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.facts import Fact
from bot.content.hotlines import Hotline
from bot.content.library import Library
from bot.content.problems import Problem, problem_at
from bot.marked_yaml import read_yaml


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """A fact or hotline whose last check is too long ago."""

    id: str
    checked_on: date
    days_over: int

    def __str__(self) -> str:
        return f"{self.id}: last checked {self.checked_on}, {self.days_over} days too long ago"


def stale(library: Library, today: date) -> tuple[Stale, ...]:
    """Every fact and hotline past its ``max_age_days`` on ``today``, the oldest first."""
    found = (_stale(entry, today) for entry in _dated(library))
    return tuple(sorted((each for each in found if each), key=lambda each: (-each.days_over, each.id)))


def overdue_numbers(root: Path, library: Library, today: date) -> Iterator[Problem]:
    """A problem for every hotline past its ``max_age_days``: a number that may be dead is worse than none."""
    for region, hotlines in library.hotlines.items():
        source = read_yaml(root / "hotlines" / f"{region.value}.yaml")
        for index, line in enumerate(hotlines.lines):
            late = _stale(line, today)
            if late is not None:
                fix = "call it, then set checked_on to the day you did"
                yield problem_at(
                    source, ("lines", index, "checked_on"), f"a phone number not checked lately; {late}", fix
                )


def _dated(library: Library) -> Iterator[Fact | Hotline]:
    yield from library.facts.values()
    for hotlines in library.hotlines.values():
        yield from hotlines.lines


def _stale(entry: Fact | Hotline, today: date) -> Stale | None:
    over = (today - entry.checked_on).days - entry.max_age_days
    return Stale(entry.id, entry.checked_on, over) if over > 0 else None
