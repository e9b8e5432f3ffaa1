"""The crisis rules on a person's own words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of

PHRASES = load_library(Path(__file__).parents[2] / "content").crisis


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("今晚就结束这一切", CrisisLevel.ACTIVE),
        ("遺書寫好了", CrisisLevel.ACTIVE),
        ("我企喺天台", CrisisLevel.ACTIVE),
        ("药已经备好，别来找我了", CrisisLevel.ACTIVE),
        ("不想活了", CrisisLevel.PASSIVE),
        ("沒有我他們會更好", CrisisLevel.PASSIVE),
        ("唔想做人", CrisisLevel.PASSIVE),
        ("要是一觉不醒就好了，睡过去别再醒", CrisisLevel.PASSIVE),
        ("我撑不住了", CrisisLevel.DISTRESS),
        ("頂唔順喇", CrisisLevel.DISTRESS),
        ("明天能晚点还吗", CrisisLevel.NONE),
    ],
)
def test_a_text_gets_the_gravest_level_it_speaks_for(text: str, level: CrisisLevel) -> None:
    assert level_of(text, PHRASES) is level


@pytest.mark.parametrize("text", ["不 想 活 了", "不.想.活.了", "不，想，活，了", "不😭想😭活😭了", "ｗｏ不想活"])
def test_spaces_and_symbols_inside_the_words_hide_nothing(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.PASSIVE


@pytest.mark.parametrize(
    "text", ["气死我了", "累死了刚下班", "笑死", "嬲死我", "穷得要死要活的还得上班", "死线是周五", "跳楼价"]
)
def test_everyday_exaggeration_is_not_a_wish_to_die(text: str) -> None:
    assert level_of(text, PHRASES) <= CrisisLevel.DISTRESS


@pytest.mark.parametrize("text", ["他骂我怎么不去死", "催收说要杀我全家", "條友話你去死啦"])
def test_the_words_of_a_collector_are_not_taken_for_the_persons(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.NONE


@pytest.mark.parametrize("text", ["气死我了，今晚就跳楼", "他骂我去死，我真的不想活了", "我没想自杀，只是遗书写好了"])
def test_an_excluded_clause_does_not_cover_what_stands_beside_it(text: str) -> None:
    assert level_of(text, PHRASES) >= CrisisLevel.PASSIVE


@pytest.mark.parametrize(
    "text",
    ["我先走一步，开会", "明天走了再回你", "想好怎么走法律程序了", "我想离开这家公司", "说好一起走的路"],
)
def test_an_ordinary_plan_is_not_a_farewell(text: str) -> None:
    assert level_of(text, PHRASES) <= CrisisLevel.DISTRESS


@given(st.text(max_size=500))
def test_any_text_has_a_level(text: str) -> None:
    assert level_of(text, PHRASES) in CrisisLevel


@pytest.mark.parametrize(
    "text",
    [
        "我走了大家就解脱了，今晚",
        "站在楼顶",
        "藥都準備好在桌上了，等他們出門",
        "等孩子高考完那天我就走，都安排妥了",
        "不是开玩笑，我真的买好了药",
        "他说“你怎么不去死”，行，我今晚就死给他看",
    ],
)
def test_a_plan_a_place_or_a_farewell_is_active(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.ACTIVE


@pytest.mark.parametrize(
    "text",
    [
        "楼顶漏水物业不修，我能拒交物业费吗",
        "我在天台修冷气",
        "周末去烧炭烤肉",
        "药都准备好了，明天做肠镜",
        "跳过这一步",
    ],
)
def test_a_place_or_a_thing_with_an_errand_is_not_a_plan(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.NONE


@pytest.mark.parametrize("text", ["我室友說不想活，我要打1925還是1995", "老公去世了，他的信用卡要我还吗"])
def test_worry_about_others_and_law_after_a_death_are_not_the_writers_wish(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.NONE


def test_what_was_overcome_is_past_and_what_follows_it_counts() -> None:
    assert level_of("三年前自杀未遂，现在生活好起来了", PHRASES) is CrisisLevel.NONE
    assert level_of("上次没死成，这次我选好了地方", PHRASES) is CrisisLevel.ACTIVE


def test_the_longest_message_takes_less_than_a_tenth_of_a_second_of_work() -> None:
    text = ("他说不还钱就上门，我一直在躲，" * 300)[:4096]
    level_of(text, PHRASES)
    start = time.process_time()
    level_of(text, PHRASES)
    assert time.process_time() - start < 0.1
