"""A script as if it were a call: timed words with their place in the text, and answers where it has none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from coach.detectors.better_time import DISTURBS
from coach.language.good_time import asks_if_now_suits
from coach.language.questions import REQUEST
from coach.language.sentences import plain
from coach.models import READING_PACE_WPM, TURN_GAP_S, Evidence, Speaker, Transcript, Utterance, Word
from coach.scripts import Script, ScriptLine, ScriptWord, Slot

YES, NO = "Yes.", "No, go ahead."
"""What the prospect is taken to answer where the script leaves it open."""
_SAMPLE = {
    Slot.CALLER: "Jordan",
    Slot.FIRM: "Brightwell Partners",
    Slot.LEAD: "Alex",
    Slot.TOPIC: "the new fence",
    Slot.TIME: "Thursday at ten",
    Slot.PURPOSE: "to go through the figures",
    Slot.THEIR_POINT: "the wait is what costs you most and you want it settled before the summer",
    Slot.SOMETHING: "the fence",
}
"""What stands in a blank while it is found out whether filling it would be enough."""


@dataclass(frozen=True)
class Played:
    """The script as a call: whose words stand where in the text, and which answers were taken for granted."""

    transcript: Transcript
    places: dict[tuple[Speaker, float], ScriptWord]
    stand_ins: frozenset[tuple[Speaker, float]]
    """Speaker and start of the answers that are not in the script."""

    @property
    def own(self) -> Transcript:
        """Without the answers that were taken for granted."""
        kept = tuple(u for u in self.transcript.utterances if (u.speaker, u.start) not in self.stand_ins)
        return self.transcript.model_copy(update={"utterances": kept})

    def granted(self, evidence: Evidence) -> bool:
        """Whether these words are an answer that was taken for granted."""
        return (evidence.speaker, evidence.start) in self.stand_ins

    def words(self, speaker: Speaker, start: float, end: float) -> tuple[ScriptWord, ...]:
        """The words of the script that this speaker says between two moments."""
        found = (w for (s, at), w in self.places.items() if s is speaker and start <= at < end)
        return tuple(dict.fromkeys(found))

    def as_typed(self, evidence: Evidence) -> Evidence:
        """The same words with the blanks among them left open."""
        words = self.words(evidence.speaker, evidence.start, evidence.end)
        return evidence.model_copy(update={"quote": " ".join(word.text for word in words)})


def played(script: Script, filled: bool, pace_wpm: float = READING_PACE_WPM) -> Played:
    """`script` read at `pace_wpm` words a minute; `filled`: with something in its blanks, to see if that is enough."""
    step, clock = 60.0 / pace_wpm, 0.0
    utterances: list[Utterance] = []
    places: dict[tuple[Speaker, float], ScriptWord] = {}
    stand_ins: set[tuple[Speaker, float]] = set()
    for speaker, words in _turns(script):
        timed: list[Word] = []
        for word in words:
            spoken = _spoken(word, filled)
            for number, text in enumerate(spoken):  # a blank takes the time of one word, whatever stands in it
                start, end = (round(clock + step * at / len(spoken), 4) for at in (number, number + 1))
                timed.append(Word(text=text, start=start, end=end))
                places.setdefault((speaker, start), word)
            clock += step
        if not timed:
            continue
        if words[0].start < 0:
            stand_ins.add((speaker, timed[0].start))
        utterances.append(Utterance(speaker=speaker, words=tuple(timed)))
        clock += TURN_GAP_S
    return Played(Transcript(utterances=tuple(utterances)), places, frozenset(stand_ins))


def _spoken(word: ScriptWord, filled: bool) -> list[str]:
    if word.slot is None:
        return [word.text]
    if not filled:
        return [word.text]
    said = _SAMPLE[word.slot].split()
    return [*said[:-1], said[-1] + word.text.lstrip("_")]


def _turns(script: Script) -> Iterator[tuple[Speaker, tuple[ScriptWord, ...]]]:
    """Who says what in turn. Where the prospect's answer is not in the script, one is put in."""
    if script.dialogue:
        lines = [(line.speaker, line.words) for line in _joined(script.lines)]
        for (speaker, words), (after, _) in pairwise([*lines, (Speaker.REP, ())]):
            if speaker is Speaker.PROSPECT and not words:
                yield speaker, (_stand_in(YES),)
                continue
            yield speaker, words
            if speaker is Speaker.REP and after is Speaker.REP and (answer := _answer(words)):
                yield Speaker.PROSPECT, answer
        return
    for line in script.rep:
        for sentences in _up_to_a_question(line.words):
            yield Speaker.REP, sentences
            if answer := _answer(sentences):
                yield Speaker.PROSPECT, answer


def _joined(lines: Iterable[ScriptLine]) -> list[ScriptLine]:
    """Lines that follow each other by the same speaker are one turn."""
    found: list[ScriptLine] = []
    for line in lines:
        if found and found[-1].speaker is line.speaker and line.words and found[-1].words:
            found[-1] = found[-1].model_copy(update={"words": found[-1].words + line.words})
        else:
            found.append(line)
    return found


def _up_to_a_question(words: tuple[ScriptWord, ...]) -> Iterator[tuple[ScriptWord, ...]]:
    """A line cut behind each question, so that it can be answered."""
    first = 0
    for number, word in enumerate(words):
        if word.text.rstrip('"”’)').endswith("?") or number + 1 == len(words):
            yield words[first : number + 1]
            first = number + 1


def _answer(words: tuple[ScriptWord, ...]) -> tuple[ScriptWord, ...]:
    """The answer to a turn that ends on a question; nothing where it asks nothing."""
    sentences = " ".join(word.text for word in words)
    last = plain(sentences.replace("!", ".").rstrip(".? ").split(". ")[-1])
    if not sentences.rstrip('"”’)').endswith("?") and not REQUEST.match(last):
        return ()
    turned = asks_if_now_suits(last) and any(word in last for word in DISTURBS)
    return tuple(_stand_in(text) for text in (NO if turned else YES).split())


def _stand_in(text: str) -> ScriptWord:
    return ScriptWord(text=text, start=-1, end=-1)
