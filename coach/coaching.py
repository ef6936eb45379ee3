"""What people say of one recording: trainers' scorings, comments on moments, what the rep disputes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from coach.models import Kind, Scorecard, Value, Verdict
from coach.reviews import LEAST_REASON, TRAINER_VERDICTS, Name, Said, TrainerCard


class Visibility(StrEnum):
    """Who sees a comment."""

    ME = "me"
    REP = "rep"
    TEAM = "team"


class Comment(Value):
    """What somebody says about a moment; `reply_to` is the comment that it answers."""

    at: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    text: Said
    author: Name
    visibility: Visibility
    written_at: AwareDatetime
    reply_to: int | None = None


class Dispute(Value):
    """A rep's "not right": the finding, what it said then, and why it is wrong."""

    criterion: str
    verdict: Verdict
    reason: Said
    author: Name
    at: AwareDatetime


class Settlement(Value):
    """What trainers agreed on where they had judged differently. The verdicts of each stay as they were given."""

    criterion: str
    verdict: Verdict
    reason: Said
    author: Name
    at: AwareDatetime

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if self.verdict not in TRAINER_VERDICTS:
            raise ValueError(f"'{self.verdict}' is no verdict that a person gives")
        if len(self.reason) < LEAST_REASON:
            raise ValueError("a verdict that settles it needs a reason")
        return self


class LoggedComment(Value):
    id: int
    comment: Comment


class LoggedDispute(Value):
    id: int
    dispute: Dispute


class LoggedCard(Value):
    id: int
    card: TrainerCard


class LoggedSettlement(Value):
    id: int
    settlement: Settlement


class Thread(Value):
    """A comment and its answers."""

    first: LoggedComment
    replies: tuple[LoggedComment, ...]


class Coaching(Value):
    """Everything that people said of one recording. `scorecard` names the result that they look at."""

    scorecard: int | None
    cards: tuple[LoggedCard, ...] = ()
    """Every scoring that was not taken back, in order."""
    comments: tuple[LoggedComment, ...] = ()
    disputes: tuple[LoggedDispute, ...] = ()
    settlements: tuple[LoggedSettlement, ...] = ()

    def settled(self, criterion: str) -> LoggedSettlement | None:
        """What was agreed on this criterion last."""
        return settled(self.settlements, criterion)

    def by(self, trainer: str) -> LoggedCard | None:
        """The last scoring of this trainer."""
        mine = [c for c in self.cards if same_name(c.card.trainer, trainer)]
        return mine[-1] if mine else None

    @property
    def latest(self) -> tuple[TrainerCard, ...]:
        """The last scoring of each trainer, in order."""
        return tuple({_folded(c.card.trainer): c.card for c in self.cards}.values())

    @property
    def open_disputes(self) -> tuple[LoggedDispute, ...]:
        """What no trainer has judged since it was disputed."""
        return tuple(d for d in self.disputes if not any(_answers(c.card, d.dispute) for c in self.cards))

    def threads(self, trainer: str | None) -> tuple[Thread, ...]:
        """What this trainer may read, or the rep where it is None, in order of the moments."""
        first = [c for c in self.comments if c.comment.reply_to is None and _may_read(c.comment, trainer)]
        first.sort(key=lambda logged: (logged.comment.at, logged.id))
        return tuple(
            Thread(first=one, replies=tuple(c for c in self.comments if c.comment.reply_to == one.id)) for one in first
        )


def settled(settlements: Iterable[LoggedSettlement], criterion: str) -> LoggedSettlement | None:
    """The last of these that is about this criterion."""
    of = [logged for logged in settlements if logged.settlement.criterion == criterion]
    return of[-1] if of else None


def _may_read(comment: Comment, trainer: str | None) -> bool:
    if trainer is None:
        return comment.visibility is not Visibility.ME
    return comment.visibility is Visibility.TEAM or same_name(comment.author, trainer)


def _answers(card: TrainerCard, dispute: Dispute) -> bool:
    return card.at > dispute.at and card.review(dispute.criterion) is not None


def same_name(one: str, other: str) -> bool:
    """Whether both are the same name, however spaced and cased."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


class Waiting(Value):
    """A scored recording as the trainer's queue shows it."""

    recording: str
    name: str
    kind: Kind
    kept_at: AwareDatetime
    rep: str | None
    lead: str | None
    score: int | None
    disputes: int = 0
    """Findings that are disputed and not judged since."""
    doubts: int = 0
    """Findings that ask to be confirmed, or could not be judged."""
    cards: tuple[TrainerCard, ...] = ()
    """The last scoring of each trainer."""
    settlements: tuple[LoggedSettlement, ...] = ()
    drafts: tuple[str, ...] = ()
    """Trainers who began a scoring."""

    def card_of(self, trainer: str) -> TrainerCard | None:
        return next((c for c in self.cards if same_name(c.trainer, trainer)), None)


def doubts_of(card: Scorecard) -> int:
    """How many findings a listener had better look at."""
    return sum(bool(f.please_confirm) or f.verdict is Verdict.UNSCORED for f in card.findings)
