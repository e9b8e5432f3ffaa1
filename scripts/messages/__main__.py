"""python -m scripts.messages make | train: the corpus from its parts; the weights from the corpus."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
import orjson

from bot.content.signals import Signals, load_signals
from bot.triage.weights import HEADS
from scripts.messages.corpus import Message, read_corpus
from scripts.messages.learning import Learned, Numbers, learn
from scripts.messages.making import make_messages
from scripts.messages.report import print_report
from scripts.messages.tuning import MADE, Curves, decisions, out_of_fold, print_reliability, reliabilities, thresholds

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "content" / "signals" / "data"
WEIGHTS = ROOT / "content" / "signals" / "weights.npz"
FIGURES = ROOT / "content" / "signals" / "figures.txt"
"""Kept with the weights, so that the difference of two versions shows what a change of content did."""

MOST = 127
"""The largest number a byte holds on either side of 0."""


def train() -> None:
    """Cross-validate, learn from everything, write the weights; print the figures and keep them beside the weights."""
    signals = load_signals(ROOT / "content")
    messages = read_corpus(DATA)
    figures = StringIO()
    with redirect_stdout(figures):
        limits, curves = cross_validated(messages, signals)
    FIGURES.write_text(figures.getvalue(), encoding="utf-8")
    sys.stdout.write(figures.getvalue())
    learned = learn(messages, [message.features(signals) for message in messages], signals)
    write(learned, limits, curves)


def cross_validated(messages: Sequence[Message], signals: Signals) -> tuple[Numbers, Curves]:
    """Thresholds and reliability from scores by weights that never saw the messages, with the figures printed."""
    scores = out_of_fold(messages, signals)
    counted = [place for place, message in enumerate(messages) if message.origin != MADE]
    judged = [messages[place] for place in counted]
    limits = thresholds(judged, scores[counted], signals)
    shifted = scores[counted] - limits
    print_report(judged, decisions(shifted, signals), signals)
    curves = reliabilities(judged, shifted, signals)
    print_reliability(judged, shifted, curves, signals)
    return limits, curves


def write(learned: Learned, limits: Numbers, curves: Curves) -> None:
    """Write the weights as plain numbers; no code is in the file, and none is run when it is read."""
    steps = np.abs(learned.inner).max(0) / MOST
    np.savez_compressed(
        WEIGHTS,
        heads=np.array(HEADS),
        names=np.frombuffer("\0".join(learned.features).encode(), dtype=np.uint8),
        inner=np.rint(learned.inner / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        inner_bias=learned.inner_bias.astype(np.float32),
        outer=learned.outer.astype(np.float32),
        outer_bias=(learned.outer_bias - limits).astype(np.float32),
        reliability=np.array(curves[False]),
        bare_threats=np.array(curves[True]),
    )


def make() -> None:
    """Write the messages made from templates."""
    rows = make_messages(DATA / "templates")
    (DATA / f"{MADE}.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


if __name__ == "__main__":
    {"make": make, "train": train}[sys.argv[1]]()
