"""What the user may set: in the environment (`COACH_` and the name in capitals), else on the Settings page."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, PrivateAttr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.access import Actor
from coach.edges import settings_file
from coach.errors import CoachError
from coach.retention import Limits

PREFIX = "COACH_"
KEPT = (
    "caller",
    "firm",
    "call_back",
    "law_firm",
    "timezone",
    "region",
    "rep_channel",
    "speech_model",
    "llm_model",
    "llm_base_url",
    "keep_sound_days",
    "keep_scores_days",
)
"""What can be set in the app and is kept in the data folder. Not `llm`: each text that goes out there is a yes."""


class Settings(BaseSettings):
    """Settings of this machine and this rep."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("callback-coach", appauthor=False)))
    """Where recordings, the database and the worker's log lie."""
    database_url: str = Field(default_factory=lambda known: f"sqlite:///{known['data_dir'] / 'coach.db'}", repr=False)
    """SQLite or PostgreSQL. May hold a password, so it is never shown."""
    speech_model: str = Field(default="tiny.en", min_length=1)
    threads: int = Field(default=2, ge=1, le=64)
    caller: str | None = Field(default=None, max_length=120)
    """The rep's own name, for every recording that does not say otherwise."""
    firm: str | None = Field(default=None, max_length=120)
    trainer: str | None = Field(default=None, max_length=80)
    """Who scores on the Coaching page, unless another name is given there."""
    call_back: str | None = Field(default=None, max_length=60)
    """The number that drafts ask a lead to call back."""
    law_firm: bool = False
    """Whether drafts say that a law firm writes (S001, FAQ on texting)."""
    rep_channel: Literal["learn", "left", "right", "off"] = "learn"
    """The rep's channel of stereo calls, where nothing else tells: learned from the last calls, or always this one."""
    region: str | None = None
    """Country, or country and part, whose holidays are kept where a lead's is not told: "US", "US-CA"."""
    timezone: str | None = None
    """The rep's time zone, and a lead's where none is told: "America/Chicago"."""
    keep_sound_days: int | None = Field(default=None, ge=1, le=36_500)
    """Days after which the sound of a recording goes; None keeps it."""
    keep_scores_days: int | None = Field(default=None, ge=1, le=36_500)
    """Days after which transcripts and scores go, and the recording with them; None keeps them."""
    team: bool = False
    """Whether several people use this installation, each with a login and only what is theirs."""
    login_file: Path | None = None
    """Where the login's provider is named, for a team: `.streamlit/secrets.toml` here, else in the home folder."""
    max_upload_mb: int = Field(default=500, ge=1, le=10_000)
    min_free_mb: int = Field(default=1024, ge=0, le=1_000_000)
    """Free disk below which no recording is taken in."""
    llm: bool = False
    """Whether the language model may be asked. Nothing is sent anywhere unless this is on and a model is named."""
    llm_model: str | None = Field(default=None, max_length=200)
    llm_base_url: str | None = None
    """Address of a server that speaks OpenAI's chat completions; without it, OpenAI's own."""
    llm_connect_s: float = Field(default=3.0, gt=0, le=60)
    llm_first_s: float = Field(default=10.0, gt=0, le=300)
    """Seconds until the model's first sign of life."""
    llm_whole_s: float = Field(default=30.0, gt=0, le=600)
    """Seconds for the whole answer, asking again included."""

    _kept: frozenset[str] = PrivateAttr(frozenset())

    @property
    def from_environment(self) -> frozenset[str]:
        """The names of settings that were given from outside: what is kept in the data folder does not change them."""
        return frozenset(self.model_fields_set) - self._kept

    @property
    def limits(self) -> Limits:
        """How long recordings are kept."""
        return Limits(sound_days=self.keep_sound_days, scores_days=self.keep_scores_days)

    @property
    def models_dir(self) -> Path:
        """Where speech models lie that the user has fetched."""
        return self.data_dir / "models"

    @field_validator("data_dir")
    @classmethod
    def _whatever_folder_we_are_in(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("keep_sound_days", "keep_scores_days", mode="before")
    @classmethod
    def _a_number(cls, days: object) -> object:
        if isinstance(days, bool):  # which would count as one day
            raise ValueError("a number of days is wanted")
        return days

    @field_validator("timezone")
    @classmethod
    def _a_known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                zoneinfo.ZoneInfo(name)
            except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise ValueError(f"'{name}' is no time zone that we know, such as America/Chicago") from error
        return name

    def as_environment(self) -> dict[str, str]:
        """These settings for a child process, which reads for itself what is kept in the data folder."""
        told = self.from_environment | {"data_dir"}
        return {PREFIX + name.upper(): str(value) for name, value in self if value is not None and name in told}

    def with_kept(self) -> Settings:
        """The same as it stands now, if the user has set something else in the meantime."""
        given = {name: getattr(self, name) for name in self.from_environment}
        return _with_kept(given, self.data_dir, settings_file.read(self.data_dir))

    def for_person(self, who: Actor) -> Settings:
        """The same for one person of a team, who goes by the name they log in with."""
        if not self.team:
            return self
        theirs = self.model_copy(update={"caller": who.name, "trainer": who.name})
        theirs._kept = self._kept | {"caller", "trainer"}  # set by nobody's environment, and handed to no child
        return theirs

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 1024 * 1024

    @property
    def min_free_bytes(self) -> int:
        return self.min_free_mb * 1024 * 1024


def load_settings() -> Settings:
    """The settings, with the data folder made for the user's eyes only. Raises CoachError naming what is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        name, told = _first(error)
        raise CoachError(
            f"{PREFIX}{name.upper()}: {told}.", "Correct this environment variable, or remove it."
        ) from None
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CoachError(
            f"COACH_DATA_DIR: the folder {settings.data_dir} cannot be made ({error.strerror}).",
            "Set COACH_DATA_DIR to a folder that you may write to.",
        ) from error
    return settings.with_kept()


def keep(settings: Settings, changes: Mapping[str, str | int | None]) -> Settings:
    """Keeps what the user has set in the app; None and "" leave the default. The settings as they are then.

    What the environment sets stays as it is. Raises CoachError for a value that cannot be.
    """
    kept = settings_file.read(settings.data_dir)
    for name, value in changes.items():
        if name not in KEPT:
            raise KeyError(name)
        kept.pop(name, None)
        if value not in (None, "", type(settings).model_fields[name].default):
            kept[name] = value
    given = {name: getattr(settings, name) for name in settings.from_environment}
    made = _with_kept(given, settings.data_dir, kept)
    settings_file.write(
        settings.data_dir, {name: value for name, value in kept.items() if isinstance(value, str | int)}
    )
    return made


def _with_kept(given: Mapping[str, Any], data_dir: Path, kept: Mapping[str, object]) -> Settings:
    where = settings_file.file_path(data_dir)
    if unknown := sorted(set(kept) - set(KEPT)):
        raise CoachError(f"{where}: '{unknown[0]}' cannot be set there.", "Remove its line from that file.")
    new: dict[str, Any] = {name: value for name, value in kept.items() if name not in given}
    try:
        settings = Settings(**given, **new)
    except ValidationError as error:
        name, told = _first(error)
        raise CoachError(f"{where}: {name}: {told}.", "Correct that line of the file, or remove it.") from None
    settings._kept = frozenset(new)
    return settings


def _first(error: ValidationError) -> tuple[str, str]:
    """The setting that cannot be, and why."""
    first = error.errors(include_url=False, include_input=False)[0]
    return str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
