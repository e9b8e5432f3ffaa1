"""All of content/ as one immutable object, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.agreement import AgreementWords
from bot.content.budget import Budgeting
from bot.content.causes import Causes
from bot.content.collectors import Collectors
from bot.content.complaint import Complaints
from bot.content.contacts import Contacts
from bot.content.court import Court
from bot.content.crisis import CrisisPhrases
from bot.content.crisis_care import CrisisCare
from bot.content.crisis_weights import load_crisis_weights
from bot.content.days_off import DaysOff
from bot.content.debts import DebtWords
from bot.content.evidence import Evidence
from bot.content.export import ExportWords
from bot.content.facts import Fact, FactFile, FactId, Lender, Topic
from bot.content.feelings import Feelings
from bot.content.hardship import Hardship
from bot.content.hotlines import Hotlines
from bot.content.last_resort import LastWords
from bot.content.lint import LintRules
from bot.content.listening import Listening
from bot.content.options import PayingOptions
from bot.content.privacy import PrivacyCues
from bot.content.problems import ContentProblems, Problem, problems_of
from bot.content.references import Sources, reference_problems
from bot.content.rehearsal import Limits, Moves, Score
from bot.content.reminders import ReminderWords
from bot.content.replies import ReplyRules
from bot.content.reply_weights import load_reply_weights
from bot.content.rights import LookingUp, Rights
from bot.content.rights_search import Finder, finder
from bot.content.scripts import Scripts
from bot.content.stages import Stages
from bot.content.statement import StatementWords
from bot.content.terms import Terms
from bot.content.verdicts import Verdicts
from bot.errors import ContentError
from bot.language.region import Region
from bot.marked_yaml import Marked, YamlProblem, read_yaml

Model = TypeVar("Model", bound=BaseModel)
Learnt = TypeVar("Learnt")

FACT_REGIONS = (Region.MAINLAND, Region.HONG_KONG, Region.TAIWAN, Region.MACAU)
"""Regions that have a file of facts; elsewhere the assistant states no rule."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the domain knows."""

    facts: Mapping[FactId, Fact]
    facts_by_region: Mapping[Region, tuple[Fact, ...]]
    hotlines: Mapping[Region, Hotlines]
    collectors: Collectors
    stages: Stages
    listening: Listening
    contacts: Contacts
    evidence: Evidence
    complaint: Complaints
    court: Court
    feelings: Feelings
    causes: Causes
    scripts: Scripts
    terms: Terms
    lint: LintRules
    crisis: CrisisPhrases
    care: CrisisCare
    privacy: PrivacyCues
    export: ExportWords
    verdicts: Verdicts
    budgeting: Budgeting
    debts: DebtWords
    options: PayingOptions
    agreement: AgreementWords
    hardship: Hardship
    statement: StatementWords
    moves: Moves
    score: Score
    replies: ReplyRules
    rights: Mapping[Region, Rights]
    looking_up: LookingUp
    finders: Mapping[Region, Finder]
    days_off: DaysOff
    reminders: ReminderWords

    def facts_about(self, region: Region, topic: Topic, lender: Lender = Lender.ANY) -> tuple[Fact, ...]:
        """The facts of a region on a topic; a lender other than ANY leaves out rules that do not bind it."""
        of_topic = (fact for fact in self.facts_by_region.get(region, ()) if fact.topic is topic)
        return tuple(fact for fact in of_topic if lender is Lender.ANY or fact.concerns(lender))


