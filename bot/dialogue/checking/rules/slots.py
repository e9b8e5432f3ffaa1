"""What a text and its translation are filled with."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.measuring import SOURCE
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.checking.syntax import Broken, parsed_text, slots_of
from bot.dialogue.problems import Problem


@rule("slots-differ")
def slots_differ(project: Project) -> Iterable[Problem]:
    """A translation shows or depends on something else than its source.

    Example: ``{{ amount|money }}`` translated as ``{{ amount }}``.
    """
    for each in project.measured:
        source, written = parsed_text(each.text.text), parsed_text(each.written)
        if each.script is SOURCE or isinstance(source, Broken) or isinstance(written, Broken):
            continue
        there, here = _own(slots_of(source)), _own(slots_of(written))
        missing, added = there - here, here - there
        if missing or added:
            parts = [f"lacks {', '.join(sorted(missing))}"] if missing else []
            parts += [f"adds {', '.join(sorted(added))}"] if added else []
            message = f"The translation {' and '.join(parts)}."
            yield each.problem("slots-differ", message, "Use the slots and conditions of the source.")


def _own(slots: Iterable[str]) -> set[str]:
    """Slots without the words of a region: where these differ, a translation needs more of them than its source."""
    return {slot for slot in slots if not slot.startswith("word.")}


@rule("translation-broken")
def translation_broken(project: Project) -> Iterable[Problem]:
    """A translation cannot be parsed though its source can.

    Example: ``{{ amount }`` in the catalogue.
    """
    for each in project.measured:
        written = parsed_text(each.written)
        sound = not isinstance(parsed_text(each.text.text), Broken)
        if each.script is not SOURCE and sound and isinstance(written, Broken):
            message = f"The translation cannot be read: {written.why}"
            yield each.problem("translation-broken", message, "Copy the slots of the source exactly.")
