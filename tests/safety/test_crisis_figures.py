"""What the crisis reading reaches on labelled messages: floors that an edit of the rules must not go under.

The frozen messages were written before the rules and are never tuned on; the given ones came with the label set; the
blind ones are by people who knew the levels and nothing of the rules, and are never learnt from.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of

CONTENT = Path(__file__).parents[2] / "content"
PHRASES = load_library(CONTENT).crisis


DATA = CONTENT / "crisis" / "data"
HERE = Path(__file__).parent


def levels(file: Path, script: str) -> list[tuple[CrisisLevel, CrisisLevel]]:
    rows = [row for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if row["script"] == script]
    return [(CrisisLevel[row["level"].upper()], level_of(row["text"], PHRASES)) for row in rows]


def share(
    pairs: list[tuple[CrisisLevel, CrisisLevel]], least: CrisisLevel, most: CrisisLevel, read: CrisisLevel
) -> float:
    found = [level for label, level in pairs if least <= label <= most]
    return sum(level >= read for level in found) / len(found)


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize(
    ("file", "active", "passive", "alarms"),
    [
        (DATA / "given.jsonl", 1, 1, 0),
        (DATA / "frozen.jsonl", 0.98, 0.97, 0.04),
        (HERE / "crisis_blind.jsonl", 0.97, 0.95, 0.04),
        (HERE / "crisis_blind_16.jsonl", 0.98, 0.95, 0.03),
        (HERE / "crisis_blind_17.jsonl", 0.98, 0.95, 0.03),
        (HERE / "crisis_blind_19.jsonl", 0.98, 0.95, 0.03),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else None,
)
def test_the_figures_of_both_scripts_hold(
    file: Path, active: float, passive: float, alarms: float, script: str
) -> None:
    pairs = levels(file, script)
    assert share(pairs, CrisisLevel.ACTIVE, CrisisLevel.ACTIVE, CrisisLevel.ACTIVE) >= active
    assert share(pairs, CrisisLevel.PASSIVE, CrisisLevel.ACTIVE, CrisisLevel.PASSIVE) >= passive
    assert share(pairs, CrisisLevel.NONE, CrisisLevel.NONE, CrisisLevel.PASSIVE) <= alarms
