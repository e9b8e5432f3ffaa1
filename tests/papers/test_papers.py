"""Papers are set as they are meant: every character there, nothing carried out, in the forms the reader knows."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from bot.errors import PaperFailed
from bot.language.formatting import Style
from bot.language.region import Region, Script
from bot.papers.order import Order, order
from bot.papers.press import Press
from bot.papers.typesetting import Typesetter

FOLDER = Path(__file__).parents[2] / "content" / "papers"
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HANS, TAIWAN, HONG_KONG = (
    Style(Script.HANS, Region.MAINLAND),
    Style(Script.HANT, Region.TAIWAN),
    Style(Script.HANT, Region.HONG_KONG),
)
CARD = {"title": "先听，先记", "lines": ["一步一步来"], "note": "不急"}

pytestmark = pytest.mark.xdist_group("papers")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(FOLDER)


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    press = Press(FOLDER)
    yield press
    await press.close()


def card(lines: list[str], form="pdf", style: Style = HANS, dark: bool = False) -> Order:
    return order("card", {**CARD, "lines": lines}, form, style, AT, dark=dark)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("style", "line"),
    [
        (HANS, "还款金额为每月一千二百元"),
        (TAIWAN, "還款金額為每月一千二百元"),
        (HONG_KONG, "唔好即刻應承，嗰日𨋢口嘅事"),
        (TAIWAN, "𠮷先生、堃小姐、喆先生"),
        (HANS, "好🙏🧧"),
    ],
)
def test_every_character_is_there_and_can_be_selected(typesetter, style, line):
    assert line in text_of(typesetter.set(card([line], style=style)))


@pytest.mark.parametrize("style", [HANS, TAIWAN, HONG_KONG])
def test_a_picture_is_as_wide_as_a_phone_shows_sharply(typesetter, style):
    with Image.open(io.BytesIO(typesetter.set(card(["一"], "png", style)))) as picture:
        assert picture.width == 900
        assert picture.height > 200


def test_dark_is_dark_and_light_is_light(typesetter):
    corners = [
        Image.open(io.BytesIO(typesetter.set(card(["一"], "png", dark=dark)))).convert("L").getpixel((3, 3))
        for dark in (False, True)
    ]
    assert corners[0] > 240
    assert corners[1] < 40


def test_characters_take_the_forms_their_reader_knows(typesetter):
    simplified, traditional = (typesetter.set(card(["骨令述花"], "png", style)) for style in (HANS, TAIWAN))
    assert simplified != traditional


def test_fonts_are_in_the_file_and_no_system_font_is_used(typesetter):
    reader = PdfReader(io.BytesIO(typesetter.set(card(["一🙏a"]))))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert all("NotoSans" in name or "NotoEmoji" in name for name in names)
    assert len(names) >= 2


def test_the_same_order_gives_the_same_file(typesetter):
    assert typesetter.set(card(["一"])) == typesetter.set(card(["一"]))


INJECTIONS = [
    '#eval("1+1")',
    '#read("/etc/passwd")',
    "$x^2$",
    "*b* _i_ `c`",
    '#import "card.typ"',
    '"\\"',
    "<a> @b",
    "//",
    "#{panic()}#[x]",
    "https://evil.example/#x \\u{41}",
    "= h1 - x + y / z: t",
]


@pytest.mark.parametrize("words", INJECTIONS)
def test_what_somebody_wrote_is_shown_and_not_carried_out(typesetter, words):
    assert words in text_of(typesetter.set(card([words])))


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_set(words):
    pdf = SHARED.set(card([words]))
    assert pdf.startswith(b"%PDF")


SHARED = Typesetter(FOLDER)


def test_a_template_reads_nothing_outside_its_folder(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "papers" / "peek.typ").write_text('#read("../secret.txt")', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        Typesetter(tmp_path / "papers").set(order("peek", {}, "pdf", HANS, AT, dark=False))


async def test_a_paper_is_made_in_another_process_in_bounded_memory(press):
    pdf = await press.render("card", {**CARD, "lines": ["字" * 300] * 300}, form="pdf", style=TAIWAN, at=AT)
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 1
    assert press.process_id not in {None, os.getpid()}
    assert psutil.Process(press.process_id).memory_info().rss < 400 * 1024 * 1024


async def test_what_cannot_be_made_says_so_and_the_next_paper_comes(press):
    with pytest.raises(PaperFailed):
        await press.render("no_such", CARD, form="pdf", style=HANS, at=AT)
    with pytest.raises(PaperFailed):
        await press.render("card", {}, form="pdf", style=HANS, at=AT)
    with pytest.raises(PaperFailed):
        await press.render("../papers/card", CARD, form="pdf", style=HANS, at=AT)
    assert (await press.render("card", CARD, form="png", style=HANS, at=AT)).startswith(b"\x89PNG")


async def test_the_words_of_a_paper_are_in_no_error(press):
    with pytest.raises(PaperFailed) as failed:
        await press.render("card", {"title": "秘密的名字", "lines": 5}, form="pdf", style=HANS, at=AT)
    assert "秘密" not in str(failed.value)
