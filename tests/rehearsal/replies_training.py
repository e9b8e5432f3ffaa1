"""Learn content/rehearsal/weights.bin from ``replies/``: ``python -m tests.rehearsal.replies_training``.

It prints first what the same learning reaches on each set when that set is left out. ``blind`` and ``frozen`` sets are
never read here. A development tool: it needs scikit-learn, nothing at run time does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer

from bot.content.replies import Behaviour
from bot.content.reply_weights import HALF, number_of
from bot.language.region import Region
from bot.rehearsal.behaviours import Heard, hear, said_by_rules
from bot.rehearsal.second_reading import groups
from tests.rehearsal.replies_figures import CONTENT, SETS, loaded

NEVER_LEARNT = ("blind", "frozen")
"""Sets kept to judge with."""

HEADS = tuple(each.value for each in Behaviour)

UNTUNED = 17
"""The first round that no rule was changed for: only from here on is what the rules say learnt from."""

VOICES = (0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.3, 0.1, 0.1, 0.1)
"""How much each group of features counts, chosen on rounds 17 to 38; mixes near this one came within 0.01."""

SMOOTH = 0.1
"""The weight of the regularisation; 0.05 to 0.15 gave the same within 0.01."""

ANYWAY = 0.3
"""How much the feature counts that every reply has."""

RECENT = 2.0
"""How much more an untuned reply counts."""

THRESHOLDS = np.linspace(-0.7, 0.4, 45)

BESIDE = np.ones(7) / 7
"""A threshold is as good as those beside it: the figures are smoothed before the best is taken."""

LEAST = 3
"""A feature whose every weight is smaller, in points, is left out."""


@dataclass(frozen=True)
class Replies:
    """Written replies, with what is looked at in each."""

    lines: Sequence[dict[str, Any]]
    heard: Sequence[Heard]

    @cached_property
    def sets(self) -> Any:
        """The set of each."""
        return np.array([line["id"].rpartition("-")[0] for line in self.lines])

    @cached_property
    def untuned(self) -> Any:
        """Whether each is of a round that no rule was changed for."""
        return np.array([int(name.removeprefix("round")) >= UNTUNED for name in self.sets])

    @cached_property
    def shows(self) -> Any:
        """One row a reply, one column a head."""
        return np.array([[head in line["shows"] for head in HEADS] for line in self.lines])

    @cached_property
    def over(self) -> Any:
        """Whether a sum above the cap makes it an over-promise: its words tell nothing about that."""
        both = zip(self.lines, self.heard, strict=True)
        return np.array([bool(h.proposed and line["cap"] and h.proposed > Decimal(line["cap"])) for line, h in both])

    @cached_property
    def importance(self) -> Any:
        """One row a reply, one column a head."""
        every = np.where(self.untuned, RECENT, 1.0)[:, None].repeat(len(HEADS), axis=1)
        every[self.over, HEADS.index("over_promise")] = 1e-6
        return every


@dataclass(frozen=True)
class Features:
    """``table`` has one row a reply, one column a feature that at least two of them have."""

    table: csr_matrix
    names: Sequence[str]
    voices: Any


def features_of(replies: Replies) -> Features:
    """The features of all replies."""
    voices: dict[str, float] = {}
    rows = []
    rules, _ = loaded()
    for heard, untuned in zip(replies.heard, replies.untuned, strict=True):
        said = said_by_rules(heard) if untuned else ()
        looked_at = tuple(groups(heard.text, heard.clauses, heard.kinds, said, rules))
        voices |= {name: voice**0.5 for voice, group in zip(VOICES, looked_at, strict=True) for name in group.features}
        rows.append({name: group.loud * voices[name] for group in looked_at for name in group.features})
    counting = DictVectorizer(dtype=float)
    table = counting.fit_transform(rows)
    often = np.flatnonzero(np.asarray((table > 0).sum(axis=0)).ravel() > 1)
    names = counting.get_feature_names_out()[often].tolist()
    return Features(table[:, often].tocsr(), names, np.array([voices[name] for name in names]))


def learnt_from() -> Replies:
    """Every reply that may be learnt from."""
    paths = [path for path in sorted(SETS.glob("*.jsonl")) if not path.stem.startswith(NEVER_LEARNT)]
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return Replies(lines, [_heard(line) for line in lines])


def _heard(line: dict[str, Any]) -> Heard:
    rules, readers = loaded()
    return hear(line["reply"], line["move"], rules, lambda text: readers.amount(text, Region(line["region"])))


@dataclass(frozen=True)
class Learnt:
    """``parts`` are the weights of the replies (one column a head), ``left_out`` the scores without their own set."""

    parts: Any
    left_out: Any


def learn(replies: Replies, table: csr_matrix) -> Learnt:
    """Ridge regression in its dual form; leaving out a set follows from the same inverse."""
    alike = (table @ table.T).toarray() + ANYWAY
    wanted = 2.0 * replies.shows - 1
    parts, left_out = np.zeros(wanted.shape), np.zeros(wanted.shape)
    for importance in np.unique(replies.importance, axis=1).T:
        heads = (replies.importance == importance[:, None]).all(axis=0)
        inverse = np.linalg.inv(alike + SMOOTH * np.diag(1 / importance))
        parts[:, heads] = inverse @ wanted[:, heads]
        for name in np.unique(replies.sets):
            own = np.flatnonzero(replies.sets == name)
            error = np.linalg.solve(inverse[np.ix_(own, own)], parts[np.ix_(own, heads)])
            left_out[np.ix_(own, heads)] = wanted[np.ix_(own, heads)] - error
    return Learnt(parts, left_out)


def counts(replies: Replies, scores: Any, head: int, rows: Any) -> Any:
    """Hits and errors of a head at every threshold, over some replies."""
    rows = rows & (replies.importance[:, head] > 0.5)
    shown = scores[rows, head][:, None] > THRESHOLDS
    wanted = replies.shows[rows, head][:, None]
    return np.array([(shown & wanted).sum(axis=0), (shown ^ wanted).sum(axis=0)])


def best(tally: Any) -> int:
    """The place of the best threshold."""
    hits, errors = tally
    smooth = np.convolve(2 * hits / np.maximum(2 * hits + errors, 1), BESIDE, "same")
    return 3 + int(smooth[3:-3].argmax())


def report(replies: Replies, scores: Any) -> None:
    """F1 of each head over the untuned sets, each left out in learning and in choosing the threshold; by script too."""
    simplified = np.array([line["region"] == "CN" for line in replies.lines])
    written = {"all": simplified | ~simplified, "simplified": simplified, "traditional": ~simplified}
    print(f"{'':26}" + "".join(f"{name:>14}" for name in written))
    for head, name in enumerate(HEADS):
        found = [_f1(*_left_out(replies, scores, head, rows)) for rows in written.values()]
        print(f"{name:26}" + "".join(f"{each:>14.3f}" for each in found))


def _left_out(replies: Replies, scores: Any, head: int, rows: Any) -> Any:
    """Hits and errors over the untuned sets, the threshold of each chosen on the others."""
    sets = np.unique(replies.sets[replies.untuned])
    by_set = [counts(replies, scores, head, replies.sets == each) for each in sets]
    every = np.sum(by_set, axis=0)
    own = [counts(replies, scores, head, rows & (replies.sets == each)) for each in sets]
    return sum(tally[:, best(every - whole)] for tally, whole in zip(own, by_set, strict=True))


def _f1(hits: int, errors: int) -> float:
    return 2 * hits / max(2 * hits + errors, 1)


def write(path: Path, replies: Replies, learnt: Learnt, features: Features) -> None:
    """Write the file: its head in one line, the numbers of the features, their points."""
    places = [best(counts(replies, learnt.left_out, head, replies.untuned)) for head in range(len(HEADS))]
    weights = (features.table.T @ learnt.parts) * features.voices[:, None]
    start = ANYWAY * learnt.parts.sum(axis=0) - THRESHOLDS[places]
    steps = np.abs(weights).max(axis=0) / (HALF - 1)
    points = np.rint(weights / steps).astype(int)
    loud = np.flatnonzero(np.abs(points).max(axis=1) >= LEAST)
    kept = sorted((number_of(features.names[place]), place) for place in loud)
    head = {"heads": HEADS, "start": start.tolist(), "steps": steps.tolist(), "features": len(kept)}
    numbers = np.array([number for number, _ in kept], dtype="<u4").tobytes()
    rows = (points[[place for _, place in kept]] + HALF).astype(np.uint8).tobytes()
    path.write_bytes(orjson.dumps(head) + b"\n" + numbers + rows)
    print(f"{len(kept)} features, {path.stat().st_size} bytes")


def main() -> None:
    """Print the figures and write the file."""
    replies = learnt_from()
    features = features_of(replies)
    learnt = learn(replies, features.table)
    report(replies, learnt.left_out)
    write(CONTENT / "rehearsal" / "weights.bin", replies, learnt, features)


if __name__ == "__main__":
    main()
