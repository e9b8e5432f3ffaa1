"""What all parts of a flow file share: strictness, ids, and the three kinds of text in it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Part(BaseModel):
    """A frozen piece of a flow file; an unknown key is a problem, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""Name of a step, option or variable: small Latin letters, digits and _, 40 at most."""

ChoiceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,23}$")]
"""Name of an option; short, because a button's data holds 64 bytes, and in capitals where a code is (CN, zh_Hant)."""

FlowName = Annotated[str, StringConstraints(pattern=r"^(_shared/)?[a-z][a-z0-9_]{0,39}$")]
"""Name of a flow: its path under flows/ without the ending."""

ActionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
"""Name of an action: domain.verb."""

Target = Annotated[str, StringConstraints(pattern=r"^(\$[a-z][a-z0-9_]*|[a-z][a-z0-9_]{0,39}|me\.[a-z][a-z0-9_]*)$")]
"""Where an answer goes: a variable of the flow, me.NAME for what is kept about the person, or $NAME for
nowhere: heard, and not kept."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Words for the person, zh-Hans, a Jinja2 template; translated by gettext with flow.step as context."""

Expression = Annotated[str, StringConstraints(min_length=1)]
"""A Jinja2 expression over the flow's variables, ``me`` and ``today``."""
