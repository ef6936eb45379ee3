"""Silence over what nobody may hear again: in the copy that is played, and when asked for in the kept sound too.

What is silenced stands in a file beside the sound, so that a copy that is made anew is silent there too.
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np

from coach.edges.audio import RATE, open_audio
from coach.edges.failpoints import failpoint
from coach.edges.sound import Samples
from coach.edges.whole_file import put, sync_file, sync_folder
from coach.errors import AudioError, CoachError
from coach.models import Span, Value

CHILD_TIMEOUT_S = 600
AROUND_S = 0.15
"""Before and behind each stretch: the times of words are not exact."""


class Muted(Value):
    """What is silent in a recording."""

    spans: tuple[Span, ...] = ()
    rewritten: bool = False
    """Whether the kept sound is silent there too, or was just being made so."""


def muted(path: Path) -> Muted:
    """What is silenced in the recording whose sound lies at `path`."""
    try:
        return Muted.model_validate_json(_beside(path).read_bytes())
    except FileNotFoundError:
        return Muted()


def mute(path: Path, spans: Iterable[Span], name: str, *, also_original: bool) -> Muted:
    """Silences `spans` of the recording at `path`, beside what is silent already.

    With `also_original` the kept sound is replaced by one that is silent there: FLAC, 16 kHz, under the same id.
    What was made of the sound before is taken away; the next listener has it made anew. Raises CoachError where
    there is nothing to silence, AudioError where the sound cannot be read.
    """
    before = muted(path)
    wanted = tuple(sorted({*before.spans, *spans}, key=lambda span: (span.start, span.end)))
    if not wanted:
        raise CoachError("There is nothing to silence.", "No card number, code or social security number was heard.")
    now = Muted(spans=wanted, rewritten=before.rewritten or also_original)
    put(_beside(path), now.model_dump_json().encode(), "muted")  # first: whatever is made from here on is silent there
    for made in path.parent.glob(f"{path.name}.playback.*"):
        failpoint("muted-unlink")
        made.unlink(missing_ok=True)
    if also_original:
        try:
            _rewrite_apart(path, name)
        except AudioError:
            as_it_came = now.model_copy(update={"rewritten": before.rewritten})
            put(_beside(path), as_it_came.model_dump_json().encode(), "muted")
            raise
    return now


def silenced(samples: Samples, start: float, spans: Iterable[Span]) -> Samples:
    """`samples` (channels, frames) that begin at second `start` of the recording, silent where `spans` lie."""
    out = samples
    for span in spans:
        first = max(0, int((span.start - AROUND_S - start) * RATE))
        last = min(samples.shape[1], int((span.end + AROUND_S - start) * RATE) + 1)
        if first < last:
            out = out.copy() if out is samples else out
            out[:, first:last] = 0.0
    return out


def _rewrite_apart(path: Path, name: str) -> None:
    """Decodes in a process that may die of a crafted file. Raises AudioError."""
    command = [sys.executable, "-m", "coach.edges.muting", str(path), name]
    try:
        done = subprocess.run(  # noqa: S603  (our own module, and the path is its argument)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=CHILD_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise AudioError("The kept sound could not be silenced.", "Where it is played it is silent.")


def _rewrite(path: Path, spans: tuple[Span, ...], name: str) -> None:
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        with open_audio(path, name) as audio, av.open(str(part), "w", format="flac") as out:
            stream = None
            for window in audio.windows():
                sound = np.clip(silenced(window.samples, window.start, spans), -1.0, 1.0)
                layout = "mono" if sound.shape[0] == 1 else "stereo"
                if stream is None:
                    stream = out.add_stream("flac", rate=RATE, layout=layout, format="s16")
                block = (sound * 32767).astype(np.int16).T.reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="s16", layout=layout)
                frame.sample_rate, frame.pts = RATE, round(window.start * RATE)
                out.mux(stream.encode(frame))
            if stream is not None:
                out.mux(stream.encode(None))
        part.chmod(0o600)
        failpoint("sound-rewrite")
        sync_file(part)
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".muted.json")


if __name__ == "__main__":
    try:
        _rewrite(Path(sys.argv[1]), muted(Path(sys.argv[1])).spans, sys.argv[2])
    except CoachError as error:
        sys.exit(str(error))