def load_library(root: Path) -> Library:
    """Read and check all of content/ under ``root``. Raises ContentProblems listing every problem."""
    shelf = _Shelf(root)
    fact_files = {region: shelf.read(FactFile, f"facts/{region.value}.yaml") for region in FACT_REGIONS}
    hotlines = {region: shelf.read(Hotlines, f"hotlines/{region.value}.yaml") for region in Region}
    rights = {region: shelf.read(Rights, f"rights/{region.value}.yaml") for region in FACT_REGIONS}
    looking_up = shelf.read(LookingUp, "rights/looking_up.yaml")
    cards = Library(
        facts=MappingProxyType({}),
        facts_by_region=MappingProxyType({}),
        hotlines=MappingProxyType(hotlines),
        collectors=shelf.read(Collectors, "collectors.yaml"),
        stages=shelf.read(Stages, "stages.yaml"),
        listening=shelf.read(Listening, "listening.yaml"),
        contacts=shelf.read(Contacts, "contacts.yaml"),
        evidence=shelf.read(Evidence, "evidence.yaml"),
        complaint=shelf.read(Complaints, "complaint.yaml"),
        court=shelf.read(Court, "court.yaml"),
        feelings=shelf.read(Feelings, "feelings.yaml"),
        causes=shelf.read(Causes, "causes.yaml"),
        scripts=shelf.read(Scripts, "scripts.yaml"),
        terms=shelf.read(Terms, "terms.yaml"),
        lint=shelf.read(LintRules, "lint.yaml"),
        crisis=shelf.read(CrisisPhrases, "crisis/phrases.yaml").model_copy(
            update=shelf.weights(load_crisis_weights, "crisis/weights.bin")
        ),
        care=shelf.read(CrisisCare, "crisis/care.yaml"),
        privacy=shelf.read(PrivacyCues, "privacy.yaml"),
        export=shelf.read(ExportWords, "export.yaml"),
        verdicts=shelf.read(Verdicts, "verdicts.yaml"),
        budgeting=shelf.read(Budgeting, "budget.yaml"),
        debts=shelf.read(DebtWords, "debts.yaml"),
        options=shelf.read(PayingOptions, "options.yaml"),
        agreement=shelf.read(AgreementWords, "agreement.yaml"),
        hardship=shelf.read(Hardship, "hardship.yaml"),
        statement=shelf.read(StatementWords, "statement.yaml"),
        moves=shelf.read(Moves, "rehearsal/moves.yaml"),
        score=shelf.read(Score, "rehearsal/score.yaml"),
        replies=shelf.read(ReplyRules, "rehearsal/replies.yaml").model_copy(
            update=shelf.weights(load_reply_weights, "rehearsal/weights.bin")
        ),
        rights=MappingProxyType(rights),
        looking_up=looking_up,
        finders=MappingProxyType({}),
        days_off=shelf.read(DaysOff, "days_off.yaml"),
        reminders=shelf.read(ReminderWords, "reminders.yaml"),
    )
    shelf.read(Limits, "rehearsal/limits.yaml")
    shelf.read(LastWords, "last_resort.yaml")
    shelf.check()
    finders = {region: finder(each, looking_up) for region, each in rights.items()}
    cards = replace(cards, finders=MappingProxyType(finders))
    return _with_facts(cards, {region: file.facts for region, file in fact_files.items()})


def _with_facts(library: Library, by_region: Mapping[Region, tuple[Fact, ...]]) -> Library:
    by_id = {fact.id: fact for facts in by_region.values() for fact in facts}
    return replace(library, facts=MappingProxyType(by_id), facts_by_region=MappingProxyType(dict(by_region)))


class _Shelf:
    """Reads files one by one and keeps every problem met on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.sources: Sources = {}

    def read(self, kind: type[Model], name: str) -> Model:
        """The file as a model; an empty one, which check() never lets out, after its problems were noted."""
        try:
            source = read_yaml(self.root / name)
            model = self._validated(kind, source)
        except YamlProblem as error:
            self._note(name, error.message, "mend the YAML here", error.line, error.column)
        except (OSError, UnicodeDecodeError) as error:
            self._note(name, str(error), "put the file there, in UTF-8")
        else:
            if model is not None:
                self.sources[name] = (source, model)
                return model
        return kind.model_construct()

    def weights(self, load: Callable[[Path], Learnt], name: str) -> Mapping[str, Learnt]:
        """What was learnt, as the change of a model; none, which check() never lets out, after a problem was noted."""
        try:
            return {"weights": load(self.root / name)}
        except ContentError as error:
            self._note(name, "the weights cannot be read", str(error))
            return {}

    def _validated(self, kind: type[Model], source: Marked) -> Model | None:
        try:
            return kind.model_validate(source.data)
        except ValidationError as error:
            self.problems.extend(problems_of(error, source))
            return None

    def _note(self, name: str, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(Problem(self.root / name, line, column, message, fix))

    def check(self) -> None:
        """Check what the files say of each other. Raises ContentProblems when anything is wrong."""
        self.problems.extend(reference_problems(self.sources))
        if self.problems:
            raise ContentProblems(self.problems)
