"""Learns the points of the linear model from content/crisis/data and writes them into content/crisis/phrases.yaml.

A development tool: ``python -m bot.safety.crisis_training`` needs scikit-learn; nothing at run time imports it.
The frozen messages are never read here.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.content.crisis import CrisisPhrases, Scale, Weights
from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, own_words
from bot.safety.crisis_score import runs, score
from bot.safety.crisis_spelling import spelled_out

CONTENT = Path(__file__).parents[2] / "content"
TRAINED_ON = ("written", "given")
FALSE_ALARMS = 0.01
"""The share of harmless messages that the points alone may raise, in cross-validation."""

FOLDS = 10
ALIKE = 0.5
"""Two messages that share this part of their pairs of characters belong in the same fold."""

HEADING = "\n# Learnt from data/*.jsonl by `python -m bot.safety.crisis_training`; do not edit by hand.\nweights:\n"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with its level, its script (Hans or Hant) and what remains of it as the writer's own words."""

    text: str
    level: CrisisLevel
    script: str
    own: str


def labelled(name: str, phrases: CrisisPhrases) -> tuple[Labelled, ...]:
    """The messages of content/crisis/data/``name``.jsonl."""
    lines = (CONTENT / "crisis" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_labelled(json.loads(line), phrases) for line in lines)


def _labelled(row: dict[str, str], phrases: CrisisPhrases) -> Labelled:
    own = own_words(spelled_out(row["text"], phrases), phrases)
    return Labelled(row["text"], CrisisLevel[row["level"].upper()], row["script"], own)


def families(texts: Sequence[str]) -> list[int]:
    """A number for each text, the same for near-duplicates and for what is near a near-duplicate."""
    pairs = [{text[at : at + 2] for at in range(max(1, len(text) - 1))} for text in texts]
    parents = list(range(len(texts)))
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(pairs):
        shared = Counter(other for pair in own for other in seen[pair])
        for other, count in shared.items():
            if count >= ALIKE * len(own | pairs[other]):
                parents[_root(parents, index)] = _root(parents, other)
        for pair in own:
            seen[pair].append(index)
    return [_root(parents, index) for index in range(len(texts))]


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        index = parents[index]
    return index


def learnt(messages: Sequence[Labelled], level: CrisisLevel) -> Scale:
    """The points that tell messages of at least ``level`` from the rest, without saying how many are enough."""
    counter = CountVectorizer(analyzer=runs, min_df=2)
    table = counter.fit_transform([message.own for message in messages])
    # The L1 penalty leaves a few hundred runs: a list that can be read.
    model = LogisticRegression(C=2.0, l1_ratio=1.0, solver="liblinear", random_state=0)
    model.fit(table, [message.level >= level for message in messages])
    rounded = {
        name: round(float(points), 1)
        for name, points in zip(counter.get_feature_names_out(), model.coef_[0], strict=True)
    }
    return Scale(
        start=round(float(model.intercept_[0]), 1), points={run: each for run, each in rounded.items() if each}
    )


def cross_validated(messages: Sequence[Labelled], level: CrisisLevel) -> list[float]:
    """The points of each message by a scale learnt without it and without its near-duplicates."""
    scores = [0.0] * len(messages)
    groups = families([message.text for message in messages])
    for learning, testing in GroupKFold(FOLDS).split(messages, groups=groups):
        scale = learnt([messages[index] for index in learning], level)
        for index in testing:
            scores[index] = score(messages[index].own, scale)
    return scores


def enough_for(scores: Sequence[float], messages: Sequence[Labelled]) -> float:
    """The points that no more than FALSE_ALARMS of the harmless messages go over."""
    harmless = sorted(s for s, m in zip(scores, messages, strict=True) if m.level is CrisisLevel.NONE)
    return round(harmless[int(len(harmless) * (1 - FALSE_ALARMS))] + 0.1, 1)


def train(messages: Sequence[Labelled], progress: Callable[[str], None]) -> Weights:
    """Both scales, with how many points are enough for each."""
    scales = {}
    for level in (CrisisLevel.PASSIVE, CrisisLevel.ACTIVE):
        enough = enough_for(cross_validated(messages, level), messages)
        scales[level] = learnt(messages, level).model_copy(update={"enough": enough})
        progress(f"{level.name.lower()}: {len(scales[level].points)} runs, enough is {enough}")
    return Weights(passive=scales[CrisisLevel.PASSIVE], active=scales[CrisisLevel.ACTIVE])


def written_out(weights: Weights) -> str:
    """The weights as the last part of phrases.yaml."""
    return HEADING + "".join(_scale(name, getattr(weights, name)) for name in ("passive", "active"))


def _scale(name: str, scale: Scale) -> str:
    head = f"  {name}:\n    enough: {scale.enough}\n    start: {scale.start}\n    points: {{\n"
    return head + "\n".join(_lines(scale)) + "\n    }\n"


def _lines(scale: Scale) -> Iterator[str]:
    entries = [f"'{run}': {points}," for run, points in sorted(scale.points.items(), key=lambda item: -item[1])]
    for start in range(0, len(entries), 8):
        yield "      " + " ".join(entries[start : start + 8])


def main() -> None:
    """Train on all but the frozen messages and write the points into the content file."""
    phrases = load_library(CONTENT).crisis
    messages = [message for name in TRAINED_ON for message in labelled(name, phrases)]
    weights = train(messages, print)
    path = CONTENT / "crisis" / "phrases.yaml"
    kept = path.read_text(encoding="utf-8").partition(HEADING)[0]
    path.write_text(kept + written_out(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
