"""A hearing that was broken off goes on where it was, and comes to the same as one in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sounds import tone, write

from coach import listening
from coach.edges.blocks import HeardBlock, packed, unpacked
from coach.edges.jobs import Job, Jobs, Options
from coach.edges.kept_blocks import KeptBlocks, run_of
from coach.edges.sound import measure
from coach.edges.speech_frames import Ear
from coach.edges.store import Store, open_store
from coach.edges.transcribe import Heard, Listener, Track
from coach.edges.weights import SpeechModel
from coach.listening import Tools
from coach.models import Facts, Word
from coach.pipeline import hear
from coach.settings import load_settings

MODEL = SpeechModel(name="saved", digest="5a", folder=Path(), languages="")


class EveryBlock:
    """Says one word a block, and breaks off before the block of this number."""

    model = MODEL

    def __init__(self, breaks_before: int | None = None) -> None:
        self.heard: list[float] = []
        self._breaks_before = breaks_before

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
        if len(self.heard) == self._breaks_before:
            raise RuntimeError("killed here")
        start = tracks[0].sound.start
        self.heard.append(start)
        said = (Word(text=f"at {start}", start=start + 0.1, end=start + 0.30000000000000004, probability=0.1),)
        return Heard((said,) * len(tracks), "en")


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_WINDOW_S", 2.0)
    monkeypatch.setattr(listening, "_BORDER_S", 0.5)


@pytest.fixture
def store(own_data_folder: None) -> Store:
    return open_store(load_settings())


@pytest.fixture
def job(store: Store, tmp_path: Path) -> Job:
    rng = np.random.default_rng(7)
    sound = tone(9.0, 440, level=0.1) + rng.normal(0, 0.02, 9 * 16_000).astype(np.float32)
    recording = store.keep_audio(write(tmp_path / "talk.wav", sound, sound[::-1]), "talk.wav", 1 << 24)
    jobs = Jobs(store)
    jobs.submit(recording, Options())
    taken = jobs.take("worker")
    assert taken is not None
    return taken


def heard_with(store: Store, job: Job, transcriber: EveryBlock, run: str = "run") -> str:
    tools = Tools(transcriber, memory=KeptBlocks(store.database, job, run))
    return "".join(part.model_dump_json() for part in hear(store.audio_path(job.recording), Facts(), tools))


def test_a_hearing_that_broke_off_goes_on_with_the_next_block_and_comes_to_the_same(store: Store, job: Job) -> None:
    whole = EveryBlock()
    in_one_go = heard_with(store, job, whole, run="another")
    assert len(whole.heard) >= 4

    with pytest.raises(RuntimeError):
        heard_with(store, job, EveryBlock(breaks_before=2))
    later = EveryBlock()
    in_two = heard_with(store, job, later)

    assert in_two == in_one_go
    assert later.heard == whole.heard[2:]


def test_what_was_heard_by_another_model_or_with_other_names_is_not_gone_on_with(store: Store, job: Job) -> None:
    first, second = run_of(MODEL, "Dana", "talk.wav"), run_of(MODEL, "Ana", "talk.wav")
    heard_with(store, job, EveryBlock(), first)
    anew = EveryBlock()

    heard_with(store, job, anew, second)

    assert anew.heard[0] == 0.0
    assert first != run_of(MODEL.model_copy(update={"digest": "5b"}), "Dana", "talk.wav")


def test_what_was_heard_goes_when_the_job_is_over_and_stays_while_it_waits(store: Store, job: Job) -> None:
    heard_with(store, job, EveryBlock())
    db, jobs = store.database, Jobs(store)
    assert db.count(db.heard_blocks)

    jobs.give_back(job, "worker")
    assert db.count(db.heard_blocks)

    jobs.cancel(job.id)
    assert db.count(db.heard_blocks) == 0


def test_a_block_that_was_heard_after_the_cancel_is_not_kept(store: Store, job: Job) -> None:
    Jobs(store).cancel(job.id)

    heard_with(store, job, EveryBlock())

    assert store.database.count(store.database.heard_blocks) == 0


def test_progress_makes_the_attempts_count_anew(store: Store, job: Job) -> None:
    db = store.database
    with db.write() as connection:
        connection.execute(db.jobs.update().values(attempts=3))

    heard_with(store, job, EveryBlock())

    found = Jobs(store).job(job.id)
    assert found is not None
    assert found.attempts == 1


def test_a_block_comes_back_bit_for_bit(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    sound = rng.normal(0, 0.1, (2, 48_000)).astype(np.float32)
    measured = measure(sound, 299.985)
    words = ((Word(text="zwölf", start=0.1 + 0.2, end=1 / 3, probability=0.123),), ())
    block = HeardBlock(299.985, 48_000, words, "en", measured, Ear().listen(sound, measured))

    back = unpacked(packed(block))

    assert back is not None
    assert (back.words, back.start, back.sound.tones) == (words, 299.985, measured.tones)
    for one, other in ((back.sound, measured), *zip(back.sound.sides, measured.sides, strict=True)):
        assert one.level.tobytes() == other.level.tobytes()
        assert one.voice.tobytes() == other.voice.tobytes()
    assert back.ear.mix.mel.tobytes() == block.ear.mix.mel.tobytes()
    assert back.ear.mix.mel.dtype == block.ear.mix.mel.dtype
    assert set(back.ear.sides) == {0, 1}


def test_bytes_of_another_kind_are_no_block() -> None:
    assert unpacked(b"something else") is None
