"""The words a verdict is shown with stand between clause borders, and no bracket is cut in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.content.signals import Signal
from bot.language.region import Region
from bot.triage import Classified

Read = Callable[..., Classified]


@pytest.mark.parametrize(
    ("text", "signal", "quoted"),
    [
        (
            "【某某律师事务所】受北辰小贷委托，就您与其借款合同纠纷致函：请收函后七日内清偿本息8,730元",
            Signal.OFFICIAL_NOTICE,
            {"某某律师事务所", "受北辰小贷委托", "就您与其借款合同纠纷致函"},
        ),
        ("8/10前未繳，將進入強制執行。", Signal.DEADLINE, {"8/10前未繳"}),
        ("您好，经多次联系未果，请于12月2日前还清，逾期将起诉", Signal.DEADLINE, {"请于12月2日前还清"}),
        ("放款前先繳費，應還775,000元，另收行政費", Signal.REMINDER, {"應還775,000元"}),
    ],
)
def test_a_quotation_is_a_whole_clause(text: str, signal: Signal, quoted: set[str], read: Read) -> None:
    assert set(read(text, Region.MAINLAND).evidence[signal]) <= quoted


@pytest.mark.parametrize(
    "text",
    [
        "【XX法务】不还钱就打给【你妈】，再打给“你老板”，最后把你（的）照片发到群里",
        "【催收】今晚上门（带人，不还不走）；“等着”",
        "「你等著」明天我們去你公司（不是開玩笑",
    ],
)
def test_no_quotation_holds_half_a_bracket(text: str, read: Read) -> None:
    quotations = [fragment for fragments in read(text).evidence.values() for fragment in fragments]
    assert quotations
    for one in quotations:
        assert one in text
        assert all(one.count(opening) == one.count(closing) for opening, closing in ("【】", "“”", "（）", "「」"))
