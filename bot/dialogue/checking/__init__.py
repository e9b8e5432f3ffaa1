"""The checks: every problem of all flows and their translations, found before anything runs."""

from bot.dialogue.checking.check import check
from bot.dialogue.checking.rule import RULES, Rule
from bot.dialogue.checking.world import CheckWorld, HouseStyle

__all__ = ["RULES", "CheckWorld", "HouseStyle", "Rule", "check"]
