"""Every setting, its default and its check, in one place; read from the environment or a .env file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.conversation.limits import Limits
from bot.errors import SettingsError
from bot.safety.retention import Retention

PUBLIC_API = "https://api.telegram.org"


class Settings(BaseSettings):
    """The settings of one process; names in the environment are the same in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = Field(
        None, description="The bot's token from @BotFather; without one `make run` opens the sandbox."
    )
    telegram_api_url: str = Field(PUBLIC_API, description="The Bot API server to talk to.")
    telegram_proxy: str | None = Field(None, description="An HTTP proxy for the Bot API, as http://host:port.")
    data_dir: Path = Field(Path("data"), description="Where everything that is kept lies: database, key, backups.")
    database_url: str | None = Field(None, description="The database elsewhere, as sqlite:///path/to/file.db.")
    data_key_file: Path | None = Field(None, description="The key file elsewhere than DATA_DIR/key.")
    webhook_url: str | None = Field(None, description="Public https address for updates; unset means long polling.")
    webhook_secret: SecretStr | None = Field(
        None, description="The secret Telegram sends with each webhook call, 16 characters or more."
    )
    webhook_listen: str = Field(
        "127.0.0.1:8443", description="host:port the webhook server listens on, behind a TLS proxy."
    )
    health_listen: str | None = Field(None, description="host:port of /healthz; unset means none.")
    sends_per_second: Annotated[float, Field(ge=0)] = Field(30, description="Messages a second in all; 0 for no limit.")
    sends_per_second_per_chat: Annotated[float, Field(ge=0)] = Field(
        1, description="Messages a second to one chat; 0 for no limit."
    )
    connections: Annotated[int, Field(ge=1, le=4096)] = Field(256, description="Connections to the Bot API at once.")
    backups: Annotated[int, Field(ge=0, le=365)] = Field(
        7, description="Daily backups kept in DATA_DIR/backups; 0 for none."
    )
    messages_per_minute: Annotated[int, Field(ge=0, le=10000)] = Field(
        40, description="Messages and taps a minute one person may send before they are asked to slow down; 0 for any."
    )
    files_per_day: Annotated[int, Field(ge=0, le=10000)] = Field(
        60, description="Pictures and files a day one person may send; 0 for any."
    )
    storage_per_person_mb: Annotated[int, Field(ge=1, le=1000)] = Field(
        40, description="Megabytes of files kept for one person; an export has to fit into Telegram's 50."
    )
    keep_conversation_days: Annotated[int, Field(ge=1, le=365)] = Field(
        30, description="Days an unfinished conversation is kept."
    )
    keep_undelivered_days: Annotated[int, Field(ge=1, le=90)] = Field(
        7, description="Days the reason of a message that could not arrive is kept, without its words."
    )
    keep_people_days: Annotated[int, Field(ge=0, le=36500)] = Field(
        1095, description="Days after which everything of somebody who stayed away is erased; 0 for never."
    )
    operator: Annotated[str, Field(max_length=200, pattern=r"^[^\r\n]*$")] = Field(
        "", description="Who runs this bot and how to reach them, one line: the last one of the privacy notice."
    )
    sandbox_listen: str = Field("127.0.0.1:8080", description="host:port of the sandbox and its chat page.")
    hold_on: bool = Field(
        True, description="When the bot cannot start, give numbers to who asks for help and try again every minute."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="auto writes text to a terminal, JSON elsewhere."
    )

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _is_http(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("an address that begins with http:// or https:// is allowed")
        return value if value is None else value.rstrip("/")

    @field_validator("webhook_listen", "health_listen", "sandbox_listen")
    @classmethod
    def _is_place(cls, value: str | None) -> str | None:
        if value is not None:
            parse_place(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("sqlite:///"):
            raise ValueError("sqlite:///path/to/file.db is allowed")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 16:
            raise ValueError("16 characters or more are allowed")
        return value

    @property
    def retention(self) -> Retention:
        """How long what is kept stays."""
        return Retention(self.keep_conversation_days, self.keep_undelivered_days, self.keep_people_days, self.backups)

    @property
    def limits(self) -> Limits:
        """How much one person may send."""
        return Limits(self.messages_per_minute, self.files_per_day)

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return (
            self.data_dir / "huankouqi.db"
            if self.database_url is None
            else Path(self.database_url.removeprefix("sqlite:///"))
        )

    @property
    def key_file(self) -> Path:
        """The key ring's file."""
        return self.data_key_file or self.data_dir / "key"

    def token(self) -> str:
        """The bot's token. Raises SettingsError when there is none."""
        if self.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is not set: a token from @BotFather is needed to talk to Telegram.")
        return self.telegram_bot_token.get_secret_value()


def parse_place(place: str) -> tuple[str, int]:
    """host:port as its parts. Raises ValueError."""
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("host:port with a port from 0 to 65535 is allowed")
    return host.strip("[]"), int(port)


def load_settings(**overrides: object) -> Settings:
    """The settings in force. Raises SettingsError: one line that says which, why and what is allowed."""
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "the settings"
        raise SettingsError(f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}.") from None
    if settings.webhook_url is not None and settings.webhook_secret is None:
        raise SettingsError("WEBHOOK_SECRET is not set: with WEBHOOK_URL a secret of 16 characters or more is needed.")
    return settings
