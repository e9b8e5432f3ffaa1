"""Every phrase of the case file is read as its line says; the file is the record of the conventions."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import opencc
import pytest
import yaml

from bot.language.amounts import AmountLexicon, load_amount_lexicon, read_amount
from bot.language.region import Region

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "amounts"


@dataclass(frozen=True, slots=True)
class Phrase:
    region: Region
    text: str
    kind: str
    value: Decimal | None = None
    currency: str | None = None

    def __str__(self) -> str:
        return f"{self.region}-{self.text}"

    @property
    def held_out(self) -> bool:
        """A third of the first file was kept out of tuning, by this rule."""
        return zlib.crc32((self.region + self.text).encode()) % 3 == 0


def phrases() -> Iterator[Phrase]:
    for path in (CASES / "phrases.yaml", CASES / "fresh.yaml"):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            for kind in ("plain", "ambiguous", "none"):
                for line in group.get(kind, "").splitlines():
                    yield phrase(Region(group["region"]), kind, line)


def phrase(region: Region, kind: str, line: str) -> Phrase:
    if kind != "plain":
        return Phrase(region, line, kind)
    text, _, expected = line.rpartition(" = ")
    value, _, currency = expected.partition(" ")
    return Phrase(region, text, kind, Decimal(value), currency or None)


@pytest.fixture(scope="module")
def lexicon() -> AmountLexicon:
    return load_amount_lexicon(ROOT / "content" / "reading" / "amounts.yaml")


@pytest.mark.parametrize("case", list(phrases()), ids=str)
def test_a_phrase_is_read_as_the_conventions_say(case: Phrase, lexicon: AmountLexicon) -> None:
    reading = read_amount(case.text, case.region, lexicon)

    kind = "ambiguous" if reading.ambiguous else "none" if reading.value is None else "plain"
    assert (kind, reading.value) == (case.kind, case.value)
    if case.kind == "plain":
        assert reading.currency == case.currency


def test_no_phrase_is_listed_twice() -> None:
    seen = [(case.region, case.text) for case in phrases()]

    assert len(seen) == len(set(seen))


def test_there_are_phrases_enough_of_every_kind_and_region() -> None:
    cases = list(phrases())

    assert len(cases) >= 400
    for region in (Region.MAINLAND, Region.TAIWAN, Region.HONG_KONG):
        kinds = [case.kind for case in cases if case.region is region]
        assert min(kinds.count(kind) for kind in ("plain", "ambiguous", "none")) >= 15


def test_a_phrase_means_the_same_in_the_other_script(lexicon: AmountLexicon) -> None:
    scripts = [opencc.OpenCC(name) for name in ("s2t", "s2hk", "s2tw", "t2s")]
    changed = [
        (case.text, converter.convert(case.text))
        for case in phrases()
        for converter in scripts
        if read_amount(converter.convert(case.text), case.region, lexicon)
        != read_amount(case.text, case.region, lexicon)
    ]

    assert changed == []
