"""What the linear model looks at, and how its points are added up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.content.crisis_weights import CrisisWeights, UnknownCrisisWeights, load_crisis_weights, packed, unpacked
from bot.safety.crisis_phrasings import drawn, read_phrasings
from bot.safety.crisis_score import WHOLE, features, meanings, parts_of, runs

POINTS = {"楼顶": (1000, 0, 2000, 3000), "票价": (1000, 0, -2000, -3000)}
WEIGHTS = CrisisWeights((-1.0, -1.0, -1.0), 0.25, {name: packed(row) for name, row in POINTS.items()})


def test_points_are_scaled_by_how_much_is_known_of_the_text() -> None:
    assert WEIGHTS.scores(["楼顶"]) == (-1.0, 1.0, 2.0)
    assert WEIGHTS.scores(["楼顶", "票价"]) == (-1.0, -1.0, -1.0)
    assert WEIGHTS.scores(["没见过"]) == (-1.0, -1.0, -1.0)


def test_a_row_is_unpacked_as_it_was_packed() -> None:
    for row in ((0, 0, 0, 0), (13000, -45120, 45120, -1), (1, 499_999, -500_000, 7)):
        assert unpacked(packed(row)) == row


def test_ends_and_what_was_taken_out_are_runs_too() -> None:
    assert {"^风", "大|", "#$"} <= runs("风大\n\0")


def test_words_of_one_meaning_and_their_order_are_features() -> None:
    found = meanings("今晚走", {"now": ("今晚", "明天"), "leave": ("走",), "poison": ("农药",)})
    assert {"<now>", "<leave>", "<now>leave"} <= set(features("今晚走", found))
    assert "<leave>now" not in set(features("今晚走", found))


def test_a_short_text_is_read_as_a_whole_only() -> None:
    text = "风很大\n我在楼顶"
    assert [part.text for part in parts_of(text)] == [text]


def test_every_clause_of_a_longer_text_is_in_a_part_of_its_own_size() -> None:
    clauses = [chr(0x4E00 + index) * 9 for index in range(12)]
    parts = parts_of("\n".join(clauses))
    assert {clause for clause in clauses if any(clause in part.text for part in parts)} == set(clauses)
    assert max(len(part.text) for part in parts) <= WHOLE
    assert not any(part.whole for part in parts)


def test_a_text_of_middle_length_is_read_as_a_whole_and_by_its_clauses() -> None:
    longer = "\n".join(["平安" * 8, "楼顶" * 8])
    assert [part.whole for part in parts_of(longer)] == [True, False, False]


def test_weights_that_cannot_be_read_say_how_to_make_them(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    for broken in ("", '{"start": [0, 0], "more": 1, "features": {}}', '{"start": [0, 0, 0]}'):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(UnknownCrisisWeights, match="crisis_training"):
            load_crisis_weights(path)


def test_a_phrasing_gives_different_texts_of_its_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "phrasings.txt"
    path.write_text("@WHEN=今晚|明天\n#Hant HK\na|{WHEN}(走|离开)(了|)\n", encoding="utf-8")
    (phrasing,), named = read_phrasings(path)
    texts = set(drawn(phrasing, named, 5, random.Random(0)))
    assert (phrasing.level, phrasing.script, len(texts)) == ("active", "Hant", 5)
    assert texts <= {f"{when}{go}{end}" for when in ("今晚", "明天") for go in ("走", "离开") for end in ("了", "")}


def test_a_phrasing_without_a_level_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phrasings.txt"
    path.write_text("今晚走\n", encoding="utf-8")
    with pytest.raises(ValueError, match="begins with one of"):
        read_phrasings(path)
