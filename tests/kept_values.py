"""Results to keep, made small."""

from __future__ import annotations

from coach.models import Engine, Facts, Finding, Kind, Recording, Result, Scorecard, Speaker, Transcript, Verdict

LISTENED = Engine(version="0.1.0", speech_model="tiny.en", speech_model_digest="5a", rubric_digest="c0")


def a_result(
    recording: str,
    text: str = "Hi, this is Dana with Hale and Wren.",
    *,
    kind: Kind = Kind.VOICEMAIL,
    engine: Engine = LISTENED,
    score: int = 60,
    name: str = "message.wav",
) -> Result:
    """What scoring a recording of these words might give."""
    return Result(
        recording=Recording(
            id=recording, name=name, kind=kind, kind_reason="one speaker", duration_s=9.0, decoded_s=9.0, channels=1
        ),
        transcript=Transcript.from_turns([(Speaker.GREETING, "You have reached Ana."), (Speaker.REP, text)]),
        scorecard=Scorecard(
            rubric="voicemail",
            rubric_version=1,
            rubric_digest=engine.rubric_digest,
            findings=(Finding(criterion="name", verdict=Verdict.MET, reason="The name is said."),),
            score=score,
        ),
        engine=engine,
    )


def told(lead: str | None = None, **facts: object) -> Facts:
    return Facts.model_validate({"lead": lead, **facts})
