"""Words of the export."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.content.both import Both, Entry


class ExportWords(Entry):
    """content/export.yaml: ``values`` are codes by field, ``inner`` the fields that only data.json shows."""

    title: Both
    made: Both
    about: Both
    covered: Both
    nothing: Both
    yes: Both
    no: Both
    sections: Mapping[str, Both] = Field(min_length=1)
    names: Mapping[str, Both]
    values: Mapping[str, Mapping[str, Both]]
    inner: frozenset[str]
