"""Who spoke for how long, in what turns and after what pause, and how unsure speakers are told."""

from __future__ import annotations

import pytest
from call_recordings import SAMPLE_5

from coach.language.sentences import passages
from coach.language.turns import is_sign_of_listening, turns
from coach.metrics import measure
from coach.models import Basis, Casting, Kind, Metric, Speaker, Transcript, Utterance, Word
from coach.samples import samples

REP, PROSPECT, UNKNOWN = Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN


def said(
    speaker: Speaker, start: float, end: float, text: str = "said", sure: float | None = None, voice: str | None = None
) -> Utterance:
    """Words spread evenly from `start` to `end`."""
    texts = text.split()
    step = (end - start) / len(texts)
    words = tuple(Word(text=t, start=start + n * step, end=start + (n + 1) * step) for n, t in enumerate(texts))
    return Utterance(speaker=speaker, words=words, sure=sure, voice=voice)


def of(*utterances: Utterance) -> dict[str, Metric]:
    return {m.name: m for m in measure(Transcript(utterances=utterances), Kind.CALL)}


CALL = (
    said(REP, 0.0, 10.0, "I am calling about the roof."),
    said(PROSPECT, 10.2, 10.6, "Mm-hm."),
    said(REP, 11.0, 31.0, "It was the storm on Monday."),
    said(PROSPECT, 32.0, 42.0, "Because the roof leaks."),
    said(REP, 43.5, 53.5, "I can come by."),
    said(PROSPECT, 54.0, 59.6, "Thursday is fine."),
    said(REP, 60.0, 60.4, "Lovely."),
    said(PROSPECT, 61.0, 64.0, "When will you come?"),
    said(REP, 64.8, 66.0, "At nine in the morning."),
)


def test_talk_share_is_of_speaking_time() -> None:
    assert of(*CALL)["talk-share"].value == round(100 * 41.6 / (41.6 + 19.0))


def test_a_listening_sound_does_not_end_a_monologue() -> None:
    found = of(*CALL)

    assert found["longest-monologue"].value == 31.0
    assert found["prospect-longest-monologue"].value == 10.0


def test_a_yes_to_a_question_ends_a_monologue_with_or_without_its_mark() -> None:
    for question in ("Okay?", "is this a good time"):
        found = of(said(REP, 0, 10, question), said(PROSPECT, 10.2, 10.6, "Yes."), said(REP, 11, 31))
        assert found["longest-monologue"].value == 20.0, question


def test_a_long_silence_ends_a_monologue() -> None:
    assert of(said(REP, 0.0, 10.0), said(REP, 14.0, 22.0))["longest-monologue"].value == 10.0


def test_a_switch_is_when_the_word_passes_on_and_a_listening_sound_is_none() -> None:
    found = of(*CALL)["interactivity"]

    assert found.value == pytest.approx(6 / (66.0 / 60), abs=0.05)
    assert "Here 6." in found.note


def test_what_is_said_while_the_other_goes_on_takes_no_turn() -> None:
    over = (said(REP, 0, 20), said(PROSPECT, 5, 8, "Wait a moment please."), said(REP, 20.5, 25))

    found = of(*over, said(PROSPECT, 26, 30, "That is too much."))

    assert found["longest-monologue"].value == 25.0
    assert "Here 1." in found["interactivity"].note


LISTENING = [
    ("Mm-hm.", True),
    ("Uh-huh, okay.", True),
    ("Yeah. I see.", True),
    ("All right.", True),
    ("Right, but when?", False),
    ("No.", False),
    ("Yeah yeah yeah yeah okay right", False),
    ("It leaks.", False),
    ("Sure thing, Thursday.", False),
]


@pytest.mark.parametrize(("text", "is_sign"), LISTENING)
def test_a_sign_of_listening_says_nothing_else(text: str, is_sign: bool) -> None:
    [passage] = passages(Transcript(utterances=(said(PROSPECT, 0, 1, text),)))

    assert is_sign_of_listening(passage) is is_sign


def test_turns_take_sides_in_order_whatever_the_recogniser_cut() -> None:
    cut = (said(REP, 0, 1, "One"), said(REP, 1.2, 2, "two."), said(PROSPECT, 3, 4, "Three."), said(REP, 5, 6, "Four."))

    assert [t.text for t in turns(passages(Transcript(utterances=cut)))] == ["One two.", "Three.", "Four."]


def answers(*waits: float) -> tuple[Utterance, ...]:
    """A call in which the rep lets `waits` pass before each answer."""
    clock, made = 0.0, []
    for wait in waits:
        made.append(said(PROSPECT, clock, clock + 3, "It has been leaking."))
        made.append(said(REP, clock + 3 + wait, clock + 6 + wait, "I understand that well."))
        clock += 7 + wait
    return tuple(made)


def test_patience_is_the_middle_wait_before_the_rep_answers() -> None:
    found = of(*answers(0.4, 2.0, 0.9))["patience"]

    assert (found.value, found.unit, found.bound) == (0.9, "s", None)
    assert "over 3 answers" in found.note


@pytest.mark.parametrize("wait", [0.24, 0.03, 0.0, -0.5])
def test_a_pause_shorter_than_word_times_are_exact_is_never_said_as_a_number(wait: float) -> None:
    found = of(*answers(wait, wait, wait))["patience"]

    assert (found.value, found.bound) == (0.25, "less than")
    assert "nder 0.25 s" in found.note


