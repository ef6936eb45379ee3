"""Drafts of what to say next to one lead, from what was really said: three variants a channel, each on other facts.

Every draft is held against its own rubric (`rubrics/follow-up.yaml`, and for a voicemail its own), by the engine that
judges a text a user types; one that does not pass says why not. Where too little is known the question to ask next
stands in place of a text that could go to anybody (S000, step 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach.consent import OPT_OUT_SENTENCE
from coach.draft_check import DraftCheck, check_draft
from coach.draft_sentences import (
    GOES_OVER,
    asked_and_told,
    capital,
    first_name,
    greeting,
    offers_of,
    signature,
    step_ask,
    step_line,
    thanks,
    told,
)
from coach.drafts import Drafts, DraftSentence, FollowUp, Purpose
from coach.materials import FactKind, Material, SaidFact
from coach.models import READING_PACE_WPM, Channel, Facts, Finding, Kind, Verdict
from coach.rubric import Rubric
from coach.silence import SilenceKind
from coach.untrusted import acts

VARIANTS = 3
SECOND = 3.0
"""Weight from which a thing said goes into an email beside another one."""
_SPOKEN = (Channel.VOICEMAIL, Channel.CALL)
_OPEN_TO_OTHERS = (Channel.SMS, Channel.VOICEMAIL)
"""What somebody else may read or hear."""


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
    anchors = _anchors(material, channel)
    if not anchors:
        return empty.model_copy(update={"ask": question_to_ask(material)})
    written = [
        _best(material, channel, purpose, silence, group, number, rubrics, pace_wpm)
        for number, group in enumerate(anchors)
    ]
    own = [
        draft for draft in written if draft is not None and not any(p.startswith(_FOR_ANYBODY) for p in draft.problems)
    ]
    if not own:
        return empty.model_copy(update={"ask": question_to_ask(material)})
    new = [draft for draft in own if not any(p.startswith("differs-from-last") for p in draft.problems)]
    if not new:
        return empty.model_copy(update={"ask": NOTHING_NEW})
    ready = [draft for draft in new if draft.ready]
    return empty.model_copy(update={"drafts": tuple(ready or sorted(new, key=lambda d: len(d.problems)))[:VARIANTS]})


_FOR_ANYBODY = ("anchored", "not-generic", "specific-context")
"""Criteria without which a draft is not this lead's alone: such a one is not shown (S000, step 2)."""
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
    for sentences in _versions(material, channel, purpose, silence, group, number):
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
    topic = _topic(material)
    question = f"What made you look into {topic.text} now?" if topic else "What made you get in touch?"
    return f'Too little is known for a text that is theirs alone. Ask them: "{question}"'


def _unknown_sender(facts: Facts) -> str | None:
    missing = [what for what, name in (("your name", facts.caller), ("your firm", facts.firm)) if not name]
    return f"Tell {' and '.join(missing)}, so that a draft can say who writes." if missing else None


def _anchors(material: Material, channel: Channel) -> list[tuple[SaidFact, ...]]:
    """The facts of each variant, the first of them its own: no two variants go out from the same thing."""
    if material.discreet and channel in _OPEN_TO_OTHERS:
        return [()]
    points = [f for f in material.said if f.kind not in (FactKind.INTEREST, FactKind.PROMISE)]
    topic = _topic(material)
    # A voicemail's own sentences say what it can do, not what for: the topic goes before them.
    written = channel in (Channel.EMAIL, Channel.NOTE)  # these begin with it anyway
    begins = (topic,) if topic and material.kind is Kind.VOICEMAIL and not written else ()
    groups: list[tuple[SaidFact, ...]] = [(*begins, point) for point in points]
    if topic and not (begins and groups):
        groups.append((topic,))
        if material.kind is Kind.CALL:
            groups.sort(key=lambda group: -group[-1].weight)
    step = material.told_step
    if not groups and step and step.when and step.purpose and channel in (Channel.SMS, Channel.EMAIL, Channel.NOTE):
        groups = [()]  # a call put off: what it will be about is all that is known
    if channel is Channel.EMAIL:  # room for a second thing that they said
        rest = [point for point in points[VARIANTS:] if point.weight >= SECOND]
        groups = [(*g, *rest[n : n + 1]) for n, g in enumerate(groups[:VARIANTS])]
    return groups


def _topic(material: Material) -> SaidFact | None:
    return next((f for f in material.said if f.kind is FactKind.INTEREST), None)


def _versions(
    material: Material,
    channel: Channel,
    purpose: Purpose,
    silence: SilenceKind,
    group: Sequence[SaidFact],
    number: int,
) -> Iterator[list[DraftSentence]]:
    """The ways to write one variant, the fullest first; the shorter ones are for what does not fit."""
    opens = [greeting(material, channel)]
    facts = [told(fact, number + turn) for turn, fact in enumerate(group)]
    topic = _topic(material)
    if topic and material.kind is Kind.CALL and (channel is Channel.CALL or purpose is not Purpose.FOLLOW_UP):
        one = group[0] if group and group[0].kind in _THEIRS and ", and " not in group[0].text else None
        facts = [asked_and_told(topic, one, number), *facts[1:]] if one else facts
    closes = [signature(material)] if channel in (Channel.EMAIL, Channel.NOTE) else []
    if channel is Channel.SMS and material.first_text:
        closes = [DraftSentence(text=OPT_OUT_SENTENCE, role="opt-out")]
    if purpose is Purpose.PAUSE:
        pause = pause_lines(material, channel)
        bodies = [[*facts, *pause], [*facts[-1:], *pause], [*facts[-1:], *pause[:-1]], [*facts[:1], *pause[:-1]]]
    elif purpose is Purpose.SILENCE:
        neutral = _silence(material, silence)
        bodies = [[*facts, *neutral], [*facts[-1:], *neutral], [*facts[:1], *neutral]]
    elif channel is Channel.CALL:
        bodies = [[*facts, *starts] for starts in ([START_THERE], [])]
        opens.append(DraftSentence(text="Is now a good time to talk?", role="ask"))
    else:
        bodies = list(_going_on(material, channel, facts))
    for body in bodies:
        yield [*opens, *body, *closes]


