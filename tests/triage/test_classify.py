"""What a person is told about a message they forward."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.signals import Kind, Signal, Signals
from bot.language.region import Region
from bot.triage import Classified, Verdict, verdict_of

Read = Callable[..., Classified]

SUITS = ("我们将依法提起诉讼", "案件将移交法院立案", "我司将申请支付令", "材料已交律师，准备起诉", "逾期将申请仲裁")
RECORDS = (
    "逾期将影响您的征信",
    "逾期记录将报送央行征信",
    "以免影响个人信用",
    "会在信用报告留下逾期记录",
    "将上报征信系统",
)
OPENINGS = ("您好，", "【XX银行】", "尊敬的客户：", "您的贷款已逾期，")
CLOSINGS = ("。", "，请尽快还款。", "，请知悉。", "，请在三日内处理。", "，如有困难可申请分期。")
DENIALS = (
    "我们不会联系您的家人",
    "我司绝不会爆通讯录",
    "我们不上门、不骚扰",
    "本公司不收取任何催收费用",
    "我司从不要求向个人账户转账",
)
TEACHINGS = (
    "警方提醒：冒充公检法要求转账的都是诈骗",
    "普法：催收人员不得恐吓、骚扰无关第三人",
    "反诈中心：征信修复都是骗局，切勿相信",
    "新闻：男子因暴力讨债被判刑两年",
    "一图读懂：收到法院传票怎么办",
)


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("said", [*SUITS, *RECORDS])
def test_a_plain_suit_or_credit_record_is_pressure(said: str, opening: str, closing: str, read: Read) -> None:
    assert read(opening + said + closing).verdict is Verdict.PRESSURE


@pytest.mark.parametrize("closing", ["。", "，但逾期会影响征信。", "，请放心。", "，请于今日还款。"])
@pytest.mark.parametrize("opening", ["", "您好，", "【XX金融】"])
@pytest.mark.parametrize("said", DENIALS)
def test_a_denial_is_no_accusation(said: str, opening: str, closing: str, read: Read) -> None:
    assert read(opening + said + closing).verdict is not Verdict.UNLAWFUL


@pytest.mark.parametrize("closing", ["。", "，请转给家人看看。", "，详情见官网。", "，遇到请报警。"])
@pytest.mark.parametrize("said", TEACHINGS)
def test_teaching_and_news_are_no_accusation(said: str, closing: str, read: Read) -> None:
    assert read(said + closing).verdict is not Verdict.UNLAWFUL


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
