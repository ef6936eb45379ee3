"""Numbers about how two sides shared a call: who spoke for how long, in what turns, after what pause. Pure.

Interruptions are not counted: on one channel two voices at once cannot be told from a late word time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from coach.language.questions import asked
from coach.language.sentences import Passage, passages, plain, sentences
from coach.language.turns import stretches, turns
from coach.models import Basis, Casting, Metric, Speaker, Transcript, Utterance
from coach.speech_metrics import FEWEST_WORDS, SPEAKING_TIME, WORD_TIME_S, count, count_words, pace, speaking_s

SURE = 0.8
"""Below this chance that the words are this voice's, the speaker of an utterance is called unsure."""
MOST_UNSURE = 0.2
"""With a larger share of the words unsure, nothing is said of who did what."""
HOLD_S = 3.0
"""A silence this long ends a monologue: on the phone the other one has had the floor."""
FEWEST_ANSWERS = 3
"""Below this many answers a median of the rep's patience says nothing."""

_MONOLOGUE = f'A listener\'s "mm-hm" does not end a monologue; an answer does, and a silence of {HOLD_S:g} s.'
_SWITCHES = 'How often the word passes from one side to the other; a listener\'s "mm-hm" does not count.'


def unsure_share(transcript: Transcript) -> float:
    """Share of the words, 0 to 1, of which it is unknown or unsure who said them."""
    doubt = [_is_unsure(u) for u in transcript.utterances for w in u.words if plain(w.text)]
    return sum(doubt) / len(doubt) if doubt else 0.0


def unsure_note(share: float) -> str:
    """How many words have an unsure speaker, as a sentence; "" when none has."""
    return f" {max(1, round(100 * share))} % of the words have an unsure speaker." if share else ""


def call_metrics(transcript: Transcript, asked_by_rep: int) -> Iterator[Metric]:
    """How rep and prospect shared the call. `asked_by_rep` is the number of the rep's questions.

    What rests on words with an unsure speaker says so, or gives a band or a bound. Nothing at all is said where
    more than `MOST_UNSURE` of the words are unsure.
    """
    share = unsure_share(transcript)
    if share > MOST_UNSURE:
        return
    spoken, taken = _spoken(transcript), turns(_sure(transcript))
    yield from _talk_share(transcript, share)
    yield from _longest_monologue(transcript, taken, Speaker.REP, "longest-monologue", share)
    yield from _longest_monologue(transcript, taken, Speaker.PROSPECT, "prospect-longest-monologue", share)
    yield from interactivity(transcript) if share else _switches(taken, share)
    yield from _patience(taken)
    yield count("questions", asked_by_rep, f"The rep's questions and requests to tell more.{unsure_note(share)}")
    theirs = [s for s in stretches(spoken) if s.speaker is Speaker.PROSPECT]
    if theirs:
        questions = len(asked(sentences(transcript, Speaker.PROSPECT)))
        yield count(
            "prospect-questions",
            questions,
            f"What the prospect asked, as far as the words show it.{unsure_note(share)}",
        )
    speed = pace(theirs)
    if speed and count_words(theirs) >= FEWEST_WORDS:
        note = f"{SPEAKING_TIME}{unsure_note(share)}"
        yield Metric(name="prospect-pace", value=round(speed), unit="words a minute", note=note)


def interactivity(transcript: Transcript) -> Iterator[Metric]:
    """How often the speaker changes, a minute. Needs two sides told apart, not to know which of them is the rep."""
    voices = transcript.voices
    if len(voices) > 1 and all(u.speaker is Speaker.UNKNOWN for u in transcript.utterances):
        # Any of two voices may stand in for the rep, for a change of speaker is the same both ways.
        transcript = transcript.cast(Casting(rep=voices[0], basis=Basis.NOTHING, because=""))
    share = unsure_share(transcript)
    if share <= MOST_UNSURE:
        yield from _switches(turns(p for p in _sure(transcript) if p.speaker is not Speaker.UNKNOWN), share)


