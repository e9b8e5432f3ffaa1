"""What the linear model looks at, and how its points are added up."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.crisis_weights import (
    QUIET,
    ROOT,
    STEP,
    CrisisWeights,
    UnknownCrisisWeights,
    lettered,
    load_crisis_weights,
)
from bot.content.library import load_library
from bot.safety.crisis_layout import laid_out, written_out
from bot.safety.crisis_phrasings import drawn, read_phrasings
from bot.safety.crisis_rules import Read, signs, told_apart
from bot.safety.crisis_score import PAIR, WHOLE, Looked, Part, meanings, named, pairs, parts_of, runs
from bot.safety.crisis_spelling import spelled_out

PHRASES = load_library(Path(__file__).parents[2] / "content").crisis
NAMES = lettered(["now", "leave", "poison"])
ROWS = {
    "楼顶": (500, 0, 1000, 1500),
    "票价": (500, 0, -1000, -1500),
    "楼": (100, 5, 5, 5),
    "^风": (7, 1, 2, 3),
    "大|": (8, -1, -2, -3),
    "顶$": (9, 0, 0, 32_767),
    PAIR + "风顶": (10, 4, 5, 6),
    PAIR + "大|": (12, 7, 8, 9),
    NAMES["now"] + NAMES["leave"]: (11, 0, 4, 5),
}
WEIGHTS = CrisisWeights((-1.0, -1.0, -1.0), 0.25, NAMES, laid_out(ROWS))


def expected(part: str, names: list[str]) -> tuple[float, float, float]:
    """The features of a part one by one, each once, from the same weights."""
    rows = [WEIGHTS.features.row(feature) for feature in {*runs(part), *pairs(part), *names}]
    sums = [sum(row[0] ** 2 for row in rows), *(sum(row[head] for row in rows) for head in (1, 2, 3))]
    return WEIGHTS.scores((sums[0], sums[1], sums[2], sums[3]))


def test_points_are_scaled_by_how_much_is_known_of_the_text() -> None:
    assert Looked("没见过", WEIGHTS).scores(Part(0, "没见过"), []) == (-1.0, -1.0, -1.0)
    square = 500**2 + 100**2 + QUIET * STEP**2
    assert Looked("上楼顶了", WEIGHTS).scores(Part(0, "上楼顶了"), [])[1] == pytest.approx(-1 + 1005 / square**0.5)


def test_every_feature_is_found_again_with_its_numbers() -> None:
    assert {feature: WEIGHTS.features.row(feature) for feature in ROWS} == ROWS
    assert WEIGHTS.features.row("顶") == WEIGHTS.features.row("楼顶层") == (0, 0, 0, 0)
    assert WEIGHTS.features.after(ROOT, WEIGHTS.features.number("𠝹")) == ROOT


@given(st.text("楼顶票价风大\n\0没", min_size=1, max_size=30), st.data())
def test_a_part_comes_to_the_same_as_its_features_one_by_one(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    names = data.draw(st.lists(st.sampled_from([NAMES["now"], NAMES["now"] + NAMES["leave"]]), max_size=3))
    assert Looked(text, WEIGHTS).scores(Part(start, part), names) == pytest.approx(expected(part, names))


def test_ends_and_what_was_taken_out_are_runs_too() -> None:
    assert {"^风", "大|", "#$"} <= runs("风大\n\0")


def test_two_characters_are_a_pair_whatever_is_between_them() -> None:
    assert pairs("今晚我走") == {PAIR + "今我", PAIR + "晚走", PAIR + "今走"}


def test_words_of_one_meaning_and_their_order_are_features() -> None:
    found = meanings("今晚走", {"今": (("今晚", "now"),), "走": (("走", "leave"),)})
    features = set(named(found, [], NAMES))
    assert features == {NAMES["now"], NAMES["leave"], NAMES["now"] + NAMES["leave"]}


def test_what_has_no_letter_in_the_weights_is_left_out() -> None:
    assert set(named([(0, "unheard_of")], [("rule:new", "level:active")], NAMES)) == set()


def test_the_letters_of_a_text_rule_out_no_expression_that_matches() -> None:
    for text in ("今晚就结束这一切", "我企喺天台，除咗鞋", "遗书写好了放在枕头下", "他骂我怎么不去死", "想死你了"):
        spelled = spelled_out(text, PHRASES)
        left = set(PHRASES.shield_sieve.left(spelled))
        assert {n for n, each in enumerate(PHRASES.shield_readers) if each.says.search(spelled)} <= left
        apart = told_apart(spelled, PHRASES)
        own = apart.own
        left = set(PHRASES.rule_sieve.left(own))
        assert {n for n, each in enumerate(PHRASES.rule_readers) if each.says.search(own)} <= left
        assert tuple(signs(own, PHRASES)) or apart.shields


def test_the_words_found_stand_in_their_order() -> None:
    found = meanings(spelled_out("今晚去楼顶，遗书写好了，明天见不到我", PHRASES), PHRASES.words_by_letter)
    assert all(one[0] <= other[0] for one, other in pairwise(found))
    assert Read("", (), found).found == found


def test_a_short_text_is_read_as_a_whole_only() -> None:
    text = "风很大\n我在楼顶"
    assert [part.text for part in parts_of(text)] == [text]


def test_every_clause_of_a_longer_text_is_in_a_part_of_its_own_size() -> None:
    clauses = [chr(0x4E00 + index) * 9 for index in range(24)]
    parts = parts_of("\n".join(clauses))
    assert {clause for clause in clauses if any(clause in part.text for part in parts)} == set(clauses)
    assert max(len(part.text) for part in parts) <= WHOLE
    assert not any(part.whole for part in parts)


def test_a_text_of_middle_length_is_read_as_a_whole_and_by_its_clauses() -> None:
    longer = "\n".join(["平安" * 8, "楼顶" * 8])
    assert [part.whole for part in parts_of(longer)] == [True, False, False]


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"".join(written_out(WEIGHTS)))
    again = load_crisis_weights(path)
    assert (again.start, again.more, dict(again.names)) == (WEIGHTS.start, WEIGHTS.more, NAMES)
    assert {feature: again.features.row(feature) for feature in ROWS} == ROWS


@pytest.mark.parametrize(
    "broken", [b"", b'{"start": [0, 0], "more": 1, "names": [], "lengths": []}\n', b'{"start": [0, 0, 0]}\n', b"\xff\n"]
)
def test_weights_that_cannot_be_read_say_how_to_make_them(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(broken)
    with pytest.raises(UnknownCrisisWeights, match="crisis_training"):
        load_crisis_weights(path)


def test_weights_cut_short_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"".join(written_out(WEIGHTS))[:-10])
    with pytest.raises(UnknownCrisisWeights, match="crisis_training"):
        load_crisis_weights(path)


def test_a_phrasing_gives_different_texts_of_its_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "phrasings.txt"
    path.write_text("@WHEN=今晚|明天\n#Hant HK\na|{WHEN}(走|离开)(了|)\n", encoding="utf-8")
    (phrasing,), named_lists = read_phrasings(path)
    texts = set(drawn(phrasing, named_lists, 5, random.Random(0)))
    assert (phrasing.level, phrasing.script, len(texts)) == ("active", "Hant", 5)
    assert texts <= {f"{when}{go}{end}" for when in ("今晚", "明天") for go in ("走", "离开") for end in ("了", "")}


def test_a_phrasing_without_a_level_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phrasings.txt"
    path.write_text("今晚走\n", encoding="utf-8")
    with pytest.raises(ValueError, match="begins with one of"):
        read_phrasings(path)
