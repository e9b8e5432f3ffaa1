"""Every text a person can be shown from content/, in both scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from opencc import OpenCC
from pydantic import BaseModel

from bot.content.both import Both
from bot.content.library import Library, load_library
from bot.content.scripts import slots_of

ROOT = Path(__file__).parents[2]
TO_TRADITIONAL = OpenCC("s2t")

BOTH_WAYS = frozenset("台裡群里床只后了系面才干准出借卷表致丑谷余几姜借淀咸志托布布吃占尸升并污汙峰踪秘匯")
"""Characters written in traditional texts too, although the converter would write another form."""

NEVER_SAID = re.compile(r"加油|[别別]怕|不要怕|(?<![不])应该|(?<![不])應該|错误|錯誤|无效|無效|[!！]|您")
PROMISES = re.compile(r"[保][证證](?![人金])|(?<!没)(?<!有)一定[会會能可]|必定|肯定")


def library() -> Library:
    return load_library(ROOT / "content")


def texts_of(value: object, where: str) -> Iterator[tuple[str, Both]]:
    if isinstance(value, Both):
        yield where, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts_of(each, f"{where}.{key}")
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from texts_of(each, f"{where}[{getattr(each, 'id', index)}]")


def all_texts() -> list[tuple[str, Both]]:
    shelf = library()
    return [
        found
        for name in type(shelf).__slots__
        if name not in {"facts", "lint", "crisis", "privacy"}
        for found in texts_of(getattr(shelf, name), name)
    ]


TEXTS = all_texts()


def simplified_characters(text: str) -> set[str]:
    return {character for character in text if TO_TRADITIONAL.convert(character) != character} - BOTH_WAYS


def test_the_walk_reaches_every_kind_of_text() -> None:
    """Guards the tests below: a walk that finds nothing would pass them all."""
    kinds = {re.split(r"[.\[]", where)[0] for where, _ in TEXTS}
    cards = {"collectors", "stages", "listening", "feelings", "causes", "scripts"}
    assert kinds >= {"facts_by_region", "hotlines", *cards}
    assert len(TEXTS) > 500


def test_no_text_cheers_scolds_shouts_or_promises() -> None:
    said = [(where, text) for where, both in TEXTS for _, text in both.wordings()]
    assert [each for each in said if NEVER_SAID.search(each[1]) or PROMISES.search(each[1])] == []


def test_traditional_texts_hold_no_simplified_characters() -> None:
    traditional = [(where, text) for where, both in TEXTS for key, text in both.wordings() if key != "zh_Hans"]
    found = [(where, simplified_characters(text), text) for where, text in traditional]
    assert [each for each in found if each[1]] == []


def test_each_script_has_its_own_quotation_marks() -> None:
    foreign = {"zh_Hans": set("「」『』"), "zh_Hant": set("“”‘’"), "zh_Hant_HK": set("“”‘’")}
    said = [(where, key, text) for where, both in TEXTS for key, text in both.wordings()]
    assert [each for each in said if foreign[each[1]] & set(each[2])] == []


def test_all_wordings_of_a_text_have_the_same_slots() -> None:
    slots = [(where, {frozenset(slots_of(text)) for _, text in both.wordings()}) for where, both in TEXTS]
    assert [each for each in slots if len(each[1]) > 1] == []


def test_no_text_names_a_web_host_or_is_wider_than_a_bubble() -> None:
    host = re.compile(r"https?:|www\.|\.(com|cn|tw|hk|org)\b")
    said = [(where, text) for where, both in TEXTS for _, text in both.wordings()]
    assert [each for each in said if host.search(each[1]) or len(each[1]) > 120] == []
