"""What comes over a question, from the person or by itself, and what becomes of the question."""

from __future__ import annotations

import pytest

from bot.dialogue.flowset import FlowSet
from tests.dialogue.stage import Person, flows_of

BUDGET = """\
    flow: budget
    summary: 算预算
    again: resume
    steps:
      - {id: lines, ask: 勾几项, choices: [{id: rent, text: 房租}, {id: food, text: 吃饭}], done: 好了, into: lines}
      - {id: more, ask: 还有吗？, choice: [{id: no_more, text: 没有了}]}
"""
PAPER = """\
    flow: paper
    summary: 排好了
    after: stay
    steps:
      - {id: here, say: 排好了。}
"""
REMINDER = """\
    flow: reminder
    summary: 到日子了
    takes: {what: text}
    steps:
      - {id: due, ask: "{{ what or '一件事' }}到日子了。", choice: [{id: done, text: 办好了}]}
"""
CALLED = """\
    flow: called
    summary: 打来了
    after: offer
    steps:
      - {id: lines, say: 先听。}
"""


@pytest.fixture
def flows() -> FlowSet:
    return flows_of(BUDGET, PAPER, REMINDER, CALLED)


@pytest.fixture
def person(flows) -> Person:
    return Person(flows)


def test_what_arrives_by_itself_leaves_the_open_question_and_its_buttons_as_they_are(person):
    person.open("budget")
    person.tap("+rent")
    number = person.session.question.number

    person.open("paper", over=True)
    assert person.heard == ["排好了。"]
    assert person.session.question.number == number

    person.tap("+food")
    person.tap("done")
    assert person.answers["lines"] == ["rent", "food"]
    assert person.heard == ["还有吗？"]


def test_what_arrives_by_itself_does_not_wake_a_paused_conversation(person):
    person.open("budget")
    person.tap("!pause")

    person.open("paper", over=True)

    assert person.heard == ["排好了。"]
    assert person.session.paused


def test_what_was_ticked_after_coming_back_stays_when_the_conversation_is_asked_for_again(person):
    person.open("budget")
    person.open("reminder", over=True)
    person.tap("done")
    person.tap("+rent")
    person.open("budget", over=True)  # asked for once more: it goes on where it is

    assert person.session.question.ticked == ("rent",)


def test_a_second_reminder_takes_the_place_of_the_first_and_closes_nothing_else(person):
    person.open("reminder", over=True, what="房贷")
    person.open("budget", over=True)
    person.tap("+rent")

    person.open("reminder", over=True, what="车贷")
    assert person.heard == ["车贷到日子了。"]
    person.tap("done")
    assert "勾几项" in person.heard[-1]
    person.tap("done")
    assert person.answers["lines"] == ["rent"]
    person.tap("no_more")
    assert person.session.stack[-1].flow == "home"  # the first reminder is not asked again


def test_a_second_reminder_over_other_things_leaves_them_in_their_order(person):
    person.open("budget")
    person.open("reminder", over=True, what="房贷")
    person.open("called", over=True)  # asks whether to go on with the reminder

    person.open("reminder", over=True, what="车贷")

    assert [frame.flow for frame in person.session.stack] == ["budget", "reminder"]
    person.tap("done")
    assert "勾几项" in person.heard[-1]


def test_whether_to_go_on_is_asked_once(person):
    person.open("budget")
    person.open("called", over=True)
    asking = [frame.flow for frame in person.session.stack]

    person.open("called", over=True)

    assert [frame.flow for frame in person.session.stack] == asking == ["budget", "_shared/continue"]
