"""Who speaks, how we know, what is doubtful, and what putting it right did: in words, for pages and terminals."""

from __future__ import annotations

from coach.call_metrics import SURE
from coach.changes import Rescored
from coach.models import Kind, Result, Speaker, Transcript, Utterance, Value, Verdict, Word
from coach.presentation.casting import voice_name
from coach.rubric import Rubric

UNSURE_WORD = 0.5
"""The recogniser's own probability below which a word is marked: it is rather wrong than right."""
FIRST_WORDS = 10
VERDICT_WORDS = {
    Verdict.MET: "met",
    Verdict.PARTIAL: "partly met",
    Verdict.MISSED: "missed",
    Verdict.NOT_APPLICABLE: "does not apply",
    Verdict.UNSCORED: "not scored",
}


class Candidate(Value):
    """A voice that may be the rep's, by the first words it says."""

    voice: str
    name: str
    words: str
    start: float


def is_unsure(utterance: Utterance) -> bool:
    """Whether somebody else may well have said this line."""
    return utterance.sure is not None and utterance.sure < SURE


def is_doubtful(word: Word) -> bool:
    """Whether something else may well have been said."""
    return word.probability < UNSURE_WORD


def has_sides(result: Result) -> bool:
    """Whether there is a rep and a prospect to tell apart."""
    return result.recording.kind is Kind.CALL and bool(result.transcript.utterances)


def asks_for_rep(transcript: Transcript) -> bool:
    """Whether only a person can say who is the rep."""
    return transcript.casting is not None and transcript.casting.rep is None and bool(transcript.voices)


def can_swap(transcript: Transcript) -> bool:
    """Whether rep and prospect can be the other way round."""
    if transcript.casting is None:
        return bool(transcript.by(Speaker.REP) and transcript.by(Speaker.PROSPECT))
    return transcript.casting.rep is not None and len(transcript.voices) == 2


def candidates(transcript: Transcript) -> tuple[Candidate, ...]:
    """The voices in order of their first word, each by what it says first."""
    found = []
    for voice in transcript.voices:
        first = next(u for u in transcript.utterances if u.voice == voice)
        words = first.words[:FIRST_WORDS]
        text = " ".join(w.text for w in words) + (" …" if len(first.words) > FIRST_WORDS else "")
        found.append(Candidate(voice=voice, name=voice_name(voice), words=text, start=first.start))
    return tuple(found)


def points(result: Result) -> str:
    """A score as a word: "62", "none"."""
    card = result.scorecard
    return "none" if card is None or card.score is None else str(card.score)


def outcome(made: Rescored, rubric: Rubric | None) -> str:
    """What putting something right did to the score: `Score 62 → 71; changed: Next step: missed → met.`"""
    before, after = points(made.before), points(made.after)
    score = f"Score {before} → {after}" if before != after else f"Score {after} as before"
    titles = {c.id: c.title for c in rubric.criteria} if rubric else {}
    changed = [
        f"{titles.get(c.criterion, c.criterion)}: {VERDICT_WORDS[c.before.verdict]} → {VERDICT_WORDS[c.after.verdict]}"
        for c in made.verdicts
    ]
    return f"{score}; " + (f"changed: {', '.join(changed)}." if changed else "no verdict changed.")
