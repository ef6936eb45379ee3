"""What a page shows when something is missing, broken, very long or gone since: one plain line and a way on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest

from coach.edges.jobs import Jobs, Options
from coach.edges.store import Store, open_store
from coach.models import Facts, Kind, Recording
from coach.presentation.findings import kept_line
from coach.presentation.text import beside_others, shown_name
from coach.samples import samples
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT

SOUND = samples()[0].audio.read_bytes()
LONG = "Quarterly pipeline review with the regional account team " * 4 + ".ogg"


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)


def kept(store: Store, name: str = "call.ogg") -> str:
    return store.keep_audio(io.BytesIO(SOUND + name.encode()), name, 1 << 24)


def reviewed(store: Store, name: str = "call.ogg") -> str:
    recording = kept(store, name)
    store.save_result(result(recording, name, Facts(lead="Tom")), Facts(lead="Tom"))
    return recording


def failed(store: Store, recording: str, error: str) -> str:
    jobs = Jobs(store)
    job = jobs.submit(recording, Options(lead="Tom"))
    assert jobs.take("worker") is not None
    jobs.fail(job, "worker", error, "Save it as WAV.")
    return job


def page(**query: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    parts = [*at.title, *at.markdown, *at.caption, *at.info, *at.text, *at.warning, *at.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def test_without_its_sound_a_recording_still_shows_its_transcript_and_cannot_be_listened_to_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr("coach.views.player._PLAYER", lambda **told: shown.append(told["data"]))
    recording = reviewed(store)
    at = page(recording=recording)
    assert "Score it again" in labels(at)
    assert shown[-1]["url"]

    store.remove_sound(recording)
    at.run()

    assert "The sound of this recording was deleted. Its transcript and scores are kept." in said(at)
    assert (shown[-1]["url"], shown[-1]["peaks"]) == ("", [])
    assert len(shown[-1]["lines"]) > 3
    assert "Score it again" not in labels(at)


def test_a_failed_review_does_not_say_that_a_file_is_kept_which_is_gone(store: Store) -> None:
    recording = kept(store)
    job = failed(store, recording, "This file holds no sound.")
    at = page(job=job)
    assert "Your file is kept." in said(at)
    assert "Try again" in labels(at)

    store.remove_sound(recording)
    at.run()

    assert "Its file is not kept here any more." in said(at)
    assert "Try again" not in labels(at)


def test_a_recording_that_nobody_listened_to_says_what_became_of_it(store: Store) -> None:
    recording = kept(store)
    at = page(recording=recording)
    assert "nobody has listened to it yet" in said(at)
    assert "Start the review" in labels(at)

    failed(store, recording, "This file holds no sound.")
    at.run()
    assert "This file holds no sound. Save it as WAV." in said(at)

    Jobs(store).submit(recording, Options())
    at.run()
    assert "It is being listened to, or waits for its turn." in said(at)
    assert "Start the review" not in labels(at)
    assert "See how far it is" in labels(at)


def test_a_recording_whose_sound_went_before_anybody_listened_asks_for_the_file(store: Store) -> None:
    recording = kept(store)
    store.remove_sound(recording)

    at = page(recording=recording)

    assert "Add the file again." in said(at)
    assert "Start the review" not in labels(at)


def test_a_recording_that_another_tab_erased_is_not_pinned_and_no_traceback(store: Store) -> None:
    recording = reviewed(store)
    at = page(recording=recording)
    store.delete(recording)

    at.toggle(key=f"pin-{recording}").set_value(True).run()

    assert not at.exception
    assert "This recording is not here" in said(at)


def test_a_very_long_name_is_short_in_the_title_and_the_list_and_whole_on_its_page(store: Store) -> None:
    recording = reviewed(store, LONG)

    at = page(recording=recording)

    assert len(at.title[0].value.replace("\\", "")) <= 80
    assert " ".join(LONG[:250].split()) in said(at)
    at.query_params.clear()
    at.switch_page("calls.py").run()
    assert next(len(link.label) for link in at.get("page_link") if "Quarterly" in link.label) < 60


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("call.ogg", "call.ogg"),
        ("a" * 80, "a" * 80),
        ("a" * 90 + "z.ogg", "a" * 57 + " … " + "a" * 15 + "z.ogg"),
        ("call\u202egpj.ogg", "call\\u202egpj.ogg"),
    ],
)
def test_of_a_long_name_the_begin_and_the_end_are_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_name_that_is_read_from_right_to_left_does_not_turn_the_line_round() -> None:
    recording = Recording(
        id="a" * 64, name="x", kind=Kind.CALL, kind_reason="two", duration_s=60.0, decoded_s=60.0, channels=1
    )
    when = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

    assert "to \u2068דוד לוי\u2069 · 91 / 100" in kept_line(recording, "דוד לוי", 91, when, "UTC")
    assert beside_others("Tom") == "Tom"
    assert "to " + "W" * 27 + " … " in kept_line(recording, "W" * 300, 91, when, "UTC")


def test_every_page_says_in_our_words_when_the_app_does_not_answer() -> None:
    at = page()

    shown = "\n".join(str(html.proto.body) for html in at.get("html"))

    assert "Connection lost. What was saved is kept." in shown
