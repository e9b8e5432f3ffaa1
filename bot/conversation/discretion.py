"""What somebody who looks over a shoulder, or at a locked screen, must not see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.conversation.incoming import Incoming
from bot.conversation.values import Outgoing
from bot.conversation.watch import in_crisis
from bot.conversation.world import World
from bot.dialogue.model import Ask
from bot.dialogue.scene import Scene
from bot.dialogue.session import Session

HERE = timedelta(minutes=2)
"""After this long without a word the phone is taken to lie somewhere, its screen locked."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

CODE = re.compile(r"\d{4,8}")
"""What a code looks like."""


def here(session: Session, incoming: Incoming, now: datetime) -> Session:
    """The session, knowing when the person last did something: an update may have waited a long time for us."""
    if incoming.kind == "timer":
        return session
    past = 0 < incoming.sent_at < now.timestamp()
    return replace(session, here_at=datetime.fromtimestamp(incoming.sent_at, UTC) if past else now)


def covered(session: Session, scene: Scene, outgoing: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
    """Messages with a cover for when the person is away by the time they leave, unless they chose to have all shown.

    Who chose to have everything covered gets it at once, but for the crisis talk: there every second counts.
    """
    if session.me.get("previews"):
        return outgoing
    at_once = bool(session.me.get("veiled")) and not in_crisis(session)
    since = 0 if at_once else int(away_from(session).timestamp())
    cover = scene.shared("_shared/cover", "said")
    return tuple(replace(each, cover=cover, cover_from=since) if each.kind == "send" else each for each in outgoing)


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


def away_from(session: Session) -> datetime:
    """From when on the person is taken to be away."""
    return LONG_AGO if session.here_at is None else session.here_at + HERE
