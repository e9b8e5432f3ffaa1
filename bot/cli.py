"""The command line: what can be asked for, and errors as one line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot.errors import BotError

COMMANDS = {
    "up": "what `make run` does: with a token run the bot, without one open the sandbox with the bot in it",
    "run": "run the bot against the Bot API at TELEGRAM_API_URL",
    "sandbox": "open the local Bot API with its chat page, without a bot",
    "chat": "talk with the bot in the terminal, or through a pipe",
    "classify": "label forwarded messages or crisis levels: JSON lines in and out",
    "read": "read amounts, dates, replies or pictures as the bot does: JSON lines in and out",
    "flows": "check, draw, test or extract the dialogue flows",
    "records": "check an evidence pack: which record was changed, if any",
    "keys": "rotate the key of the database",
    "doctor": "say what is wrong with this set-up",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 well, 1 found something, 2 could not."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    module = import_module(f"bot.commands.{asked.command}")
    try:
        return int(module.execute(asked))
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="huankouqi: catch your breath before the collector calls"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {name: commands.add_parser(name, help=about, description=about) for name, about in COMMANDS.items()}
    chat = parsers["chat"]
    chat.add_argument("--script", choices=("hans", "hant"), default="hans", help="which script to begin in")
    parsers["classify"].add_argument("what", choices=("messages", "crisis"))
    read = parsers["read"]
    read.add_argument("what", choices=("amounts", "dates", "replies", "pictures"))
    read.add_argument("files", nargs="*", type=Path, help="for pictures")
    flows = parsers["flows"]
    flows.add_argument("what", choices=("check", "graph", "test", "texts", "schema"))
    flows.add_argument("names", nargs="*", help="flows to draw; all without")
    flows.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are written")
    flows.add_argument("--svg", type=Path, help="write each diagram as SVG into this folder")
    flows.add_argument("--update", action="store_true", help="write the transcripts anew")
    records = parsers["records"]
    records.add_argument("what", choices=("verify",))
    records.add_argument("files", nargs="*", type=Path, help="the ZIP file, all of its parts, or the folder")
    parsers["keys"].add_argument("what", choices=("rotate",))
    return parser
