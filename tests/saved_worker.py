"""A worker that hears nothing: it gives back what was said in the sample voicemails, at a pace that can be watched.

Started beside the app, it holds the worker's place, so that the app's tests need no speech model.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from coach.edges.audio import open_audio
from coach.edges.jobs import Cancelled, Job, Report, known_facts
from coach.edges.playback import prepare
from coach.edges.store import Store
from coach.edges.worker import main
from coach.models import Advice, Engine, Facts, Kind, Metric, Recording, Result, Transcript
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import score
from coach.settings import Settings

SAID = (
    "Hi Marcus, this is Dana Reyes from Harper Law. You asked us about the rear-end collision on Fifth Street. "
    "Sorry I missed you. I have looked at the police report and can tell you what it means for the repair bill. "
    "Call me on 412 555 0158 and I will walk you through it."
)
STEPS = 5


def result(recording: str, name: str, facts: Facts, said: str = SAID, seconds: float = 25.0) -> Result:
    """A result with real values: the real rubric's judgement of `said`."""
    rubric = load_rubric(packaged_rubrics()["voicemail"])
    transcript = Transcript.from_text(said)
    card = score(transcript, rubric, facts)
    return Result(
        recording=Recording(
            id=recording,
            name=name,
            kind=Kind.VOICEMAIL,
            kind_reason="One voice speaks, and nobody answers.",
            duration_s=seconds,
            decoded_s=seconds,
            channels=1,
        ),
        transcript=transcript,
        scorecard=card,
        metrics=(Metric(name="Pace", value=156, unit="words a minute", note="Between 130 and 170 is easy to follow."),),
        advice=Advice(
            strength="You named what they asked about.",
            strength_criterion="specific-context",
            change="Drop “Sorry I missed you.”: start with the reason for your call.",
            change_criterion="positive-wording",
            gain=3,
        ),
        engine=Engine(version="test", speech_model="saved", speech_model_digest="", rubric_digest=rubric.digest),
    )


def work(job: Job, store: Store, settings: Settings, report: Report, cancelled: Callable[[], bool]) -> Result:
    """Takes a moment. A lead called "slow" takes until the data folder holds "go on"; one called "broken" fails."""
    path = store.audio_path(job.recording)
    with open_audio(path) as audio:
        length = sum(window.samples.shape[1] for window in audio.windows()) / 16_000
    if job.options.lead == "broken":
        raise RuntimeError("broken on purpose")
    step = 0
    while step < STEPS or (job.options.lead == "slow" and not (settings.data_dir / "go on").exists()):
        if cancelled():
            raise Cancelled
        done = min(step / STEPS, 0.8)
        report("Listening", length * done, length, SAID[: int(len(SAID) * done)])
        time.sleep(0.1)
        step += 1
    prepare(path)
    kept = store.recording(job.recording)
    assert kept is not None
    said = SAID if job.options.about is None else f"{SAID} {job.options.about}"
    return result(job.recording, kept.name, known_facts(job, Kind.VOICEMAIL, store, settings), said, length)


if __name__ == "__main__":
    main(work)
