"""Changing an answer: what was said once is not said again, and nothing is answered for another conversation."""

from __future__ import annotations

import pytest
from stage import Person, flows_of

from bot.dialogue.flowset import KeptAnswer
from bot.dialogue.inputs import Back, Change
from bot.dialogue.session import Session

MONEY = """\
    flow: money
    summary: 钱
    steps:
      - {id: who, ask: 谁？, choice: [{id: bank, text: 银行}, {id: other, text: 别人}], into: who}
      - {id: between, say: 先说明一下。}
      - id: fork
        branch:
          - when: who == 'other'
            go: name
          - otherwise: sum
      - {id: name, ask: 叫什么？, text: {}, into: name}
      - {id: sum, ask: 多少？, number: {from: 1, to: 9}, into: sum}
      - {id: last, ask: 好了吗？, choice: [{id: good, text: 好}]}
"""
COUNTED = """\
    flow: counted
    summary: 记次数
    steps:
      - {id: who, ask: 谁？, choice: [{id: bank, text: 银行}, {id: other, text: 别人}], into: me.told_by}
      - {id: count, set: {me.times: me.times + 1}}
      - {id: last, ask: 好了吗？, choice: [{id: good, text: 好}]}
"""
HURT = """\
    flow: hurt
    summary: 难受
    steps:
      - {id: here, say: 我在。}
      - {id: sure, ask: 想过吗？, choice: [{id: never, text: 没有}, {id: often, text: 有}], into: sure}
"""


@pytest.fixture
def person() -> Person:
    """Somebody at the last question of a flow, who answered another one's question on the way."""
    person = Person(flows_of(MONEY, HURT))
    person.open("money")
    person.tap("bank")
    person.open("hurt", over=True)
    person.tap("never")
    person.type("5")
    assert person.heard[-1] == "好了吗？"
    return person


def first_answered(person: Person) -> int:
    return next(point.number for point in person.session.past if point.label)


def test_what_is_still_true_is_neither_asked_nor_said_again(person: Person) -> None:
    person.take(Change(first_answered(person)))
    person.tap("bank")
    assert person.heard[-1] == "好了吗？"
    assert "先说明一下。" not in person.heard


def test_a_line_before_a_question_that_is_new_is_said(person: Person) -> None:
    person.take(Change(first_answered(person)))
    person.tap("other")
    assert person.heard[-2:] == ["先说明一下。", "叫什么？"]
    person.type("小陈")
    assert person.heard[-1] == "好了吗？"
    assert person.answers["sum"] == 5


def test_what_the_bot_notes_for_itself_is_not_undone_by_going_back() -> None:
    noted = KeptAnswer(type="number", about="how often", stays=True, default=0)
    told = KeptAnswer(type="choice", about="who")
    person = Person(flows_of(COUNTED, told_by=told, times=noted))
    person.open("counted")
    person.tap("bank")
    person.take(Back())
    assert person.heard[-1] == "谁？"
    assert (person.session.me["told_by"], person.session.me["times"]) == (None, 1)


def test_another_conversation_says_and_asks_everything(person: Person) -> None:
    person.take(Change(first_answered(person)))
    person.open("hurt", over=True)
    assert person.heard == ["我在。", "想过吗？"]


@pytest.mark.parametrize("number", [99, -1])
def test_an_answer_that_cannot_be_gone_back_to_is_left_as_it_is(person: Person, number: int) -> None:
    person.open("hurt", over=True)
    person.take(Change(number))
    assert person.heard[-1].endswith("好了吗？")
    assert isinstance(person.take(Back()).session, Session)
