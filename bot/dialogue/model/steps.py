"""The steps of a flow, one class a kind; which kind a step is follows from its keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from bot.dialogue.model.base import ActionName, Expression, FlowName, Id, Part, Target, Text
from bot.dialogue.model.questions import Ask


class Say(Part):
    """Say one bubble, or several in a row (three at most).

    ``each`` says the text once for every ``item`` of a list; ``copy`` puts a button under each bubble of ``each``,
    else under the last; ``live`` begins a bubble that waits of the same name rewrite. ``photo`` or ``document`` sends
    the file whose id the expression gives, with the one bubble as its caption.
    """

    id: Id
    say: Text | tuple[Text, ...]
    each: Expression | None = None
    copy_: Text | None = Field(alias="copy", default=None)
    copy_label: Text | None = None
    live: Id | None = None
    pin: bool = False
    photo: Expression | None = None
    document: Expression | None = None
    go: Id | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one_file(self) -> Say:
        if self.photo is not None and self.document is not None:
            raise ValueError("a bubble carries a photo or a document, not both")
        if self.file is not None and (self.each is not None or self.live is not None or len(self.bubbles) != 1):
            raise ValueError("a photo or document goes with one bubble, without `each` and `live`")
        return self

    @property
    def file(self) -> str | None:
        """The expression that gives the id of the file it sends."""
        return self.photo or self.document

    @property
    def bubbles(self) -> tuple[str, ...]:
        """The texts, one a bubble."""
        return (self.say,) if isinstance(self.say, str) else self.say


class Case(Part):
    """One arm of a branch."""

    when: Expression | None = None
    go: Id | None = None
    otherwise: Id | None = None


class Branch(Part):
    """Go on by the first arm whose condition holds; the last arm is ``otherwise``."""

    id: Id
    branch: tuple[Case, ...]
    note: str | None = None


class Set(Part):
    """Give variables the values of expressions."""

    id: Id
    set: dict[Target, Expression]
    go: Id | None = None
    note: str | None = None


class Call(Part):
    """Run another flow and come back; ``into`` maps variables here to what that flow gives."""

    id: Id
    call: FlowName
    with_: dict[Id, Expression] = Field(alias="with", default={})
    into: dict[Target, Id] = {}
    go: Id | None = None
    note: str | None = None


class Do(Part):
    """Do an action and keep what it gives."""

    id: Id
    do: ActionName
    with_: dict[Id, Expression] = Field(alias="with", default={})
    into: Target | None = None
    go: Id | None = None
    note: str | None = None


class WaitButton(Part):
    """A button on the bubble being waited under, which ends the wait."""

    text: Text
    go: Id


class Wait(Part):
    """Wait some seconds.

    With ``live`` and ``say`` the bubble of that name is rewritten first; ``fresh`` sends it anew.
    """

    id: Id
    wait: int = Field(ge=1, le=3600)
    say: Text | None = None
    live: Id | None = None
    fresh: bool = False
    button: WaitButton | None = None
    go: Id | None = None
    note: str | None = None


class Start(Part):
    """Finish this flow and begin another in its place."""

    id: Id
    start: FlowName
    with_: dict[Id, Expression] = Field(alias="with", default={})
    note: str | None = None


class End(Part):
    """Finish: ``here`` returns to the caller or to the question that was interrupted, ``all`` closes everything,
    ``pause`` leaves what was interrupted for later, its place kept.
    """

    id: Id
    end: Literal["here", "all", "pause"]
    note: str | None = None


KINDS: dict[str, type[Part]] = {
    "say": Say,
    "ask": Ask,
    "branch": Branch,
    "set": Set,
    "call": Call,
    "do": Do,
    "wait": Wait,
    "start": Start,
    "end": End,
}
"""Step kinds by the key that marks them; ``wait`` and ``ask`` win over ``say``."""


def kind_of(step: Any) -> str | None:
    """The kind of a raw or read step, None when no known key is there."""
    if isinstance(step, Part):
        return next((name for name, cls in KINDS.items() if isinstance(step, cls)), None)
    if not isinstance(step, dict):
        return None
    order = ("wait", *KINDS)
    return next((name for name in order if name in step), None)


Step: TypeAlias = Annotated[
    Annotated[Say, Tag("say")]
    | Annotated[Ask, Tag("ask")]
    | Annotated[Branch, Tag("branch")]
    | Annotated[Set, Tag("set")]
    | Annotated[Call, Tag("call")]
    | Annotated[Do, Tag("do")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Start, Tag("start")]
    | Annotated[End, Tag("end")],
    Discriminator(
        kind_of,
        custom_error_type="step_kind",
        custom_error_message="a step has one of say, ask, branch, set, call, do, wait, start, end",
    ),
]
