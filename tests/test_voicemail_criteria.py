"""What a voicemail says of the listener's own matter, what it asks, and how it differs from the last one."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.evaluate import load_cases, predict
from coach.language.asks import different
from coach.language.reading import Reading
from coach.language.sentences import sentences
from coach.models import Facts, Kind, Transcript, Verdict, Word
from coach.rubric import Rubric, load_rubric, packaged_rubrics
from coach.scoring import score

HELLO = "Hi Laura, this is Ahmed at Cargo Bridge. "


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(packaged_rubrics()[Kind.VOICEMAIL])


def read(text: str) -> Reading:
    return Reading(Transcript.from_text(text), Facts())


def verdict(rubric: Rubric, criterion: str, text: str, *previous: str) -> Verdict:
    facts = Facts(previous=previous or None)
    return score(Transcript.from_text(text), rubric, facts).finding(criterion).verdict


@pytest.mark.parametrize(
    "generic",
    [
        "We help manufacturers like you streamline their supply chain.",
        "We're a leading provider of logistics, and we work with companies of all sizes.",
        "You're pre-qualified for a review, and spots are filling fast.",
        "I'd like to show you how we can save you money.",
        "I hope you're having a wonderful week.",
    ],
)
def test_talk_that_fits_anybody_is_not_the_listeners_matter(generic: str) -> None:
    assert not read(HELLO + generic).context.matters


def test_a_guess_about_the_listener_is_only_a_pointer() -> None:
    context = read(HELLO + "I'm guessing your forklifts still run on propane.").context

    assert not context.matters
    assert context.pointers


def test_who_referred_them_is_the_listeners_matter() -> None:
    assert read(HELLO + "Ines Pereira suggested I give you a call.").context.matters


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Call or text me on 020 7946 0111.", 1),
        ("You can call me, and if that doesn't suit, I'll try you on Thursday at two.", 1),
        ("Take a photo of the meter and text it to me.", 1),
        ("Send me the lease, fill in the form on our site, and stop by to sign.", 3),
        ("I can fill in the form and bring it by on Sunday. Ring me.", 1),
        ("The crates are in. Have a lovely weekend.", 0),
    ],
)
def test_ways_to_do_one_thing_are_one_thing(text: str, things: int) -> None:
    assert len(different(read(HELLO + text).asks)) == things


def test_text_without_marks_is_cut_where_sentences_begin() -> None:
    text = (
        "hi laura this is ahmed at cargo bridge um you asked whether the two boilers fit on one truck "
        "i can put them on the tuesday truck call me at five oh three five five five oh one one two thanks"
    )

    parts = [s.text for s in sentences(Transcript.from_text(text))]

    assert "i can put them on the tuesday truck" in parts
    assert "call me at five oh three five five five oh one one two thanks" in parts


def test_a_phrase_that_hangs_on_the_word_before_is_not_cut_off() -> None:
    text = (
        "hello mr bell i read the letter you got from the county and the reason they gave is one "
        "that we can answer for you"
    )

    parts = [s.text for s in sentences(Transcript.from_text(text))]

    assert any("the letter you got from the county" in part for part in parts)


def test_the_same_message_counts_as_the_same_in_whichever_earlier_call(rubric: Rubric) -> None:
    first = HELLO + "The boilers for Oslo are crated. Call me on 020 7946 0111."
    second = HELLO + "The ferry company moved the sailing. Call me on 020 7946 0111."

    assert verdict(rubric, "differs-from-last", first, first, second) is Verdict.MISSED
    assert verdict(rubric, "differs-from-last", second, first) is Verdict.MET


def heard(text: str) -> Transcript:
    """`text` as a recogniser would give it, with doubts about every word."""
    typed = Transcript.from_text(text)
    words = tuple(Word(text=w.text, start=w.start, end=w.end, probability=0.8) for w in typed.words)
    return typed.model_copy(update={"utterances": (typed.utterances[0].model_copy(update={"words": words}),)})


@pytest.mark.parametrize(("text", "digits"), [("call me at 55 01 92", 6), ("call me at 512-55-0148", 9)])
def test_a_number_with_swallowed_digits_counts_and_asks_for_confirmation(
    rubric: Rubric, text: str, digits: int
) -> None:
    finding = score(heard(text), rubric, Facts()).finding("callback-number")

    assert finding.verdict is Verdict.MET
    assert finding.please_confirm == f"Number unclear: heard {digits} digits, please confirm."


def test_a_whole_number_and_a_typed_one_raise_no_doubt(rubric: Rubric) -> None:
    whole = score(heard("call me at 512-555-0148"), rubric, Facts()).finding("callback-number")
    typed = score(Transcript.from_text("call me at 55 01 92"), rubric, Facts()).finding("callback-number")

    assert (whole.verdict, whole.please_confirm) == (Verdict.MET, None)
    assert typed.verdict is Verdict.MISSED


@pytest.mark.parametrize("text", ["", "&", "...", "the", "2", "“", "Thanks.", "hi", "3D?", "um uh er"])
def test_scraps_are_scored_and_break_nothing(rubric: Rubric, text: str) -> None:
    card = score(Transcript.from_text(text), rubric, Facts(previous=("",), lead="Ng", firm="A"))

    assert {f.criterion for f in card.findings} == {c.id for c in rubric.criteria}


def test_the_labelled_voicemails_are_judged_as_labelled(rubric: Rubric, shared: Path) -> None:
    folder = shared / "cases"
    labels = {case["id"]: case for kind, case in load_cases(folder) if kind is Kind.VOICEMAIL}
    agreed = total = 0
    for prediction in predict(load_cases(folder), {Kind.VOICEMAIL: rubric}):
        case = labels[prediction["id"]]
        for finding in prediction["findings"]:
            if finding["criterion"] not in case.get("ambiguous", []):
                total += 1
                agreed += finding["verdict"] == case["labels"][finding["criterion"]]["verdict"]

    assert agreed / total > 0.9
