"""The words of a log that is handed to somebody: timeline, paper, table, and how a pack is checked."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from bot.content.both import Both, Entry, Line


class PaperWords(Entry):
    """What stands on the paper besides the entries."""

    title: Both
    made: Both
    covers: Both
    nothing: Both
    only: Both
    newest: Both
    masked: Both
    unmasked: Both
    newest_mark: Both
    proves_heading: Both
    counts_heading: Both
    chart_heading: Both
    entries_heading: Both
    originals_heading: Both
    verify_heading: Both
    foot: Both


class CountWords(Entry):
    """How a count is said, and what stands beside it."""

    total: Both
    busiest: Both
    over: Both
    night: Both
    third: Both
    approximate: Both
    where: Both
    rule: Both
    no_rule: Both
    our_night: Both
    lender_unknown: Both


class ChartWords(Entry):
    """The picture of contacts by day and hour, and what it says to those who cannot see it."""

    alt: Both
    contact: Both
    third: Both
    about: Both
    night: Both
    newest: Both


class EntryWords(Entry):
    """The names of what an entry holds; ``number``, ``about`` and ``night`` stand in its heading."""

    number: Both
    about: Both
    night: Both
    company: Both
    caller: Both
    said: Both
    words: Both
    third: Both
    others: Both
    demanded: Both
    deadline: Both
    promised: Both
    outcome: Both
    originals: Both
    added: Both
    corrected: Both
    kept: Both
    mark: Both
    when: Both
    channel: Both
    minutes: Both


class OriginalWords(Entry):
    """How the originals are listed."""

    line: Both
    not_enclosed: Both
    none: Both
    kinds: Mapping[str, Both]


class Check(Entry):
    """One line a stranger types, and what it asks."""

    say: Both
    command: Line


class VerifyWords(Entry):
    """How a pack is checked with sha256sum and jq alone."""

    before: Both
    steps: tuple[Check, ...] = Field(min_length=1)
    after: Both


class Evidence(Entry):
    """content/evidence.yaml."""

    paper: PaperWords
    proves: tuple[Both, ...]
    counts: CountWords
    chart: ChartWords
    entry: EntryWords
    originals: OriginalWords
    verify: VerifyWords
