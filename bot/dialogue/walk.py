"""A session while one turn changes it, and what the turn has said so far."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialogue.layout import BUBBLE
from bot.dialogue.model import Flow, Step
from bot.dialogue.outputs import ActionCall, Answered, Bubble, Button, Sleep, Turn
from bot.dialogue.scene import Scene, Setting
from bot.dialogue.session import KEPT_CHECKPOINTS, Checkpoint, Frame, Question, Session
from bot.dialogue.values import Value

DEEPEST = 8
"""Most flows on top of each other; the checks refuse recursion, digressions replace themselves."""


HEARD = "$"
"""A target that begins so takes an answer that is heard and not kept."""

SAME = "="
"""Before the name of a question that is answered anew, among the kept answers: what was answered before."""


class Walk:
    """The one mutable object of a turn; ``finish`` freezes it."""

    def __init__(self, setting: Setting, session: Session, now: datetime) -> None:
        self.setting, self.before, self.now = setting, session, now
        self.stack = list(session.stack)
        self.question = session.question
        self.me = {**setting.flows.defaults(), **session.me}
        self.past = list(session.past)
        self.kept = dict(session.kept)
        self.queued = list(session.queued)
        self.asked, self.paused, self.turn = session.asked, session.paused, session.turn
        self.bubbles: list[Bubble] = []
        self.lead = self.note = ""
        self.new_until: int | None = None
        self.walked: list[str] = []
        self.answered: Answered | None = None
        self.sleep: Sleep | None = None
        self.call: ActionCall | None = None

    def finish(self) -> Turn:
        """The session after the turn and what it said."""
        session = Session(
            id=self.before.id,
            turn=self.turn,
            asked=self.asked,
            stack=tuple(self.stack),
            question=self.question,
            me=self.me,
            past=tuple(self.past[-KEPT_CHECKPOINTS:]),
            kept=self.kept,
            paused=self.paused,
            last_tap=self.before.last_tap,
            seen_at=self.now,
            here_at=self.before.here_at,
            queued=tuple(self.queued),
        )
        return Turn(session, tuple(self.bubbles), self.answered, self.sleep, self.call, tuple(self.walked), self.note)

    @property
    def top(self) -> Frame:
        """The flow being walked."""
        return self.stack[-1]

    @property
    def flow(self) -> Flow:
        """The definition of the flow being walked."""
        return self.setting.flows.flow(self.top.flow)

    @property
    def step(self) -> Step:
        """The step the walk is at."""
        return self.flow.by_id[self.top.step]

    @property
    def scene(self) -> Scene:
        """What the step can see."""
        frame = self.top
        return Scene(self.setting, frame.flow, frame.step, frame.answers, self.me, self.now)

    @property
    def at_home(self) -> bool:
        """Whether nothing but the home flow runs, or nothing at all."""
        return not self.stack or (len(self.stack) == 1 and self.flow.home)

    def assign(self, target: str | None, value: Value) -> None:
        """Give a variable of the flow, or ``me.NAME``, a value."""
        if target is None or target.startswith(HEARD):
            return
        if target.startswith("me."):
            self.me = {**self.me, target[3:]: value}
        else:
            self.stack[-1] = self.top.knowing(target, value)

    def move(self, step: str) -> None:
        """Stand at another step of the same flow."""
        self.stack[-1] = self.top.at(step)

    def push(self, name: str, answers: dict[str, Value], *, digression: bool = False) -> None:
        """Enter a flow at its first step."""
        flow = self.setting.flows.flow(name)
        given: dict[str, Value] = {**dict.fromkeys(flow.takes), **answers}
        frame = Frame(name, self.setting.flows.versions[name], flow.steps[0].id, given, digression)
        self.stack = [*self.stack[-DEEPEST + 1 :], frame]
        if digression or len(self.stack) == 1:  # another conversation: it asks for itself what it wants to know
            self.kept = {}
        if flow.home and len(self.stack) == 1:
            self.past = []

    def clear(self) -> None:
        """Close everything; what is known about the person stays."""
        self.stack, self.past, self.kept, self.question = [], [], {}, None

    def remember(self, question: Question, answer: Value, shown: str, go: str | None) -> None:
        """Keep the moment before an answer, to go back to."""
        said = {"label": question.text, "answer": answer, "shown": shown, "go": go}
        self.past.append(Checkpoint.of(question.number, self.stack, dict(self.me), **said))

    def say(self, text: str, **details: object) -> None:
        """Add a bubble, led in by ``lead`` where both fit in one."""
        frame = self.stack[-1] if self.stack else None
        where = f"{frame.flow}.{frame.step}" if frame else ""
        if self.lead:
            lead, self.lead = self.lead, ""
            together = f"{lead}\n{text}"
            if len(together) > BUBBLE:
                self.bubbles.append(Bubble(lead, where=where))
            text = together if len(together) <= BUBBLE else text
        self.bubbles.append(Bubble(text, where=where, **details))  # type: ignore[arg-type]

    def leave_out_known(self) -> None:
        """Take back what was said from one question answered before to the next: the person read it before.

        What the changed answer itself leads to is said.
        """
        if self.new_until is None:
            self.new_until = len(self.bubbles)
        new = self.bubbles[: self.new_until]
        self.bubbles = [*new, *(bubble for bubble in self.bubbles[self.new_until :] if not bubble.fixed)]

    def say_shared(self, flow: str, step: str, **details: object) -> None:
        """Add a bubble with the words of a shared flow, or of the flow that stands in for it here."""
        name = self.repair(flow)
        self.walked.append(f"{name}.{step}")
        buttons, question = details.pop("buttons", ()), details.pop("question", 0)
        text = self.scene_anywhere().shared(name, step, **details)
        self.bubbles.append(Bubble(text, buttons=buttons, question=question, where=f"{name}.{step}"))  # type: ignore[arg-type]

    def shared(self, flow: str, step: str, **details: object) -> str:
        """The words of a step of a shared flow, to be said in a bubble of another or as a passing note."""
        self.walked.append(f"{flow}.{step}")
        return self.scene_anywhere().shared(flow, step, **details)

    def word(self, name: str, **details: object) -> str:
        """The words of a button that is the same everywhere."""
        self.walked.append(f"_shared/buttons.{name}")
        return self.scene_anywhere().shared("_shared/buttons", name, **details)

    def repair(self, name: str) -> str:
        """The flow for a repair pattern: the running flow may name its own."""
        own = self.flow.repairs.get(name.removeprefix("_shared/")) if self.stack else None
        return own or name

    def scene_anywhere(self) -> Scene:
        """A scene also when no flow runs."""
        return self.scene if self.stack else Scene(self.setting, "", "", {}, self.me, self.now)

    def wake_after(self, seconds: int) -> None:
        """Set the timer of a wait."""
        self.sleep = Sleep(timedelta(seconds=seconds), self.turn)


def button_row(choice: str, text: str) -> tuple[Button, ...]:
    """A row with one button."""
    return (Button(text, choice),)
