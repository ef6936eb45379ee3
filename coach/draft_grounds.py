"""What a language model may write one lead from: the facts that may be said on a channel, as grounds. Pure.

Beside what was said there is what the user can offer, and what the purpose itself says: that one pauses, that either
answer is fine. The purpose's own words belong to no lead, so a draft of nothing else is no draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coach.draft_sentences import GOES_OVER, step_line, thanks
from coach.draft_versions import SILENT, START_THERE, pause_lines
from coach.drafts import DraftSentence, Purpose
from coach.grounds import GroundFact, Grounds, times_in
from coach.language.sentences import plain
from coach.materials import FactKind, Material, Role, SaidFact
from coach.models import Channel, Evidence, Speaker
from coach.silence import SilenceKind
from coach.untrusted import acts, orders

OVERHEARD = (Channel.SMS, Channel.VOICEMAIL)
"""What others may read or hear: a discreet sender says nothing of the matter there."""
_TOLD = {FactKind.INTEREST: "you asked about {}", FactKind.PROMISE: "I'll {}"}


@dataclass(frozen=True)
class Behind:
    """What a ground stands for: `said` is None for what the purpose itself says, which is of no lead."""

    role: Role
    said: SaidFact | None = None

    @property
    def of_this_lead(self) -> bool:
        """Whether it belongs to this lead only: what the user can send belongs to anybody."""
        return self.said is not None and (self.role != "offer" or self.said.evidence is not None)

    @property
    def tells_more(self) -> bool:
        """Whether it says more than what the lead asked about."""
        return self.said is not None and self.said.kind is not FactKind.INTEREST


@dataclass(frozen=True)
class DraftGrounds:
    """The grounds of one draft, and what stands behind each of their facts, in the same order."""

    grounds: Grounds
    behind: tuple[Behind, ...]
    own: tuple[DraftSentence, ...] = ()
    """What may stand word for word, as the drafts made here say it."""
    discreet: bool = False
    """Nothing of the matter may be said: then the time of the step is what is this lead's alone."""

    @property
    def of_this_lead(self) -> bool:
        """Whether there is anything that could go to this lead only."""
        return any(one.of_this_lead for one in self.behind)

    def timed(self, text: str) -> SaidFact | None:
        """The agreed step, where `text` names its time ("Does Thursday at ten still work?"): a time is a claim too."""
        times = times_in(plain(text))
        steps = (one for one in zip(self.grounds.facts, self.behind, strict=True) if one[1].role == "step")
        return next((behind.said for fact, behind in steps if times and times <= fact.times), None)

    def as_ours(self, text: str) -> DraftSentence | None:
        """The sentence of ours that `text` is, word for word."""
        return next((one for one in self.own if plain(one.text) == plain(text)), None)

    def of(self, fact: GroundFact) -> Behind:
        """What stands behind `fact`, which is one of the grounds."""
        return self.behind[self.grounds.facts.index(fact)]


def draft_grounds(
    material: Material, channel: Channel, purpose: Purpose, silence: SilenceKind = SilenceKind.UNKNOWN
) -> DraftGrounds:
    """All that a draft of this kind may say. S001, "Is texting a legal lead compliant": law firms say that they are."""
    discreet = material.discreet and channel in OVERHEARD
    made = [*([] if discreet else _said(material)), *_step(material), *_offers(material, discreet)]
    made += [(_known(text), Behind("way-back")) for text in PURPOSE_SAYS.get((purpose, silence), ())]
    if material.law_firm:
        made.append((_known("I am a lawyer with the law firm"), Behind("sender")))
    facts = material.facts
    own = tuple(_as_is(material, channel, purpose, silence))
    grounds = Grounds(
        facts=tuple(fact for fact, _ in made),
        names=tuple(filter(None, (facts.lead, facts.company, facts.caller, facts.firm))),
        numbers=tuple(filter(None, (material.offers.call_back,))),
        as_is=tuple(sentence.text for sentence in own),
        dates=(*_days(material), *PURPOSE_TIMES.get(purpose, ())),
    )
    return DraftGrounds(grounds, tuple(behind for _, behind in made), own, discreet)


def _as_is(material: Material, channel: Channel, purpose: Purpose, silence: SilenceKind) -> Iterator[DraftSentence]:
    """Sentences of the drafts made here that claim nothing of the lead, or only a time: a model may write them too."""
    if line := step_line(material):
        yield line
    if channel in (Channel.EMAIL, Channel.NOTE):
        yield thanks(material, None)
        yield from (thanks(material, f) for f in material.said if f.kind is FactKind.INTEREST and not _for_a_machine(f))
    if purpose is Purpose.PAUSE:
        yield from pause_lines(material, channel)
    elif purpose is Purpose.SILENCE:
        yield from (DraftSentence(text=text, role="way-back") for text in SILENT[silence])
    elif channel is Channel.CALL:
        yield START_THERE
    if channel is Channel.VOICEMAIL:
        yield GOES_OVER


