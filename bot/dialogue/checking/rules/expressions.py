"""What is wrong inside texts and expressions; found while values are followed along the flow."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, found_while_reading
from bot.dialogue.checking.sources import sources_of
from bot.dialogue.checking.syntax import Broken, parsed_expression, parsed_text
from bot.dialogue.checking.variables import targets_of
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile

found_while_reading(
    "unknown-variable",
    """A text or condition names a variable that no step of the flow gives a value.

    Example: ``{{ amout }}``.""",
)
found_while_reading(
    "maybe-unset",
    """A variable is used where it has no value on at least one of the ways there.

    Example: ``{{ amount }}`` after a branch of which only one arm asks for the amount.""",
)
found_while_reading(
    "maybe-none",
    """A variable is shown, reckoned with or opened where it may be none: its question can be skipped or given
    up after three tries and has no ``fallback``, or it is a ``me.NAME`` nobody has told yet.

    Example: ``{{ amount }}`` right after a question with ``skip``; ``{% if amount %}`` makes it safe.""",
)
found_while_reading(
    "unknown-word",
    """A text names a regional word that content/terms.yaml does not have.

    Example: ``{{ word.smss }}``.""",
)
found_while_reading(
    "unknown-field",
    """A field is taken that a value of this type does not have.

    Example: ``offer.capp``.""",
)
found_while_reading(
    "wrong-filter",
    """A filter gets a type it cannot write.

    Example: ``{{ deadline|money }}``.""",
)
found_while_reading(
    "python",
    """Python instead of a filter: a call, or a method of a value.

    Example: ``{{ name.upper() }}``.""",
)
found_while_reading(
    "choice-shown",
    """The id of an option is shown instead of its words.

    Example: ``{{ lender_kind }}`` after a ``choice`` into lender_kind.""",
)
found_while_reading(
    "unknown-option",
    """A choice is compared with what is none of its options.

    Example: ``mood == 'calmm'``.""",
)
found_while_reading(
    "wrong-comparison",
    """Values of two types are compared.

    Example: ``amount > 'five'``.""",
)


def _unknown_me(file: FlowFile, project: Project) -> Iterable[Problem]:
    for name, loc in targets_of(file.flow):
        if name.startswith("me.") and name not in project.person:
            mark = file.key_problem if loc[-1] == name else file.problem
            yield mark("unknown-me", f"Nothing is kept as {name}.", "Add it to flows/_profile.yaml.", *loc)
    for each in project.findings:
        if each.rule == "unknown-me" and each.path == file.source.path:
            yield each


@flow_rule("unknown-me")
def unknown_me(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A ``me.NAME`` that flows/_profile.yaml does not declare is used or given a value.

    Example: ``into: me.regoin``.
    """
    return _unknown_me(file, project)


@flow_rule("template")
def template(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A text or an expression cannot be parsed, or uses a filter or statement there is none of.

    Example: ``{{ amount|monney }}``.
    """
    for index in range(len(file.flow.steps)):
        for source in sources_of(file, index):
            tree = parsed_text(source.source) if source.is_text else parsed_expression(source.source)
            if isinstance(tree, Broken):
                message = f"This cannot be read: {tree.why}"
                yield file.problem("template", message, "Correct it; docs/flow-language.md lists filters.", *source.loc)
    for each in project.findings:
        if each.rule == "template" and each.path == file.source.path:
            yield each
