"""The words of a card about a message: what it is, the words that show it, what to do, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.packing import BUBBLE
from bot.content.both import Both
from bot.content.verdicts import SignalWords, Verdict, Verdicts
from bot.language.formatting import Style

MOST_SIGNALS = 3
QUOTES = (20, 16, 12)
"""Characters of a quoted fragment; the shorter ones when three signals would outgrow the bubble."""

CUT = "…"
BETWEEN = "、"
LOOSE = "，。、；：,;: "
"""Marks at the ends of a fragment that belong to its neighbours."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """Says a card in one reader's script and region."""

    verdicts: Verdicts
    style: Style

    def finding(self, verdict: Verdict, signals: Sequence[SignalWords], evidence: Mapping[str, Sequence[str]]) -> str:
        """The verdict and up to three signals, each with the words that show it; one bubble."""
        shown = sorted(signals, key=lambda signal: not evidence.get(signal.id))[:MOST_SIGNALS]
        ordered = [signal for signal in signals if signal in shown]
        headline = self.verdicts.words_of(verdict).headline
        said = (self._joined(headline, ordered, evidence, width) for width in QUOTES)
        return next((text for text in said if len(text) <= BUBBLE), self._words(headline))

    def _joined(
        self, headline: Both, signals: Iterable[SignalWords], evidence: Mapping[str, Sequence[str]], width: int
    ) -> str:
        labels: dict[str, list[str]] = {}
        for signal in signals:
            quotes = [quoted(each, width) for each in evidence.get(signal.id, ()) if each.strip(LOOSE)]
            quote = next((each for each in quotes if each not in labels), quotes[0] if quotes else "")
            labels.setdefault(quote, []).append(self._words(signal.label))
        return "\n".join((self._words(headline), *(self._line(quote, said) for quote, said in labels.items())))

    def _line(self, quote: str, labels: Sequence[str]) -> str:
        """What the same words show is said in one line: no quote comes twice."""
        template = self.verdicts.card.shown if quote else self.verdicts.card.unquoted
        return self._words(template).format(label=BETWEEN.join(labels), quote=quote)

    def advice(self, verdict: Verdict, signals: Sequence[SignalWords], sure: Both) -> str:
        """One thing to do, one not to do, how sure; the gravest signal with advice of its own gives it."""
        own = self.verdicts.words_of(verdict)
        deciding = [signal for signal in signals if signal.verdict is verdict]
        do = next((signal.do for signal in deciding if signal.do), own.do)
        dont = next((signal.dont for signal in deciding if signal.dont), own.dont)
        template = self._words(self.verdicts.card.advice)
        return template.format(do=self._words(do), dont=self._words(dont), sure=self._words(sure))

    def readings(self, verdict: Verdict, other: Verdict) -> str:
        """The two readings of a message that is not sure."""
        first, second = (self._words(self.verdicts.words_of(each).maybe) for each in (verdict, other))
        return self._words(self.verdicts.card.readings).format(first=first, second=second)

    def _words(self, text: Both) -> str:
        return text.for_(self.style.script, self.style.region)


def quoted(fragment: str, width: int) -> str:
    """A fragment on one line, cut to ``width`` characters."""
    line = " ".join(fragment.split()).strip(LOOSE)
    return line if len(line) <= width else line[: width - len(CUT)] + CUT
