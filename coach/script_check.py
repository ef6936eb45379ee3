"""Hold a call script against the call rubric before the call: what it covers, what is missing, what is left to fill.

The same engine as for a call. Where the script has no lines of the prospect, every question is taken to be answered
with a bare yes, so that a script is not marked down for what only a call can have; what a script cannot hold at all is
left out with the reason. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from coach.detectors.better_time import BetterTime
from coach.detectors.confirmation import Confirmation
from coach.detectors.first_minute import FirstMinute
from coach.detectors.objection import Objection
from coach.detectors.repeats_back import RepeatsBack
from coach.detectors.summary import Summary
from coach.draft_check import Mark, Missing
from coach.language.bad_moment import asks_for_better_time
from coach.language.script_intents import says_back, sums_up
from coach.language.sentences import sentences
from coach.models import (
    READING_PACE_WPM,
    Evidence,
    Facts,
    Finding,
    Kind,
    NextStep,
    Question,
    Scorecard,
    Speaker,
    Transcript,
    Value,
    Verdict,
)
from coach.rubric import Criterion, Rubric
from coach.scoring import CREDIT, points, score
from coach.script_played import Played, played
from coach.scripts import Blank, Direction, Script

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


def check_script(script: Script, rubric: Rubric, facts: Facts, pace_wpm: float = READING_PACE_WPM) -> ScriptCheck:
    """What the call rubric says of `script`, read at `pace_wpm` words a minute."""
    facts = facts.model_copy(update={"kind": Kind.CALL})
    whole, gaps = played(script, True, pace_wpm), played(script, False, pace_wpm)
    card = score(whole.transcript, rubric, facts)
    blank = score(gaps.transcript, rubric, facts) if script.blanks else card
    findings = tuple(
        _of_a_script(criterion, with_words, without, script, whole)
        for criterion, with_words, without in zip(rubric.criteria, card.findings, blank.findings, strict=True)
    )
    spoken = [word for line in script.rep for word in line.words]
    return ScriptCheck(
        script=script,
        transcript=gaps.own,
        card=card.model_copy(
            update={
                "findings": findings,
                "score": points({c.id: c.weight for c in rubric.criteria}, findings),
                "questions": tuple(_question(q, whole) for q in card.questions),
                "next_step": card.next_step and _step(card.next_step, whole),
            }
        ),
        marks=tuple(sorted(_marks(findings, whole), key=lambda mark: (mark.start, mark.end))),
        missing=_missing(findings, rubric.criteria),
        left_out=tuple(f for f in findings if f.verdict not in CREDIT),
        blanks=script.blanks,
        words=len(spoken),
        seconds=round(len(spoken) * 60 / pace_wpm, 1),
    )


def _of_a_script(criterion: Criterion, filled: Finding, blank: Finding, script: Script, played: Played) -> Finding:
    """A finding as it is said of a script: without the answers taken for granted, and in words that fit."""
    found = filled
    worse = CREDIT.get(blank.verdict, 1.0) < CREDIT.get(filled.verdict, 0.0)
    open_places = _blanks_in(filled, played)
    if worse and open_places and not isinstance(criterion.detector, _FILLED_IN_THE_CALL):
        found = blank.model_copy(update={"reason": _FILL, "evidence": open_places})
    elif not script.dialogue or (isinstance(criterion.detector, _OF_THEIR_POINT) and not _prospect_tells(script)):
        found = _without_a_prospect(criterion, filled, played)
    elif any(map(played.granted, filled.evidence)):
        found = _with_an_answer_granted(criterion, filled, played)
    kept = tuple(played.as_typed(e) for e in found.evidence if not played.granted(e))
    return found.model_copy(update={"evidence": kept, "please_confirm": None})


_OF_THEIR_POINT = (RepeatsBack, Summary)


def _prospect_tells(script: Script) -> bool:
    """Whether the prospect's lines say enough to judge what the rep makes of them; "Speaking." does not."""
    said = (line.words for line in script.lines if line.speaker is Speaker.PROSPECT)
    return sum(map(len, said)) >= _TELLING


_TELLING = 12


def _question(question: Question, played: Played) -> Question:
    words = Evidence(quote=question.text, start=question.start, end=question.end, speaker=Speaker.REP)
    grew = question.grew_from if question.grew_from and not played.granted(question.grew_from) else None
    return question.model_copy(update={"text": played.as_typed(words).quote, "grew_from": grew})


def _step(step: NextStep, played: Played) -> NextStep | None:
    """The step of a script, unless it rests on what filled its blanks; agreed only where its prospect says so."""
    if any(word.slot for word in played.words(Speaker.REP, step.start, step.end)):
        return None
    granted = any(start >= step.start for _, start in played.stand_ins)
    return step.model_copy(update={"confirmed": step.confirmed and not granted})


def _blanks_in(finding: Finding, played: Played) -> tuple[Evidence, ...]:
    """The words of a finding that rest on a blank."""
    return tuple(e for e in finding.evidence if any(word.slot for word in played.words(e.speaker, e.start, e.end)))


def _without_a_prospect(criterion: Criterion, finding: Finding, played: Played) -> Finding:
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
    return _with_an_answer_granted(criterion, finding, played)


def _with_an_answer_granted(criterion: Criterion, finding: Finding, played: Played) -> Finding:
    """What is said where the answer that the verdict needs is not in the script."""
    detector, verdict = criterion.detector, finding.verdict
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


def _said(played: Played, fits: Callable[[str], bool]) -> Evidence | None:
    return next((s.evidence for s in sentences(played.transcript, Speaker.REP) if fits(s.plain)), None)


def _marks(findings: Iterable[Finding], played: Played) -> Iterator[Mark]:
    for finding in findings:
        for evidence in finding.evidence:
            words = played.words(evidence.speaker, evidence.start, evidence.end)
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
