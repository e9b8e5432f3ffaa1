"""What can be asked: the kinds of question and the bounds of each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from bot.dialogue.model.base import ChoiceId, Expression, Id, Part, Target, Text


class Option(Part):
    """One button of a choice."""

    id: ChoiceId
    text: Text
    go: Id | None = None
    when: Expression | None = None


class OptionsFrom(Part):
    """Buttons made from a list: ``id`` and ``text`` are templates over ``item``.

    ``words``, an expression over ``item``, gives the words by which an option of several is heard in what somebody
    writes; those options are ticked, and the person is asked whether that is right.
    """

    list: Expression
    id: Text = "{{ item.id }}"
    text: Text = "{{ item.text }}"
    words: Expression | None = None


class Scale(Part):
    """Whole numbers on buttons."""

    from_: int = Field(alias="from", default=0)
    to: int = 10


class Number(Part):
    """A whole number, typed."""

    from_: int = Field(alias="from", default=0)
    to: int = 9_999_999


class Amount(Part):
    """A sum of money, typed; bounds in whole units of the person's currency (product design 4.0)."""

    from_: int = Field(alias="from", default=0)
    to: int = 9_999_999


class Day(Part):
    """A date, typed or picked from a calendar; bounds are days from today (default five years both ways).

    With ``after``, an expression that gives a day, only later ones are taken. ``months`` asks for a month: any day
    counts as the first of its month.
    """

    earliest: int = -1826
    latest: int = 1826
    after: Expression | None = None
    months: bool = False


class Length(Part):
    """A length of time in days, typed."""

    from_: int = Field(alias="from", default=0)
    to: int = 3650


class OwnWords(Part):
    """Free text; ``at_most`` counts characters (product design 4.0: 1 to 500).

    A ``secret`` one is not kept to be gone back to, and the message it came in is taken out of the chat.
    """

    at_most: int = Field(default=500, ge=1, le=4096)
    secret: bool = False


class TimeOfDay(Part):
    """A time of day, typed."""


FileKind = Literal["photo", "document", "voice", "audio", "video", "animation"]


class Files(Part):
    """Files the person sends, 20 MB each at most; the answer is the list of them."""

    kinds: tuple[FileKind, ...] = ("photo", "document", "voice", "audio", "video", "animation")
    at_most: int = Field(default=1, ge=1, le=10)


class Skip(Part):
    """A button that leaves the question unanswered: the variable becomes none."""

    text: Text
    go: Id | None = None


KINDS = (
    "choice",
    "choice_from",
    "choices",
    "choices_from",
    "scale",
    "number",
    "money",
    "date",
    "time",
    "days",
    "text",
    "files",
)
"""The keys of which a question has exactly one."""


class Ask(Part):
    """Ask one question and wait for its answer.

    ``forwarded`` takes a forwarded message as the answer; elsewhere a forward opens the flow for messages.
    ``suggest`` shows buttons beside a ``text``, which answer it, or beside a ``money`` or a ``date``, which lead
    elsewhere; the calendar then opens at a tap.
    ``example`` is said the first time an answer is not understood, ``fallback`` counts as the answer after the third.
    """

    id: Id
    ask: Text
    into: Target | None = None
    choice: tuple[Option, ...] | None = None
    choice_from: OptionsFrom | None = None
    choices: tuple[Option, ...] | None = None
    choices_from: OptionsFrom | None = None
    scale: Scale | None = None
    number: Number | None = None
    money: Amount | None = None
    date: Day | None = None
    time: TimeOfDay | None = None
    days: Length | None = None
    text: OwnWords | None = None
    files: Files | None = None
    own_words: OwnWords | None = None
    at_least: int = 0
    at_most: int = 15
    done: Text | None = None
    suggest: tuple[Option, ...] = ()
    skip: Skip | None = None
    fallback: str | int | None = None
    example: Text | None = None
    copy_: Text | None = Field(alias="copy", default=None)
    columns: int = Field(default=0, ge=0, le=8)
    pin: bool = False
    forwarded: bool = False
    go: Id | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Ask:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(
                f"a question has exactly one of {', '.join(KINDS)}; this one has {', '.join(given) or 'none'}"
            )
        answered = self.money is not None or self.date is not None
        if answered and any(option.go is None for option in self.suggest):
            raise ValueError("a suggestion beside a sum or a day answers nothing: give it `go`")
        return self

    @property
    def kind(self) -> str:
        """Which of KINDS this question is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)
