"""Holds, consent, silence over numbers, and erasing: what stays, what goes, and what is said of it."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from saved_worker import result
from sound_files import babble, write_wav
from streamlit.testing.v1 import AppTest

from coach.cli import main
from coach.corrections import CorrectWord
from coach.edges import erasing, holding, muting
from coach.edges.audio import RATE, open_audio
from coach.edges.consenting import recording_consent, set_consent
from coach.edges.kept_corrections import Corrections
from coach.edges.muting import mute, muted
from coach.edges.playback import playable, playback, prepare
from coach.edges.redacting import redact_stored
from coach.edges.retaining import keep_to_limits, what_goes
from coach.edges.store import Store, open_store
from coach.errors import AudioError, CoachError
from coach.models import Facts, Span, Transcript
from coach.presentation.privacy import consent_line
from coach.presentation.retaining import stays
from coach.recording_consent import RecordingBasis, consent_of, disclosure, is_evidenced
from coach.retention import Limits
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT
from coach.withholding import text_without_secrets


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store, said: str = "Hi Tom, this is Dana.", facts: Facts | None = None, sound: bytes = b"sound") -> str:
    facts = facts or Facts(lead="Tom")
    recording = store.keep_audio(io.BytesIO(sound), "call.ogg", 1 << 20)
    store.save_result(result(recording, "call.ogg", facts, said=said), facts)
    return recording


def test_nothing_takes_away_a_recording_on_hold_until_the_hold_is_lifted(store: Store) -> None:
    recording = kept(store)
    holding.hold(store, recording, "Reed v. Acme", "Ann")

    with pytest.raises(holding.HeldError, match="on hold"):
        erasing.erase_recording(store, recording)
    with pytest.raises(holding.HeldError):
        erasing.erase_everything(store, load_settings())
    with store.database.write() as connection:
        old = dt.datetime.now(dt.UTC) - dt.timedelta(days=99)
        connection.execute(store.database.recordings.update().values(kept_at=old))
    assert keep_to_limits(store, Limits(scores_days=1)).whole == ()
    assert stays(what_goes(store, Limits(scores_days=1))) == "1 older one stays: on hold."
    assert store.recording(recording) is not None

    holding.lift(store, recording)
    erasing.erase_recording(store, recording)
    assert store.recording(recording) is None


def test_a_hold_needs_a_reason(store: Store) -> None:
    recording = kept(store)
    with pytest.raises(CoachError, match="needs a reason"):
        holding.hold(store, recording, "  ", "Ann")


def test_later_voicemails_forget_the_words_of_an_erased_one(store: Store) -> None:
    first = kept(store, "Hi Tom, about the blue truck.")
    facts = Facts(lead="Tom", previous=("Hi Tom, about the blue truck.", "Another one."))
    second = kept(store, "Hi Tom, Dana again.", facts, b"second sound")

    erased = erasing.erase_recording(store, first)

    later = store.facts(second)
    assert later is not None
    assert later.previous == ("Another one.",)
    assert erased.counts["later_scores"] == 1


def test_a_certificate_says_what_went_and_nothing_of_whom_it_was_about(store: Store) -> None:
    recording = kept(store)

    erased = erasing.erase_recording(store, recording, load_settings().data_dir)
    told = erasing.certificate([erased], "1.0")

    assert json.loads(told)["erased"][0]["counts"]["scorecards"] == 1
    assert not any(name in told for name in (recording, "Tom", "call.ogg", "Dana"))
    assert erasing.erase_recording(store, recording).finished_at == erased.finished_at


def test_an_erasure_that_was_broken_off_is_gone_on_with_at_the_next_start(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = kept(store)

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_forget_in_later_scores", broken_off)
        with pytest.raises(KeyboardInterrupt):
            erasing.erase_recording(store, recording)
    assert store.recording(recording) is not None

    assert erasing.finish_erasing(store, load_settings().data_dir) == 1
    assert store.recording(recording) is None
    assert erasing.finish_erasing(store) == 0


def test_all_of_a_lead_or_of_a_rep_is_found_however_the_name_is_written(store: Store) -> None:
    of_tom = kept(store, facts=Facts(lead="Tom Reed", caller="Dana"))
    of_ann = kept(store, facts=Facts(lead="Ann", caller="DANA"), sound=b"two")

    assert erasing.recordings_of(store, lead="tom  reed") == (of_tom,)
    assert set(erasing.recordings_of(store, rep="dana")) == {of_tom, of_ann}


def test_the_command_lists_first_and_erases_with_yes(store: Store, tmp_path: Path) -> None:
    recording = kept(store)
    certificate = tmp_path / "erased.json"

    listed = CliRunner().invoke(main, ["erase", "--lead", "tom"])
    assert listed.exit_code == 0
    assert "would be erased" in listed.output
    assert store.recording(recording) is not None

    done = CliRunner().invoke(main, ["erase", recording[:12], "--yes", "--certificate", str(certificate)])
    assert done.output == "Erased: 1 recording and 0 leads.\n"
    assert store.recording(recording) is None
    assert json.loads(certificate.read_text())["erased"]


def test_the_played_copy_is_silent_where_a_number_was_said_and_the_kept_sound_is_not(tmp_path: Path) -> None:
    path = write_wav(tmp_path / ("a" * 64), babble(6.0))
    prepare(path, "call.wav")
    before = path.read_bytes()

    mute(path, [Span(start=2.0, end=3.0)], "call.wav", also_original=False)

    copy, media_type = playable(path, "call.wav")
    assert (copy.name, media_type) == (f"{path.name}.playback.mp3", "audio/mpeg")
    assert _loudness(copy, 2.1, 2.9) < 0.01 < _loudness(copy, 4.0, 5.0)
    peaks = playback(path).peaks
    assert max(peaks[len(peaks) * 21 // 60 : len(peaks) * 29 // 60]) == 0
    assert path.read_bytes() == before


def test_the_kept_sound_is_silenced_on_request_and_the_same_file_again_does_not_undo_it(
    store: Store, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / "call.wav", babble(6.0))
    recording = store.keep_audio(file, "call.wav", 1 << 24)
    path = store.audio_path(recording)

    mute(path, [Span(start=2.0, end=3.0)], "call.wav", also_original=True)
    store.keep_audio(file, "call.wav", 1 << 24)

    assert _loudness(path, 2.0, 3.0) == 0.0
    assert _loudness(path, 4.0, 5.0) > 0.01
    assert muted(path).rewritten


def test_silencing_that_is_cut_off_after_the_sound_was_replaced_is_not_undone_by_the_same_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_wav(tmp_path / "call.wav", babble(6.0))
    path = store.audio_path(store.keep_audio(file, "call.wav", 1 << 24))
    rewrite = muting._rewrite_apart

    def killed_behind_it(path: Path, name: str) -> None:
        rewrite(path, name)
        raise KeyboardInterrupt

    monkeypatch.setattr(muting, "_rewrite_apart", killed_behind_it)
    with pytest.raises(KeyboardInterrupt):
        mute(path, [Span(start=2.0, end=3.0)], "call.wav", also_original=True)
    store.keep_audio(file, "call.wav", 1 << 24)

    assert _loudness(path, 2.0, 3.0) == 0.0


def test_a_sound_that_cannot_be_silenced_is_not_noted_as_silenced(store: Store, tmp_path: Path) -> None:
    file = write_wav(tmp_path / "call.wav", babble(6.0))
    path = store.audio_path(store.keep_audio(file, "call.wav", 1 << 24))
    path.write_bytes(b"not a sound")

    with pytest.raises(AudioError):
        mute(path, [Span(start=2.0, end=3.0)], "call.wav", also_original=True)
    store.keep_audio(file, "call.wav", 1 << 24)

    assert path.read_bytes() == file.read_bytes()


def _loudness(path: Path, start: float, end: float) -> float:
    with open_audio(path) as audio:
        sound = np.concatenate([window.samples for window in audio.windows()], axis=1)
    return float(np.abs(sound[:, int(start * RATE) : int(end * RATE)]).max())


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Hi Tom, this call is being recorded for quality.", "this call is being recorded"),
        ("You're on a recorded line with Dana.", "on a recorded line"),
        ("Just so you know, I'm recording this call.", "I'm recording"),
        ("This call may be monitored or recorded.", "This call may be monitored or recorded."),
        ("I'm not recording this call.", None),
        ("I have a record of your call from Monday.", None),
    ],
)
def test_a_disclosure_is_heard_with_its_words(said: str, quote: str | None) -> None:
    heard = disclosure(Transcript.from_text(said))
    assert (heard.quote if heard else None) == quote


def test_a_disclosure_after_the_first_half_minute_comes_too_late() -> None:
    late = Transcript.from_script("[0:00] rep: Hi Tom\n[0:40] rep: this call is recorded")
    assert disclosure(late) is None


def test_the_basis_that_a_person_sets_counts_and_a_state_that_asks_for_more_is_told(store: Store) -> None:
    recording = kept(store)
    transcript = store.transcript(recording)
    assert transcript is not None

    assert "Not evidenced: CA" in consent_line(recording_consent(store, recording, transcript), "US-CA")
    set_consent(store, recording, RecordingBasis.ONE_PARTY, "Ann")
    found = recording_consent(store, recording, transcript)
    assert (found.basis, found.author) == (RecordingBasis.ONE_PARTY, "Ann")
    assert not is_evidenced(found, "CA")
    assert is_evidenced(found, "TX")
    set_consent(store, recording, None, "Ann")
    assert recording_consent(store, recording, transcript) == consent_of(transcript)


def test_what_was_kept_before_is_gone_over_and_stays_whole(store: Store) -> None:
    secret = "4111 1111 1111 1111"
    recording = kept(store, f"Hi Tom, the card is {secret} okay? Call me on 412 555 0158.")
    seen = Corrections(store).standing(recording)
    assert seen is not None
    Corrections(store).add(seen, [CorrectWord(utterance=0, word=0, text="Hello")], seen.result, seen.facts)

    assert redact_stored(store).recordings == 1
    assert redact_stored(store).recordings == 0

    after = store.result(recording)
    assert after is not None
    assert after.transcript.text.count("[card-number]") == 1
    assert "412 555 0158" in after.transcript.text
    assert Corrections(store).standing(recording) is not None
    folder = load_settings().data_dir
    assert not any(b"1111" in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_the_command_shows_the_bytes_that_would_be_sent_and_that_nothing_is_without_a_model(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = kept(store)
    assert CliRunner().invoke(main, ["outgoing", recording[:12]]).output.startswith("Nothing leaves this machine")

    monkeypatch.setenv("COACH_LLM_MODEL", "some-model")
    told = CliRunner().invoke(main, ["outgoing", recording[:12], "--json"])
    assert told.exit_code == 0, told.output
    bodies = [json.loads(one["body"]) for one in json.loads(told.output)["outgoing"]]
    assert all(body["model"] == "some-model" for body in bodies)
    assert "Tom" not in told.output


def test_the_page_tells_what_was_withheld_and_puts_the_recording_on_hold(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)
    said = text_without_secrets("Hi Tom, the card is 4111 1111 1111 1111 okay? This call is recorded.")
    recording = kept(store, said)
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=60)
    at.query_params["recording"] = recording
    at.run().switch_page("review.py").run()
    assert not at.exception
    assert "A card number was said at 0:01. It is not kept in the text." in "".join(
        one.value for one in at.info
    ).replace("\\", "")
    assert any("the recording was disclosed" in one.value for one in at.caption)

    at.text_input(key=f"hold-{recording}").set_value("Reed v. Acme").run()
    at.button(key=f"hold-save-{recording}").click().run()

    assert not at.exception
    assert "Reed v" in "".join(one.value for one in at.warning)
    assert holding.hold_of(store, recording) is not None


def test_the_commands_hold_say_the_basis_and_silence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_REGION", "US-CA")
    file = write_wav(tmp_path / "call.wav", babble(4.0))
    recording = store.keep_audio(file, "call.wav", 1 << 24)
    said = text_without_secrets("Hi Tom, the card is 4111 1111 1111 1111 okay?")
    store.save_result(result(recording, "call.wav", Facts(), said=said), Facts())

    def coach(*words: str) -> str:
        done = CliRunner().invoke(main, list(words))
        assert done.exit_code == 0, done.output
        return done.output

    assert coach("hold", recording[:12], "--reason", "Reed v. Acme").startswith("On hold")
    assert "call.wav: Reed v. Acme" in coach("hold")
    assert coach("hold", recording[:12], "--lift") == "The hold is lifted.\n"
    assert coach("consent", recording[:12], "--set", "one-party", "--by", "Ann").startswith(
        "Consent to record: one party. Said by Ann."
    )
    told = json.loads(coach("consent", recording[:12], "--json"))
    assert told == {"basis": "one party", "evidence": None, "author": "Ann", "recording": recording, "evidenced": False}
    assert coach("mute", recording[:12]).startswith("Silenced at 0:0")
    assert coach("redact", "--stored") == "Taken out of 0 recordings and 0 typed texts.\n"
