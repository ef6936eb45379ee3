"""What was put right is kept beside what was heard, is scored at once, and cannot hit the wrong words."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from two_voices import AS_FOUND, FACTS, SAID, a_call, a_call_result

from coach.changes import Rescored, changes
from coach.corrected import corrected
from coach.corrections import CastRep, CorrectWord, SetSpeaker, Swap
from coach.edges.kept_corrections import Corrections, OutdatedError, Standing
from coach.edges.store import Store
from coach.errors import CoachError, RubricError, StoreError
from coach.models import Basis, Casting, Kind, Result, Speaker, Transcript, Verdict
from coach.rescoring import correct, left_out_line, rescored, standing, undo
from coach.rubric import Rubric
from coach.workbench import rubric_for, settle

CALL = "c" * 64


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    store = Store(database_url, tmp_path)
    store.save_result(a_call_result(CALL), FACTS)
    return store


def the_rubric(result: Result) -> Rubric:
    return rubric_for(result.recording.kind, None)


def now(store: Store) -> Standing:
    found = standing(store, CALL, the_rubric)
    assert found is not None
    return found


def put_right(store: Store, *new: object) -> Rescored:
    return correct(store, now(store), new, the_rubric)  # type: ignore[arg-type]


def test_a_swap_is_scored_at_once_and_the_original_stays(store: Store) -> None:
    heard = now(store).heard

    made = put_right(store, Swap())

    assert made.before == a_call_result(CALL)
    assert made.after.transcript == corrected(heard, [Swap()])
    assert made.after.scorecard != made.before.scorecard
    assert store.result(CALL) == made.after
    assert now(store).heard == heard
    assert [row.is_latest for row in store.history()] == [True, False]


def test_the_same_engine_rubric_and_facts_judge_the_corrected_words(store: Store) -> None:
    after = put_right(store, SetSpeaker(utterance=3, speaker=Speaker.REP)).after

    assert after.engine == a_call_result(CALL).engine
    assert after == a_call_result(CALL, after.transcript)
    assert store.facts(CALL) == FACTS


def test_one_after_the_other_and_back_again(store: Store) -> None:
    first = store.result(CALL)
    second = put_right(store, CorrectWord(utterance=0, word=1, text="Thomas,")).after
    third = put_right(store, SetSpeaker(utterance=3, speaker=Speaker.REP)).after

    assert store.result(CALL) == third
    assert undo(store, now(store), the_rubric).after == second
    assert undo(store, now(store), the_rubric).after == first
    assert store.result(CALL) == first
    assert now(store).made == ()
    with pytest.raises(CoachError, match="nothing to undo"):
        undo(store, now(store), the_rubric)


def test_what_was_put_right_together_is_taken_back_together(store: Store) -> None:
    put_right(store, Swap())
    put_right(store, CorrectWord(utterance=0, word=3, text="Lewis"), CorrectWord(utterance=0, word=0, text="Hello"))

    undo(store, now(store), the_rubric)

    assert now(store).made == (CastRep(voice="right"),)


def test_of_two_tabs_the_later_one_is_told_and_changes_nothing(store: Store) -> None:
    left, right = now(store), now(store)
    correct(store, left, [CorrectWord(utterance=0, word=0, text="")], the_rubric)

    with pytest.raises(OutdatedError, match="corrected elsewhere"):
        correct(store, right, [CorrectWord(utterance=0, word=1, text="Tim,")], the_rubric)
    with pytest.raises(OutdatedError):
        undo(store, right.model_copy(update={"made": (Swap(),)}), the_rubric)

    assert now(store).transcript.utterances[0].text.startswith("Tom,")


def test_a_tab_that_missed_an_undo_and_another_correction_is_told_too(store: Store) -> None:
    put_right(store, Swap())
    seen = now(store)
    undo(store, seen, the_rubric)
    put_right(store, SetSpeaker(utterance=0, speaker=Speaker.PROSPECT))

    with pytest.raises(OutdatedError):  # as many corrections as it saw, but not the same
        correct(store, seen, [Swap()], the_rubric)


def test_a_correction_that_does_not_fit_leaves_everything_as_it_was(store: Store) -> None:
    before = now(store)

    with pytest.raises(CoachError, match="no line 99"):
        put_right(store, Swap(), SetSpeaker(utterance=98, speaker=Speaker.REP))

    assert now(store) == before
    assert len(store.history()) == 1


def test_listening_again_to_the_same_words_keeps_what_was_put_right(store: Store) -> None:
    put_right(store, SetSpeaker(utterance=3, speaker=Speaker.REP))
    wanted = store.result(CALL)

    store.save_result(a_call_result(CALL), FACTS)

    assert now(store).result == wanted
    assert store.result(CALL) == wanted
    assert left_out_line(now(store)) == ""


def test_another_guess_at_the_rep_does_not_turn_a_swap_round(store: Store) -> None:
    put_right(store, Swap())
    guess = Casting(rep="right", basis=Basis.VOICE, because="it sounds like you", sure=0.8)

    store.save_result(a_call_result(CALL, a_call(guess)), FACTS)

    assert now(store).transcript.casting == Casting(rep="right", basis=Basis.TOLD, because="you said so")
    assert now(store).result.transcript.utterances[0].speaker is Speaker.PROSPECT
    undo(store, now(store), the_rubric)
    assert now(store).transcript == a_call(guess)


def test_corrections_of_other_words_wait_until_those_words_come_back(store: Store) -> None:
    put_right(store, SetSpeaker(utterance=3, speaker=Speaker.REP))
    wanted = store.result(CALL)
    other = a_call(said=(("left", "Hi Tom, this is Lewis."), *SAID[1:]))

    store.save_result(a_call_result(CALL, other), FACTS)

    assert now(store).transcript == other
    assert now(store).made == ()
    assert "1 correction waits until those words are heard again" in left_out_line(now(store))

    put_right(store, Swap())
    store.save_result(a_call_result(CALL), FACTS)

    assert now(store).result == wanted


def test_words_heard_as_they_were_once_corrected_are_words_as_heard(store: Store) -> None:
    """Another model gets right what was put right before: its line numbers are its own."""
    put_right(store, CorrectWord(utterance=0, word=0, text="Hey there"))
    better = now(store).transcript
    undo(store, now(store), the_rubric)

    store.save_result(a_call_result(CALL, better), FACTS)

    assert now(store).heard == better
    put_right(store, CorrectWord(utterance=0, word=1, text=""))
    assert now(store).transcript.utterances[0].text.startswith("Hey Tom,")


def test_what_follows_from_a_correction_is_kept_even_when_nobody_scored_it(store: Store) -> None:
    """The work may stop between listening again and applying what was put right."""
    put_right(store, Swap())
    store.save_result(a_call_result(CALL), FACTS)
    found = Corrections(store).standing(CALL)

    assert found is not None
    assert not found.is_scored
    assert now(store).is_scored


def test_a_rubric_that_is_gone_leaves_the_result_as_heard(store: Store) -> None:
    put_right(store, Swap())
    store.save_result(a_call_result(CALL), FACTS)

    def gone(result: Result) -> Rubric:
        raise RubricError("There is no rubric 'mine'.")

    found = standing(store, CALL, gone)

    assert found is not None
    assert found.result == a_call_result(CALL)
    with pytest.raises(RubricError):
        undo(store, found, gone)
    assert len(now(store).made) == 1


def test_the_worker_brings_together_what_it_hears_and_what_was_put_right(store: Store) -> None:
    put_right(store, Swap())
    wanted = store.result(CALL)
    store.save_result(a_call_result(CALL), FACTS)

    settle(store, CALL)

    assert store.result(CALL) == wanted


def test_of_many_at_the_same_moment_one_is_applied(store: Store) -> None:
    seen = now(store)

    def try_it(number: int) -> bool:
        try:
            correct(store, seen, [CorrectWord(utterance=0, word=0, text=f"Hello{number}")], the_rubric)
        except OutdatedError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(try_it, range(6)))

    assert sum(done) == 1
    assert now(store).transcript.utterances[0].words[0].text == f"Hello{done.index(True)}"
    assert now(store).is_scored


def test_a_deleted_recording_takes_its_corrections_along(store: Store) -> None:
    put_right(store, Swap())

    store.delete(CALL)

    with store.database.read() as connection:
        assert connection.execute(store.database.corrections.select()).all() == []
    assert standing(store, CALL, the_rubric) is None


def test_corrections_of_another_version_are_refused_and_kept(store: Store) -> None:
    put_right(store, Swap())
    with store.database.write() as connection:
        connection.execute(store.database.corrections.update().values(body='{"kind":"sing"}'))

    with pytest.raises(StoreError, match="another version"):
        now(store)


def test_a_recording_is_found_by_the_start_of_its_id(store: Store) -> None:
    assert Corrections(store).find("ccc") == [CALL]
    assert Corrections(store).find("c%") == []
    assert Corrections(store).find("d") == []


def test_the_changes_are_the_findings_that_differ(store: Store) -> None:
    card = a_call_result(CALL).scorecard
    assert card is not None
    other = card.findings[0].model_copy(update={"verdict": Verdict.UNSCORED})
    reworded = card.findings[2].model_copy(update={"reason": "Another reason."})
    after = card.model_copy(update={"findings": (other, card.findings[1], reworded, *card.findings[3:])})

    found = changes(card, after)

    assert [(c.criterion, c.is_verdict) for c in found] == [
        (card.findings[0].criterion, True),
        (card.findings[2].criterion, False),
    ]
    assert changes(card, card) == ()
    assert changes(None, card) == ()


def test_findings_that_a_correction_does_not_touch_stay_equal(store: Store) -> None:
    made = put_right(store, CorrectWord(utterance=5, word=0, text="Friday"))

    touched = {change.criterion for change in made.changes}

    assert made.before.scorecard is not None
    assert made.after.scorecard is not None
    same = [f for f in made.before.scorecard.findings if f.criterion not in touched]
    assert len(same) > len(made.before.scorecard.findings) / 2
    assert all(made.after.scorecard.finding(f.criterion) == f for f in same)


def test_a_result_of_an_older_rubric_is_compared_by_the_one_of_today(store: Store) -> None:
    """Else a correction would seem to change what a new version of the rubric changed."""
    old = a_call_result(CALL)
    assert old.scorecard is not None
    aged = old.scorecard.model_copy(update={"rubric_digest": "old", "findings": old.scorecard.findings[:3]})
    store.save_result(old.model_copy(update={"scorecard": aged}), FACTS)

    made = put_right(store, CorrectWord(utterance=0, word=1, text="Thomas,"))

    assert made.before == a_call_result(CALL)


def test_half_an_hour_is_scored_again_within_a_second(store: Store) -> None:
    lines = [(voice, f"{text} And that makes number {n}.") for n in range(60) for voice, text in SAID]
    long = a_call(AS_FOUND, tuple(lines))
    assert long.utterances[-1].end > 1700
    store.save_result(a_call_result(CALL, long), FACTS)
    seen = now(store)

    began = time.process_time()  # what else the machine does is not counted
    made = correct(store, seen, [Swap()], the_rubric)
    took = time.process_time() - began

    assert made.after.transcript.utterances[0].speaker is Speaker.PROSPECT
    assert took < 1.0


def test_a_voicemail_can_be_corrected_too(store: Store) -> None:
    said = Transcript.from_turns([(Speaker.REP, "You have reached Ana."), (Speaker.REP, "Hi Ana, this is Dana.")])
    nothing = a_call_result("d" * 64)
    message = nothing.model_copy(
        update={"recording": nothing.recording.model_copy(update={"kind": Kind.VOICEMAIL}), "transcript": said}
    )
    first = rescored(message, said, rubric_for(Kind.VOICEMAIL, None), FACTS)
    store.save_result(first, FACTS.model_copy(update={"kind": Kind.VOICEMAIL}))
    seen = standing(store, "d" * 64, the_rubric)
    assert seen is not None

    after = correct(store, seen, [SetSpeaker(utterance=0, speaker=Speaker.GREETING)], the_rubric).after

    assert after.scorecard is not None
    assert after.scorecard.rubric == "voicemail"
    assert all(e.start >= said.utterances[1].start for f in after.scorecard.findings for e in f.evidence)
