"""What a person is told about a message they forward."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.signals import Kind, Signal, Signals
from bot.language.region import Region
from bot.triage import Classified, Verdict, verdict_of

Read = Callable[..., Classified]

VARIANTS = Path(__file__).with_name("variants.yaml")


@dataclass(frozen=True)
class Variant:
    text: str
    region: Region


def variants(said: str, openings: str) -> list[Variant]:
    """For each script a hundred sentences put together from tests/triage/variants.yaml."""
    made = []
    for script in yaml.safe_load(VARIANTS.read_text(encoding="utf-8")).values():
        regions, closings = cycle(script["region"]), cycle(script["closings"])
        made += [
            Variant(opening + words + next(closings), Region(next(regions)))
            for words in script[said]
            for opening in script[openings]
        ]
    return made


@pytest.mark.parametrize("variant", variants("pressure", "openings"), ids=str)
def test_a_plain_suit_or_credit_record_is_pressure(variant: Variant, read: Read) -> None:
    assert read(variant.text, variant.region).verdict is Verdict.PRESSURE


@pytest.mark.parametrize("variant", variants("denials", "denial_openings"), ids=str)
def test_a_denial_is_no_accusation(variant: Variant, read: Read) -> None:
    assert read(variant.text, variant.region).verdict is not Verdict.UNLAWFUL


@pytest.mark.parametrize("variant", variants("lessons", "lesson_openings"), ids=str)
def test_teaching_and_news_are_no_accusation(variant: Variant, read: Read) -> None:
    assert read(variant.text, variant.region).verdict is not Verdict.UNLAWFUL


@pytest.mark.parametrize(
    ("text", "region", "signal"),
    [
        ("再不还钱就打断你的腿", Region.MAINLAND, Signal.VIOLENCE),
        ("我等等打給你公司主管", Region.TAIWAN, Signal.THIRD_PARTY),
        ("唔還錢就淋你紅油", Region.HONG_KONG, Signal.VIOLENCE),
        ("只要今天还，就不打给你单位", Region.MAINLAND, Signal.THIRD_PARTY),
        ("把你照片发到家族群，让大家看看", Region.MAINLAND, Signal.EXPOSURE),
        ("不还就报警抓你，等着坐牢", Region.MAINLAND, Signal.CRIMINAL_THREAT),
        ("呼死你，一天一百个电话", Region.MAINLAND, Signal.HARASSMENT),
    ],
)
def test_a_threat_is_named(text: str, region: Region, signal: Signal, read: Read) -> None:
    assert signal in read(text, region).signals


def test_the_quoted_words_are_the_disguised_ones(read: Read) -> None:
    assert read("报 · 桐 · 讯 · 录 套餐已准备").evidence[Signal.THIRD_PARTY][0].startswith("报 · 桐 · 讯 · 录")


@pytest.mark.parametrize("text", ["", "   ", "……", "\u200b", "\n\n"])
def test_a_message_without_words_is_unrelated_and_unsure(text: str, read: Read) -> None:
    empty = read(text)
    assert (empty.verdict, empty.signals) == (Verdict.UNRELATED, ())
    assert empty.confidence < 0.8


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300), region=st.sampled_from(Region))
def test_any_text_is_read_and_quoted_exactly(text: str, region: Region, read: Read, signals: Signals) -> None:
    answer = read(text, region)
    assert set(answer.evidence) == set(answer.signals)
    assert all(fragment in text for fragments in answer.evidence.values() for fragment in fragments)
    assert 0 <= answer.confidence <= 1


def test_the_verdict_follows_from_the_signals(signals: Signals) -> None:
    expected = {
        Kind.PROHIBITED: Verdict.UNLAWFUL,
        Kind.SUSPICIOUS: Verdict.SUSPICIOUS,
        Kind.PRESSING: Verdict.PRESSURE,
        Kind.PLAIN: Verdict.ROUTINE,
    }
    for signal in Signal:
        assert verdict_of({signal, Signal.REMINDER}, signals, about_debt=True) is expected[signals.kind_of(signal)]
    assert verdict_of((), signals, about_debt=False) is Verdict.UNRELATED


def test_the_longest_message_is_read_before_a_person_looks_up(read: Read) -> None:
    long = "您好，您的借款已逾期，请尽快还款，否则我们将联系您的家人。" * 140
    read(long)
    started = time.process_time()
    read(long)
    assert time.process_time() - started < 2
