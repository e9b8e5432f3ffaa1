"""Values are followed along every way: what may be unset or none is known, and what a condition tells is used."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest
from test_checking import SIGNATURES

from bot.dialogue.checking import CheckWorld, check
from bot.dialogue.reading import read_flows

VALUE_RULES = {"maybe-none", "maybe-unset", "unknown-variable", "wrong-argument", "unknown-option"}

ASKED = """\
- {id: amount, ask: 多少？, money: {}, into: amount}
- {id: ready, ask: 好吗？, choice: [{id: ok, text: 好}, {id: later, text: 等}], into: ready, fallback: later}
"""


def found(folder: Path, steps: str, asked: str = ASKED, head: str = "", **others: str) -> list[str]:
    """The rules about values that a flow of these steps breaks, in order."""
    body = indent(dedent(asked) + dedent(steps), "  ")
    (folder / "_profile.yaml").write_text(
        "me:\n  name: {type: text, about: x}\n  known: {type: yes_no, default: false, about: x}\n", encoding="utf-8"
    )
    (folder / "a.yaml").write_text(f"flow: a\nsummary: 甲\n{head}steps:\n{body}", encoding="utf-8")
    for name, text in others.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    problems = check(read_flows(folder), CheckWorld(signatures=SIGNATURES))
    assert not [each for each in problems if each.rule in {"shape", "yaml", "template"}]
    return [each.rule for each in problems if each.rule in VALUE_RULES]


def said(text: str) -> str:
    return f'- {{id: said, say: "{text}"}}\n'


@pytest.mark.parametrize(
    "text",
    [
        "{% if amount %}{{ amount|money }}{% endif %}",
        "{% if amount is not none %}{{ amount|money }}{% endif %}",
        "{% if amount != none %}{{ amount|money }}{% endif %}",
        "{% if not amount %}没说{% else %}{{ amount|money }}{% endif %}",
        "{% if amount is none %}没说{% else %}{{ amount|money }}{% endif %}",
        "{% if amount is none or amount.amount < 5 %}少{% else %}{{ amount|money }}{% endif %}",
        "{% if ready == 'ok' and amount %}{{ amount|money }}{% endif %}",
        "{% if not (amount is none or ready == 'ok') %}{{ amount|money }}{% endif %}",
        "{% if ready == 'x1' %}{% elif amount %}{{ amount|money }}{% endif %}".replace("x1", "later"),
        "{{ amount|money if amount else '没说' }}",
        "{{ amount or '没说' }}",
        "{{ '有' if amount else '没有' }}",
        "{{ amount|default('没说', true) }}",
        "{{ me.name or '你' }}",
        "{% if me.name %}{{ me.name }}{% endif %}",
        "{% if amount and amount.amount > 3 %}多{% endif %}",
    ],
)
def test_a_guarded_value_is_safe(tmp_path, text):
    assert found(tmp_path, said(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ amount|money }}",
        "{{ amount }}",
        "{{ amount.amount }}",
        "{{ amount|default('没说') }}",
        "{% if amount.amount > 3 %}多{% endif %}",
        "{% if amount or ready %}{{ amount|money }}{% endif %}",
        "{% if not amount %}{{ amount|money }}{% endif %}",
        "{% if amount is none %}{{ amount|money }}{% endif %}",
        "{{ amount|money if ready == 'ok' else '没说' }}",
        "{{ '有' if ready else amount }}".replace("ready", "me.known"),
        "{{ me.name }}",
    ],
)
def test_an_unguarded_value_is_found(tmp_path, text):
    assert found(tmp_path, said(text)) == ["maybe-none"]


def test_a_branch_on_none_makes_what_follows_safe(tmp_path):
    steps = """\
        - id: by_amount
          branch:
            - {when: amount is none, go: end}
            - {when: amount.amount > 5, go: much}
            - {otherwise: little}
        - {id: much, say: "{{ amount|money }}", go: end}
        - {id: little, say: "{{ amount|money }}"}
    """
    assert found(tmp_path, steps) == []


def test_a_loop_back_to_the_question_until_it_is_answered_is_safe(tmp_path):
    steps = """\
        - id: again
          branch:
            - {when: not amount, go: amount}
            - {otherwise: told}
        - {id: told, say: "{{ amount|money }}"}
    """
    assert found(tmp_path, steps) == []


def test_a_value_asked_on_one_way_only_is_maybe_unset(tmp_path):
    steps = """\
        - id: by_ready
          branch:
            - {when: ready == 'ok', go: name}
            - {otherwise: told}
        - {id: name, ask: 怎么称呼？, text: {}, into: name, fallback: 你}
        - {id: told, say: "{{ name }}"}
    """
    assert found(tmp_path, steps) == ["maybe-unset"]


def test_a_value_that_is_tested_for_being_there_is_safe(tmp_path):
    steps = """\
        - id: by_ready
          branch:
            - {when: ready == 'ok', go: name}
            - {otherwise: told}
        - {id: name, ask: 怎么称呼？, text: {}, into: name, fallback: 你}
        - {id: told, say: "{% if name is defined %}{{ name }}{% endif %}{{ name|default('你') }}"}
    """
    assert found(tmp_path, steps) == []


def test_a_skip_that_leads_elsewhere_leaves_the_usual_way_sure(tmp_path):
    """Also giving up after three tries goes where the skip leads."""
    asked = "- {id: n, ask: 几个？, number: {}, into: n, skip: {text: 不说, go: end}}\n"
    assert found(tmp_path, said("{{ n }}"), asked) == []


def test_a_fallback_is_always_there(tmp_path):
    asked = "- {id: n, ask: 几个？, number: {}, into: n, fallback: 1}\n"
    assert found(tmp_path, said("{{ n }}"), asked) == []


SUB = """\
    flow: sub
    summary: 乙
    takes: {limit: money}
    gives: [n]
    steps:
      - {id: shown, say: "{{ limit|money }}"}
      - {id: n, ask: 几个？, number: {}, into: n, %s}
      - {id: who, ask: 怎么称呼？, text: {}, into: me.name, fallback: 你}
