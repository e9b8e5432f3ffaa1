"""How a text is spelled out before the crisis rules read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.content.crisis import CrisisPhrases
from bot.content.library import load_library
from bot.safety.crisis_rules import CrisisLevel, level_of
from bot.safety.crisis_spelling import spelled_out

PHRASES = load_library(Path(__file__).parents[2] / "content").crisis


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("遺書寫好了", "遗书写好了"),
        ("唔想做人喇", "不想做人了"),
        ("我要自.殺", "我要自杀"),
        ("不 想 活", "不想活"),
        ("準備紫砂", "准备自杀"),
        ("今晚zisha", "今晚自杀"),
        ("想💀", "想死"),
        ("ｗｅｃｈａｔ", "wechat"),
    ],
)
def test_scripts_dialects_and_disguises_are_read_as_plain_words(written: str, read: str) -> None:
    assert spelled_out(written, PHRASES) == read


@pytest.mark.parametrize("text", ["紫砂壶值多少钱", "zsj是谁", "想4月再还", "鼠标坏了", "想要4期"])
def test_a_disguise_is_not_seen_where_the_word_means_itself(text: str) -> None:
    assert level_of(text, PHRASES) is CrisisLevel.NONE


def test_titles_and_words_said_to_the_writer_are_left_out() -> None:
    assert "遗书" not in spelled_out("《遗书》这首歌谁唱的", PHRASES)
    assert "跳楼" not in spelled_out("催收说“你有种就去跳楼”", PHRASES)
    assert "不想活" in spelled_out("我只剩一句“不想活了”", PHRASES)
    assert "来世" in spelled_out("我给她留了“对不起你，来世再见”", PHRASES)


def test_clauses_are_kept_apart_and_broken_words_are_not() -> None:
    assert spelled_out("他骂我，我在楼顶", PHRASES) == "他骂我\n我在楼顶"
    assert spelled_out("已。经。写。好", PHRASES) == "已经写好"


@pytest.mark.parametrize(
    "text", ["kms tonight", "i want to die", "hao xiang si", "自 杀，今 晚", "遗.书写好了", "去亖了"]
)
def test_a_disguised_text_is_read_like_the_plain_one(text: str) -> None:
    assert level_of(text, PHRASES) >= CrisisLevel.PASSIVE


def test_a_rule_that_names_no_list_is_refused() -> None:
    rule = {"id": "lost", "level": "active", "says": ["{nothing}"]}
    with pytest.raises(ValidationError, match="nothing"):
        CrisisPhrases.model_validate({"rules": [rule]})


def test_a_fold_that_is_not_one_for_one_is_refused() -> None:
    with pytest.raises(ValidationError, match="2 characters are folded into 1"):
        CrisisPhrases.model_validate({"folds": [{"written": "遺書", "read": "遗"}]})
