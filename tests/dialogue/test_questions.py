"""Every kind of question: its buttons, what a typed text and a tap mean, and what it does not take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from stage import NOW, QUESTION, Person, flow_of, flows_of, scene_of

from bot.dialogue.model.questions import KINDS as IN_MODEL
from bot.dialogue.model.questions import Ask
from bot.dialogue.questions import KINDS, Beyond, Full, Stay, Understood, Unsure
from bot.language.money import Money


def ask_of(keys: str) -> tuple[Ask, object]:
    """A question written in a flow, with a scene around it."""
    text = f"flow: a\nsummary: 甲\nsteps:\n  - {{id: q, ask: 问, into: x, {keys}}}\n"
    return flow_of(text).steps[0], scene_of(text, "q", listed=[{"id": "a", "text": "甲"}])


def typed(keys: str, text: str) -> object:
    ask, scene = ask_of(keys)
    return KINDS[ask.kind].typed(ask, text, QUESTION, scene)


def tapped(keys: str, choice: str, question=QUESTION) -> object:
    ask, scene = ask_of(keys)
    return KINDS[ask.kind].tapped(ask, choice, question, scene)


def labels(keys: str, question=QUESTION) -> list[list[str]]:
    ask, scene = ask_of(keys)
    return [[text for _, text in row] for row in KINDS[ask.kind].rows(ask, question, scene)]


CHOICE = "choice: [{id: bank, text: 银行}, {id: online, text: 网贷平台}, {id: card, text: 信用卡}]"


def test_the_model_and_the_engine_know_the_same_kinds():
    assert set(KINDS) == set(IN_MODEL)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("银行", "bank"),
        ("　银 行。", "bank"),
        ("平台", "online"),
        ("2", "online"),
        ("２", "online"),
        ("信用", "card"),
        ("銀行", "bank"),  # the other script
        ("行", None),
        ("4", None),
        ("0", None),
        ("不知道", None),
        ("", None),
    ],
)
def test_a_choice_takes_its_label_a_telling_part_of_it_or_its_number(said, answer):
    reply = typed(CHOICE, said)
    assert (reply.value if reply else None) == answer


def test_a_choice_takes_own_words_only_where_it_says_so():
    assert typed(CHOICE, "亲戚") is None
    assert typed(f"{CHOICE}, own_words: {{at_most: 3}}", " 亲戚 ") == Understood("亲戚", "亲戚")
    assert typed(f"{CHOICE}, own_words: {{at_most: 3}}", "四个字的") is None


def test_an_option_that_does_not_apply_is_neither_shown_nor_taken():
    keys = "choice: [{id: a, text: 甲, when: '1 > 2'}, {id: b, text: 乙}]"
    assert labels(keys) == [["乙"]]
    assert tapped(keys, "a") is None
    assert typed(keys, "1").value == "b"


def test_options_are_made_from_a_list():
    assert labels("choice_from: {list: listed}") == [["甲"]]
    assert tapped("choice_from: {list: listed}", "a") == Understood("a", "甲")
    assert tapped("choice_from: {list: listed}", "b") is None


SEVERAL = "choices: [{id: rent, text: 房租}, {id: food, text: 吃饭}, {id: card, text: 卡}], done: 选好了"


def test_several_options_are_ticked_and_unticked_and_a_doubled_tap_changes_nothing():
    once = tapped(SEVERAL, "+food")
    assert isinstance(once, Stay)
    assert once.question.ticked == ("food",)
    assert tapped(SEVERAL, "+food", once.question).question.ticked == ("food",)
    assert labels(SEVERAL, once.question)[0][1] == "✓ 吃饭"
    assert tapped(SEVERAL, "-food", once.question).question.ticked == ()


def test_the_answer_has_the_order_of_the_options_not_of_the_taps():
    ticked = tapped(SEVERAL, "+rent", tapped(SEVERAL, "+card").question).question
    assert tapped(SEVERAL, "done", ticked) == Understood(["rent", "card"], "房租、卡")


def test_the_last_button_appears_once_enough_is_ticked():
    keys = f"{SEVERAL}, at_least: 1"
    assert ["选好了"] not in labels(keys)
    assert tapped(keys, "done") is None
    assert ["选好了"] in labels(keys, tapped(keys, "+rent").question)


def test_typed_labels_tick_and_the_typed_last_words_end():
    ticked = typed(SEVERAL, "房租").question
    assert ticked.ticked == ("rent",)
    ask, scene = ask_of(SEVERAL)
    assert KINDS["choices"].typed(ask, "选好了", ticked, scene) == Understood(["rent"], "房租")


@pytest.mark.parametrize(
    ("said", "answer"),
    [("8", 8), ("８", 8), ("八", 8), ("7.5", 8), ("0", 0), ("11", None), ("-1", None), ("很紧", None)],
)
def test_a_scale_takes_a_number_within_it(said, answer):
    reply = typed("scale: {}", said)
    assert (reply.value if reply else None) == answer


def test_a_scale_from_0_to_10_stands_in_two_rows():
    assert [len(row) for row in labels("scale: {}")] == [6, 5]


@pytest.mark.parametrize("choice", ["11", "x", "", "--1", "1.0"])
def test_a_scale_takes_no_button_it_did_not_show(choice):
    assert tapped("scale: {}", choice) is None


@settings(deadline=None)  # a busy machine says nothing of numbers
@given(st.text(max_size=12))
def test_whatever_is_typed_a_number_is_within_its_bounds_or_not_understood(said):
    reply = typed("number: {from: 1, to: 60}", said)
    assert reply is None or 1 <= reply.value <= 60


def test_a_sum_has_the_currency_of_the_region_and_an_open_one_is_asked():
    assert typed("money: {}", "2500").value == Money(Decimal(2500), "CNY")
    assert typed("money: {from: 100}", "50") is None
    unsure = typed("money: {}", "1.5")
    assert isinstance(unsure, Unsure)
    assert [value.amount for _, value in unsure.readings] == [Decimal("1.5"), Decimal(15000)]


TODAY = NOW.date()
SOON = "date: {earliest: 0, latest: 40}"


def test_a_calendar_shows_this_month_and_only_days_that_can_be_picked():
    title, heads, *weeks = labels(SOON)
    assert title[1:] == ["2026年11月", "›"]
    assert len(heads) == 7
    shown = [day for week in weeks for day in week if day.isdecimal()]
    assert shown == [str(day) for day in range(TODAY.day, 31)]


def test_a_calendar_turns_its_pages_within_the_bounds():
    turned = tapped(SOON, "m2026-12")
    assert isinstance(turned, Stay)
    assert labels(SOON, turned.question)[0] == ["‹", "2026年12月", "›"]


@settings(deadline=None)  # the first text read builds the tables of dates, which takes long on a busy machine
@given(st.integers(-60, 60))
def test_a_day_is_taken_only_within_the_bounds(offset):
    day = TODAY + timedelta(days=offset)
    for reply in (tapped(SOON, f"d{day.isoformat()}"), typed(SOON, day.isoformat())):
        assert (reply.value if isinstance(reply, Understood) else None) == (day if 0 <= offset <= 40 else None)


def test_a_day_that_cannot_be_taken_is_told_why():
    """Gone by and too far; not "not understood"."""
    steps = [typed(SOON, (TODAY + timedelta(days=offset)).isoformat()).step for offset in (-1, 41)]

    assert steps == ["gone", "far"]


def test_words_too_many_are_told_how_many():
    reply = typed("text: {at_most: 5}", "一二三四五六")

    assert reply == Beyond("long", {"number": "6", "most": "5"})


@pytest.mark.parametrize("choice", ["d2026-13-01", "d", "m", "mx", "d2026-02-30", ""])
def test_a_calendar_takes_no_button_it_did_not_show(choice):
    assert not isinstance(tapped(SOON, choice), Understood)


def test_an_empty_cell_of_the_calendar_changes_nothing():
    assert tapped(SOON, "x03") == Stay(QUESTION)


MONTHS = "date: {earliest: -400, latest: 0, months: true}"
ROUGHLY = f"{MONTHS}, suggest: [{{id: now, text: 这个月, go: end}}, {{id: long, text: 更久, go: end}}]"


def test_a_month_is_typed_or_picked_from_its_year():
    assert typed(MONTHS, "2026-03") == Understood(date(2026, 3, 1), "2026年3月")
    assert tapped(MONTHS, "d2025-12-01") == Understood(date(2025, 12, 1), "2025年12月")
    assert labels(MONTHS)[0] == ["‹", "2026年", "·"]
    assert labels(MONTHS)[-1] == ["10月", "11月", "·"]  # the rest is still to come


def test_the_month_in_which_the_earliest_day_lies_counts():
    """Four hundred days back is the 19th of October."""
    turned = tapped(MONTHS, "m2025-01").question
    assert labels(MONTHS, turned) == [["·", "2025年", "›"], ["10月", "11月", "12月"]]
    assert typed(MONTHS, "2025-10").value == date(2025, 10, 1)


def test_a_month_that_cannot_be_taken_is_told_why():
    assert [typed(MONTHS, month).step for month in ("2027-01", "2020-01")] == ["not_yet", "far"]


def test_several_months_are_asked_back():
    assert typed(MONTHS, "2026-03 2026-04") == Unsure(
        (("2026年3月", date(2026, 3, 1)), ("2026年4月", date(2026, 4, 1)))
    )


def test_a_suggestion_beside_a_day_leaves_it_open_and_leads_on():
    for reply in (tapped(ROUGHLY, "long"), typed(ROUGHLY, "更久")):
        assert reply == Understood(None, "更久", "end")


def test_beside_suggestions_the_calendar_opens_at_a_tap():
    assert labels(ROUGHLY) == [["这个月", "更久", "看日历"]]
    opened = tapped(ROUGHLY, "m2026-11").question
    assert labels(ROUGHLY, opened)[:2] == [["这个月", "更久"], ["‹", "2026年", "·"]]


def test_a_suggestion_beside_a_day_has_to_lead_somewhere():
    with pytest.raises(ValidationError, match="answers nothing"):
        ask_of(f"{MONTHS}, suggest: [{{id: now, text: 这个月}}]")


HEARING = "choices_from: {list: causes, words: item.words}, done: 选好了, at_most: 2"
CAUSES = [
    {"id": "work", "text": "失业", "words": ["裁员", "没工作"]},
    {"id": "ill", "text": "生病", "words": ["住院"]},
    {"id": "care", "text": "照顾家人", "words": ["妈妈住院"]},
]


def hears(text: str, *ticked: str) -> object:
    flow = f"flow: a\nsummary: 甲\nsteps:\n  - {{id: q, ask: 问, into: x, {HEARING}}}\n"
    ask, scene = flow_of(flow).steps[0], scene_of(flow, "q", causes=CAUSES)
    return KINDS["choices_from"].typed(ask, text, replace(QUESTION, ticked=ticked), scene)


def test_a_story_ticks_what_is_heard_in_it():
    """In the order it comes up; who was in hospital is told by the longer word."""
    reply = hears("後來媽媽住院，我又被裁員了")
    assert (reply.question.ticked, reply.heard) == (("care", "work"), True)


def test_a_story_adds_to_what_was_ticked_and_never_more_than_may_be():
    assert hears("我住院了，也没工作", "care").question.ticked == ("care", "ill")
    assert hears("没工作", "care", "ill") == Full(2)


def test_a_story_in_which_nothing_is_heard_is_not_understood():
    assert hears("一言难尽") is None
    assert hears("妈妈住院", "care") is None


def test_times_lengths_and_words_are_typed():
    assert typed("time: {}", "09:30").value == time(9, 30)
    assert typed("days: {to: 90}", "91") is None
    assert typed("days: {to: 90}", "90").value == 90
    assert typed("text: {at_most: 3}", " 三个字 ").value == "三个字"
    assert isinstance(typed("text: {at_most: 3}", "四个字的"), Beyond)
    assert typed("text: {}", "   ") is None


def test_a_suggestion_can_be_tapped_or_typed():
    keys = "text: {}, suggest: [{id: lost_job, text: 失业了}]"
    assert tapped(keys, "lost_job").value == "失业了"
    assert typed(keys, "失业了").value == "失业了"


TALK = """\
    flow: talk
    summary: 聊
    steps:
      - {id: amount, ask: 多少？, money: {}, into: amount, example: 比如写 2500}
      - {id: day, ask: 哪天？, date: {}, into: day, fallback: none_given}
      - {id: last, ask: 好吗？, choice: [{id: ok, text: 好}], into: ok}
