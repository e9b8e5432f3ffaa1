"""The transcripts of every flow, played in both scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assembly import HOME, build_world
from bot.conversation.transcript import Report, run_transcripts
from bot.conversation.transcript.playing import Answer
from bot.conversation.world import World
from bot.language.region import Region, Script

BUBBLE, IN_A_ROW = 120, 3

EXTRA_LINES = frozenset({"_shared/not_understood.third", "_shared/not_understood_crisis.third"})
"""A line that may stand on top of three bubbles: the one that says an answer is left for later."""


@pytest.fixture(scope="module")
def world() -> World:
    return build_world()


@pytest.fixture(scope="module")
def report(world: World) -> Report:
    return run_transcripts(HOME.dialogues, world)


def answers(report: Report) -> Iterator[tuple[str, Answer]]:
    for each in report.performances:
        for number, answer in enumerate(each.played.answers, 1):
            yield f"{each.file}: {each.scenario}: turn {number} ({each.played.script})", answer


def test_every_answer_is_as_written_down_in_both_scripts(report):
    """A changed answer fails until `python -m bot flows test --update` and a reader agree with it."""
    assert "\n".join(map(str, report.differences)) == ""


def test_every_turn_can_be_played(report):
    """No transcript taps a button that is not there."""
    assert report.troubles == ()


def test_every_step_and_every_way_out_of_it_is_walked(report):
    """Steps, arms of branches and the ways options lead: all of them."""
    assert report.unwalked == ()


def test_every_region_and_script_is_played(world, report):
    """Regions differ in numbers, rules and words; none is left to chance."""
    files = sorted(HOME.dialogues.glob("*.yaml"))
    regions = {region for region in Region if any(f"region: {region.value}" in path.read_text() for path in files)}
    scripts = {each.played.script for each in report.performances}
    assert (regions, scripts) == (set(Region), set(Script))


def test_no_bubble_is_longer_than_a_phone_reads_well(report):
    """120 characters, product design 4.0; no transcript quotes a longer text of the person."""
    long = [
        f"{where}: {said.text}" for where, answer in answers(report) for said in answer.said if len(said.text) > BUBBLE
    ]
    assert long == []


def test_at_most_three_bubbles_come_in_a_row(world, report):
    """The question counts; only the line that an answer is left for later may stand on top.

    What comes while days pass is no row: each of it comes by itself.
    """
    style_texts = {text for script in Script for text in left_for_later(world, script)}
    crowded = [
        where
        for where, answer in answers(report)
        if not answer.spread
        and sum(not said.rewrites and said.text not in style_texts for said in answer.said) > IN_A_ROW
    ]
    assert crowded == []


def left_for_later(world: World, script: Script) -> Iterator[str]:
    for place in EXTRA_LINES:
        flow, step = place.rsplit(".", 1)
        source = str(getattr(world.setting.flows.flow(flow).by_id[step], "say", ""))
        yield world.setting.voice.catalogues[script].text(place, source)


def test_no_template_shows_through(report):
    """Every slot is filled and nothing of Python or Jinja is left in a text."""
    shown = [
        f"{where}: {said.text}"
        for where, answer in answers(report)
        for said in answer.said
        if any(mark in said.text for mark in ("{", "}", "None", "True", "False", "undefined"))
    ]
    assert shown == []


def test_every_button_has_words_and_data_that_fit(report):
    """A label that is not empty, at most 64 bytes of data, at most 256 characters to copy."""
    keys = [key for _, answer in answers(report) for said in answer.said for row in said.keys for key in row]
    wrong = [key for key in keys if not key.text.strip() or len(key.data.encode()) > 64 or len(key.copy) > 256]
    assert wrong == []


def test_a_changed_answer_is_shown_with_its_file_and_turn(world, tmp_path: Path):
    """The diff names the place; `update` writes the answer down and the next run passes."""
    path = tmp_path / "small.yaml"
    path.write_text("# kept\nscenario: 一句\nturns:\n- type: /help\n  zh_Hans: [旧的]\n", encoding="utf-8")
    before = run_transcripts(tmp_path, world)
    run_transcripts(tmp_path, world, update=True)
    after = run_transcripts(tmp_path, world)
    assert str(before.differences[0]).startswith("small.yaml: 一句: turn 1 (zh_Hans):\n    - 旧的")
    assert (after.differences, path.read_text(encoding="utf-8")[:7]) == ((), "# kept\n")
