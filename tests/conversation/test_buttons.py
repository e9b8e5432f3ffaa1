"""What a button carries."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.buttons import Token, read_token, write_token

choices = st.from_regex(r"[+\-!]?[A-Za-z][A-Za-z0-9_]{0,23}", fullmatch=True) | st.just("d2026-12-01")


@given(st.from_regex(r"[a-z0-9]{6}", fullmatch=True), st.integers(0, 36**5), choices)
def test_a_button_is_read_as_it_was_written_and_fits_telegram(session, question, choice) -> None:
    data = write_token(session, question, choice)

    assert read_token(data) == Token(session, question, choice)
    assert len(data.encode()) <= 64


@given(st.text(max_size=64))
def test_data_of_others_is_never_mistaken_for_ours_and_never_raises(data) -> None:
    token = read_token(data)

    assert token is None or data.startswith("v1:")
