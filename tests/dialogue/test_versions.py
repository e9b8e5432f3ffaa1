"""Editing flows under a live session: what reaches it, and what ends it kindly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stage import Person, flow_of, flows_of

from bot.dialogue.flowset import version_of
from bot.dialogue.versions import Edit, History, adopt, classify, shape_of

OLD = """\
    flow: talk
    summary: 聊
    steps:
      - {id: name, ask: 怎么称呼？, text: {}, into: name}
      - {id: mood, ask: 心情？, choice: [{id: good, text: 好}, {id: bad, text: 差}], into: mood}
      - {id: thanks, say: "谢谢，{{ name }}。{{ '' if mood else '' }}"}
"""


def edited(*pairs: tuple[str, str]) -> str:
    text = OLD
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    ("pairs", "edit"),
    [
        ([("怎么称呼？", "你叫什么？")], Edit.TEXT_ONLY),
        ([("{id: bad, text: 差}", "{id: bad, text: 不好}")], Edit.TEXT_ONLY),
        ([("text: 差}", "text: 差}, {id: so_so, text: 一般}")], Edit.ADDITIVE),
        ([("steps:\n", "steps:\n      - {id: hello, say: 你好。}\n")], Edit.ADDITIVE),
        ([("{id: good, text: 好}, ", "")], Edit.BREAKING),
        ([("text: {}, into: name", "number: {}, into: name")], Edit.BREAKING),
        ([("into: mood", "into: feeling"), ("if mood", "if feeling")], Edit.BREAKING),
        ([("id: mood", "id: feeling")], Edit.BREAKING),
    ],
)
def test_an_edit_is_told_by_what_a_session_can_stand_on(pairs, edit):
    assert classify(shape_of(flow_of(OLD)), shape_of(flow_of(edited(*pairs)))) is edit


def at_mood() -> Person:
    person = Person(flows_of(OLD))
    person.open("talk")
    person.type("阿明")
    return person


HISTORY = History({version_of(flow_of(OLD)): shape_of(flow_of(OLD))})


def test_a_session_goes_on_in_the_new_words_after_an_edit_of_texts():
    person, flows = at_mood(), flows_of(edited(("谢谢，", "记下了，")))
    person.session = adopt(person.session, flows, HISTORY)
    person.setting = Person(flows).setting
    person.tap("bad")
    assert person.heard[0] == "记下了，阿明。"


def test_a_breaking_edit_takes_the_ground_away():
    assert adopt(at_mood().session, flows_of(edited(("id: mood", "id: feeling"))), HISTORY) is None


def test_a_migrate_note_says_where_a_session_stands_after_a_breaking_edit():
    new = edited(("id: mood", "id: feeling"), ("summary: 聊\n", "summary: 聊\n    migrate: {mood: feeling}\n"))
    adopted = adopt(at_mood().session, flows_of(new), HISTORY)
    assert adopted is not None
    assert adopted.stack[-1].step == "feeling"
    assert adopted.stack[-1].answers == {"name": "阿明"}


def test_a_flow_that_is_gone_or_of_an_unknown_version_takes_the_ground_away():
    session = at_mood().session
    assert adopt(session, flows_of(), HISTORY) is None
    assert adopt(session, flows_of(edited(("心情？", "怎么样？"))), History({})) is None


def test_going_back_is_only_offered_to_questions_that_are_still_there():
    session = at_mood().session
    assert len(session.past) == 1
    new = edited(("id: name", "id: called"), ("summary: 聊\n", "summary: 聊\n    migrate: {name: called}\n"))
    adopted = adopt(session, flows_of(new), HISTORY)
    assert adopted is not None
    assert adopted.past == ()


def test_an_unchanged_flow_leaves_the_session_as_it_is():
    session = at_mood().session
    assert adopt(session, flows_of(OLD), HISTORY) is session
    assert adopt(replace(session, stack=()), flows_of(), HISTORY) == replace(session, stack=())
