"""A stored sample of the rep's voice: learned, kept as numbers, compared where words do not tell, deleted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from kept_values import a_result
from sounds import Sound, mulaw, pink, quiet, read, white, without_speech, write
from voiced_calls import voiced

from coach.casting import Clues
from coach.cli import main
from coach.doctor import examine
from coach.edges.jobs import Jobs, Options
from coach.edges.rep_channels import channel_habit
from coach.edges.rep_clues import with_memory
from coach.edges.sound import measure
from coach.edges.speech_frames import Ear
from coach.edges.store import Store, open_store
from coach.edges.transcribe import SavedTranscriber
from coach.edges.voice_likeness import likeness_of_voices
from coach.edges.voice_samples import LEAST_S, VoiceSample, VoiceSamples, learn_voice
from coach.edges.weights import SpeechModel
from coach.errors import AudioError
from coach.listening import Tools
from coach.models import Basis, Casting, Facts, Kind, Transcript
from coach.pipeline import hear
from coach.settings import Settings, load_settings
from coach.workbench import Workbench, work

ROOT = Path(__file__).parents[1]
MODEL = SpeechModel(name="saved", folder=ROOT, digest="0" * 64, languages="English")
DEREK, HATTIE = "2-weak-voicemail", "4-repeats-the-last-one"


def spoken(sample: str) -> Sound:
    return read(ROOT / "samples" / sample / "recording.ogg")[0]


@pytest.fixture
def settings(own_data_folder: None) -> Settings:
    return load_settings()


@pytest.fixture
def store(database_url: str) -> Store:
    return open_store(load_settings())


@pytest.fixture
def samples(store: Store) -> VoiceSamples:
    return VoiceSamples(store.database)


@pytest.fixture
def dereks(tmp_path: Path) -> Path:
    return write(tmp_path / "derek.wav", spoken(DEREK)[: 10 * 16000])


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """Derek on the left and another one on the right, taking turns of four seconds, on a telephone."""
    derek, other = spoken(DEREK)[9 * 16000 :], spoken(HATTIE)[4 * 16000 :]
    length = 4 * 16000
    left = np.concatenate([quiet(4), derek[:length], quiet(4)])
    right = np.concatenate([other[:length], quiet(4), other[length : 2 * length]])
    left, right = (mulaw(side) + pink(12.1, -60)[: len(side)] for side in (left, right))
    return write(tmp_path / "call.wav", left, right)


def saying_nothing(*sides: str) -> Transcript:
    """Turns of four seconds in which nobody says what would show who they are."""
    texts = {"left": "right okay mm hm right", "right": "okay right mm hm okay"}
    turns = voiced([(side, texts[side]) for side in sides]).utterances
    placed = [
        u.model_copy(
            update={
                "words": tuple(
                    w.model_copy(update={"start": 4.0 * n + 0.7 * k + 0.2, "end": 4.0 * n + 0.7 * k + 0.8})
                    for k, w in enumerate(u.words)
                )
            }
        )
        for n, u in enumerate(turns)
    ]
    return Transcript(utterances=tuple(placed))


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_voice_is_learned_from_a_few_seconds(dereks: Path) -> None:
    sample = learn_voice(dereks, "Derek Poole")

    assert 6.0 < sample.seconds <= 10.0
    assert len(sample.print) == 256
    assert sample.usable
    assert not sample.model_copy(update={"model": "another"}).usable


@pytest.mark.parametrize("name", ["silence", "noise", "hold music", "two seconds of speech"])
def test_without_enough_speech_there_is_no_sample(tmp_path: Path, name: str) -> None:
    sound = {
        "silence": quiet(12),
        "noise": white(12, -30),
        "hold music": dict(without_speech())["hold music"](),
        "two seconds of speech": spoken(DEREK)[: 2 * 16000],
    }[name]

    with pytest.raises(AudioError, match=r"a voice sample needs 5 s or more") as refused:
        learn_voice(write(tmp_path / "sample.wav", sound))

    assert refused.value.code == "too-little-speech"
    assert LEAST_S == 5.0


def test_two_voices_are_no_sample(tmp_path: Path, call: Path) -> None:
    two = np.concatenate([spoken(DEREK)[: 8 * 16000], spoken("1-strong-voicemail")[: 8 * 16000]])

    for path in (call, write(tmp_path / "two.wav", two)):
        with pytest.raises(AudioError, match="more than one voice") as refused:
            learn_voice(path)
        assert refused.value.code == "several-voices"


def test_one_voice_is_not_taken_for_two(shared: Path) -> None:
    single = [f"d-vm-{n:03}" for n in (1, 2, 5, 7, 9, 11, 13, 15, 18, 30, 39, 44)]

    for name in single:
        assert learn_voice(shared / "recordings" / "voicemails" / f"{name}.ogg").seconds >= 5.0


def test_a_sample_is_kept_replaced_and_deleted(samples: VoiceSamples, dereks: Path) -> None:
    sample = learn_voice(dereks, "Derek Poole")
    samples.keep(sample)
    samples.keep(sample.model_copy(update={"rep": "derek  poole", "seconds": 99.0}))
    samples.keep(sample.model_copy(update={"rep": ""}))

    assert [(s.rep, s.seconds) for s in samples.all()] == [("", sample.seconds), ("derek  poole", 99.0)]
    assert samples.all()[1].print == sample.print
    assert samples.forget("DEREK POOLE")
    assert not samples.forget("Derek Poole")
    assert [s.rep for s in samples.all()] == [""]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_deleted_voice_is_not_left_in_the_file(samples: VoiceSamples, settings: Settings, dereks: Path) -> None:
    sample = learn_voice(dereks)
    samples.keep(sample)
    number = str(max(sample.print)).encode()
    file = settings.data_dir / "coach.db"
    assert number in file.read_bytes()

    samples.forget()

    assert number not in b"".join(p.read_bytes() for p in settings.data_dir.glob("coach.db*"))


@pytest.mark.parametrize(
    ("caller", "mine", "rep"),
    [
        (None, None, ""),
        ("Dana Reyes", "Dana Reyes", ""),
        ("Dana Reyes", None, ""),
        ("derek poole", "Dana Reyes", "Derek Poole"),
        ("Somebody Else", "Dana Reyes", None),
    ],
)
def test_whose_sample_is_compared(
    samples: VoiceSamples, dereks: Path, caller: str | None, mine: str | None, rep: str | None
) -> None:
    sample = learn_voice(dereks)
    samples.keep(sample)
    samples.keep(sample.model_copy(update={"rep": "Derek Poole"}))

    found = samples.of(caller, mine)

    assert (found.rep if found else None) == rep


def test_a_sample_of_another_encoder_is_not_compared(samples: VoiceSamples, dereks: Path) -> None:
    samples.keep(learn_voice(dereks).model_copy(update={"model": "0" * 64}))

    assert samples.of(None, None) is None


def test_the_rep_is_recognised_by_voice_when_words_do_not_tell(call: Path, dereks: Path) -> None:
    tools = Tools(SavedTranscriber(saying_nothing("right", "left", "right"), MODEL))
    sample = learn_voice(dereks).print

    _, alone = hear(call, Facts(), tools, Kind.CALL)
    _, recognised = hear(call, Facts(), tools, Kind.CALL, Clues(rep_print=sample))

    assert alone.casting is not None
    assert alone.casting.basis is Basis.NOTHING
    assert recognised.casting is not None
    assert (recognised.casting.rep, recognised.casting.basis) == ("left", Basis.VOICE)
    assert recognised.casting.because == "the left channel sounds like the stored voice sample of the rep"


def ear_for(channels: Sound) -> Ear:
    ear = Ear()
    ear.listen(channels, measure(channels, 0.0))
    return ear


def test_each_voice_is_compared_by_its_own_words(call: Path, dereks: Path) -> None:
    sample = np.array(learn_voice(dereks).print, np.float32)
    on_two = saying_nothing("right", "left", "right")
    name = {"left": "B", "right": "A"}
    renamed = (u.model_copy(update={"voice": name[u.voice or ""]}) for u in on_two.utterances)
    on_one = Transcript(utterances=tuple(renamed))
    both = read(call)

    stereo = likeness_of_voices(on_two, ear_for(both), sample)
    mono = likeness_of_voices(on_one, ear_for(both.sum(axis=0, keepdims=True)), sample)

    assert stereo["left"] > stereo["right"] + 0.05
    assert mono["B"] > mono["A"] + 0.05


def test_a_voice_that_hardly_talks_is_not_compared(call: Path, dereks: Path) -> None:
    first, second, third = saying_nothing("right", "left", "right").utterances
    short = Transcript(utterances=(first, second.model_copy(update={"words": second.words[:1]}), third))
    sample = np.array(learn_voice(dereks).print, np.float32)

    assert set(likeness_of_voices(short, ear_for(read(call)), sample)) == {"right"}


def test_the_command_keeps_shows_and_deletes_a_voice_and_says_that_it_stays_here(dereks: Path) -> None:
    nothing = coach("voice")
    kept = coach("voice", "enrol", dereks)
    named = coach("voice", "enrol", dereks, "--rep", "Derek Poole", "--json")
    shown = coach("voice", "show")
    doctor = [check for check in examine() if "voice sample" in check.what]
    gone = coach("voice", "forget", "--rep", "derek poole")
    again = coach("voice", "forget", "--rep", "derek poole")

    for said in (nothing, kept, shown):
        assert said.exit_code == 0, said.output
        assert "never leaves this machine" in said.stdout
    assert "coach voice enrol FILE" in nothing.stdout
    assert set(json.loads(named.stdout)) == {"rep", "seconds", "created_at", "usable"}
    assert "Derek Poole: " in shown.stdout
    assert "this machine's rep: " in shown.stdout
    assert [(check.what, check.fix) for check in doctor] == [
        ("2 voice samples kept, on this machine only", "To delete one: coach voice forget")
    ]
    assert "is deleted" in gone.stdout
    assert "No voice of derek poole was kept" in again.stdout


def test_a_file_that_is_no_sample_is_one_plain_line(tmp_path: Path) -> None:
    said = coach("voice", "enrol", write(tmp_path / "short.wav", quiet(3)))

    assert said.exit_code == 1
    assert said.stderr.startswith("coach: short.wav holds 0.0 s of speech")
    assert said.stderr.count("\n") == 1


def a_call(store: Store, number: int, casting: Casting) -> None:
    recording = f"{number:064x}"
    result = a_result(recording)
    store.save_result(
        result.model_copy(update={"transcript": result.transcript.model_copy(update={"casting": casting})}), Facts()
    )


def cast(rep: str | None, basis: Basis = Basis.SAID, sure: float = 0.99) -> Casting:
    return Casting(rep=rep, basis=basis, because="", sure=sure)


def test_the_habit_of_the_dialer_is_learned_from_calls_that_are_known(store: Store) -> None:
    seen = []
    for number in range(6):
        a_call(store, number, cast("left"))
        habit = channel_habit(store.database, "learn")
        seen.append(habit.because if habit else None)

    assert seen[:2] == [None, None]
    assert seen[2] == "your last 3 calls had the rep on the left channel"
    assert seen[5] == "your last 6 calls had the rep on the left channel"


def test_a_mixed_past_is_no_habit_and_the_last_twenty_count(store: Store) -> None:
    for number, side in enumerate(["left", "right", "left", "right"]):
        a_call(store, number, cast(side))
    mixed = channel_habit(store.database, "learn")
    for number in range(4, 21):
        a_call(store, number, cast("right"))
    later = channel_habit(store.database, "learn")

    assert mixed is None
    assert later is not None
    assert later.because == "19 of your last 20 calls had the rep on the right channel"
    assert later.sure == pytest.approx(20 / 22)


@pytest.mark.parametrize(
    "casting",
    [cast("left", Basis.CHANNEL), cast(None, Basis.NOTHING, 0.0), cast("A"), cast("left", Basis.SAID, 0.7)],
    ids=["the habit itself", "nothing", "one channel", "hardly told"],
)
def test_what_is_not_known_forms_no_habit(store: Store, casting: Casting) -> None:
    for number in range(5):
        a_call(store, number, casting)

    assert channel_habit(store.database, "learn") is None


def test_a_call_that_was_told_otherwise_counts_as_told_and_not_for_itself(store: Store) -> None:
    for number in range(3):
        a_call(store, number, cast("left"))
    a_call(store, 2, cast("right", Basis.TOLD))

    assert channel_habit(store.database, "learn") is None
    a_call(store, 3, cast("left"))
    a_call(store, 4, cast("left"))
    assert channel_habit(store.database, "learn") is not None
    assert channel_habit(store.database, "learn", recording=f"{2:064x}") == channel_habit(
        store.database, "learn", recording=f"{2:064x}"
    )
    told = channel_habit(store.database, "learn", recording=f"{2:064x}")
    assert told is not None
    assert told.because == "your last 4 calls had the rep on the left channel"


@pytest.mark.parametrize(("setting", "side"), [("left", "left"), ("right", "right"), ("off", None), ("learn", "left")])
def test_the_setting_decides_on_the_habit(
    store: Store, monkeypatch: pytest.MonkeyPatch, setting: str, side: str | None
) -> None:
    for number in range(3):
        a_call(store, number, cast("left"))
    monkeypatch.setenv("COACH_REP_CHANNEL", setting)

    habit = with_memory(Clues(), store, load_settings(), Facts()).habit

    assert (habit.side if habit else None) == side


def test_scoring_uses_what_this_machine_remembers(
    call: Path, dereks: Path, store: Store, settings: Settings, samples: VoiceSamples
) -> None:
    tools = Tools(SavedTranscriber(saying_nothing("right", "left", "right"), MODEL))
    bench = Workbench(settings, store, tools, quiet=True)
    for number in range(3):
        a_call(store, number, cast("right"))

    by_habit = bench.score(call, Facts(), Kind.CALL).transcript.casting
    samples.keep(learn_voice(dereks))
    by_voice = bench.score(call, Facts(), Kind.CALL).transcript.casting
    told = bench.score(call, Facts(), Kind.CALL, Clues(told="right")).transcript.casting

    assert by_habit is not None
    assert by_voice is not None
    assert told is not None
    assert (by_habit.rep, by_habit.basis) == ("right", Basis.CHANNEL)
    assert (by_voice.rep, by_voice.basis) == ("left", Basis.VOICE)
    assert (told.rep, told.basis) == ("right", Basis.TOLD)


def test_the_worker_uses_what_this_machine_remembers(
    call: Path, dereks: Path, store: Store, settings: Settings, samples: VoiceSamples, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = SavedTranscriber(saying_nothing("right", "left", "right"), MODEL)
    monkeypatch.setattr("coach.workbench._transcriber", lambda *_: heard)
    samples.keep(learn_voice(dereks))
    jobs = Jobs(store)
    jobs.submit(store.keep_audio(call, call.name, 1 << 24), Options(kind=Kind.CALL))
    job = jobs.take("worker")
    assert job is not None

    result = work(job, store, settings, lambda *_: None, lambda: False)

    assert result.transcript.casting is not None
    assert (result.transcript.casting.rep, result.transcript.casting.basis) == ("left", Basis.VOICE)


def test_a_sample_says_nothing_about_the_voice_when_it_is_printed(dereks: Path) -> None:
    sample = VoiceSample(**learn_voice(dereks).model_dump())

    assert "print" not in json.loads(coach("voice", "enrol", dereks, "--json").stdout)
    assert sample.rep == ""
