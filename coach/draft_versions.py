"""The ways to write one draft: which things said go into it, and in what order its sentences stand. Pure.

Each variant goes out from something else that was said; of each there are shorter versions, for what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.consent import OPT_OUT_SENTENCE
from coach.draft_sentences import (
    GOES_OVER,
    asked_and_told,
    greeting,
    offers_of,
    signature,
    step_ask,
    step_line,
    thanks,
    told,
    topic_of,
)
from coach.drafts import DraftSentence, Purpose
from coach.materials import FactKind, Material, SaidFact
from coach.models import Channel, Kind
from coach.silence import SilenceKind

VARIANTS = 3
SECOND = 3.0
"""Weight from which a thing said goes into an email beside another one."""
OPEN_TO_OTHERS = (Channel.SMS, Channel.VOICEMAIL)
"""What somebody else may read or hear."""


def anchors(material: Material, channel: Channel) -> list[tuple[SaidFact, ...]]:
    """The facts of each variant, the first of them its own: no two variants go out from the same thing."""
    if material.discreet and channel in OPEN_TO_OTHERS:
        return [()]
    points = [f for f in material.said if f.kind not in (FactKind.INTEREST, FactKind.PROMISE)]
    topic = topic_of(material)
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


def versions(
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
    topic = topic_of(material)
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
        helps = any(f.said and f.said[0].kind is FactKind.HELP for f in facts)
        offers = [GOES_OVER] if facts and not helps else []
        brief = step_line(material, purpose=False)
        yield [*facts, *offered, *offers, *steps, asks]
        if offered:  # what is new goes before what was said once
            yield [*facts[:1], *offered, *offers, *([brief] if brief else []), asks]
            yield [*facts[:1], *offered, alone]
        yield [*facts, *offers, *([brief] if brief else []), asks]
        yield [*facts, *offers, alone]
        return
    topic = topic_of(material)
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
    back = f"call me{number}" if channel in (Channel.VOICEMAIL, Channel.CALL, Channel.NOTE) else "reply to this"
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
