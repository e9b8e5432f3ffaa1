"""Stages, feelings, reasons and scripts as a person meets them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.content.scripts import Channel, ScriptSet
from bot.language.region import Region, Script

LIBRARY = load_library(Path(__file__).parents[2] / "content")
READERS = list(itertools.product(Script, Region))

SLOTS = {
    "name": "阿宁",
    "reason": "近半年收入少了",
    "pay": "每月15号能还500元，从12月15日开始",
    "months": "46",
    "boundary": "有事请直接找我",
}


@pytest.mark.parametrize(
    ("days", "papers", "stage"),
    [
        (0, [], "reminder"),
        (7, [], "reminder"),
        (8, ["none"], "early"),
        (90, [], "heavy"),
        (91, [], "outsourced_or_sold"),
        (3650, [], "outsourced_or_sold"),
        (None, [], "early"),
        (3, ["payment_order_cn"], "court"),
        (200, ["lawyer_letter"], "legal_letter"),
        (400, ["demand"], "outsourced_or_sold"),
        (None, ["lawyer_letter", "writ"], "court"),
    ],
)
def test_papers_outweigh_days_and_never_make_it_milder(days: int | None, papers: list[str], stage: str) -> None:
    assert LIBRARY.stages.stage_of(days, papers).id == stage


@given(days=st.integers(min_value=0, max_value=3650))
def test_every_number_of_days_has_exactly_one_stage(days: int) -> None:
    fitting = [stage for stage in LIBRARY.stages.stages if stage.days is not None and days in stage.days]
    assert len(fitting) == 1


def test_a_stage_always_says_that_lenders_differ() -> None:
    for stage in LIBRARY.stages.stages:
        for _, text in stage.here.wordings():
            assert "各家不同" in text or "各間不同" in text


def test_every_court_paper_of_a_region_is_offered_there_only() -> None:
    papers = {region: {paper.id for paper in LIBRARY.stages.papers_for(region)} for region in Region}
    assert "payment_order_tw" in papers[Region.TAIWAN]
    assert "payment_order_tw" not in papers[Region.MAINLAND]
    for region in Region:
        assert any(paper.court for paper in LIBRARY.stages.papers_for(region))


@pytest.mark.parametrize("region", list(Region))
def test_every_kind_of_caller_has_steps_to_verify_in_every_region(region: Region) -> None:
    for kind in LIBRARY.collectors.collectors:
        assert 1 <= len(kind.for_(region).verify) <= 3


def test_what_was_not_heard_is_left_to_ask_in_the_order_of_the_card() -> None:
    left = LIBRARY.listening.unheard({"company", "principal", "deadline"})
    assert [item.id for item in left] == ["staff", "callback", "contract", "charges", "as_of", "consequence"]


@pytest.mark.parametrize(("script", "region"), READERS)
def test_a_reflection_on_two_feelings_stays_within_thirty_characters(script: Script, region: Region) -> None:
    names = [feeling.id for feeling in LIBRARY.feelings.feelings]
    for first, second in itertools.product(names, [None, *names]):
        said = LIBRARY.feelings.reflect(first, second, script, region)
        assert len(said) <= 30
        assert "{" not in said


@pytest.mark.parametrize(("script", "region"), READERS)
def test_a_reason_keeps_its_limit_and_names_the_first_cause(script: Script, region: Region) -> None:
    causes = LIBRARY.causes
    ids = [cause.id for cause in causes.causes]
    longest = max((phrase.fragment for phrase in causes.since), key=lambda each: len(each.zh_Hans))
    outlook = max((phrase.fragment for phrase in causes.outlook), key=lambda each: len(each.zh_Hans))
    for picked in itertools.permutations(ids, 3):
        parts = (*causes.fragments(picked, told=True), outlook)
        said = causes.reason(longest, parts, script, region)
        assert len(said) <= causes.limit
        assert causes.causes[ids.index(picked[0])].fragment.for_(script, region) in said


def test_a_reason_is_built_from_the_taps_alone() -> None:
    half_year = next(each.fragment for each in LIBRARY.causes.since if each.id == "half_year")
    parts = LIBRARY.causes.fragments(["income_less", "care"], told=False)
    said = LIBRARY.causes.reason(half_year, parts, Script.HANS, Region.MAINLAND)
    assert said == "近半年收入少了，要照顾家人"


def test_a_cause_that_needs_something_else_first_has_its_card() -> None:
    with_cards = {cause.id for cause in LIBRARY.causes.causes if cause.card is not None}
    assert with_cards == {"forgot", "wrong_bill", "scammed", "used_by_other", "gambling"}
    card = LIBRARY.causes.card_of("used_by_other")
    assert card is not None
    assert card.if_yes == "coerced"


def test_every_set_tone_and_channel_has_a_script() -> None:
    for set_, tone, channel in itertools.product(ScriptSet, LIBRARY.scripts.tones, Channel):
        assert LIBRARY.scripts.get(set_, tone.id, channel).bubbles


@pytest.mark.parametrize(("script", "region"), READERS)
def test_a_filled_script_passes_its_own_lint_and_leaves_no_slot_open(script: Script, region: Region) -> None:
    for each in LIBRARY.scripts.scripts:
        for bubble in each.compose(SLOTS, script, region):
            assert "{" not in bubble
            assert LIBRARY.lint.findings(bubble) == (), bubble


@pytest.mark.parametrize(("script", "region"), READERS)
def test_set_b_neither_names_an_amount_nor_admits_a_debt(script: Script, region: Region) -> None:
    for each in LIBRARY.scripts.scripts:
        if each.set is ScriptSet.UNCHECKED:
            said = "".join(each.compose(SLOTS, script, region))
            assert SLOTS["pay"] not in said
            for admitting in ("我欠", "愿意还", "願意還", "会还", "會還", "这笔欠款我", "這筆欠款我"):
                assert admitting not in said


@pytest.mark.parametrize(("script", "region"), READERS)
def test_an_offer_is_in_every_script_whatever_else_was_left_open(script: Script, region: Region) -> None:
    alone = {**dict.fromkeys(SLOTS), "pay": SLOTS["pay"]}
    for each in LIBRARY.scripts.scripts:
        if each.set is ScriptSet.CHECKED:
            assert SLOTS["pay"] in "".join(each.compose(alone, script, region)), each.id


def test_a_sentence_without_its_words_is_left_out_instead_of_gaping() -> None:
    script = LIBRARY.scripts.get(ScriptSet.CHECKED, "soft", Channel.PHONE)
    said = script.compose({**SLOTS, "boundary": None}, Script.HANS, Region.MAINLAND)
    assert said[-1] == "谈好的内容，麻烦从官方渠道发书面给我。"


def test_every_ready_sentence_passes_the_lint() -> None:
    scripts = LIBRARY.scripts
    options = [option.say for option in (*scripts.boundaries, *scripts.willingness) if option.say is not None]
    for both in (*scripts.quick, *scripts.delay, *options):
        for _, text in both.wordings():
            assert LIBRARY.lint.findings(text) == (), text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("我保证下周还", "promise"),
        ("我一定會還", "promise"),
        ("今天就还清", "today"),
        ("欠款我全部还清", "all_without_date"),
        ("再打来我找人弄你", "threat"),
        ("你们这些畜生", "insult"),
        ("我开个假证明给你", "false_fact"),
        ("我再借一笔来还", "borrow_to_pay"),
        ("我转给你个人", "private_pay"),
        ("验证码是493021", "secret"),
        ("我是老赖我认", "self_blame"),
        ("我不知道！", "cheer"),
    ],
)
def test_the_lint_names_the_rule_a_draft_breaks(text: str, rule: str) -> None:
    assert rule in {finding.rule.id for finding in LIBRARY.lint.findings(text)}


@pytest.mark.parametrize(
    "text",
    [
        "我不能保证，只能说尽力",
        "12月15日一次还清",
        "我不转到私人账户",
        "我不再借钱来还",
        "现在不能答应今天还",
        "每月15号还500元",
    ],
)
def test_the_lint_leaves_careful_sentences_alone(text: str) -> None:
    assert LIBRARY.lint.findings(text) == ()
