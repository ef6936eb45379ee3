"""A trainer's scoring: what may be submitted, how it is scored, what stays of the machine, who reads a comment."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError
from saved_worker import result

from coach.coaching import Coaching, Comment, Dispute, LoggedCard, LoggedComment, LoggedDispute, Visibility
from coach.errors import CoachError
from coach.models import Facts, Scorecard, Speaker, Verdict
from coach.presentation.coaching import DISPUTED, NEW, chosen, compared, following, gap_line
from coach.reviews import (
    Review,
    ReviewDraft,
    TrainerCard,
    submitted,
    trainer_agreement,
    unexplained,
    unjudged,
    words_from,
)
from coach.rubric import load_rubric, packaged_rubrics

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
RUBRIC = load_rubric(packaged_rubrics()["voicemail"])
HEARD = result("a" * 64, "for marcus.ogg", Facts(lead="Marcus"))


def card() -> Scorecard:
    assert HEARD.scorecard is not None
    return HEARD.scorecard


def agreeing(**other: Verdict) -> ReviewDraft:
    """A draft that says what the machine says, but for `other`."""
    draft = ReviewDraft()
    for finding in card().findings:
        said = finding.verdict if finding.verdict is not Verdict.UNSCORED else Verdict.MET
        draft = draft.judge(finding.criterion, other.get(finding.criterion.replace("-", "_"), said))
    return draft


def made(draft: ReviewDraft, trainer: str = "Kim", at: dt.datetime = NOW) -> TrainerCard:
    return submitted(draft, card(), RUBRIC, trainer, at)


def first_met() -> str:
    return next(f.criterion for f in card().findings if f.verdict is Verdict.MET)


def test_who_says_what_the_machine_says_comes_to_its_score() -> None:
    scored = made(agreeing())

    assert (scored.score, scored.machine_score, scored.gap) == (card().score, card().score, 0)
    assert gap_line(scored) == "Both come to the same score."


def test_a_trainer_scores_by_the_weights_of_the_rubric_and_the_machine_stays() -> None:
    name = first_met()
    draft = agreeing().judge(name, Verdict.MISSED).because(name, "Only the first name is said.")

    scored = made(draft)

    judged = sum(c.weight for c in RUBRIC.criteria if card().finding(c.id).verdict is not Verdict.NOT_APPLICABLE)
    weight = RUBRIC.criterion(name).weight
    assert scored.machine_score == card().score
    assert scored.gap is not None
    assert scored.gap == pytest.approx(-100 * weight / judged, abs=1)
    review = scored.review(name)
    assert review is not None
    assert (review.machine, review.verdict, review.reason) == (
        Verdict.MET,
        Verdict.MISSED,
        "Only the first name is said.",
    )


@pytest.mark.parametrize("reason", ["", "  ", "no", " x \n"])
def test_an_override_without_a_reason_is_refused_and_named(reason: str) -> None:
    name = first_met()
    draft = agreeing().judge(name, Verdict.MISSED).because(name, reason)

    with pytest.raises(CoachError, match="without a reason on: ") as refused:
        made(draft)

    assert RUBRIC.criterion(name).title in str(refused.value)


def test_an_override_without_a_reason_is_no_value_at_all() -> None:
    with pytest.raises(ValidationError, match="needs a reason"):
        Review(criterion="name", machine=Verdict.MET, verdict=Verdict.MISSED)


def test_a_verdict_where_the_machine_had_none_needs_no_reason() -> None:
    assert not Review(criterion="name", machine=Verdict.UNSCORED, verdict=Verdict.MISSED).is_override


def test_a_person_can_always_judge() -> None:
    with pytest.raises(ValidationError, match="no verdict that a person gives"):
        Review(criterion="name", machine=Verdict.UNSCORED, verdict=Verdict.UNSCORED)


def test_a_point_without_a_verdict_is_named() -> None:
    draft = ReviewDraft(opinions=agreeing().opinions[1:])

    with pytest.raises(CoachError, match="No verdict yet on: ") as refused:
        made(draft)

    assert unjudged(draft, card()) == (card().findings[0].criterion,)
    assert RUBRIC.criterion(card().findings[0].criterion).title in str(refused.value)


def test_scores_by_other_weights_are_not_compared() -> None:
    older = card().model_copy(update={"rubric_digest": "another"})

    with pytest.raises(CoachError, match="another version of the rubric"):
        submitted(agreeing(), older, RUBRIC, "Kim", NOW)


def test_what_was_said_blind_is_kept_when_the_verdict_changes_afterwards() -> None:
    name = first_met()
    draft = agreeing().judge(name, Verdict.MISSED).reveal().judge(name, Verdict.MET)

    review = made(draft).review(name)

    assert review is not None
    assert (review.verdict, review.blind) == (Verdict.MET, Verdict.MISSED)
    assert "Said missed before" in next(r.changed_mind for r in compared(made(draft), card(), RUBRIC)
                                        if r.review.criterion == name)  # fmt: skip


def test_agreement_counts_what_was_said_before_the_machine_was_seen() -> None:
    name = first_met()
    swayed = agreeing().judge(name, Verdict.MISSED).reveal().judge(name, Verdict.MET)

    shown_first = made(ReviewDraft().reveal().model_copy(update={"opinions": agreeing().opinions}))
    cards = [made(swayed), made(agreeing().reveal()), shown_first]

    row = next(r for r in trainer_agreement(cards) if r.criterion == name)

    assert (row.n, row.agree, row.confusion) == (2, 1, {"missed": {"met": 1}, "met": {"met": 1}})


def test_words_chosen_in_the_transcript_are_quoted_as_they_were_heard() -> None:
    words = HEARD.transcript.utterances[0].words

    found = words_from(HEARD.transcript, words[3].start, words[5].start)

    assert found.quote == "is Dana Reyes"
    assert (found.start, found.end, found.speaker) == (words[3].start, words[5].end, Speaker.REP)


@pytest.mark.parametrize(("first", "last"), [(900.0, 901.0), (5.0, 1.0)])
def test_a_moment_without_words_is_no_evidence(first: float, last: float) -> None:
    with pytest.raises(CoachError, match="no words there"):
        words_from(HEARD.transcript, first, last)


def test_a_whole_monologue_is_no_evidence() -> None:
    long = result("b" * 64, "long.ogg", Facts(), said="word " * 200)

    with pytest.raises(CoachError, match="more than 60 words"):
        words_from(long.transcript, 0, 900)


def test_the_same_words_are_evidence_once_and_can_be_taken_away() -> None:
    found = words_from(HEARD.transcript, 0, 1)

    draft = ReviewDraft().pointing_to("name", found).pointing_to("name", found)

    assert draft.opinion("name").evidence == (found,)
    assert draft.without("name", found).opinion("name").evidence == ()


def comment(number: int, author: str, seen_by: Visibility, reply_to: int | None = None) -> LoggedComment:
    said = Comment(at=number, text="Listen", author=author, visibility=seen_by, written_at=NOW, reply_to=reply_to)
    return LoggedComment(id=number, comment=said)


def test_each_reads_the_comments_that_are_for_them() -> None:
    people = Coaching(
        scorecard=1,
        comments=(
            comment(4, "Kim", Visibility.TEAM),
            comment(1, "Kim", Visibility.ME),
            comment(2, "Lee", Visibility.REP),
            comment(3, "Rep", Visibility.REP, reply_to=2),
        ),
    )

    def read(who: str | None) -> list[int]:
        return [t.first.id for t in people.threads(who)]

    assert read(" kim ") == [1, 4]
    assert read("Lee") == [2, 4]
    assert read(None) == [2, 4]
    assert [r.id for r in people.threads(None)[0].replies] == [3]


def test_a_dispute_is_open_until_a_trainer_scores_after_it() -> None:
    dispute = Dispute(criterion=first_met(), verdict=Verdict.MET, reason="I did.", author="Dana", at=NOW)
    people = Coaching(scorecard=1, disputes=(LoggedDispute(id=1, dispute=dispute),))
    before = LoggedCard(id=2, card=made(agreeing(), at=NOW - dt.timedelta(hours=1)))
    after = LoggedCard(id=3, card=made(agreeing(), at=NOW + dt.timedelta(hours=1)))

    assert people.model_copy(update={"cards": (before,)}).open_disputes == people.disputes
    assert people.model_copy(update={"cards": (before, after)}).open_disputes == ()


def test_the_last_scoring_of_each_trainer_counts() -> None:
    cards = [made(agreeing(), who, NOW + dt.timedelta(hours=n)) for n, who in enumerate(["Kim", "Lee", "kim"])]
    people = Coaching(scorecard=1, cards=tuple(LoggedCard(id=n, card=c) for n, c in enumerate(cards)))

    assert [c.at for c in people.latest] == [cards[2].at, cards[1].at]
    assert people.by("KIM").card == cards[2]  # type: ignore[union-attr]


def test_the_queue_is_filtered_and_what_is_disputed_comes_first() -> None:
    from coach.coaching import Waiting

    def waiting(name: str, **more: object) -> Waiting:
        fields = {"recording": name, "name": name, "kind": RUBRIC.kind, "kept_at": NOW, "rep": "Dana", "lead": None}
        return Waiting.model_validate(fields | {"score": 50} | more)

    done = waiting("done", cards=(made(agreeing()),))
    queue = [done, waiting("new"), waiting("disputed", disputes=1, rep="Ana")]

    assert [w.recording for w in chosen(queue, [], None, "Kim")] == ["disputed", "done", "new"]
    assert [w.recording for w in chosen(queue, [NEW], None, "Kim")] == ["disputed", "new"]
    assert [w.recording for w in chosen(queue, [DISPUTED], None, "Kim")] == ["disputed"]
    assert [w.recording for w in chosen(queue, [], "Dana", "Kim")] == ["done", "new"]
    assert following(queue, "new", "Kim") == queue[2]
    assert following(queue[:2], "new", "Kim") is None


def test_what_needs_a_reason_is_what_differs() -> None:
    name = first_met()

    assert unexplained(agreeing().judge(name, Verdict.PARTIAL), card()) == (name,)
    assert unexplained(agreeing(), card()) == ()