"""


def talking() -> Person:
    person = Person(flows_of(TALK))
    person.open("talk")
    return person


def test_the_first_time_an_answer_is_not_understood_an_example_is_given_then_help_then_it_is_left():
    person = talking()
    person.type("不清楚")
    assert person.heard == ["比如写 2500", "多少？"]
    person.type("真不清楚")
    assert person.heard == ["还是没看懂，也可以先跳过。", "多少？"]
    assert "!skip" in person.choices
    person.type("说了不清楚")
    assert person.heard == ["先放着，以后再补。", "哪天？"]
    assert person.answers["amount"] is None


def test_an_open_sum_is_settled_by_a_button():
    person = talking()
    person.type("1.5")
    assert person.choices == ["r0", "r1", "!again"]
    person.tap("r1")
    assert person.answers["amount"] == Money(Decimal(15000), "CNY")


def test_after_three_answers_not_understood_the_fallback_counts_as_the_answer():
    person = talking()
    person.type("2500")
    for _ in range(3):
        person.type("不知道")
    assert person.answers["day"] == "none_given"
    assert person.heard[-1] == "好吗？"


def test_a_typed_day_is_kept_as_a_day():
    person = talking()
    person.type("2500")
    person.type("2026-12-01")
    assert person.answers["day"] == date(2026, 12, 1)


PASSED = """\
    flow: a
    summary: 甲
    steps:
      - {id: q, ask: 问, into: x, %s, skip: {text: 没说, go: passed}}
      - {id: told, ask: 有, choice: [{id: ok, text: 好}], go: told}
      - {id: passed, ask: 无, choice: [{id: ok, text: 好}], go: passed}
