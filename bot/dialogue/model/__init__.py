"""The flow language as frozen models; ``flow.schema.json`` for editors is made from them."""

from bot.dialogue.model.base import Part
from bot.dialogue.model.flow import Entry, Flow, ValueType
from bot.dialogue.model.questions import Ask, Option, OptionsFrom, Skip
from bot.dialogue.model.steps import Branch, Call, Case, Do, End, Say, Set, Start, Step, Wait, kind_of

__all__ = [
    "Ask",
    "Branch",
    "Call",
    "Case",
    "Do",
    "End",
    "Entry",
    "Flow",
    "Option",
    "OptionsFrom",
    "Part",
    "Say",
    "Set",
    "Skip",
    "Start",
    "Step",
    "ValueType",
    "Wait",
    "kind_of",
]
