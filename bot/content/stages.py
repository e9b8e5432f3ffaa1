"""Where a person may be on the way from a reminder to the court."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Bubble, Button, Entry, Line
from bot.content.facts import FactId, by_region
from bot.language.region import Region
from bot.marked_yaml import Loc


class Days(Entry):
    """Days overdue, both ends included; open above when ``to`` is None."""

    from_: int = Field(alias="from", ge=0)
    to: int | None = None

    def __contains__(self, days: int) -> bool:
        return self.from_ <= days and (self.to is None or days <= self.to)


class Stage(Entry):
    """One stage; without ``days`` it is reached by a paper only."""

    id: Line
    label: Button
    days: Days | None = None
    here: Bubble
    next: Bubble
    can_do: Bubble
    facts: Mapping[Region, tuple[FactId, ...]]


class Paper(Entry):
    """A paper a person may hold, the stage it stands for and the fact that gives its deadline."""

    id: Line
    label: Button
    stage: Line
    regions: frozenset[Region]
    court: bool = False
    deadline_fact: FactId | None = None


class Stages(Entry):
    """content/stages.yaml: the stages from mild to grave, and the papers."""

    when_unknown: Line
    stages: tuple[Stage, ...] = Field(min_length=1)
    papers: tuple[Paper, ...]

    @model_validator(mode="after")
    def _names_known_stages(self) -> Self:
        known = {stage.id for stage in self.stages}
        named = {self.when_unknown} | {paper.stage for paper in self.papers}
        if named - known:
            raise PydanticCustomError(
                "unknown_stage",
                "no stage is called {names}",
                {"names": ", ".join(sorted(named - known)), "fix": "use the id of a stage of this file"},
            )
        return self

    def get(self, stage: str) -> Stage:
        """The stage with this id. Raises KeyError."""
        return {each.id: each for each in self.stages}[stage]

    def papers_for(self, region: Region) -> tuple[Paper, ...]:
        """The papers that exist in this region."""
        return tuple(paper for paper in self.papers if region in paper.regions)

    def stage_of(self, days_overdue: int | None, papers: Iterable[str]) -> Stage:
        """The gravest stage that the days overdue (None: not known) and the ids of the papers speak for."""
        stage_by_paper = {paper.id: paper.stage for paper in self.papers}
        reached = {self._by_days(days_overdue), *(stage_by_paper[paper] for paper in papers)}
        return [stage for stage in self.stages if stage.id in reached][-1]

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for at, stage in enumerate(self.stages):
            yield from by_region(("stages", at, "facts"), stage.facts)
        for at, paper in enumerate(self.papers):
            if paper.deadline_fact is not None:
                yield ("papers", at, "deadline_fact"), paper.deadline_fact

    def _by_days(self, days: int | None) -> str:
        if days is None:
            return self.when_unknown
        fitting = (stage.id for stage in self.stages if stage.days is not None and days in stage.days)
        return next(fitting, self.when_unknown)
