"""What people say of a recording is kept as a log: added to, taken back, never overwritten; the machine's stays."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result

from coach.coaching import Comment, Dispute, Visibility
from coach.edges.kept_reviews import RescoredError, Reviews
from coach.edges.store import Store, open_store
from coach.errors import StoreError
from coach.models import Facts, Result, Verdict
from coach.reviews import ReviewDraft, TrainerCard, submitted
from coach.rubric import load_rubric, packaged_rubrics
from coach.settings import load_settings

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
RUBRIC = load_rubric(packaged_rubrics()["voicemail"])


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store, sound: bytes = b"sound", caller: str | None = "Dana") -> Result:
    facts = Facts(lead="Marcus", caller=caller)
    made = result(store.keep_audio(io.BytesIO(sound), "for marcus.ogg", 1 << 24), "for marcus.ogg", facts)
    store.save_result(made, facts)
    return made


def scored(made: Result, trainer: str = "Kim") -> TrainerCard:
    assert made.scorecard is not None
    draft = ReviewDraft()
    for finding in made.scorecard.findings:
        verdict = Verdict.MET if finding.verdict is not Verdict.NOT_APPLICABLE else finding.verdict
        draft = draft.judge(finding.criterion, verdict).because(finding.criterion, "I heard it.")
    return submitted(draft, made.scorecard, RUBRIC, trainer, NOW)


def submit(store: Store, made: Result, trainer: str = "Kim") -> TrainerCard:
    reviews, card = Reviews(store), scored(made, trainer)
    reviews.submit(made.recording.id, reviews.of(made.recording.id).scorecard, card)
    return card


def rows(store: Store) -> list[tuple[str, bool]]:
    with store.database.read() as connection:
        found = connection.exec_driver_sql("SELECT kind, withdrawn_at IS NULL FROM review_log ORDER BY id")
        return [(kind, bool(stands)) for kind, stands in found]


def test_a_draft_comes_back_as_it_was_and_is_each_trainers_own(store: Store) -> None:
    recording, reviews = kept(store).recording.id, Reviews(store)

    reviews.save_draft(recording, "Kim", ReviewDraft().judge("length", Verdict.MET))
    reviews.save_draft(recording, "Kim", ReviewDraft().judge("length", Verdict.MISSED))

    assert reviews.draft(recording, " KIM ").opinion("length").verdict is Verdict.MISSED
    assert reviews.draft(recording, "Lee") == ReviewDraft()


def test_undo_goes_back_step_by_step_and_the_log_keeps_all(store: Store) -> None:
    recording, reviews = kept(store).recording.id, Reviews(store)
    reviews.save_draft(recording, "Kim", ReviewDraft().judge("length", Verdict.MET))
    reviews.save_draft(recording, "Kim", ReviewDraft().judge("length", Verdict.MISSED))

    reviews.undo(recording, "Kim")
    once = reviews.draft(recording, "Kim")
    reviews.undo(recording, "Kim")
    reviews.undo(recording, "Kim")

    assert once.opinion("length").verdict is Verdict.MET
    assert reviews.draft(recording, "Kim") == ReviewDraft()
    assert not reviews.can_undo(recording, "Kim")
    assert rows(store) == [("draft", False), ("draft", False)]


def test_both_scores_who_and_when_are_kept_and_the_machines_result_is_untouched(store: Store) -> None:
    made = kept(store)

    card = submit(store, made)

    assert [c.card for c in Reviews(store).of(made.recording.id).cards] == [card]
    assert (card.trainer, card.at, card.machine_score) == ("Kim", NOW, made.scorecard.score)  # type: ignore[union-attr]
    assert store.result(made.recording.id) == made


def test_a_submission_is_taken_back_and_stays_in_the_log_and_the_draft_cannot_be_undone_past_it(store: Store) -> None:
    made, reviews = kept(store), Reviews(store)
    recording = made.recording.id
    reviews.save_draft(recording, "Kim", ReviewDraft().judge("length", Verdict.MET))
    submit(store, made)
    assert not reviews.can_undo(recording, "Kim")

    reviews.take_back(recording, reviews.of(recording).cards[0].id)

    assert reviews.of(recording).cards == ()
    assert reviews.can_undo(recording, "Kim")
    assert rows(store) == [("draft", True), ("card", False)]


def test_a_scoring_of_what_the_machine_no_longer_says_is_refused(store: Store) -> None:
    made, reviews = kept(store), Reviews(store)
    seen = reviews.of(made.recording.id).scorecard
    store.save_result(made.model_copy(update={"scorecard": made.scorecard.model_copy(update={"score": 1})}), Facts())  # type: ignore[union-attr]

    with pytest.raises(RescoredError, match="scored again"):
        reviews.submit(made.recording.id, seen, scored(made))

    assert rows(store) == []


def test_a_comment_and_its_answer_are_kept_and_one_can_be_taken_back(store: Store) -> None:
    made, reviews = kept(store), Reviews(store)
    said = Comment(at=4.5, text="Slow down.", author="Kim", visibility=Visibility.REP, written_at=NOW)
    reviews.comment(made.recording.id, said)
    first = reviews.of(made.recording.id).comments[0]
    reviews.comment(made.recording.id, said.model_copy(update={"author": "Dana", "reply_to": first.id, "text": "Yes."}))

    (thread,) = reviews.of(made.recording.id).threads(None)
    assert (thread.first.comment, [r.comment.text for r in thread.replies]) == (said, ["Yes."])
    reviews.take_back(made.recording.id, first.id)
    assert reviews.of(made.recording.id).threads(None) == ()


def test_an_entry_of_another_recording_is_not_taken_back(store: Store) -> None:
    made, other, reviews = kept(store), kept(store, b"other"), Reviews(store)
    submit(store, made)

    reviews.take_back(other.recording.id, reviews.of(made.recording.id).cards[0].id)

    assert len(reviews.of(made.recording.id).cards) == 1


def test_the_queue_says_of_each_recording_what_waits(store: Store) -> None:
    made, other, reviews = kept(store), kept(store, b"other", None), Reviews(store)
    store.keep_audio(io.BytesIO(b"not listened to"), "new.ogg", 1 << 24)
    name = made.scorecard.findings[0].criterion  # type: ignore[union-attr]
    reviews.dispute(
        made.recording.id, Dispute(criterion=name, verdict=Verdict.MET, reason="No.", author="Dana", at=NOW)
    )
    reviews.save_draft(other.recording.id, "Kim", ReviewDraft().judge(name, Verdict.MET))
    submit(store, other, "Lee")

    found = {w.recording: w for w in reviews.queue()}

    assert set(found) == {made.recording.id, other.recording.id}
    assert (found[made.recording.id].disputes, found[made.recording.id].rep) == (1, "Dana")
    assert (found[other.recording.id].disputes, found[other.recording.id].drafts) == (0, ("Kim",))
    assert [c.trainer for c in found[other.recording.id].cards] == ["Lee"]


def test_who_scored_last_is_known(store: Store) -> None:
    made, reviews = kept(store), Reviews(store)
    assert reviews.last_trainer() is None

    reviews.save_draft(made.recording.id, "Kim", ReviewDraft())

    assert reviews.last_trainer() == "Kim"


def test_what_was_said_of_a_recording_goes_with_it(store: Store) -> None:
    made = kept(store)
    submit(store, made)

    store.delete(made.recording.id)

    assert rows(store) == []
    with pytest.raises(StoreError, match="not here any more"):
        Reviews(store).save_draft(made.recording.id, "Kim", ReviewDraft())
