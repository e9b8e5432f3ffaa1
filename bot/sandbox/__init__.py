"""A local Telegram Bot API with people in it: for trying a bot out, for tests, for load."""

from bot.sandbox.arguments import Upload
from bot.sandbox.clock import MovableClock, OffsetClock
from bot.sandbox.faults import Faults
from bot.sandbox.model import Button, Event, Message, Person
from bot.sandbox.refusals import NotPossible, Refused
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import RunningServer, run_sandbox, saved_to, serve
from bot.sandbox.world import DEFAULT_TOKEN, World

__all__ = [
    "DEFAULT_TOKEN",
    "Button",
    "Event",
    "Faults",
    "Message",
    "MovableClock",
    "NotPossible",
    "OffsetClock",
    "Person",
    "Refused",
    "RunningServer",
    "Sandbox",
    "Upload",
    "World",
    "run_sandbox",
    "saved_to",
    "serve",
]
