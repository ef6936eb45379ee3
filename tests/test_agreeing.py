"""Answers to a proposal, how a step is bargained over, and whether now suits."""

from __future__ import annotations

import datetime as dt

import pytest

from coach.language.agreements import Answer, answer
from coach.language.good_time import asks_if_now_suits
from coach.language.promises import closes_the_matter, vague_promises
from coach.language.reading import Reading
from coach.models import Facts, Kind, NextStep, Transcript, Verdict
from coach.scoring import score
from coach.workbench import rubric_for

FACTS = Facts(kind=Kind.CALL, date=dt.date(2026, 3, 17))
"""A Tuesday."""


def step(script: str) -> NextStep | None:
    return Reading(Transcript.from_script(script), FACTS).next_step


def agreed(script: str) -> NextStep:
    found = step(script)
    assert found is not None
    return found


def verdict(script: str, criterion: str) -> Verdict:
    card = score(Transcript.from_script(script), rubric_for(Kind.CALL, None), FACTS)
    return next(f.verdict for f in card.findings if f.criterion == criterion)


@pytest.mark.parametrize(
    ("proposal", "said", "expected"),
    [
        ("Can I put the kiln in your van on Saturday?", "Go on then, bring it.", Answer.YES),
        ("So Wednesday at four for the hearing test?", "Wednesday, four o'clock.", Answer.YES),
        ("Does the tenth suit the choir?", "No, that's fine, the tenth works.", Answer.YES),
        ("Shall I come at nine?", "I don't see why not.", Answer.YES),
        ("Could you be there on Friday?", "Friday I have the... no, that's Thursday. Yes, I can.", Answer.YES),
        ("So Monday at two for the boiler?", "All being well, yes.", Answer.HEDGE),
        ("So Monday at two for the boiler?", "It ought to be all right, touch wood.", Answer.HEDGE),
        ("So Monday at two for the boiler?", "Yes, unless the babysitter lets me down.", Answer.HEDGE),
        ("So Monday at two for the boiler?", "I'll give it a go.", Answer.HEDGE),
        ("You bring the deeds and the survey on Friday?", "Friday's fine, but I don't have the survey.", Answer.HALF),
        ("I'd tune the piano and the organ on Monday?", "The piano, yes. Not the organ.", Answer.HALF),
        ("So Tuesday at nine?", "Could we make it Thursday?", Answer.NO),
        ("So Tuesday at nine?", "Tuesday I can't.", Answer.NO),
        ("Shall I order the glass?", "Hold off on that for now, no.", Answer.NO),
        ("Shall we say the ninth?", "Let me sleep on it.", Answer.NO),
        ("Can our surveyor call on Friday?", "What would he be looking at?", Answer.ASKS),
    ],
)
def test_an_answer_is_read_against_what_was_proposed(proposal: str, said: str, expected: Answer) -> None:
    assert answer(said, proposal) is expected


def test_a_look_at_the_calendar_that_ends_in_a_yes_is_a_yes() -> None:
    assert answer("Let me check. Yes, that's free.", "Friday at ten?") is Answer.YES
    assert answer("Let me check with my sister.", "Friday at ten?") is Answer.HEDGE


def test_an_answer_that_repeats_the_day_among_other_words_moves_nothing() -> None:
    found = agreed(
        """rep: So our glazier could come on Thursday at two to measure the bay window, okay?
prospect: Thursday... Friday I'm at my mother's, no, Thursday at two is grand."""
    )

    assert (found.date, found.time, found.confirmed) == (dt.date(2026, 3, 19), "14:00", True)


def test_a_refused_day_keeps_what_was_not_changed() -> None:
    found = agreed(
        """rep: Mind if I ring you on Thursday at one to go through the seed list?
prospect: No, make it half past one, I'm at lunch.
rep: Half past one."""
    )

    assert (found.date, found.time) == (dt.date(2026, 3, 19), "13:30")


@pytest.mark.parametrize(
    "offer",
    [
        "I'd like our fitter Marek to come on Friday at nine to look at the lock. Can he come, Friday at nine?",
        "You'll have the drawing from me by Friday at nine, so you can show the council. Is that soon enough?",
        "On Friday at nine we open the three jars together to pick a blend. Shall we put that in?",
        "What I suggest is a short video call on Friday at nine so you see the loom. Would that do?",
        "Let's have her sit in with Miss Oduya on Friday at nine to see if she likes it. Okay?",
    ],
)
def test_a_step_is_heard_whatever_its_verb_where_a_time_is_put_up_for_a_yes(offer: str) -> None:
    found = agreed(f"rep: {offer}\nprospect: Yes, that's good.")

    assert (found.date, found.time, found.confirmed) == (dt.date(2026, 3, 20), "09:00", True)
    assert found.purpose


def test_words_that_were_only_quoted_and_facts_about_today_are_no_step() -> None:
    assert step("rep: I told him let me call you on Friday.\nprospect: Right.") is None
    assert step("rep: What are you heating with today?\nprospect: Oil, yes.") is None


