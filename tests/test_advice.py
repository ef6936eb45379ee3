"""The advice names one strength and the one change that gains most, and the gain is what the score would do."""

from __future__ import annotations

from typing import Any

import pytest

from coach.advice import NOTHING_JUDGED, NOTHING_TO_CHANGE, advise
from coach.models import Evidence, Facts, Finding, Scorecard, Span, Speaker, Transcript, Utterance, Verdict, Word
from coach.rubric import Rubric
from coach.scoring import points, score
from coach.shortening import without

FACTS = Facts()
LENGTH = {"kind": "measure", "metric": "message_s", "at_most": 20, "partial_at_most": 30}


def says(pattern: str, **more: Any) -> dict[str, Any]:
    return {"kind": "phrase", "pattern": pattern, **more}


def rubric(**criteria: tuple[int, dict[str, Any]]) -> Rubric:
    """A rubric of criteria given as weight and detector."""
    source = {"article": "004", "section": "Reasons", "point": "Said so."}
    examples = {"met": [{"script": "x"}], "missed": [{"script": "x"}]}
    return Rubric.model_validate(
        {
            "id": "house",
            "title": "House",
            "version": 1,
            "kind": "voicemail",
            "criteria": [
                {
                    "id": name.replace("_", "-"),
                    "title": f"The {name} is right",
                    "source": source,
                    "weight": weight,
                    "tip": f"Do {name} so",
                    "detector": detector,
                    "examples": examples,
                }
                for name, (weight, detector) in criteria.items()
            ],
        }
    )


def card(of: Rubric, **verdicts: str) -> Scorecard:
    """A scorecard with these verdicts, each found at words of its own."""
    findings = tuple(
        Finding(
            criterion=name,
            verdict=Verdict(verdict),
            reason=f"This is why {name} is {verdict}.",
            evidence=(Evidence(quote=f"words of {name}", start=1.0, end=2.0, speaker=Speaker.REP),),
        )
        for name, verdict in verdicts.items()
    )
    return Scorecard(
        rubric="house",
        rubric_version=1,
        rubric_digest="",
        findings=findings,
        score=points({c.id: c.weight for c in of.criteria}, findings),
    )


NOTHING_SAID = Transcript(utterances=())
THREE = rubric(first=(20, says("a")), second=(50, says("b")), third=(30, says("c")))


def test_the_strength_is_the_met_criterion_of_most_weight_with_its_words() -> None:
    advice = advise(NOTHING_SAID, card(THREE, first="met", second="partial", third="met"), THREE, FACTS)

    assert advice.strength_criterion == "third"
    assert advice.strength == "The third is right. You said “words of third”."
    assert [e.quote for e in advice.strength_evidence] == ["words of third"]


def test_of_two_strengths_of_one_weight_the_one_that_can_be_heard_is_praised() -> None:
    even = rubric(first=(10, says("sorry", never=True)), second=(10, says("dana")))
    transcript = Transcript.from_text("This is Dana.")

    advice = advise(transcript, score(transcript, even, FACTS), even, FACTS)

    assert advice.strength == "The second is right. You said “Dana”."


def test_without_anything_met_no_strength_is_invented() -> None:
    advice = advise(NOTHING_SAID, card(THREE, first="missed", second="partial", third="n/a"), THREE, FACTS)

    assert advice.strength is None


CHANGES = [
    ({"first": "missed", "second": "met", "third": "missed"}, "third", 30),
    ({"first": "missed", "second": "partial", "third": "met"}, "second", 25),
    ({"first": "missed", "second": "unscored", "third": "partial"}, "first", 40),
    ({"first": "missed", "second": "n/a", "third": "missed"}, "third", 60),
    ({"first": "partial", "second": "unscored", "third": "unscored"}, "first", 50),
]


@pytest.mark.parametrize(("verdicts", "change", "gain"), CHANGES)
def test_the_change_is_the_one_that_gains_most_of_what_could_be_judged(
    verdicts: dict[str, str], change: str, gain: int
) -> None:
    advice = advise(NOTHING_SAID, card(THREE, **verdicts), THREE, FACTS)

    assert (advice.change_criterion, advice.gain) == (change, gain)
    assert card(THREE, **{**verdicts, change: "met"}).score == (card(THREE, **verdicts).score or 0) + gain


