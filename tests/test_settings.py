"""Settings: a wrong one stops the start with one line that says which, why and what is allowed."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_enough() -> None:
    settings = load_settings()

    assert settings.database == Path("data/huankouqi.db")
    assert settings.key_file == Path("data/key")


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("TELEGRAM_API_URL", "api.telegram.org", "http:// or https://"),
        ("DATABASE_URL", "postgres://x/y", "sqlite:///path/to/file.db"),
        ("SENDS_PER_SECOND", "-1", "greater than or equal to 0"),
        ("SENDS_PER_SECOND", "many", "number"),
        ("CONNECTIONS", "0", "greater than or equal to 1"),
        ("LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("SANDBOX_LISTEN", "8080", "host:port"),
        ("SANDBOX_LISTEN", "127.0.0.1:99999", "0 to 65535"),
        ("WEBHOOK_SECRET", "short", "16 characters"),
    ],
)
def test_a_wrong_setting_names_itself_and_what_is_allowed(monkeypatch, name: str, value: str, allowed: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as refused:
        load_settings()

    line = str(refused.value)
    assert line.startswith(name)
    assert allowed in line
    assert "\n" not in line


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org")

    with pytest.raises(SettingsError, match="WEBHOOK_SECRET is not set"):
        load_settings()


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "42:marker-secret")
    monkeypatch.setenv("WEBHOOK_SECRET", "marker-secret-of-sixteen")

    assert "marker-secret" not in repr(load_settings())


def test_an_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BACKUPS=3\n", encoding="utf-8")

    assert load_settings().backups == 3
