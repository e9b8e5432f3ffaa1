"""Flows as SVG pictures: no tool, no network, readable in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

from bot.dialogue.diagram.layers import Layout, Way, arrange
from bot.dialogue.diagram.sketch import Box, Sketch, shortened, sketch
from bot.dialogue.layout import width
from bot.dialogue.model import Flow

COLUMN, HEIGHT, ROW, MARGIN = 6.6, 40, 92, 24
"""Pixels: a column of text at 12 px, the height of a box, from row to row, around the picture."""

LABEL = 14
"""Characters of a label on an arrow."""

STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#1f2a37}.id{font-weight:600}"
    ".on{font-size:11px;fill:#52606d;paint-order:stroke;stroke:#f8f9fb;stroke-width:4px}"
    "rect{fill:#fff;stroke:#7b8794}.ask rect{fill:#e6f4ef;stroke:#2f855a}.branch rect{fill:#fdf6e3;stroke:#b7791f}"
    ".call rect,.start rect{fill:#eef2ff;stroke:#4c51bf}.end rect{fill:#e4e7eb}"
    "path{fill:none;stroke:#7b8794}.back{stroke-dasharray:4 3}.page{fill:#f8f9fb;stroke:none}"
)

HEAD = (
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z" style="fill:#7b8794;stroke:none"/></marker>'
)


def svg(flow: Flow) -> str:
    """One flow as an SVG picture: ids and first words in boxes, calls as double boxes, arrows labelled."""
    drawn = sketch(flow)
    boxes = {box.id: box for box in drawn.boxes}
    widths = {name: _box_width(box) for name, box in boxes.items()}
    layout = arrange(widths, [(arrow.source, arrow.target) for arrow in drawn.arrows])
    across = max(layout.centre[name] + widths.get(name, 0) / 2 for name in layout.centre)
    wide = round(across + 2 * MARGIN + _room_for_rounds(layout))
    high = max(layout.row.values()) * ROW + HEIGHT + 2 * MARGIN
    parts = [*_arrows(drawn, layout, across), *(_box(box, layout, widths[name]) for name, box in boxes.items())]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" aria-label="{escape(flow.flow)}"><style>{STYLE}</style><defs>{HEAD}</defs>'
        f'<rect class="page" width="{wide}" height="{high}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _box_width(box: Box) -> int:
    return round(max(width(box.id), width(box.words), 6) * COLUMN) + 24


def _room_for_rounds(layout: Layout) -> int:
    return 16 * len(layout.back) + 16 if layout.back else 0


def _at(name: str, layout: Layout) -> tuple[float, float]:
    """The middle of the upper side of a box, or a bend."""
    return MARGIN + layout.centre[name], MARGIN + layout.row[name] * ROW


def _box(box: Box, layout: Layout, wide: int) -> str:
    x, y = _at(box.id, layout)
    left = x - wide / 2
    rounded = 14 if box.kind in {"ask", "wait", "end"} else 4
    inner = ""
    if box.kind in {"call", "start"}:
        inner = f'<rect x="{left + 4:.0f}" y="{y + 4:.0f}" width="{wide - 8}" height="{HEIGHT - 8}" rx="2"/>'
    words = f'<text x="{x:.0f}" y="{y + 31:.0f}" text-anchor="middle">{escape(box.words)}</text>' if box.words else ""
    lower = 17 if box.words else 24
    outer = f'<rect x="{left:.0f}" y="{y:.0f}" width="{wide}" height="{HEIGHT}" rx="{rounded}"/>'
    return (
        f'<g class="{box.kind}">{outer}{inner}'
        f'<text class="id" x="{x:.0f}" y="{y + lower:.0f}" text-anchor="middle">{escape(box.id)}</text>{words}</g>'
    )


def _arrows(drawn: Sketch, layout: Layout, across: float) -> Iterator[str]:
    lane = 0
    for arrow in drawn.arrows:
        way = (arrow.source, arrow.target)
        round_ = arrow.source == arrow.target or way in layout.back
        lane += round_
        path, (x, y) = _round(way, layout, across + MARGIN + 16 * lane) if round_ else _onward(way, layout)
        css = ' class="back"' if round_ else ""
        yield f'<path{css} d="{path}" marker-end="url(#tip)"/>'
        if arrow.label:
            label = escape(shortened(arrow.label, LABEL))
            yield f'<text class="on" x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{label}</text>'


def _onward(way: Way, layout: Layout) -> tuple[str, tuple[float, float]]:
    """A curve down through the bends of a long arrow; its label stands on the first part, past its middle."""
    x, y = _at(way[0], layout)
    points = [(x, y + HEIGHT), *(_at(name, layout) for name in layout.bends[way]), _at(way[1], layout)]
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (y0 + y1) / 2
        path += f" C{x0:.0f} {middle:.0f} {x1:.0f} {middle:.0f} {x1:.0f} {y1:.0f}"
    (x0, y0), (x1, y1) = points[0], points[1]
    return path, (x0 + (x1 - x0) * 0.62, y0 + (y1 - y0) * 0.55 + 4)


def _round(way: Way, layout: Layout, lane: float) -> tuple[str, tuple[float, float]]:
    """A way back up, at the right of everything, each in its own lane."""
    (x0, y0), (x1, y1) = _at(way[0], layout), _at(way[1], layout)
    start, end = y0 + HEIGHT, y1 - 10
    path = f"M{x0:.0f} {start:.0f} V{start + 10:.0f} H{lane:.0f} V{end:.0f} H{x1:.0f} V{y1:.0f}"
    return path, (x0 + 36, start + 22)
