"""The traditional-script texts: complete, of the same slots, and written for readers in Taiwan and Hong Kong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from babel.messages import Message
from opencc import OpenCC

from bot.content.commands import Commands
from bot.content.library import load_library
from bot.dialogue.checking.syntax import Broken, parsed_text, slots_of
from bot.language.catalogue import Key, catalogue_path
from bot.language.extraction import TAG, FlowText
from bot.language.region import Region, Script
from bot.language.translations import flow_texts, key_of, read_messages
from bot.language.understanding import load_readers
from bot.marked_yaml import read_yaml

ROOT = Path(__file__).parents[2]
TO_TRADITIONAL = OpenCC("s2t")

KEPT_CHARACTERS = {
    "台": "台灣 and 這台機器 are written so by Taiwanese and Hong Kong readers; the converter prefers 臺",
    "吃": "the everyday form in both places; the converter prefers 喫",
}
"""Characters the converter would write otherwise, with the reason they stay."""

IN_BOTH_SCRIPTS = {
    "简体": "the button to the other script is written in that script",
    "繁體 / 简体": "the door to the other script names both",
    "先選文字。 / 先选文字。": "asked before the script is known, so a reader of either can read it",
    "用哪種文字？ / 用哪种文字？": "a reader who is in the wrong script must find the way out",
}
"""Texts that stand in the simplified script too, with the reason."""

MAINLAND_ONLY = re.compile(
    "信息|短信|保存|渠道|[賬账][戶户]|[賬账][單单]|轉[賬账]|默認|質量|視頻|消息|打分|小程序|粘貼|菜單|屏幕|網絡|軟件|"
    "數據|設置|鏈接|合同|工號|徵信|網貸|小貸|對公|發消息|點擊|單位|靠譜|起個名|歇著|咱|您"
)
"""What Taiwanese and Hong Kong readers take for the mainland's; content/terms.yaml has their own words."""

QUOTED = {"source": re.compile(r"“([^“”]*)”"), "written": re.compile(r"「([^「」]*)」")}
WORD = re.compile(r"\{\{\s*word\.(\w+)\s*\}\}")

TERMS = load_library(ROOT / "content").terms
READERS = load_readers(ROOT / "content")
TODAY = date(2026, 3, 4)
UNDERSTOOD: dict[str, Callable[[str, Region], bool]] = {
    "money": lambda text, region: READERS.amount(text, region).value is not None,
    "date": lambda text, region: READERS.date(text, TODAY, region).date is not None,
    "month": lambda text, region: READERS.month(text, TODAY, region, past=True).sure,
    "time": lambda text, region: READERS.time(text).time is not None,
    "days": lambda text, region: READERS.days(text) is not None,
}
"""Whether a typed answer is read without asking again, by kind of question."""


@cache
def messages() -> dict[Key, Message]:
    found = read_messages(catalogue_path(ROOT / "locales", Script.HANT), Script.HANT)
    return {key_of(message): message for message in found if message.id}


@cache
def texts() -> tuple[FlowText, ...]:
    return tuple(text for _, text in flow_texts(ROOT / "flows"))


def pairs() -> Iterator[tuple[str, str, str]]:
    """(flow.step, zh-Hans, zh-Hant) of every text."""
    for (context, source), message in messages().items():
        yield context, source, str(message.string)


def as_read(text: str, region: Region) -> str:
    """A translation with its region's words and without its other slots."""
    words = TERMS.words(Script.HANT, region)
    return TAG.sub("", WORD.sub(lambda found: words[found[1]], text))


def test_every_text_of_the_flows_is_translated_and_none_is_of_an_older_text():
    wanted = {text.key for text in texts()}
    spoken = {key for key, message in messages().items() if message.string and not message.fuzzy}
    assert wanted - spoken == set()


def test_no_translation_is_left_of_a_text_no_flow_says():
    assert set(messages()) - {text.key for text in texts()} == set()


