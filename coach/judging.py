"""A rubric's judgement questions as one prompt, and what a language model's answers to them are worth. Pure.

An answer is a proposal: it counts for showing only with words that we find in the transcript, never for the score,
and never where code decides. Everything else is dropped, with the reason.
"""

from __future__ import annotations

from typing import Literal

from coach.asking import Output, Prompt
from coach.detectors.judgement import Judgement
from coach.models import Evidence, Speaker, Transcript, Value, Verdict
from coach.prompts import PromptFile, spoken
from coach.quotes import find_quote
from coach.rubric import Criterion, Rubric
from coach.untrusted import acts, one_line, talks_to_a_model

NO_REASON = "The model gave no reason that can be shown."
MOST_ANSWERS = 100
MOST_QUOTES = 5


class Quote(Output):
    """Words that a model says were spoken."""

    speaker: Literal["rep", "prospect", "greeting", "unknown"]
    words: str


class Answer(Output):
    """A model's answer to one question, before anything of it is believed."""

    criterion: str
    verdict: Literal["met", "partial", "missed", "unscored"]
    reason: str
    quotes: list[Quote]


class Answers(Output):
    """What a model answers to the questions of a rubric."""

    answers: list[Answer]


class Proposal(Value):
    """A verdict that a model proposes, with the words that it rests on. A person accepts it or does not."""

    criterion: str
    verdict: Literal[Verdict.MET, Verdict.PARTIAL, Verdict.MISSED]
    reason: str
    evidence: tuple[Evidence, ...]
    model: str
    is_proposal: Literal[True] = True


class Dropped(Value):
    """An answer that is worth nothing, and why."""

    criterion: str
    why: str


class Judged(Value):
    """What came of a model's answers."""

    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def judgement_questions(rubric: Rubric) -> tuple[Criterion, ...]:
    """The criteria of `rubric` that are questions of judgement."""
    return tuple(c for c in rubric.criteria if isinstance(c.detector, Judgement))


def judging_prompt(file: PromptFile, rubric: Rubric, transcript: Transcript) -> Prompt | None:
    """All questions of judgement as one prompt; None when the rubric has none or nobody speaks."""
    asked = judgement_questions(rubric)
    if not asked or not transcript.utterances:
        return None
    questions = [f"{c.id}: {c.detector.asks}" for c in asked if isinstance(c.detector, Judgement)]
    return file.filled({"questions": "\n".join(questions), "transcript": spoken(transcript)})


def judge(answers: Answers, rubric: Rubric, transcript: Transcript, model: str) -> Judged:
    """The answers that count as proposals, and those that don't. `model` is the name of who answered.

    A question that is answered in two ways is not answered. Questions that code decides are not the model's.
    """
    asked = {c.id for c in judgement_questions(rubric)}
    coded = {c.id for c in rubric.criteria} - asked
    proposals: list[Proposal] = []
    dropped: list[Dropped] = []
    verdicts: dict[str, set[str]] = {}
    for answer in answers.answers:
        verdicts.setdefault(answer.criterion, set()).add(answer.verdict)
    done: set[str] = set()
    for number, answer in enumerate(answers.answers):
        name = one_line(answer.criterion, 40)
        if number >= MOST_ANSWERS:
            dropped.append(Dropped(criterion=name, why="there are too many answers"))
            break
        if answer.criterion in coded:
            why = "this is decided by what was said, not by a model"
        elif answer.criterion not in asked:
            why = "nobody asked this"
        elif len(verdicts[answer.criterion]) > 1:
            why = "it is answered in two ways"
        elif answer.criterion in done:
            why = "it is answered twice"
        else:
            done.add(answer.criterion)
            found = _proposal(answer, transcript, model)
            if isinstance(found, Proposal):
                proposals.append(found)
                continue
            why = found
        dropped.append(Dropped(criterion=name, why=why))
    answered = {p.criterion for p in proposals} | {d.criterion for d in dropped}
    dropped += [Dropped(criterion=c, why="it is not answered") for c in sorted(asked - answered)]
    return Judged(proposals=tuple(proposals), dropped=tuple(dropped))


def _proposal(answer: Answer, transcript: Transcript, model: str) -> Proposal | str:
    """The proposal that an answer makes, or why it makes none. One false quote spoils the whole answer."""
    if answer.verdict == "unscored":
        return "the model could not tell"
    if not answer.quotes:
        return "it quotes nothing"
    evidence: list[Evidence] = []
    for quote in answer.quotes[:MOST_QUOTES]:
        found = find_quote(quote.words, Speaker(quote.speaker), transcript)
        if isinstance(found, str):
            return found
        if talks_to_a_model(found.quote):
            return "its quote talks to whoever marks, and shows nothing"
        evidence.append(found)
    reason = one_line(answer.reason)
    return Proposal(
        criterion=answer.criterion,
        verdict=Verdict(answer.verdict),
        reason=NO_REASON if not reason or acts(reason) or acts(answer.reason) else reason,
        evidence=tuple(dict.fromkeys(evidence)),
        model=one_line(model, 80),
    )
