"""A text as the crisis rules read it: one script, one width, no disguises, cut into clauses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.content.crisis import CrisisPhrases

SEPARATORS = re.compile(r"[，。！？；：、,.!?;:…\n]+\s*|\s+")
TITLES = re.compile(r"《[^《》]{0,60}》")
QUOTES = re.compile(r"(?P<before>[^“”「」『』\"\n]{0,8})[“「『\"](?P<said>[^“”「」『』\"]{1,80})[”」』\"]")
QUOTE = re.compile('[“「『"]')

SHORT = 4
"""A space between pieces of fewer letters than this is a disguise or a habit, not the end of a clause."""


def spelled_out(text: str, phrases: CrisisPhrases) -> str:
    """Letters and digits in simplified script, standard words for dialect and disguise, a line for each clause.

    Titles of works and quoted words that are not the writer's own are left out.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(phrases.fold_table)
    own = TITLES.sub("\n", folded) if "《" in folded else folded
    if QUOTE.search(own):
        own = QUOTES.sub(lambda quote: _own(quote, phrases), own)
    plain = "\n".join(_clauses(phrases.picture_reader.sub(lambda m: phrases.pictures[m[0]], own)))
    return phrases.dialect_reader.sub(lambda m: phrases.dialect[m[0]], _undisguised(plain, phrases))


def _undisguised(plain: str, phrases: CrisisPhrases) -> str:
    """A text without disguises. What one of them is read as may belong to the next."""
    last = -1
    while True:
        index = next((index for index in phrases.disguise_sieve.left(plain) if index > last), None)
        if index is None:
            return plain
        disguise, read = phrases.disguise_readers[index]
        plain, last = disguise.sub(read, plain), index


def _own(quote: re.Match[str], phrases: CrisisPhrases) -> str:
    before, said = quote["before"], quote["said"]
    another = phrases.addressed_reader.search(said) or phrases.reported_reader.search(before)
    if another and not phrases.own_quote_reader.search(before):
        return f"{before}\n"
    return f"{before}{said}"


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a text; letters that punctuation or spaces stand between one by one are put together."""
    clause, last, start, mark = "", "", 0, "\n"
    for separator in SEPARATORS.finditer(text + "\n"):
        piece = "".join(filter(str.isalnum, text[start : separator.start()]))
        start = separator.end()
        if piece and clause and _belong(last, piece, mark):
            clause += f" {piece}" if _is_latin(last[-1] + piece[0]) else piece
        elif piece:
            yield from filter(None, (clause,))
            clause = piece
        last, mark = piece or last, separator[0]
    yield clause


def _belong(left: str, right: str, mark: str) -> bool:
    shorter, longer = sorted((len(left), len(right)))
    if mark.isspace() and "\n" not in mark:
        return shorter < SHORT or _is_latin(left[-1] + right[0])
    return longer == 1 or (shorter == 1 and mark == ".")


def _is_latin(letters: str) -> bool:
    return letters.isascii() and letters.isalpha()