def test_going_on_after_a_listening_sound_is_no_answer() -> None:
    listened = (said(PROSPECT, 100, 100.3, "Mm-hm."), said(REP, 109, 112, "And then it rained."))

    assert of(*answers(0.5, 0.5, 0.5), *listened)["patience"].note.count("over 3 answers") == 1


def test_patience_needs_more_than_two_answers() -> None:
    assert "patience" not in of(*answers(0.5, 0.5))


def test_the_questions_of_the_prospect_are_counted_with_and_without_marks() -> None:
    unmarked = (said(REP, 0, 9, "this is dana"), said(PROSPECT, 10, 14, "and how much would it cost"))

    assert of(*CALL)["prospect-questions"].value == 1
    assert of(*unmarked)["prospect-questions"].value == 1


def test_each_side_has_its_pace_but_not_over_a_few_words() -> None:
    wordy = said(PROSPECT, 70, 80, " ".join(["word"] * 25))

    assert "prospect-pace" not in of(*CALL)
    assert of(CALL[0], wordy)["prospect-pace"].value == 150
    assert of(*CALL)["pace"].unit == "words a minute"


def long_call(*more: Utterance) -> dict[str, Metric]:
    """Fifty words each, in turns, and `more`."""
    words = "one two three four five six seven eight nine ten."
    made = [said((REP, PROSPECT)[n % 2], 10.0 * n, 10.0 * n + 9, words) for n in range(10)]
    return of(*sorted((*made, *more), key=lambda u: u.start))


def test_a_few_unsure_words_are_said_and_give_a_band() -> None:
    doubtful = "a few words that nobody knows whose they are now"

    found = long_call(said(UNKNOWN, 100, 109, doubtful))

    share = found["talk-share"]
    assert share.value == 50
    assert "9 % of the words have an unsure speaker." in share.note
    assert "between 45 % and 55 %" in share.note
    assert found["interactivity"].bound == "at least"


def test_a_low_chance_counts_as_unsure_and_a_high_one_does_not() -> None:
    low, high = (long_call(said(REP, 100, 109, "ten words " * 5, sure=sure))["talk-share"] for sure in (0.6, 0.95))

    assert "unsure" in low.note
    assert "unsure" not in high.note
    assert low.value == high.value


def test_a_monologue_that_unsure_words_may_lengthen_is_at_least_so_long() -> None:
    after = said(PROSPECT, 99.2, 104, "perhaps mine perhaps yours", sure=0.5)

    found = long_call(after, said(REP, 105.0, 106.0, "Well then."))

    assert (found["prospect-longest-monologue"].value, found["prospect-longest-monologue"].bound) == (9.0, "at least")
    assert "unsure speaker" in found["prospect-longest-monologue"].note
    assert found["longest-monologue"].bound is None


def test_with_too_many_unsure_words_nothing_is_said_of_who_did_what() -> None:
    found = long_call(said(UNKNOWN, 100, 130, "who says this " * 12))

    assert set(found) == {"length", "words"}
    assert all("cannot tell" in m.note and "26 % of the words" in m.note for m in found.values())


def test_where_nobody_knows_the_rep_two_voices_still_change() -> None:
    voices = tuple(u.model_copy(update={"voice": u.speaker.value}) for u in CALL)
    unknown = Transcript(utterances=voices).cast(Casting(rep=None, basis=Basis.NOTHING, because="nothing shows it"))

    found = {m.name: m for m in measure(unknown, Kind.CALL)}

    assert set(found) == {"length", "words", "interactivity"}
    assert found["interactivity"].value == of(*CALL)["interactivity"].value


def test_a_call_in_which_only_the_rep_is_heard_has_no_talk_share() -> None:
    found = of(said(REP, 0.0, 9.0))

    assert "talk-share" not in found
    assert "interactivity" not in found
    assert "prospect-questions" not in found


def test_nothing_is_said_about_feelings_or_interruptions() -> None:
    found = " ".join(f"{m.name} {m.note}" for m in of(*CALL, said(PROSPECT, 65, 68, "Over you.")).values()).lower()

    assert not any(word in found for word in ("interrupt", "emotion", "sentiment", "energy", "confiden"))


def test_what_is_heard_measures_as_what_was_truly_said() -> None:
    """Times of a recogniser against those measured on the channels of the sample call."""
    true = of(*(said(Speaker(turn.speaker), turn.start, turn.end, turn.text) for turn in SAMPLE_5))
    [call] = (s for s in samples() if s.facts.kind is Kind.CALL)

    heard = {m.name: m for m in measure(call.transcript, Kind.CALL)}

    assert heard["talk-share"].value == pytest.approx(true["talk-share"].value, abs=3)
    assert heard["patience"].value == pytest.approx(true["patience"].value, abs=0.25)
    assert heard["longest-monologue"].value == pytest.approx(true["longest-monologue"].value, abs=1.2)
    assert heard["prospect-longest-monologue"].value == pytest.approx(true["prospect-longest-monologue"].value, abs=1)
    assert heard["pace"].value == pytest.approx(true["pace"].value, rel=0.1)


def test_where_sound_was_lost_every_number_says_so() -> None:
    lost = Transcript(utterances=CALL, complete=False)

    assert all("is lost" in m.note for m in measure(lost, Kind.CALL))
    assert not any("is lost" in m.note for m in of(*CALL).values())
