"""G3: lists, addresses, scripts and archives that say they are recordings, through every door there is."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import av
from sound_files import babble, encode, write_wav
from test_disguises import ALL, READS_A_FILE, Canary, craft, heard_without_guards

from torture.harness import Figure, Measured

TESTS = Path(__file__).parents[1]
DOORS = ("path", "upload", "folder", "command")
_TRACED = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=open,openat,openat2,socket,connect,execve", "-s", "300")
_SECRET = "secret."
_FAILED = re.compile(r"= -1 E(ACCES|NOENT)")


def _packed(kind: str) -> str:
    """An archive with a recording in it, as text of one byte a letter."""
    out, inner = io.BytesIO(), b"RIFF" + bytes(2000)
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("secret.wav", inner)
    elif kind == "tar":
        with tarfile.open(fileobj=out, mode="w") as archive:
            member = tarfile.TarInfo("secret.wav")
            member.size = len(inner)
            archive.addfile(member, io.BytesIO(inner))
    else:
        out.write(gzip.compress(inner))
    return out.getvalue().decode("latin-1")


MORE = [
    ("zip.wav", _packed("zip")),
    ("tar.mp3", _packed("tar")),
    ("gzip.ogg", _packed("gzip")),
    ("sheet.wav", 'FILE "secret.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'),
    ("windows.wav", '<?wpl version="1.0"?><smil><body><seq><media src="{here}/secret.wav"/></seq></body></smil>'),
    ("shortcut.wav", "[InternetShortcut]\nURL={web}/secret.aac\n"),
    ("frames.avs", 'DirectShowSource("{here}/secret.wav")\n'),
    ("real.wav", "{web}/secret.aac\n--stop--\n"),
    ("marked.m3u8", "\xef\xbb\xbf#EXTM3U\n#EXTINF:1,\n{here}/secret.aac\n#EXT-X-ENDLIST\n"),
    ("wide.m3u8", "#EXTM3U\n{here}/secret.aac\n".encode("utf-16").decode("latin-1")),
]
DISGUISES = [*ALL, *MORE]


@contextlib.contextmanager
def _neighbourhood(names: list[tuple[str, str]]) -> Iterator[tuple[Path, Canary, list[Path]]]:
    """A folder with somebody else's recording, a server that counts calls, and the disguises in a folder below."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        write_wav(here / "secret.wav", babble(1.0))
        encode(here / "secret.aac", "aac", babble(1.0))
        canary = Canary((here / "secret.aac").read_bytes())
        threading.Thread(target=canary.serve_forever, daemon=True).start()
        try:
            yield here, canary, [craft(here, canary, name, text) for name, text in names]
        finally:
            canary.shutdown()
            canary.server_close()


def _opened(size: int, _seed: int) -> Measured:
    count = min(max(1, size // len(DOORS)), len(DISGUISES))
    chosen = [DISGUISES[number * len(DISGUISES) // count] for number in range(count)]  # of every sort
    bad: list[str] = []
    with _neighbourhood(chosen) as (here, canary, paths), tempfile.NamedTemporaryFile("r") as log:
        traced = [*_TRACED, "-o", log.name] if _can_trace() else []
        command = [*traced, sys.executable, "-m", "torture.media_opening", str(here / "data"), *map(str, paths)]
        # From the folder with the secret in it, so that relative names would find it.
        env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS, TESTS.parent)))}
        done = subprocess.run(command, cwd=here, env=env, capture_output=True, text=True, check=False)
        outcomes = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('["')]
        for door, name, outcome in outcomes:
            if not outcome.startswith("refused"):
                bad.append(f"{name} by {door}: {outcome}")
        if len(outcomes) != len(DOORS) * len(paths):
            bad.append(f"{len(outcomes)} outcomes of {len(DOORS) * len(paths)}: {done.stderr[-300:]}")
        bad += [f"called the server for {call}" for call in canary.calls]
        bad += [f"system call: {line.strip()[:200]}" for line in log if _reaches_out(line)]
    return Measured(len(outcomes), tuple(bad), {"system calls watched": "yes" if traced else "no"})


def _reaches_out(line: str) -> bool:
    if "socket(AF_INET" in line or "connect(" in line:
        return not _FAILED.search(line)
    return _SECRET in line and "open" in line and "= -1" not in line


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*_TRACED, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def _unguarded(size: int, _seed: int) -> Measured:
    """The same files given to the decoding library as it comes."""
    bad = []
    with _neighbourhood(READS_A_FILE[:size]) as (here, _, paths), contextlib.chdir(here):
        for path in paths:
            with contextlib.suppress(av.error.FFmpegError):
                demuxer, samples = heard_without_guards(path)
                if samples:
                    bad.append(f"{path.name}: {samples} samples of the neighbour's recording by {demuxer}")
    return Measured(size, tuple(bad))


def main(data: Path, paths: list[Path]) -> None:
    """Tries every path by every door, and prints what came of it. Run in a process of its own, to be watched."""
    from click.testing import CliRunner

    from coach.cli import main as coach
    from coach.edges.audio import open_audio
    from coach.edges.audio_folder import AudioFolder
    from coach.edges.playback import prepare
    from coach.errors import AudioError

    os.environ["COACH_DATA_DIR"] = str(data)

    def told(door: str, name: str, outcome: str) -> None:
        print(json.dumps([door, name, outcome]), flush=True)

    for path in paths:
        try:
            with open_audio(path) as reader:
                told("path", path.name, f"read {reader.report}")
        except AudioError as error:
            told("path", path.name, f"refused {error.code}")
    folder = AudioFolder(data)
    for path in paths:
        with path.open("rb") as stream:
            kept = folder.path(folder.keep_stream(stream, 1 << 20).recording)
        try:
            prepare(kept, path.name)
            told("upload", path.name, "read")
        except AudioError as error:
            told("upload", path.name, f"refused {error.code}")
    answers = CliRunner().invoke(coach, ["score", "--json", *map(str, paths)]).stdout.splitlines()
    for path, answer in zip(paths, answers, strict=True):
        told("folder", path.name, "refused" if "error" in json.loads(answer) else "read")
    for path in paths:
        answer = CliRunner().invoke(coach, ["transcribe", str(path)])
        told("command", path.name, "refused" if answer.exit_code == 1 and not answer.stdout else answer.stdout[:200])


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])


FIGURES = [
    Figure(
        "G3",
        "Lists of other files, addresses, scripts and archives that are named like recordings, by path, upload, folder "
        "and command: none makes the program open another file or call an address",
        "0 of 160",
        full=160,
        slice=4,
        measure=_opened,
        twin=_unguarded,
        twin_size=3,
    )
]
