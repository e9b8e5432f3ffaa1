"""What somebody who looks over a shoulder, or at a locked screen, must not see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.values import Outgoing
from bot.conversation.world import World
from bot.dialogue.model import Ask
from bot.dialogue.scene import Scene
from bot.dialogue.session import Session

HERE = timedelta(minutes=2)
"""After this long without a word the phone is taken to lie somewhere, its screen locked."""


CODE = re.compile(r"\d{4,8}")
"""What a code looks like."""


def covered(session: Session, scene: Scene, outgoing: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
    """What the bot says of its own accord, with a cover unless the person is here or chose to have it shown."""
    if session.me.get("previews") or not is_away(session, scene.now):
        return outgoing
    cover = scene.shared("_shared/cover", "said")
    return tuple(replace(each, cover=cover) if each.kind in {"send", "rewrite"} else each for each in outgoing)


def unsaid(world: World, session: Session, message_id: int, text: str, now: datetime) -> tuple[Outgoing, ...]:
    """Takes a message out of the chat that answers a question for a secret, or is a code given while it has to wait."""
    step = _open_question(world, session)
    secret = step is not None and step.text is not None and step.text.secret
    if message_id and (secret or _too_early(session, step, text, now)):
        return (Outgoing("hide", "", ids=(message_id,)),)
    return ()


def _open_question(world: World, session: Session) -> Ask | None:
    if session.top is None or session.question is None:
        return None
    step = world.setting.flows.flow(session.top.flow).by_id.get(session.top.step)
    return step if isinstance(step, Ask) else None


def _too_early(session: Session, step: Ask | None, text: str, now: datetime) -> bool:
    """Whether this is a code while none may be tried, and no answer to a question that takes numbers."""
    wait = session.me.get("pin_wait")
    waiting = isinstance(wait, datetime) and now < wait
    expected = step is not None and step.kind not in {"choice", "choice_from"}
    return waiting and not expected and CODE.fullmatch(text.strip()) is not None


def is_away(session: Session, now: datetime) -> bool:
    """Whether the person has not been here for a while."""
    return session.seen_at is None or now - session.seen_at >= HERE
