"""What the words of the apps are told apart from."""

from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.pictures.words import load_words

FILE = Path(__file__).parent.parent.parent / "content" / "reading" / "screenshots.yaml"
WORDS = load_words(FILE)


@pytest.mark.parametrize(
    "text",
    ["10:02", "下午 3:18", "昨天 20:51", "今天", "11月22日（日）", "星期三 11:21", "2026年11月22日", "短信 今天 08:12",
     "10:05 · 已发送", "Today 9:41 AM", "2026/11/20", "Yesterday"],
)  # fmt: skip
def test_a_date_or_time_of_the_app_is_a_moment(text: str):
    assert WORDS.is_moment(text)


@pytest.mark.parametrize("text", ["今天还钱", "下午三点前", "18:00前到账", "欠款3268.40元", "好", "昨天说好的"])
def test_words_with_a_time_in_them_are_no_moment(text: str):
    assert not WORDS.is_moment(text)


def test_a_time_at_the_end_is_found_where_it_begins():
    assert WORDS.time_at_end("可以给我明细吗 10:58") == len("可以给我明细吗")
    assert WORDS.time_at_end("可以给我明细吗") is None
    assert WORDS.time_at_end("10:58") is None


def test_ticks_behind_a_time_are_the_apps():
    assert WORDS.ticks_at_end("收到11:05√√")
    assert not WORDS.ticks_at_end("今晚11:05")


@pytest.mark.parametrize("text", ["5分钟前", "2 分鐘", "现在", "昨天 22:30", "3m ago"])
def test_how_long_ago_a_notification_came(text: str):
    assert WORDS.is_ago(text)


def test_a_file_that_does_not_fit_is_named(tmp_path: Path):
    broken = tmp_path / "screenshots.yaml"
    broken.write_text("days: []\n", encoding="utf-8")
    with pytest.raises(ContentError, match="screenshots"):
        load_words(broken)