def test_of_equal_gains_the_smaller_step_comes_first_and_then_the_rubrics_order() -> None:
    even = rubric(first=(10, says("a")), second=(20, says("b")), third=(10, says("c")))

    half = advise(NOTHING_SAID, card(even, first="missed", second="partial", third="missed"), even, FACTS)
    same = advise(NOTHING_SAID, card(even, first="missed", second="met", third="missed"), even, FACTS)

    assert half.change_criterion == "second"
    assert same.change_criterion == "first"


def test_the_change_says_what_is_missing_the_words_and_the_tip() -> None:
    advice = advise(NOTHING_SAID, card(THREE, first="met", second="partial", third="met"), THREE, FACTS)

    assert advice.change == "This is why second is partial. The words: “words of second”. Do second so."
    assert [e.quote for e in advice.evidence] == ["words of second"]


def test_when_everything_is_met_there_is_nothing_to_change() -> None:
    advice = advise(NOTHING_SAID, card(THREE, first="met", second="met", third="n/a"), THREE, FACTS)

    assert (advice.change, advice.change_criterion, advice.gain) == (NOTHING_TO_CHANGE, None, 0)


def test_when_nothing_could_be_judged_the_advice_says_what_is_waited_for() -> None:
    advice = advise(NOTHING_SAID, card(THREE, first="unscored", second="n/a", third="unscored"), THREE, FACTS)

    assert advice.change == f"{NOTHING_JUDGED} This is why first is unscored."
    assert advice.gain == 0


# A message that is too long.

MESSAGE = (
    "Hi Marcus, um, this is Dana Reyes with Harper Law. I hope you're doing well. I'm calling about the rear-end "
    "collision on Lamar that you told us about on Sunday. I can go over who pays the hospital bill while the claim is "
    "open. My direct line is 512-555-0148. Again, that's 512-555-0148. Call or text me there. Thanks so much, bye."
)
TOO_LONG = rubric(
    length=(40, LENGTH), name=(20, says("this is dana")), number=(20, says("512 555 0148")), why=(20, says("collision"))
)


def long_message(message: str = MESSAGE) -> tuple[Transcript, Scorecard]:
    transcript = Transcript.from_text(message)
    return transcript, score(transcript, TOO_LONG, FACTS)


def test_a_message_over_the_limit_is_told_which_words_to_drop_and_what_that_gains() -> None:
    transcript, scorecard = long_message()

    advice = advise(transcript, scorecard, TOO_LONG, FACTS)

    quotes = [e.quote for e in advice.evidence]
    assert quotes == ["um,", "I hope you're doing well.", "Thanks so much, bye."]
    assert advice.change is not None
    assert advice.change.startswith(
        "Drop these 10 words: 23.5 s becomes 19.6 s. Cut “um”, “I hope you're doing well”, "
    )
    assert (advice.change_criterion, advice.gain) == ("length", 20)


def test_the_message_without_the_dropped_words_really_scores_that_much_more() -> None:
    transcript, scorecard = long_message()
    advice = advise(transcript, scorecard, TOO_LONG, FACTS)
    kept = MESSAGE
    for cut in advice.evidence:
        assert cut.quote in kept
        kept = kept.replace(cut.quote, "", 1)

    after = score(Transcript.from_text(kept), TOO_LONG, FACTS)

    assert after.score == (scorecard.score or 0) + advice.gain


def test_the_dropped_words_are_at_their_times() -> None:
    transcript, scorecard = long_message()
    words = list(transcript.words)

    for cut in advise(transcript, scorecard, TOO_LONG, FACTS).evidence:
        [first] = [n for n, w in enumerate(words) if w.start == cut.start]
        said = [w.text for w in words[first : first + len(cut.quote.split())]]
        assert " ".join(said) == cut.quote


DROPPED = [
    ("My number is 512-555-0148. Again, that's 512-555-0148.", "Again, that's 512-555-0148."),
    ("My number is 512-555-0148. That's five one two, five five five, oh one four eight.", "That's five one two,"),
    ("My number is 512-555-0148. Call or text me there, whichever is easier for you.", "whichever is easier"),
    ("My number is 512-555-0148. If you get a chance, call me there.", "If you get a chance,"),
    ("My number is 512-555-0148. It was really, um, I was just calling you.", "really, um,"),
]


