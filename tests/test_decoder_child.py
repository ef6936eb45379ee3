"""Whatever becomes of the process that decodes, ours goes on with one plain line."""

from __future__ import annotations

import json
import os
import pkgutil
import resource
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from sound_files import babble, encode, write_wav

from coach.doctor import _samples
from coach.edges import audio
from coach.edges.audio import RATE, open_audio
from coach.edges.audio_reader import read_here
from coach.edges.audio_report import AudioReport
from coach.edges.decoder_pipe import BLOCK_S, NAME, GarbledError, packed, report_of, sentence, told, unpacked
from coach.edges.limits import child_environment
from coach.errors import AudioError
from coach.settings import load_settings

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces it")
ROOT = Path(__file__).parents[1]
PATCH = """
import ctypes, os, socket, subprocess, sys, threading, time
import coach.edges.decoding as decoding
whole = decoding.Decoder.sound
def sound(self):
    for n, piece in enumerate(whole(self)):
        if n == {after}:
            {does}
        yield piece
decoding.Decoder.sound = sound
from coach.edges.decoder_child import main
main()
"""
GOES_WRONG = {
    "segfault": "ctypes.string_at(0)",
    "abort": "os.abort()",
    "leave": "os._exit(0)",
    "leave with an error": "sys.exit(3)",
    "allocate": "kept = [bytearray(1 << 28) for _ in range(64)]",
    "recurse": "(lambda f: f(f))(lambda f: f(f))",
    "loop": "\n            while True: pass",
    "sleep": "time.sleep(600)",
    "fork": "os.fork()",
    "start a program": "subprocess.run(['sleep', '600'])",
    "read a file": "open('/etc/passwd').read()",
    "write a file": "open('/tmp/canary-of-the-decoder', 'wb').write(bytes(1 << 20))",
    "delete a file": "os.unlink(os.readlink('/proc/self/fd/0'))",
    "reach the network": "socket.create_connection(('127.0.0.1', 9))",
    "kill its parent": "os.kill(os.getppid(), 9)",
    "write 10 GB": "\n            for _ in range(10_000): os.write(3, bytes(1 << 20))",
    "write rubbish": "os.write(3, b'RIFF' * 100)",
    "raise anything": "raise KeyError(b'\\xff')",
}


def patched(does: str, after: int = 0) -> tuple[str, ...]:
    return (sys.executable, "-P", "-c", PATCH.replace("{after}", str(after)).replace("{does}", does))


def decoders() -> list[psutil.Process]:
    """Those of this process that live; what other tests of it started is none of ours."""
    alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if any("decoder_child" in part for part in child.cmdline())]


