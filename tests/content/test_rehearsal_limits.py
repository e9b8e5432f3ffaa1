"""What the mock collector never says, at no level, in no script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.content.problems import ContentProblems
from bot.content.rehearsal import Limits
from bot.marked_yaml import read_yaml

CONTENT = Path(__file__).parents[2] / "content"
LIMITS = Limits.model_validate(read_yaml(CONTENT / "rehearsal" / "limits.yaml").data)


def broken(text: str) -> set[str]:
    """The limits a text breaks."""
    return {limit.id for limit in LIMITS.limits if limit.breaks(text)}


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("你这个老赖", "insult"),
        ("你死皮賴臉", "insult"),
        ("今晚就找人打你", "body"),
        ("出門小心點", "body"),
        ("我们会联系你家人", "family"),
        ("明天到你公司找你老闆", "family"),
        ("我們會通知你屋企人", "family"),
        ("會讓你丟了工作", "job"),
        ("让你单位知道", "job"),
        ("不还就是诈骗，警察会来", "police"),
        ("派出所已立案", "police"),
        ("差人會上門拉你坐監", "police"),
    ],
)
def test_words_over_the_limits_are_found_in_both_scripts(text: str, limit: str) -> None:
    assert limit in broken(text)


@pytest.mark.parametrize("text", ["找家里人借一下不就过去了", "公司这边可能会走起诉程序", "聯絡人是誰，電話幾號"])
def test_pressure_that_collectors_may_use_is_none(text: str) -> None:
    assert broken(text) == set()


def test_content_that_breaks_a_limit_is_refused_with_its_place(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    moves = tmp_path / "rehearsal" / "moves.yaml"
    moves.write_text(moves.read_text("utf-8").replace("别的先不谈，就问一句", "你这个老赖，就问一句"), "utf-8")
    with pytest.raises(ContentProblems) as refused:
        load_library(tmp_path)
    assert ["insult: 老赖" in str(each) and "moves.yaml" in str(each) for each in refused.value.problems] == [True]


def test_everything_said_in_the_role_begins_with_its_label() -> None:
    moves = load_library(CONTENT).moves
    labels = [text for label in (moves.label, moves.coach) for _, text in label.wordings()]
    assert all(text.startswith(("【演练", "【演練")) for text in labels)
