"""A session with a group as pages tell it: the agenda, one clip in big type, and the end."""

from __future__ import annotations

from coach.coaching import Coaching
from coach.models import Facts, Result, Value
from coach.presentation.coaching import title_of
from coach.presentation.findings import KIND_WORDS, LOOKS, Look
from coach.presentation.text import clock, plain
from coach.presentation.transcript import speaker_names
from coach.rubric import Rubric
from coach.sessions import OnAgenda, Session, cut

LISTEN = "What do you notice?"
"""The question where the trainer wrote none."""
GONE = "A recording that was deleted"


class Said(Value):
    """A line of the transcript: by whom, and the words."""

    name: str
    text: str


class ClipTold(Value):
    """A clip in words. With names hidden there is no name of a file or a person in it but what was said aloud."""

    id: int
    number: int
    title: str
    """The point that it is about; what kind of recording it is of where it is about none."""
    asks: str
    """What the rubric asks on that point."""
    where: str
    """Of which recording, and from when to when."""
    lines: tuple[Said, ...]
    question: str
    decided: str
    decided_by: str

    @property
    def heading(self) -> str:
        return self.question or LISTEN

    @property
    def source(self) -> str:
        """What stands below a decision: the point unless it is the heading already, where, and who wrote it down."""
        return " · ".join(filter(None, [self.title if self.question else "", self.where, self.decided_by]))

    @property
    def preview(self) -> str:
        """The first words."""
        words = " ".join(line.text for line in self.lines).split()
        return " ".join(words[:24]) + (" …" if len(words) > 24 else "")


def clip_told(
    item: OnAgenda, number: int, result: Result | None, rubric: Rubric | None, facts: Facts | None, name: str | None
) -> ClipTold:
    """One clip; `name` is the file's, None where names are hidden."""
    clip = item.clip
    times = f"{clock(clip.start)}–{clock(clip.end)}"
    names = speaker_names(facts if name else None)
    heard = cut(result.transcript, clip.start, clip.end).utterances if result else ()
    kind = KIND_WORDS[result.recording.kind] if result else GONE
    criterion = next((c for c in rubric.criteria if c.id == clip.criterion), None) if rubric else None
    return ClipTold(
        id=item.id,
        number=number,
        title=title_of(clip.criterion, rubric) if clip.criterion else kind,
        asks=criterion.source.point if criterion else "",
        where=f"{plain(name)}, {times}" if name else f"{kind}, {times}",
        lines=tuple(Said(name=plain(names[u.speaker]), text=plain(u.text)) for u in heard),
        question=item.question,
        decided=item.decided,
        decided_by=plain(item.decided_by),
    )


class VerdictTold(Value):
    """Who says what on the point of a clip, and why."""

    who: str
    look: Look
    reason: str


def verdicts_on(criterion: str, result: Result, people: Coaching) -> tuple[VerdictTold, ...]:
    """The machine's verdict, each trainer's, and the one that trainers agreed on."""
    told = []
    findings = result.scorecard.findings if result.scorecard else ()
    for finding in findings:
        if finding.criterion == criterion:
            told.append(VerdictTold(who="The machine", look=LOOKS[finding.verdict], reason=finding.reason))
    for card in people.latest:
        if review := card.review(criterion):
            told.append(VerdictTold(who=plain(card.trainer), look=LOOKS[review.verdict], reason=review.reason))
    if logged := people.settled(criterion):
        agreed = logged.settlement
        told.append(
            VerdictTold(who=f"Settled by {plain(agreed.author)}", look=LOOKS[agreed.verdict], reason=agreed.reason)
        )
    return tuple(told)


def session_line(session: Session) -> str:
    """What the list says of a session beside its name."""
    decided = sum(bool(item.decided) for item in session.agenda)
    clips = f"{len(session.agenda)} {'clip' if len(session.agenda) == 1 else 'clips'}"
    return f"{clips}, {decided} decided" if decided else clips


def progress_of(number: int, session: Session) -> str:
    return f"Clip {number} of {len(session.agenda)}"
