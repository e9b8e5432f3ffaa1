"""What is said about a message from a collector, with a reader written by hand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions import message_rules as rules
from bot.actions import messages
from bot.actions.registry import Context, Done
from bot.assembly import HOME
from bot.content.library import load_library
from bot.content.signals import Kind, Signal, load_signals
from bot.content.verdicts import Verdict
from bot.dialogue.session import Session
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script
from bot.language.understanding import load_readers

LIBRARY = load_library(HOME.content)
READERS = load_readers(HOME.content)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PLACES = [(Script.HANS, Region.MAINLAND), (Script.HANT, Region.TAIWAN), (Script.HANT, Region.HONG_KONG)]


@dataclass(frozen=True)
class Told:
    """Reads every message as the same thing."""

    verdict: str
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: float = 0.9
    bare: bool = False

    @property
    def signals(self) -> tuple[str, ...]:
        return tuple(self.evidence)

    def read(self, text: str, region: Region) -> Told:
        return self


def context(reader: Told | None, region: Region = Region.MAINLAND, script: Script = Script.HANS) -> Context:
    return Context(LIBRARY, Style(script, region), Session("s"), (), NOW, READERS, reader)


THREATS = Told(
    "unlawful",
    {
        "exposure": ("把你的照片发到朋友圈",),
        "third_party": ("", "打给你爸妈"),
        "reminder": ("还5000元",),
        "violence": ("打断腿",),
    },
)


def test_the_card_names_the_three_gravest_signals_with_the_words_that_show_them() -> None:
    finding = messages.read(context(THREATS), "…").finding
    lines = finding.splitlines()
    assert lines[1:] == [
        "· 威胁要伤人：“打断腿”",
        "· 说要公开曝光：“把你的照片发到朋友圈”",
        "· 找家人或别人：“打给你爸妈”",
    ]


def test_the_same_words_are_quoted_once_for_all_they_show() -> None:
    same = "你涉嫌诈骗已被立案"
    evidence = {"impersonation": (same,), "criminal_threat": (same,), "deadline": (same, "今天处理")}
    assert messages.read(context(Told("unlawful", evidence)), "…").finding.splitlines()[1:] == [
        f"· 像是冒充官方、说要抓人坐牢：“{same}”",
        "· 限时要你还：“今天处理”",
    ]


def test_a_signal_with_words_comes_before_one_without() -> None:
    evidence = {"violence": (), "insult": ("畜生",), "exposure": ("群发",), "third_party": ("你妈",)}
    assert "威胁" not in messages.read(context(Told("unlawful", evidence)), "…").finding


@given(
    st.dictionaries(st.sampled_from([signal.value for signal in Signal]), st.tuples(st.text(max_size=300)), max_size=20)
)
@settings(deadline=None, derandomize=True)
def test_whatever_is_quoted_the_card_fits_its_bubbles_and_quotes_at_most_twenty_characters(evidence) -> None:
    for (script, region), verdict in itertools.product(PLACES, Verdict):
        card = messages.read(context(Told(verdict.value, evidence), region, script), "…")
        assert all(len(bubble) <= 120 for bubble in (card.finding, card.advice, card.readings))
        quotes = re.findall("[“「](.*)[”」]$", card.finding, re.MULTILINE)
        assert all(len(quote) <= 20 for quote in quotes)
        assert len(set(quotes)) == len(quotes)


def test_one_thing_to_do_and_one_not_to_do_come_from_the_gravest_signal() -> None:
    advice = messages.read(context(THREATS), "…").advice
    assert advice.splitlines() == [
        "可以做：留好原话。有人要动手，马上打报警电话。",
        "留意：别一个人去见面，也别回嘴。",
        "把握：比较确定。",
    ]


@pytest.mark.parametrize(
    ("confidence", "words", "unsure"),
    [(0.95, "比较确定", False), (0.8, "比较确定", False), (0.7, "大致看得出来", False), (0.59, "不太确定", True)],
)
def test_how_sure_is_said_and_low_confidence_asks_first(confidence: float, words: str, unsure: bool) -> None:
    card = messages.read(context(replace(THREATS, confidence=confidence)), "…")
    assert (words in card.advice, card.unsure) == (True, unsure)


@pytest.mark.parametrize(
    ("found", "shows", "sender", "verdict"),
    [
        ("pressure", "litigation", "collector", "pressure"),
        ("pressure", "litigation", "official", "suspicious"),
        ("routine", "reminder", "unknown", "routine"),
        ("unrelated", None, "collector", "unlawful"),
        ("routine", None, "unknown", "suspicious"),
        ("unlawful", "violence", "friend", "routine"),
        ("unlawful", "violence", "official", "unlawful"),
        ("unrelated", None, "friend", "unrelated"),
    ],
)
def test_who_sent_it_settles_the_reading_and_a_plain_word_of_suing_never_becomes_unlawful(
    found: str, shows: str | None, sender: str, verdict: str
) -> None:
    reader = Told(found, {shows: ("原话",)} if shows else {}, 0.4)
    card = messages.read(context(reader), "…", sender=sender)
    assert (card.verdict, card.unsure) == (verdict, False)


def test_a_message_the_person_calls_harmless_shows_no_threat_any_more() -> None:
    card = messages.read(context(THREATS), "…", told="routine")
    assert (card.verdict, card.signals, card.heavy) == ("routine", ["reminder"], False)
    assert "按你说的来看" in card.advice


def test_without_a_reader_the_bot_says_that_it_cannot_judge() -> None:
    card = messages.read(context(None), "明天带人上门")
    assert (card.verdict, card.unsure, card.signals) == ("unknown", False, [])


@pytest.mark.parametrize(
    "text",
    [
        "今晚带人去你家",
        "我們已經在你樓下",
        "现在就过去砍你",
        "人喺你樓下大堂等緊",
        "把你儿子关起来",
        "不還錢別想出門",
        "十分钟内开门，不然砸了",
        "馬上到你公司動手",
    ],
)
def test_somebody_at_the_door_or_tonight_is_danger_now(text: str) -> None:
    assert messages.read(context(Told("unlawful", {"menacing_visit": ()})), text).near


@pytest.mark.parametrize("text", ["下周我们会安排外访人员上门", "再不还就找人收拾你", "今天还款日，请打开App还款"])
def test_a_visit_some_day_is_no_danger_now(text: str) -> None:
    assert not messages.read(context(Told("unlawful", {"menacing_visit": ()})), text).near


def test_words_of_tonight_alone_are_no_danger_when_nobody_threatens() -> None:
    assert not messages.read(context(Told("routine", {"reminder": ()})), "今晚12点前还款").near


def test_what_it_asks_for_is_read_from_the_words_that_ask() -> None:
    reader = Told("pressure", {"deadline": ("11月27日前",), "reminder": ("应还3,200.50元",)})
    card = messages.read(context(reader), "…")
    assert (card.demanded, card.deadline) == (Money(Decimal("3200.5"), "CNY"), date(2026, 11, 27))


@pytest.mark.parametrize("fragment", ["三万到五万", "US$300", "尽快还清", "0元"])
def test_a_sum_that_is_unclear_or_in_another_currency_is_not_claimed(fragment: str) -> None:
    assert messages.read(context(Told("routine", {"reminder": (fragment,)})), "…").demanded is None


@pytest.mark.parametrize("fragment", ["尽快", "2019年1月1日前", "周五或周六"])
def test_a_day_that_is_unclear_or_long_past_is_not_claimed(fragment: str) -> None:
    assert messages.read(context(Told("pressure", {"deadline": (fragment,)})), "…").deadline is None


def test_the_words_say_of_every_signal_what_the_labels_make_of_it() -> None:
    verdict_of = {
        Kind.PROHIBITED: Verdict.UNLAWFUL,
        Kind.SUSPICIOUS: Verdict.SUSPICIOUS,
        Kind.PRESSING: Verdict.PRESSURE,
        Kind.PLAIN: Verdict.ROUTINE,
    }
    labels = {signal.value: verdict_of[rule.kind] for signal, rule in load_signals(HOME.content).rules.items()}
    assert {words.id: words.verdict for words in LIBRARY.verdicts.signals} == labels


@pytest.mark.parametrize("region", [Region.MAINLAND, Region.TAIWAN, Region.HONG_KONG])
def test_a_rule_is_of_the_region_read_and_not_only_remembered_before_one_that_was(region: Region) -> None:
    for words in LIBRARY.verdicts.signals:
        facts = [LIBRARY.facts[fact] for fact in words.facts.get(region, ())]
        assert {fact.id[:2].upper() for fact in facts} <= {region.value}
        assert not facts or facts[0].verified.value == "found", words.id


def test_what_a_signal_ticks_in_the_log_is_there_to_be_ticked() -> None:
    ticks = {words.log for words in LIBRARY.verdicts.signals if words.log}
    assert ticks <= {tap.id for tap in LIBRARY.contacts.said}


def test_a_rule_of_banks_is_not_shown_to_who_owes_a_friend() -> None:
    bank = rules.rules(context(None), ["third_party"], "bank", 0)
    friend = rules.rules(context(None), ["third_party"], "private", 0)
    assert bank.facts != friend.facts
    assert [fact.rule for fact in friend.facts] == [LIBRARY.facts["cn_leak"].rule]


def test_where_no_such_rule_was_checked_none_is_shown() -> None:
    assert rules.rules(context(None, Region.OTHER), ["violence"], "unsure", 0).facts == []
    assert rules.rules(context(None, Region.HONG_KONG), ["insult"], "private", 0).facts == []


@pytest.mark.parametrize("region", list(Region))
def test_rules_are_turned_over_one_by_one_and_end(region: Region) -> None:
    seen, number = [], 0
    while (page := rules.rules(context(None, region), [signal.value for signal in Signal], "unsure", number)).facts:
        seen += [fact.say for fact in page.facts]
        if not page.more:
            break
        number = page.next
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("region", list(Region))
def test_every_claimed_paper_says_what_a_real_one_looks_like_and_how_to_check_it(region: Region) -> None:
    for item in rules.papers(context(None, region)):
        card = rules.paper(context(None, region), item.id)
        assert card.real
        assert "公开" in card.check
        assert not any(character.isdigit() for character in card.check)


def test_the_deadline_of_a_paper_is_the_fact_of_its_region() -> None:
    there = rules.deadlines(context(None, Region.TAIWAN))
    assert [item.id for item in there] == ["payment_order_tw", "promissory_note_ruling"]
    assert "20天" in rules.deadline(context(None, Region.TAIWAN), "payment_order_tw")[0].say


def test_no_word_of_the_card_says_that_something_is_against_the_law_or_can_be_ignored() -> None:
    said = [
        text
        for words in LIBRARY.verdicts.verdicts
        for both in (words.headline, words.do, words.dont, words.maybe)
        for _, text in both.wordings()
    ]
    said += [
        text
        for words in LIBRARY.verdicts.signals
        for both in (words.label, words.do, words.dont)
        if both
        for _, text in both.wordings()
    ]
    assert len(said) > 80
    assert [
        text for text in said if any(word in text for word in ("违法", "違法", "犯法", "不用理", "不用还", "不用還"))
    ] == []


def test_a_correction_is_kept_only_with_consent() -> None:
    without = messages.correct(context(THREATS), "原文", "unlawful", "routine")
    allowed = replace(context(THREATS), session=Session("s", me={"consent_records": True}))
    kept: Done = messages.correct(allowed, "原文", "unlawful", "routine")
    assert (without.value.kept, without.records) == (False, ())
    assert kept.records[0].body == {"text": "原文", "taken_for": "unlawful", "told": "routine"}


def test_a_long_message_is_kept_with_its_first_five_hundred_characters() -> None:
    allowed = replace(context(THREATS), session=Session("s", me={"consent_records": True}))
    kept: Done = messages.keep(allowed, "难" * 4096, NOW, False, "sms", ["insult"], others="work")
    body = kept.records[0].body
    assert (len(body["words"]), body["said"], body["others"]) == (500, ["insult"], "发到了单位或同事那里")


def test_harsh_words_that_name_no_money_may_be_talk_of_everyday_life() -> None:
    reader = Told("unlawful", {"violence": ("打断你的腿",)}, 0.5, bare=True)
    asked = messages.read(context(reader), "…")
    assert asked.unsure
    assert "只是跟欠款无关的话" in asked.readings
    assert "只是跟欠款无关的话" not in messages.read(context(replace(reader, bare=False)), "…").readings
    assert messages.read(context(reader), "…", sender="friend").verdict == "unrelated"
    assert messages.read(context(reader), "…", sender="collector").verdict == "unlawful"
