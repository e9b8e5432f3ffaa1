"""The cards on rights: what they say, what they must never say, and whether people find them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.both import Both
from bot.content.facts import Verified
from bot.content.library import load_library
from bot.content.problems import ContentProblems
from bot.content.rights import RightsCard
from bot.content.rights_search import folded
from bot.language.region import Region
from bot.marked_yaml import read_yaml

CONTENT = Path(__file__).parents[2] / "content"
LIBRARY = load_library(CONTENT)
TYPED = read_yaml(Path(__file__).with_name("rights_typed.yaml")).data
"""What people type: region, words, the card wanted; by when it was written."""

BUBBLE = 120
LABEL_MEANS, LABEL_NOT, UNSURE = len("\n这代表："), len("这不代表："), len("（还要再确认）")
"""What stands in the bubbles around the texts of a card (flows/rights.yaml)."""

NEVER_MEANT = {
    "that nothing has to be paid": r"(?<!不)(可以|就)?不(用|必)(再)?(还|還|缴|繳)(款|钱|錢|了)?(?=[。；，])",
    "that a debt is void": r"(债|債|合同|合約|合约).{0,4}(无效|無效|作废|作廢|不算数|不算數)",
    "that too old means gone": r"(过了|過了|超过|超過).{0,4}(时效|時效|年).{0,6}(不用|就没|就沒|不必)",
    "that nobody ever goes to prison": r"(不会|不會|永远不|永遠不).{0,2}(坐牢|坐监|坐監|被关|被關)",
    "that a paper of a court can be ignored": r"(可以|不用|不必).{0,2}(不理|不管)",
    "that the collector commits the crime of illegal debts": r"催收非法债务罪|催收非法債務罪",
    "that a single message is against the law": r"(这|這)(就)?是(违法|違法|犯法)",
    "that a plan or a repair is certain": r"停息挂账|停息掛帳|必须答应|必須答應|包过|包過",
}
"""What the assistant must not say (knowledge notes on each region); a `not_means` denies some of it."""

MAINLAND_ONLY = re.compile(r"12378|12368|12348|失信|停息|征信|徵信|国标|國標|LPR")
"""Words of mainland rules that mean nothing in the other regions."""


def cards() -> Iterator[tuple[Region, RightsCard]]:
    for region, rights in LIBRARY.rights.items():
        for card in rights.cards:
            yield region, card


ALL = list(cards())
IDS = [card.id for _, card in ALL]


def wordings(*texts: Both) -> Iterator[str]:
    for both in texts:
        for _, text in both.wordings():
            yield text


def typed(when: str) -> list[tuple[Region, str, str]]:
    return [(Region(region), said, card) for region, each in TYPED[when].items() for said, card in each.items()]


def found(region: Region, said: str) -> tuple[str, ...]:
    return LIBRARY.finders[region].find(said).cards


@pytest.mark.parametrize("region", [Region.MAINLAND, Region.TAIWAN, Region.HONG_KONG])
def test_a_region_with_checked_rules_has_at_least_twelve_cards(region: Region) -> None:
    assert len(LIBRARY.rights[region].cards) >= 12


@pytest.mark.parametrize(("region", "card"), ALL, ids=IDS)
def test_a_card_fits_its_buttons_and_bubbles_in_every_wording(region: Region, card: RightsCard) -> None:
    assert [title for title in wordings(card.title) if len(title) > 12] == []
    title = max(map(len, wordings(card.title)))
    assert all(title + LABEL_MEANS + len(text) + UNSURE <= BUBBLE for text in wordings(card.means))
    assert all(LABEL_NOT + len(text) <= BUBBLE for text in wordings(card.not_means))


@pytest.mark.parametrize(("region", "card"), ALL, ids=IDS)
def test_a_card_and_where_to_complain_rest_on_facts_of_its_own_region(region: Region, card: RightsCard) -> None:
    of_region = {fact.id for fact in LIBRARY.facts_by_region[region]}
    behind = {*card.facts, *LIBRARY.rights[region].complaints(card)}
    assert behind <= of_region
    for fact in map(LIBRARY.facts.__getitem__, behind):
        assert fact.rule
        assert fact.issuer


def test_where_to_complain_was_read_and_not_only_remembered() -> None:
    named = {fact for region, card in ALL for fact in LIBRARY.rights[region].complaints(card)}
    assert [fact for fact in named if LIBRARY.facts[fact].verified is Verified.RECALL] == []


@pytest.mark.parametrize("wrong", NEVER_MEANT, ids=str)
def test_no_card_means(wrong: str) -> None:
    said = [text for _, card in ALL for text in wordings(card.means)]
    assert [text for text in said if re.search(NEVER_MEANT[wrong], text)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("利息太高就不用还了。", "that nothing has to be paid"),
        ("這筆債作廢。", "that a debt is void"),
        ("过了三年时效就没这笔债。", "that too old means gone"),
        ("欠钱不会坐牢。", "that nobody ever goes to prison"),
        ("法院的信可以不理。", "that a paper of a court can be ignored"),
        ("对方触犯催收非法债务罪。", "that the collector commits the crime of illegal debts"),
        ("這就是犯法。", "that a single message is against the law"),
        ("可以停息挂账。", "that a plan or a repair is certain"),
    ],
)
def test_a_card_that_would_say_so_is_noticed(sentence: str, wrong: str) -> None:
    assert re.search(NEVER_MEANT[wrong], sentence)


def test_outside_the_mainland_no_card_speaks_of_mainland_rules() -> None:
    elsewhere = [(card.id, each) for region, card in ALL if region is not Region.MAINLAND for each in card.texts()]
    spoken = [(where, text) for where, both in elsewhere for text in wordings(both)]
    assert [each for each in spoken if MAINLAND_ONLY.search(each[1].replace("联征", "").replace("聯徵", ""))] == []


def test_hours_for_calls_are_claimed_for_lenders_that_a_rule_binds_only() -> None:
    hours = re.compile(r"\d点到|\d點到")
    claimed = {card.id for _, card in ALL for text in wordings(card.means) if hours.search(text)}
    assert claimed == {"cn_night", "tw_hours"}


def test_no_card_names_a_crime_as_certain() -> None:
    """Lending without a licence and usury for gambling are crimes by the words of their facts; no other is."""
    a_crime = re.compile(r"(?<![能不])(是|构成|構成)犯罪")
    assert {card.id for _, card in ALL for text in wordings(card.means) if a_crime.search(text)} == {
        "hk_licence",
        "mo_shark",
    }


@pytest.mark.parametrize(("region", "said", "card"), typed("first"))
def test_what_was_written_before_the_search_words_is_among_the_first_three(
    region: Region, said: str, card: str
) -> None:
    assert card in found(region, said)


@pytest.mark.parametrize(("region", "said", "card"), typed("later"))
def test_what_people_type_is_among_the_first_three(region: Region, said: str, card: str) -> None:
    assert card in found(region, said)


def test_every_card_is_found_by_its_own_title_in_either_script() -> None:
    for region, card in ALL:
        for title in wordings(card.title):
            assert found(region, title)[0] == card.id


def test_words_are_compared_without_script_width_spaces_or_marks() -> None:
    assert folded("聯 徵！ＡＢ") == folded("联征ab")
    assert found(Region.MAINLAND, "爆 通-訊 錄！！") == found(Region.MAINLAND, "爆通讯录")


def test_words_that_fit_nothing_give_three_cards_and_say_so() -> None:
    outcome = LIBRARY.finders[Region.TAIWAN].find("我想養一隻貓")
    assert (len(outcome.cards), outcome.sure) == (3, False)


def test_one_card_that_stands_out_is_clear_and_two_alike_are_not() -> None:
    finder = LIBRARY.finders[Region.MAINLAND]
    assert finder.find("收到支付令了").clear
    assert not finder.find("说要起诉，还说影响征信").clear


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("facts: [cn_quiet_hours]", "facts: [tw_hours]", "no fact of this region"),
        ("facts: [cn_quiet_hours]", "facts: [cn_nothing]", "no fact cn_nothing"),
        ("晚上10点到早上8点", "晚上10点到早上9点", "no fact of cn_night says 9"),
        ("words: [半夜, ", "words: [夜, 半夜, ", "夜 is too short"),
        ("words: [支付令, 异议]", "words: [传票, 案号]", "no word of this card is its own"),
        ("id: cn_often", "id: cn_night", "a second card cn_night"),
        ("zh_Hans: 半夜打电话,", "zh_Hans: 半夜三更还在不停地打电话来,", "at most 12 fit"),
    ],
)
def test_a_card_that_breaks_a_rule_is_refused_with_its_line(copy: Path, old: str, new: str, told: str) -> None:
    path = copy / "rights/CN.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentProblems) as caught:
        load_library(copy)
    assert any(told in each.message and each.path == path and each.line > 1 for each in caught.value.problems)


def test_a_region_with_too_few_cards_is_refused(copy: Path) -> None:
    path = copy / "rights/TW.yaml"
    parts = path.read_text(encoding="utf-8").split("  - id: ")
    path.write_text("  - id: ".join(parts[:12]), encoding="utf-8")
    with pytest.raises(ContentProblems) as caught:
        load_library(copy)
    assert [each.message for each in caught.value.problems] == ["11 cards, 12 wanted"]


@pytest.mark.parametrize(
    ("region", "said", "cards"),
    [
        (Region.MAINLAND, "收数佬", ("cn_threat", "cn_transfer", "cn_complain")),
        (Region.MAINLAND, "催收公司", ("cn_threat", "cn_transfer", "cn_complain")),
        (Region.TAIWAN, "討債公司", ("tw_threat", "tw_sold", "tw_complain")),
        (Region.HONG_KONG, "收數佬", ("hk_threat", "hk_fake", "hk_law")),
    ],
)
def test_a_collector_named_alone_brings_what_they_may_not_do_and_where_to_turn(
    region: Region, said: str, cards: tuple[str, ...]
) -> None:
    assert found(region, said) == cards


def test_a_collector_named_in_a_question_does_not_hide_what_is_asked() -> None:
    assert found(Region.HONG_KONG, "收數佬上門")[0] == "hk_visit"
    assert found(Region.TAIWAN, "催收公司貼海報")[0] == "tw_leak"
