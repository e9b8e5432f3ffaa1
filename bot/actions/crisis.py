"""Actions of the crisis talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.actions.long_work import only_when_calm
from bot.actions.registry import Context, Done, action
from bot.content.hotlines import HotlineKind
from bot.language.region import Region
from bot.safety.crisis_hearing import Heard, hear, is_out_of_danger

MUTED = timedelta(hours=48)
"""How long no reminder is sent after a crisis talk began (product design F3 step 7)."""

FLAGGED = timedelta(hours=24)
"""How long the next debt task opens with 0-10 (F3 step 5)."""

LISTED = frozenset(Region) - {Region.OTHER}
"""Regions with numbers of their own."""

AT_ONCE = 300
"""Letters up to which a text is read for a crisis on the event loop: about two milliseconds."""

STOPPED = ("log_prompt", "callback")
"""Timers about debts that are dropped at once."""


@action("crisis.begin", gives=type(None))
def begin(context: Context) -> Done:
    """Mute reminders for 48 hours, have the next debt task of the coming 24 open with 0-10, drop call-back timers."""
    moments = {"muted_until": context.now + MUTED, "crisis_until": context.now + FLAGGED}
    return Done(me=moments, cancel=STOPPED)


@action("crisis.hear")
def heard(context: Context, said: str) -> Heard:
    """What an answer in the crisis talk means, whether it names something that can hurt, whether a minor wrote it."""
    if len(said) > AT_ONCE:
        only_when_calm()
    return hear(said, context.library.crisis, context.library.care)


@action("crisis.out_of_danger")
def out_of_danger(context: Context, said: str) -> bool:
    """Whether an answer says that the writer is safe, and nothing else."""
    return is_out_of_danger(said, context.library.crisis, context.library.care)


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A number or two of every region, for somebody of whom it is not known where they are."""

    cn: str
    hk: str
    tw: str
    mo: str


@action("crisis.everywhere")
def everywhere(context: Context, kinds: list[str]) -> Everywhere:
    """The first number of each of these kinds in every region."""
    return Everywhere(
        **{region.value.lower(): _firsts(context, region, kinds) for region in Region if region in LISTED}
    )


def _firsts(context: Context, region: Region, kinds: list[str]) -> str:
    listed = context.library.hotlines[region]
    return " / ".join(line.number for kind in kinds for line in listed.of(HotlineKind(kind))[:1])


@action("crisis.first_number")
def first_number(context: Context) -> str:
    """The first crisis line where the person lives, for their safety card; empty where none was checked."""
    lines = context.library.hotlines[context.style.region].of(HotlineKind.CRISIS)
    return lines[0].number if lines else ""
