"""Drafts of what to say next to one lead, from what was really said: three variants a channel, each on other facts.

Every draft is held against its own rubric (`rubrics/follow-up.yaml`, and for a voicemail its own), by the engine that
judges a text a user types; one that does not pass says why not. Where too little is known the question to ask next
stands in place of a text that could go to anybody (S000, step 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.draft_check import DraftCheck, check_draft
from coach.draft_sentences import topic_of
from coach.draft_text import laid_out, subject_of
from coach.draft_versions import OPEN_TO_OTHERS, VARIANTS, anchors, versions
from coach.drafts import Drafts, DraftSentence, FollowUp, Purpose
from coach.materials import Material, SaidFact
from coach.models import READING_PACE_WPM, Channel, Facts, Finding, Kind, Verdict
from coach.rubric import Rubric
from coach.silence import SilenceKind
from coach.untrusted import acts


def follow_ups(
    material: Material,
    channel: Channel,
    rubrics: Mapping[Kind, Rubric],
    purpose: Purpose = Purpose.FOLLOW_UP,
    silence: SilenceKind = SilenceKind.UNKNOWN,
    pace_wpm: float = READING_PACE_WPM,
) -> Drafts:
    """The drafts for one channel and purpose, each from other things said; `silence` is the kind that one answers.

    `rubrics`: by kind, as `coach.rubric.standards` gives them. `pace_wpm`: the rep's own, in words a minute.
    """
    empty = Drafts(channel=channel, purpose=purpose)
    if material.no_contact:
        return empty.model_copy(update={"refusal": material.no_contact})
    if channel is Channel.SMS and material.no_text:
        return empty.model_copy(update={"refusal": material.no_text})
    if who := _unknown_sender(material.facts):
        return empty.model_copy(update={"ask": who})
    groups = anchors(material, channel)
    if not groups:
        return empty.model_copy(update={"ask": question_to_ask(material)})
    written = [
        _best(material, channel, purpose, silence, group, number, rubrics, pace_wpm)
        for number, group in enumerate(groups)
    ]
    own = [draft for draft in written if draft and not any(p.startswith(_FOR_ANYBODY) for p in draft.problems)]
    if not own:
        return empty.model_copy(update={"ask": question_to_ask(material)})
    new = [draft for draft in own if not any(p.startswith("differs-from-last") for p in draft.problems)]
    if not new:
        return empty.model_copy(update={"ask": NOTHING_NEW})
    ready = [draft for draft in new if draft.ready]
    return empty.model_copy(update={"drafts": tuple(ready or sorted(new, key=lambda d: len(d.problems)))[:VARIANTS]})


_FOR_ANYBODY = ("anchored", "not-generic", "specific-context")
"""Criteria without which a draft is not this lead's alone: such a one is not shown (S000, step 2)."""
_OF_THE_MATTER = (*_FOR_ANYBODY, "offers-help", "enough-detail", "differs-from-last")
AS_ASKED = "It names nothing of the matter, as you asked; so it could go to anybody."
NOTHING_NEW = "All that is known was said in an earlier message. Tell one new thing (a date, a price, an answer)."


def _best(
    material: Material,
    channel: Channel,
    purpose: Purpose,
    silence: SilenceKind,
    group: Sequence[SaidFact],
    number: int,
    rubrics: Mapping[Kind, Rubric],
    pace_wpm: float,
) -> FollowUp | None:
    """The fullest version of one variant that passes; the one with the fewest problems where none does.

    None where something in it could do more than be read.
    """
    best: FollowUp | None = None
    for sentences in versions(material, channel, purpose, silence, group, number):
        if any(acts(sentence.text) for sentence in sentences if sentence.role != "offer"):
            continue  # a link or a picture: nobody writes one but the user, among what they can offer
        draft = _draft(material, channel, purpose, silence, sentences, rubrics, pace_wpm)
        if best is None or len(draft.problems) < len(best.problems):
            best = draft
        if best.ready:
            break
    return best


def question_to_ask(material: Material) -> str:
    """What to ask the lead, where too little is known to write about; a connecting question (S002)."""
    topic = topic_of(material)
    question = f"What made you look into {topic.text} now?" if topic else "What made you get in touch?"
    return f'Too little is known for a text that is theirs alone. Ask them: "{question}"'


def _unknown_sender(facts: Facts) -> str | None:
    missing = [what for what, name in (("your name", facts.caller), ("your firm", facts.firm)) if not name]
    return f"Tell {' and '.join(missing)}, so that a draft can say who writes." if missing else None


def _draft(
    material: Material,
    channel: Channel,
    purpose: Purpose,
    silence: SilenceKind,
    sentences: list[DraftSentence],
    rubrics: Mapping[Kind, Rubric],
    pace_wpm: float,
) -> FollowUp:
    subject = subject_of(material, sentences) if channel is Channel.EMAIL else None
    text = laid_out(sentences, channel, subject)
    check = None
    problems: tuple[str, ...] = ()
    if channel is not Channel.NOTE:
        check = check_draft(text, facts_for_check(material, channel), rubrics, pace_wpm)
        problems = problems_of(check, material.kind)
        if material.discreet and channel in OPEN_TO_OTHERS:
            problems = (*(p for p in problems if not p.startswith(_OF_THE_MATTER)), AS_ASKED)
    return FollowUp(
        channel=channel,
        purpose=purpose,
        silence=silence if purpose is Purpose.SILENCE else None,
        subject=subject,
        sentences=tuple(sentences),
        text=text,
        check=check,
        problems=problems,
    )


def problems_of(check: DraftCheck, after: Kind) -> tuple[str, ...]:
    """What keeps a draft back, one line each, the criterion first. `after` is the recording's kind."""
    return tuple(f"{f.criterion}: {f.reason}" for f in check.findings if _fails(f, check.channel, after))


def _fails(finding: Finding, channel: Channel, after: Kind) -> bool:
    """Whether a finding keeps a draft back: a miss does, one too long, and a voicemail that says the same once more."""
    if finding.criterion == "recalls-interest" and channel is Channel.CALL and after is Kind.CALL:
        return False  # they talked already: what they said there is the better reminder
    strict = finding.criterion == "fits-channel" or (
        channel is Channel.VOICEMAIL and finding.criterion in ("differs-from-last", "length")
    )
    return finding.verdict is Verdict.MISSED or (strict and finding.verdict is Verdict.PARTIAL)


def facts_for_check(material: Material, channel: Channel) -> Facts:
    """What a draft made of `material` is judged with."""
    return material.facts.model_copy(
        update={"channel": channel, "conversation": conversation(material), "first_text": material.first_text}
    )


def conversation(material: Material) -> tuple[str, ...] | None:
    """What was said, for holding a draft against it; None where nothing is known."""
    said = [fact.evidence.quote for fact in material.said if fact.evidence]
    said += [fact.text for fact in material.said]
    if material.step:
        said += [t for t in (material.step.action, material.step.when, material.step.purpose) if t]
    return tuple(dict.fromkeys(said)) or None
