"""A turn's bubbles as messages to send: buttons get their tokens, bubbles the tags later edits hang on."""

from __future__ import annotations

from bot.conversation.acting import Acted
from bot.conversation.buttons import write_token
from bot.conversation.values import Key, Outgoing
from bot.dialogue.outputs import Answered, Bubble, Button
from bot.dialogue.session import Session


def messages(acted: Acted, session: Session) -> tuple[Outgoing, ...]:
    """The messages of a turn in order: first the answered question loses its buttons, or all of the chat is hidden,
    then the bubbles.
    """
    settled = []
    if acted.hide:
        settled.append(Outgoing("hide", ""))
    elif acted.answered is not None:
        settled.append(_settled(acted.answered, session))
    open_question = session.question is not None or session.waiting_for_timer
    return (*settled, *(_message(bubble, session, asks=open_question) for bubble in acted.bubbles))


def _settled(answered: Answered, session: Session) -> Outgoing:
    keys = () if answered.copy is None else ((Key(answered.copy.text, copy=answered.copy.copy),),)
    return Outgoing("settle", answered.text, keys, _question_tag(session, answered.question))


def _message(bubble: Bubble, session: Session, *, asks: bool) -> Outgoing:
    keys = tuple(tuple(_key(button, bubble, session) for button in row) for row in bubble.buttons)
    if bubble.live:
        tag = f"live:{session.id}:{bubble.live}"
    elif bubble.question:
        tag = _question_tag(session, bubble.question)
    else:
        tag = ""
    return Outgoing(
        kind="rewrite" if bubble.rewrite else "send",
        text=bubble.text,
        keys=keys,
        tag=tag,
        asks=asks and not (bubble.photo or bubble.document),  # a file is never sent twice
        pin=bubble.pin,
        photo=bubble.photo,
        document=bubble.document,
    )


def _key(button: Button, bubble: Bubble, session: Session) -> Key:
    if button.copy:
        return Key(button.text, copy=button.copy)
    return Key(button.text, write_token(session.id, bubble.question, button.choice))


def _question_tag(session: Session, number: int) -> str:
    return f"q:{session.id}:{number}"
