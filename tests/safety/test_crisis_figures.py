"""What the crisis reading reaches on labelled messages: floors that an edit of the rules must not go under.

The frozen messages were written before the rules and are never tuned on; the given ones came with the label set.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of

CONTENT = Path(__file__).parents[2] / "content"
PHRASES = load_library(CONTENT).crisis


def levels(name: str, script: str) -> list[tuple[CrisisLevel, CrisisLevel]]:
    lines = (CONTENT / "crisis" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["script"] == script]
    return [(CrisisLevel[row["level"].upper()], level_of(row["text"], PHRASES)) for row in rows]


def share(
    pairs: list[tuple[CrisisLevel, CrisisLevel]], least: CrisisLevel, most: CrisisLevel, read: CrisisLevel
) -> float:
    found = [level for label, level in pairs if least <= label <= most]
    return sum(level >= read for level in found) / len(found)


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize(("name", "active", "passive", "alarms"), [("frozen", 0.95, 0.97, 0.04), ("given", 1, 1, 0)])
def test_the_figures_of_both_scripts_hold(name: str, active: float, passive: float, alarms: float, script: str) -> None:
    pairs = levels(name, script)
    assert share(pairs, CrisisLevel.ACTIVE, CrisisLevel.ACTIVE, CrisisLevel.ACTIVE) >= active
    assert share(pairs, CrisisLevel.PASSIVE, CrisisLevel.ACTIVE, CrisisLevel.PASSIVE) >= passive
    assert share(pairs, CrisisLevel.NONE, CrisisLevel.NONE, CrisisLevel.PASSIVE) <= alarms
