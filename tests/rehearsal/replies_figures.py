"""What the reading of replies reaches: ``python -m tests.rehearsal.replies_figures``, F1 of each behaviour a set.

A set is a file under ``replies/``. The rounds were each scored before any rule was changed for them and used for
the rules afterwards (docs/rehearsal.md has those first scores); ``frozen`` was never used for a rule.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bot.content.library import load_library
from bot.content.replies import Behaviour, ReplyRules
from bot.language.region import Region
from bot.language.understanding import Readers, load_readers
from bot.rehearsal.behaviours import read_reply

CONTENT = Path(__file__).parents[2] / "content"
SETS = Path(__file__).with_name("replies")


@dataclass(frozen=True, slots=True)
class Judged:
    """One written reply: what it was labelled with and what was read in it."""

    reply: str
    wanted: frozenset[str]
    read: frozenset[str]


@lru_cache(maxsize=1)
def loaded() -> tuple[ReplyRules, Readers]:
    """The rules and the readers of amounts."""
    return load_library(CONTENT).replies, load_readers(CONTENT)


@lru_cache(maxsize=64)
def judged(name: str) -> tuple[Judged, ...]:
    """Every reply of a set."""
    return tuple(_judged(name))


def _judged(name: str) -> Iterator[Judged]:
    rules, readers = loaded()
    for text in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        region = Region(line["region"])
        cap = None if line["cap"] is None else Decimal(line["cap"])
        read = read_reply(line["reply"], line["move"], cap, rules, lambda t, at=region: readers.amount(t, at))  # type: ignore[misc]
        yield Judged(line["reply"], frozenset(line["shows"]), frozenset(each.value for each in read.shown))


def f1(replies: Sequence[Judged], behaviour: str) -> tuple[float, int]:
    """F1 of one behaviour and how many replies show it."""
    hits = sum(behaviour in one.wanted & one.read for one in replies)
    wrong = sum(behaviour in one.wanted ^ one.read for one in replies)
    return (2 * hits / (2 * hits + wrong) if hits or wrong else 1.0), sum(behaviour in one.wanted for one in replies)


def main() -> None:
    """Print a table of every set."""
    names = sorted(path.stem for path in SETS.glob("*.jsonl"))
    sets = {name: judged(name) for name in names}
    print(f"{'':26}" + "".join(f"{name:>14}" for name in names))
    for behaviour in Behaviour:
        scores = [f1(replies, behaviour.value) for replies in sets.values()]
        print(f"{behaviour.value:26}" + "".join(f"{score:>8.3f} ({count:>3})" for score, count in scores))
    print(f"{'replies':26}" + "".join(f"{len(replies):>14}" for replies in sets.values()))


if __name__ == "__main__":
    main()
