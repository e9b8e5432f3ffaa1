"""What is asked of the press, and how it travels to its process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

import orjson

from bot.language.formatting import Style
from bot.language.region import Region, Script

Form: TypeAlias = Literal["pdf", "png"]

FORMS_OF = {Script.HANS: "hans", Script.HANT: "hant"}


@dataclass(frozen=True, slots=True)
class Order:
    """One paper: ``template`` a file of content/papers without its ending, ``data`` plain JSON values.

    ``script`` and ``region`` are typst's ("hant", "hk") and choose the forms of the characters; ``at`` is the
    date written into a PDF, in seconds since 1970.
    """

    template: str
    data: Mapping[str, Any]
    form: Form
    script: str
    region: str
    dark: bool
    at: int


def order(template: str, data: Mapping[str, Any], form: Form, style: Style, at: datetime, *, dark: bool) -> Order:
    """An order for a reader: the forms of characters follow their script, and in zh-Hant their region."""
    return Order(template, data, form, FORMS_OF[style.script], forms_of(style), dark, int(at.timestamp()))


def forms_of(style: Style) -> str:
    """The region whose forms of characters a reader knows."""
    if style.script is Script.HANS:
        return "cn"
    return "hk" if style.region in {Region.HONG_KONG, Region.MACAU} else "tw"


def pack(asked: Order) -> bytes:
    """An order as JSON. Raises TypeError for data that is not plain."""
    return orjson.dumps(asdict(asked))


def unpack(content: bytes) -> Order:
    """The order again."""
    return Order(**orjson.loads(content))
