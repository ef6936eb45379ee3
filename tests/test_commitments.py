"""The step that a call ends on, its answer, and promises that bind nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from coach.language.agreements import Answer, answer
from coach.language.reading import Reading
from coach.language.sentences import plain
from coach.models import Facts, Kind, NextStep, Transcript

FACTS = Facts(kind=Kind.CALL, date=dt.date(2026, 3, 17))


def reading(script: str) -> Reading:
    return Reading(Transcript.from_script(script), FACTS)


def step(script: str) -> NextStep:
    found = reading(script).next_step
    assert found is not None
    return found


def test_a_step_has_action_time_purpose_owner_and_answer() -> None:
    found = step(
        """rep: I'll call you on Thursday at two to go through the samples. Does that suit you?
prospect: Yes, Thursday at two suits me."""
    )

    assert found.action == "I'll call you"
    assert (found.date, found.time) == (dt.date(2026, 3, 19), "14:00")
    assert found.purpose is not None
    assert "samples" in found.purpose
    assert found.owner == "rep"
    assert found.confirmed


def test_when_a_step_is_moved_the_last_version_counts() -> None:
    found = step(
        """rep: Could I come on Thursday at two to measure the stairs?
prospect: Thursday's no good, I'm away.
rep: Friday, then, at ten?
prospect: Could we say half past ten?
rep: Half past ten it is. All right with you?
prospect: Yes, perfect."""
    )

    assert (found.date, found.time, found.confirmed) == (dt.date(2026, 3, 20), "10:30", True)


def test_a_new_day_keeps_the_hour_that_was_agreed() -> None:
    found = step(
        """rep: Shall we meet on Thursday at two so you can see the kiln?
prospect: Thursday I can't. Does Friday work?
rep: Friday works. Is that settled?
prospect: Yes, settled."""
    )

    assert (found.date, found.time) == (dt.date(2026, 3, 20), "14:00")


def test_a_hedge_leaves_the_step_standing_and_unconfirmed() -> None:
    found = step(
        """rep: How about I come by tomorrow at nine and look at the boiler?
prospect: Should be fine, I'll have to ask my wife."""
    )

    assert found.date == dt.date(2026, 3, 18)
    assert not found.confirmed


def test_a_step_that_the_prospect_proposes_is_one() -> None:
    found = step(
        """prospect: Why don't I come in on Saturday at eleven and try the saddle?
rep: I'd love that. Saturday at eleven."""
    )

    assert (found.date, found.time, found.owner, found.confirmed) == (dt.date(2026, 3, 21), "11:00", "both", True)


def test_a_request_without_a_time_is_a_step_when_it_is_agreed_and_has_a_purpose() -> None:
    found = step(
        """rep: Can you send me a photo of the meter, so that our engineer knows the model?
prospect: Yes, I can do that."""
    )

    assert (found.date, found.time, found.owner) == (None, None, "prospect")


def test_papers_promised_later_do_not_replace_the_meeting() -> None:
    found = step(
        """rep: Shall we meet on Thursday at two to go through the plan?
prospect: Yes, Thursday at two.
rep: And I'll email you the address today by five.
prospect: Thanks."""
    )

    assert (found.date, found.time) == (dt.date(2026, 3, 19), "14:00")


@pytest.mark.parametrize(
    "script",
    [
        "rep: I'll send you some details and we'll talk soon.\nprospect: Okay.",
        "rep: Shall we meet on Thursday at two?\nprospect: No, thank you.",
        "rep: We met your sister on Thursday at two.\nprospect: Yes, she said.",
        "rep: If you change your mind, just call us.\nprospect: I will.",
        "rep: We take the old windows away and we do the sills.\nprospect: Okay.",
        "rep: What happened?\nprospect: On Friday at nine he hit my car.\nrep: Oh no.",
    ],
)
def test_a_vague_a_refused_a_past_and_a_hypothetical_step_are_none(script: str) -> None:
    assert reading(script).next_step is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Yes, that works for me.", Answer.YES),
        ("Yep, Friday's fine.", Answer.YES),
        ("I'll try.", Answer.HEDGE),
        ("It should be okay, if the bus comes.", Answer.HEDGE),
        ("No, Friday's the funeral.", Answer.NO),
        ("Hm, a kiln.", Answer.NONE),
        ("No problem, see you then.", Answer.YES),
    ],
)
def test_an_answer_is_a_yes_a_hedge_a_no_or_nothing(said: str, expected: Answer) -> None:
    assert answer(plain(said)) is expected


@pytest.mark.parametrize(
    "said",
    [
        "I'll send you some bits.",
        "We'll be in touch.",
        "I'll follow up with you.",
        "We'll take it from there.",
        "I'll get something over to you when I can.",
    ],
)
def test_a_promise_without_a_time_is_vague(said: str) -> None:
    assert [p.text for p in reading(f"rep: {said}").vague_promises] == [said]


@pytest.mark.parametrize("said", ["I'll send you the contract today by five.", "I'll call you on Thursday at ten."])
def test_a_promise_with_a_time_is_not_vague(said: str) -> None:
    assert reading(f"rep: {said}").vague_promises == ()


def test_a_question_for_a_yes_at_the_end_of_an_unmarked_turn_is_no_part_of_the_purpose() -> None:
    call = reading(
        """rep: so I'll call you at 4 30 today to check the capacitor with you that good
prospect: yep"""
    )

    assert call.next_step is not None
    assert call.next_step.purpose == "to check the capacitor with you"
    assert call.next_step.confirmed


def test_minutes_misheard_in_a_yes_do_not_move_the_step() -> None:
    found = step(
        """rep: I'll call you at 4 30 today to check the fuse. Is that good?
prospect: yep 4 35"""
    )

    assert found.time == "16:30"
    assert found.confirmed


def test_a_later_hour_that_the_prospect_asks_for_moves_the_step() -> None:
    found = step(
        """rep: Mind if I call you on Thursday at 1 with the stock list?
prospect: Make it 1:30, I'm at lunch."""
    )

    assert found.time == "13:30"


@pytest.mark.parametrize("reply", ["Thursday at ten.", "Too easy.", "It fits.", "I'll bring the letter.", "Ideal."])
def test_an_answer_without_a_yes_can_still_agree(reply: str) -> None:
    found = step(
        f"""rep: Could I come on Thursday at ten to look at the roof?
prospect: {reply}"""
    )

    assert found.confirmed


@pytest.mark.parametrize("reply", ["Let me talk to Dan and come back to you.", "I'd need to check with my boss first."])
def test_who_has_to_ask_somebody_first_has_not_agreed(reply: str) -> None:
    found = step(
        f"""rep: Could I come on Thursday at ten to look at the roof?
prospect: {reply}"""
    )

    assert not found.confirmed


def test_a_hedge_followed_by_a_plain_yes_to_the_same_step_is_a_yes() -> None:
    found = step(
        """rep: Could we meet on Thursday at ten to look at the roof?
prospect: I'd need to check with my boss first.
rep: Shall I hold Thursday at ten for you?
prospect: Okay, yes, do that."""
    )

    assert found.confirmed
