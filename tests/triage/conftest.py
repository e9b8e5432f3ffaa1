"""The signals and weights the program itself reads messages with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.signals import Signals, load_signals
from bot.language.region import Region
from bot.triage import Classified, Weights, classify, load_weights

CONTENT = Path(__file__).resolve().parents[2] / "content"

Read = Callable[..., Classified]


@pytest.fixture(scope="session")
def signals() -> Signals:
    return load_signals(CONTENT)


@pytest.fixture(scope="session")
def weights() -> Weights:
    return load_weights(CONTENT / "signals" / "weights.npz")


@pytest.fixture(scope="session")
def read(signals: Signals, weights: Weights) -> Read:
    return lambda text, region=Region.MAINLAND: classify(text, region, signals, weights)
