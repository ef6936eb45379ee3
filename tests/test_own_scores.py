"""A rep scores themselves before they see the machine's verdicts; nobody else's figures count it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result

from coach.coaching import Comment, Visibility
from coach.edges.kept_reviews import Reviews
from coach.edges.store import Store, open_store
from coach.errors import CoachError
from coach.models import Facts, Result, Scorecard, Verdict
from coach.own_scores import OwnCard, Way, own_card, way
from coach.presentation.own_scores import can_be_scored, gap_line, gaps, you_said
from coach.reviews import ReviewDraft
from coach.rubric import load_rubric, packaged_rubrics
from coach.settings import load_settings

AT = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
RUBRIC = load_rubric(packaged_rubrics()["voicemail"])


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store) -> Result:
    made = result(store.keep_audio(io.BytesIO(b"sound"), "a.ogg", 1 << 24), "a.ogg", Facts(caller="Dana"))
    store.save_result(made, Facts(caller="Dana"))
    return made


@pytest.fixture(scope="module")
def card() -> Scorecard:
    card = result("a" * 64, "a.ogg", Facts()).scorecard
    assert card is not None
    return card


def drafted(card: Scorecard, **other: Verdict) -> ReviewDraft:
    """A draft that says what the machine says, but for `other`; where the machine says nothing it is met."""
    draft = ReviewDraft()
    for finding in card.findings:
        same = Verdict.MET if finding.verdict is Verdict.UNSCORED else finding.verdict
        draft = draft.judge(finding.criterion, other.get(finding.criterion.replace("-", "_"), same))
    return draft


def own(card: Scorecard, **other: Verdict) -> OwnCard:
    return own_card(drafted(card, **other), card, RUBRIC, "Dana", AT)


@pytest.mark.parametrize(
    ("mine", "machine", "expected"),
    [
        (Verdict.MET, Verdict.MET, Way.SAME),
        (Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE, Way.SAME),
        (Verdict.MET, Verdict.PARTIAL, Way.KINDER),
        (Verdict.PARTIAL, Verdict.MISSED, Way.KINDER),
        (Verdict.MISSED, Verdict.PARTIAL, Way.STRICTER),
        (Verdict.NOT_APPLICABLE, Verdict.MISSED, Way.ASIDE),
        (Verdict.MET, Verdict.UNSCORED, Way.ASIDE),
    ],
)
def test_a_rep_is_kinder_or_stricter_only_where_both_verdicts_count(
    mine: Verdict, machine: Verdict, expected: Way
) -> None:
    assert way(mine, machine) is expected


def test_every_point_is_judged_before_the_result_is_shown(card: Scorecard) -> None:
    draft = ReviewDraft().judge(card.findings[0].criterion, Verdict.MET)

    with pytest.raises(CoachError, match=r"No verdict of yours yet on: ") as refused:
        own_card(draft, card, RUBRIC, "Dana", AT)

    assert RUBRIC.criterion(card.findings[0].criterion).title not in str(refused.value)


def test_where_the_rep_was_kinder_is_read_first(card: Scorecard) -> None:
    machine = {f.criterion: f.verdict for f in card.findings}
    missed = next(name for name, verdict in machine.items() if verdict in (Verdict.MISSED, Verdict.PARTIAL))
    met = next(name for name, verdict in machine.items() if verdict is Verdict.MET)
    mine = own(card, **{missed.replace("-", "_"): Verdict.MET, met.replace("-", "_"): Verdict.MISSED})

    found = gaps(mine, card, RUBRIC)

    assert [gap.way for gap in found][:2] == [Way.KINDER, Way.STRICTER]
    assert [point.finding.criterion for point in found[0].points] == [missed]
    assert f"the same on {len(card.findings) - 2} of {len(card.findings)} points, kinder on 1, stricter on 1" in (
        gap_line(mine, card)
    )
    assert you_said(card.finding(met), mine).word == "Missed"  # type: ignore[union-attr]


def test_a_score_by_another_version_of_the_rubric_is_not_compared(card: Scorecard) -> None:
    newer = card.model_copy(update={"rubric_digest": "newer"})

    assert f"the machine {card.score} / 100" in gap_line(own(card), card)
    assert gap_line(own(card), newer).startswith("You scored yourself by another version of the rubric.")
    assert not can_be_scored(newer, RUBRIC)


def test_what_a_rep_says_of_themselves_is_kept_and_is_no_trainers_scoring(store: Store, card: Scorecard) -> None:
    made, reviews = kept(store), Reviews(store)
    recording = made.recording.id
    reviews.save_own_draft(recording, "Dana", drafted(card))
    mine = own(card)

    reviews.submit_own(recording, mine)

    people = reviews.of(recording)
    assert people.own is not None
    assert people.own.card == mine
    assert reviews.own_draft(recording, " DANA ") == drafted(card)
    assert (people.cards, people.latest, reviews.draft(recording, "Dana")) == ((), (), ReviewDraft())
    assert reviews.last_trainer() is None
    (waiting,) = reviews.queue()
    assert (waiting.cards, waiting.drafts) == ((), ())
    assert store.result(recording) == made
    reviews.take_back(recording, people.own.id)
    assert reviews.of(recording).own is None


def test_a_rep_reads_their_own_notes_and_no_trainer_does() -> None:
    from coach.coaching import Coaching, LoggedComment

    def comment(number: int, author: str, visibility: Visibility) -> LoggedComment:
        text = f"{author} {visibility}"
        said = Comment(at=number, text=text, author=author, visibility=visibility, written_at=AT)
        return LoggedComment(id=number, comment=said)

    people = Coaching(
        scorecard=1,
        comments=tuple(
            comment(n, author, seen)
            for n, (author, seen) in enumerate((a, v) for a in ("Dana", "Kim") for v in Visibility)
        ),
    )

    assert [t.first.comment.text for t in people.threads_of_rep("dana")] == [
        "Dana me",
        "Dana rep",
        "Dana team",
        "Kim rep",
        "Kim team",
    ]
    assert "Dana me" not in [t.first.comment.text for t in people.threads("Kim")]
    assert "Dana me" not in [t.first.comment.text for t in people.threads(None)]
