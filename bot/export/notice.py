"""The privacy notice: one text with the numbers of this bot in it, as Markdown for docs/ and as a page for people."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bot.language.region import Script
from bot.safety.retention import Retention

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)


def notice(folder: Path, script: Script, kept: Retention, operator: str = "") -> str:
    """The notice as Markdown; ``folder`` holds one file a script, ``operator`` says who runs the bot."""
    source = (folder / f"{script.value}.md").read_text("utf-8")
    return _PLAIN.from_string(source).render(dataclasses.asdict(kept), operator=operator)


def notice_page(markdown: str, style: str, lang: str) -> str:
    """The notice as a page of its own, without anything from elsewhere; ``style`` is CSS."""
    lines = markdown.splitlines()
    title = lines[0].removeprefix("# ")
    body = Markup("\n").join(_blocks(lines))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return str(
        Markup(
            '<!doctype html>\n<html lang="{}">\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="{}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            "<title>{}</title>\n<style>{}</style>\n{}\n</html>\n"
        ).format(lang, policy, title, Markup(style), body)  # noqa: S704 - our own stylesheet
    )


def _blocks(lines: list[str]) -> Iterator[Markup]:
    """Headings, lists of one level and paragraphs: all the notice uses."""
    listing = False
    for line in lines:
        item = line.startswith("- ")
        if item != listing:
            yield Markup("<ul>") if item else Markup("</ul>")
            listing = item
        if item:
            yield Markup("<li>{}</li>").format(_inline(line[2:]))
        elif line.startswith("#"):
            marks, _, text = line.partition(" ")
            yield Markup("<h{0}>{1}</h{0}>").format(len(marks), _inline(text))
        elif line:
            yield Markup("<p>{}</p>").format(_inline(line))
    if listing:
        yield Markup("</ul>")


def _inline(text: str) -> Markup:
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704 - escaped just here
