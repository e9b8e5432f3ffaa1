"""One turn: a snapshot and a moment in, a commit out. Pure; storage and Telegram are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.dues import zone
from bot.actions.follow_ups import no_longer, papers_gone
from bot.conversation import reminding
from bot.conversation.acting import Acted, act
from bot.conversation.buttons import read_token
from bot.conversation.discretion import covered, here, unsaid
from bot.conversation.guards import PICTURE, file_question, guard, is_picture, received
from bot.conversation.incoming import Incoming, IncomingFile
from bot.conversation.outgoing import messages
from bot.conversation.values import Commit, Outgoing, Snapshot
from bot.conversation.watch import come_back, in_crisis
from bot.conversation.world import World
from bot.dialogue.inputs import UNEXPECTED, Arrived, Elapsed, Input, Open, Resume, Tapped, Typed
from bot.dialogue.outputs import Bubble
from bot.dialogue.scene import Scene
from bot.dialogue.session import Session, read_session, write_session
from bot.dialogue.values import dumps, loads
from bot.dialogue.versions import adopt
from bot.jobs.job import LARGEST_FILE, Job
from bot.language.region import Script, script_of_language
from bot.money.written import KeptFinances, read, write
from bot.records.purposes import withdrawn
from bot.reminders.timer import Timer
from bot.safety.private_data import mask

LONG_ABSENCE = timedelta(hours=12)
"""After this long a typed text is not taken as the answer to the old question; the person is asked first."""


ALBUM_GATHERS = timedelta(seconds=1.5)
"""How long the first picture of an album waits for the others: Telegram hands them over one by one."""

CALM_AFTER = timedelta(minutes=15)
"""What came of a job is held back so long while somebody is in a crisis, and then again."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What a turn gives: the commit, the id of the tapped button and a word for it (empty when nothing was tapped),
    its walk, and the person's script when it is new.
    """

    commit: Commit
    toast: str = ""
    tapped: str = ""
    walked: tuple[str, ...] = ()
    script: Script | None = None


def take_turn(world: World, snapshot: Snapshot, now: datetime) -> Outcome:
    """Work out one turn. ``now`` is aware. Raises ConversationError when a flow cannot go on."""
    incoming = world.read_update(snapshot.row.payload)
    outcome = _taken(world, snapshot, incoming, now)
    if not incoming.private or incoming.kind == "tap" or not incoming.message_id:
        return outcome
    return replace(outcome, commit=replace(outcome.commit, heard=incoming.message_id))


def _taken(world: World, snapshot: Snapshot, incoming: Incoming, now: datetime) -> Outcome:
    if incoming.kind in {"added", "group"}:
        leaving = _leave(world, incoming)
        return nothing(snapshot, outgoing=leaving, walked=("_shared/group.said",) if leaving else ())
    if incoming.kind == "unblocked":
        return nothing(snapshot, timers=(reminding.look_at_once(now),))
    if incoming.kind in {"ignored", "blocked"} or incoming.is_bot:
        return nothing(snapshot)
    session = here(_session(world, snapshot, incoming), incoming, now)
    local = now.astimezone(ZoneInfo(zone(session.me)))
    scene = Scene(world.setting, "", "", {}, session.me, local)
    if incoming.kind == "tap":
        return replace(_tap(world, snapshot, incoming, session, scene), tapped=incoming.callback_id)
    waiting = file_question(world, session, incoming)
    if waiting and incoming.file is not None:
        return _file(world, snapshot, session, scene, waiting, incoming.file)
    if _waits_for_calm(session, incoming):
        again = Timer(str((incoming.timer or {}).get("timer")), now + CALM_AFTER, _payload(incoming))
        return nothing(snapshot, timers=(again,))
    if is_picture(incoming.file) and not isinstance(received(world, session, incoming), Open):
        return _picture(world, snapshot, session, scene, incoming)
    if incoming.media_group and incoming.media_group == session.last_tap:
        return nothing(snapshot)
    if _payload(incoming).get("kind") == reminding.KIND:
        return _remind(world, snapshot, session, scene)
    return _other(world, snapshot, incoming, session, scene)


def _session(world: World, snapshot: Snapshot, incoming: Incoming) -> Session:
    defaults = world.setting.flows.defaults()
    me = {**defaults, **(loads(snapshot.me) if snapshot.me else {})}
    if not me.get("script"):
        me["script"] = script_of_language(incoming.language).value
    if snapshot.session is None:
        return Session(world.new_session_id(), me=me)
    return read_session(snapshot.session, me)


def _tap(world: World, snapshot: Snapshot, incoming: Incoming, session: Session, scene: Scene) -> Outcome:
    token = read_token(incoming.data)
    known = token is not None and token.session == session.id
    if token is not None and known and token.question == session.asked:
        tapped = replace(session, last_tap=incoming.data)
        return _run(world, snapshot, tapped, Tapped(token.choice), scene)
    if known and incoming.data == session.last_tap:
        doubled = scene.shared("_shared/stale", "doubled")
        return nothing(snapshot, toast=doubled, walked=("_shared/stale.doubled",))
    outcome = _run(world, snapshot, session, Resume(), scene, toast=scene.shared("_shared/stale", "old"))
    return replace(outcome, walked=("_shared/stale.old", *outcome.walked))


def _other(world: World, snapshot: Snapshot, incoming: Incoming, session: Session, scene: Scene) -> Outcome:
    given: Input
    masked = False
    if incoming.kind == "timer":
        if (later := _muted(incoming, session, scene.now)) is not None:
            return nothing(snapshot, timers=(later,))
        given = _fired(incoming)
    elif incoming.kind in UNEXPECTED:
        given = received(world, session, incoming)
        session = replace(session, last_tap=incoming.media_group)
    else:
        guarded = guard(world, session, incoming)
        given, masked = guarded.given, guarded.masked
    if isinstance(given, Elapsed) and given.turn != session.turn:
        return nothing(snapshot)
    if _too_late(incoming, session):
        return nothing(snapshot)
    outcome = _run(world, snapshot, session, _after_absence(world, session, given, scene.now), scene)
    if isinstance(given, Typed):
        gone = unsaid(world, session, incoming.message_id, incoming.text, scene.now)
        outcome = _saying(outcome, (*gone, *outcome.commit.outgoing))
    return _with_notice(world, outcome, scene) if masked else outcome


def _saying(outcome: Outcome, outgoing: tuple[Outgoing, ...]) -> Outcome:
    return replace(outcome, commit=replace(outcome.commit, outgoing=outgoing))


def _muted(incoming: Incoming, session: Session, now: datetime) -> Timer | None:
    """The timer set for later, when it is one that waits while reminders are muted and they are."""
    payload, until = _payload(incoming), session.me.get("muted_until")
    if not payload.get("muted") or not isinstance(until, datetime) or until <= now:
        return None
    return Timer(str((incoming.timer or {}).get("timer")), until.astimezone(UTC), payload)


def _file(
    world: World, snapshot: Snapshot, session: Session, scene: Scene, question: str, file: IncomingFile
) -> Outcome:
    """A file that a question waits for is fetched first; the question stays open until it is there."""
    if file.size > LARGEST_FILE:
        return _run(world, snapshot, session, Arrived(question, failed="too_big"), scene)
    return _noting(nothing(snapshot, jobs=(Job("fetch", asdict(file), question=question),)), snapshot, session)


def _waits_for_calm(session: Session, incoming: Incoming) -> bool:
    """Whether this is what came of a job while the person is in a crisis: it can wait, they cannot."""
    return _payload(incoming).get("kind") == "open" and in_crisis(session) and _is_of_job(incoming)


def _is_of_job(incoming: Incoming) -> bool:
    return str((incoming.timer or {}).get("timer")).startswith("job:")


def _picture(world: World, snapshot: Snapshot, session: Session, scene: Scene, incoming: Incoming) -> Outcome:
    """A picture is read first, all of an album together; the conversation stays where it is until it has been.

    Words under a forwarded picture are the other side's as well, and are read with it.
    """
    assert incoming.file is not None  # noqa: S101  (the caller looked)
    under = mask(incoming.text, world.library.privacy).text if incoming.forwarded else ""
    album = incoming.media_group
    first = not album or album != session.last_tap
    job = Job(
        kind="pictures",
        payload={"files": [asdict(incoming.file)], **({"under": under} if under else {})},
        then=PICTURE,
        key=f"album:{album}" if album else "",
        after=ALBUM_GATHERS if album else timedelta(0),
        gather="files" if album else "",
    )
    said = (Outgoing("send", scene.shared("_shared/pictures", "reading")),) if first else ()
    walked = ("_shared/pictures.reading",) if first else ()
    outcome = nothing(snapshot, outgoing=said, walked=walked, jobs=(job,))
    return _noting(outcome, snapshot, replace(session, last_tap=album or session.last_tap))


def _noting(outcome: Outcome, snapshot: Snapshot, session: Session) -> Outcome:
    """The session is kept though the conversation stays where it is."""
    me = dumps(session.me) if snapshot.me is None else None
    return replace(outcome, commit=replace(outcome.commit, session=write_session(session), me=me))


def _remind(world: World, snapshot: Snapshot, session: Session, scene: Scene) -> Outcome:
    """Say what is due now; the messages may wait behind people who are talking."""
    woken = reminding.wake(world.library, session, read(snapshot.finances), scene.now)
    if woken.opening is None:
        return nothing(snapshot, timers=woken.later)
    left = session.paused or _long_away(session, scene.now)
    aside = left and reminding.interrupts(session, world.setting.flows.home)
    opening = replace(woken.opening, answers={**woken.opening.answers, "aside": aside})
    outcome = _run(world, snapshot, woken.session, opening, scene, known=session)
    return _saying(outcome, tuple(replace(message, patient=True) for message in outcome.commit.outgoing))


def _payload(incoming: Incoming) -> Mapping[str, Any]:
    return (incoming.timer or {}).get("payload") or {}


def _fired(incoming: Incoming) -> Input:
    timer = _payload(incoming)
    if timer.get("kind") == "wait":
        return Elapsed(int(timer["turn"]))
    if timer.get("kind") == "answer":
        given = timer["answers"]
        return Arrived(str(timer["question"]), given.get("file") or {}, str(given.get("failed") or ""))
    return Open(str(timer.get("flow")), answers=timer.get("answers") or {})


def _too_late(incoming: Incoming, session: Session) -> bool:
    """Whether a timer that counts only within one flow finds the person elsewhere."""
    within = ((incoming.timer or {}).get("payload") or {}).get("within")
    return within is not None and (session.top is None or session.paused or session.top.flow != within)


def _after_absence(world: World, session: Session, given: Input, now: datetime) -> Input:
    left = _long_away(session, now) and session.question is not None and not _at_home(world, session)
    if not left or not isinstance(given, Typed):
        return given
    return come_back(world, given.text) if in_crisis(session) else Open("_shared/continue")


def _run(
    world: World,
    snapshot: Snapshot,
    session: Session,
    given: Input,
    scene: Scene,
    toast: str = "",
    known: Session | None = None,
) -> Outcome:
    """``known`` is the session as it was loaded, where this turn began with changing it."""
    adopted = adopt(session, world.setting.flows, world.history)
    notice: list[Bubble] = []
    if adopted is None:
        notice = [Bubble(scene.shared("_shared/updated", "said"), where="_shared/updated.said")]
        adopted, given = replace(session, stack=(), question=None, past=(), kept={}), Resume()
    acted = act(world, adopted, given, scene.now, snapshot.records, KeptFinances(snapshot.finances))
    acted.bubbles[:0] = notice
    acted.walked += [bubble.where for bubble in notice]
    commit = _commit(world, snapshot, acted, known or session, scene.now)
    script = _new_script(snapshot, session, acted.session)
    outgoing = covered(acted.session, scene, commit.outgoing)
    if any(each.cover and each.cover_from <= scene.now.timestamp() for each in outgoing):
        acted.walked.append("_shared/cover.said")
    return Outcome(replace(commit, outgoing=outgoing), toast or acted.note, walked=tuple(acted.walked), script=script)


def _new_script(snapshot: Snapshot, before: Session, after: Session) -> Script | None:
    known = snapshot.session is not None and before.me.get("script") == after.me.get("script")
    return None if known else Script(str(after.me["script"]))


def _commit(world: World, snapshot: Snapshot, acted: Acted, before: Session, now: datetime) -> Commit:
    session = _forget(world, acted.session)
    timers, cancel, dropped = list(acted.timers), list(acted.cancel), list(acted.dropped)
    if acted.sleep is not None:
        timers.append(Timer("wait", now + acted.sleep.delay, {"kind": "wait", "turn": acted.sleep.turn}))
    if acted.erase:  # nothing is written after it but the word that it is done
        return Commit(snapshot.row, before.turn, 0, outgoing=messages(acted, acted.session), erase=True)
    hush = False
    finances = _finances(world, session, acted.finances, before)
    if finances is not None:
        old, new = read(snapshot.finances), read(finances)
        cancel += no_longer(old, new)
        dropped += papers_gone(old, new)
        hush = reminding.outdated(old, new)
        session = reminding.settled(world.library, old, new, session, now)
        session = reminding.renewed(session, new) if hush else session
    if finances is not None or reminding.changed(before, session):
        left = acted.finances.value if finances is None else read(finances)
        armed = reminding.rearmed(world.library, session, left, now)
        timers += armed.timers
        cancel += armed.cancel
    return Commit(
        row=snapshot.row,
        before=before.turn,
        turn=session.turn,
        session=write_session(session),
        me=None if session.me == before.me and snapshot.me is not None else dumps(session.me),
        me_after=_me_after(world, session),
        outgoing=messages(acted, session),
        timers=tuple(replace(timer, due=timer.due.astimezone(UTC)) for timer in timers),
        cancel=tuple(cancel),
        records=tuple(acted.records),
        jobs=tuple(acted.jobs),
        keep=tuple(acted.kept),
        drop=tuple(dropped),
        finances=finances,
        hush=hush,
        withdraw=withdrawn(before.me, session.me),
        finances_stay=bool(session.me.get("consent_records")),
    )


def _finances(world: World, session: Session, kept: KeptFinances, before: Session) -> bytes | None:
    """What to keep of the person's money: like all they said, it outlives no conversation without consent."""
    allowed = bool(session.me.get("consent_records"))
    if not allowed and kept.any and _at_home(world, session):
        return b""
    if kept.changed or (kept.any and allowed != bool(before.me.get("consent_records"))):
        return write(kept.value)
    return None