@pytest.fixture(scope="module")
def message(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wav(tmp_path_factory.mktemp("sound") / "message.wav", babble(40.0))


@linux
@pytest.mark.parametrize("after", [0, 300], ids=["at once", "in the middle"])
@pytest.mark.parametrize("what", GOES_WRONG)
def test_a_decoder_gone_wrong_is_one_plain_line(
    message: Path, monkeypatch: pytest.MonkeyPatch, what: str, after: int
) -> None:
    monkeypatch.setattr(audio, "COMMAND", patched(GOES_WRONG[what], after))
    monkeypatch.setattr(audio, "STRETCH_S", 2.0)

    with pytest.raises(AudioError) as caught, open_audio(message) as reader:
        list(reader.windows())

    assert caught.value.code == "decoder-died"
    assert str(caught.value).startswith("message.wav cannot be read")
    assert "\n" not in str(caught.value)
    assert decoders() == []
    assert message.exists()
    assert not Path("/tmp/canary-of-the-decoder").exists()


@linux
@pytest.mark.parametrize("what", ["fork", "reach the network", "read a file", "write a file", "kill its parent"])
def test_twin_without_the_limits_the_same_code_does_its_work(tmp_path: Path, what: str) -> None:
    does = GOES_WRONG[what].replace("/tmp/canary-of-the-decoder", str(tmp_path / "canary"))
    code = f"import os, socket\nos.getppid = lambda: {os.getpid()}\nos.kill = lambda *_: os.write(1, b'killed')\n"
    tried = f"try:\n    {does}\nexcept ConnectionRefusedError: pass\n"

    done = subprocess.run([sys.executable, "-c", code + tried], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [("a.wav", "pcm_s16le", 16_000), ("a.mp3", "libmp3lame", 44_100), ("a.ogg", "libopus", 48_000)],
)
def test_what_comes_through_the_pipe_is_what_the_decoder_gives(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    path = encode(tmp_path / name, codec, np.concatenate([babble(25.3, rate), babble(25.3, rate, seed=2)]), rate)
    path.write_bytes(path.read_bytes()[: -path.stat().st_size // 5])

    with open_audio(path) as far, read_here(path) as near:
        sounds = [list(reader.windows(7.0)) for reader in (far, near)]
        reports = [reader.report for reader in (far, near)]
        assert far.probable_s == near.probable_s

    assert [w.start for w in sounds[0]] == [w.start for w in sounds[1]]
    for one, other in zip(*sounds, strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)
    assert reports[0] == reports[1]
    assert reports[0].warnings


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.wav", b"hello\n" * 100),
        ("Ann & Bob.m4a", b"\0\0\0\x18ftypM4A " + bytes(99)),
        ("a.pcm", bytes(range(256))),
    ],
)
def test_a_refusal_is_the_same_as_in_one_process_with_the_users_name(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    told_as = []
    for reading in (open_audio, read_here):
        with pytest.raises(AudioError) as caught:
            reading(tmp_path / name)
        told_as.append((caught.value.message, caught.value.hint, caught.value.code))

    assert told_as[0] == told_as[1]
    assert name in told_as[0][0]


def test_closing_the_reader_stops_the_decoder_at_once(message: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "COMMAND", patched(GOES_WRONG["loop"], 300))
    reader = open_audio(message)
    next(reader.windows(1.0))
    assert len(decoders()) == 1

    before = time.monotonic()
    reader.close()

    assert decoders() == []
    assert time.monotonic() - before < 1.0
    assert reader.report.channels == 1


@linux
def test_a_decoder_does_not_outlive_whoever_started_it(message: Path) -> None:
    code = (
        "import os, sys; from coach.edges import audio\n"
        f"audio.COMMAND = {patched(GOES_WRONG['loop'], 300)!r}\n"
        f"reader = audio.open_audio({str(message)!r}); next(reader.windows(1.0))\n"
        "print(reader._child._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    gone = psutil.Process(int(said.stdout)) if psutil.pid_exists(int(said.stdout)) else None
    assert gone is None or gone.wait(5) is None or not gone.is_running()


@linux
def test_the_decoder_is_told_no_name_no_path_and_no_key(
    tmp_path: Path, message: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / "canary"))
    monkeypatch.setattr(audio, "COMMAND", patched("time.sleep(600)", 300))

    with open_audio(message, "Marcus Canary, custody.wav"):
        (child,) = decoders()
        told_to_it = " ".join([*child.cmdline(), *child.environ().values()])
        files = {str(fd.readlink()).split(":")[0] for fd in Path(f"/proc/{child.pid}/fd").iterdir()}

    assert "canary" not in told_to_it.lower()
    assert str(message) not in told_to_it
    assert files <= {str(message), "pipe", "/dev/null"}


@linux
def test_the_doctor_says_that_the_decoder_is_shut_in_or_what_is_not_enforced(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    held = _samples(settings)
    does = (
        "from coach.edges import limits; limits._filter_calls = lambda _: False; "
        "from coach.edges.decoder_child import main; main()"
    )
    monkeypatch.setattr(audio, "COMMAND", (sys.executable, "-P", "-c", does))

    loose = _samples(settings)

    assert held.what == "5 sample recordings decode, in a process of their own without network or files"
    assert (held.fix, loose.ok) == ("", True)
    assert loose.what.endswith("with no limit on network, starting processes, opening files")
    assert "Only Linux" in loose.fix


def test_a_program_of_the_same_name_in_the_current_folder_is_not_run(
    tmp_path: Path, message: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("av", "numpy", "coach", "struct"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)

    with open_audio(message):
        pass

    assert not (tmp_path / "was-run").exists()
    assert str(ROOT) in child_environment()["PYTHONPATH"]


def test_everything_of_the_decoding_library_is_loaded_before_nothing_can_be_opened() -> None:
    names = [m.name for m in pkgutil.walk_packages(av.__path__, "av.") if m.name not in ("av.__main__", "av.datasets")]
    used = [name for name in names if not name.startswith("av.subtitles") or name == "av.subtitles.stream"]
    code = f"import sys, coach.edges.decoder_child; print([n for n in {used!r} if n not in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_the_decoder_starts_light() -> None:
    heavy = ("pydantic", "sqlalchemy", "faster_whisper", "coach.models", "click")
    code = f"import sys, coach.edges.decoder_child; print([m for m in {heavy!r} if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


# Bombs


def test_a_small_file_of_endless_silence_is_read_to_the_longest_and_no_further(tmp_path: Path) -> None:
    path = encode(tmp_path / "bomb.flac", "flac", np.zeros((1, 1800 * RATE), np.float32))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with open_audio(path, max_seconds=1200.0) as reader:
        seconds = sum(window.samples.shape[1] for window in reader.windows(60.0)) / RATE

    assert path.stat().st_size < 1800 * RATE * 2 / 100
    assert seconds == 1200.0
    assert reader.report.warnings == ("Only the first 20:00 were read: longer recordings are not.",)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_file_that_jumps_by_days_costs_no_days_of_silence(tmp_path: Path) -> None:
    path = tmp_path / "jump.mka"
    with av.open(str(path), "w", format="matroska") as out:
        stream = out.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for at in (0.0, 4 * 86_400.0):
            frame = av.AudioFrame.from_ndarray((babble(1.0) * 9999).astype(np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, int(at * RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))

    with open_audio(path, max_seconds=900.0) as reader:
        seconds = sum(window.samples.shape[1] for window in reader.windows(60.0)) / RATE

    assert path.stat().st_size < 100_000
    assert seconds <= 900.0


# What is said through the pipe is not believed

FACTS = told(AudioReport(2.0, 2.0, 0.0, 1, RATE, "mp3float", "mp3", 0, ("Fine.",)))


def received(*parts: bytes | memoryview) -> object:
    data = memoryview(b"".join(bytes(part) for part in parts))

    def fill(buffer: memoryview) -> bool:
        nonlocal data
        if len(data) < len(buffer):
            return False
        buffer[:] = data[: len(buffer)]
        data = data[len(buffer) :]
        return True

    return unpacked(fill)


def sound(samples: object, **facts: object) -> list[bytes | memoryview]:
    return packed("sound", {"report": FACTS, **facts}, np.array(samples, np.float32))


GARBLED = {
    "nothing": [b""],
    "no mark": [b"x" * 64],
    "cut off": [b"".join(bytes(p) for p in sound([[0.5, 0.5]]))[:-1]],
    "endless": [b"snd1" + (20).to_bytes(4, "little") + (0xFFFFFFFF).to_bytes(4, "little")],
    "endless facts": [b"snd1" + (1 << 31).to_bytes(4, "little") + bytes(4)],
    "no JSON": [b"snd1" + (4).to_bytes(4, "little") + bytes(4) + b"{{{{"],
    "a list": [b"snd1" + (2).to_bytes(4, "little") + bytes(4) + b"[]"],
    "deep": [b"snd1" + (20_000).to_bytes(4, "little") + bytes(4) + b"[" * 20_000],
    "not a number": sound([[0.0, float("nan")]]),
    "beyond full scale": sound([[0.0, 1.5]]),
    "infinite": sound([[float("-inf")]]),
    "three channels": sound([[0.0]] * 3),
    "no samples": [bytes(part) for part in packed("sound", {"shape": [1, 0]})],
    "other shape": packed("sound", {"shape": [1, 99]}, np.zeros((1, 2), np.float32)),
    "shape of floats": packed("sound", {"shape": [1, 2.0]}, np.zeros((1, 2), np.float32)),
    "too long": packed("sound", {}, np.zeros((1, round(BLOCK_S * RATE) + 1), np.float32)),
    "samples in the end": packed("end", {}, np.zeros((1, 2), np.float32)),
}


@pytest.mark.parametrize("what", GARBLED)
def test_a_message_that_is_none_is_refused(what: str) -> None:
    with pytest.raises(GarbledError):
        received(*GARBLED[what])


@pytest.mark.parametrize(
    "change",
    [
        {"decoded_s": "2"},
        {"decoded_s": float("nan")},
        {"decoded_s": 1e300},
        {"lost_s": -5},
        {"channels": 3},
        {"channels": True},
        {"sample_rate": 1.5},
        {"codec": "<b>"},
        {"codec": None},
        {"container": "x" * 999},
        {"damaged_packets": -1},
        {"warnings": "damaged"},
        {"warnings": ["a\nb"]},
        {"warnings": ["\u202eabc"]},
        {"warnings": ["x" * 999]},
        {"warnings": ["x"] * 99},
        {"container_s": []},
    ],
    ids=str,
)
def test_a_report_with_anything_odd_in_it_is_refused(change: dict[str, object]) -> None:
    assert report_of(json.loads(json.dumps(FACTS)), "a.wav").warnings == ("Fine.",)

    with pytest.raises(GarbledError):
        report_of(json.loads(json.dumps(FACTS | change)), "a.wav")


def test_the_users_name_stands_in_a_sentence_as_it_is() -> None:
    assert sentence(f"{NAME} is damaged.", "a\u202eb.wav") == "a\u202eb.wav is damaged."
