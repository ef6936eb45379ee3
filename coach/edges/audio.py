"""A recording as sound: 16 kHz, in windows, with times that stay right and an honest account of what was lost.

The decoding happens in a process of its own that can open, reach and start nothing (`decoder_child`): a file made to
attack the decoder ends there, and whatever becomes of that process is one plain line here.
"""

from __future__ import annotations

import logging
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from coach.edges.audio_report import MAX_SECONDS, RATE, WINDOW_S, AudioReport, Window, in_windows
from coach.edges.decoder_pipe import GarbledError, Message, code_of, probable, report_of, sentence, unpacked
from coach.edges.files import fingerprint, open_recording
from coach.edges.limits import child_command, child_environment
from coach.errors import AudioError

__all__ = ["RATE", "WINDOW_S", "AudioReader", "AudioReport", "Window", "fingerprint", "open_audio"]

COMMAND = tuple(child_command("coach.edges.decoder_child"))
STRETCH_S = 25.0
"""Seconds that opening a file, or a stretch of its sound (10 s at the most), may take to decode."""
END_S = 5.0
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")

_Found = TypeVar("_Found")

log = logging.getLogger(__name__)


def open_audio(path: Path | str, name: str | None = None, max_seconds: float = MAX_SECONDS) -> AudioReader:
    """The sound of a file, ready to be read once. Raises AudioError, with a code, when there is none.

    `name` is the one that the user knows it by, where we keep it under another.
    """
    name = name or Path(path).name
    with open_recording(path) as file:
        child = _Child(file.fileno(), Path(name).suffix.lower(), max_seconds)
    try:
        return AudioReader(child, name, max_seconds)
    except BaseException:
        child.end()
        raise


class AudioReader:
    """One recording's sound, from front to back, once. Close it, or use it in a `with`; closing stops the decoder."""

    def __init__(self, child: _Child, name: str, max_seconds: float) -> None:
        self._child, self._name = child, name
        self._most = round(max_seconds * RATE)
        opened = self._next("opened")
        self._report = self._told(opened)
        self._probable_s = self._checked(lambda: probable(opened.facts.get("probable_s")))
        missing = opened.facts.get("missing")
        self.not_enforced = tuple(str(what)[:40] for what in missing[:8]) if isinstance(missing, list) else ()
        """Which of the decoder's limits this system cannot enforce, in plain words."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._child.end()

    def windows(self, length_s: float = WINDOW_S) -> Iterator[Window]:
        """The whole recording in windows of `length_s`, the last one shorter, without gap or overlap."""
        return in_windows(self._pieces(), self._report.channels, length_s)

    @property
    def probable_s(self) -> float | None:
        """Seconds that the file probably holds, guesses included: to show progress by, and for nothing else."""
        return self._probable_s

    @property
    def report(self) -> AudioReport:
        """What was read so far; complete after the last window."""
        return self._report

    def _pieces(self) -> Iterator[NDArray[np.float32]]:
        channels, given = self._report.channels, 0
        while (message := self._next("sound", "end")).samples is not None:
            given += message.samples.shape[1]
            if message.samples.shape[0] != channels or given > self._most:
                raise self._died("other sound than announced")
            self._report = self._told(message)
            yield message.samples
        self._report = self._told(message)
        self._child.end(END_S)

    def _told(self, message: Message) -> AudioReport:
        return self._checked(lambda: report_of(message.facts.get("report"), self._name))

    def _next(self, *kinds: str) -> Message:
        """The next message of one of `kinds`. Raises the AudioError that the child reports, or that it is dead."""
        message = self._checked(lambda: unpacked(self._child.fill), STRETCH_S)
        if message.kind == "refused":
            raise self._checked(lambda: self._refusal(message.facts))
        if message.kind not in kinds:
            raise self._died(str(message.facts.get("why", "out of turn"))[:4000])
        return message

    def _refusal(self, facts: Any) -> AudioError:
        message, hint = (sentence(facts.get(part), self._name) for part in ("message", "hint"))
        return AudioError(message, hint, code_of(facts.get("code")))

    def _checked(self, step: Callable[[], _Found], within_s: float | None = None) -> _Found:
        """What `step` gives, which may take so long and no longer."""
        clock = threading.Timer(within_s, self._child.kill) if within_s else None
        try:
            if clock:
                clock.daemon = True
                clock.start()
            return step()
        except GarbledError as error:
            raise self._died(str(error)) from None
        finally:
            if clock:
                clock.cancel()

    def _died(self, why: str) -> AudioError:
        log.warning("the decoder ended with %s: %s", self._child.end(), why)
        return AudioError(
            f"{self._name} cannot be read: the decoder broke down over it.",
            "Export the recording again, or convert it to WAV.",
            "decoder-died",
        )


class _Child:
    """The decoder's process."""

    def __init__(self, file: int, ending: str, max_seconds: float) -> None:
        command = [*COMMAND, repr(max_seconds), ending if _ENDING.fullmatch(ending) else ""]
        self._process = subprocess.Popen(  # noqa: S603  (our own module; of the file it gets nothing but its bytes)
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            bufsize=0,
            start_new_session=True,  # Ctrl+C is for us
        )
        assert self._process.stdout is not None
        self._out = self._process.stdout

    def fill(self, buffer: memoryview) -> bool:
        """Fills the buffer to its end; False when the child ends before that."""
        filled = 0
        while filled < len(buffer):
            got = self._out.readinto(buffer[filled:])  # type: ignore[attr-defined]  # a raw stream, see bufsize
            if not got:
                return False
            filled += got
        return True

    def kill(self) -> None:
        self._process.kill()

    def end(self, after_s: float = 0.0) -> int:
        """Ends the child, at once or when it hasn't ended by itself; how it ended."""
        try:
            self._process.wait(after_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._out.close()
        return self._process.wait()
