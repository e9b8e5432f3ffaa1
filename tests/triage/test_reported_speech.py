"""What a debtor tells of a collector's threats is their own words (taxonomy, rule 12), in each region's wording."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
import yaml

from bot.language.region import Region
from bot.triage import Classified, Verdict

Read = Callable[..., Classified]

REPORTED = Path(__file__).with_name("reported.yaml")

MISREAD = 3
"""Of 150: without a word more than the threat and who told it, a few are still taken for it (docs/status.md)."""


def told_on() -> list[tuple[Region, str]]:
    told = []
    for region, lists in yaml.safe_load(REPORTED.read_text(encoding="utf-8")).items():
        closings = cycle(lists["closings"])
        told += [
            (Region(region), opening + threat + next(closings))
            for threat in lists["threats"]
            for opening in lists["openings"]
        ]
    return told


def test_a_threat_told_on_is_no_threat_of_whoever_tells_it(read: Read) -> None:
    misread = [text for region, text in told_on() if read(text, region).verdict is Verdict.UNLAWFUL]
    assert len(misread) <= MISREAD, misread


@pytest.mark.parametrize(
    ("region", "text"),
    [
        (Region.MAINLAND, "投诉：贵司职员11月20日下午在电话里说“不还钱就去你女儿学校”，请书面答复"),
        (Region.MAINLAND, "我打算这样回复他：您昨天说要找我父母，请不要再联系他们"),
        (Region.TAIWAN, "申訴：貴公司專員11月20日於電話中說「會去你女兒學校」，請書面回覆"),
        (Region.TAIWAN, "我想這樣回他：您昨天說要找我爸媽，請不要再聯絡他們"),
        (Region.HONG_KONG, "投訴：貴公司職員11月20日喺電話話「會去你個女學校」，請書面回覆"),
        (Region.HONG_KONG, "我想咁覆佢：你琴日話要搵我阿媽，請唔好再聯絡佢"),
    ],
)
def test_a_complaint_and_a_draft_may_quote_threats(region: Region, text: str, read: Read) -> None:
    assert read(text, region).verdict is Verdict.ROUTINE


@pytest.mark.parametrize(
    ("region", "text"),
    [
        (Region.MAINLAND, "我们老板说了，你今天不还，就叫兄弟们去你家住下"),
        (Region.TAIWAN, "我們老闆說了，你今天不還，就叫兄弟去你家住下"),
        (Region.HONG_KONG, "我大佬話，你今日唔還就叫兄弟上你屋企瞓"),
        (Region.HONG_KONG, "阿sir話今晚就嚟鎖你，爭錢唔還要坐監㗎"),
    ],
)
def test_a_collector_who_names_somebody_else_still_threatens(region: Region, text: str, read: Read) -> None:
    assert read(text, region).verdict is Verdict.UNLAWFUL


@pytest.mark.parametrize(
    ("region", "text"),
    [
        (Region.MAINLAND, "没事，就是突然有点难过"),
        (Region.MAINLAND, "我到你家门口啦，快下来"),
        (Region.TAIWAN, "沒事，只是突然有點難過"),
        (Region.TAIWAN, "我在你家門口，快下來"),
        (Region.HONG_KONG, "冇事，只係突然有啲難過"),
        (Region.HONG_KONG, "我喺你門口呀，快啲落嚟"),
    ],
)
def test_talk_of_everyday_life_is_no_accusation(region: Region, text: str, read: Read) -> None:
    assert read(text, region).verdict is not Verdict.UNLAWFUL
