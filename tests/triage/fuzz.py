"""Texts nobody would send: each is read without an exception, quoted exactly, and within a bound of memory.

    python -m tests.triage.fuzz [CASES]

20,000 cases unless told otherwise: hypothesis' own texts, and messages of the corpus cut, joined, doubled and
sprinkled with symbols. It prints how many were read, the slowest and how much memory grew.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.content.signals import Signals, load_signals
from bot.language.region import Region
from bot.triage import Weights, classify, load_weights
from scripts.messages.corpus import read_messages

CONTENT = Path(__file__).resolve().parents[2] / "content"
CASES = 20_000
MOST_MEMORY = 200
"""Megabytes that reading may add to the process (issue 3)."""

SPRINKLED = st.sampled_from(["", " ", "·", "*", "\u200b", "🔪", "\n", "／", "0", "\u202e", "㐀", "\ud83d"])


def texts() -> st.SearchStrategy[str]:
    """Any text, and messages of the corpus with their parts in disorder."""
    known = st.sampled_from([message.text for message in read_messages(CONTENT / "signals" / "data" / "dev.jsonl")])
    part = st.builds(
        lambda text, start, size: text[start : start + size], known, st.integers(0, 40), st.integers(0, 60)
    )
    mixed = st.builds(lambda symbol, parts: symbol.join(parts), SPRINKLED, st.lists(part, min_size=1, max_size=8))
    letter_by_letter = st.builds(lambda symbol, text: symbol.join(text), SPRINKLED, known)
    repeated = st.builds(lambda text, times: text * times, part, st.integers(1, 120))
    return st.one_of(st.text(max_size=400), mixed, letter_by_letter, repeated)


def check(text: str, region: Region, signals: Signals, weights: Weights) -> float:
    """Read a text and hold what is promised about any; the seconds it took."""
    started = time.perf_counter()
    answer = classify(text, region, signals, weights)
    taken = time.perf_counter() - started
    assert set(answer.evidence) == set(answer.signals)
    assert all(fragment in text for fragments in answer.evidence.values() for fragment in fragments)
    assert all(fragment for fragments in answer.evidence.values() for fragment in fragments)
    assert 0 <= answer.confidence <= 1
    return taken


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(cases: int) -> None:
    before = megabytes()
    signals, weights = load_signals(CONTENT), load_weights(CONTENT / "signals" / "weights.npz")
    slowest, count = 0.0, 0

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(text=texts(), region=st.sampled_from(Region))
    def read(text: str, region: Region) -> None:
        nonlocal slowest, count
        slowest = max(slowest, check(text, region, signals, weights))
        count += 1

    read()
    grown = megabytes() - before
    print(f"{count} texts read, the slowest in {1000 * slowest:.0f} ms, memory grew by {grown:.0f} MB")
    assert grown < MOST_MEMORY, "reading takes more memory than promised"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
