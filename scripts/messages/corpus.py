"""The labelled messages: read from content/signals/data, and joined into longer ones for learning."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bot.content.signals import Signal, Signals
from bot.language.region import Region
from bot.triage.features import features_of
from bot.triage.normal_text import normalise
from bot.triage.verdict import Verdict, verdict_of

JOINTS = ("。", "\n", "，", " ")
SHORT = 90
"""Characters: only shorter messages are joined."""

MOST_PARTS = 4
"""Messages joined into one at most."""


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; messages made from one template share a group and so a fold."""

    text: str
    region: Region
    signals: frozenset[Signal]
    about_debt: bool
    group: str
    origin: str
    weight: float = 1.0

    def verdict(self, signals: Signals) -> Verdict:
        """The verdict that follows from the labels."""
        return verdict_of(self.signals, signals, about_debt=self.about_debt)

    def features(self, signals: Signals) -> set[str]:
        """What the learned part sees."""
        return features_of(normalise(self.text, signals.folding).text, self.region, signals)


def read_messages(path: Path) -> list[Message]:
    """Read one file of labelled messages, one JSON object a line."""
    return [_message(orjson.loads(line), path.stem) for line in path.read_bytes().splitlines() if line.strip()]


def _message(row: dict[str, Any], origin: str) -> Message:
    debt = row["debt"] if "debt" in row else row["verdict"] != Verdict.UNRELATED
    return Message(
        text=str(row["text"]),
        region=Region(str(row["region"])),
        signals=frozenset(map(Signal, row["signals"])),
        about_debt=bool(debt),
        group=str(row.get("group") or row.get("id") or row["text"]),
        origin=origin,
    )


def read_corpus(folder: Path) -> list[Message]:
    """All files of the corpus, in the order of their names."""
    return [message for path in sorted(folder.glob("*.jsonl")) for message in read_messages(path)]


def joined(messages: Iterable[Message], count: int, weight: float = 0.5, seed: int = 3) -> list[Message]:
    """Messages made of two to four of one region: a threat is one wherever it stands in a long text."""
    rng = random.Random(seed)  # noqa: S311  every run makes the same ones
    by_region: dict[Region, list[Message]] = {}
    for message in messages:
        if message.about_debt and message.signals and len(message.text) < SHORT:
            by_region.setdefault(message.region, []).append(message)
    enough = [region for region, parts in by_region.items() if len(parts) >= MOST_PARTS]
    regions = [region for region in enough for _ in range(2 if region is Region.MAINLAND else 1)]
    sizes = (2, 2, 3, MOST_PARTS)
    return [_join(rng.sample(by_region[rng.choice(regions)], rng.choice(sizes)), rng, weight) for _ in range(count)]


def _join(parts: Sequence[Message], rng: random.Random, weight: float) -> Message:
    return Message(
        text=rng.choice(JOINTS).join(part.text.rstrip("。") for part in parts),
        region=parts[0].region,
        signals=frozenset(signal for part in parts for signal in part.signals),
        about_debt=True,
        group="joined",
        origin="joined",
        weight=weight,
    )
