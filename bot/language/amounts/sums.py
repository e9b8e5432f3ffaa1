"""Sorting the numbers of a text: sums of money, and counts, dates, shares and codes that are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.amounts.lexicon import LOCAL, AmountLexicon
from bot.language.amounts.numerals import Numeral, either_figure, read_numeral
from bot.language.amounts.runs import run_end, starts_numeral
from bot.language.amounts.tokens import Token
from bot.language.money import CURRENCY_OF
from bot.language.region import Region

MOST_DAYS = 31
MOST_PERIODS = 360
"""Thirty years of months: no plan has more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number in the text: what kind of thing it counts, and the tokens ``start`` to ``end`` it covers.

    Kinds: ``sum``, ``count``, ``date``, ``share``, ``code``, ``negative``, ``loose`` (a small number with
    an unknown word behind it), ``unclear`` (not one number), ``unnamed`` (上千: a sum without a figure).
    """

    kind: str
    start: int
    end: int
    value: Decimal | None = None
    currency: str | None = None
    doubtful: bool = False
    scaled: bool = False
    bare_decimal: bool = False
    product: bool = False
    options: tuple[Decimal, ...] = ()
    """What an unclear numeral may mean: 三五千 is 3000 or 5000."""


def find_numbers(tokens: Sequence[Token], region: Region, lexicon: AmountLexicon) -> list[Found]:
    """Every number of the text, in order."""
    finder = _Finder(tokens, region, lexicon)
    found: list[Found] = []
    place = 0
    while place < len(tokens):
        number = finder.at(place, found[-1].end if found else 0)
        if number is None:
            place += 1
        else:
            if number.kind != "word":
                found.append(number)
            place = number.end
    return _as_their_neighbours(found, tokens)


def _as_their_neighbours(found: list[Found], tokens: Sequence[Token]) -> list[Found]:
    """3到5天, 5、20号: a bare number joined to a count or a date is one too."""
    for place in range(len(found) - 2, -1, -1):
        this, after = found[place], found[place + 1]
        if _is_bare(this) and not this.scaled and _same_kind(after, tokens[this.end : after.start]):
            found[place] = replace(this, kind=after.kind, product=False)
        elif _is_day_of_month(this, after, tokens):
            found[place + 1] = replace(after, kind="count")
    return found


def _is_day_of_month(month: Found, after: Found, tokens: Sequence[Token]) -> bool:
    """5月20还500: the 20 is a day though 号 is missing."""
    if not _is_bare(after) or month.end != after.start or tokens[month.end - 1].text != "月":
        return False
    return after.value is not None and after.value <= MOST_DAYS


def _is_bare(number: Found) -> bool:
    return number.currency is None and number.kind in ("sum", "loose", "unclear")


def _same_kind(after: Found, between: Sequence[Token]) -> bool:
    if after.kind == "code":  # (852) 9123 4567
        return all(token.text in (" ", ")", "-") for token in between)
    return after.kind in ("count", "date", "share") and _joined(between)


def _joined(between: Sequence[Token]) -> bool:
    return len(between) == 1 and (between[0].kind == "connectors" or between[0].text in ("-", "、", ","))


_SINGLE_KINDS = {
    "code": "code",
    "date": "date",
    "tangled": "unclear",
    "open_words": "unnamed",
    "share_words": "share",
}
_NEVER_A_SUM = ("shares", "measures", "product_measures", "hundredths", "point")


class _Finder:
    """Looks at one place of the text at a time."""

    def __init__(self, tokens: Sequence[Token], region: Region, lexicon: AmountLexicon) -> None:
        self.tokens, self.region, self.lexicon = tokens, region, lexicon

    def at(self, place: int, free_from: int) -> Found | None:
        """The number that begins at ``place``; tokens before ``free_from`` belong to an earlier one."""
        token = self.tokens[place]
        if token.kind in _SINGLE_KINDS:
            return Found(_SINGLE_KINDS[token.kind], place, place + 1)
        if not starts_numeral(self.tokens, place, self.lexicon):
            return None
        end = run_end(self.tokens, place, self.lexicon)
        numeral = read_numeral(self.tokens[place:end], self.region, self.lexicon)
        before = self._before(place, free_from)
        named = before is not None and self.tokens[before].kind in ("currency", "dollar_signs")
        return (
            self._by_what_precedes(place, end, before, free_from, numeral)
            or (None if named else self._by_what_follows(place, end, numeral))
            or self._sum(place, end, self._codes_before(before, free_from), numeral)
        )

    def _kind(self, place: int | None) -> str:
        return self.tokens[place].kind if place is not None and 0 <= place < len(self.tokens) else ""

    def _text(self, place: int) -> str:
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def _before(self, place: int, free_from: int) -> int | None:
        place -= 1
        while place >= free_from and self._text(place) in (" ", ":"):
            place -= 1
        return place if place >= free_from else None

    def _after(self, place: int) -> int:
        return place + 1 if self._text(place) == " " else place

    def _by_what_precedes(
        self, start: int, end: int, before: int | None, free_from: int, numeral: Numeral
    ) -> Found | None:
        if self._is_negative(before, free_from):
            return Found("negative", start, end, numeral.value)
        coded = not numeral.scaled and self._is_code(before, free_from, end)
        if coded or self._attached_to_letters(start, end):
            return Found("code", start, end)
        if self._kind(before) == "share_before":
            return Found("share", start, end, numeral.value)
        if self._kind(before) == "ordinals" or self._is_weekday(start, end, free_from):
            return Found("count", start, self._past_measure(end), numeral.value)
        return None

    def _is_negative(self, before: int | None, free_from: int) -> bool:
        if self._kind(before) in ("currency", "dollar_signs"):
            before = self._before(before or 0, free_from)
        if before is None or self._kind(before) != "negative":
            return False
        is_dash = self._text(before) == "-" and free_from > 0
        return not (is_dash and all(self._text(place) == " " for place in range(free_from, before)))

    def _attached_to_letters(self, start: int, end: int) -> bool:
        return "latin" in (self._kind(start - 1), self._kind(end))

    def _is_code(self, before: int | None, free_from: int, end: int) -> bool:
        links = self.lexicon.sets["code_links"]
        while before is not None and before >= free_from and self._text(before) in links:
            before -= 1
        return self._kind(before) == "codes" or self._is_named_code(end)

    def _is_named_code(self, end: int) -> bool:
        """123456是验证码: the word for a code stands behind."""
        place = end
        while self._text(place) in self.lexicon.sets["code_links"]:
            place += 1
        return place > end and self._kind(place) == "codes"

    def _is_weekday(self, start: int, end: int, free_from: int) -> bool:
        """周五, 初三: a small figure behind a word for a day."""
        value = self.tokens[start].value
        small = end == start + 1 and isinstance(value, Decimal) and value <= MOST_DAYS
        return small and start > free_from and self._text(start - 1) in self.lexicon.sets["date_before"]

    def _past_measure(self, place: int) -> int:
        return place + 1 if self._kind(place) in ("measures", "product_measures") else place

    def _by_what_follows(self, start: int, end: int, numeral: Numeral) -> Found | None:
        after = self._after(end)
        kind = self._kind(after)
        if kind not in _NEVER_A_SUM or (self._text(after) == "成" and (numeral.value or 0) > 10):
            return None
        if kind == "hundredths" and (after > end or self._kind(after + 1) in ("digit", "arabic", "unit")):
            return None  # 500分6期: 分 is a verb here
        if kind == "shares":
            fraction = self._text(after) == "成" and self._kind(after + 1) in ("digit", "half")
            return Found("share", start, after + 1 + fraction, numeral.value)
        if self._text(after) in self.lexicon.sets["month_words"] and _too_many_months(numeral):
            return Found("unclear", start, after + 1)
        product = kind == "product_measures" and self._begins_sum(after + 1)
        return Found("count", start, after + 1, numeral.value, product=product)

    def _begins_sum(self, place: int) -> bool:
        if self._kind(place) in ("currency", "dollar_signs"):
            return True
        return place < len(self.tokens) and starts_numeral(self.tokens, place, self.lexicon)

    def _codes_before(self, before: int | None, free_from: int) -> list[str]:
        codes = []
        while self._kind(before) in ("currency", "dollar_signs"):
            codes.append(self._code(before or 0))
            before = self._before(before or 0, free_from)
        return codes

    def _sum(self, start: int, end: int, codes: list[str], numeral: Numeral) -> Found:
        value, place = numeral.value, self._after(end)
        if self._kind(place) == "tenths":
            value, place = self._cents(value, place)
            codes.append(LOCAL)
        elif self._kind(place) in ("currency", "dollar_signs"):
            while self._kind(place) in ("currency", "dollar_signs"):
                codes.append(self._code(place))
                place = self._after(place + 1)
            value, place = self._tail(value, place, codes)
        else:
            place = end
        if not codes and not numeral.scaled:
            return self._bare(start, end, numeral)
        currency, certain = self._currency(codes)
        doubtful = numeral.doubtful or value is None or not certain or _too_fine(value, numeral)
        found = Found("sum", start, max(place, end), value, currency, doubtful, scaled=numeral.scaled)
        return found if value is not None else replace(found, options=self._options(start, end))

    def _options(self, start: int, end: int) -> tuple[Decimal, ...]:
        return either_figure(self.tokens[start:end], self.region, self.lexicon)

    def _code(self, place: int) -> str:
        token = self.tokens[place]
        return "$" if token.kind == "dollar_signs" else str(token.value)

    def _currency(self, codes: list[str]) -> tuple[str | None, bool]:
        """The currency named, and whether there is no doubt about it."""
        named = {code for code in codes if code not in (LOCAL, "$")}
        if len(named) > 1:
            return None, False
        if named:
            code = named.pop()
            return code, code in self.lexicon.known_currencies
        if "$" in codes and self.region not in self.lexicon.dollar_sign_regions:
            return None, LOCAL in codes
        return (CURRENCY_OF[self.region], True) if codes else (None, True)

    def _tail(self, value: Decimal | None, place: int, codes: list[str]) -> tuple[Decimal | None, int]:
        """三块五, 三块五毛, 五块半, 一百块零五毛: what follows the currency word."""
        if value is None or codes[-1] != LOCAL or value != int(value):
            return value, place
        if self._kind(place) == "half" and value < 100:
            return value + Decimal("0.5"), place + 1
        figure = place + 1 if self._text(place) == "零" else place
        if self._kind(figure) not in ("digit", "arabic"):
            return value, place
        if self._kind(figure + 1) in ("tenths", "hundredths"):
            cents, end = self._cents(self._figure(figure), figure + 1)
            return (None if cents is None else value + cents), end
        lone = figure == place and not self._goes_on(figure + 1) and value < 1000
        tenths = self._figure(figure)
        if lone and tenths is not None and len(self._text(figure)) == 1:
            return value + tenths / 10, figure + 1
        return value, place

    def _figure(self, place: int) -> Decimal | None:
        value = self.tokens[place].value
        return value if isinstance(value, Decimal) and 0 <= value < 10 and value == int(value) else None

    def _goes_on(self, place: int) -> bool:
        numeral = (
            "digit",
            "arabic",
            "unit",
            "large",
            "letter",
            "slang",
            "half",
            "point",
            "open_inside",
            "tangled",
        )
        return self._kind(place) in (*numeral, *_NEVER_A_SUM, "other", "currency")

    def _cents(self, value: Decimal | None, place: int) -> tuple[Decimal | None, int]:
        """``value`` 角 with an optional 分 behind it; ``place`` is at the word 角 or 分."""
        if self._kind(place) == "hundredths":
            return (None if value is None else value / 100), place + 1
        place += 1
        if self._kind(place) not in ("digit", "arabic"):
            return (None if value is None else value / 10), place
        end = place + 2 if self._kind(place + 1) == "hundredths" else place + 1
        if end == place + 1 and self._goes_on(end):
            return (None if value is None else value / 10), place
        cents = self._figure(place)
        return (None if value is None or cents is None else value / 10 + cents / 100), end

    def _bare(self, start: int, end: int, numeral: Numeral) -> Found:
        """A number with neither unit nor currency."""
        value, after = numeral.value, self._kind(end)
        if value is None:
            return Found("unclear", start, end, options=self._options(start, end))
        before = self._kind(start - 1)
        wordy = self._kind(start) == "digit" and end == start + 1 and before == "other"
        if self._kind(start) in ("unit", "large") and value > 10:
            return Found("word" if "other" in (after, before) else "unclear", start, end)
        if value < 100 and ((after == "other" and self._text(end) != "/") or wordy):
            ignorable = self._text(start) in self.lexicon.sets["lone"] or self._text(start) == "两"
            return Found("word" if ignorable else "loose", start, end, value)
        small = value != 0 and (numeral.decimals == 1 or value < 10) and value < 100
        doubtful = numeral.doubtful or _too_fine(value, numeral)
        return Found("sum", start, end, value, None, doubtful, bare_decimal=numeral.decimals > 0 and small)


def _too_many_months(numeral: Numeral) -> bool:
    """五百六期 and 三千十二期 are rather a sum and a count, run together."""
    return numeral.value is None or (numeral.scaled and numeral.value > MOST_PERIODS)


def _too_fine(value: Decimal, numeral: Numeral) -> bool:
    """Whether the figure has fractions of a cent, or 1.500 may group thousands by a point."""
    return value * 100 != int(value * 100) or (not numeral.scaled and numeral.decimals > 2)
