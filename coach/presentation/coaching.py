"""The trainer's side as pages tell it: the queue, the two scorings side by side, who sees what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.agreement import CriterionAgreement
from coach.coaching import Coaching, Comment, LoggedDispute, Settlement, Visibility, Waiting
from coach.models import Evidence, Finding, Kind, Scorecard, Value, Verdict
from coach.presentation.findings import KIND_WORDS, LOOKS, Look
from coach.presentation.text import beside_others, clock, local_time, plain, shown_name
from coach.reviews import Review, TrainerCard
from coach.rubric import Rubric

VISIBLE_TO = {Visibility.REP: "The rep", Visibility.TEAM: "The whole team", Visibility.ME: "Only me"}
SEEN_BY = {Visibility.REP: "for the rep", Visibility.TEAM: "for the team", Visibility.ME: "only you see this"}
DISPUTED, CONFIRM, NEW = "Disputed", "Please confirm", "Not scored by me"
FILTERS = (DISPUTED, CONFIRM, NEW)
NO_REP = "No name"
"""What the filter says of recordings whose rep nobody named."""
FEW = 5
"""Scorings below which agreement is a matter of chance."""


def reps(queue: Iterable[Waiting]) -> tuple[str, ...]:
    """The reps of these recordings, by name."""
    return tuple(sorted({rep_of(w) for w in queue}, key=str.casefold))


def rep_of(waiting: Waiting) -> str:
    return plain(waiting.rep or "") or NO_REP


def chosen(queue: Iterable[Waiting], filters: Iterable[str], rep: str | None, trainer: str) -> tuple[Waiting, ...]:
    """What is left of the queue: every filter holds; disputed recordings come first."""
    wanted = set(filters)
    left = [
        w
        for w in queue
        if (DISPUTED not in wanted or w.disputes)
        and (CONFIRM not in wanted or w.doubts)
        and (NEW not in wanted or w.card_of(trainer) is None)
        and (rep is None or rep_of(w) == rep)
    ]
    return tuple(sorted(left, key=lambda w: not w.disputes))


def following(queue: Sequence[Waiting], recording: str, trainer: str) -> Waiting | None:
    """The next one to score after this: the first below it that waits for this trainer, else the first of all."""
    names = [w.recording for w in queue]
    at = names.index(recording) + 1 if recording in names else 0
    rest = [*queue[at:], *queue[:at]]
    return next((w for w in rest if w.recording != recording and waits_for(w, trainer)), None)


def waits_for(waiting: Waiting, trainer: str) -> bool:
    """Whether this trainer has not scored it yet, or something in it was disputed since."""
    return waiting.card_of(trainer) is None or bool(waiting.disputes)


def waiting_line(waiting: Waiting, zone: str | None) -> str:
    """What the queue says of a recording, beside its name. The machine's score is not said: it would lead."""
    parts = [KIND_WORDS[waiting.kind], beside_others(shown_name(waiting.rep, 40)) if waiting.rep else ""]
    if waiting.lead:
        parts.append(f"to {beside_others(shown_name(waiting.lead, 40))}")
    return " · ".join([*filter(None, parts), local_time(waiting.kept_at, zone)])


def badges(waiting: Waiting, trainer: str) -> tuple[tuple[str, str, str], ...]:
    """What is to be known of a recording before it is opened: word, sign, colour."""
    found = []
    if waiting.disputes:
        found.append((f"{_count(waiting.disputes, 'point')} disputed", ":material/flag:", "red"))
    if waiting.doubts:
        found.append((f"{_count(waiting.doubts, 'point')} to confirm", ":material/hearing:", "orange"))
    if card := waiting.card_of(trainer):
        found.append((f"You gave {score_word(card.score)}", ":material/check_circle:", "green"))
    elif any(card.trainer for card in waiting.cards):
        names = ", ".join(plain(card.trainer) for card in waiting.cards)
        found.append((f"Scored by {names}", ":material/group:", "gray"))
    if not waiting.card_of(trainer) and trainer in waiting.drafts:
        found.append(("Begun", ":material/edit_note:", "blue"))
    return tuple(found)


def score_word(score: int | None) -> str:
    return "no score" if score is None else f"{score} / 100"