@pytest.mark.parametrize(("ending", "first"), DROPPED)
def test_what_a_message_would_miss_least_goes_first(ending: str, first: str) -> None:
    start = "Hi Marcus, this is Dana Reyes. I'm calling about the rear-end collision on Lamar."
    transcript = Transcript.from_text(f"{start} {ending}")
    limit = (transcript.message_span or Span(start=0, end=0)).length - 0.1
    tight = rubric(
        length=(40, LENGTH | {"at_most": limit}), who=(20, says("this is dana")), number=(20, says("512 555 0148"))
    )

    advice = advise(transcript, score(transcript, tight, FACTS), tight, FACTS)

    assert any(e.quote.startswith(first) for e in advice.evidence), advice.change
    assert not any("collision" in e.quote for e in advice.evidence)


def test_no_word_is_dropped_on_which_another_verdict_rests() -> None:
    closing = "Thanks so much, bye."
    needed = rubric(length=(40, LENGTH), thanks=(10, says("thanks")), number=(20, says("again thats 512 555 0148")))
    transcript = Transcript.from_text(MESSAGE)

    advice = advise(transcript, score(transcript, needed, FACTS), needed, FACTS)

    quotes = " ".join(e.quote for e in advice.evidence)
    assert quotes
    assert closing not in quotes
    assert "Again, that's" not in quotes


def test_a_message_that_would_have_to_lose_half_its_words_is_not_cut_but_told_the_rule() -> None:
    transcript, scorecard = long_message(MESSAGE * 4)

    advice = advise(transcript, scorecard, TOO_LONG, FACTS)

    assert advice.change == "The message lasts 92.7 s; the limit is 20 s. Do length so."
    assert advice.gain == 40


def test_a_message_that_can_only_reach_the_second_limit_gains_only_half() -> None:
    transcript, scorecard = long_message(f"{MESSAGE} {MESSAGE.replace('Hi Marcus', 'So')}")

    advice = advise(transcript, scorecard, TOO_LONG, FACTS)

    assert advice.gain == 20
    assert advice.change is not None
    assert "s becomes 2" in advice.change
    assert advice.change.endswith("Do length so.")


def test_words_after_a_cut_come_earlier_by_the_time_it_took_and_a_measured_message_shrinks() -> None:
    transcript = Transcript.from_text("Hi um Dana call me bye", 60.0)
    measured = transcript.model_copy(update={"message": Span(start=-0.2, end=6.3)})

    shorter = without(measured, frozenset({1, 5}))

    assert [(w.text, w.start) for w in shorter.words] == [("Hi", 0.0), ("Dana", 1.0), ("call", 2.0), ("me", 3.0)]
    assert shorter.message is not None
    assert (shorter.message.start, shorter.message.end) == pytest.approx((-0.2, 4.3))


def test_the_silence_behind_a_dropped_word_goes_with_it() -> None:
    times = [("Hi", 0.0, 0.4), ("um", 0.5, 0.9), ("Dana", 2.5, 3.0)]
    words = tuple(Word(text=text, start=start, end=end) for text, start, end in times)
    transcript = Transcript(utterances=(Utterance(speaker=Speaker.REP, words=words),))

    shorter = without(transcript, frozenset({1}))

    assert [(w.text, w.start, w.end) for w in shorter.words] == [("Hi", 0.0, 0.4), ("Dana", 0.5, 1.0)]


def test_the_same_message_gets_the_same_advice_ten_times() -> None:
    transcript, scorecard = long_message()

    assert len({advise(transcript, scorecard, TOO_LONG, FACTS).model_dump_json() for _ in range(10)}) == 1


def test_what_the_prospect_said_is_not_put_into_the_reps_mouth() -> None:
    found = card(THREE, first="met")
    theirs = found.findings[0].evidence[0].model_copy(update={"speaker": Speaker.PROSPECT})
    findings = (found.findings[0].model_copy(update={"evidence": (theirs,)}),)

    advice = advise(NOTHING_SAID, found.model_copy(update={"findings": findings}), THREE, FACTS)

    assert advice.strength == "The first is right. They said “words of first”."
