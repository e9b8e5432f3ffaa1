"""Reads a forwarded message: what it is, which words show it, and how sure that is. No I/O, no clock."""

from bot.triage.classified import Classified, classify
from bot.triage.clauses import clauses_of
from bot.triage.verdict import Verdict, verdict_of
from bot.triage.weights import Weights, load_weights

__all__ = ["Classified", "Verdict", "Weights", "classify", "clauses_of", "load_weights", "verdict_of"]
