"""Judge a draft while it is typed: the scorecard, and the places in the text that each verdict is about.

The same engine as for a recording. An SMS or an email is held against the follow-up rubric; a voicemail or the opening
of a call against its own rubric and the follow-up one. Pure, and quick enough for every keystroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coach.cutting import Cuts, cuts
from coach.detectors.good_time import GoodTime
from coach.detectors.interest import Interest
from coach.detectors.introduction import Introduction
from coach.errors import CoachError
from coach.language.channel_fit import SmsSize, sms_size
from coach.language.echoes import echo
from coach.models import READING_PACE_WPM, Channel, Facts, Finding, Kind, Scorecard, Value, Verdict
from coach.rubric import Criterion, Rubric
from coach.scoring import CREDIT, points, score
from coach.typed import TextSpan, Typed, typed

LONGEST = 5_000
"""Characters of a draft at the most."""
OPENING = (Introduction, Interest, GoodTime)
"""What the opening of a call is held against."""


class Mark(Value):
    """A stretch of the text that a verdict is about, to be underlined."""

    criterion: str
    verdict: Verdict
    start: int
    end: int
    note: str


class Missing(Value):
    """A criterion that the text does not meet, and what to do about it."""

    criterion: str
    verdict: Verdict
    title: str
    reason: str
    tip: str


class Repeated(Value):
    """What this lead heard or read before: `message` counts from 0, `share` is of the draft's words, 0 to 1."""

    message: int
    share: float
    spans: tuple[TextSpan, ...]


class DraftCheck(Value):
    """Everything that is said of a draft. `card` is by its own rubric, `follow_up` by that of follow-ups."""

    text: str
    channel: Channel
    card: Scorecard
    follow_up: Scorecard
    """The same as `card` for an SMS or an email."""
    marks: tuple[Mark, ...]
    """In the order of the text; only of the verdicts that rest on words."""
    missing: tuple[Missing, ...]
    """What is not met, that which costs most first."""
    words: int
    seconds: float | None
    """How long it takes to say at the rep's pace; None for an SMS or an email."""
    cuts: Cuts | None
    """The words whose loss brings a voicemail to its length; None where it fits, or where it has to be said anew."""
    repeated: Repeated | None
    sms: SmsSize | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of both cards, each criterion once."""
        own = {f.criterion for f in self.card.findings}
        return (*self.card.findings, *(f for f in self.follow_up.findings if f.criterion not in own))


def check_draft(
    text: str, facts: Facts, rubrics: Mapping[Kind, Rubric], pace_wpm: float = READING_PACE_WPM
) -> DraftCheck:
    """What the rubrics say of `text`, which goes out by `facts.channel` and is read at `pace_wpm` words a minute.

    `rubrics`: by kind, as `coach.rubric.standards` gives them. Raises CoachError for an empty or endless text and
    where the channel is not told.
    """
    channel = facts.channel
    if channel is None:
        raise CoachError(
            "We cannot tell how the draft goes out.", "Say whether it is an SMS, email, voicemail or call."
        )
    if len(text) > LONGEST:
        raise CoachError(f"The draft is longer than {LONGEST} characters.", "Check one message at a time.")
    draft = typed(text, channel, pace_wpm)
    if not draft.places:
        raise CoachError("There is no text to check.", "Give the words of the draft, or a .txt or .md file.")
    own, follow_up = own_rubric(channel, rubrics), rubrics[Kind.FOLLOW_UP]
    facts = facts.model_copy(update={"kind": own.kind})
    together = _together(own, follow_up)
    both = score(draft.transcript, together, facts)
    card, second = _part(both, own), _part(both, follow_up)
    findings = {f.criterion: f for f in (*card.findings, *second.findings)}
    span = draft.transcript.message_span
    aloud = channel in (Channel.VOICEMAIL, Channel.CALL)
    return DraftCheck(
        text=text,
        channel=channel,
        card=card,
        follow_up=second,
        marks=tuple(sorted(_marks(draft, findings.values()), key=lambda m: (m.start, m.end))),
        missing=_missing(findings, (*own.criteria, *follow_up.criteria)),
        words=len(draft.places),
        seconds=round(span.length, 1) if span and aloud else None,
        cuts=_cuts(draft, both, together, facts, pace_wpm) if channel is Channel.VOICEMAIL else None,
        repeated=_repeated(draft, facts.previous),
        sms=sms_size(text.strip()) if channel is Channel.SMS else None,
    )


def own_rubric(channel: Channel, rubrics: Mapping[Kind, Rubric]) -> Rubric:
    """The rubric of the draft's own kind; of a call only what its opening can hold."""
    if channel is Channel.VOICEMAIL:
        return rubrics[Kind.VOICEMAIL]
    if channel is Channel.CALL:
        whole = rubrics[Kind.CALL]
        opening = tuple(c for c in whole.criteria if isinstance(c.detector, OPENING))
        return whole.model_copy(update={"criteria": opening or whole.criteria})
    return rubrics[Kind.FOLLOW_UP]


