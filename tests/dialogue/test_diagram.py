"""Flows are drawn: every step and every way, in Mermaid and in SVG."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from stage import flow_of

from bot.dialogue.diagram import mermaid, overview_mermaid, svg
from bot.dialogue.diagram.layers import GAP, arrange

FLOW = flow_of(
    """\
    flow: check_in
    summary: 看看有多紧张
    steps:
      - id: tension
        ask: 现在有多紧？{{ me.name }}
        choice:
          - {id: much, text: 很"紧", go: by_much}
          - {id: little, text: 还好, go: calm}
        skip: {text: 不说, go: calm}
      - id: by_much
        branch:
          - {when: me.n > 3, go: tension}
          - {otherwise: settle}
      - {id: settle, call: settle}
      - {id: calm, start: menu}
    """
)

MENU = flow_of("flow: menu\nsummary: 菜单\nsteps: [{id: x, call: check_in}]\n")


def test_mermaid_has_every_step_with_its_first_words_and_every_way_with_its_label():
    drawn = mermaid(FLOW).splitlines()
    assert drawn[0] == "flowchart TD"
    assert '    s_tension("tension<br/>现在有多紧？…")' in drawn
    assert '    s_settle[["settle<br/>settle"]]' in drawn
    assert '    s_tension -->|"很#quot;紧#quot;"| s_by_much' in drawn
    assert '    s_tension -->|"还好 / 不说"| s_calm' in drawn
    assert '    s_by_much -->|"me.n #gt; 3"| s_tension' in drawn
    assert "    s_by_much --> s_settle" in drawn
    assert "    s_settle --> s_calm" in drawn


def test_the_overview_tells_calls_from_starts():
    assert overview_mermaid([MENU, FLOW]).splitlines() == [
        "flowchart LR",
        '    s_check_in["check_in"]',
        '    s_menu["menu"]',
        "    s_check_in --> s_settle",
        "    s_check_in -.-> s_menu",
        "    s_menu --> s_check_in",
    ]


def test_the_svg_is_well_formed_and_shows_every_step_once():
    root = ET.fromstring(svg(FLOW))
    ids = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "id"]
    assert sorted(ids) == ["by_much", "calm", "settle", "tension"]


def test_a_called_flow_is_a_double_box_and_a_way_back_is_dashed():
    root = ET.fromstring(svg(FLOW))
    space = "{http://www.w3.org/2000/svg}"
    boxes = {group.get("class"): len(group.findall(f"{space}rect")) for group in root.findall(f"{space}g")}
    assert boxes == {"ask": 1, "branch": 1, "call": 2, "start": 2}
    assert sum(path.get("class") == "back" for path in root.iter(f"{space}path")) == 1


def test_drawing_the_same_flow_twice_gives_the_same_picture():
    assert svg(FLOW) == svg(FLOW)


names = st.integers(0, 11).map(str)


@settings(deadline=None)  # it is right or wrong, however busy the machine
@given(st.sets(names, min_size=1), st.lists(st.tuples(names, names)))
def test_no_two_boxes_overlap_and_every_way_on_leads_down(boxes, ways):
    widths = {name: 40 + 10 * int(name) for name in sorted(boxes)}
    known = [way for way in ways if set(way) <= boxes]
    layout = arrange(widths, known)
    for source, target in set(known):
        if source != target and (source, target) not in layout.back:
            assert layout.row[source] < layout.row[target]
    for (one, wide), (other, broad) in combinations(widths.items(), 2):
        if layout.row[one] == layout.row[other]:
            free = abs(layout.centre[one] - layout.centre[other]) - (wide + broad) / 2
            assert free > GAP - 0.01
