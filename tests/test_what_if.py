"""What a changed rubric would do to the library is what scoring it again comes to."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from saved_worker import result

from coach.edges.kept_cards import under_other_versions
from coach.edges.store import Store, open_store
from coach.library_scores import score_again, what_if
from coach.models import Facts, Verdict
from coach.presentation.what_if import asked_line, rows, sum_line
from coach.rubric import Rubric, rubric_in
from coach.rubrics_in_use import begin, judged_by, shipped_rubric
from coach.settings import load_settings
from coach.what_if import FindingChange, Outcome, Sum, judged_again, summed

SAID = (
    "Hi Marcus, this is Dana Reyes from Harper Law. Sorry I missed you. Call me on 412 555 0158.",
    "Hi Marcus, Dana from Harper Law about the crash on Fifth Street. I can read the report to you. Call 412 555 0158.",
    "Hi, just checking in about your inquiry. Call me back.",
)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    for n, said in enumerate(SAID):
        recording = store.keep_audio(io.BytesIO(bytes([n])), f"{n}.ogg", 1 << 20)
        store.save_result(result(recording, f"{n}.ogg", Facts(lead=f"L{n}"), said), Facts(lead=f"L{n}"))
    yield store
    store.close()


def draft(**weights: int) -> Rubric:
    made = begin("voicemail").ask("personal", is_asked=False)
    for name, weight in weights.items():
        made = made.change(name.replace("_", "-"), "weight", weight)
    return rubric_in(made.text(2), "voicemail")


def test_what_it_says_is_what_scoring_the_library_again_gives(store: Store) -> None:
    changed = draft(positive_wording=60)

    told = {one.recording: (one.now, one.then) for one in what_if(store, changed, judged_by)}

    assert set(under_other_versions(store, changed)) == set(told)
    for recording in told:
        made = score_again(store, recording, changed)
        assert made is not None
        assert (made.before.scorecard.score, made.after.scorecard.score) == told[recording]
    assert under_other_versions(store, changed) == ()
    assert len(store.history()) == 2 * len(SAID)


def test_words_are_read_again_only_where_a_verdict_does_not_follow_from_those_we_have(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, changed = shipped_rubric("voicemail"), draft()
    for recording in under_other_versions(store, changed):
        score_again(store, recording, changed)

    asked_again = list(what_if(store, shipped, lambda card: changed))

    assert {change.criterion for one in asked_again for change in one.changes} == {"personal"}
    assert {change.now for one in asked_again for change in one.changes} == {None}
    assert [c.then for one in asked_again for c in one.changes].count(Verdict.MISSED) == 1
    monkeypatch.setattr("coach.library_scores.score", None)
    assert len(list(what_if(store, draft(firm=50), lambda card: changed))) == len(SAID)


def test_a_card_of_an_unknown_version_does_not_tell_what_another_would_say(store: Store) -> None:
    card = store.result(store.recordings()[0].id).scorecard

    assert judged_again(card, None, draft()) is None
    assert judged_again(card, shipped_rubric("voicemail"), draft()) == card.findings[:-1]


def test_a_library_that_nobody_scored_has_nothing_to_tell() -> None:
    store = open_store(load_settings())

    assert list(what_if(store, draft(), judged_by)) == []
    store.close()


def one(now: int | None, then: int | None, *changes: FindingChange, name: str = "a.ogg") -> Outcome:
    return Outcome(recording="f", name=name, now=now, then=then, changes=changes)


def test_the_sum_counts_both_ways_and_tells_the_median() -> None:
    found = summed([one(50, 60), one(50, 49), one(50, 50), one(50, 58), one(None, 20), one(10, None)])

    assert found == Sum(up=2, down=1, same=1, no_score=2, median=4.0)
    assert sum_line(found) == (
        "Of 4 recordings 2 go up, 1 goes down and 1 stays; the median change is +4. 2 recordings cannot be compared."
    )
    assert sum_line(summed([one(50, 45)])).endswith("the median change is −5.")
    assert sum_line(summed([one(None, None)])) == "None of 1 recording has a score to compare."


def test_rows_begin_with_what_changes_most_and_tell_the_verdicts_that_change() -> None:
    newly = FindingChange(criterion="firm", title="Names the firm", now=None, then=Verdict.MET)
    gone = FindingChange(criterion="ask", title="Asks", now=Verdict.MET, then=None)
    found = rows([one(50, 52, gone), one(50, 41, newly, name="b" * 50), one(None, 3)])

    assert [(r.score, r.difference, r.changes) for r in found] == [
        ("50 → 41", "−9", "Names the firm: not asked → met"),
        ("50 → 52", "+2", ""),
        ("no score → 3", "–", ""),
    ]
    assert found[0].name == "b" * 25 + "…" + "b" * 14


def test_criteria_that_come_and_go_are_told_once() -> None:
    assert asked_line(shipped_rubric("voicemail"), draft()) == "Not asked any more: Uses their name."
    assert asked_line(draft(), shipped_rubric("voicemail")) == "Asked from now on: Uses their name."
    assert asked_line(draft(), draft()) == ""
