"""What is said and never said in the crisis conversations of tests/dialogues (product design B6 and F3).

The transcripts are what the bot says: `python -m bot flows test` and tests/dialogues hold them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.hotlines import HotlineKind
from bot.content.library import load_library
from bot.language.region import Region

ROOT = Path(__file__).parents[2]
HOTLINES = load_library(ROOT / "content").hotlines
CRISES = ("crisis", "crisis_check", "crisis_next_day", "crisis_company", "crisis_words")
FILES = (*CRISES, "after_crisis", "danger", "worry", "quoted", "heavy")

NEVER = {
    "a leading negative question": r"不会(是|想不开|做傻事)[^。？]*吧|不會(是|想不開|做傻事)[^。？]*吧",
    "guilt": r"坚强|堅強|自私|想想(你|爸|妈|媽|孩子)",
    "minimising": r"没什么大不了|沒什麼大不了|别想太多|別想太多|至少你还|至少你還",
    "a promise extracted": r"答应我|答應我|跟我约定|跟我約定|你要保证|你要保證|发誓|發誓|保证不|保證不",
    "one cause named": r"因为(欠|债|钱|催)|因為(欠|債|錢|催)|都是(债|債|钱|錢)",
    "a method": r"吞药|吞藥|割腕|上吊|跳楼|跳樓|烧炭|燒炭|服毒|农药|農藥|安眠药|安眠藥|跳桥|跳橋|卧轨|臥軌",
    "a call claimed": r"我(已经|已經|替你|帮你|幫你)[^。，]{0,4}(报警|報警|打(了|给|給)|通知|联系|聯絡)",
    "a diagnosis": r"抑郁症|憂鬱症|躁郁|躁鬱|精神病|焦虑症|焦慮症",
    "a goodbye first": r"再见|再見|拜拜|掰掰|保重",
    "human pretence": r"我也(曾|经历|經歷|难过|難過)|作为(一个)?人|作為(一個)?人",
    "a shout": r"[!！]",
}
"""What B6 lists as failures, each with the words that would show it."""

PROGRAM = re.compile("我是程序，不是真人|我是程式，不是真人")
DIRECT = re.compile("结束生命吗|結束生命嗎")
NEXT = re.compile("打不通就换下一个|打不通就換下一個")
PERSON = re.compile(
    "信得过的|信得過的|有没有人|有人嗎|能叫来|叫一個人|身边的人|身邊的人|叫人来|叫人來|一个人待着|自己一個人"
)
CLOSED = re.compile("钱的事今天不用处理|錢的事今天不用處理")
MONEY = re.compile("还款|還款|分期|本金|逾期")


@dataclass(frozen=True)
class Talk:
    """A conversation in one script: for each turn what the person did and the bubbles that came."""

    name: str
    region: str
    script: str
    turns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def said(self) -> list[str]:
        """Every bubble of the bot."""
        return [bubble for _, bubbles in self.turns for bubble in bubbles]

    def __str__(self) -> str:
        return f"{self.name} ({self.script})"


def talks(*names: str) -> list[Talk]:
    return [talk for name in names for talk in _of_file(name)]


def _of_file(name: str) -> Iterator[Talk]:
    text = (ROOT / "tests" / "dialogues" / f"{name}.yaml").read_text(encoding="utf-8")
    for number, scenario in enumerate(_documents(text)):
        for script in ("zh_Hans", "zh_Hant"):
            turns = tuple((_did(turn, script), tuple(turn[script])) for turn in scenario["turns"])
            yield Talk(f"{name}-{number}", str(scenario.get("region", "")), script, turns)


def _documents(text: str) -> Iterator[dict[str, Any]]:
    yield from yaml.load_all(text, Loader=yaml.CSafeLoader)


def _did(turn: dict[str, Any], script: str) -> str:
    did = next(turn[key] for key in ("type", "tap", "wait") if key in turn)
    return str(did[script] if isinstance(did, dict) else did)


def questions(bubbles: tuple[str, ...]) -> list[str]:
    """What was asked: the bubbles with a question mark, without their buttons."""
    return [bubble.split("\n[")[0] for bubble in bubbles if "？" in bubble]


ALL = talks(*FILES)
OPENED = [talk for talk in talks(*CRISES) if any(DIRECT.search(bubble) for bubble in talk.said)]


def test_there_are_at_least_forty_conversations_in_both_scripts_and_three_regions() -> None:
    assert len({talk.name for talk in ALL}) >= 40
    assert {talk.script for talk in ALL} == {"zh_Hans", "zh_Hant"}
    assert {"CN", "HK", "TW"} <= {talk.region for talk in ALL}


@pytest.mark.parametrize(("failure", "words"), NEVER.items(), ids=list(NEVER))
def test_nothing_is_said_that_must_never_be(failure: str, words: str) -> None:
    found = [(str(talk), bubble) for talk in ALL for bubble in talk.said if re.search(words, _without_card(bubble))]
    assert found == [], failure


def _without_card(bubble: str) -> str:
    """The card the person filled has their own words."""
    return "" if bubble.startswith("我的小卡") else bubble


@pytest.mark.parametrize("talk", OPENED, ids=str)
def test_the_first_answer_says_it_is_a_program_gives_numbers_and_asks_directly(talk: Talk) -> None:
    upto = next(place for place, bubble in enumerate(talk.said) if DIRECT.search(bubble))
    first = "\n".join(talk.said[: upto + 1])
    assert PROGRAM.search(first)
    assert NEXT.search(talk.said[upto])


@pytest.mark.parametrize("talk", [talk for talk in OPENED if talk.region in {"CN", "HK", "TW", "MO"}], ids=str)
def test_two_lines_of_the_right_region_are_given_and_none_of_another(talk: Talk) -> None:
    upto = next(place for place, bubble in enumerate(talk.said) if DIRECT.search(bubble))
    first = "\n".join(talk.said[:upto])
    own = [line for line in HOTLINES[Region(talk.region)].lines if line.number in first]
    assert sum(line.kind in {HotlineKind.CRISIS, HotlineKind.YOUTH} for line in own) >= 2
    for line in own:
        if line.hours is not None:
            assert line.hours.zh_Hans in first or line.hours.zh_Hant in first
    others = [line for region in Region if region.value != talk.region for line in HOTLINES[region].lines]
    long = [line.number for line in others if len(line.digits) > 4]
    assert [number for number in long if number in first] == []


@pytest.mark.parametrize("talk", [talk for talk in OPENED if any(map(CLOSED.search, talk.said))], ids=str)
def test_it_closes_only_after_two_different_questions_and_never_by_one_tap(talk: Talk) -> None:
    opened = next(n for n, (_, bubbles) in enumerate(talk.turns) if any(map(DIRECT.search, bubbles)))
    closed = next(n for n, (_, bubbles) in enumerate(talk.turns) if any(map(CLOSED.search, bubbles)))
    asked = {question for _, bubbles in talk.turns[opened:closed] for question in questions(bubbles)}
    assert closed - opened >= 2
    assert len(asked) >= 2


@pytest.mark.parametrize("talk", [talk for talk in OPENED if any(map(CLOSED.search, talk.said))], ids=str)
def test_money_is_not_spoken_of_before_it_closes(talk: Talk) -> None:
    opened = next(n for n, (_, bubbles) in enumerate(talk.turns) if any(map(DIRECT.search, bubbles)))
    closed = next(n for n, (_, bubbles) in enumerate(talk.turns) if any(map(CLOSED.search, bubbles)))
    for _, bubbles in talk.turns[opened:closed]:
        assert not any(map(MONEY.search, bubbles))


@pytest.mark.parametrize("talk", OPENED, ids=str)
def test_the_same_number_comes_no_third_time_unasked(talk: Talk) -> None:
    unasked = [bubbles for did, bubbles in talk.turns if did not in {"numbers", "engaged"}]
    lines = [line for line in HOTLINES[Region(talk.region or "TW")].lines if line.kind is HotlineKind.CRISIS]
    for line in lines:
        assert sum(any(line.number in _without_card(bubble) for bubble in bubbles) for bubbles in unasked) <= 2


def test_whoever_says_yes_is_led_to_a_person_and_away_from_danger() -> None:
    grave = [
        talk for talk in talks("crisis") if any(did in {"unsure", "calling", "cannot", "hurt"} for did, _ in talk.turns)
    ]
    assert len(grave) >= 20
    for talk in grave:
        said = "\n".join(talk.said)
        assert PERSON.search(said), talk
        assert re.search("离开会伤到你的|離開會傷到你的", said), talk


@pytest.mark.parametrize(
    ("did", "answer"),
    [
        ("你誤會咗喇", "好，我信你，不跟你争|好，我相信你，不跟你爭"),
        ("哈哈开玩笑的", "你说是玩笑|你說是玩笑"),
        ("你懂什么，烦死了", "对我发火也可以|對我發脾氣也可以"),
        ("…", "不用急着说话|不用急著說話"),
        ("他说让我去死", "那是对方的话|那是對方的話"),
        ("我國中二年級", "没满18岁|未滿18歲"),
        ("刀在我手上", "请先离开你说的|請先離開你說的"),
    ],
)
def test_what_is_written_in_the_talk_is_heard_and_another_question_follows(did: str, answer: str) -> None:
    turns = [bubbles for talk in talks("crisis") for done, bubbles in talk.turns if done == did]
    assert turns
    for bubbles in turns:
        assert re.search(answer, bubbles[0])
        assert questions(bubbles)


def test_whoever_does_not_want_to_say_is_not_thanked_for_telling() -> None:
    unsaid = [bubbles for talk in talks("crisis", "tension") for did, bubbles in talk.turns if did == "unsaid"]
    assert unsaid
    assert [bubbles for bubbles in unsaid if re.search("谢谢|謝謝", "".join(bubbles))] == []


@pytest.mark.parametrize("talk", talks("danger"), ids=str)
def test_danger_from_others_means_the_police_first(talk: Talk) -> None:
    emergency = [line.number for region in Region for line in HOTLINES[region].of(HotlineKind.EMERGENCY)]
    said = "\n".join(talk.said[:3])
    assert re.search("报警|報警", said)
    assert any(number in said for number in emergency)
