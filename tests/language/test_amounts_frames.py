"""A sum keeps its value in a plain sentence, and is asked about in a doubtful one, whatever the sum is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.language.amounts import load_amount_lexicon, read_amount
from bot.language.region import Region

ROOT = Path(__file__).parents[2]
GROUPS = yaml.safe_load((Path(__file__).parent / "amounts" / "frames.yaml").read_text(encoding="utf-8"))
LEXICON = load_amount_lexicon(ROOT / "content" / "reading" / "amounts.yaml")


def sentences(kind: str) -> Iterator[tuple[Region, str, dict[str, int]]]:
    for group in GROUPS:
        for frame in group[kind]:
            yield Region(group["region"]), frame, group["sums"]


@pytest.mark.parametrize(("region", "frame", "sums"), list(sentences("kept")))
def test_a_plain_sentence_keeps_the_sum(region: Region, frame: str, sums: dict[str, int]) -> None:
    read = {text: read_amount(frame.format(text), region, LEXICON).value for text in sums}

    assert read == {text: Decimal(value) for text, value in sums.items()}


@pytest.mark.parametrize(("region", "frame", "sums"), list(sentences("asked")))
def test_a_doubtful_sentence_is_asked_about(region: Region, frame: str, sums: dict[str, int]) -> None:
    guessed = [text for text in sums if not read_amount(frame.format(text), region, LEXICON).ambiguous]

    assert guessed == []


@pytest.mark.parametrize(("region", "frame", "sums"), list(sentences("none")))
def test_a_negative_sentence_has_no_sum(region: Region, frame: str, sums: dict[str, int]) -> None:
    for text in sums:
        reading = read_amount(frame.format(text), region, LEXICON)

        assert (reading.value, reading.ambiguous) == (None, False), text
