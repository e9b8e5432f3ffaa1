"""What is covered before anything a person sends is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.safety.private_data import COVER, PrivateKind, is_bank_card, is_mainland_identity, mask

CUES = load_library(Path(__file__).parents[2] / "content").privacy


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("我的号是11010519491231002X对吗", "11010519491231002X", PrivateKind.IDENTITY_NUMBER),
        (
            "１１０１０５１９４９１２３１００２ｘ",
            "１１０１０５１９４９１２３１００２ｘ",
            PrivateKind.IDENTITY_NUMBER,
        ),
        ("110105 19491231 002X", "110105 19491231 002X", PrivateKind.IDENTITY_NUMBER),
        ("身分證A123456789", "A123456789", PrivateKind.IDENTITY_NUMBER),
        ("證件a123456789。", "a123456789", PrivateKind.IDENTITY_NUMBER),
        ("HKID G123456(A)", "G123456(A)", PrivateKind.IDENTITY_NUMBER),
        ("身份證 A123456(3)", "A123456(3)", PrivateKind.IDENTITY_NUMBER),
        ("卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128", PrivateKind.BANK_CARD),
        ("4111-1111-1111-1111", "4111-1111-1111-1111", PrivateKind.BANK_CARD),
        ("验证码是 493021 别告诉别人", "493021", PrivateKind.ONE_TIME_CODE),
        ("OTP: 8841", "8841", PrivateKind.ONE_TIME_CODE),
        ("驗證碼【55 12 09】", "55 12 09", PrivateKind.ONE_TIME_CODE),
    ],
)
def test_a_private_number_is_covered_and_the_rest_stays(text: str, number: str, kind: PrivateKind) -> None:
    masked = mask(text, CUES)
    assert masked.text == text.replace(number, COVER * len(number))
    assert masked.kinds == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "他打了13812345678三次",
        "欠款23000元，每月500",
        "合同号202611230001234567",
        "110105194912310021",
        "A123456780",
        "案号(2026)京0105民初12345号",
        "打12378或者96110",
        "验证码我没给他",
        "2026年11月23日 22:15",
        "工号A12345",
    ],
)
def test_what_only_looks_like_a_private_number_is_left_alone(text: str) -> None:
    masked = mask(text, CUES)
    assert masked.text == text
    assert masked.kinds == frozenset()


def test_several_kinds_in_one_message_are_all_covered() -> None:
    masked = mask("11010519491231002X，卡4111111111111111，验证码：1234", CUES)
    assert masked.kinds == set(PrivateKind)
    assert not any(character.isdigit() for character in masked.text)


@given(st.integers(min_value=10**14, max_value=10**15 - 1))
def test_exactly_one_last_digit_makes_a_card_number(stem: int) -> None:
    assert sum(is_bank_card(f"{stem}{last}") for last in range(10)) == 1


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(min_value=0, max_value=999))
def test_exactly_one_last_character_makes_an_identity_number(born: date, order: int) -> None:
    stem = f"110105{born:%Y%m%d}{order:03}"
    assert sum(is_mainland_identity(stem + last) for last in "0123456789X") == 1


@given(st.text(max_size=200))
def test_a_mask_never_changes_the_length_of_a_text(text: str) -> None:
    assert len(mask(text, CUES).text) == len(text)
