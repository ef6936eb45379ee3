"""What people say of one recording: trainers' scorings, comments on moments, what the rep disputes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from coach.models import Kind, Scorecard, Value, Verdict
from coach.own_scores import OwnCard
from coach.reviews import Name, Said, TrainerCard


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


class LoggedComment(Value):
    id: int
    comment: Comment


class LoggedDispute(Value):
    id: int
    dispute: Dispute


class LoggedCard(Value):
    id: int
    card: TrainerCard


class LoggedOwn(Value):
    id: int
    card: OwnCard


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
    own: LoggedOwn | None = None
    """How the rep scored themselves last."""

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
        """What this trainer may read, or any rep where it is None, in order of the moments."""
        return self._threads(lambda comment: _may_read(comment, trainer))

    def threads_of_rep(self, rep: str) -> tuple[Thread, ...]:
        """What this rep may read: what is meant for reps, and their own notes."""
        return self._threads(lambda comment: _may_read(comment, None) or same_name(comment.author, rep))

    def _threads(self, may_read: Callable[[Comment], bool]) -> tuple[Thread, ...]:
        first = [c for c in self.comments if c.comment.reply_to is None and may_read(c.comment)]
        first.sort(key=lambda logged: (logged.comment.at, logged.id))
        return tuple(
            Thread(first=one, replies=tuple(c for c in self.comments if c.comment.reply_to == one.id)) for one in first
        )


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
    drafts: tuple[str, ...] = ()
    """Trainers who began a scoring."""

    def card_of(self, trainer: str) -> TrainerCard | None:
        return next((c for c in self.cards if same_name(c.trainer, trainer)), None)


def doubts_of(card: Scorecard) -> int:
    """How many findings a listener had better look at."""
    return sum(bool(f.please_confirm) or f.verdict is Verdict.UNSCORED for f in card.findings)
