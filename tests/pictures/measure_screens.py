"""How well the screens are read: ``python -m tests.pictures.measure_screens [--all] [name…]``.

Character error: edits between what was read and the truth over the truth's length, spaces left out. Foreign:
share of what counts as theirs that is chrome or the person's own bubble. Without --all only the screens used
for tuning are shown; with it also the third held out.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from bot.pictures.layout import messages_of
from bot.pictures.limits import THREADS
from bot.pictures.opening import open_picture
from bot.pictures.recognition import Recognizer
from bot.pictures.words import load_words

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Score = tuple[int, int, int, int]
"""Edits, characters of the truth, foreign characters, characters taken for theirs."""


def edits(read: str, truth: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(truth) + 1))
    for i, one in enumerate(read, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(truth, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


def score(read: list[dict[str, str]], truth: list[dict[str, str]]) -> Score:
    """The score of one screen, over what the other side wrote."""
    theirs = squeezed(read)
    wanted = squeezed(truth)
    alike = sum(block.size for block in SequenceMatcher(None, theirs, wanted, autojunk=False).get_matching_blocks())
    foreign = max(0, len(theirs) - alike - edits(theirs, wanted) // 2) if len(theirs) > len(wanted) else 0
    return edits(theirs, wanted), len(wanted), foreign, len(theirs)


def squeezed(messages: list[dict[str, str]], sender: str = "them") -> str:
    """All words of one sender without spaces."""
    return "".join("".join(m["text"].split()) for m in messages if m["from"] == sender)


def main(arguments: list[str]) -> None:
    """Print a line a screen and a table by app and mode."""
    words = load_words(ROOT / "content" / "reading" / "screenshots.yaml")
    reader = Recognizer(THREADS)
    table: dict[str, list[Score]] = defaultdict(list)
    seconds: list[float] = []
    for truth in chosen(arguments):
        start = time.perf_counter()
        picture, lines = reader.read(open_picture((HERE / "screens" / truth["file"]).read_bytes()))
        read = [{"from": m.sender.value, "text": m.text} for m in messages_of(picture, lines, words)]
        seconds.append(time.perf_counter() - start)
        result = score(read, truth["messages"])
        part = "held out" if truth["held_out"] else "tuned"
        for key in ("", truth["app"], truth["mode"], truth["script"], truth["kind"]):
            table[f"{part} {key}"].append(result)
        show(truth, read, result, seconds[-1])
    for key in sorted(table):
        edited, length, foreign, taken = (sum(column) for column in zip(*table[key], strict=True))
        figures = f"CER {edited / length:6.2%}  foreign {foreign / max(1, taken):6.2%}"
        print(f"{key:24} {len(table[key]):3} screens  {figures}")
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(f"{sum(seconds) / len(seconds):.2f} s a picture, longest {max(seconds):.2f} s, peak {peak} MB")


def chosen(arguments: list[str]) -> Iterator[dict[str, Any]]:
    """The truth of the screens asked for."""
    names = [argument for argument in arguments if not argument.startswith("--")]
    for truth in json.loads((HERE / "screens" / "truth.json").read_text(encoding="utf-8")):
        if truth["held_out"] and "--all" not in arguments:
            continue
        if not names or any(name in truth["file"] for name in names):
            yield truth


def show(truth: dict[str, Any], read: list[dict[str, str]], result: Score, seconds: float) -> None:
    """One screen: its figures, and where it differs from the truth."""
    bubbles = f"bubbles {len(read)} of {len(truth['messages'])}"
    print(f"{truth['file']:36} {seconds:4.1f} s  {result[0]:3} edits of {result[1]:3}  {bubbles}")
    nothing = {"from": "-", "text": "-"}
    for one, two in zip_longest(read, truth["messages"], fillvalue=nothing):
        if one["from"] != two["from"] or "".join(one["text"].split()) != "".join(two["text"].split()):
            print(f"    read  {one['from']:4} {one['text']!r}\n    truth {two['from']:4} {two['text']!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
