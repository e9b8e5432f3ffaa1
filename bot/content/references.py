"""What the files of content/ say of each other: ids, numbers and limits that span entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from bot.content.both import Both
from bot.content.causes import Causes
from bot.content.collectors import Collectors
from bot.content.complaint import Complaints
from bot.content.debts import DebtWords
from bot.content.facts import FactFile, FactId
from bot.content.hotlines import HotlineKind, Hotlines
from bot.content.options import PayingOptions
from bot.content.problems import Problem, problem_at
from bot.content.rehearsal import Limits, Moves, Score, limit_problems
from bot.content.rights import Rights
from bot.content.rights_checks import rights_problems
from bot.content.scripts import Scripts, SpokenScript, slots_of
from bot.content.stages import Stages
from bot.content.verdicts import Verdicts
from bot.language.region import Region
from bot.marked_yaml import Marked

Sources = dict[str, tuple[Marked, BaseModel]]
"""Every file that was read, by its name under content/."""

Kind = TypeVar("Kind", bound=BaseModel)

NAMES_FACTS = (Collectors, Stages, Causes, Verdicts, Rights, DebtWords, PayingOptions, Complaints)
"""The kinds of file whose entries name facts."""

BUBBLE = 120
"""Characters of a bubble (product design, 4.0)."""

CRISIS_LINES_WANTED = 2
"""A line can be busy: there is always a second one (product design, B6)."""

REGIONS_WITH_LINES = (Region.MAINLAND, Region.HONG_KONG, Region.TAIWAN)

DIALLED = re.compile(r"(?<![\d,.])\d{3,}(?![\d,.])")
"""A run of digits long enough to be dialled; amounts are written with commas."""


def reference_problems(sources: Sources) -> Iterator[Problem]:
    """Every problem between entries and files that were read."""
    yield from _facts_named_twice(sources)
    yield from _unknown_facts(sources)
    yield from _too_few_lines(sources)
    yield from _unknown_numbers(sources)
    yield from _missing_cards(sources)
    yield from _script_problems(sources)
    yield from _rights_problems(sources)
    yield from _rehearsal_problems(sources)


def _of(sources: Sources, kind: type[Kind]) -> Iterator[tuple[Marked, Kind]]:
    for source, model in sources.values():
        if isinstance(model, kind):
            yield source, model


def _facts_named_twice(sources: Sources) -> Iterator[Problem]:
    seen: set[FactId] = set()
    for source, file in _of(sources, FactFile):
        for at, fact in enumerate(file.facts):
            if fact.id in seen:
                yield problem_at(source, ("facts", at, "id"), f"a second fact {fact.id}", "rename one of them")
            seen.add(fact.id)


def _unknown_facts(sources: Sources) -> Iterator[Problem]:
    known = {fact.id for _, file in _of(sources, FactFile) for fact in file.facts}
    for source, model in sources.values():
        if not isinstance(model, NAMES_FACTS):
            continue
        for loc, fact in model.fact_references():
            if fact not in known:
                yield problem_at(source, loc, f"no fact {fact}", "correct the id or add it in content/facts")


def _too_few_lines(sources: Sources) -> Iterator[Problem]:
    for source, hotlines in _of(sources, Hotlines):
        if hotlines.region not in REGIONS_WITH_LINES:
            continue
        if len(hotlines.of(HotlineKind.CRISIS)) < CRISIS_LINES_WANTED:
            yield problem_at(source, ("lines",), "fewer than two crisis lines", "add one that was checked")
        if not hotlines.of(HotlineKind.EMERGENCY):
            yield problem_at(source, ("lines",), "no emergency number", "add the police or ambulance number")


def _unknown_numbers(sources: Sources) -> Iterator[Problem]:
    digits = {line.digits for _, hotlines in _of(sources, Hotlines) for line in hotlines.lines}
    for source, collectors in _of(sources, Collectors):
        for loc, card in collectors.cards():
            for number in sorted(set(_dialled(card.texts()))):
                if not any(each.endswith(number) for each in digits):
                    yield problem_at(source, loc, f"{number} is in no hotline file", "add it there, checked")


def _dialled(texts: tuple[Both, ...]) -> Iterator[str]:
    for both in texts:
        for _, text in both.wordings():
            yield from DIALLED.findall(text)


def _missing_cards(sources: Sources) -> Iterator[Problem]:
    for source, causes in _of(sources, Causes):
        cards = {card.id for card in causes.cards}
        for loc, card in causes.card_references():
            if card not in cards:
                yield problem_at(source, loc, f"no card {card}", "correct the id or add it in cards")


def _rights_problems(sources: Sources) -> Iterator[Problem]:
    facts = {file.region: {fact.id: fact for fact in file.facts} for _, file in _of(sources, FactFile)}
    for source, rights in _of(sources, Rights):
        yield from rights_problems(source, rights, facts.get(rights.region, {}))


def _rehearsal_problems(sources: Sources) -> Iterator[Problem]:
    for _, limits in _of(sources, Limits):
        for source, model in sources.values():
            if isinstance(model, Moves | Score):
                yield from limit_problems(source, model, limits)


def _script_problems(sources: Sources) -> Iterator[Problem]:
    for source, scripts in _of(sources, Scripts):
        for at, script in enumerate(scripts.scripts):
            yield from _bubble_problems(source, at, script, scripts.longest)


def _bubble_problems(source: Marked, at: int, script: SpokenScript, longest: Mapping[str, int]) -> Iterator[Problem]:
    for number, bubble in enumerate(script.bubbles):
        loc = ("scripts", at, "bubbles", number)
        named = {slot for both in bubble for _, text in both.wordings() for slot in slots_of(text)}
        if unknown := sorted(named - set(longest)):
            yield problem_at(source, loc, f"unknown slot {', '.join(unknown)}", "use a slot named in longest")
            continue
        reach = max(_reach(bubble, longest))
        if reach > BUBBLE:
            yield problem_at(source, loc, f"can reach {reach} characters", f"keep it within {BUBBLE}")


def _reach(bubble: tuple[Both, ...], longest: Mapping[str, int]) -> Iterator[int]:
    """The length of each wording with every slot at its longest."""
    filled = {slot: "x" * size for slot, size in longest.items()}
    wordings = [dict(both.wordings()) for both in bubble]
    for key in ("zh_Hans", "zh_Hant", "zh_Hant_HK"):
        yield sum(len(each.get(key, each["zh_Hant"]).format(**filled)) for each in wordings)
