"""Formatted text becomes entities counted in UTF-16 units, and mistakes are refused in Telegram's words."""

from __future__ import annotations

import pytest

from bot.sandbox import Refused
from bot.sandbox.entities import plain, read


def shape(text: str, mode: str) -> tuple[str, list[tuple]]:
    formatted = read(text, mode, None)
    return formatted.text, [(e["type"], e["offset"], e["length"]) for e in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>你好</b>", "你好", [("bold", 0, 2)]),
        # 😀 takes two units.
        ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
        ("<b>一<i>二</i></b>", "一二", [("bold", 0, 2), ("italic", 1, 1)]),
        ("a &lt;b&gt; &amp; &#39;c&#39;", "a <b> & 'c'", []),
        (
            "<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>",
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<blockquote expandable>他说</blockquote>", "他说", [("expandable_blockquote", 0, 2)]),
        # Telegram trims the text and moves the entities.
        (" \n<b> 好 </b>\n", "好", [("bold", 0, 1)]),
        ("<b></b>空", "空", []),
        ("/start <code>/stop</code>", "/start /stop", [("bot_command", 0, 6), ("code", 7, 5)]),
    ],
)
def test_html_becomes_text_and_entities(source, text, entities) -> None:
    assert shape(source, "HTML") == (text, entities)


def test_links_and_code_keep_their_address_and_language() -> None:
    link = read('<a href="https://a.cn/?x=1&amp;y=2">看</a>', "HTML", None)
    code = read('<pre><code class="language-python">x = 1</code></pre>', "HTML", None)

    assert link.entities == ({"type": "text_link", "offset": 0, "length": 1, "url": "https://a.cn/?x=1&y=2"},)
    assert code.entities == ({"type": "pre", "offset": 0, "length": 5, "language": "python"},)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<b>一", 'Can\'t find end tag corresponding to start tag "b"'),
        ("好<font>", 'Unsupported start tag "font" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_mistakes_in_html_are_refused(source, why) -> None:
    with pytest.raises(Refused) as refused:
        read(source, "HTML", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            "*粗* _斜_ __下__ ~删~",
            "粗 斜 下 删",
            [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1), ("strikethrough", 6, 1)],
        ),
        ("||藏|| `a_b` 3\\.5", "藏 a_b 3.5", [("spoiler", 0, 1), ("code", 2, 3)]),
        ("[看](https://a.cn/\\))", "看", [("text_link", 0, 1)]),
        ("```py\nx=1\n```", "x=1", [("pre", 0, 3)]),
        (">他说\n我说", "他说\n我说", [("blockquote", 0, 2)]),
        ("*一_二_*", "一二", [("bold", 0, 2), ("italic", 1, 1)]),
    ],
)
def test_markdown_v2_becomes_text_and_entities(source, text, entities) -> None:
    assert shape(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("3.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("好 *粗", "Can't find end of Bold entity at byte offset 4"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_mistakes_in_markdown_v2_are_refused(source, why) -> None:
    with pytest.raises(Refused) as refused:
        read(source, "MarkdownV2", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_the_older_markdown_leaves_full_stops_alone() -> None:
    assert shape("*粗* 3.5 [看](https://a.cn)", "Markdown") == (
        "粗 3.5 看",
        [("bold", 0, 1), ("text_link", 6, 1)],
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start@huankouqi_bot 你好", ["bot_command"]),
        ("看https://a.cn/x，再说", ["url"]),
        ("写给 a@b.com 或 @zhangsan", ["email", "mention"]),
        ("#还款 3.5元", ["hashtag"]),
        ("和/或", []),
        ("欠了3.5万。", []),
    ],
)
def test_plain_text_is_searched_for_what_telegram_finds(text, kinds) -> None:
    assert [entity["type"] for entity in plain(text).entities] == kinds
