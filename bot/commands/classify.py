"""python -m bot classify messages | crisis."""

from __future__ import annotations

from argparse import Namespace

from bot.assembly import HOME
from bot.commands.jsonl import answer_lines
from bot.commands.read import NotYet
from bot.content.library import load_library
from bot.safety.crisis_rules import level_of


def execute(asked: Namespace) -> int:
    """Answer standard input: {"id", "level"} a line. Raises NotYet for messages."""
    if asked.what == "messages":
        raise NotYet("`classify messages` is not there yet: docs/status.md says what is.")
    phrases = load_library(HOME.content).crisis
    return answer_lines(
        lambda line: {
            "id": line.get("id"),
            "level": level_of(str(line.get("text", "")), phrases).name.lower(),
        }
    )
