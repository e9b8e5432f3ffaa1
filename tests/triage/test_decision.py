"""The signals that are named always lead to the verdict the whole message speaks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.signals import Kind, Signal, Signals
from bot.triage.decision import decide
from bot.triage.verdict import Verdict, verdict_of
from bot.triage.weights import HEADS

LOW = dict.fromkeys(HEADS, -5.0)
SCORES = st.fixed_dictionaries({head: st.floats(-12, 12) for head in HEADS})


def said(scores: dict[str, float], signals: Signals) -> Verdict:
    decision = decide(scores, signals)
    return verdict_of(decision.found, signals, about_debt=decision.about_debt)


@given(scores=SCORES)
def test_the_named_signals_lead_to_one_verdict_with_a_margin(scores: dict[str, float], signals: Signals) -> None:
    decision = decide(scores, signals)
    assert decision.margin >= 0
    assert (said(scores, signals) is Verdict.UNRELATED) == (not decision.about_debt)


def test_a_threat_too_new_for_any_signal_is_still_unlawful_and_named(signals: Signals) -> None:
    scores = LOW | {"is:unlawful": 6.0, Signal.VIOLENCE: -0.5}
    assert decide(scores, signals).found == (Signal.VIOLENCE,)


def test_a_question_about_a_threat_names_none(signals: Signals) -> None:
    scores = LOW | {"is:routine": 6.0, Signal.VIOLENCE: 1.0}
    assert (said(scores, signals), decide(scores, signals).found) == (Verdict.ROUTINE, ())


def test_a_sure_signal_tips_a_verdict_that_hangs(signals: Signals) -> None:
    scores = LOW | {"is:routine": 1.0, "is:pressure": 0.5, Signal.CREDIT_REPORT: 4.0}
    assert said(scores, signals) is Verdict.PRESSURE


def test_every_kind_of_signal_leads_to_its_own_verdict(signals: Signals) -> None:
    verdicts = {
        Kind.PROHIBITED: Verdict.UNLAWFUL,
        Kind.SUSPICIOUS: Verdict.SUSPICIOUS,
        Kind.PRESSING: Verdict.PRESSURE,
        Kind.PLAIN: Verdict.ROUTINE,
    }
    for signal in Signal:
        verdict = verdicts[signals.kind_of(signal)]
        assert said(LOW | {f"is:{verdict.value}": 5.0, signal: 3.0}, signals) is verdict
