"""python -m bot classify messages | crisis."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bot.assembly import HOME
from bot.commands.jsonl import answer_lines
from bot.commands.read import region_of
from bot.content.library import load_library
from bot.content.signals import Signals, load_signals
from bot.safety.crisis_rules import level_of
from bot.triage import Weights, classify, load_weights


def execute(asked: Namespace) -> int:
    """Answer standard input, one JSON object a line."""
    if asked.what == "messages":
        signals, weights = load_signals(HOME.content), load_weights(HOME.content / "signals" / "weights.npz")
        return answer_lines(lambda line: read_message(line, signals, weights))
    phrases = load_library(HOME.content).crisis
    return answer_lines(
        lambda line: {
            "id": line.get("id"),
            "level": level_of(str(line.get("text", "")), phrases).name.lower(),
        }
    )


def read_message(line: dict[str, Any], signals: Signals, weights: Weights) -> dict[str, Any]:
    """One message: {"id", "verdict", "signals", "evidence", "confidence"}."""
    read = classify(str(line.get("text", "")), region_of(line), signals, weights)
    return {
        "id": line.get("id"),
        "verdict": read.verdict,
        "signals": list(read.signals),
        "evidence": {str(signal): list(fragments) for signal, fragments in read.evidence.items()},
        "confidence": read.confidence,
    }
