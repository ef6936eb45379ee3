"""What the command and the worker work with, opened once: settings, speech model, store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach import __version__
from coach.casting import Clues
from coach.edges.jobs import Cancelled, Job, Report, known_facts
from coach.edges.kept_blocks import KeptBlocks, run_of
from coach.edges.kept_corrections import Corrections
from coach.edges.playback import prepare
from coach.edges.rep_clues import with_memory
from coach.edges.store import Store, open_store
from coach.edges.transcribe import WhisperTranscriber, hints
from coach.edges.weights import SpeechModel, find_model
from coach.errors import AudioError, RubricError
from coach.listening import CancelledError, Progress, Tools
from coach.models import Channel, Facts, Kind, Recording, Result, Speaker, Transcript
from coach.pipeline import NO_CLUES, hear, score_recording
from coach.rescoring import cast_as_told, correct, left_out_line, standing
from coach.rubric import Rubric, load_rubric, packaged_rubrics
from coach.rubrics_in_use import rubric_in_use, standards
from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from coach.evaluate import Case


def named_rubric(name: str) -> Rubric:
    """The rubric of this id in the version in use, or the one in this file. Raises RubricError for neither."""
    known = packaged_rubrics()
    if name in known:
        return rubric_in_use(name)
    if not Path(name).exists():
        raise RubricError(f"There is no rubric '{name}'.", f"Give a rubric file, or one of: {', '.join(known)}.")
    return load_rubric(Path(name))


def rubric_for(kind: Kind, name: str | None) -> Rubric:
    """The rubric that was asked for, else the kind's own. Raises RubricError when it is for another kind."""
    rubric = named_rubric(name or kind.value)
    if rubric.kind is not kind:
        raise RubricError(
            f"The rubric '{rubric.id}' is for a {rubric.kind}, this is a {kind}.", "Use another --rubric."
        )
    return rubric


def rubric_again(result: Result, name: str | None = None) -> Rubric:
    """The rubric that `result` was judged by, or the one that is asked for. Raises RubricError when it is gone."""
    return rubric_for(result.recording.kind, name or (result.scorecard.rubric if result.scorecard else None))


def draft_rubrics(channel: Channel, name: str | None) -> Mapping[Kind, Rubric]:
    """The rubrics for a draft, with the one that was asked for in the place of the draft's own.

    Raises RubricError when that is for neither this kind of draft nor follow-ups.
    """
    own = Kind.VOICEMAIL if channel is Channel.VOICEMAIL else Kind.FOLLOW_UP
    if name is None:
        return standards()
    rubric = named_rubric(name)
    if rubric.kind not in (own, Kind.FOLLOW_UP):
        raise RubricError(f"The rubric '{rubric.id}' is for a {rubric.kind}, this is a {own}.", "Use another --rubric.")
    return {**standards(), own: rubric, rubric.kind: rubric}