def gap_line(card: TrainerCard) -> str:
    """How far the two scores lie apart, in words."""
    if card.gap is None:
        return "The two scores cannot be compared: one of them could not be made."
    if card.gap == 0:
        return "Both come to the same score."
    more = "more" if card.gap > 0 else "fewer"
    return f"{plain(card.trainer)} gives {_count(abs(card.gap), 'point')} {more} than the machine."


def said_line(card: TrainerCard, zone: str | None) -> str:
    """Who scored and when."""
    return f"{plain(card.trainer)}, {local_time(card.at, zone)}: {score_word(card.score)}"


class Compared(Value):
    """One criterion as the machine and as a trainer judged it."""

    title: str
    review: Review
    finding: Finding | None
    """The machine's finding as it stands now; None where the rubric no longer asks it."""

    @property
    def machine(self) -> Look:
        return LOOKS[self.review.machine]

    @property
    def trainer(self) -> Look:
        return LOOKS[self.review.verdict]

    @property
    def differs(self) -> bool:
        return self.review.verdict is not self.review.machine

    @property
    def changed_mind(self) -> str:
        """What the trainer had said before the machine's verdict was in sight; "" where it is the same."""
        blind = self.review.blind
        if blind is None or blind is self.review.verdict:
            return ""
        return f"Said {LOOKS[blind].word.lower()} before seeing the machine's verdict."


def compared(card: TrainerCard, scorecard: Scorecard | None, rubric: Rubric | None) -> tuple[Compared, ...]:
    """Every criterion side by side, those that differ first."""
    findings = {f.criterion: f for f in scorecard.findings} if scorecard else {}
    rows = [
        Compared(title=title_of(r.criterion, rubric), review=r, finding=findings.get(r.criterion)) for r in card.reviews
    ]
    return tuple(sorted(rows, key=lambda row: not row.differs))


def title_of(criterion: str, rubric: Rubric | None) -> str:
    known = {c.id: c.title for c in rubric.criteria} if rubric else {}
    return known.get(criterion, criterion.replace("-", " ").capitalize())


class TrainerSays(Value):
    """What one trainer says of a finding, as the rep reads it."""

    trainer: str
    look: Look
    reason: str
    evidence: tuple[Evidence, ...]
    agrees: bool


def trainers_on(finding: Finding, coaching: Coaching) -> tuple[TrainerSays, ...]:
    """What each trainer says of this finding; one who says the same as the machine says it, too."""
    found = []
    for card in coaching.latest:
        review = card.review(finding.criterion)
        if review is not None:
            found.append(
                TrainerSays(
                    trainer=plain(card.trainer),
                    look=LOOKS[review.verdict],
                    reason=review.reason,
                    evidence=review.evidence,
                    agrees=review.verdict is finding.verdict,
                )
            )
    return tuple(found)


def disputes_of(criterion: str, coaching: Coaching) -> tuple[LoggedDispute, ...]:
    """The open disputes of this criterion."""
    return tuple(d for d in coaching.open_disputes if d.dispute.criterion == criterion)


def agreed_line(agreed: Settlement, zone: str | None) -> str:
    """What trainers agreed on, why, who wrote it down and when."""
    when = local_time(agreed.at, zone)
    return f"Settled as {LOOKS[agreed.verdict].word.lower()}: {agreed.reason} ({plain(agreed.author)}, {when})"


def comment_line(comment: Comment, zone: str | None) -> str:
    """Who wrote it, when, and who sees it."""
    return f"{plain(comment.author)}, {local_time(comment.written_at, zone)} · {SEEN_BY[comment.visibility]}"


def moment_word(seconds: float) -> str:
    return f"at {clock(seconds)}"


def agreement_lines(found: Iterable[CriterionAgreement], rubrics: Iterable[Rubric]) -> tuple[str, ...]:
    """The machine against the trainers on each criterion, the worst first."""
    titles: dict[tuple[Kind, str], str] = {(r.kind, c.id): c.title for r in rubrics for c in r.criteria}
    rows = sorted(found, key=lambda row: (row.agree / row.n, row.criterion))
    return tuple(
        f"{KIND_WORDS[row.kind]}, {titles.get((row.kind, row.criterion), row.criterion)}: same on {row.agree} of "
        f"{row.n}" + (f", kappa {row.kappa:.2f}" if row.n >= FEW else "")
        for row in rows
    )


def judged_line(verdicts: Iterable[Verdict | None]) -> str:
    """How far a scoring has come."""
    given = list(verdicts)
    return f"{sum(v is not None for v in given)} of {len(given)} points judged"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
