"""python -m scripts.messages make | train: the corpus from its parts; the weights from the corpus."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import orjson

from bot.content.signals import load_signals
from bot.triage.features import importance
from bot.triage.weights import HEADS
from scripts.messages.corpus import read_corpus
from scripts.messages.learning import Learned, learn
from scripts.messages.making import make_messages
from scripts.messages.report import print_report
from scripts.messages.tuning import MADE, balanced, decisions, out_of_fold, print_reliability, reliability, thresholds

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "content" / "signals" / "data"
WEIGHTS = ROOT / "content" / "signals" / "weights.json"

STEP = 0.02
"""Weights are rounded to this step; those under half of it are dropped, which keeps the file near 2 MB."""


def train() -> None:
    """Cross-validate, print the figures, learn from everything and write the weights."""
    signals = load_signals(ROOT / "content")
    messages = read_corpus(DATA)
    scores = out_of_fold(messages, signals)
    counted = [place for place, message in enumerate(messages) if message.origin != MADE]
    judged = [messages[place] for place in counted]
    limits = balanced(judged, scores[counted], thresholds(judged, scores[counted], signals), signals)
    shifted = scores[counted] - limits
    print_report(judged, decisions(shifted, signals), signals)
    curve = reliability(judged, shifted, signals)
    print_reliability(judged, shifted, curve, signals)
    learned = learn(messages, [message.features(signals) for message in messages], signals)
    write(learned, limits, curve)


def write(learned: Learned, limits: np.ndarray, curve: list[tuple[float, float]]) -> None:
    """Write the weights as numbers anybody can read."""
    table = {}
    for name, place in learned.features.items():
        rounded = np.rint(learned.weights[:, place] * importance(name) / STEP).astype(int)
        flat = [int(x) for head in np.flatnonzero(rounded) for x in (head, rounded[head])]
        if flat:
            table[name] = flat
    bias = [round(float(b), 4) for b in learned.bias - limits]
    data = {"heads": HEADS, "step": STEP, "bias": bias, "reliability": curve, "table": table}
    WEIGHTS.write_bytes(orjson.dumps(data).replace(b"],", b"],\n") + b"\n")


def make() -> None:
    """Write the messages made from templates."""
    rows = make_messages(DATA / "templates")
    (DATA / f"{MADE}.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


if __name__ == "__main__":
    {"make": make, "train": train}[sys.argv[1]]()