"""


@pytest.mark.parametrize(
    ("keys", "said", "leads_to"),
    [
        ("text: {at_most: 9}", "没说", "无"),  # the words of the button
        ("text: {at_most: 9}", " 没 说。", "无"),
        ("text: {at_most: 9}", "不知道", "无"),  # not a name
        ("text: {at_most: 9}", "不知道谁", "有"),
        ("money: {from: 0}", "不知道", "无"),
        ("money: {from: 0}", "2500", "有"),
        ("date: {earliest: 0, latest: 9}", "不知道", "无"),
        (CHOICE, "不知道", "无"),
        (CHOICE, "银行", "有"),
    ],
)
def test_who_types_that_nothing_is_known_leaves_the_question_unanswered(keys: str, said: str, leads_to: str):
    """As if the button had been tapped; no third failure is needed for it."""
    person = Person(flows_of(PASSED % keys))
    person.open("a")

    person.type(said)

    assert person.heard == [leads_to]


def test_words_that_are_only_heard_are_taken_as_they_are():
    """Who writes 不知道 where anything may be said is heard."""
    person = Person(flows_of((PASSED % "text: {at_most: 9}").replace("into: x", "into: $x")))
    person.open("a")

    person.type("不知道")

    assert person.heard == ["有"]


def test_none_of_the_readings_can_be_typed_too():
    person = Person(flows_of(PASSED % "money: {from: 0}"))
    person.open("a")
    person.type("1.5")

    person.type(person.turn.bubbles[-1].buttons[-1][0].text)

    assert person.heard == ["问"]
