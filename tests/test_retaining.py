"""Recordings go when the user said so, and no others: not the pinned, not those being worked on."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator

import pytest
from saved_worker import result

from coach.edges.erasing import erase_recording, finish_erasing
from coach.edges.holding import hold
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.retaining import keep_to_limits, pin, unpin, what_goes
from coach.edges.store import Store, open_store
from coach.edges.worker import run_worker
from coach.errors import CoachError, StoreError
from coach.leads import Outcome, Touch
from coach.models import Channel, Facts
from coach.presentation.retaining import did_go, goes_line, stays, would_go
from coach.pursuit import LeadDetails
from coach.retention import Aged, Limits, due, limits_line
from coach.settings import keep, load_settings

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MONTH = Limits(sound_days=30)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def aged(days: float, name: str = "a", **more: object) -> Aged:
    known = {"sound_bytes": 1_000_000, "is_judged": True} | more
    return Aged.model_validate({"id": name, "name": name, "kept_at": NOW - dt.timedelta(days=days), **known})


def reviewed(store: Store, days: float, name: str = "call.ogg") -> str:
    """A recording that was kept some days ago, with a copy to listen to."""
    recording = store.keep_audio(io.BytesIO(name.encode() * 1000), name, 1 << 20)
    store.audio_path(recording).with_name(f"{recording}.playback.mp3").write_bytes(b"the same sound")
    store.save_result(result(recording, name, Facts(lead="Tom")), Facts(lead="Tom"))
    came(store, recording, days)
    return recording


def came(store: Store, recording: str, days: float) -> None:
    recordings, when = store.database.recordings, dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    with store.database.write() as connection:
        connection.execute(recordings.update().where(recordings.c.id == recording).values(kept_at=when))


def files(recording: str) -> list[str]:
    return sorted(file.name for file in load_settings().data_dir.rglob(f"{recording}*"))


def test_nothing_ever_goes_as_long_as_nothing_is_set(store: Store) -> None:
    reviewed(store, 4000)

    gone = keep_to_limits(store, load_settings().limits)

    assert load_settings().limits == Limits()
    assert (gone.sound, gone.whole) == ((), ())
    assert store.recordings()[0].has_audio


@pytest.mark.parametrize(
    ("days", "limits", "sound", "whole"),
    [
        (29.9, Limits(sound_days=30), 0, 0),
        (30, Limits(sound_days=30), 1, 0),
        (89, Limits(sound_days=30, scores_days=90), 1, 0),
        (90, Limits(sound_days=30, scores_days=90), 0, 1),
        (31, Limits(scores_days=30), 0, 1),
        (31, Limits(sound_days=365, scores_days=30), 0, 1),
    ],
)
def test_the_sound_goes_first_and_with_the_scores_everything(
    days: float, limits: Limits, sound: int, whole: int
) -> None:
    found = due([aged(days)], limits, NOW)

    assert (len(found.sound), len(found.whole)) == (sound, whole)


def test_sound_that_is_gone_already_is_not_counted_again() -> None:
    assert due([aged(99, sound_bytes=0)], MONTH, NOW).sound == ()


def test_a_recording_that_nobody_listened_to_goes_whole_as_nothing_of_it_would_be_left() -> None:
    assert len(due([aged(31, is_judged=False)], MONTH, NOW).whole) == 1


def test_old_sound_goes_with_the_copy_made_of_it_and_the_scores_stay(store: Store) -> None:
    old, young = reviewed(store, 31, "old.ogg"), reviewed(store, 29, "young.ogg")

    gone = keep_to_limits(store, MONTH)

    assert [recording.id for recording in gone.sound] == [old]
    assert files(old) == []
    assert len(files(young)) == 2
    found = store.recording(old)
    assert found is not None
    assert (found.has_audio, found.score is not None) == (False, True)


def test_a_recording_goes_whole_and_a_leads_log_forgets_its_words(store: Store) -> None:
    recording, when = reviewed(store, 100), dt.datetime.now(dt.UTC)
    lead = Leads(store).add(LeadDetails(name="Tom", came_in=when))
    touch = Touch(at=when, channel=Channel.CALL, outcome=Outcome.OPTED_OUT, reply="take me off", recording=recording)
    Leads(store).link(lead, recording, touch)

    keep_to_limits(store, Limits(scores_days=90))

    assert store.recordings() == []
    assert files(recording) == []
    found = Leads(store).find(lead)
    assert found is not None
    assert [(t.outcome, t.reply) for t in found.touches] == [(Outcome.OPTED_OUT, None)]


def test_what_goes_whole_leaves_the_logs_too_and_its_erasure_is_noted(store: Store) -> None:
    recording, data_dir = reviewed(store, 100), load_settings().data_dir
    log = data_dir / "worker.log"
    log.write_text(f"2026-11-20 1 WARNING recording {recording} waits\n2026-11-20 1 WARNING another\n")

    keep_to_limits(store, Limits(scores_days=90), data_dir)

    assert log.read_text() == "2026-11-20 1 WARNING another\n"
    with store.database.read() as connection:
        (row,) = connection.execute(store.database.erasures.select()).mappings()
    assert (row["digest"], row["recording"]) == (hashlib.sha256(recording.encode()).hexdigest(), None)
    assert row["finished_at"] is not None


def test_what_goes_whole_goes_on_where_it_broke_off(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = reviewed(store, 100)

    def breaks_off(_self: Store, _recording: str) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(Store, "remove_sound", breaks_off)
        with pytest.raises(SystemExit):
            keep_to_limits(store, Limits(scores_days=90))

    with pytest.raises(StoreError, match="is being erased"):
        hold(store, recording, "the Hale case", "Kim")
    assert finish_erasing(store) == 1
    assert store.recording(recording) is None
    assert files(recording) == []


def test_an_erasure_that_cannot_go_on_does_not_keep_the_app_from_starting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = reviewed(store, 100)

    def held_open(_self: Store, _recording: str) -> None:
        raise PermissionError("somebody plays it")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "remove_sound", held_open)
        with pytest.raises(StoreError):
            erase_recording(store, recording)
        assert finish_erasing(store) == 0
    assert finish_erasing(store) == 1


def test_what_is_pinned_never_goes_until_the_pin_is_taken_off(store: Store) -> None:
    recording = reviewed(store, 4000)
    pin(store, recording)
    pin(store, recording)

    first = keep_to_limits(store, Limits(sound_days=30, scores_days=30))

    assert (first.sound, first.whole, first.pinned) == ((), (), 1)
    assert [kept.is_pinned for kept in store.recordings()] == [True]
    unpin(store, recording)
    assert len(keep_to_limits(store, Limits(scores_days=30)).whole) == 1


def test_an_erased_recording_cannot_be_pinned_and_takes_its_pin_along(store: Store) -> None:
    recording = reviewed(store, 1)
    pin(store, recording)
    store.delete(recording)

    with pytest.raises(StoreError, match="not kept here any more"):
        pin(store, recording)
    with store.database.read() as connection:
        assert connection.execute(store.database.pins.select()).all() == []


def test_a_recording_that_waits_or_is_worked_on_is_not_touched_and_goes_afterwards(store: Store) -> None:
    recording = reviewed(store, 100)
    jobs = Jobs(store)
    job = jobs.submit(recording, Options())

    assert keep_to_limits(store, MONTH).busy == 1
    assert jobs.take("somebody") is not None
    assert keep_to_limits(store, MONTH).busy == 1
    assert store.audio_path(recording).is_file()

    jobs.cancel(job)
    assert len(keep_to_limits(store, MONTH).sound) == 1


def test_what_was_left_where_it_broke_off_goes_the_next_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [reviewed(store, 100, name) for name in ("a.ogg", "b.ogg")]
    real, removed = Store.remove_sound, []

    def breaks_off(self: Store, recording: str) -> None:
        if removed:
            self.audio_path(recording).unlink()  # the copy is still there
            raise SystemExit
        removed.append(recording)
        real(self, recording)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "remove_sound", breaks_off)
        with pytest.raises(SystemExit):
            keep_to_limits(store, MONTH)
    assert sum(len(files(recording)) for recording in recordings) == 1

    keep_to_limits(store, MONTH)

    assert [files(recording) for recording in recordings] == [[], []]
    assert [kept.score is not None for kept in store.recordings()] == [True, True]


def test_a_file_that_cannot_go_now_does_not_keep_the_next_from_going(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, free = reviewed(store, 101, "stuck.ogg"), reviewed(store, 100, "free.ogg")
    real = Store.remove_sound

    def held_open(self: Store, recording: str) -> None:
        if recording == stuck:
            raise PermissionError("somebody plays it")
        real(self, recording)

    monkeypatch.setattr(Store, "remove_sound", held_open)
    gone = keep_to_limits(store, MONTH)

    assert [recording.id for recording in gone.sound] == [free]
    assert len(files(stuck)) == 2


def test_a_file_added_again_after_its_sound_went_counts_anew(store: Store) -> None:
    recording = reviewed(store, 100)
    keep_to_limits(store, MONTH)

    store.keep_audio(io.BytesIO(b"call.ogg" * 1000), "call.ogg", 1 << 20)

    assert keep_to_limits(store, MONTH).sound == ()
    assert store.audio_path(recording).is_file()


def test_the_worker_keeps_to_what_is_set_as_soon_as_it_starts(store: Store) -> None:
    recording = reviewed(store, 100)
    started_with = load_settings()
    keep(started_with, {"keep_sound_days": 90})

    run_worker(started_with, lambda *_: pytest.fail("there is no work"), once=True)

    assert files(recording) == []


def test_the_worker_works_on_where_the_settings_cannot_be_read(store: Store) -> None:
    recording = reviewed(store, 100)
    settings, before = load_settings(), files(recording)
    (settings.data_dir / "settings.toml").write_text("keep_sound_days = ")

    run_worker(settings, lambda *_: pytest.fail("there is no work"), once=True)

    (settings.data_dir / "settings.toml").unlink()
    assert files(recording) == before


def test_how_long_is_kept_with_the_other_settings() -> None:
    keep(load_settings(), {"keep_sound_days": 30, "keep_scores_days": 365})
    assert load_settings().limits == Limits(sound_days=30, scores_days=365)

    keep(load_settings(), {"keep_sound_days": None})
    assert load_settings().limits == Limits(scores_days=365)


@pytest.mark.parametrize("written", ["true", "0", "-1", '"soon"', "30.5"])
def test_what_is_no_number_of_days_deletes_nothing_and_is_said(written: str) -> None:
    (load_settings().data_dir / "settings.toml").write_text(f"keep_sound_days = {written}")

    with pytest.raises(CoachError, match="keep_sound_days"):
        load_settings()


def test_what_would_go_is_told_in_words(store: Store) -> None:
    names = [f"{n}" for n in range(3)]
    sound = due([aged(40, name, sound_bytes=13_700_000) for name in names], MONTH, NOW)
    mixed = due([aged(40), aged(100, "b")], Limits(sound_days=30, scores_days=90), NOW)
    none = due([aged(1), aged(40, is_pinned=True), aged(41, is_busy=True)], MONTH, NOW)

    assert would_go(sound) == "3 recordings' sound, 41 MB, would be deleted now."
    assert would_go(mixed) == (
        "1 recording's sound, 1 MB, and 1 whole recording with all that was made of it, 1 MB, would be deleted now."
    )
    assert did_go(sound) == "3 recordings' sound, 41 MB, was deleted."
    assert would_go(none) == "Nothing is old enough to be deleted today."
    assert stays(none) == "1 older one stays: marked “Keep this one”. 1 is being listened to and not touched now."
    assert would_go(what_goes(store, Limits())) == "Nothing is old enough to be deleted today."


@pytest.mark.parametrize(
    ("limits", "has_audio", "said"),
    [
        (Limits(), True, ""),
        (MONTH, True, "Its sound is deleted on 2026-12-22 or soon after, as set in Settings."),
        (MONTH, False, ""),
        (Limits(sound_days=30, scores_days=30), True, "This recording is deleted on 2026-12-22 or soon after"),
        (Limits(sound_days=30, scores_days=90), False, "This recording is deleted on 2027-02-20 or soon after"),
        (Limits(scores_days=90), True, "This recording is deleted on 2027-02-20 or soon after"),
    ],
)
def test_a_recording_says_when_it_goes(limits: Limits, has_audio: bool, said: str) -> None:
    line = goes_line(NOW, limits, "UTC", has_audio=has_audio)

    assert line.startswith(said)
    assert bool(line) == bool(said)


def test_how_long_is_said_in_a_line() -> None:
    assert limits_line(Limits()) == "Recordings, transcripts and scores are kept until you erase them"
    assert limits_line(MONTH) == "Sound is kept for 30 days, transcripts and scores until erased"
