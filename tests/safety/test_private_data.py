"""What is covered before anything a person sends is kept, and what only looks like it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.safety.identity_numbers import (
    is_bank_card,
    is_hong_kong_identity,
    is_mainland_identity,
    is_taiwan_identity,
    is_taiwan_resident,
)
from bot.safety.phone_numbers import cover_phones
from bot.safety.private_data import COVER, PrivateKind, mask

CUES = load_library(Path(__file__).parents[2] / "content").privacy
ID, CARD, CODE, PASSWORD = PrivateKind


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        # mainland, eighteen characters: bare, full width, in groups, small x
        ("我的号是11010519491231002X对吗", "11010519491231002X", ID),
        ("１１０１０５１９４９１２３１００２ｘ", "１１０１０５１９４９１２３１００２ｘ", ID),
        ("110105 19491231 002X", "110105 19491231 002X", ID),
        ("110105-19491231-002x。", "110105-19491231-002x", ID),
        ("编号11010519491231002X", "11010519491231002X", ID),  # its check digit and birthday speak for themselves
        # mainland, fifteen digits: only beside a cue
        ("老身份证是110105491231002", "110105491231002", ID),
        # Taiwan: citizens, certificates of residence new and old
        ("身分證A123456789", "A123456789", ID),
        ("證件a123456789。", "a123456789", ID),
        ("Ａ１２３４５６７８９", "Ａ１２３４５６７８９", ID),
        ("居留證 A800000014", "A800000014", ID),
        ("統一證號FA12345689", "FA12345689", ID),
        # Hong Kong: with and without brackets, one letter or two
        ("HKID G123456(A)", "G123456(A)", ID),
        ("身份證 A123456(3)", "A123456(3)", ID),
        ("身份證Ａ１２３４５６（３）", "Ａ１２３４５６（３）", ID),
        ("我係A1234563", "A1234563", ID),
        ("AB987654(3)", "AB987654(3)", ID),
        # Macau: no public check digit, so only beside a cue
        ("澳門身份證 1234567(8)", "1234567(8)", ID),
        # cards: bare and in the groups that are printed on them
        ("卡号6222021234567890128", "6222021234567890128", CARD),
        ("卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128", CARD),
        ("4111-1111-1111-1111", "4111-1111-1111-1111", CARD),
        ("5555 5555 5555 4444过期了", "5555 5555 5555 4444", CARD),
        ("运通 3782 822463 10005", "3782 822463 10005", CARD),
        ("３５６６００２０２０３６０５０５", "３５６６００２０２０３６０５０５", CARD),
        # digits in words, all of them or some
        ("验证码是四九三零二一", "四九三零二一", CODE),
        ("驗證碼 五五〇二 一九", "五五〇二 一九", CODE),
        ("验证码四九3021", "四九3021", CODE),
        ("六二二二零二一二三四五六七八九零一二八是我的卡", "六二二二零二一二三四五六七八九零一二八", CARD),
        ("身份证幺一零一零五一九四九一二三一零零二X", "幺一零一零五一九四九一二三一零零二X", ID),
        # one-time codes before and after their word
        ("验证码是 493021 别告诉别人", "493021", CODE),
        ("OTP: 8841", "8841", CODE),
        ("驗證碼【55 12 09】", "55 12 09", CODE),
        ("493021是您的验证码", "493021", CODE),
        ("【某银行】493021（登录验证码），5分钟内有效", "493021", CODE),
        ("Your verification code is 493021", "493021", CODE),
        # passwords
        ("密码是abc123!", "abc123!", PASSWORD),
        ("網銀密碼：Sunny2026", "Sunny2026", PASSWORD),
        ("支付密码 778899", "778899", PASSWORD),
        ("password = hunter2xx", "hunter2xx", PASSWORD),
        ("密碼係「qwer-zxcv」", "qwer-zxcv", PASSWORD),
    ],
)
def test_a_private_number_is_covered_and_the_rest_stays(text: str, number: str, kind: PrivateKind) -> None:
    masked = mask(text, CUES)
    assert masked.text == text.replace(number, COVER * len(number))
    assert masked.kinds == {kind}


@pytest.mark.parametrize(
    "text",
    [
        # phone numbers
        "他打了13812345678三次",
        "打12378或者96110",
        "電話6123 4567，另一個9876 5432",
        "两个号13812345678 13987654321",
        "0912345678打來",
        # sums
        "欠款23000元，每月500",
        "5000 6000 7000 8000，四期",
        "本金123456.78，利息9999.99",
        "20000000越南盾",
        "二〇二六年十一月二十八日",
        "一二三四五六七八",
        "四五百块",
        "验证码一个也没给",
        # papers
        "合同号202611230001234567",
        "合同号：6222021234567890128",
        "借据号4111111111111111",
        "契約編號A123456789",
        "案号(2026)京0105民初12345号",
        "工号A12345",
        "員工編號A1234563",
        # a check digit that is not right
        "110105194912310021",
        "11010519491331002X",
        "A123456780",
        "G123456(9)",
        "FA12345680",
        "6222021234567890127",
        # days and times
        "2026年11月23日 22:15",
        "2026-11-23 22:15:30",
        "20261123221530",
        # fifteen or eight digits and nothing that says what they are
        "单子上写110105491231002",
        "1234567(8)",
        # talk about codes and passwords
        "验证码我没给他",
        "他要我的密码",
        "密码是多少我忘了",
        "password reset mail",
        "验证码骗走5000块",
        "他骗走5000，验证码还在",
    ],
)
def test_what_only_looks_like_a_private_number_is_left_alone(text: str) -> None:
    masked = mask(text, CUES)
    assert masked.text == text
    assert masked.kinds == frozenset()


def test_several_kinds_in_one_message_are_all_covered() -> None:
    masked = mask("11010519491231002X，卡4111111111111111，验证码：1234，密码:x9x9x9", CUES)
    assert masked.kinds == set(PrivateKind)
    assert not any(character.isdigit() for character in masked.text)


@given(st.integers(min_value=10**14, max_value=10**15 - 1))
def test_exactly_one_last_digit_makes_a_card_number(stem: int) -> None:
    assert sum(is_bank_card(f"{stem}{last}") for last in range(10)) == 1


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(min_value=0, max_value=999))
def test_exactly_one_last_character_makes_an_identity_number(born: date, order: int) -> None:
    stem = f"110105{born:%Y%m%d}{order:03}"
    assert sum(is_mainland_identity(stem + last) for last in "0123456789X") == 1


@given(st.from_regex(r"[A-Z][1289][0-9]{7}", fullmatch=True))
def test_exactly_one_last_digit_makes_a_taiwan_number(stem: str) -> None:
    assert sum(is_taiwan_identity(f"{stem}{last}") for last in range(10)) == 1


@given(st.from_regex(r"[A-Z][A-D][0-9]{7}", fullmatch=True))
def test_exactly_one_last_digit_makes_an_older_certificate_of_residence(stem: str) -> None:
    assert sum(is_taiwan_resident(f"{stem}{last}") for last in range(10)) == 1


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{6}", fullmatch=True))
def test_exactly_one_last_character_makes_a_hong_kong_number(stem: str) -> None:
    assert sum(is_hong_kong_identity(stem + last) for last in "0123456789A") == 1


@given(st.text(max_size=200))
def test_a_mask_never_changes_the_length_of_a_text(text: str) -> None:
    assert len(mask(text, CUES).text) == len(text)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("我妈13812345678", "我妈138●●●●●●78"),
        ("+86 138-1234-5678", "+86 138-●●●●-●●78"),
        ("阿姨 0912 345 678", "阿姨 0912 ●●● ●78".replace("0912", "091●")),
        ("姊姊6123 4567", "姊姊612● ●●67"),
        ("１３８１２３４５６７８", "１３８●●●●●●７８"),
    ],
)
def test_a_mobile_number_keeps_only_its_ends(text: str, covered: str) -> None:
    assert cover_phones(text) == covered


@pytest.mark.parametrize(
    "text",
    [
        "打12378、96110或95588",
        "400-123-4567",
        "010-12345678",
        "2345 6789",
        "欠50001234元",
        "5000万",
        "2026年11月23日",
        "合同202611230001234567",
        "123456.78",
    ],
)
def test_service_numbers_sums_and_days_stay(text: str) -> None:
    assert cover_phones(text) == text
