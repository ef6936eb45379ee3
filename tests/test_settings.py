"""What the user sets, and how a mistake in it is said."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.settings import Settings, keep, load_settings


def test_with_nothing_set_the_defaults_work_and_the_database_lies_in_the_data_folder() -> None:
    settings = load_settings()

    assert (settings.speech_model, settings.threads, settings.max_upload_mb) == ("tiny.en", 2, 500)
    assert settings.database_url == f"sqlite:///{settings.data_dir}/coach.db"


def test_me_and_my_firm_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_CALLER", "Dana Ruiz")
    monkeypatch.setenv("COACH_FIRM", "Hale & Wren")

    settings = load_settings()

    assert (settings.caller, settings.firm) == ("Dana Ruiz", "Hale & Wren")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_CALLER", "")

    assert load_settings().caller is None


def test_a_new_data_folder_is_for_the_users_eyes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / "a" / "b"))

    folder = load_settings().data_dir

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_given_from_here_stays_the_same_folder_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_DATA_DIR", "mine")

    assert load_settings().data_dir == tmp_path / "mine"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COACH_THREADS", "two"),
        ("COACH_THREADS", "0"),
        ("COACH_MAX_UPLOAD_MB", "-1"),
        ("COACH_MAX_UPLOAD_MB", "lots"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(CoachError) as raised:
        load_settings()

    assert str(raised.value).startswith(f"{name}: ")
    assert "\n" not in str(raised.value)


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / "file" / "data"))

    with pytest.raises(CoachError, match=r"COACH_DATA_DIR: the folder .* cannot be made"):
        load_settings()


def test_a_password_in_the_database_address_is_not_shown() -> None:
    settings = Settings(database_url="postgresql://coach:secret-word@db/coach")

    assert "secret-word" not in repr(settings)


def test_a_child_process_gets_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "other", threads=1, caller="Dana")

    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)

    assert load_settings() == settings


def test_what_is_set_in_the_app_holds_for_everything_that_starts_afterwards() -> None:
    keep(load_settings(), {"caller": "Dana Ruiz", "law_firm": True, "timezone": "America/Chicago"})

    settings = load_settings()

    assert (settings.caller, settings.law_firm, settings.timezone) == ("Dana Ruiz", True, "America/Chicago")
    assert stat.S_IMODE((settings.data_dir / "settings.toml").stat().st_mode) == 0o600


def test_the_environment_wins_over_what_is_set_in_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(load_settings(), {"caller": "Dana Ruiz", "firm": "Hale & Wren"})
    monkeypatch.setenv("COACH_CALLER", "Renata Kowal")

    settings = load_settings()

    assert (settings.caller, settings.firm) == ("Renata Kowal", "Hale & Wren")
    assert settings.from_environment == {"data_dir", "caller"}


def test_an_emptied_field_is_the_default_again() -> None:
    keep(load_settings(), {"caller": "Dana Ruiz", "speech_model": "base"})

    settings = keep(load_settings(), {"caller": "", "speech_model": "tiny.en"})

    assert (settings.caller, settings.speech_model) == (None, "tiny.en")
    assert "=" not in (settings.data_dir / "settings.toml").read_text().partition("\n")[2]


@pytest.mark.parametrize("name", ['Ana "Bo" \\ Ruíz', "a\nb\x7f\t= 'x'", "#no comment", "שלום 🎧"])
def test_any_name_comes_back_as_it_was_typed(name: str) -> None:
    keep(load_settings(), {"firm": name})

    assert load_settings().firm == name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('timezone = "Nowhere/Land"', "'Nowhere/Land' is no time zone that we know"),
        ('rep_channel = "up"', "rep_channel: "),
        ("caller = 7", "caller: "),
        ("llm = true", "'llm' cannot be set there"),
        ('database_url = "sqlite:///x"', "'database_url' cannot be set there"),
        ("caller =", "cannot be read"),
    ],
)
def test_a_mistake_in_the_settings_file_is_one_line_that_names_the_file(written: str, told: str) -> None:
    file = load_settings().data_dir / "settings.toml"
    file.write_text(written)

    with pytest.raises(CoachError) as raised:
        load_settings()

    assert str(raised.value).startswith(str(file))
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_value_that_cannot_be_is_not_kept() -> None:
    with pytest.raises(CoachError, match="no time zone"):
        keep(load_settings(), {"timezone": "Nowhere/Land"})

    assert load_settings().timezone is None


def test_a_worker_that_runs_already_sees_what_is_set_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_FIRM", "Hale & Wren")
    keep(load_settings(), {"caller": "Dana"})
    for name, value in load_settings().as_environment().items():
        monkeypatch.setenv(name, value)
    of_the_worker = load_settings()

    keep(load_settings(), {"caller": "Dana Ruiz", "law_firm": True})

    now = of_the_worker.with_kept()
    assert (now.caller, now.firm, now.law_firm) == ("Dana Ruiz", "Hale & Wren", True)
