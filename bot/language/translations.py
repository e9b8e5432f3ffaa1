"""The gettext catalogues brought up to date with the texts of the flows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import denormalize, read_po, write_po

from bot.language.catalogue import Key, catalogue_path
from bot.language.extraction import FlowText, texts_of
from bot.language.region import Script
from bot.marked_yaml import read_yaml

SOURCE = Script.HANS
"""The script flows are written in; its catalogue has no translations."""

TEMPLATE = "messages.pot"

ALIKE = 0.3
"""How alike (difflib ratio) a changed text must be for its old translation to be offered: Chinese edits keep
a third of the characters even when a sentence is turned round; below that it is another sentence."""

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
"""No dates and no names: two runs over the same flows write the same bytes."""

PREVIOUS = re.compile(r"^\|\s*(?:msgid\s+)?(?=\")")
"""How Babel gives back a line of a previous text: as a comment of the translator."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalogue after an update: its texts, those without translation, those changed since, those gone."""

    script: Script
    texts: int
    missing: int
    changed: int
    gone: int


QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
"""One quoted line of a text."""

UNBROKEN = 100_000
"""Columns before Babel breaks a line: it would break a previous text in the middle of its quotes."""


def update_catalogues(flows: Path, locales: Path, scripts: Iterable[Script] = tuple(Script)) -> tuple[Updated, ...]:
    """Write ``locales/messages.pot`` and the catalogue of each script from the flow files under ``flows``.

    Translations of unchanged texts are kept; the translation of a changed text is kept marked fuzzy, with the
    text it was made for; translations of texts that are gone move to the end. Raises YamlProblem.
    """
    template = catalogue_of(flow_texts(flows), flows.parent)
    locales.mkdir(parents=True, exist_ok=True)
    _write(locales / TEMPLATE, template, "")
    return tuple(_update(template, locales, script) for script in scripts)


def flow_texts(flows: Path) -> Iterator[tuple[Path, FlowText]]:
    """Every text worth translating under a folder, file by file, in reading order. Raises YamlProblem."""
    for path in sorted(flows.rglob("*.yaml")):
        for found in texts_of(read_yaml(path)):
            if found.translatable:
                yield path, found


def catalogue_of(texts: Iterable[tuple[Path, FlowText]], root: Path) -> Catalog:
    """The texts as a catalogue without translations; places are named relative to ``root``."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for path, found in texts:
        place = (path.relative_to(root).as_posix(), found.mark.line)
        notes = [found.note] if found.note else []
        _plain(catalogue.add(found.text, locations=[place], auto_comments=notes, context=found.context))
    return catalogue


def read_messages(path: Path, script: Script) -> Catalog:
    """A catalogue with previous texts in ``previous_id``; a missing file is an empty catalogue."""
    if not path.exists():
        return Catalog(locale=script.value, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=script.value)
    for message in catalogue:
        _take_previous(message)
    return catalogue


def key_of(message: Message) -> Key:
    """What identifies a message: (context, text)."""
    return (message.context or "", str(message.id))


def _take_previous(message: Message) -> None:
    lines = [line for line in message.user_comments if PREVIOUS.match(line)]
    message.user_comments = [line for line in message.user_comments if line not in lines]
    if lines:
        quoted = QUOTED.findall(" ".join(PREVIOUS.sub("", line) for line in lines))
        message.previous_id = [denormalize("\n".join(['""', *quoted]))]


def _update(template: Catalog, locales: Path, script: Script) -> Updated:
    path = catalogue_path(locales, script)
    old = Catalog() if script is SOURCE else read_messages(path, script)
    fresh = _merged(template, old)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, fresh, script.value)
    messages = [message for message in fresh if message.id]
    return Updated(
        script,
        texts=len(messages),
        missing=0 if script is SOURCE else sum(not message.string for message in messages),
        changed=sum(message.fuzzy for message in messages),
        gone=len(fresh.obsolete),
    )


def _merged(template: Catalog, old: Catalog) -> Catalog:
    known = {key_of(message): message for message in (*old.obsolete.values(), *old) if message.id and message.string}
    wanted = {key_of(message) for message in template if message.id}
    spare = {key: message for key, message in known.items() if key not in wanted}
    fresh = Catalog(charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            _add(fresh, message, known.get(key_of(message)) or _nearest(message, spare))
    for key in sorted(spare):
        fresh.obsolete[key] = spare[key]
    return fresh


def _nearest(message: Message, spare: dict[Key, Message]) -> Message | None:
    """The translation of this text under a former name or of the step's former text, out of ``spare``."""
    context, text = key_of(message)
    renamed = next((key for key in spare if key[1] == text), None)
    here = [key for key in spare if key[0] == context]
    closest = max(here, key=lambda key: _likeness(key[1], text), default=None)
    if renamed is None and closest is not None and _likeness(closest[1], text) < ALIKE:
        closest = None
    found = renamed or closest
    return None if found is None else spare.pop(found)


def _likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _add(fresh: Catalog, message: Message, former: Message | None) -> None:
    added = fresh.add(
        message.id,
        string=former.string if former else "",
        locations=message.locations,
        auto_comments=message.auto_comments,
        user_comments=former.user_comments if former else (),
        context=message.context,
    )
    _plain(added)
    if former is not None and former.id != message.id:
        added.flags.add("fuzzy")
        added.previous_id = [str(former.id)]
    elif former is not None and former.fuzzy:
        added.flags.add("fuzzy")
        added.previous_id = list(former.previous_id)


def _plain(message: Message) -> None:
    """Babel takes a percent sign or a brace for Python formatting; flows have none."""
    message.flags -= {"python-format", "python-brace-format"}


def _write(path: Path, catalogue: Catalog, language: str) -> None:
    body = BytesIO()
    write_po(body, catalogue, width=UNBROKEN, omit_header=True, include_previous=True)
    text = HEADER.format(language=language) + body.getvalue().decode()
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
