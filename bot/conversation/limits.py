"""What a turn becomes when somebody sends more than one person needs: floods cost little, help is never held back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.conversation.allowance import DAY, MINUTE, Allowance, Pace
from bot.conversation.incoming import Incoming
from bot.conversation.turn import Outcome, nothing
from bot.conversation.values import Outgoing, Snapshot
from bot.conversation.watch import level
from bot.conversation.world import World
from bot.dialogue.scene import Scene
from bot.dialogue.values import loads
from bot.language.region import script_of_language
from bot.safety.crisis_rules import CrisisLevel

SLOW = "_shared/slow_down"
CRISIS: Final = "crisis"

ALWAYS: Final = frozenset({"sos", "delete", "stop", "calling"})
"""Commands no limit holds back."""

FILE_JOBS: Final = frozenset({"fetch", "pictures"})
"""Jobs that bring what a person sent from Telegram."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``messages`` a minute and ``files`` a day for each person; 0 for no limit."""

    messages: int = 40
    files: int = 60


@dataclass(slots=True)
class Gate:
    """Counts what everybody sends."""

    limits: Limits = field(default_factory=Limits)
    messages: Allowance = field(init=False)
    files: Allowance = field(init=False)

    def __post_init__(self) -> None:
        self.messages = Allowance(self.limits.messages, MINUTE)
        self.files = Allowance(self.limits.files, DAY)

    def pace(self, snapshot: Snapshot, now: datetime) -> Pace:
        """Whether a message is one too many; a timer of ours never is."""
        return Pace.GOOD if snapshot.row.update_id < 0 else self.messages.spend(snapshot.row.chat_id, now)

    def without_files(self, world: World, snapshot: Snapshot, outcome: Outcome, now: datetime) -> Outcome:
        """A turn that asks for a file, unless it is one too many of this day."""
        if not any(job.kind in FILE_JOBS for job in outcome.commit.jobs):
            return outcome
        pace = self.files.spend(snapshot.row.chat_id, now)
        if pace is Pace.GOOD:
            return outcome
        incoming = world.read_update(snapshot.row.payload)
        return _told(world, snapshot, incoming, "files" if pace is Pace.TOLD else "", now)


def held(world: World, snapshot: Snapshot, pace: Pace, now: datetime) -> Outcome | None:
    """What a message becomes that is one too many; None when it takes its turn, as what is about safety always does."""
    if pace is Pace.GOOD:
        return None
    incoming = world.read_update(snapshot.row.payload)
    if not incoming.private or _matters(world, snapshot, incoming):
        return None
    return _told(world, snapshot, incoming, "messages" if pace is Pace.TOLD else "", now)


def _matters(world: World, snapshot: Snapshot, incoming: Incoming) -> bool:
    """Whether it is about somebody's safety or their own data: then nothing holds it back."""
    command = world.commands.named(incoming.text)
    if command is not None and command.id in ALWAYS:
        return True
    if snapshot.session is not None and any(frame[0].startswith(CRISIS) for frame in loads(snapshot.session)["stack"]):
        return True
    return not incoming.forwarded and level(world, incoming.text) >= CrisisLevel.PASSIVE


def _told(world: World, snapshot: Snapshot, incoming: Incoming, step: str, now: datetime) -> Outcome:
    """The update is handled and the session stays; ``step`` is said of it, "" for nothing."""
    said: tuple[Outgoing, ...] = ()
    if step:
        me = {**world.setting.flows.defaults(), **(loads(snapshot.me) if snapshot.me else {})}
        me["script"] = me.get("script") or script_of_language(incoming.language).value
        said = (Outgoing("send", Scene(world.setting, "", "", {}, me, now).shared(SLOW, step)),)
    outcome = nothing(snapshot, outgoing=said, walked=(f"{SLOW}.{step}",) if step else ())
    return replace(outcome, tapped=incoming.callback_id)
