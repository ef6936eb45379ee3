"""The process that decodes a recording: an open file on standard input, sound on standard output (`decoder_pipe`).

`python -P -m coach.edges.decoder_child SECONDS ENDING`: how many seconds are read at the most, and how the file's name
ends, which is all that it learns of it. A file made to attack the decoder takes over this process and no more: it can
open nothing, reach nothing, start nothing and write nowhere but into its pipe.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import av.subtitles.stream  # noqa: F401  (else loaded by need, when nothing can be opened any more)
import numpy as np
from numpy.typing import NDArray

from coach.edges.audio_reader import LocalReader, open_sound
from coach.edges.audio_report import RATE
from coach.edges.decoder_pipe import BLOCK_S, NAME, packed, told
from coach.edges.files import RecordingFile
from coach.edges.limits import Limits, limit_this_process
from coach.errors import AudioError

LIMITS = Limits(memory=1 << 30, processor_s=3600, file_size=0, open_files=32, may_open_files=False)
_BLOCK = round(BLOCK_S * RATE)
_LAST_WORDS = 4000


def main() -> None:
    """Decodes and writes until the end, the first error, or until nobody listens any more."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever prints, prints elsewhere
    seconds, ending = float(sys.argv[1]), sys.argv[2]
    missing = limit_this_process(LIMITS)
    try:
        try:
            with open_sound(RecordingFile(0, NAME), NAME + ending, seconds) as reader:
                _tell(out, reader, missing)
        except AudioError as error:
            why = {"message": error.message, "hint": error.hint, "code": error.code}
            _write(out, "refused", {key: text.replace(NAME + ending, NAME) for key, text in why.items()})
        except BrokenPipeError:
            raise
        except Exception:  # noqa: BLE001  (whatever a damaged file brings a library to)
            _write(out, "broke", {"why": traceback.format_exc()[-_LAST_WORDS:]})
    except BrokenPipeError:  # the recording is not wanted any more
        os._exit(0)


def _tell(out: int, reader: LocalReader, missing: tuple[str, ...]) -> None:
    _write(out, "opened", {"probable_s": reader.probable_s, "report": told(reader.report), "missing": missing})
    for block in _blocks(reader):
        for first in range(0, block.shape[1], _BLOCK):
            _write(out, "sound", {"report": told(reader.report)}, block[:, first : first + _BLOCK])
    _write(out, "end", {"report": told(reader.report)})


def _blocks(reader: LocalReader) -> Iterator[NDArray[np.float32]]:
    """The sound in stretches of about half a message, so that a piece more still fits into one."""
    pieces: list[NDArray[np.float32]] = []
    length = 0
    for piece in reader.pieces():
        pieces.append(piece)
        length += piece.shape[1]
        if length >= _BLOCK // 2:
            yield np.concatenate(pieces, axis=1)
            pieces, length = [], 0
    if length:
        yield np.concatenate(pieces, axis=1)


def _write(out: int, kind: str, facts: dict[str, Any], samples: NDArray[np.float32] | None = None) -> None:
    for part in packed(kind, facts, samples):
        rest = memoryview(part)
        while len(rest):
            rest = rest[os.write(out, rest) :]


if __name__ == "__main__":
    main()