"""


def test_what_a_called_flow_gives_and_learns_is_known_after_the_call(tmp_path):
    steps = """\
        - {id: none_yet, branch: [{when: amount is none, go: end}, {otherwise: go_there}]}
        - {id: go_there, call: sub, with: {limit: amount}, into: {count: n}}
        - {id: told, say: "{{ me.name }}{{ count }}"}
    """
    assert found(tmp_path, steps, sub=SUB % "fallback: 1") == []
    assert found(tmp_path, steps, sub=SUB % "skip: {text: 不说}") == ["maybe-none"]


def test_a_value_that_may_be_none_is_found_inside_the_flow_it_is_handed_to(tmp_path):
    steps = "- {id: go_there, call: sub, with: {limit: amount}, into: {count: n}}\n" + said("{{ count }}")
    problems = found(tmp_path, steps, sub=SUB % "fallback: 1")
    assert problems == ["maybe-none"]


def test_a_parameter_that_is_not_handed_over_may_be_none(tmp_path):
    steps = "- {id: go_there, call: sub, into: {count: n}}\n" + said("{{ count }}")
    assert found(tmp_path, steps, sub=SUB % "fallback: 1") == ["maybe-none"]


def test_a_flow_opened_by_a_command_gets_nothing_handed_over(tmp_path):
    head = "entry: {command: a}\ntakes: {limit: number}\n"
    assert found(tmp_path, said("{{ limit }}"), "", head) == ["maybe-none"]
    assert found(tmp_path, said("{{ limit or 3 }}"), "", head) == []


def test_an_action_that_needs_a_value_gets_one(tmp_path):
    steps = "- {id: kept, do: money.divide, with: {amount: amount}, into: offer}\n" + said("{{ offer.cap|money }}")
    assert found(tmp_path, steps) == ["wrong-argument"]


def test_a_field_that_may_be_none_is_guarded_like_a_variable(tmp_path):
    sure = "- {id: sure, branch: [{when: amount is none, go: end}, {otherwise: kept}]}\n"
    kept = "- {id: kept, do: money.divide, with: {amount: amount}, into: offer}\n"
    assert found(tmp_path, sure + kept + said("{{ offer.note }}")) == ["maybe-none"]
    assert found(tmp_path, sure + kept + said("{% if offer.note %}{{ offer.note }}{% endif %}")) == []


def test_several_assignments_of_one_set_see_each_other(tmp_path):
    steps = "- {id: both, set: {one: '1', two: one + 1}}\n" + said("{{ two }}")
    assert found(tmp_path, steps) == []


def test_options_are_known_wherever_they_are_compared(tmp_path):
    assert found(tmp_path, said("{% if ready in ['ok', 'latr'] %}好{% endif %}")) == ["unknown-option"]
    assert found(tmp_path, said("{{ '好' if 'okk' == ready else '等' }}")) == ["unknown-option"]
