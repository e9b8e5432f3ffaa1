"""What running the transcripts gives: differences, what broke, and what of the flows was never walked."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import ndiff

from bot.conversation.transcript.coverage import FlowCoverage
from bot.conversation.transcript.playing import Played
from bot.language.region import Script


@dataclass(frozen=True, slots=True)
class Difference:
    """One turn that answers otherwise than written down."""

    file: str
    scenario: str
    turn: int
    script: Script
    expected: tuple[str, ...]
    got: tuple[str, ...]

    def __str__(self) -> str:
        lines = ndiff("\n".join(self.expected).splitlines(), "\n".join(self.got).splitlines())
        changed = "\n".join(f"    {line}" for line in lines if line[:1] in "+-")
        return f"{self.file}: {self.scenario}: turn {self.turn} ({self.script}):\n{changed}"


@dataclass(frozen=True, slots=True)
class Performance:
    """A scenario played in one script, and the file it stands in."""

    file: str
    scenario: str
    played: Played


@dataclass(frozen=True, slots=True)
class Report:
    """The transcripts, run."""

    performances: tuple[Performance, ...]
    differences: tuple[Difference, ...]
    flows: tuple[FlowCoverage, ...]

    @property
    def troubles(self) -> tuple[str, ...]:
        """Turns that could not be played, as file: scenario: turn n: why."""
        return tuple(
            f"{each.file}: {each.scenario}: turn {number}: {answer.trouble}"
            for each in self.performances
            for number, answer in enumerate(each.played.answers, 1)
            if answer.trouble
        )

    @property
    def unwalked(self) -> tuple[str, ...]:
        """Every place of a flow no transcript comes by."""
        return tuple(place for flow in self.flows for place in flow.missing)

    @property
    def passed(self) -> bool:
        """Whether all answers are as written, all turns could be played and every place was walked."""
        return not (self.differences or self.troubles or self.unwalked)

    def __str__(self) -> str:
        walked, places = sum(f.walked for f in self.flows), sum(len(f.places) for f in self.flows)
        share = 100 * walked / places if places else 100.0
        counted = f"{len(self.performances)} conversations, {len(self.differences)} differences"
        summary = f"{counted}, {share:.1f} % of {places} places walked"
        missing = [f"  not walked: {place}" for place in self.unwalked]
        return "\n".join([*map(str, self.differences), *self.troubles, *missing, summary])