def test_a_translation_is_filled_with_what_its_source_is_filled_with():
    for context, source, written in pairs():
        before, after = parsed_text(source), parsed_text(written)
        assert not isinstance(before, Broken)
        assert not isinstance(after, Broken), context
        slots = {slot for slot in slots_of(after) if not slot.startswith("word.")}
        assert slots == {slot for slot in slots_of(before) if not slot.startswith("word.")}, context


def test_every_regional_word_of_a_translation_is_in_the_list_of_terms():
    used = {key for _, _, written in pairs() for key in WORD.findall(written)}
    assert used <= set(TERMS.terms)


LOGIC = re.compile(r"{%.*?%}|{{.*?}}")
"""What of a text the reader never sees."""


@pytest.mark.parametrize("region", [Region.TAIWAN, Region.HONG_KONG])
def test_no_character_of_the_simplified_script_is_left(region):
    left = {
        (context, character, better)
        for context, _, written in pairs()
        if written not in IN_BOTH_SCRIPTS
        for character, better in zip(
            as_read(written, region), TO_TRADITIONAL.convert(as_read(written, region)), strict=True
        )
        if character != better and character not in KEPT_CHARACTERS
    }
    assert left == set()


@pytest.mark.parametrize("region", [Region.TAIWAN, Region.HONG_KONG])
def test_no_word_is_one_that_only_the_mainland_uses(region):
    said = ((context, as_read(written, region)) for context, _, written in pairs())
    assert [(context, *MAINLAND_ONLY.findall(text)) for context, text in said if MAINLAND_ONLY.search(text)] == []


def test_a_text_equal_to_its_source_has_only_characters_both_scripts_share():
    same = {source for context, source, written in pairs() if source == written}
    assert {text for text in same if TO_TRADITIONAL.convert(text) != text} <= set(IN_BOTH_SCRIPTS)


def test_quotations_have_the_marks_of_the_script_and_are_closed():
    for context, _, written in pairs():
        assert not set(LOGIC.sub("", written)) & set("“”‘’\"'"), context
        marks = "".join(char for char in written if char in "「」『』")
        assert re.fullmatch(r"(「(『』)*」)*", marks), context


def test_a_button_named_in_a_text_has_that_name_on_it():
    buttons = {text.text: str(messages()[text.key].string) for text in texts() if text.role == "button"}
    for context, source, written in pairs():
        named = zip(QUOTED["source"].findall(source), QUOTED["written"].findall(written), strict=True)
        for before, after in named:
            assert after == buttons.get(before, after), context


def test_a_command_named_in_a_text_is_understood_when_typed():
    commands = Commands.model_validate(read_yaml(ROOT / "content" / "commands.yaml").data)
    for context, source, written in pairs():
        named = zip(QUOTED["source"].findall(source), QUOTED["written"].findall(written), strict=True)
        for before, after in named:
            assert commands.named(after) == commands.named(before), (context, after)


def examples(region: Region) -> Iterator[tuple[str, str]]:
    """(kind of question, an answer it gives as an example)."""
    for path, text in flow_texts(ROOT / "flows"):
        if text.loc[-1] == "example":
            step = cast(dict[str, Any], read_yaml(path).data)["steps"][text.loc[1]]
            written = as_read(str(messages()[text.key].string), region)
            shown = QUOTED["written"].findall(written) or re.findall(r"例如：([^，。]+)", written)
            kinds = [kind for kind in UNDERSTOOD if kind in step]
            months = "date" in step and (step["date"] or {}).get("months", False)
            yield from (("month" if months else kind, answer) for kind in kinds for answer in shown)


@pytest.mark.parametrize("region", [Region.TAIWAN, Region.HONG_KONG])
def test_an_answer_given_as_an_example_is_one_the_assistant_understands(region):
    shown = set(examples(region))
    assert {kind for kind, _ in shown} == set(UNDERSTOOD)
    assert {(kind, answer) for kind, answer in shown if not UNDERSTOOD[kind](answer, region)} == set()
