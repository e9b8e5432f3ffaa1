"""What is said and counted when a paper of a court has come."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.content.both import Bubble, Entry, Line


class Court(Entry):
    """content/court.yaml.

    ``figures`` names, for a paper of content/stages.yaml, the figure of its fact that counts the days.
    """

    remind_before: tuple[int, ...] = Field(min_length=1)
    figures: Mapping[str, Line]
    bring: Bubble
