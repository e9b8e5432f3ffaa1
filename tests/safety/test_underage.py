"""Somebody says, in the middle of anything, that they are under eighteen."""

import pytest

from bot.assembly import build_world
from bot.safety.crisis_hearing import is_underage

LIBRARY = build_world().library


@pytest.mark.parametrize(
    "said",
    [
        "我17岁",
        "我十七歲",
        "我今年17",
        "１７岁",
        "其实我才十六岁",
        "不好意思我17歲",
        "你好，我16岁",
        "我才16岁，他们一直打给我",
        "我今年十五岁，怎么办",
        "我还没满18岁",
        "其實我未滿18歲",
        "我仲未夠18",  # Cantonese
        "我没18岁",
        "我未成年",
        "我是未成年人",
        "我是高二学生",
        "我還在讀國中",
        "我還在讀初三",
    ],
)
def test_the_writer_is_under_eighteen(said: str) -> None:
    assert is_underage(said, LIBRARY.crisis, LIBRARY.care)


@pytest.mark.parametrize(
    "said",
    [
        "我17岁就出来打工",  # long ago
        "我17岁那年爸爸走了",
        "那年我17岁",
        "我17岁，出来打工，现在30岁",
        "我十七歲就出來做事",
        "我女儿17岁",  # somebody else
        "我有个17岁的弟弟",
        "我是未成年人的妈妈",
        "我的孩子未满18岁",
        "我读高一的女儿",
        "我18岁",
        "我已经满18岁了",
        "我27岁",
        "17",  # a sum, a day
        "我还没还18期",
        "未满18个月",
        "我没有18块",
        "我高中毕业",
        "我是初中学历",
    ],
)
def test_other_ages_and_other_people_are_not_meant(said: str) -> None:
    assert not is_underage(said, LIBRARY.crisis, LIBRARY.care)
