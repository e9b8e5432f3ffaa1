"""A way through the rooms where people write something: each is walked with words that are looked for afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulated.people import Answer, Say, Tap
from tests.simulated.scripts import log

FIELDS = ("creditor", "full_name", "holder", "agreed_by", "sentence", "practised", "reference", "asked")
"""Fields of these rooms that hold a person's own words."""

CODE = "739146"
"""The code a person chooses."""

PAPERS = frozenset({"complaint.txt", "huankouqi.zip"})
"""Files the bot sends on this way, beside a picture and the parts of an evidence pack."""


def ways(words: Mapping[str, str]) -> list[list[Answer]]:
    """The rooms one after the other; whoever walks has leave for records and lives on the mainland."""
    debt: list[Answer] = [Say("/debts"), Tap("add"), Say(words["creditor"]), Tap("bank_card"), Say("2万3"), Say("45天")]
    debt += [Say("15号"), Tap("!skip"), Tap("no"), Tap("done")]
    agreed: list[Answer] = [Say("/agreement"), Tap("d1"), Say(words["full_name"]), Tap("same"), Say("500"), Say("46")]
    agreed += [Say("下个月15号"), Tap("yes"), Say("6000"), Tap("total"), Say("3000"), Tap("alone")]
    agreed += [Tap("own"), Say(words["holder"]), Tap("+interest")]
    agreed += [Tap("done"), Say(words["agreed_by"]), Tap("oral")]
    cause: list[Answer] = [Say("/reflect"), Tap("+income_less"), Tap("done"), Tap("three_months"), Tap("unknown")]
    cause += [Tap("!skip"), Tap("no"), Tap("edit"), Say(words["sentence"]), Tap("keep")]
    practice: list[Answer] = [Say("/rehearse"), Tap("2"), Tap("gentle"), Say(words["practised"]), Say("停")]
    practice += [Tap("1"), Tap("rest")]
    complaint: list[Answer] = [Say("/complaint"), Tap("no"), Tap("+stop_harassing"), Tap("done")]
    complaint += [Tap("write"), Tap("track"), Tap("lender"), Say(words["reference"])]
    rights: list[Answer] = [Say("/rights"), Say(words["asked"])]
    papers: list[Answer] = [Say("/evidence"), Tap("yes"), Tap("complain")]
    papers += [Say("/timeline"), Tap("rules"), Say("/export"), Tap("whole")]
    code: list[Answer] = [Say("/pin"), Say(CODE), Say(CODE), Say("/history"), Say("/privacy"), Tap("view")]
    return [[Say("/stop"), Say("/menu"), *log(1)], debt, agreed, cause, practice, complaint, rights, papers, code]