@dataclass(frozen=True)
class Workbench:
    """`quiet` keeps the progress bar away; it is drawn on standard error, and on a terminal only."""

    settings: Settings
    store: Store
    tools: Tools
    quiet: bool = False

    @classmethod
    def open(cls, quiet: bool = False) -> Workbench:
        """Finds and checks the speech model, and opens the store. Raises ModelError or StoreError."""
        settings = load_settings()
        model = find_model(settings.speech_model, settings.models_dir)
        return cls(settings, open_store(settings), Tools(_transcriber(model, settings.threads)), quiet)

    def score(
        self,
        path: Path,
        facts: Facts,
        kind: Kind | None,
        clues: Clues = NO_CLUES,
        rubric: str | None = None,
        name: str | None = None,
    ) -> Result:
        """Keep the file at `path`, listen to it, score it, keep the result.

        Who is the rep is taken from `clues` without listening again, where the file was heard by the same engine.
        """
        recording = self.store.keep_audio(path, name or path.name, self.settings.max_upload_bytes)
        facts = self.store.with_previous(facts, recording)
        rubric_of = partial(rubric_for, name=rubric)
        clues = with_memory(clues, self.store, self.settings, facts, recording)
        asked = clues.told is not None or clues.swap
        known = self._heard_before(recording, facts, kind) if asked else None
        if known is None:
            with self._progress(path.name) as tools:
                try:
                    kept = self.store.audio_path(recording)
                    # A swap turns round what was found, so that the same command twice does not turn it back.
                    heard = replace(clues, swap=False)
                    result = score_recording(kept, name or path.name, facts, tools, rubric_of, kind, heard)
                except AudioError:
                    if self.store.result(recording) is None:  # no recording after all; the user's own file stays
                        self.store.delete(recording)
                    raise
            facts = facts.model_copy(update={"kind": result.recording.kind})
            self.store.save_result(result, facts)
        else:
            facts = known
        by_kind = lambda result: rubric_of(result.recording.kind)  # noqa: E731
        found = standing(self.store, recording, by_kind)
        assert found is not None
        turned = cast_as_told(found, clues)
        if turned or facts != found.facts or _is_of_another_version(found.result, by_kind):
            return correct(self.store, found, turned, by_kind, facts).after
        return found.result

    def left_out(self, recording: str) -> str:
        """Says that corrections of this recording could not be applied; "" where they were."""
        found = Corrections(self.store).standing(recording)
        return left_out_line(found) if found else ""

    def _heard_before(self, recording: str, facts: Facts, kind: Kind | None) -> Facts | None:
        """What is known of a recording that need not be listened to again, `facts` included; None when it must be."""
        result, told = self.store.result(recording), self.store.facts(recording)
        if result is None or told is None or result.transcript.casting is None:
            return None
        known = told.model_copy(update=facts.model_dump(exclude_none=True, exclude={"kind"}))
        engine, model = result.engine, self.tools.transcriber.model
        same_engine = (engine.version, engine.speech_model_digest) == (__version__, model.digest)
        same_ear = hints(known) == hints(told) and kind in (None, result.recording.kind)
        return known if same_engine and same_ear else None

    def hear(
        self, path: Path, facts: Facts, kind: Kind | None, clues: Clues = NO_CLUES
    ) -> tuple[Recording, Transcript]:
        """Listen without scoring or keeping."""
        with self._progress(path.name) as tools:
            return hear(path, facts, tools, kind, with_memory(clues, self.store, self.settings, facts))

    def text_of(self, path: Path) -> str:
        """What the caller says in a voicemail."""
        _, transcript = self.hear(path, Facts(), Kind.VOICEMAIL)
        return " ".join(u.text for u in transcript.by(Speaker.REP))

    def said_in(self, path: Path) -> str:
        """What the prospect says in a call, as the lines of a script."""
        _, transcript = self.hear(path, Facts(kind=Kind.CALL), Kind.CALL)
        return "\n".join(f"prospect: {u.text}" for u in transcript.by(Speaker.PROSPECT))

    def hear_case(self, folder: Path, kind: Kind, case: Case, facts: Facts) -> Transcript | None:
        """The recording of a labelled case under `folder`, heard; None when there is none.

        What this machine remembers of its own rep is left aside: a case must come out the same everywhere.
        """
        path = folder / f"{kind}s" / f"{case['id']}.ogg"
        return hear(path, facts, self.tools, kind)[1] if path.is_file() else None

    def _progress(self, name: str) -> AbstractContextManager[Tools]:
        return nullcontext(self.tools) if self.quiet or not sys.stderr.isatty() else _Bar(self.tools, name)


def _is_of_another_version(result: Result, rubric_of: Callable[[Result], Rubric]) -> bool:
    """Whether it was scored by another version of the rubric than the one that scores now."""
    return result.scorecard is not None and result.scorecard.rubric_digest != rubric_of(result).digest


class _Bar:
    """A progress bar around some work, as a context that gives the tools that feed it."""

    def __init__(self, tools: Tools, name: str) -> None:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        from coach.report import safe

        columns: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(escape(safe(name))[:40], total=1.0)
        self._tools = replace(tools, on_progress=self._show)

    def _show(self, progress: Progress) -> None:
        self._bar.update(self._task, completed=progress.fraction)

    def __enter__(self) -> Tools:
        self._bar.start()
        return self._tools

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


@lru_cache(maxsize=1)
def _transcriber(model: SpeechModel, threads: int) -> WhisperTranscriber:
    """One loaded model a process, the one used last: loading it takes longer than hearing a voicemail."""
    return WhisperTranscriber(model, threads)


def work(job: Job, store: Store, settings: Settings, report: Report, cancelled: Callable[[], bool]) -> Result:
    """What the worker does with a job: the same as `coach score`, told to the page as it goes."""
    length = 0.0

    def show(progress: Progress) -> None:
        nonlocal length
        length = progress.seconds_done / progress.fraction if progress.fraction else length
        report(progress.stage, progress.seconds_done, length, progress.text)

    model = find_model(settings.speech_model, settings.models_dir)
    asked = job.options
    facts = known_facts(job, asked.kind or Kind.VOICEMAIL, store, settings)
    path, name = store.audio_path(job.recording), store.name(job.recording)
    memory = KeptBlocks(store.database, job, run_of(model, hints(facts), name))
    tools = Tools(_transcriber(model, settings.threads), show, cancelled, memory)
    try:
        result = score_recording(
            path,
            name,
            facts,
            tools,
            partial(rubric_for, name=asked.rubric),
            asked.kind,
            with_memory(Clues(told=asked.rep_channel), store, settings, facts, job.recording),
        )
    except CancelledError:
        raise Cancelled from None
    report("ready to play", length, length)
    prepare(path, name)
    return result


def settle(store: Store, recording: str) -> None:
    """What was put right before the recording was listened to again still holds, where the words are the same."""
    standing(store, recording, rubric_again)
