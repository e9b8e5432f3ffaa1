"""What the checks know of a value: its type, its options or fields, how long it gets when written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue.model import Ask, ValueType
from bot.dialogue.signatures import Gives


@dataclass(frozen=True, slots=True)
class Kind:
    """A value's kind; None means not known. ``longest`` counts characters."""

    type: ValueType | None = None
    options: frozenset[str] | None = None
    fields: Mapping[str, Kind] | None = None
    items: Kind | None = None
    nullable: bool = False
    longest: int | None = None


UNKNOWN = Kind()

FIELDS: Mapping[str, Mapping[str, Kind]] = {
    "money": {"amount": Kind("number"), "currency": Kind("text", longest=3)},
    "date": {
        "year": Kind("number", longest=4),
        "month": Kind("number", longest=2),
        "day": Kind("number", longest=2),
    },
}
"""Fields that values of a plain type have."""

ALIKE = (frozenset({"text", "choice"}), frozenset({"list", "choices"}))
"""Types that can stand for each other."""


def fits(given: ValueType | None, wanted: ValueType | None) -> bool:
    """Whether a value of one type can be used where another is wanted; unknown fits."""
    return given is None or wanted is None or given == wanted or any({given, wanted} <= pair for pair in ALIKE)


def join(one: Kind, other: Kind) -> Kind:
    """What is known of a value that has one kind or the other."""
    if one.type != other.type:
        return Kind(longest=_longer(one, other))
    options = one.options | other.options if one.options is not None and other.options is not None else None
    same = one.fields == other.fields and one.items == other.items
    wide = one if same else replace(one, fields=None, items=None)
    return replace(wide, options=options, longest=_longer(one, other), nullable=one.nullable or other.nullable)


def _longer(one: Kind, other: Kind) -> int | None:
    return None if one.longest is None or other.longest is None else max(one.longest, other.longest)


def of_gives(gives: Gives) -> Kind:
    """The kind of what an action gives."""
    fields = {name: of_gives(field) for name, field in gives.fields.items()} or None
    items = None if gives.items is None else of_gives(gives.items)
    return Kind(gives.type, fields=fields, items=items, nullable=gives.nullable)


FILE = Kind(
    "record",
    fields={
        "id": Kind("text", longest=24),
        "kind": Kind("text", longest=9),
        "name": Kind("text", longest=60),
        "mime": Kind("text", longest=60),
        "size": Kind("number"),
        "sha256": Kind("text", longest=64),
    },
)
"""A file that was sent."""


def of_ask(ask: Ask) -> Kind:
    """The kind of a question's answer."""
    match ask.kind:
        case "choice" | "choices" as kind:
            ids = frozenset(option.id for option in ask.choice or ask.choices or ())
            return Kind(kind, options=ids if ask.own_words is None else None)
        case "choice_from":
            return Kind("choice")
        case "choices_from":
            return Kind("choices")
        case "text":
            return Kind("text", longest=ask.text.at_most if ask.text else None)
        case "money":
            return Kind("money")
        case "date" | "time" as kind:
            return Kind(kind)
        case "files":
            return Kind("list", items=FILE)
    return Kind("number", longest=_digits(ask))


def _digits(ask: Ask) -> int:
    bounds = ask.scale or ask.number or ask.days
    return 0 if bounds is None else max(len(f"{end:,}") for end in (bounds.from_, bounds.to))
