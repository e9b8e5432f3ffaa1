"""Actions on what is kept about the person."""

from __future__ import annotations

from bot.actions.registry import Context, Done, action


@action("person.hide", gives=type(None))
def hide(context: Context) -> Done:  # noqa: ARG001
    """Take the messages of the last 48 hours out of the chat; what is kept stays kept."""
    return Done(hide=True)


@action("person.erase", gives=type(None))
def erase(context: Context) -> Done:  # noqa: ARG001
    """Remove everything kept about this person, at once and for good."""
    return Done(erase=True)
