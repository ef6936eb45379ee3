"""A language model's draft, from the facts of a lead to a follow-up that was checked like any other. Pure.

The model writes sentences. Those that the facts bear are kept, with what was said behind each; greeting, sender,
signature and the way to stop the texts are put in by us, so that they are always right. What is left is judged by the
follow-up rubric, and stands only where it does no worse than the drafts made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.draft_check import DraftCheck, check_draft
from coach.draft_grounds import DraftGrounds, draft_grounds
from coach.draft_layout import put_together, says_how_to_stop
from coach.drafts import Drafts, DraftSentence, FollowUp, Purpose
from coach.followup import facts_for_check, problems_of
from coach.grounding import Dropped, Kept, WrittenDraft
from coach.language.echoes import echo
from coach.materials import Material, Role
from coach.model_drafts import draft_prompt, grounded_draft
from coach.model_failures import Failure
from coach.models import READING_PACE_WPM, Channel, Evidence, Kind, Value
from coach.prompts import PromptFile
from coach.redaction import Sealed, seal
from coach.rubric import Rubric
from coach.silence import SilenceKind

STANDS = "The draft made here stands."
REPEATED = 0.6
"""Share of a sentence's words from which on, in the words of an earlier message, it tells this lead nothing new."""
_PROMPTS = {
    Channel.SMS: "draft-sms",
    Channel.EMAIL: "draft-email",
    Channel.VOICEMAIL: "draft-voicemail",
    Channel.CALL: "draft-call-opening",
    Channel.NOTE: "draft-note",
}
_GOES_OUT = {
    Channel.SMS: "as a text message of at most 300 letters",
    Channel.EMAIL: "as an e-mail of at most 100 words",
    Channel.VOICEMAIL: "as a voicemail of at most 45 words, to be spoken aloud",
    Channel.CALL: "as the opening of a call, at most 60 words, to be spoken aloud",
    Channel.NOTE: "as a handwritten note of at most 60 words",
}
_QUIET = {
    SilenceKind.INTERNAL_DISCUSSION: "others decide with them, and that takes time",
    SilenceKind.LOW_PRIORITY: "other things come first for them",
    SilenceKind.CONFUSION: "it is not clear to them what happens next",
    SilenceKind.UNKNOWN: "nobody knows",
}


class ModelDraft(Value):
    """A draft that stands, and the sentences of the model's that do not, each with the reason."""

    follow_up: FollowUp
    dropped: tuple[Dropped, ...] = ()


class NoDraft(Value):
    """Why there is no draft by a model, in one line, and what of it was dropped. The draft made here stands."""

    why: str
    dropped: tuple[Dropped, ...] = ()
    failure: Failure | None = None
    """What went wrong with the model; None where its answer came and will not do, or where none was asked."""


Outcome = ModelDraft | NoDraft


@dataclass(frozen=True)
class DraftQuestion:
    """A question to a language model that may leave the machine, and what its answer is held against."""

    material: Material
    channel: Channel
    purpose: Purpose
    silence: SilenceKind
    grounds: DraftGrounds
    sealed: Sealed


def prompt_name(channel: Channel, purpose: Purpose) -> str:
    """The prompt file for a draft of this kind."""
    return _PROMPTS[channel] if purpose is Purpose.FOLLOW_UP else f"draft-{purpose.value}"


def draft_question(
    material: Material,
    channel: Channel,
    purpose: Purpose,
    file: PromptFile,
    offline: Drafts,
    silence: SilenceKind | None = None,
) -> DraftQuestion | NoDraft:
    """What to ask a model for, with names and numbers taken out; or why there is nothing to ask.

    `file` is the prompt of `prompt_name`, `offline` what was made here. Where a sender is discreet and others may
    read or hear the draft, nothing of the matter is in the question either.
    """
    if offline.refusal is not None:
        return NoDraft(why=offline.refusal)
    if offline.ask is not None:
        return NoDraft(why="Too little is known of this lead for a model to write from.")
    kind = silence or next((d.silence for d in offline.drafts if d.silence), None) or SilenceKind.UNKNOWN
    grounds = draft_grounds(material, channel, purpose, kind)
    if not grounds.of_this_lead:
        what = "nothing of the matter may be said this way" if material.discreet else "too little is known of this lead"
        return NoDraft(why=f"A model has nothing to write from: {what}.")
    earlier = () if grounds.discreet else _already_told(material, channel)
    more = {"channel": _GOES_OUT[channel], "silence": _QUIET[kind]}
    prompt = draft_prompt(
        file,
        material.facts,
        grounds.grounds,
        earlier,
        **{name: text for name, text in more.items() if name in file.inputs},
    )
    return DraftQuestion(material, channel, purpose, kind, grounds, seal(prompt, material.facts))