_THEIRS = (FactKind.PROBLEM, FactKind.CONCERN, FactKind.HOPE, FactKind.SITUATION, FactKind.OBJECTION)
"""What the prospect said in words of their own."""
START_THERE = DraftSentence(text="I'd like to start there.", role="offer")


def _going_on(material: Material, channel: Channel, facts: list[DraftSentence]) -> Iterator[list[DraftSentence]]:
    """The continuation of the call or voicemail: their point, the step, one easy thing to do."""
    line, asks, alone = step_line(material), step_ask(material, channel), step_ask(material, channel, named=False)
    steps = [line] if line else []
    offered = offers_of(material, channel)
    if channel is Channel.VOICEMAIL:
        offers = [] if any(f.said and f.said[0].kind is FactKind.HELP for f in facts) else [GOES_OVER]
        brief = step_line(material, purpose=False)
        yield [*facts, *offered, *offers, *steps, asks]
        if offered:  # what is new goes before what was said once
            yield [*facts[:1], *offered, *offers, *([brief] if brief else []), asks]
            yield [*facts[:1], *offered, alone]
        yield [*facts, *offers, *([brief] if brief else []), asks]
        yield [*facts, *offers, alone]
        return
    topic = _topic(material)
    promised = [told(f) for f in material.said if f.kind is FactKind.PROMISE][:1]
    if channel is Channel.SMS:
        yield [*facts, *offered, *steps, asks]
        yield [*facts, *steps, asks]
        yield [*facts, alone]
        return
    begins = [thanks(material, topic)]
    if topic and [s for f in facts for s in f.said] == [topic]:
        facts = []  # the thanks name it already
    yield [*begins, *facts, *offered, *steps, *promised, asks]
    yield [*begins, *facts, *steps, asks]
    yield [*(facts or begins), alone]


def pause_lines(material: Material, channel: Channel) -> list[DraftSentence]:
    """Pauses and says how to come back (S000, step 6)."""
    number = f" on {material.offers.call_back}" if material.offers.call_back else ""
    back = f"call me{number}" if channel in (*_SPOKEN, Channel.NOTE) else "reply to this"
    return [
        DraftSentence(text="I'll pause here, so that you can take your time.", role="way-back"),
        DraftSentence(text=f"When you want to take it up again, {back}.", role="ask"),
        DraftSentence(text="I'll check back next quarter.", role="way-back"),
    ]


SILENT = {
    SilenceKind.INTERNAL_DISCUSSION: (
        "If others are deciding with you, I can put it on one page for them.",
        "Would that help, or shall I wait until you have talked?",
    ),
    SilenceKind.LOW_PRIORITY: (
        "If other things come first for you, that is fine.",
        "Shall I call you about it once more, or wait until you write?",
    ),
    SilenceKind.CONFUSION: (
        "It may not be clear what comes next.",
        "Shall I put it in two lines for you, or call you about it?",
    ),
    SilenceKind.UNKNOWN: (
        "I'm happy to go on when it suits you.",
        "Would a short comparison help, or shall I wait until you write?",
    ),
}
"""Support, then one neutral question that makes going on and waiting equally easy (S000, step 5)."""


def _silence(material: Material, kind: SilenceKind) -> list[DraftSentence]:
    support, question = SILENT[kind]
    found = [DraftSentence(text=support, role="offer")]
    line = step_line(material)
    if kind is SilenceKind.CONFUSION and line:
        found.append(line)
    return [*found, DraftSentence(text=question, role="ask")]


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


def laid_out(sentences: Sequence[DraftSentence], channel: Channel, subject: str | None) -> str:
    """The draft as it goes out: an SMS, voicemail or opening in one line, an email and a note in their parts."""
    if channel not in (Channel.EMAIL, Channel.NOTE):
        return " ".join(s.text for s in sentences)
    begin, *body, end = sentences
    last = next((n for n, s in enumerate(body) if s.role == "ask"), len(body))
    parts = [begin.text, " ".join(s.text for s in body[:last]), " ".join(s.text for s in body[last:]), end.text]
    head = [f"Subject: {subject}"] if subject else []
    return "\n\n".join([*head, *(part for part in parts if part)])


_LONGEST_SUBJECT = 9


def subject_of(material: Material, sentences: Sequence[DraftSentence]) -> str:
    """What an email is about in a few words that are this lead's."""
    topic, when = _topic(material), material.told_step.when if material.told_step else None
    if topic:
        short = when and len(topic.text.split()) <= _LONGEST_SUBJECT // 2
        return capital(f"{topic.text}, {when}" if short else topic.text)
    clause = next((f.text for s in sentences for f in s.said if len(f.text.split()) <= _LONGEST_SUBJECT), None)
    if clause:
        return capital(clause)
    lead = material.facts.lead
    return capital(when) if when else f"Our call, {first_name(lead)}" if lead else "Our call"
