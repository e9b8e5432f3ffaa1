"""A layered layout: every box in a row below the boxes that lead to it, rows ordered so that few arrows cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 8
"""Times the rows are put in order from above and from below; more changes nothing on flows of 40 steps."""

GAP = 28
"""Free space between two boxes of a row, in pixels."""

BEND = 12
"""Width kept free for an arrow that passes through a row, in pixels."""

Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The centre of each box across (pixels) and its row; ``bends`` are the points of long arrows between them;
    ``back`` the arrows that lead up again.
    """

    centre: Mapping[str, float]
    row: Mapping[str, int]
    bends: Mapping[Way, tuple[str, ...]]
    back: frozenset[Way]


def arrange(widths: Mapping[str, int], ways: Iterable[Way]) -> Layout:
    """Lay out boxes of these widths (pixels), the first one on top."""
    onward, back = _without_rounds(list(widths), [way for way in dict.fromkeys(ways) if way[0] != way[1]])
    row = _rows(list(widths), onward)
    bends, steps = _bends(onward, row)
    rows: list[list[str]] = [[] for _ in range(max(row.values(), default=0) + 1)]
    for name, number in row.items():
        rows[number].append(name)
    _order(rows, steps)
    centre = _centres(rows, steps, {**dict.fromkeys(row, BEND), **widths})
    return Layout(centre, row, bends, frozenset(back))


def _without_rounds(names: list[str], ways: list[Way]) -> tuple[list[Way], list[Way]]:
    """The ways that lead on, and those that close a round."""
    nexts: dict[str, list[str]] = {name: [] for name in names}
    for source, target in ways:
        nexts[source].append(target)
    open_, done, back = set(), set(), set()

    def visit(name: str) -> None:
        open_.add(name)
        for target in nexts[name]:
            if target in open_:
                back.add((name, target))
            elif target not in done:
                visit(target)
        open_.discard(name)
        done.add(name)

    for name in names:
        if name not in done:
            visit(name)
    return [way for way in ways if way not in back], [way for way in ways if way in back]


def _rows(names: list[str], ways: list[Way]) -> dict[str, int]:
    """Each box one row below the lowest box that leads to it."""
    row = dict.fromkeys(names, 0)
    changed = True
    while changed:
        changed = False
        for source, target in ways:
            if row[target] <= row[source]:
                row[target], changed = row[source] + 1, True
    return row


def _bends(ways: list[Way], row: dict[str, int]) -> tuple[dict[Way, tuple[str, ...]], list[Way]]:
    """A bend in every row a long arrow passes; ``row`` learns of them."""
    bends: dict[Way, tuple[str, ...]] = {}
    steps: list[Way] = []
    for way in ways:
        source, target = way
        names = tuple(f"{source}>{target}@{number}" for number in range(row[source] + 1, row[target]))
        row.update({name: row[source] + 1 + place for place, name in enumerate(names)})
        bends[way] = names
        stops = (source, *names, target)
        steps += pairwise(stops)
    return bends, steps


def _order(rows: list[list[str]], steps: list[Way]) -> None:
    """Sort each row by the middle of its neighbours above, then below, several times."""
    above, below = _neighbours(steps)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for number in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            place = {name: n for n, name in enumerate(rows[number - 1 if down else number + 1])}
            beside = above if down else below
            own = {name: n for n, name in enumerate(rows[number])}
            rows[number].sort(key=lambda name: _middle(beside.get(name, ()), place, own[name]))


def _neighbours(steps: list[Way]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for source, target in steps:
        above.setdefault(target, []).append(source)
        below.setdefault(source, []).append(target)
    return above, below


def _middle(names: Iterable[str], place: Mapping[str, float], otherwise: float) -> float:
    places = [place[name] for name in names if name in place]
    return sum(places) / len(places) if places else otherwise


def _centres(rows: list[list[str]], steps: list[Way], widths: Mapping[str, int]) -> dict[str, float]:
    """Boxes as near to the middle of their neighbours as their row allows."""
    above, below = _neighbours(steps)
    centre: dict[str, float] = {}
    for row in rows:
        _spread(row, {name: _middle(above.get(name, ()), centre, 0.0) for name in row}, widths, centre)
    for row in reversed(rows[:-1]):
        _spread(row, {name: _middle(below.get(name, ()), centre, centre[name]) for name in row}, widths, centre)
    left = min((centre[name] - widths[name] / 2 for name in centre), default=0.0)
    return {name: place - left for name, place in centre.items()}


def _spread(row: list[str], wish: Mapping[str, float], widths: Mapping[str, int], centre: dict[str, float]) -> None:
    """Place a row in its order: pushed to the right where boxes would touch, then moved back by the mean push."""
    edge, placed = float("-inf"), {}
    for name in row:
        placed[name] = max(wish[name], edge + GAP + widths[name] / 2)
        edge = placed[name] + widths[name] / 2
    push = sum(placed[name] - wish[name] for name in row) / len(row) if row else 0.0
    centre.update({name: place - push for name, place in placed.items()})