def model_draft(
    written: WrittenDraft,
    question: DraftQuestion,
    offline: Drafts,
    rubrics: Mapping[Kind, Rubric],
    pace_wpm: float = READING_PACE_WPM,
) -> Outcome:
    """What of a model's answer may be sent, judged by our own rubric; or why none of it."""
    grounded = grounded_draft(written, question.grounds.grounds)
    kept, repeated = _new(grounded.body.kept, question)
    kept, asking = _one_question(kept)
    notices = [d for d in (*grounded.subject.dropped, *grounded.body.dropped) if not says_how_to_stop(d.text)]
    dropped = (*notices, *repeated, *asking)
    if not any(_of_this_lead(sentence, question.grounds) for sentence in kept):
        return NoDraft(
            why=f"Nothing is left of the model's draft that only this lead could get. {STANDS}", dropped=dropped
        )
    sentences = tuple(_sentence(sentence, question.grounds) for sentence in kept)
    subject, sentences, text = put_together(
        sentences, grounded.subject.text, question.material, question.channel, question.purpose
    )
    check: DraftCheck | None = None
    problems: tuple[str, ...] = ()
    if question.channel is not Channel.NOTE:
        check = check_draft(text, facts_for_check(question.material, question.channel), rubrics, pace_wpm)
        problems = problems_of(check, question.material.kind)
    if worse := _worse(problems, offline):
        return NoDraft(why=f"The model's draft fails our own check. {_named(worse, check)} {STANDS}", dropped=dropped)
    made = FollowUp(
        channel=question.channel,
        purpose=question.purpose,
        silence=question.silence if question.purpose is Purpose.SILENCE else None,
        subject=subject,
        sentences=sentences,
        text=text,
        check=check,
        by_model=True,
        problems=problems,
    )
    return ModelDraft(follow_up=made, dropped=dropped)


def rests_on(draft: FollowUp) -> tuple[tuple[str, Evidence], ...]:
    """Each sentence of a draft with the words that it rests on, for those that rest on words that were spoken."""
    return tuple(
        (sentence.text, fact.evidence)
        for sentence in draft.sentences
        for fact in sentence.said
        if fact.evidence is not None
    )


def _new(kept: tuple[Kept, ...], question: DraftQuestion) -> tuple[tuple[Kept, ...], tuple[Dropped, ...]]:
    """The sentences without those that say in the same words what this lead already got."""
    earlier = _already_told(question.material, question.channel)
    # What they asked about has to be named again, so that they know what it is about.
    told = [one for one in kept if any(question.grounds.of(fact).tells_more for fact in one.facts)]
    found = [(one, echo(one.text.split(), earlier)) for one in told]
    old = [one for one, again in found if again is not None and again.share >= REPEATED]
    return (
        tuple(one for one in kept if one not in old),
        tuple(Dropped(text=one.text, why="this lead already got it") for one in old),
    )


def _already_told(material: Material, channel: Channel) -> tuple[str, ...]:
    """What this lead got before. A voicemail that was just left may be told once more in writing, not aloud."""
    earlier = material.facts.previous or ()
    just_left = material.kind is Kind.VOICEMAIL and channel is not Channel.VOICEMAIL
    return earlier[:-1] if just_left else earlier


def _one_question(kept: tuple[Kept, ...]) -> tuple[tuple[Kept, ...], tuple[Dropped, ...]]:
    """One question is kept, the last: of the others those that say nothing of this lead go (S000, action plan, 2)."""
    asking = [one for one in kept if one.text.rstrip("\"'”)").endswith("?")]
    surplus = [one for one in asking[:-1] if not one.facts]
    return (
        tuple(one for one in kept if one not in surplus),
        tuple(Dropped(text=one.text, why="one question is enough") for one in surplus),
    )


def _of_this_lead(kept: Kept, grounds: DraftGrounds) -> bool:
    ours = grounds.as_ours(kept.text)
    if ours is not None and ours.role == "thanks":
        return bool(ours.said)
    if grounds.discreet and not kept.facts and grounds.timed(kept.text) is not None:
        return True
    return any(grounds.of(fact).of_this_lead for fact in kept.facts)


def _sentence(kept: Kept, grounds: DraftGrounds) -> DraftSentence:
    if (ours := grounds.as_ours(kept.text)) is not None and ours.role != "step":
        return ours
    if not kept.facts and (step := grounds.timed(kept.text)) is not None:
        return DraftSentence(text=kept.text, role="step", said=(step,))
    behind = [grounds.of(fact) for fact in kept.facts]
    said = tuple(dict.fromkeys(one.said for one in behind if one.said is not None))
    roles: Iterator[Role] = (one.role for one in sorted(behind, key=lambda one: not one.of_this_lead))
    return DraftSentence(text=kept.text, role=next(roles, kept.role), said=said)


def _worse(problems: tuple[str, ...], offline: Drafts) -> str | None:
    """The first problem of the model's draft that one of those made here does not have."""
    theirs = [{_criterion(problem) for problem in draft.problems} for draft in offline.drafts]
    nobody = set.intersection(*theirs) if theirs else set()
    return next((problem for problem in problems if _criterion(problem) not in nobody), None)


def _criterion(problem: str) -> str:
    return problem.partition(":")[0]


def _named(problem: str, check: DraftCheck | None) -> str:
    """The problem with the criterion's title in place of its id."""
    titles = {m.criterion: m.title for m in check.missing} if check else {}
    return f"{titles.get(_criterion(problem), _criterion(problem))}:{problem.partition(':')[2]}"
