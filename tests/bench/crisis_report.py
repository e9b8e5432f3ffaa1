"""How well the crisis reading does: ``python -m tests.bench.crisis_report`` (needs scikit-learn).

Three measures, from the most to the least honest:
- frozen: messages written before the rules and never tuned on;
- cross-validated: the linear model alone and on top of the rules, each message scored by points learnt without it
  and without its near-duplicates (the rules themselves were tuned on these messages);
- time: a message of 500 characters, and whether 4,096 take eight times as long.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from bot.content.crisis import CrisisPhrases, Weights
from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.crisis_training import (
    CONTENT,
    TRAINED_ON,
    Labelled,
    cross_validated,
    enough_for,
    labelled,
)

SAMPLE = "他说不还钱就上门，我一直在躲，今天又打了一上午电话，孩子问我怎么了，站在阳台上不知道说什么，"
Reading = tuple[Labelled, CrisisLevel]


def share(readings: Iterable[Reading], of: Callable[[CrisisLevel], bool], least: CrisisLevel) -> str:
    levels = [level for message, level in readings if of(message.level)]
    if not levels:
        return "–"
    hits = sum(level >= least for level in levels)
    return f"{hits / len(levels):.3f} ({hits}/{len(levels)})"


def table(title: str, readings: Sequence[Reading]) -> None:
    print(f"\n{title}")
    for script in ("Hans", "Hant", "both"):
        own = [reading for reading in readings if script in {reading[0].script, "both"}]
        active = share(own, lambda level: level is CrisisLevel.ACTIVE, CrisisLevel.ACTIVE)
        passive = share(own, lambda level: level >= CrisisLevel.PASSIVE, CrisisLevel.PASSIVE)
        alarms = share(own, lambda level: level is CrisisLevel.NONE, CrisisLevel.PASSIVE)
        print(f"  {script}: active {active}, passive or worse {passive}, false alarms on none {alarms}")


def misses(readings: Iterable[Reading]) -> None:
    for message, level in readings:
        wanted = message.level
        missed = wanted >= CrisisLevel.PASSIVE and level < wanted
        if missed or (wanted is CrisisLevel.NONE and level >= CrisisLevel.PASSIVE):
            print(f"    {wanted.name.lower()} read as {level.name.lower()}: {message.text}")


def held_out(messages: Sequence[Labelled], phrases: CrisisPhrases) -> tuple[list[Reading], list[Reading]]:
    """What the points alone, and the rules with the points, make of messages the points were not learnt from."""
    rules = phrases.model_copy(update={"weights": Weights()})
    scores = {level: cross_validated(messages, level) for level in (CrisisLevel.PASSIVE, CrisisLevel.ACTIVE)}
    enough = {level: enough_for(scores[level], messages) for level in scores}
    alone, together = [], []
    for index, message in enumerate(messages):
        raised = CrisisLevel.NONE
        if scores[CrisisLevel.PASSIVE][index] >= enough[CrisisLevel.PASSIVE]:
            surely = scores[CrisisLevel.ACTIVE][index] >= enough[CrisisLevel.ACTIVE]
            raised = CrisisLevel.ACTIVE if surely else CrisisLevel.PASSIVE
        by_rule = level_of(message.text, rules)
        alone.append((message, raised))
        together.append((message, by_rule if by_rule >= CrisisLevel.PASSIVE else max(by_rule, raised)))
    return alone, together


def timing(phrases: CrisisPhrases) -> None:
    print("\nProcessor time of one message, median of 20")
    for length in (20, 500, 4096):
        text = (SAMPLE * 100)[:length]
        level_of(text, phrases)
        print(f"  {length} characters: {1000 * statistics.median(_seconds(text, phrases) for _ in range(20)):.2f} ms")


def _seconds(text: str, phrases: CrisisPhrases) -> float:
    start = time.process_time()
    level_of(text, phrases)
    return time.process_time() - start


def main() -> None:
    phrases = load_library(CONTENT).crisis
    frozen = [(message, level_of(message.text, phrases)) for message in labelled("frozen", phrases)]
    table("Frozen set", frozen)
    misses(frozen)
    messages = [message for name in TRAINED_ON for message in labelled(name, phrases)]
    alone, together = held_out(messages, phrases)
    table("Cross-validated: the points alone", alone)
    table("Cross-validated: rules (tuned on these messages) and points", together)
    misses(together)
    timing(phrases)


if __name__ == "__main__":
    main()
