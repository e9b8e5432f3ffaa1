"""Flows drawn: as Mermaid for reading in a repository, and as SVG without any tool."""

from bot.dialogue.diagram.mermaid import mermaid, overview_mermaid
from bot.dialogue.diagram.svg import svg

__all__ = ["mermaid", "overview_mermaid", "svg"]
