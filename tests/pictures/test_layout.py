"""From lines and colours to messages, on screens painted for the purpose: no recognition takes part."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot.pictures.box import Box, Line
from bot.pictures.layout import messages_of
from bot.pictures.words import load_words

WORDS = load_words(Path(__file__).parent.parent.parent / "content" / "reading" / "screenshots.yaml")
PAPER, WHITE, GREEN, GREY, BLUE = (237, 237, 237), (255, 255, 255), (149, 236, 105), (233, 233, 235), (10, 87, 208)
SIZE = 30
"""Height and width of a Chinese letter on these screens."""


class Screen:
    """A phone screen of 540 by 1100 pixels to paint on."""

    def __init__(self, paper: tuple[int, int, int] = PAPER, width: int = 540, height: int = 1100) -> None:
        self.pixels = np.full((height, width, 3), paper, np.uint8)
        self.lines: list[Line] = []

    def paint(self, left: int, top: int, right: int, bottom: int, colour: tuple[int, int, int]) -> None:
        self.pixels[top:bottom, left:right] = colour

    def write(self, left: int, top: int, text: str, size: int = SIZE, sure: float = 1.0) -> int:
        """One line, its letters dark strokes; gives its right end."""
        widths = [size // 2 if letter.isascii() else size for letter in text]
        ends = [left + sum(widths[: place + 1]) for place in range(len(widths))]
        for start, end in pairwise([left, *ends]):
            self.pixels[top + size // 4 : top + size * 3 // 4, start + 4 : max(start + 6, end - 4) : 4] = (60, 60, 60)
        box = Box(left, top, ends[-1], top + size)
        self.lines.append(Line(box, text, tuple(map(float, ends)), (sure,) * len(text)))
        return ends[-1]

    def bubble(self, left: int, top: int, rows: list[str], colour: tuple[int, int, int] = WHITE) -> None:
        wide = max(sum(0.5 if letter.isascii() else 1 for letter in row) for row in rows) * SIZE
        self.paint(left, top, int(left + wide + 24), top + len(rows) * (SIZE + 8) + 16, colour)
        for number, row in enumerate(rows):
            self.write(left + 12, top + 8 + number * (SIZE + 8), row)

    def read(self) -> list[tuple[str, str]]:
        found = messages_of(self.pixels, sorted(self.lines, key=lambda line: line.box.top), WORDS)
        return [(message.sender.value, message.text) for message in found]


@pytest.mark.parametrize(("theirs", "mine"), [(WHITE, GREEN), (GREY, BLUE), (WHITE, (217, 253, 211))])
def test_the_left_bubble_is_theirs_and_the_right_one_mine(theirs, mine):
    screen = Screen(paper=(255, 255, 255) if theirs == GREY else PAPER)
    screen.bubble(70, 200, ["什么时候还钱"], theirs)
    screen.bubble(300, 300, ["下个月好吗"], mine)
    assert screen.read() == [("them", "什么时候还钱"), ("me", "下个月好吗")]


def test_a_wrapped_line_runs_on_and_a_short_one_ends():
    screen = Screen()
    screen.bubble(70, 200, ["今天不还钱我们就去", "你家"])
    screen.bubble(70, 400, ["几点？", "过了七点就算明天了"])
    assert screen.read() == [("them", "今天不还钱我们就去你家"), ("them", "几点？\n过了七点就算明天了")]


def test_the_phone_the_name_the_date_and_the_field_are_no_messages():
    screen = Screen()
    screen.write(30, 10, "9:41")
    screen.write(200, 70, "张主任")
    screen.write(210, 150, "下午 3:18", size=20)
    screen.bubble(70, 200, ["在吗"])
    screen.paint(60, 1030, 480, 1080, WHITE)
    screen.write(80, 1040, "发消息")
    assert screen.read() == [("them", "在吗")]


def test_a_half_typed_draft_above_the_keyboard_is_no_message():
    screen = Screen()
    screen.bubble(70, 200, ["什么时候还钱"])
    screen.paint(60, 640, 480, 690, WHITE)
    screen.write(80, 650, "我再想想")
    for row, letters in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")):
        for place, letter in enumerate(letters):
            screen.paint(10 + place * 52, 720 + row * 90, 55 + place * 52, 790 + row * 90, WHITE)
            screen.write(25 + place * 52, 740 + row * 90, letter)
    assert screen.read() == [("them", "什么时候还钱")]


def test_a_read_mark_and_a_time_beside_a_bubble_are_dropped():
    screen = Screen()
    screen.bubble(300, 300, ["請給我明細"], GREEN)
    screen.write(230, 300, "已讀", size=18)
    screen.write(210, 325, "下午 1:40", size=18)
    assert screen.read() == [("me", "請給我明細")]


def test_a_time_inside_every_bubble_is_dropped_but_one_that_was_written_stays():
    screen = Screen()
    for place, text in enumerate(("今日要還", "幾點呀", "聽日囉")):
        screen.paint(20, 200 + place * 100, 280, 250 + place * 100, WHITE)
        screen.write(30, 208 + place * 100, text)
        screen.write(200, 224 + place * 100, f"10:5{place}", size=20)
    assert [text for _, text in screen.read()] == ["今日要還", "幾點呀", "聽日囉"]
    plain = Screen()
    plain.bubble(70, 200, ["今天还清，不要超过", "18:00"])
    plain.bubble(70, 400, ["听到没有"])
    assert [text for _, text in plain.read()] == ["今天还清，不要超过18:00", "听到没有"]


def test_a_notice_in_the_middle_is_no_message():
    screen = Screen()
    screen.bubble(70, 200, ["在吗"])
    screen.write(170, 320, "以下是新消息", size=22)
    screen.bubble(70, 400, ["还钱"])
    assert screen.read() == [("them", "在吗"), ("them", "还钱")]


def test_a_letter_in_a_disc_stands_for_a_face():
    screen = Screen()
    screen.paint(10, 200, 56, 246, (120, 120, 160))
    screen.write(18, 208, "王")
    screen.bubble(70, 200, ["明天匯款"])
    assert screen.read() == [("them", "明天匯款")]


def test_a_one_letter_answer_stays_a_message():
    screen = Screen()
    screen.bubble(70, 200, ["什么时候还钱"])
    screen.bubble(420, 320, ["好"], GREEN)
    assert screen.read() == [("them", "什么时候还钱"), ("me", "好")]


def test_a_notification_loses_its_sender_and_its_age():
    screen = Screen(paper=(90, 110, 140))
    screen.paint(15, 300, 525, 390, WHITE)
    screen.write(90, 310, "10691234567")
    screen.write(450, 312, "现在", size=22)
    screen.write(90, 345, "您的借款今天到期")
    assert screen.read() == [("them", "您的借款今天到期")]


def test_bubbles_as_wide_as_the_page_follow_the_colour_of_the_others():
    screen = Screen()
    screen.bubble(75, 200, ["一" * 12])
    screen.bubble(75, 300, ["短的"])
    screen.bubble(75, 400, ["二" * 12], GREEN)
    screen.bubble(350, 500, ["好的"], GREEN)
    assert [side for side, _ in screen.read()] == ["them", "them", "me", "me"]


def test_a_letter_without_bubbles_is_theirs():
    screen = Screen(paper=(255, 255, 255))
    screen.write(60, 100, "催收函告知书内容如下")
    screen.write(60, 138, "请于三日内归还欠款")
    assert "".join(text for _, text in screen.read()).replace("\n", "") == "催收函告知书内容如下请于三日内归还欠款"


def test_a_letter_the_model_does_not_have_is_put_right_only_when_doubtful():
    for sure, text in ((0.4, "我哋上嚟"), (0.99, "我吡上嚟")):
        screen = Screen()
        screen.paint(70, 200, 240, 250, WHITE)
        screen.write(82, 208, "我吡上嚟", sure=sure)
        assert screen.read() == [("them", text)]


def test_doubtful_letters_are_counted():
    screen = Screen()
    screen.paint(70, 200, 240, 250, WHITE)
    screen.write(82, 208, "有單哚", sure=0.5)
    assert messages_of(screen.pixels, screen.lines, WORDS)[0].doubtful == 3


def test_an_empty_screen_has_no_messages():
    assert Screen().read() == []
