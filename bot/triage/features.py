"""What the learned part sees of a message: runs of characters, concepts, pairs of concepts, rules that speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.content.signals import Signals
from bot.language.region import Region
from bot.triage.denials import SILENCE, without_denials
from bot.triage.rules import hits

LONGEST_RUN = 4
"""Characters in the longest run; longer ones repeat what concepts and rules say."""

REACH = 26
"""How many characters apart two concepts may stand to be read together: about two clauses."""

SENTENCE = re.compile(r"[。!?！？;；\n]+")
NUMBER = re.compile(r"\d[\d,.]*")
LINK = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}(?:/[\w\-./?=&]*)?|https?://\S+")
DENIED = re.compile(f"{SILENCE}+")
LENGTHS = (6, 12, 25, 50, 100, 200)
"""Where a text passes from one class of length to the next, in characters."""

NO_MONEY = "x:no_money"
"""The context of a text without a word of money, debts or collecting: everyday talk, or a threat without its reason."""

BY_KIND = {"x": 2.5, "r": 2.0, "c": 1.0, "p": 0.7, "n": 0.7, "m": 0.5}
BY_LENGTH = {1: 0.5, 2: 1.0, 3: 0.8, 4: 0.6}
"""Importance by the kind of a feature and by the length of a run. Other values tried moved the
cross-validated macro-F1 of verdicts by 0.003 at most."""


def features_of(text: str, region: Region, signals: Signals) -> set[str]:
    """The features of normal text, each a short name that can be read."""
    around = [name for name, pattern in signals.contexts.compiled.items() if pattern.search(text)]
    text = without_denials(text, signals)
    plain = DENIED.sub(SILENCE, NUMBER.sub("0", LINK.sub("\u241f", text)))
    found = set(_runs(plain))
    found.update(_concepts(text, signals))
    found.update(f"x:{name}" for name in around)
    # A pattern inside a context is learned apart from the same pattern in plain speech: a joke is no threat.
    found.update(
        f"r:{signal}@{name}" for signal, hit in hits(text, signals).items() if hit for name in around or ["plain"]
    )
    found.add(f"m:{region.value}")
    found.add(f"m:{sum(len(text) > limit for limit in LENGTHS)}")
    if LINK.search(text):
        found.add("m:link")
    return found


def importance(feature: str) -> float:
    """How much a feature counts before anything is learned: rules and concepts more than runs of characters."""
    if feature[1:2] == ":" and feature[0] in BY_KIND:
        return BY_KIND[feature[0]]
    return BY_LENGTH.get(len(feature), 0.5)


def _runs(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(f"^{text}$"):
        for size in range(1, LONGEST_RUN + 1):
            for start in range(len(sentence) - size + 1):
                yield sentence[start : start + size]


def _concepts(text: str, signals: Signals) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        places = sorted(
            (match.start(), match.end(), name)
            for name, pattern in signals.concepts.compiled.items()
            for match in pattern.finditer(sentence)
        )
        yield from (f"c:{name}" for _, _, name in places)
        yield from _pairs(places)


def _pairs(places: list[tuple[int, int, str]]) -> Iterator[str]:
    for index, (start, end, first) in enumerate(places):
        for later, _, second in places[index + 1 :]:
            if later - end > REACH:
                break
            if second != first and later >= start:
                yield f"p:{first}>{second}"
    for (_, _, first), (_, _, second) in pairwise(places):
        yield f"n:{first}>{second}"
