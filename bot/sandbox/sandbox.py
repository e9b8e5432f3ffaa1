"""The sandbox as tests and load runs use it, in the same process, without HTTP on the people's side."""

from __future__ import annotations

from bot.sandbox import groups, people
from bot.sandbox.arguments import Upload
from bot.sandbox.faults import Faults
from bot.sandbox.model import ChatKind, Message
from bot.sandbox.world import World


class Sandbox(World):
    """A world with people in it.

    >>> sandbox = Sandbox()
    >>> lin = sandbox.add_person("Lin", "zh-hant")
    >>> sandbox.say(lin, "/start")
    1
    """

    @property
    def token(self) -> str:
        """The token the bot has to use."""
        return self.bot.token

    def say(self, person: int, text: str, forward_from: str | None = None, reply_to: int | None = None) -> int:
        """A person writes; returns the id of the message, of the last when the text had to be cut."""
        return people.say(self, person, text, forward_from, reply_to)[-1]

    def edit(self, person: int, message_id: int, text: str) -> None:
        """A person changes one of their messages."""
        people.edit(self, person, message_id, text)

    def tap(self, person: int, message_id: int, data: str, *, force: bool = False) -> str:
        """A person taps a button; returns the callback query's id. Raises NotPossible when it is gone."""
        return people.tap(self, person, message_id, data, force=force)

    def send_pictures(
        self,
        person: int,
        pictures: list[Upload],
        caption: str = "",
        forward_from: str | None = None,
    ) -> list[int]:
        """A person sends pictures, several as an album; returns the ids of the messages."""
        return people.send_pictures(self, person, pictures, caption, forward_from)

    def block(self, person: int, *, blocked: bool = True) -> None:
        """A person blocks the bot, or lets it in again."""
        people.change(self, person, blocked=blocked)

    def add_group(self, title: str, kind: ChatKind, by: int) -> int:
        """A person puts the bot into a new group; returns the chat's id."""
        return groups.add_group(self, title, kind, by)

    def say_in_group(self, chat_id: int, by: int, text: str, reply_to: int | None = None) -> int:
        """A person writes in a group; returns the id of the message."""
        return groups.say_in_group(self, chat_id, by, text, reply_to).id

    def kick(self, chat_id: int) -> None:
        """Somebody takes the bot out of a group."""
        groups.kick(self, chat_id)

    def messages(self, chat_id: int) -> list[Message]:
        """Everything in a chat, oldest first."""
        return self.chat(chat_id).history

    def last_from_bot(self, chat_id: int) -> Message | None:
        """The newest message the bot wrote in a chat."""
        return self.chat(chat_id).last_from_bot()

    def use_faults(self, faults: Faults) -> None:
        """Put faults in force; `Faults()` ends them."""
        self.faults.use(faults)
