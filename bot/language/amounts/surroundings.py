"""What stands around the one sum of a text and changes it: open ends, refusals, corrections, periods."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.amounts.lexicon import AmountLexicon
from bot.language.amounts.sums import Found
from bot.language.amounts.tokens import Token

_ANYWHERE = frozenset({"corrections", "products", "sums_signs", "each", "opposite"})
_IN_CLAUSE = frozenset({"negations", "nothing", "unable"})
_ADJACENT_AFTER = frozenset({"open_after", "open_inside", "open_before"})


class Surroundings:
    """The tokens around one sum, and the other numbers of the text."""

    def __init__(self, tokens: Sequence[Token], sum_: Found, found: Sequence[Found], lexicon: AmountLexicon) -> None:
        self.tokens, self.sum, self.found, self.lexicon = tokens, sum_, found, lexicon

    @property
    def period(self) -> str:
        """The period the sum is for when it is not a month (a key of ``rates``); else an empty string."""
        for token in self.tokens:
            if token.kind == "rate":
                return str(token.value)
        return self._divided_by_period() or ("other" if self._every_few() else "")

    @property
    def change_the_figure(self) -> bool:
        """Whether a word makes the figure open-ended, refuses it, corrects it or counts with it."""
        return self._open_ended() or self._divided() or self._said_otherwise()

    def _said_otherwise(self) -> bool:
        if any(token.kind in _ANYWHERE for token in self.tokens):
            return True
        start, end = self._clause()
        if any(token.kind == "refused_behind" for token in self.tokens[self.sum.end : end]):
            return True
        return any(token.kind in _IN_CLAUSE for token in self.tokens[start:end])

    def _open_ended(self) -> bool:
        start, _ = self._clause()
        before, after = self._neighbour(self.sum.start - 1, -1), self._neighbour(self.sum.end, 1)
        if before is not None and before.text in self.lexicon.sets["open_just_before"]:
            return True
        if after is not None and after.kind in _ADJACENT_AFTER:
            return True
        return any(token.kind == "open_before" for token in self.tokens[start : self.sum.start])

    def _neighbour(self, place: int, step: int) -> Token | None:
        while 0 <= place < len(self.tokens) and self._passes(self.tokens[place]):
            place += step
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    @staticmethod
    def _passes(token: Token) -> bool:
        return token.text == " " or token.kind in ("whole", "currency", "dollar_signs")

    def _clause(self) -> tuple[int, int]:
        ends = self.lexicon.sets["clause_ends"]
        start, end = self.sum.start, self.sum.end
        while start > 0 and self.tokens[start - 1].text not in ends:
            start -= 1
        while end < len(self.tokens) and self.tokens[end].text not in ends:
            end += 1
        return start, end

    def _slash(self) -> int | None:
        """The place behind a slash that follows the sum."""
        place = self.sum.end
        if place < len(self.tokens) - 1 and self.tokens[place].text == "/":
            return place + 1
        return None

    def _divided_by_period(self) -> str:
        """500/天: the key of ``rates`` behind the slash."""
        place = self._slash()
        if place is None:
            return ""
        return self.lexicon.slash_periods.get(self.tokens[place].text, "")

    def _divided(self) -> bool:
        place = self._slash()
        return place is not None and any(one.start == place for one in self.found)

    def _every_few(self) -> bool:
        """每3天, 每两周: every so many, and not once a month."""
        every = [place for place, token in enumerate(self.tokens) if token.kind == "every"]
        return any(not self._monthly(place + 1) for place in every)

    def _monthly(self, place: int) -> bool:
        number = next((one for one in self.found if one.start == place), None)
        if number is None or number.value != 1 or number.kind != "count":
            return False
        return self.tokens[number.end - 1].text in self.lexicon.sets["month_words"]
