"""A short call by two voices, told apart but easily mistaken, for tests of corrections."""

from __future__ import annotations

from coach.models import Basis, Casting, Engine, Facts, Kind, Recording, Result, Speaker, Transcript, Utterance
from coach.rescoring import rescored
from coach.workbench import rubric_for

SAID = (
    ("left", "Hi Tom, this is Luis from Northside Heating, you asked about a new boiler. Is now a good time?"),
    ("right", "Yes, sure, go ahead."),
    ("left", "What made you look for a new one?"),
    ("right", "The old one rattles and the bill went up. Who handles the permit?"),
    ("left", "We do. So it rattles and costs too much. Shall we come by on Thursday at ten to measure?"),
    ("right", "Thursday at ten works for me."),
)
FACTS = Facts(kind=Kind.CALL, caller="Luis Ortega", firm="Northside Heating", lead="Tom Brandt")
AS_FOUND = Casting(rep="left", basis=Basis.SAID, because="it introduces itself", sure=0.9)


def a_call(casting: Casting = AS_FOUND, said: tuple[tuple[str, str], ...] = SAID) -> Transcript:
    """The call as it might be heard; the fourth line is not sure, and one word of the first is not."""
    read = Transcript.from_turns([(Speaker.UNKNOWN, text) for _, text in said]).utterances
    turns = [
        Utterance(speaker=Speaker.UNKNOWN, words=u.words, voice=voice, sure=0.6 if n == 3 else 0.99)
        for n, (u, (voice, _)) in enumerate(zip(read, said, strict=True))
    ]
    first = turns[0].words
    marked = tuple(w.model_copy(update={"probability": 0.3}) if n == 1 else w for n, w in enumerate(first))
    turns[0] = turns[0].model_copy(update={"words": marked})
    return Transcript(utterances=tuple(turns)).cast(casting)


def a_call_result(recording: str, transcript: Transcript | None = None, facts: Facts = FACTS) -> Result:
    """What scoring the call gives, by the real rubric."""
    heard = transcript or a_call()
    nothing = Result(
        recording=Recording(
            id=recording,
            name="call.ogg",
            kind=Kind.CALL,
            kind_reason="two people answer each other",
            duration_s=40.0,
            decoded_s=40.0,
            channels=2,
        ),
        transcript=heard,
        scorecard=None,
        engine=Engine(version="0.1.0", speech_model="tiny.en", speech_model_digest="5a", rubric_digest=""),
    )
    return rescored(nothing, heard, rubric_for(Kind.CALL, None), facts)
