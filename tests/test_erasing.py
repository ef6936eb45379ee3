"""What is erased is gone: sound, rows, and what a lead's log held of it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result

from coach.edges.erasing import erase_everything, erase_recording, held
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.store import Store, open_store
from coach.edges.tables import metadata
from coach.edges.worker import run_worker
from coach.leads import Outcome, Touch
from coach.models import Channel, Facts
from coach.pursuit import LeadDetails
from coach.settings import keep, load_settings

NOW = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def reviewed(store: Store, sound: bytes = b"sound") -> str:
    recording = store.keep_audio(io.BytesIO(sound), "call.ogg", 1 << 20)
    store.audio_path(recording).with_name(f"{recording}.playback.json").write_text("{}")
    store.save_result(result(recording, "call.ogg", Facts(lead="Tom")), Facts(lead="Tom"))
    Jobs(store).submit(recording, Options(lead="Tom"))
    return recording


def of_a_lead(store: Store, recording: str) -> str:
    lead = Leads(store).add(LeadDetails(name="Tom", came_in=NOW))
    said = Touch(at=NOW, channel=Channel.CALL, outcome=Outcome.OPTED_OUT, reply="take me off", recording=recording)
    Leads(store).link(lead, recording, said)
    return lead


def rows_with(store: Store, text: str) -> list[str]:
    """The tables that still hold `text` anywhere."""
    with store.database.read() as connection:
        return [
            table.name
            for table in metadata.sorted_tables
            if any(text in str(value) for row in connection.execute(table.select()) for value in row)
        ]


def test_an_erased_recording_leaves_nothing_of_itself_anywhere(store: Store) -> None:
    recording, other = reviewed(store), reviewed(store, b"other sound")
    lead = of_a_lead(store, recording)

    erase_recording(store, recording)

    assert rows_with(store, recording) == []
    assert rows_with(store, "take me off") == []
    assert not [file for file in load_settings().data_dir.rglob("*") if recording in file.name]
    assert [kept.id for kept in store.recordings()] == [other]
    found = Leads(store).find(lead)
    assert found is not None
    assert [touch.outcome for touch in found.touches] == [Outcome.OPTED_OUT]
    assert found.recordings == ()


def test_a_touch_that_was_taken_back_does_not_remember_an_erased_recording_either(store: Store) -> None:
    recording = reviewed(store)
    of_a_lead(store, recording)
    Leads(store).unlink(recording)

    erase_recording(store, recording)

    assert rows_with(store, recording) == []


def test_a_recording_that_is_erased_while_it_is_worked_on_leaves_nothing(store: Store) -> None:
    recording = reviewed(store)

    def work(job, its_store, settings, report, cancelled):
        path = its_store.audio_path(recording)
        erase_recording(its_store, recording)
        path.with_name(f"{recording}.playback.mp3").write_bytes(b"made too late")
        return result(recording, "call.ogg", Facts())

    run_worker(load_settings(), work, once=True)

    assert rows_with(store, recording) == []
    assert not [file for file in load_settings().data_dir.rglob("*") if recording in file.name]


def test_erasing_everything_empties_every_table_and_the_sound_but_nothing_that_is_not_ours(store: Store) -> None:
    recording = reviewed(store)
    of_a_lead(store, recording)
    settings = keep(load_settings(), {"caller": "Dana Ruiz"})
    (settings.data_dir / "worker.log").write_text("what was said")
    own = settings.data_dir / "audio" / "my notes.txt"
    own.write_text("mine")

    erase_everything(store, settings)

    with store.database.read() as connection:
        assert [t.name for t in metadata.sorted_tables if connection.execute(t.select()).first()] == []
    assert not [file for file in settings.data_dir.rglob("*") if recording in file.name]
    assert (settings.data_dir / "worker.log").read_text() == ""
    assert load_settings().caller is None
    assert own.read_text() == "mine"
    assert store.recordings() == []


def test_how_much_is_kept_is_counted(store: Store) -> None:
    reviewed(store, b"x" * 5000)
    of_a_lead(store, reviewed(store, b"y" * 3000))

    found = held(store, load_settings())

    assert (found.recordings, found.leads, found.voice_samples) == (2, 1, 0)
    assert found.sound_bytes == 8000 + 2 * len("{}")
    assert found.database_bytes > 10_000
    assert found.free_bytes > 0


def test_the_worker_uses_what_was_set_after_it_started(store: Store) -> None:
    reviewed(store)
    started_with = load_settings()
    keep(started_with, {"caller": "Dana Ruiz"})
    seen = []

    def work(job, its_store, settings, report, cancelled):
        seen.append(settings.caller)
        return result(job.recording, "call.ogg", Facts())

    run_worker(started_with, work, once=True)

    assert seen == ["Dana Ruiz"]