def _together(own: Rubric, other: Rubric) -> Rubric:
    """Both rubrics as one, so that the text is read once; a criterion of both is asked once."""
    ids = {criterion.id for criterion in own.criteria}
    return own.model_copy(
        update={"criteria": own.criteria + tuple(c for c in other.criteria if c.id not in ids)},
    )


def _cuts(draft: Typed, card: Scorecard, rubric: Rubric, facts: Facts, pace_wpm: float) -> Cuts | None:
    """The cuts that `cutting` proposes, where the text without them is found to have lost nothing."""
    found = cuts(draft, card.findings, rubric.criteria)
    if found is None:
        return None
    text = draft.text
    for span in reversed(found.spans):
        text = text[: span.start] + text[span.end :]
    after = score(typed(text, facts.channel, pace_wpm).transcript, rubric, facts)
    # A finding that no longer applies has lost nothing.
    lost = (
        CREDIT.get(a.verdict, 1.0) < CREDIT.get(b.verdict, 0.0)
        for a, b in zip(after.findings, card.findings, strict=True)
    )
    return None if any(lost) else found


def _part(both: Scorecard, rubric: Rubric) -> Scorecard:
    """The scorecard of one of the two rubrics."""
    found = {finding.criterion: finding for finding in both.findings}
    findings = tuple(found[criterion.id] for criterion in rubric.criteria)
    return both.model_copy(
        update={
            "rubric": rubric.id,
            "rubric_version": rubric.version,
            "rubric_digest": rubric.digest,
            "findings": findings,
            "score": points({c.id: c.weight for c in rubric.criteria}, findings),
        }
    )


def _marks(draft: Typed, findings: Iterable[Finding]) -> Iterator[Mark]:
    for finding in findings:
        for place in _places(draft, finding):
            yield Mark(
                criterion=finding.criterion,
                verdict=finding.verdict,
                start=place.start,
                end=place.end,
                note=finding.reason,
            )


def _places(draft: Typed, finding: Finding) -> tuple[TextSpan, ...]:
    """Where in the typed text the words of a finding stand; nowhere for one that rests on what is not there."""
    return tuple(place for place in map(draft.span, finding.evidence) if place is not None)


def _missing(findings: Mapping[str, Finding], criteria: Iterable[Criterion]) -> tuple[Missing, ...]:
    """What is not met, each criterion once, by the points that it costs."""
    asked = {c.id: c for c in criteria}
    lost = {
        name: c.weight * (1 - CREDIT[findings[name].verdict])
        for name, c in asked.items()
        if CREDIT.get(findings[name].verdict, 1.0) < 1
    }
    return tuple(
        Missing(
            criterion=name,
            verdict=findings[name].verdict,
            title=asked[name].title,
            reason=findings[name].reason,
            tip=asked[name].tip,
        )
        for name in sorted(lost, key=lambda name: -lost[name])
    )


def _repeated(draft: Typed, earlier: tuple[str, ...] | None) -> Repeated | None:
    found = echo([word.text for word in draft.transcript.words], earlier or ())
    if found is None:
        return None
    return Repeated(
        message=found.message,
        share=round(found.share, 3),
        spans=tuple(draft.between(run.start, run.stop) for run in found.runs),
    )
