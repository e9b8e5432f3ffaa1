"""How well the crisis reading does: ``python -m tests.bench.crisis_report`` (needs scikit-learn).

From the most to the least honest:

- frozen: messages written before the rules and never tuned on;
- cross-validated: each message read by a model learnt without it and without its near-duplicates. The rules were tuned
  on the given and the written messages, so there the model has to do without them; the messages of the blind rounds
  were each read once before they were learnt from (content/crisis/data/README.md has those figures);
- joined: one message between harmless ones, as in a long text;
- time of one message.

With the path of a file of labelled JSON lines it reads that file once instead.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import orjson

from bot.content.crisis import CrisisPhrases
from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.crisis_training import (
    CONTENT,
    TOLD,
    TUNED_ON,
    Labelled,
    cross_validated,
    enough_for,
    labelled,
    learnt_from,
)

SAMPLE = "他说不还钱就上门，我一直在躲，今天又打了一上午电话，孩子问我怎么了，站在阳台上不知道说什么，"
SEEDS = (0, 1, 2)
"""The messages are parted in as many ways for the cross-validation; each message counts once a way."""

JOINED = 8
"""Harmless messages around one, about 100 characters."""

Reading = tuple[str, str, CrisisLevel, CrisisLevel]
"""Text, script, label, what it was read as."""


def share(readings: Iterable[Reading], of: Callable[[CrisisLevel], bool], least: CrisisLevel) -> str:
    levels = [read for _, _, label, read in readings if of(label)]
    if not levels:
        return "–"
    hits = sum(level >= least for level in levels)
    return f"{hits / len(levels):.3f} ({hits}/{len(levels)})"


def table(title: str, readings: Sequence[Reading]) -> None:
    print(f"\n{title}")
    for script in ("Hans", "Hant", "both"):
        own = [reading for reading in readings if script in {reading[1], "both"}]
        active = share(own, lambda level: level is CrisisLevel.ACTIVE, CrisisLevel.ACTIVE)
        passive = share(own, lambda level: level >= CrisisLevel.PASSIVE, CrisisLevel.PASSIVE)
        alarms = share(own, lambda level: level is CrisisLevel.NONE, CrisisLevel.PASSIVE)
        offers = share(own, lambda level: level is CrisisLevel.NONE, CrisisLevel.DISTRESS)
        print(
            f"  {script}: active {active}, passive or worse {passive}, false alarms on none {alarms}, offers {offers}"
        )


def misses(readings: Iterable[Reading]) -> None:
    """Every message that was read wrongly, and how often when it was read more than once."""
    for (text, _, wanted, level), times in Counter(readings).items():
        missed = wanted >= CrisisLevel.PASSIVE and level < wanted
        if missed or (wanted is CrisisLevel.NONE and level >= CrisisLevel.PASSIVE):
            often = f" {times} times" if times > 1 else ""
            print(f"    {wanted.name.lower()} read as {level.name.lower()}{often}: {text}")


def held_out(phrases: CrisisPhrases) -> dict[str, list[Reading]]:
    """What models make of the messages they were not learnt from, for each file of messages, once for each of SEEDS.

    The thresholds come from the other files alone.
    """
    tuned, told, made = learnt_from(phrases)
    messages = [*tuned, *told]
    files = (*TUNED_ON, *TOLD)
    names = [name for name in files for _ in labelled(name, phrases)]
    found: dict[str, list[Reading]] = {name: [] for name in files}
    for seed in SEEDS:
        scores = cross_validated(messages, made, seed)
        for name in files:
            others = [index for index, other in enumerate(names) if other not in {name, TUNED_ON[0]}]
            enough = enough_for(scores[others], [messages[index] for index in others])
            found[name] += [
                (message.text, message.script, message.level, _level(score, enough))
                for of, message, score in zip(names, messages, scores, strict=True)
                if of == name
            ]
    return found


def _level(score: Sequence[float], enough: Sequence[float]) -> CrisisLevel:
    distress, passive, active = (points >= least for points, least in zip(score, enough, strict=True))
    if passive:
        return CrisisLevel.ACTIVE if active else CrisisLevel.PASSIVE
    return CrisisLevel.DISTRESS if distress else CrisisLevel.NONE


def joined(messages: Sequence[Labelled], phrases: CrisisPhrases) -> list[Reading]:
    """Each frozen message between harmless frozen ones."""
    chance = random.Random(0)
    harmless = [message.text for message in messages if message.level is CrisisLevel.NONE]
    found = []
    for message in messages:
        around = chance.sample(harmless, JOINED)
        text = "。".join([*around[: JOINED // 2], message.text, *around[JOINED // 2 :]])
        found.append((text, message.script, message.level, level_of(text, phrases)))
    return found


def timing(phrases: CrisisPhrases) -> None:
    print("\nProcessor time of one message, median of 20")
    for length in (20, 100, 500, 4096):
        text = (SAMPLE * 100)[:length]
        level_of(text, phrases)
        print(f"  {length} characters: {1000 * statistics.median(_seconds(text, phrases) for _ in range(20)):.2f} ms")


def _seconds(text: str, phrases: CrisisPhrases) -> float:
    start = time.process_time()
    level_of(text, phrases)
    return time.process_time() - start


def read_file(path: Path, phrases: CrisisPhrases) -> list[Reading]:
    rows = map(orjson.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        (row["text"], row["script"], CrisisLevel[row["level"].upper()], level_of(row["text"], phrases)) for row in rows
    ]


def main() -> None:
    phrases = load_library(CONTENT).crisis
    if len(sys.argv) > 1:
        readings = read_file(Path(sys.argv[1]), phrases)
        table(sys.argv[1], readings)
        misses(readings)
        return
    frozen = read_file(CONTENT / "crisis" / "data" / "frozen.jsonl", phrases)
    table("Frozen set", frozen)
    misses(frozen)
    for name, readings in held_out(phrases).items():
        table(f"Cross-validated: {name}", readings)
        misses(readings)
    table("Joined: each frozen message between harmless ones", joined(labelled("frozen", phrases), phrases))
    timing(phrases)


if __name__ == "__main__":
    main()
