"""Disguises are taken off, and every part of the normal text leads back to what was sent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.signals import Signals
from bot.triage.normal_text import normalise


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ("報·桐·訊·錄", "通讯录"),  # dots, homophones and the other script at once
        ("ＴＸＬ都在我手上", "通讯录"),  # full-width initials
        ("今晚 炸 通 讯 录", "爆通讯录"),  # a space after every character
        ("曝＊光＊你", "曝光你"),  # stars
        ("通\u200b讯\u200b录", "通讯录"),  # characters that show nothing
        ("你就是🐷🐶不如", "猪狗不如"),  # pictures for words
        ("女表子养的", "婊子养的"),  # a character taken apart
        ("唔還錢就搵你屋企人", "不还钱就找你家人"),  # Cantonese
        ("你的聯徵紀錄", "征信"),  # the words of Taiwan
    ],
)
def test_a_disguised_word_is_read_as_the_word(sent: str, word: str, signals: Signals) -> None:
    assert word in normalise(sent, signals.folding).text


@pytest.mark.parametrize("sent", ["举报通道已开通", "你马上还款", "剩余期数", "拉你进群", "保证信用", "户口本带上"])
def test_an_ordinary_word_that_holds_a_disguise_stays_as_it_is(sent: str, signals: Signals) -> None:
    assert normalise(sent, signals.folding).text == sent


def test_a_fragment_is_the_disguised_words_themselves(signals: Signals) -> None:
    normal = normalise("放心，报 · 桐 · 讯 · 录 已准备", signals.folding)
    start = normal.text.index("爆通讯录")
    assert normal.fragment(start, start + 4) == "报 · 桐 · 讯 · 录"


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200), data=st.data())
def test_every_fragment_of_any_text_occurs_in_it(text: str, data: st.DataObject, signals: Signals) -> None:
    normal = normalise(text, signals.folding)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    assert normal.fragment(start, end) in text
