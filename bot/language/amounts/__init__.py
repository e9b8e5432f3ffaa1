"""Reading a sum of money as people type it: 三百五, 1.2w, 五千蚊, NT$3,000."""

from bot.language.amounts.lexicon import AmountLexicon, load_amount_lexicon
from bot.language.amounts.reading import AmountReading, read_amount

__all__ = ["AmountLexicon", "AmountReading", "load_amount_lexicon", "read_amount"]
