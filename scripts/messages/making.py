"""Messages made from templates: alternatives in braces, named lists in angle brackets.

mixed.txt    `@REGION labels` then templates, each a whole message of those labels.
notices.txt  `[part REGION NAME signal]` then clauses that carry that signal; `[frame REGION]` then sentences in
             which {NAME} stands for a clause; the labels of a message are those of its clauses.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.content.signals import Signal

PER_TEMPLATE = 8
PER_FRAME = 14
ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
LISTED = re.compile(r"<(\w+)>")
PART = re.compile(r"\{([A-Za-z])\}")
PART_HEAD = re.compile(r"\[part (\w+) (\w) ?(\w*)\]")
FRAME_HEAD = re.compile(r"\[frame (\w+)\]")

Row = dict[str, Any]
Lists = dict[str, list[str]]


def make_messages(folder: Path) -> list[Row]:
    """All messages of both files, the same in every run."""
    mixed, notices = (random.Random(seed) for seed in (1, 2))  # noqa: S311  every run makes the same ones
    return [*_mixed(folder / "mixed.txt", mixed), *_notices(folder / "notices.txt", notices)]


def _lines(path: Path, lists: Lists) -> Iterator[tuple[int, str]]:
    """The lines that are not lists or comments; lists are put into ``lists``."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("= "):
            name, _, words = line[2:].partition(": ")
            lists[name] = words.split("|")
        elif line and not line.startswith("#"):
            yield number, line


def _expanded(template: str, lists: Lists, rng: random.Random) -> str:
    while match := ALTERNATIVES.search(template):
        template = template[: match.start()] + rng.choice(match[1].split("|")) + template[match.end() :]
    while match := LISTED.search(template):
        template = template[: match.start()] + rng.choice(lists[match[1]]) + template[match.end() :]
    return template.strip()


def _row(text: str, region: str, signals: list[str], group: str, *, debt: bool = True) -> Row:
    return {"text": text, "region": region, "signals": sorted(signals), "debt": debt, "group": group}


def _mixed(path: Path, rng: random.Random) -> Iterator[Row]:
    lists: Lists = {}
    region, labels = "", [""]
    known = {signal.value for signal in Signal}
    for number, line in _lines(path, lists):
        if line.startswith("@"):
            region, _, rest = line[1:].partition(" ")
            labels = re.split(r"[ ,]+", rest)
            continue
        made = {_expanded(line, lists, rng) for _ in range(PER_TEMPLATE)}
        signals = [label for label in labels if label in known]
        for text in sorted(made):
            yield _row(text, region, signals, f"mixed:{number}", debt="unrelated" not in labels)


def _notices(path: Path, rng: random.Random) -> Iterator[Row]:
    lists: Lists = {}
    parts: dict[tuple[str, str], tuple[list[str], str]] = {}
    frames: list[tuple[int, str, str]] = []
    clauses: list[str] | None = None
    region = ""
    for number, line in _lines(path, lists):
        if match := PART_HEAD.match(line):
            clauses = parts.setdefault((match[1], match[2]), ([], match[3]))[0]
        elif match := FRAME_HEAD.match(line):
            clauses, region = None, match[1]
        elif clauses is not None:
            clauses.append(line)
        else:
            frames.append((number, region, line))
    for number, region, frame in frames:
        filled = dict(_filled(frame, region, parts, lists, rng) for _ in range(PER_FRAME))
        for text, signals in sorted(filled.items()):
            yield _row(text, region, signals, f"notices:{number}")


def _filled(
    frame: str, region: str, parts: dict[tuple[str, str], tuple[list[str], str]], lists: Lists, rng: random.Random
) -> tuple[str, list[str]]:
    found: set[str] = set()

    def clause(match: re.Match[str]) -> str:
        clauses, signal = parts[region, match[1]]
        found.update({signal} - {""})
        return rng.choice(clauses)

    text = _expanded(PART.sub(clause, frame), lists, rng)
    text = re.sub(r"[，。]+。", "。", text)
    return re.sub(r"，+", "，", text).strip("，： "), sorted(found)
