"""A text as the crisis rules read it: one script, one width, no disguises, cut into clauses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.content.crisis import CrisisPhrases

SEPARATORS = re.compile(r"[，。！？；：、,.!?;:…\n]+\s*|\s+")
TITLES = re.compile(r"《[^《》]{0,60}》")
QUOTES = re.compile(r"(?P<before>[^“”「」『』\"\n]{0,8})[“「『\"](?P<said>[^“”「」『』\"]{1,80})[”」』\"]")

SHORT = 4
"""A space between pieces of fewer letters than this is a disguise or a habit, not the end of a clause."""


def spelled_out(text: str, phrases: CrisisPhrases) -> str:
    """Letters and digits in simplified script, standard words for dialect and disguise, a line for each clause.

    Titles of works and quoted words that are not the writer's own are left out.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(phrases.fold_table)
    own = QUOTES.sub(lambda quote: _own(quote, phrases), TITLES.sub("\n", folded))
    plain = "\n".join(_clauses(phrases.picture_reader.sub(lambda m: phrases.pictures[m[0]], own)))
    for disguise, read in phrases.disguise_readers:
        plain = disguise.sub(read, plain)
    return phrases.dialect_reader.sub(lambda m: phrases.dialect[m[0]], plain)


def _own(quote: re.Match[str], phrases: CrisisPhrases) -> str:
    before, said = quote["before"], quote["said"]
    if phrases.addressed_reader.search(said) or phrases.reported_reader.search(before):
        return f"{before}\n"
    return f"{before}{said}"


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a text; letters that punctuation or spaces stand between one by one are put together."""
    clause, last, start, hard = "", 0, 0, False
    for separator in SEPARATORS.finditer(text + "\n"):
        piece = "".join(filter(str.isalnum, text[start : separator.start()]))
        start = separator.end()
        if not piece:
            continue
        if not clause or _belong(last, len(piece), hard=hard):
            clause += piece
        else:
            yield clause
            clause = piece
        last, hard = len(piece), separator[0][0] == "\n" or not separator[0].isspace()
    yield clause


def _belong(left: int, right: int, *, hard: bool) -> bool:
    return left == right == 1 if hard else min(left, right) < SHORT