_Made = tuple[GroundFact, Behind]


def _said(material: Material) -> list[_Made]:
    return [
        (_ground(fact), Behind("offer" if fact.kind is FactKind.HELP else "fact", fact))
        for fact in material.said
        if not _for_a_machine(fact)
    ]


_OF_THE_REP = (FactKind.PROMISE, FactKind.HELP)
"""What only the rep can have said; it begins with a verb, as an order does."""


def _for_a_machine(fact: SaidFact) -> bool:
    """Whether words that were taken for a fact hold what acts, or give orders to whoever writes or reads."""
    theirs = fact.evidence is not None and fact.evidence.speaker is Speaker.PROSPECT
    words = fact.evidence.quote if fact.evidence else ""
    if acts(f"{fact.text}\n{words}") is not None:
        return True
    if fact.kind in _OF_THE_REP:
        return theirs
    # Their "you must write" is the rep's to do; told back to them, "you must pay" is their own matter.
    return theirs and orders(words)


def _ground(fact: SaidFact) -> GroundFact:
    text = _TOLD.get(fact.kind, "{}").format(fact.text)
    if fact.evidence is None:
        return _known(text)
    shown = fact.evidence
    return GroundFact(
        text=text, quote=shown.quote, start=shown.start, end=shown.end, speaker=shown.speaker, to_lead=True
    )


def _known(text: str) -> GroundFact:
    """What nobody said on the recording, in the rep's own words."""
    return GroundFact(text=text, quote=text, start=0.0, end=0.0, speaker=Speaker.UNKNOWN)


def _step(material: Material) -> list[_Made]:
    """The step as the drafts made here tell it; a discreet sender only says that there is one, and when."""
    line, step = step_line(material), material.step
    if line is None or step is None:
        return []
    evidence = Evidence(quote=step.action, start=step.start, end=step.end, speaker=Speaker.UNKNOWN)
    said = SaidFact(kind=FactKind.PROMISE, text=line.text, evidence=evidence)
    return [(_known(line.text), Behind("step", said))]


def _days(material: Material) -> Iterator[str]:
    """The times that may be named: of the step as it is said and as a date, and what the user can offer."""
    told, step = material.told_step, material.step
    if told is not None and told.when:
        yield told.when
        if step is not None and step.date is not None:
            yield f"{step.date:%A, %B} {step.date.day}" + (f" at {step.time}" if step.time else "")
    if material.offers.time:
        yield material.offers.time


def _offers(material: Material, discreet: bool) -> list[_Made]:
    """What the user can send or tell; of the link no model is told (nothing that it writes may hold one)."""
    if discreet:
        return []
    offers = material.offers
    told = [f"I can send you {offers.material}" if offers.material else None, offers.news]
    return [
        (_known(text), Behind("offer", SaidFact(kind=FactKind.HELP, text=text, evidence=None)))
        for text in told
        if text is not None
    ]


PURPOSE_TIMES: dict[Purpose, tuple[str, ...]] = {
    Purpose.PAUSE: ("now", "next quarter"),
    Purpose.SILENCE: ("now", "next month"),
}
"""Times that are true whenever it is read."""
_EITHER_WAY = (
    "Either answer is fine, and there is no rush.",
    "I'm happy to reconnect once this becomes a priority on your side.",
    "I can wait until next month, or we can go on now.",
)
PURPOSE_SAYS: dict[tuple[Purpose, SilenceKind], tuple[str, ...]] = {
    (Purpose.SILENCE, SilenceKind.INTERNAL_DISCUSSION): (
        "If others decide with you, take the time that it needs.",
        "I can send one page that you can pass on to the others.",
        "I can answer the questions of the others, if that would help.",
        "It would help if I shared a short, fair comparison.",
        *_EITHER_WAY,
    ),
    (Purpose.SILENCE, SilenceKind.LOW_PRIORITY): (
        "Other things may come first for you just now.",
        "You can name the month that suits you, and I'll come back then, if that would help.",
        *_EITHER_WAY,
    ),
    (Purpose.SILENCE, SilenceKind.CONFUSION): (
        "I may not have been clear.",
        "I can write down the next step in one line, with who does what and when, if that would help.",
        "You can ask me whatever is still open.",
        *_EITHER_WAY,
    ),
    (Purpose.SILENCE, SilenceKind.UNKNOWN): (
        "It would help if I shared a short comparison or waited until next month.",
        *_EITHER_WAY,
    ),
    **{
        (Purpose.PAUSE, silence): (
            "I'll pause my calls and messages for now.",
            "If your timing changes, a one-word reply is enough, and we pick it up where we left off.",
            "You can call or write to me any time.",
            "I'll check back with you next quarter.",
        )
        for silence in SilenceKind
    },
}
"""What the purpose says by itself. S000, steps 5 ("make it easy to pause") and 6 ("a re-entry point")."""
