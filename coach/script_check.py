"""Hold a call script against the call rubric before the call: what it covers, what is missing, what is left to fill.

The same engine as for a call. Where the script has no lines of the prospect, every question is taken to be answered
with a bare yes, so that a script is not marked down for what only a call can have; what a script cannot hold at all is
left out with the reason. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from coach.detectors.better_time import DISTURBS, BetterTime
from coach.detectors.confirmation import Confirmation
from coach.detectors.first_minute import FirstMinute
from coach.detectors.objection import Objection
from coach.detectors.repeats_back import RepeatsBack
from coach.detectors.summary import Summary
from coach.draft_check import Mark, Missing
from coach.language.bad_moment import asks_for_better_time
from coach.language.good_time import asks_if_now_suits
from coach.language.questions import REQUEST
from coach.language.script_intents import says_back, sums_up
from coach.language.sentences import plain
from coach.models import (
    READING_PACE_WPM,
    TURN_GAP_S,
    Evidence,
    Facts,
    Finding,
    Kind,
    NextStep,
    Question,
    Scorecard,
    Speaker,
    Transcript,
    Utterance,
    Value,
    Verdict,
    Word,
)
from coach.rubric import Criterion, Rubric
from coach.scoring import CREDIT, points, score
from coach.scripts import Blank, Direction, Script, ScriptLine, ScriptWord, Slot

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
_FILLED_IN_THE_CALL = (Summary, RepeatsBack)
"""What a blank is right for: their own words are known in the call only."""
ONLY_IN_THE_CALL = "Only a call can show this: it depends on what the prospect says."
_FILL = "The place for it is left blank in the script: fill it in before the call."


class ScriptCheck(Value):
    """Everything that is said of a script before the call."""

    script: Script
    transcript: Transcript
    """The script as it was read, without the answers that were taken for granted."""
    card: Scorecard
    marks: tuple[Mark, ...]
    """Where in the text the words of a verdict stand, in its order."""
    missing: tuple[Missing, ...]
    """What is not met, that which costs most first."""
    left_out: tuple[Finding, ...]
    """What a script alone cannot hold, each with the reason."""
    blanks: tuple[Blank, ...]
    words: int
    seconds: float
    """How long the rep's own lines take at the rep's pace."""

    @property
    def directions(self) -> tuple[Direction, ...]:
        return self.script.directions


@dataclass(frozen=True)
class _Played:
    """The script as a call: whose words stand where in the text, and which answers were taken for granted."""

    transcript: Transcript
    places: dict[tuple[Speaker, float], ScriptWord]
    stand_ins: frozenset[tuple[Speaker, float]]


def check_script(script: Script, rubric: Rubric, facts: Facts, pace_wpm: float = READING_PACE_WPM) -> ScriptCheck:
    """What the call rubric says of `script`, read at `pace_wpm` words a minute."""
    facts = facts.model_copy(update={"kind": Kind.CALL})
    played = _played(script, pace_wpm, filled=True)
    card = score(played.transcript, rubric, facts)
    blank = score(_played(script, pace_wpm, filled=False).transcript, rubric, facts) if script.blanks else card
    findings = tuple(
        _of_a_script(criterion, with_words, without, script, played)
        for criterion, with_words, without in zip(rubric.criteria, card.findings, blank.findings, strict=True)
    )
    spoken = [word for line in script.rep for word in line.words]
    own = _without_stand_ins(_played(script, pace_wpm, filled=False))
    return ScriptCheck(
        script=script,
        transcript=own,
        card=card.model_copy(
            update={
                "findings": findings,
                "score": points({c.id: c.weight for c in rubric.criteria}, findings),
                "questions": tuple(_question(q, played) for q in card.questions),
                "next_step": card.next_step and _step(card.next_step, played, script.dialogue),
            }
        ),
        marks=tuple(sorted(_marks(findings, played), key=lambda mark: (mark.start, mark.end))),
        missing=_missing(findings, rubric.criteria),
        left_out=tuple(f for f in findings if f.verdict not in CREDIT),
        blanks=script.blanks,
        words=len(spoken),
        seconds=round(len(spoken) * 60 / pace_wpm, 1),
    )


def _played(script: Script, pace_wpm: float, filled: bool) -> _Played:
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
    return _Played(Transcript(utterances=tuple(utterances)), places, frozenset(stand_ins))


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


def _without_stand_ins(played: _Played) -> Transcript:
    kept = tuple(u for u in played.transcript.utterances if (u.speaker, u.start) not in played.stand_ins)
    return played.transcript.model_copy(update={"utterances": kept})


def _of_a_script(criterion: Criterion, filled: Finding, blank: Finding, script: Script, played: _Played) -> Finding:
    """A finding as it is said of a script: without the answers taken for granted, and in words that fit."""
    found = filled
    if CREDIT.get(blank.verdict, 1.0) < CREDIT.get(filled.verdict, 0.0) and not isinstance(
        criterion.detector, _FILLED_IN_THE_CALL
    ):
        found = blank.model_copy(update={"reason": _FILL, "evidence": _blanks_in(filled, played) or blank.evidence})
    elif not script.dialogue:
        found = _without_a_prospect(criterion, filled, played)
    kept = tuple(_as_typed(e, played) for e in found.evidence if (e.speaker, e.start) not in played.stand_ins)
    return found.model_copy(update={"evidence": kept, "please_confirm": None})


def _as_typed(evidence: Evidence, played: _Played) -> Evidence:
    """Words of the script with its blanks left open."""
    words = dict.fromkeys(
        place
        for (speaker, start), place in played.places.items()
        if speaker is evidence.speaker and evidence.start <= start < evidence.end
    )
    return evidence.model_copy(update={"quote": " ".join(word.text for word in words)})


def _question(question: Question, played: _Played) -> Question:
    words = Evidence(quote=question.text, start=question.start, end=question.end, speaker=Speaker.REP)
    grew = question.grew_from
    told = grew if grew and (grew.speaker, grew.start) not in played.stand_ins else None
    return question.model_copy(update={"text": _as_typed(words, played).quote, "grew_from": told})


def _step(step: NextStep, played: _Played, dialogue: bool) -> NextStep | None:
    """The step of a script, unless it stands only in what filled its blanks; without a prospect nobody has agreed."""
    own = ((start, word) for (speaker, start), word in played.places.items() if speaker is Speaker.REP)
    if any(word.slot for start, word in own if step.start <= start < step.end):
        return None
    return step if dialogue else step.model_copy(update={"confirmed": False})


def _blanks_in(finding: Finding, played: _Played) -> tuple[Evidence, ...]:
    """The words of a finding that rest on a blank."""
    return tuple(
        e
        for e in finding.evidence
        if any(
            place.slot
            for (speaker, start), place in played.places.items()
            if speaker is e.speaker and e.start <= start < e.end
        )
    )


def _without_a_prospect(criterion: Criterion, finding: Finding, played: _Played) -> Finding:
    detector, verdict = criterion.detector, finding.verdict
    if isinstance(detector, Objection):
        return _finding(finding, Verdict.NOT_APPLICABLE, ONLY_IN_THE_CALL)
    if isinstance(detector, BetterTime):
        if asks := _said(played, lambda text: asks_for_better_time(text) is not None):
            return _finding(finding, Verdict.MET, "Has a question for when now does not suit.", asks)
        return _finding(finding, Verdict.NOT_APPLICABLE, ONLY_IN_THE_CALL)
    if isinstance(detector, RepeatsBack):
        if back := _said(played, says_back):
            return _finding(finding, Verdict.MET, "Has a place to say their point back.", back)
        return _finding(finding, Verdict.UNSCORED, ONLY_IN_THE_CALL)
    if isinstance(detector, Summary) and verdict is not Verdict.MET and (sums := _said(played, sums_up)):
        return _finding(finding, Verdict.MET, "Has a place for the summary.", sums)
    if isinstance(detector, FirstMinute) and verdict is Verdict.MET:
        asked = next((e for e in finding.evidence if e.speaker is Speaker.REP), None)
        if asked:
            at = asked.start - played.transcript.utterances[0].start
            return _finding(finding, verdict, f"The first question about them comes after {at:.0f} s.", asked)
    if isinstance(detector, Confirmation):
        if verdict is Verdict.MET:
            return finding.model_copy(update={"reason": "Asks for a yes to the step."})
        if finding.evidence:
            return _finding(finding, Verdict.MISSED, "Does not ask for a yes to the step.", *finding.evidence)
    return finding


def _finding(finding: Finding, verdict: Verdict, reason: str, *evidence: Evidence) -> Finding:
    return finding.model_copy(update={"verdict": verdict, "reason": reason, "evidence": evidence})


def _said(played: _Played, fits: object) -> Evidence | None:
    from coach.language.sentences import sentences

    assert callable(fits)
    return next((s.evidence for s in sentences(played.transcript, Speaker.REP) if fits(s.plain)), None)


def _marks(findings: Iterable[Finding], played: _Played) -> Iterator[Mark]:
    for finding in findings:
        for evidence in finding.evidence:
            words = [
                place
                for (speaker, start), place in played.places.items()
                if speaker is evidence.speaker and evidence.start <= start < evidence.end and place.start >= 0
            ]
            if words:
                yield Mark(
                    criterion=finding.criterion,
                    verdict=finding.verdict,
                    start=min(word.start for word in words),
                    end=max(word.end for word in words),
                    note=finding.reason,
                )


def _missing(findings: Iterable[Finding], criteria: Iterable[Criterion]) -> tuple[Missing, ...]:
    asked = {criterion.id: criterion for criterion in criteria}
    lost = [f for f in findings if CREDIT.get(f.verdict, 1.0) < 1]
    lost.sort(key=lambda f: -asked[f.criterion].weight * (1 - CREDIT[f.verdict]))
    return tuple(
        Missing(
            criterion=f.criterion,
            verdict=f.verdict,
            title=asked[f.criterion].title,
            reason=f.reason,
            tip=asked[f.criterion].tip,
        )
        for f in lost
    )
