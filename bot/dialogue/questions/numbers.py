"""Numbers: a scale on buttons, a whole number typed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from unicodedata import normalize, numeric

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask
from bot.dialogue.questions.base import NoButtons, Reply, Row, Understood
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question

LONGEST_ROW_OF_NUMBERS = 6
"""0 to 10 stand in two rows: six and five."""


class OnScale:
    """``scale``."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:  # noqa: ARG002
        """One button a number."""
        scale = ask.scale
        numbers = [] if scale is None else [(str(n), str(n)) for n in range(scale.from_, scale.to + 1)]
        return rows_of(numbers, ask.columns or LONGEST_ROW_OF_NUMBERS)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:
        """A number within the scale; decimals are rounded (product design F2)."""
        number = typed_number(text)
        if number is None:
            return None
        return self.tapped(ask, str(number.quantize(Decimal(1), ROUND_HALF_UP)), question, scene)

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The number tapped."""
        number = int(choice) if choice.removeprefix("-").isdecimal() else None
        if ask.scale is None or number is None or not ask.scale.from_ <= number <= ask.scale.to:
            return None
        return Understood(number, str(number))


class WholeNumber(NoButtons):
    """``number``."""

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """A whole number within the bounds."""
        number = typed_number(text)
        bounds = ask.number
        if bounds is None or number is None or number != int(number) or not bounds.from_ <= number <= bounds.to:
            return None
        return Understood(int(number), str(int(number)))


def typed_number(text: str) -> Decimal | None:
    """A number in digits of any width, or one Chinese numeral; None for anything else."""
    said = normalize("NFKC", text).strip()
    if len(said) == 1 and not said.isdecimal():
        try:
            return Decimal(int(numeric(said)))
        except ValueError:
            return None
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None
