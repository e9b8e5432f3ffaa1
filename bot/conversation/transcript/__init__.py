"""Transcripts: conversations written down like a chat, played again in both scripts, updated with one flag."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.conversation.transcript.coverage import FlowCoverage, coverage
from bot.conversation.transcript.files import TranscriptFile, read_transcripts, with_answers, write_transcripts
from bot.conversation.transcript.playing import Played, play
from bot.conversation.transcript.report import Difference, Performance, Report
from bot.conversation.world import World
from bot.language.region import Script


def run_transcripts(folder: Path, world: World, *, update: bool = False) -> Report:
    """Play every transcript of a folder in both scripts and compare; ``update`` writes the answers down instead.

    Raises ContentError for a file that is no transcript.
    """
    performances: list[Performance] = []
    differences: list[Difference] = []
    for file in read_transcripts(folder):
        played = [[play(world, scenario, script) for script in Script] for scenario in file.scenarios]
        if update:
            _update(file, played)
        else:
            differences += _differences(file, played)
        pairs = zip(file.scenarios, played, strict=True)
        performances += [Performance(file.path.name, s.scenario, each) for s, both in pairs for each in both]
    walked = (place for each in performances for place in each.played.walked)
    return Report(tuple(performances), tuple(differences), coverage(world.setting.flows, walked))


def _update(file: TranscriptFile, played: list[list[Played]]) -> None:
    scenarios = list(file.raw)
    for number, both in enumerate(played):
        for each in both:
            answers = [answer.lines() for answer in each.answers]
            scenarios[number] = with_answers(scenarios[number], each.script.value, answers)
    write_transcripts(file.path, scenarios)


def _differences(file: TranscriptFile, played: list[list[Played]]) -> Iterator[Difference]:
    for scenario, both in zip(file.scenarios, played, strict=True):
        for each in both:
            for number, (turn, answer) in enumerate(zip(scenario.turns, each.answers, strict=True), 1):
                expected, got = turn.answer(each.script), tuple(answer.lines())
                if expected != got:
                    yield Difference(file.path.name, scenario.scenario, number, each.script, expected, got)


__all__ = ["FlowCoverage", "Report", "coverage", "run_transcripts"]
