"""A reply as the rules read it: one script, one width, standard words, cut into clauses."""

from __future__ import annotations

import re
import unicodedata

from bot.content.replies import ReplyRules
from bot.language.simplified import simplified_characters

SENTENCE_END = re.compile(r"[。!;\n…]+|(?<!\d)\.(?!\d)|\.{2,}")
QUESTION_END = re.compile(r"[,，、。!;]*\?[\s?!。,，]*")
PAUSE = re.compile(r"(?<!\d)[,，、:：]|[,，、:：](?!\d)|[~—–()\[\]{}「」『』“”\"'【】]+")
SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
MARKS = re.compile(r"[，。]*？[，。]*|[，]*。[，。]*|，+")
NEW_SUBJECT = re.compile(r"(?<=[吧啊呀啦呢])(?=我)|(?<=了)(?=我(?!的|工资|钱|.{1,2}[个次天月]))")
"""Where people leave out the mark before a new clause that begins with 我."""

CLAUSE = re.compile(r"[^，。？]+？?")


def folded(reply: str, rules: ReplyRules) -> str:
    """The reply in half width, small letters and simplified characters, its marks 。 ？ and ， only."""
    text = unicodedata.normalize("NFKC", reply).lower().translate(simplified_characters())
    text = QUESTION_END.sub("？", text)
    text = SENTENCE_END.sub("。", text)
    text = PAUSE.sub("，", text)
    text = SPACE.sub(_space, text)
    text = rules.dialect_reader.sub(lambda word: rules.dialect[word[0]], text)
    for each in rules.rereadings:
        if each.word in text and re.search(each.when, text):
            text = text.replace(each.word, each.read)
    text = NEW_SUBJECT.sub("，", text)
    return MARKS.sub(_mark, text).strip("，。 ")


def clauses(text: str) -> list[str]:
    """The clauses of a folded reply in order; one that asks keeps its ？."""
    return [found[0].strip() for found in CLAUSE.finditer(text) if found[0].strip()]


def _space(match: re.Match[str]) -> str:
    """People who type on a phone put a space where others put a comma; a space by a figure joins."""
    return "，" if match.start() and not _by_figure(match) else ""


def _by_figure(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())


def _mark(match: re.Match[str]) -> str:
    return next((mark for mark in "？。" if mark in match[0]), "，")
