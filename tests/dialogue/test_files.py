"""A question that takes files: one by one, through interruptions, and never losing one silently."""

from __future__ import annotations

from stage import Person, flows_of

from bot.dialogue.inputs import Arrived

EVIDENCE = """\
    flow: evidence
    summary: 证据
    steps:
      - id: send
        ask: 有截图或录音吗？
        files: {kinds: [photo, voice], at_most: 2}
        into: files
        done: 就这些
        skip: {text: 没有}
      - {id: after, ask: 还有吗？, text: {}, into: more}
"""
ONE = EVIDENCE.replace("at_most: 2", "at_most: 1")
OTHER = """\
    flow: other
    summary: 别的
    steps:
      - {id: q, ask: 紧吗？, text: {}, into: x}
"""
PLACE = "evidence.send"


def file(number: int) -> dict[str, object]:
    sha256 = f"{number:064x}"[::-1]
    return {"id": f"f{number}", "kind": "photo", "name": "", "mime": "image/png", "size": 9, "sha256": sha256}


def asked(flow: str = EVIDENCE) -> Person:
    person = Person(flows_of(flow, OTHER))
    person.open("evidence")
    return person


def test_a_single_file_answers_at_once():
    person = asked(ONE)
    person.take(Arrived(PLACE, file(1)))
    assert person.heard == ["1 10000000", "还有吗？"]
    assert person.answers["files"] == [file(1)]


def test_several_files_gather_until_the_person_says_these_are_all():
    person = asked()
    person.take(Arrived(PLACE, file(1)))
    assert person.heard == ["1 10000000"]
    assert person.choices == ["done", "!skip"]
    person.tap("done")
    assert person.answers["files"] == [file(1)]


def test_the_last_file_that_is_taken_ends_the_question():
    person = asked()
    person.take(Arrived(PLACE, file(1)))
    person.take(Arrived(PLACE, file(2)))
    assert person.answers["files"] == [file(1), file(2)]
    assert person.heard[-1] == "还有吗？"


def test_there_is_no_button_that_ends_it_before_a_file_is_there_and_its_words_count_typed():
    person = asked()
    assert person.choices == ["!skip"]
    person.type("就这些")
    assert "files" not in person.answers or not person.answers["files"]
    person.take(Arrived(PLACE, file(1)))
    person.type("就这些")
    assert person.answers["files"] == [file(1)]


def test_a_file_that_comes_while_something_else_is_talked_about_is_there_afterwards():
    person = asked()
    person.open("other", over=True)
    person.take(Arrived(PLACE, file(1)))
    assert person.heard == ["1 10000000"]
    person.type("不紧")
    assert person.choices == ["done", "!skip"]
    person.tap("done")
    assert person.answers["files"] == [file(1)]


def test_a_file_for_a_question_that_was_left_is_told_to_be_late_and_changes_nothing():
    person = asked()
    person.tap("!skip")
    person.take(Arrived(PLACE, file(1)))
    assert person.heard == ["1"]
    assert person.answers["files"] is None
    person.type("没了")


def test_a_file_that_could_not_be_had_says_why_and_asks_again():
    person = asked()
    person.take(Arrived(PLACE, failed="too_big"))
    assert person.heard == ["2", "有截图或录音吗？"]
    person.take(Arrived(PLACE, failed="some_fault"))
    assert person.heard[0] == "4"
    person.take(Arrived(PLACE, file(1)))
    assert person.choices == ["done", "!skip"]
