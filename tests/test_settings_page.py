"""The Settings page keeps what is set, says what it cannot change, and erases only after the words were typed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest

from coach.edges.store import Store, open_store
from coach.models import Facts
from coach.samples import samples
from coach.settings import keep, load_settings
from coach.views import MAIN_SCRIPT

SOUND = samples()[0].audio.read_bytes()


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)


def settings_page(**query: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.run().switch_page("settings.py").run()
    assert not at.exception
    return at


def press(at: AppTest, label: str, nth: int = 0) -> AppTest:
    [button for button in at.button if button.label == label][nth].click().run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    parts = [*at.markdown, *at.caption, *at.info, *at.success, *at.warning, *at.error, *at.code]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def reviewed(store: Store, name: str = "for marcus.ogg") -> str:
    recording = store.keep_audio(io.BytesIO(SOUND + name.encode()), name, 1 << 24)
    facts = Facts(lead="Marcus", caller="Dana Reyes")
    store.save_result(result(recording, name, facts), facts)
    return recording


def test_what_is_filled_in_is_kept_and_used_by_the_next_review() -> None:
    at = settings_page()
    at.text_input(key="set-caller").set_value(" Dana Ruiz ")
    at.text_input(key="set-firm").set_value("Hale & Wren")
    at.text_input(key="set-region").set_value("us-ca")
    at.selectbox(key="set-timezone").set_value("America/Chicago")

    press(at, "Save")

    assert "Saved." in said(at)
    mine = load_settings()
    assert (mine.caller, mine.firm, mine.region, mine.timezone) == (
        "Dana Ruiz", "Hale & Wren", "US-CA", "America/Chicago",
    )  # fmt: skip
    at.switch_page("review.py").run()
    assert at.text_input(key="new-caller").value == "Dana Ruiz"


def test_a_region_that_nobody_knows_is_refused_and_nothing_is_changed() -> None:
    at = settings_page()
    at.text_input(key="set-caller").set_value("Dana Ruiz")
    at.text_input(key="set-region").set_value("ATLANTIS")

    press(at, "Save")

    assert "We know no holidays for the region 'ATLANTIS'." in said(at)
    assert load_settings().caller is None


def test_what_the_environment_sets_is_said_and_cannot_be_changed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_CALLER", "Renata Kowal")

    at = settings_page()

    field = at.text_input(key="set-caller")
    assert (field.value, field.disabled) == ("Renata Kowal", True)
    assert "which wins over this page: Your name (COACH_CALLER)." in said(at)
    assert at.text_input(key="set-firm").disabled is False


def test_the_page_says_that_no_language_model_is_on_and_where_text_would_go_once_one_is() -> None:
    at = settings_page()
    assert "nothing can be sent anywhere" in said(at)

    at.text_input(key="set-llm_model").set_value("llama3.1")
    at.text_input(key="set-llm_base_url").set_value("http://127.0.0.1:11434/v1")
    press(at, "Save", 2)

    assert "llama3.1 can be asked for one more draft, at http" in said(at)
    assert "(on this computer)" in said(at)
    assert load_settings().llm is False


def test_what_would_be_sent_is_shown_without_the_names(store: Store) -> None:
    reviewed(store)
    keep(load_settings(), {"llm_model": "llama3.1"})
    at = settings_page()

    press(at, "Show it on my newest recording")

    shown = "\n".join(code.value for code in at.code[1:])
    assert '"model":"llama3.1"' in shown.replace(" ", "") or "llama3.1" in shown
    assert "repair bill" in shown
    assert "Marcus" not in shown
    assert "555 0158" not in shown


def test_the_installation_is_checked_from_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.doctor._speech_model", lambda settings: pytest.fail("not this one"))
    from coach import doctor

    broken = lambda settings: doctor.Check(ok=False, what="Speech model tiny.en is not here", fix="Install it.")  # noqa: E731
    monkeypatch.setattr(doctor, "_THINGS", (broken, doctor._folder))
    at = settings_page()

    press(at, "Check this installation")

    text = said(at)
    assert "1 of 3 things needs your attention." in text
    assert "To do:** Speech model tiny.en is not here" in text
    assert "Install it." in text
    assert "8501" not in text


def test_a_recording_is_erased_once_the_word_was_typed(store: Store) -> None:
    gone, stays = reviewed(store), reviewed(store, "other.ogg")
    at = settings_page(erase=gone)
    at.selectbox(key="erase-which").set_value(gone).run()

    press(at, "Erase")
    assert "Nothing was erased" in said(at)
    assert len(store.recordings()) == 2
    at.text_input(key="erase-one-words").set_value("Erase ")
    press(at, "Erase")

    assert "for marcus.ogg is erased." in said(at)
    assert [kept.id for kept in store.recordings()] == [stays]


def test_everything_is_erased_only_after_both_words(store: Store) -> None:
    reviewed(store)
    keep(load_settings(), {"caller": "Dana Ruiz"})
    at = settings_page()

    at.text_input(key="erase-everything-words").set_value("erase")
    press(at, "Erase everything")
    assert len(store.recordings()) == 1
    at.text_input(key="erase-everything-words").set_value("erase everything")
    press(at, "Erase everything")

    assert "Nothing is kept here any more." in said(at)
    assert store.recordings() == []
    assert load_settings().caller is None
    assert "No recording is kept." in said(at)
    assert at.text_input(key="set-caller").value == ""


def test_the_page_says_where_everything_lies_and_how_much_it_is(store: Store) -> None:
    reviewed(store)

    at = settings_page()

    assert at.code[0].value == str(load_settings().data_dir)
    assert "| Recordings | 1, " in said(at)


def came(store: Store, recording: str, days: int) -> None:
    recordings, when = store.database.recordings, dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    with store.database.write() as connection:
        connection.execute(recordings.update().where(recordings.c.id == recording).values(kept_at=when))


def test_what_would_go_is_said_before_it_is_saved_and_is_gone_afterwards(store: Store) -> None:
    old, young = reviewed(store, "old.ogg"), reviewed(store, "young.ogg")
    came(store, old, 40)
    at = settings_page()
    assert "Nothing is ever deleted unless you erase it." in said(at)
    assert at.button(key="keep-save").disabled

    at.radio(key="set-keep_sound_days").set_value("30 days").run()

    assert "1 recording's sound, " in said(at)
    assert "would be deleted now. Nobody can bring it back." in said(at)
    assert all(kept.has_audio for kept in store.recordings())
    press(at, "Save, and delete these now")
    assert "was deleted." in said(at)
    assert load_settings().keep_sound_days == 30
    assert {kept.id: kept.has_audio for kept in store.recordings()} == {old: False, young: True}


def test_one_that_would_go_is_pinned_on_the_spot(store: Store) -> None:
    old = reviewed(store, "old.ogg")
    came(store, old, 400)
    at = settings_page()
    at.radio(key="set-keep_scores_days").set_value("365 days").run()
    assert "1 whole recording with all that was made of it" in said(at)

    press(at, "Keep this one")

    assert "1 older one stays" in said(at)
    press(at, "Save")
    assert [kept.id for kept in store.recordings()] == [old]


def test_what_another_tab_has_set_stands_in_the_fields_of_this_one() -> None:
    at = settings_page()
    keep(load_settings(), {"firm": "Hale & Wren", "keep_sound_days": 90, "timezone": "America/Chicago"})

    at.run()

    assert at.text_input(key="set-firm").value == "Hale & Wren"
    assert at.radio(key="set-keep_sound_days").value == "90 days"
    assert at.selectbox(key="set-timezone").value == "America/Chicago"
    assert [warning.value for warning in at.warning] == []
    at.switch_page("help.py").run().switch_page("settings.py").run()
    assert at.text_input(key="set-firm").value == "Hale & Wren"


def test_how_long_the_environment_says_cannot_be_changed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_KEEP_SOUND_DAYS", "45")

    at = settings_page()

    field = at.radio(key="set-keep_sound_days")
    assert (field.value, field.disabled) == ("45 days", True)
    assert "Keep the sound for (COACH_KEEP_SOUND_DAYS)" in said(at)


def test_a_recording_is_pinned_on_its_page_and_in_the_list_and_says_when_it_goes(store: Store) -> None:
    recording = reviewed(store)
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    at.query_params["recording"] = recording
    at.run()
    assert "as set in Settings" not in said(at)
    keep(load_settings(), {"keep_sound_days": 30})
    at.run()
    assert "Its sound is deleted on " in said(at)

    at.toggle(key=f"pin-{recording}").set_value(True).run()

    assert "Its sound is deleted on " not in said(at)
    at.query_params.clear()
    at.switch_page("calls.py").run()
    pin = at.toggle(key=f"pin-{recording}")
    assert pin.value is True
    pin.set_value(False).run()
    assert not at.exception
    assert [kept.is_pinned for kept in store.recordings()] == [False]