def _forget(world: World, session: Session) -> Session:
    """Without consent nothing a person said outlives the conversation it was said in."""
    flows = world.setting.flows
    if not _at_home(world, session) or session.me.get("consent_records"):
        return session
    return replace(session, me={**flows.defaults(), **flows.kept_without_consent(session.me)}, past=())


def _me_after(world: World, session: Session) -> bytes | None:
    """What is still known when this conversation is forgotten; None where that is all that is known now."""
    flows = world.setting.flows
    if session.me.get("consent_records"):
        return None
    staying = {**flows.defaults(), **flows.kept_without_consent(session.me)}
    return None if staying == session.me else dumps(staying)


def _long_away(session: Session, now: datetime) -> bool:
    return session.seen_at is not None and now - session.seen_at > LONG_ABSENCE


def _at_home(world: World, session: Session) -> bool:
    """Whether no conversation runs: nothing at all, or the home flow alone."""
    return not session.stack or (len(session.stack) == 1 and world.setting.flows.flow(session.stack[0].flow).home)


def nothing(
    snapshot: Snapshot,
    toast: str = "",
    outgoing: tuple[Outgoing, ...] = (),
    walked: tuple[str, ...] = (),
    timers: tuple[Timer, ...] = (),
    jobs: tuple[Job, ...] = (),
) -> Outcome:
    """The update is handled and the session stays as it was."""
    turn = 0 if snapshot.session is None else int(loads(snapshot.session)["turn"])
    utc = tuple(replace(timer, due=timer.due.astimezone(UTC)) for timer in timers)
    commit = Commit(row=snapshot.row, before=turn, turn=turn, outgoing=outgoing, timers=utc, jobs=jobs)
    return Outcome(commit, toast, walked=walked)


def _leave(world: World, incoming: Incoming) -> tuple[Outgoing, ...]:
    if incoming.kind != "added":
        return ()
    me = {**world.setting.flows.defaults(), "script": script_of_language(incoming.language).value}
    scene = Scene(world.setting, "", "", {}, me, datetime.now(UTC))
    return (Outgoing("leave", scene.shared("_shared/group", "said")),)


def _with_notice(world: World, outcome: Outcome, scene: Scene) -> Outcome:  # noqa: ARG001
    notice = Outgoing("send", scene.shared("_shared/private_data", "said"), asks=True)
    commit = replace(outcome.commit, outgoing=(notice, *outcome.commit.outgoing))
    return replace(outcome, commit=commit, walked=(*outcome.walked, "_shared/private_data.said"))