def test_a_call_back_that_is_waved_away_is_not_the_step_of_a_later_meeting() -> None:
    found = agreed(
        """rep: Should I ring you this evening instead, say seven?
prospect: No, they're late. Go ahead.
rep: What are you looking for?
prospect: Lessons for my son.
rep: Then bring him on Saturday at eleven to try the cello. Does that suit?
prospect: Saturday at eleven, lovely."""
    )

    assert (found.date, found.time) == (dt.date(2026, 3, 21), "11:00")


@pytest.mark.parametrize(
    ("offer", "owner"),
    [
        ("I'm ringing you on Friday at nine so that we go through the lease together. Okay?", "rep"),
        ("I'd like the both of you to meet our notary on Friday at nine to sign. Okay?", "both"),
        ("I'll send Piotr over on Friday at nine to clear the gutter. Okay?", "rep"),
        ("Could you send me the photos by Friday at nine so I can price it?", "prospect"),
    ],
)
def test_who_calls_sends_or_comes_to_work_owns_the_step(offer: str, owner: str) -> None:
    assert agreed(f"rep: {offer}\nprospect: Yes, fine.").owner == owner


def test_a_question_inside_an_unmarked_stretch_asks_for_the_yes() -> None:
    script = """rep: okay ill call you on friday at six to read you both quotes does six on friday work with your shift
prospect: yeah six is fine"""

    assert verdict(script, "verbal-confirmation") is Verdict.MET


def test_a_step_only_stated_is_agreed_unasked() -> None:
    script = "rep: I'll ring you on Monday at ten, then.\nprospect: Okay, fine."

    assert verdict(script, "verbal-confirmation") is Verdict.PARTIAL


@pytest.mark.parametrize(
    "said",
    [
        "Somebody from the desk might give you a ring about it.",
        "We'll work out the details later.",
        "I'll drop you a line one of these days.",
        "And I follow up with some more info in between.",
        "We'll stay connected, and you'll be hearing from us.",
    ],
)
def test_a_promise_by_anybody_without_a_time_is_vague(said: str) -> None:
    rep = Reading(Transcript.from_script(f"rep: {said}"), FACTS).rep

    assert vague_promises(rep, FACTS.date)


def test_a_promise_beside_its_own_time_is_not_vague() -> None:
    rep = Reading(Transcript.from_script("rep: Thursday at ten. I'll call you."), FACTS).rep

    assert not vague_promises(rep, FACTS.date)


@pytest.mark.parametrize("said", ["Then I'm closing your file.", "I'll strike you off and leave you in peace."])
def test_a_matter_is_closed_in_many_words(said: str) -> None:
    assert closes_the_matter(Reading(Transcript.from_script(f"rep: {said}"), FACTS).rep[0])


@pytest.mark.parametrize(
    ("said", "suits"),
    [
        ("is it all right if we talk now", True),
        ("are you free for about three minutes", True),
        ("did i pull you away from anything", True),
        ("you have a minute or are you with a customer", True),
        ("is thursday a good time for the surveyor", False),
        ("how has that been affecting you at work", False),
        ("have you got a partner i can talk to", False),
    ],
)
def test_asking_whether_now_suits_is_told_from_asking_something_else(said: str, suits: bool) -> None:
    assert (asks_if_now_suits(said) is not None) is suits


@pytest.mark.parametrize(
    ("reaction", "expected"),
    [
        ("Oh dear. What hour would be quieter for you?", Verdict.MET),
        ("Should I try you at lunch, at one?", Verdict.MET),
        ("Sorry! I'll call you back, then.", Verdict.PARTIAL),
        ("Only two minutes. We have a new tariff with no fee at all.", Verdict.MISSED),
    ],
)
def test_the_first_reaction_to_a_bad_moment_decides(reaction: str, expected: Verdict) -> None:
    script = f"""rep: Hello, Nils here from Hartmann Ovens, is now okay for you?
prospect: Not super well, I'm up a ladder.
rep: {reaction}
prospect: All right."""

    assert verdict(script, "better-time") is expected


def test_a_yes_to_do_i_disturb_is_a_bad_moment_and_a_tale_of_an_accident_is_none() -> None:
    disturbed = "rep: Hello, it's Nils from Hartmann Ovens. Do I disturb?\nprospect: A bit, yes.\nrep: When is better?"
    told = "rep: What happened to you?\nprospect: I'm on the scaffold and the plank just went.\nrep: When was this?"

    assert verdict(disturbed, "better-time") is Verdict.MET
    assert verdict(told, "better-time") is Verdict.NOT_APPLICABLE


def test_a_day_with_its_hour_is_heard_in_a_statement_that_asks_for_nothing() -> None:
    found = agreed(
        """rep: I could send our diver over to see the jetty.
prospect: Please.
rep: Our diver Rune is out at your jetty on Saturday at nine to look at the second and third pile for you.
prospect: Good, yes, I'll be there."""
    )

    assert (found.date, found.time) == (dt.date(2026, 3, 21), "09:00")
