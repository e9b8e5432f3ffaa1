"""Learn content/rehearsal/weights.json from ``replies/``: ``python -m tests.rehearsal.replies_training``.

The blind and frozen sets are never read here. A development tool: it needs scikit-learn, nothing at run time does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bot.content.library import load_library
from bot.content.replies import Behaviour
from bot.rehearsal.behaviours import kinds_of
from bot.rehearsal.second_reading import features
from bot.rehearsal.wording import folded
from tests.rehearsal.replies_figures import CONTENT, SETS

NEVER_LEARNT = ("blind", "frozen")
"""Sets kept to judge with."""

HEADS = tuple(each.value for each in Behaviour if each is not Behaviour.OFFER)
"""An offer is a sum, which the reader of amounts finds; nothing is learnt of it."""

STRENGTH = 20.0
"""The inverse of the regularisation; 5 to 200 moved the mean F1 on a set left out by less than 0.01."""

SURE = 0.6
"""How sure the model must be before it speaks where the rules are silent."""

STEP = 20
"""The file has whole numbers, twentieths of what they stand for."""

MOST = 127
"""Points that fit a byte either way; 6.35 is more than any weight that was learnt."""

LEAST = 3
"""A feature whose every weight is smaller, in steps, is left out."""


def learnt_from() -> list[dict[str, Any]]:
    """Every reply that may be learnt from."""
    paths = [path for path in sorted(SETS.glob("*.jsonl")) if not path.stem.startswith(NEVER_LEARNT)]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def learn(replies: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The weights, as the file has them."""
    rules = load_library(CONTENT).replies
    present = [set(features(folded(one["reply"], rules), kinds_of(one["move"], rules))) for one in replies]
    counting = CountVectorizer(analyzer=lambda one: one, min_df=2, dtype=float)
    counted = diags([len(one) ** -0.5 for one in present]) @ counting.fit_transform(present)
    rows, start = [], []
    for head in HEADS:
        model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=3000, solver="liblinear")
        model.fit(counted, [head in one["shows"] for one in replies])
        rows.append(model.coef_[0])
        start.append(round((float(model.intercept_[0]) - log(SURE / (1 - SURE))) * STEP, 2))
    points = np.clip(np.rint(np.array(rows).T * STEP), -MOST, MOST).astype(int)
    names = counting.get_feature_names_out()
    kept = {str(name): row.tolist() for name, row in zip(names, points, strict=True) if abs(row).max() >= LEAST}
    return {"heads": HEADS, "start": start, "features": kept}


def main() -> None:
    """Write the file."""
    learnt = learn(learnt_from())
    path = CONTENT / "rehearsal" / "weights.json"
    path.write_text(json.dumps(learnt, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(learnt['features'])} features, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
