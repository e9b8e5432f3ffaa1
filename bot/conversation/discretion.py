"""What somebody who looks over a shoulder, or at a locked screen, must not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.values import Outgoing
from bot.conversation.world import World
from bot.dialogue.model import Ask
from bot.dialogue.scene import Scene
from bot.dialogue.session import Session

HERE = timedelta(minutes=2)
"""After this long without a word the phone is taken to lie somewhere, its screen locked."""


def covered(session: Session, scene: Scene, outgoing: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
    """What the bot says of its own accord, with a cover unless the person is here or chose to have it shown."""
    if session.me.get("previews") or not is_away(session, scene.now):
        return outgoing
    cover = scene.shared("_shared/cover", "said")
    return tuple(replace(each, cover=cover) if each.kind in {"send", "rewrite"} else each for each in outgoing)


def unsaid(world: World, session: Session, message_id: int) -> tuple[Outgoing, ...]:
    """Takes a message out of the chat when it answers a question for a secret."""
    top = session.top
    if top is None or session.question is None or not message_id:
        return ()
    step = world.setting.flows.flow(top.flow).by_id.get(top.step)
    if isinstance(step, Ask) and step.text is not None and step.text.secret:
        return (Outgoing("hide", "", ids=(message_id,)),)
    return ()


def is_away(session: Session, now: datetime) -> bool:
    """Whether the person has not been here for a while."""
    return session.seen_at is None or now - session.seen_at >= HERE
