"""A recording as a browser plays and draws it: a copy where browsers cannot play the original, and its waveform.

Both are made once, in a process that may die of a crafted file, and lie beside the original under its name.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from coach.edges.audio import RATE, AudioReport, open_audio
from coach.edges.failpoints import failpoint
from coach.edges.limits import child_command, child_environment
from coach.edges.muting import muted, silenced
from coach.edges.whole_file import put, sync_file
from coach.errors import AudioError, CoachError
from coach.models import Value

PEAKS = 1500
COPY_BIT_RATE = 48_000
CHILD_TIMEOUT_S = 600
_BLOCK = RATE // 100
_QUIET = 0.05
"""A recording that is never louder than this is drawn small, not blown up to full height."""

MEDIA_TYPES = {
    ("mp3", "mp3"): "audio/mpeg",
    ("mp3", "mp3float"): "audio/mpeg",
    ("mov", "aac"): "audio/mp4",
    ("ogg", "opus"): "audio/ogg",
    ("ogg", "vorbis"): "audio/ogg",
    ("flac", "flac"): "audio/flac",
    ("matroska", "opus"): "audio/webm",
    ("matroska", "vorbis"): "audio/webm",
    ("wav", "pcm_s16le"): "audio/wav",
    ("wav", "pcm_u8"): "audio/wav",
    ("wav", "pcm_s24le"): "audio/wav",
    ("wav", "pcm_f32le"): "audio/wav",
}
"""Container and codec that every current browser plays. Everything else gets a copy."""


class Playback(Value):
    """How a recording is played and drawn."""

    media_type: str
    is_copy: bool
    peaks: tuple[int, ...]
    """Loudness along the recording, 0 to 100."""


def prepare(path: Path, name: str | None = None) -> Playback:
    """Draws the recording and copies it where needed. Decodes, so it is for the worker's process, not the web's.

    `name` is the one that the user knows it by: the ending of a telephone recording may say what it is.
    """
    failpoint("playback")
    drawn, report = _draw(path, name)
    media_type = MEDIA_TYPES.get((report.container, report.codec))
    # A browser leaves damage out, and guesses its way through an MP3 that does not count its frames: our times
    # would then play other words.
    times_hold = not report.damaged_packets and (report.container != "mp3" or report.container_s is not None)
    as_it_is = media_type is not None and times_hold and not muted(path).spans
    if not as_it_is:
        _copy(path, name)
    made = Playback(
        media_type=media_type if as_it_is and media_type else "audio/mpeg", is_copy=not as_it_is, peaks=drawn
    )
    put(_facts(path), made.model_dump_json().encode(), "drawing")
    return made


def playback(path: Path, name: str | None = None) -> Playback:
    """What `prepare` made of the recording, made now in a child process where the worker has not. Waits for it."""
    with _preparing:
        if not _facts(path).exists():
            # The name goes in by standard input: whoever lists the machine's processes sees what they were called with.
            command = child_command("coach.edges.playback", str(path.absolute()))
            known_as = (name or path.name).encode("utf-8", errors="surrogateescape")
            try:
                done = subprocess.run(  # noqa: S603  (our own module, and the path is its argument)
                    command,
                    input=known_as,
                    capture_output=True,
                    timeout=CHILD_TIMEOUT_S,
                    check=False,
                    env=child_environment(),
                )
            except subprocess.TimeoutExpired:
                raise _unplayable() from None
            if done.returncode:
                raise _unplayable()
    return Playback.model_validate_json(_facts(path).read_bytes())


def playable(path: Path, name: str | None = None) -> tuple[Path, str]:
    """The file that a browser gets for this recording, and its media type."""
    made = playback(path, name)
    return (_copy_path(path) if made.is_copy else path), made.media_type


_preparing = threading.Lock()


def _facts(path: Path) -> Path:
    return path.with_name(path.name + ".playback.json")


def _copy_path(path: Path) -> Path:
    return path.with_name(path.name + ".playback.mp3")


def _unplayable() -> AudioError:
    return AudioError("This recording cannot be prepared for listening.", "Its transcript and scores are unaffected.")


def _draw(path: Path, name: str | None) -> tuple[tuple[int, ...], AudioReport]:
    blocks: list[NDArray[np.float32]] = []
    quiet = muted(path).spans
    with open_audio(path, name) as audio:
        for window in audio.windows():
            loud = np.abs(silenced(window.samples, window.start, quiet)).max(axis=0)
            whole = len(loud) // _BLOCK * _BLOCK
            blocks.append(loud[:whole].reshape(-1, _BLOCK).max(axis=1))
            if whole < len(loud):
                blocks.append(loud[whole:].max(keepdims=True))
        return _fold(np.concatenate(blocks)), audio.report


def _fold(blocks: NDArray[np.float32]) -> tuple[int, ...]:
    """At most `PEAKS` columns, each the loudest of its stretch."""
    count = min(PEAKS, len(blocks))
    columns = np.maximum.reduceat(blocks, np.arange(count) * len(blocks) // count)
    return tuple(int(column) for column in np.round(columns / max(columns.max(), _QUIET) * 100))


def _copy(path: Path, name: str | None) -> None:
    """A mono MP3 of constant rate, so that a browser finds every moment where we say it is."""
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    quiet = muted(path).spans
    try:
        # Through a file of ours: FFmpeg would tell a full disk as it tells a bad file.
        with part.open("xb") as file, open_audio(path, name) as audio, av.open(file, "w", format="mp3") as out:
            part.chmod(0o600)
            stream = out.add_stream("libmp3lame", rate=RATE, layout="mono")
            stream.bit_rate = COPY_BIT_RATE
            out.start_encoding()
            context = stream.codec_context
            # LAME takes frames of its own size only, and says so with nothing but "invalid argument".
            resampler = AudioResampler(format=context.format, layout="mono", rate=RATE, frame_size=context.frame_size)
            for window in audio.windows():
                sound = silenced(window.samples, window.start, quiet)
                mono = np.ascontiguousarray(sound.mean(axis=0, keepdims=True), dtype=np.float32)
                frame = av.AudioFrame.from_ndarray(mono, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = RATE, round(window.start * RATE)
                failpoint("copy-write")
                for ready in resampler.resample(frame):
                    out.mux(stream.encode(ready))
            for ready in resampler.resample(None):
                out.mux(stream.encode(ready))
            out.mux(stream.encode(None))
        failpoint("copy-fsync")
        sync_file(part)
        failpoint("copy-rename")
        part.replace(_copy_path(path))
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        prepare(Path(sys.argv[1]), sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape"))
    except CoachError as error:
        sys.exit(str(error))
