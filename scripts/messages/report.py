"""How well verdicts and signals agree with the labels, in figures a lawyer can read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import mean

from bot.content.signals import Kind, Signal, Signals
from bot.language.region import Region
from bot.triage.decision import Decision
from bot.triage.verdict import Verdict, verdict_of
from scripts.messages.corpus import Message

Pair = tuple[Verdict, Verdict]


def say(*parts: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(" ".join(parts) + "\n")


def print_report(messages: Sequence[Message], decided: Sequence[Decision], signals: Signals) -> None:
    """Print the figures for all messages, then by origin and by region."""
    said = [verdict_of(d.found, signals, about_debt=d.about_debt) for d in decided]
    pairs = [(message.verdict(signals), verdict) for message, verdict in zip(messages, said, strict=True)]
    print_figures("all", pairs)
    say(f"signals micro-F1 {micro_f1((m.signals, d.found) for m, d in zip(messages, decided, strict=True)):.3f}")
    for title, key in GROUPS.items():
        for value in sorted({key(message) for message in messages}):
            print_figures(f"{title} {value}", [p for m, p in zip(messages, pairs, strict=True) if key(m) == value])
    print_confusion(pairs)
    print_signals([(m.signals, frozenset(d.found)) for m, d in zip(messages, decided, strict=True)])
    print_misses(messages, decided, pairs, signals)


def script_of(message: Message) -> str:
    """The script people write in where the message was sent."""
    return "Hans" if message.region in (Region.MAINLAND, Region.OTHER) else "Hant"


GROUPS: dict[str, Callable[[Message], str]] = {
    "origin": lambda message: message.origin,
    "script": script_of,
    "region": lambda message: message.region.value,
}


def print_figures(title: str, pairs: Sequence[Pair]) -> None:
    """One line: how many, macro-F1 over verdicts, recall and precision of unlawful."""
    recall, precision = _rates(pairs, Verdict.UNLAWFUL)
    say(f"{title:16} n={len(pairs):5}  macro-F1 {macro_f1(pairs):.3f}  unlawful R {recall:.3f} P {precision:.3f}")


def _rates(pairs: Sequence[Pair], verdict: Verdict) -> tuple[float, float]:
    both = pairs.count((verdict, verdict))
    meant, said = (sum(pair[side] is verdict for pair in pairs) for side in (0, 1))
    return both / max(1, meant), both / max(1, said)


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Mean over the verdicts that occur of their F1 scores."""
    return mean(_f1(*_rates(pairs, verdict)) for verdict in {meant for meant, _ in pairs})


def _f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def micro_f1(pairs: Iterable[tuple[Iterable[Signal], Iterable[Signal]]]) -> float:
    """F1 over all signals of all messages together."""
    both = wrong = 0
    for meant, said in pairs:
        both += len(set(meant) & set(said))
        wrong += len(set(meant) ^ set(said))
    return 2 * both / max(1, 2 * both + wrong)


def print_confusion(pairs: Sequence[Pair]) -> None:
    """The table of verdicts: a row what was meant, a column what was said."""
    counts = Counter(pairs)
    say(f"\n{'meant / said':12}", *(f"{verdict:>10}" for verdict in Verdict))
    for meant in Verdict:
        say(f"{meant:12}", *(f"{counts[meant, said]:10}" for said in Verdict))


def print_signals(pairs: Sequence[tuple[frozenset[Signal], frozenset[Signal]]]) -> None:
    """Precision and recall of every signal."""
    say("")
    for signal in Signal:
        meant, said = sum(signal in m for m, _ in pairs), sum(signal in s for _, s in pairs)
        both = sum(signal in m and signal in s for m, s in pairs)
        say(f"{signal:16} n={meant:4}  precision {both / max(1, said):.2f}  recall {both / max(1, meant):.2f}")


def print_misses(
    messages: Sequence[Message], decided: Sequence[Decision], pairs: Sequence[Pair], signals: Signals, most: int = 20
) -> None:
    """The twenty worst: the surest wrong verdicts, those that miss or invent something unlawful first."""
    wrong = [(m, d, p) for m, d, p in zip(messages, decided, pairs, strict=True) if p[0] is not p[1]]
    wrong.sort(key=lambda one: (Verdict.UNLAWFUL not in one[2], -one[1].margin))
    say(f"\n{len(wrong)} wrong verdicts, the worst:")
    for message, decision, (meant, said) in wrong[:most]:
        grave = [s for s in decision.found if signals.kind_of(s) in (Kind.PROHIBITED, Kind.SUSPICIOUS)]
        labelled, named = (", ".join(sorted(found)) or "nothing" for found in (message.signals, grave))
        say(f"  {meant}, said {said} by {decision.margin:.1f}: {labelled}; named {named}: {message.text[:60]!r}")