def _switches(found: Sequence[Passage], share: float) -> Iterator[Metric]:
    if len({turn.speaker for turn in found}) < 2:
        return
    minutes = (max(turn.end for turn in found) - found[0].start) / 60
    if minutes > 0:
        yield Metric(
            name="interactivity",
            value=round((len(found) - 1) / minutes, 1),
            unit="switches a minute",
            note=f"{_SWITCHES} Here {len(found) - 1}.{unsure_note(share)}",
            bound="at least" if share else None,
        )


def _talk_share(transcript: Transcript, share: float) -> Iterator[Metric]:
    """The rep's share, with the band in which it lies when the unsure words may be of either side."""
    ours, theirs, _ = _seconds(_spoken(transcript))
    if not ours or not theirs:
        return
    note = f"The rep's part of all speaking time.{unsure_note(share)}"
    if share:
        least, others, unsure = _seconds(_sure(transcript))
        low, high = (100 * part / (least + others + unsure) for part in (least, least + unsure))
        note += f" It lies between {low:.0f} % and {high:.0f} %."
    yield Metric(name="talk-share", value=round(100 * ours / (ours + theirs)), unit="%", note=note)


def _longest_monologue(
    transcript: Transcript, taken: Sequence[Passage], side: Speaker, name: str, share: float
) -> Iterator[Metric]:
    """The longest time for which one side had the floor; at least that, where unsure words may belong to it."""
    surely = _longest(taken, side)
    if not surely:
        return
    theirs = (_by(p, side) if p.speaker is Speaker.UNKNOWN else p for p in _sure(transcript)) if share else ()
    doubtful = _longest(turns(theirs), side) > surely
    yield Metric(
        name=name,
        value=surely,
        unit="s",
        note=_MONOLOGUE + (unsure_note(share) if doubtful else ""),
        bound="at least" if doubtful else None,
    )


def _longest(taken: Sequence[Passage], side: Speaker) -> float:
    """Seconds from the first word after the floor was taken, or after a long silence, to the last word."""
    longest = 0.0
    for turn in taken:
        if turn.speaker is side:
            start, end = turn.start, turn.start
            for word in turn.words:
                start = word.start if word.start - end > HOLD_S else start
                end = word.end
                longest = max(longest, end - start)
    return round(longest, 1)


def _patience(taken: Sequence[Passage]) -> Iterator[Metric]:
    """The median silence before the rep answers; never said more exactly than word times are."""
    handed_over = ((a, b) for a, b in pairwise(taken) if a.speaker is Speaker.PROSPECT and b.speaker is Speaker.REP)
    waits = [b.start - a.end for a, b in handed_over]
    if len(waits) < FEWEST_ANSWERS:
        return
    wait = median(waits)
    note = f"Median silence before the rep answers, over {len(waits)} answers. "
    if wait < WORD_TIME_S:
        note += f"Under {WORD_TIME_S} s: word times are right to about that, so a shorter silence is not told apart."
        yield Metric(name="patience", value=WORD_TIME_S, unit="s", note=note, bound="less than")
    else:
        note += f"Word times are right to about {WORD_TIME_S} s."
        yield Metric(name="patience", value=round(wait, 1), unit="s", note=note)


def _is_unsure(utterance: Utterance) -> bool:
    return utterance.speaker is Speaker.UNKNOWN or (utterance.sure is not None and utterance.sure < SURE)


def _spoken(transcript: Transcript) -> tuple[Passage, ...]:
    """Everything that is part of the conversation; greetings are not."""
    return passages(transcript, Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN)


def _sure(transcript: Transcript) -> list[Passage]:
    """The same, with what is unsure said by an unknown speaker."""
    unsure = {number for number, utterance in enumerate(transcript.utterances) if _is_unsure(utterance)}
    return [_by(p, Speaker.UNKNOWN) if p.turn in unsure else p for p in _spoken(transcript)]


def _by(passage: Passage, speaker: Speaker) -> Passage:
    return Passage(passage.words, speaker, passage.turn)


def _seconds(spoken: Iterable[Passage]) -> tuple[float, float, float]:
    """Speaking time of the rep, of the prospect, and of nobody knows whom."""
    found = stretches(spoken)
    rep, prospect, unknown = (
        sum(speaking_s(s.words) for s in found if s.speaker is side)
        for side in (Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN)
    )
    return rep, prospect, unknown
