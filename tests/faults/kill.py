"""Kill the bot again and again while people talk with it, and count what was lost.

python -m tests.faults.kill --kills 200 --people 50
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop

from tests.faults.transcripts import Differences, differences
from tests.faults.trial import Run, run, run_scripts
from tests.simulated.scripts import whole_way

TIMEZONE = ZoneInfo("Asia/Shanghai")
"""Of everybody in the scripts."""


@dataclass(frozen=True, slots=True)
class Count:
    """What two runs of the same scripts come to, one undisturbed and one with kills."""

    clean: Run
    killed: Run
    shown: Differences

    @property
    def lost(self) -> int:
        """Updates that were never handled."""
        return self.killed.updates - self.killed.handled

    @property
    def twice(self) -> int:
        """People whose session took another number of turns than they gave inputs and timers fired."""
        both = zip(self.clean.kept, self.killed.kept, self.breathed, strict=True)
        return sum(one.turn != two.turn for one, two, breathed in both if not breathed)

    @property
    def breathed(self) -> list[bool]:
        """Who had timers: after a stop a breath may have passed, so their turns are not comparable."""
        return [kept.turn != inputs for kept, inputs in zip(self.clean.kept, self.clean.inputs, strict=True)]

    @property
    def other_records(self) -> int:
        """People whose records or settings are not those of the undisturbed run."""
        both = zip(self.clean.kept, self.killed.kept, strict=True)
        return sum((one.me, one.records) != (two.me, two.records) for one, two in both)

    def table(self) -> str:
        """All of it as markdown."""
        rows = {
            "people": len(self.killed.kept),
            "inputs": sum(self.killed.inputs),
            "kills": self.killed.kills,
            "updates lost": self.lost,
            "people with an update applied twice": self.twice,
            "people with other records or settings": self.other_records,
            "records": sum(len(kept.records) for kept in self.killed.kept),
            "messages and edits shown (undisturbed)": f"{self.killed.shown} ({self.clean.shown})",
            "questions shown twice": self.shown.doubled_questions,
            "lines shown twice": self.shown.doubled_lines,
            "edits shown as a new message": self.shown.rewritten,
            "lines never shown": len(self.shown.lost),
            "duplicates that do harm": len(self.shown.harmful),
            "messages nobody expected": len(self.shown.strange),
        }
        return "\n".join(["| what | count |", "|---|---|", *(f"| {what} | {count} |" for what, count in rows.items())])


async def count(people: int, kills: int, seed: int) -> Count:
    """Run the scripts undisturbed, then with kills; once more when midnight came in between, for records have days."""
    day = datetime.now(TIMEZONE).date()
    found = await _count(people, kills, seed)
    return found if datetime.now(TIMEZONE).date() == day else await _count(people, kills, seed)


async def _count(people: int, kills: int, seed: int) -> Count:
    scripts = run_scripts(people, whole_way)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        clean = await run(Path(first), scripts)
        killed = await run(Path(second), scripts, kills, clean.shown, seed)
    shown = Differences()
    for undisturbed, edits, seen in zip(clean.sent, clean.edited, killed.sent, strict=True):
        shown.add(differences(undisturbed, edits, seen))
    return Count(clean, killed, shown)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = uvloop.run(count(asked.people, asked.kills, asked.seed))
    print(found.table())
    for name in ("lost", "harmful", "strange"):
        for line in getattr(found.shown, name)[:5]:
            print(name, line)


if __name__ == "__main__":
    main()
