"""How a person may say that they are close to harming themselves: spellings, words and rules, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Entry
from bot.content.crisis_weights import CrisisWeights
from bot.content.sieve import Sieve

LEVELS = ("distress", "passive", "active")
"""The levels that rules speak for, the gravest last."""

GAPS = {"_": r"[^\n\0]{0,2}?", "~~": r"[^\n\0]{0,12}?", "~": r"[^\n\0]{0,5}?"}
"""What may stand between two words of a rule: 2, 12 or 5 characters of one clause."""

MARKS = re.compile(r"\{(?P<name>[a-z_]+)\}|~~|~|_")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise PydanticCustomError(
            "bad_pattern",
            "not a regular expression, {why}: {pattern}",
            {"why": str(error), "pattern": pattern[:60], "fix": "correct it; brackets must close"},
        ) from None
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
"""A regular expression, matched on text without spaces and symbols, folded in width and case."""

Word = Annotated[str, Field(min_length=1)]

Template = Annotated[str, Field(min_length=1)]
"""A regular expression in which ``{name}`` stands for any word of that list and the marks of GAPS for gaps."""


class Fold(Entry):
    """Characters of one script or keyboard and what they are read as, one for one."""

    written: str
    read: str

    @model_validator(mode="after")
    def _one_for_one(self) -> Self:
        if len(self.written) != len(self.read):
            raise PydanticCustomError(
                "uneven_fold",
                "{written} characters are folded into {read}",
                {"written": len(self.written), "read": len(self.read), "fix": "give each one its own"},
            )
        return self


class Disguise(Entry):
    """Another way of writing a word, as a regular expression on folded text."""

    written: Pattern
    read: str


class Shield(Entry):
    """What no rule is met in, in messages in which a ``when`` is found; ``taken_out`` when it is not scored either."""

    id: Word
    says: tuple[Template, ...] = Field(min_length=1)
    when: tuple[Template, ...] = ()
    taken_out: bool = False


class CrisisRule(Entry):
    """One way of speaking for a level; ``unless`` clears it when it stands near."""

    id: Word
    level: Literal["distress", "passive", "active"]
    says: tuple[Template, ...] = Field(min_length=1)
    unless: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleReader:
    """One way of a rule made ready."""

    rule: CrisisRule
    says: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class ShieldReader:
    """One way of a shield made ready."""

    shield: Shield
    says: re.Pattern[str]
    when: re.Pattern[str] | None


class CrisisPhrases(Entry):
    """content/crisis/phrases.yaml: spellings, words, what does not count, and what speaks for each level.

    ``weights`` is content/crisis/weights.bin, put in by the library; without it nothing has points.
    """

    common: str = ""
    folds: tuple[Fold, ...] = ()
    pictures: Mapping[str, str] = {}
    disguises: tuple[Disguise, ...] = ()
    dialect: Mapping[str, str] = {}
    words: Mapping[str, tuple[Word, ...]] = {}
    shields: tuple[Shield, ...] = ()
    rules: tuple[CrisisRule, ...] = ()
    weights: CrisisWeights = CrisisWeights()

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for template in self._templates():
            unknown = {m["name"] for m in MARKS.finditer(template) if m["name"]} - self.words.keys()
            if unknown:
                raise PydanticCustomError(
                    "unknown_words",
                    "no list of words is called {name}",
                    {"name": ", ".join(sorted(unknown)), "fix": "add the list under words, or correct its name"},
                )
            _compiles(self.expression(template))
        # Made ready now: the first frightened message would otherwise wait for it.
        _ = self.rule_readers, self.rule_sieve, self.shield_readers, self.shield_sieve, self.disguise_sieve
        return self

    def _templates(self) -> Iterator[str]:
        for shield in self.shields:
            yield from (*shield.says, *shield.when)
        for rule in self.rules:
            yield from (*rule.says, *rule.unless)

    def expression(self, template: str) -> str:
        """A template as a regular expression."""

        def filled(mark: re.Match[str]) -> str:
            name = mark["name"]
            return GAPS[mark[0]] if name is None else f"(?:{'|'.join(_longest_first(self.words[name]))})"

        return MARKS.sub(filled, template)

    def reader(self, template: str) -> re.Pattern[str]:
        """A template made ready."""
        return re.compile(self.expression(template), re.MULTILINE)

    def _either(self, templates: tuple[str, ...]) -> re.Pattern[str] | None:
        joined = "|".join(self.expression(template) for template in templates)
        return re.compile(joined, re.MULTILINE) if joined else None

    @cached_property
    def fold_table(self) -> Mapping[int, str]:
        """What each folded character is read as, for ``str.translate``."""
        return {
            ord(character): read for fold in self.folds for character, read in zip(fold.written, fold.read, strict=True)
        }

    @cached_property
    def picture_reader(self) -> re.Pattern[str]:
        """Finds the emoji that stand for words."""
        return _any_of(self.pictures)

    @cached_property
    def dialect_reader(self) -> re.Pattern[str]:
        """Finds the words of Hong Kong and Taiwan that have a standard word."""
        return _any_of(self.dialect)

    @cached_property
    def disguise_readers(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The disguises made ready, in their order."""
        return tuple((re.compile(disguise.written, re.MULTILINE), disguise.read) for disguise in self.disguises)

    @cached_property
    def addressed_reader(self) -> re.Pattern[str]:
        """Finds what shows that quoted words were said to the writer."""
        return _any_of(self.words.get("addressed", ()))

    @cached_property
    def reported_reader(self) -> re.Pattern[str]:
        """Finds, before a quotation, what shows that somebody else said it."""
        return _any_of(self.words.get("reported", ()))

    @cached_property
    def own_quote_reader(self) -> re.Pattern[str]:
        """Finds, before a quotation, what shows that the writer said it."""
        return _any_of(self.words.get("own_quote", ()))

    @cached_property
    def disguise_sieve(self) -> Sieve:
        """Tells which disguises a text may hold."""
        return Sieve([disguise.written for disguise in self.disguises], self.common)

    @cached_property
    def words_by_letter(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Every word of the lists with the list's name, by its first letter."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, words in self.words.items():
            for word in words:
                found.setdefault(word[0], []).append((word, name))
        return {letter: tuple(words) for letter, words in found.items()}

    @cached_property
    def rule_readers(self) -> tuple[RuleReader, ...]:
        """The ways of the rules made ready, the gravest level first."""
        ordered = sorted(self.rules, key=lambda rule: -LEVELS.index(rule.level))
        ready = ((rule, self._either(rule.unless)) for rule in ordered)
        return tuple(RuleReader(rule, self.reader(way), unless) for rule, unless in ready for way in rule.says)

    @cached_property
    def rule_sieve(self) -> Sieve:
        """Tells which of the rule readers may match a text."""
        return Sieve([reader.says.pattern for reader in self.rule_readers], self.common)

    @cached_property
    def shield_readers(self) -> tuple[ShieldReader, ...]:
        """The ways of the shields made ready, in their order."""
        ready = ((shield, self._either(shield.when)) for shield in self.shields)
        return tuple(ShieldReader(shield, self.reader(way), when) for shield, when in ready for way in shield.says)

    @cached_property
    def shield_sieve(self) -> Sieve:
        """Tells which of the shield readers may match a text."""
        return Sieve([reader.says.pattern for reader in self.shield_readers], self.common)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _longest_first(words))) or r"(?!)")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
