"""What sum a person means by the words they typed, or that we have to ask."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.language.amounts.lexicon import AmountLexicon
from bot.language.amounts.nothing import says_nothing
from bot.language.amounts.numerals import MYRIAD
from bot.language.amounts.spelling import fold
from bot.language.amounts.sums import Found, find_numbers
from bot.language.amounts.surroundings import Surroundings
from bot.language.amounts.tokens import Token, tokenise
from bot.language.money import LARGEST
from bot.language.region import Region

LONGEST_TEXT = 500
"""Characters; a longer text is no answer to "how much" (product design, 4.0)."""
MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class AmountReading:
    """The sum in a text.

    ``value`` is None when there is none (``ambiguous`` False) or when we must ask (``ambiguous`` True);
    ``readings`` are then the likely ones, most likely first, at most three.
    ``currency`` is an ISO 4217 code, or None when the text names none.
    """

    value: Decimal | None
    currency: str | None
    ambiguous: bool
    readings: tuple[Decimal, ...] = ()


NO_AMOUNT = AmountReading(None, None, ambiguous=False)


def read_amount(text: str, region: Region, lexicon: AmountLexicon) -> AmountReading:
    """Read the sum a person typed; ``region`` decides what 元 and $ are. Never raises on any text."""
    if len(text) > LONGEST_TEXT:
        return NO_AMOUNT
    tokens = tokenise(fold(text, lexicon.spelling), lexicon)
    found = find_numbers(tokens, region, lexicon)
    return _without_sum(tokens, found, lexicon) or _with_sum(tokens, found, lexicon)


def _without_sum(tokens: list[Token], found: list[Found], lexicon: AmountLexicon) -> AmountReading | None:
    """The reading of a text that names no sum; None if it names one."""
    if says_nothing(tokens, found, lexicon):
        return AmountReading(Decimal(0), None, ambiguous=False)
    asked = [one for one in found if one.kind in ("sum", "loose", "unclear", "unnamed")]
    if not asked:
        return NO_AMOUNT
    if all(one.value is not None and one.value > LARGEST for one in asked):
        return NO_AMOUNT
    return None


def _with_sum(tokens: list[Token], found: list[Found], lexicon: AmountLexicon) -> AmountReading:
    sums = _once([one for one in found if one.kind == "sum"], tokens)
    if len(sums) != 1 or _anything_unexplained(found, tokens):
        return _ask(sums + [one for one in found if one.kind in ("loose", "unclear")], tokens)
    return _one_sum(sums[0], Surroundings(tokens, sums[0], found, lexicon), lexicon)


def _one_sum(found: Found, around: Surroundings, lexicon: AmountLexicon) -> AmountReading:
    if found.value is None or found.value > LARGEST:
        return _ambiguous(_figures(found), found.currency)
    if found.bare_decimal:
        return _ambiguous((found.value * MYRIAD, found.value * 1000, found.value), found.currency)
    if period := around.period:
        return _ambiguous((*_monthly(found.value, lexicon.rates[period].per_month), found.value), found.currency)
    if found.doubtful or around.change_the_figure:
        return _ambiguous((found.value,), found.currency)
    return AmountReading(_plain(found.value), found.currency, ambiguous=False)


def _monthly(value: Decimal, per_month: str) -> tuple[Decimal, ...]:
    return (value * Decimal(per_month),) if per_month else ()


def _anything_unexplained(found: list[Found], tokens: list[Token]) -> bool:
    return any(
        one.kind in ("loose", "unclear", "unnamed", "negative")
        or one.product
        or (one.kind == "share" and not _is_interest(one, tokens))
        for one in found
    )


def _is_interest(share: Found, tokens: list[Token]) -> bool:
    return any(token.kind == "interest" for token in tokens[max(0, share.start - 3) : share.start])


def _once(sums: list[Found], tokens: list[Token]) -> list[Found]:
    """The sums, without one that only repeats the one before it in brackets: 5000(伍仟)."""
    if len(sums) == 2 and sums[0].value == sums[1].value and sums[0].value is not None:
        between = "".join(token.text for token in tokens[sums[0].end : sums[1].start])
        if between.strip() == "(":
            return [max(sums, key=lambda one: one.currency is not None)]
    return sums


def _ask(found: list[Found], tokens: list[Token]) -> AmountReading:
    currencies = {one.currency for one in found if one.currency}
    currency = currencies.pop() if len(currencies) == 1 else None
    return _ambiguous(_likely(found, tokens), currency)


def _likely(found: list[Found], tokens: list[Token]) -> tuple[Decimal, ...]:
    """Every figure named; in 3到5千 the first is in thousands too."""
    values = [value for one in found for value in _figures(one)]
    if len(values) == len(found) == 2 and found[1].scaled and values[0] < 100 <= values[1]:
        between = tokens[found[0].end : found[1].start]
        if len(between) == 1 and between[0].text != ",":
            values[0] *= min(Decimal(10) ** values[1].adjusted(), Decimal(MYRIAD))
    return tuple(values)


def _figures(found: Found) -> tuple[Decimal, ...]:
    return found.options if found.value is None else (found.value,)


def _ambiguous(values: tuple[Decimal, ...], currency: str | None) -> AmountReading:
    likely = dict.fromkeys(_plain(value) for value in values if 0 <= value <= LARGEST)
    return AmountReading(None, currency, ambiguous=True, readings=tuple(likely)[:MOST_READINGS])


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros or exponent: 350, 1.5."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
