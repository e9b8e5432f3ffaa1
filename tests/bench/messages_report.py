"""How well messages are read: on the frozen set, by the weights in the tree, with the time a message takes.

    python -m tests.bench.messages_report [FILE…]

Files are JSON lines with text, region, signals, and verdict or debt; without any, tests/triage/frozen.jsonl is read,
which no rule, word or weight was made from. `python -m scripts.messages train` prints the cross-validated figures.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from bot.content.signals import Signals, load_signals
from bot.triage import Classified, Weights, classify, load_weights
from bot.triage.decision import Decision
from scripts.messages.corpus import Message, read_messages
from scripts.messages.report import print_report

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "tests" / "triage" / "frozen.jsonl"
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def report(path: Path, signals: Signals, weights: Weights) -> None:
    messages = read_messages(path)
    timed = [timed_reading(message, signals, weights) for message in messages]
    answers, seconds = [answer for answer, _ in timed], [second for _, second in timed]
    print(f"== {path.name}")
    decided = [Decision(a.signals, a.verdict != "unrelated", a.confidence) for a in answers]
    print_report(messages, decided, signals)
    print_reliability(messages, answers, signals)
    exact = all(f in m.text for m, a in zip(messages, answers, strict=True) for e in a.evidence.values() for f in e)
    print(f"\nevidence occurs in the text: {exact}")
    slow = quantiles(seconds, n=20)[-1]
    print(
        f"a message takes {1000 * median(seconds):.1f} ms, at the 95th percentile {1000 * slow:.1f} ms; "
        f"one after the other {len(seconds) / sum(seconds):.0f} a second"
    )


def timed_reading(message: Message, signals: Signals, weights: Weights) -> tuple[Classified, float]:
    started = time.perf_counter()
    answer = classify(message.text, message.region, signals, weights)
    return answer, time.perf_counter() - started


def print_reliability(messages: Sequence[Message], answers: Sequence[Classified], signals: Signals) -> None:
    print("\nconfidence    n   said  right")
    for low, high in pairwise(BANDS):
        inside = [
            (answer.confidence, answer.verdict is message.verdict(signals))
            for message, answer in zip(messages, answers, strict=True)
            if low <= answer.confidence < high
        ]
        if inside:
            said, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"{low:.2f}-{high:.2f} {len(inside):4}   {said:.2f}   {right:.2f}")


if __name__ == "__main__":
    content = ROOT / "content"
    own_signals, own_weights = load_signals(content), load_weights(content / "signals" / "weights.npz")
    for name in map(Path, sys.argv[1:] or [str(FROZEN)]):
        report(name, own_signals, own_weights)
