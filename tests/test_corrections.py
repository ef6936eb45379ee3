"""A correction does what it says and nothing else; the original stays, and every correction can be undone."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from pydantic import ValidationError
from two_voices import AS_FOUND, a_call

from coach.corrected import corrected, heard_key, settled
from coach.corrections import (
    LONGEST_TEXT,
    MOST_CORRECTIONS,
    CastRep,
    Correction,
    CorrectWord,
    JoinUtterances,
    SetSpeaker,
    SplitUtterance,
    Swap,
    read_correction,
    read_event,
)
from coach.errors import CoachError
from coach.models import Basis, Casting, Span, Speaker, Transcript

REP, PROSPECT, UNKNOWN = Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN


def speakers(transcript: Transcript) -> list[Speaker]:
    return [u.speaker for u in transcript.utterances]


def test_a_misheard_word_is_replaced_and_counts_as_sure() -> None:
    heard = a_call()

    found = corrected(heard, [CorrectWord(utterance=0, word=1, text="Thomas,")])

    old, new = heard.utterances[0].words[1], found.utterances[0].words[1]
    assert (new.text, new.start, new.end, new.probability) == ("Thomas,", old.start, old.end, 1.0)
    assert found.utterances[1:] == heard.utterances[1:]


def test_a_word_that_was_two_shares_out_its_time() -> None:
    heard = a_call()
    old = heard.utterances[2].words[1]

    words = corrected(heard, [CorrectWord(utterance=2, word=1, text="really made")]).utterances[2].words

    assert [w.text for w in words[:4]] == ["What", "really", "made", "you"]
    assert (words[1].start, words[2].end) == (old.start, old.end)
    assert words[1].end == words[2].start == pytest.approx((old.start + old.end) / 2, abs=0.001)


def test_a_word_that_nobody_said_is_removed_and_an_empty_line_with_it() -> None:
    heard = a_call(said=(("left", "Hello Tom."), ("right", "Mm."), ("left", "Good day.")))

    without = corrected(heard, [CorrectWord(utterance=1, word=0, text="")])

    assert [u.text for u in without.utterances] == ["Hello Tom.", "Good day."]


def test_the_last_word_of_a_recording_stays() -> None:
    heard = a_call(said=(("left", "Hello."),))

    with pytest.raises(CoachError, match="only words"):
        corrected(heard, [CorrectWord(utterance=0, word=0, text=" ")])


def test_a_speaker_that_a_person_told_is_sure_and_moves_to_the_voice_of_that_side() -> None:
    found = corrected(a_call(), [SetSpeaker(utterance=3, speaker=REP)]).utterances[3]

    assert (found.speaker, found.voice, found.sure) == (REP, "left", None)


def test_some_words_of_a_line_go_to_the_other_side() -> None:
    heard = a_call()

    found = corrected(heard, [SetSpeaker(utterance=3, speaker=REP, first=9, last=13)])

    assert [(u.speaker, u.text) for u in found.utterances[3:5]] == [
        (PROSPECT, "The old one rattles and the bill went up."),
        (REP, "Who handles the permit?"),
    ]
    assert found.text == heard.text


def test_a_sentence_that_was_torn_between_two_speakers_is_whole_again() -> None:
    heard = a_call(said=(("left", "Shall we come by on"), ("right", "Thursday at ten? Yes."), ("left", "Fine.")))

    found = corrected(heard, [SetSpeaker(utterance=1, speaker=REP, first=0, last=3, run_on=True)])

    assert [u.text for u in found.utterances] == ["Shall we come by on Thursday at ten?", "Yes.", "Fine."]
    assert speakers(found) == [REP, PROSPECT, REP]


def test_a_line_that_ends_its_sentence_stays_a_line_of_its_own() -> None:
    found = corrected(a_call(), [SetSpeaker(utterance=1, speaker=REP, run_on=True)])

    assert len(found.utterances) == len(a_call().utterances)


def test_swapping_turns_the_sides_round_and_says_who_said_so() -> None:
    heard = a_call()

    swapped = corrected(heard, [Swap()])

    assert speakers(swapped) == [PROSPECT, REP] * 3
    assert swapped.casting == Casting(rep="right", basis=Basis.TOLD, because="you said so")
    assert corrected(swapped, [Swap()]).utterances == heard.utterances


def test_a_line_that_was_put_right_goes_with_its_side_in_a_swap() -> None:
    found = corrected(a_call(), [SetSpeaker(utterance=3, speaker=REP), Swap()])

    assert speakers(found) == [PROSPECT, REP, PROSPECT, PROSPECT, PROSPECT, REP]


def test_of_a_call_without_voices_the_sides_are_swapped_too() -> None:
    read = Transcript.from_turns([(REP, "Hi Ann."), (PROSPECT, "Hello.")])

    assert speakers(corrected(read, [Swap()])) == [PROSPECT, REP]


def test_when_nobody_was_taken_for_the_rep_the_voice_is_named() -> None:
    unknown = a_call(Casting(rep=None, basis=Basis.NOTHING, because="nothing shows it", sure=0.0))

    assert speakers(corrected(unknown, [CastRep(voice="right")])) == [PROSPECT, REP] * 3
    with pytest.raises(CoachError, match="Nobody is taken for the rep"):
        corrected(unknown, [Swap()])
    with pytest.raises(CoachError, match="no voice 'C'"):
        corrected(unknown, [CastRep(voice="C")])


def test_of_three_voices_a_swap_asks_which_one() -> None:
    heard = a_call(
        said=(("A", "Hi."), ("B", "Yes?"), ("C", "Hello.")), casting=AS_FOUND.model_copy(update={"rep": "A"})
    )

    with pytest.raises(CoachError, match="which one"):
        corrected(heard, [Swap()])
    moved = corrected(heard, [SetSpeaker(utterance=0, speaker=PROSPECT), SetSpeaker(utterance=2, speaker=REP)])
    assert [u.voice for u in moved.utterances] == [None, "B", "A"]


def test_a_kept_swap_names_the_voice_so_that_another_guess_does_not_turn_it_round() -> None:
    told = settled(a_call(), Swap())
    other = a_call(Casting(rep="right", basis=Basis.VOICE, because="it sounds like you"))

    assert told == CastRep(voice="right")
    assert speakers(corrected(other, [told])) == speakers(corrected(a_call(), [Swap()]))


def test_a_line_is_split_and_joined_again() -> None:
    heard = a_call()

    split = corrected(heard, [SplitUtterance(utterance=0, word=3)])

    assert split.utterances[0].text == "Hi Tom, this"
    assert corrected(split, [JoinUtterances(utterance=0)]) == heard


def test_the_later_half_of_a_line_that_was_talked_over_stands_after_what_was_said_meanwhile() -> None:
    long, short = a_call().utterances[0], a_call().utterances[1]
    over = short.model_copy(
        update={"words": tuple(w.model_copy(update={"start": 1.0, "end": 1.4}) for w in short.words)}
    )
    heard = Transcript(utterances=(long, over), casting=AS_FOUND)

    split = corrected(heard, [SplitUtterance(utterance=0, word=6)])

    assert [u.voice for u in split.utterances] == ["left", "right", "left"]


def test_a_greeting_that_was_taken_for_the_message_is_cut_off_it() -> None:
    read = Transcript.from_turns([(REP, "You have reached Ana."), (REP, "Hi Ana, this is Dana.")])
    heard = read.model_copy(update={"message": Span(start=0.0, end=5.0)})

    found = corrected(heard, [SetSpeaker(utterance=0, speaker=Speaker.GREETING)])

    assert found.message == Span(start=heard.utterances[1].start, end=heard.utterances[1].end)


@pytest.mark.parametrize(
    "wrong",
    [
        CorrectWord(utterance=9, word=0, text="x"),
        CorrectWord(utterance=1, word=3, count=2, text="x"),
        SetSpeaker(utterance=6, speaker=REP),
        SetSpeaker(utterance=1, speaker=REP, first=2, last=9),
        SetSpeaker(utterance=1, speaker=REP, first=2, last=2),
        SplitUtterance(utterance=1, word=0),
        SplitUtterance(utterance=1, word=4),
        JoinUtterances(utterance=5),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_in_one_line(wrong: Correction) -> None:
    with pytest.raises(CoachError) as refused:
        corrected(a_call(), [wrong])

    assert "\n" not in str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "word", "utterance": 0, "word": 0, "text": "x" * (LONGEST_TEXT + 1)},
        {"kind": "word", "utterance": 0, "word": 0, "text": "a " * 100},
        {"kind": "word", "utterance": 0, "word": 0, "text": "a\x1b[2J"},
        {"kind": "word", "utterance": 0, "word": 0, "text": "a\u202eb"},
        {"kind": "word", "utterance": 0, "word": 0, "text": "a\nb"},
        {"kind": "word", "utterance": -1, "word": 0, "text": "a"},
        {"kind": "word", "utterance": 10**30, "word": 0, "text": "a"},
        {"kind": "word", "utterance": 0, "word": 0, "text": "a", "and": "more"},
        {"kind": "speaker", "utterance": 0, "speaker": "boss"},
        {"kind": "cast", "voice": "x" * 21},
        {"kind": "drop tables"},
        {"kind": "swap", "utterance": 1},
        [],
        None,
        "swap",
    ],
)
def test_what_a_page_tells_is_checked(told: object) -> None:
    with pytest.raises(CoachError) as refused:
        read_correction(told)

    assert "\x1b" not in str(refused.value)


def test_there_is_an_end_to_corrections() -> None:
    with pytest.raises(CoachError, match="not more"):
        corrected(a_call(), [SetSpeaker(utterance=0, speaker=REP)] * (MOST_CORRECTIONS + 1))


@pytest.mark.parametrize(
    ("first", "count", "text", "made"),
    [
        (0, 4, "Yes, sure, go ahead.", []),
        (0, 4, "Yes, sir, go ahead.", [(1, 1, "sir,")]),
        (0, 4, "Yes, sure, ahead.", [(2, 1, "")]),
        (0, 4, "Yes, sure, do go ahead.", [(1, 1, "sure, do")]),
        (0, 4, "Well, yes, sure, go ahead.", [(0, 1, "Well, yes,")]),
        (0, 2, "Yes, sir,", [(1, 1, "sir,")]),
        (2, 2, "go on then", [(3, 1, "on then")]),
        (0, 4, "Oh Yes, sure, go right ahead.", [(2, 1, "go right"), (0, 1, "Oh Yes,")]),
        (0, 4, "", [(0, 4, "")]),
    ],
)
def test_a_line_that_was_typed_anew_changes_only_the_words_that_differ(
    first: int, count: int, text: str, made: list[tuple[int, int, str]]
) -> None:
    heard = a_call()

    found = read_event({"kind": "text", "utterance": 1, "first": first, "count": count, "text": text}, heard)

    assert [(c.word, c.count, c.text) for c in found if isinstance(c, CorrectWord)] == made
    wanted = [
        *["Yes,", "sure,", "go", "ahead."][:first],
        *text.split(),
        *["Yes,", "sure,", "go", "ahead."][first + count :],
    ]
    left = corrected(heard, found).utterances[1]
    assert (left.text if left.voice == "right" else "") == " ".join(wanted)


@pytest.mark.parametrize(
    "place",
    [
        {"utterance": 1, "first": 2, "count": 4},
        {"utterance": 9, "first": 0, "count": 1},
        {"utterance": 1, "first": 0, "count": 0},
    ],
)
def test_a_line_that_is_not_there_any_more_is_refused(place: dict[str, int]) -> None:
    with pytest.raises(CoachError, match="meantime"):
        read_event({"kind": "text", "text": "go ahead", **place}, a_call())


def test_a_line_may_not_be_typed_endlessly_or_with_what_cannot_be_seen() -> None:
    for text in ("x" * 3001, "a " * 200, "a\u202eb", 7, None):
        with pytest.raises(CoachError):
            read_event({"kind": "text", "utterance": 1, "first": 0, "count": 4, "text": text}, a_call())


def test_a_page_may_ask_for_one_correction_too() -> None:
    assert read_event({"kind": "split", "utterance": 0, "word": 3}, a_call()) == (SplitUtterance(utterance=0, word=3),)


def any_correction(chance: random.Random, transcript: Transcript) -> Correction:
    at = chance.randrange(len(transcript.utterances))
    words = len(transcript.utterances[at].words)
    word = chance.randrange(words)
    last = chance.randint(word + 1, words)
    return chance.choice(
        (
            CorrectWord(utterance=at, word=word, count=last - word, text=" ".join(["new"] * chance.randrange(4))),
            SetSpeaker(utterance=at, speaker=chance.choice((REP, PROSPECT, UNKNOWN))),
            SetSpeaker(utterance=at, speaker=chance.choice((REP, PROSPECT)), first=word, last=last, run_on=True),
            SplitUtterance(utterance=at, word=word),
            JoinUtterances(utterance=at),
            Swap(),
            CastRep(voice=chance.choice(("left", "right"))),
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_corrected_times_stay_in_order_and_undo_goes_back(seed: int) -> None:
    chance = random.Random(seed)
    turns = a_call().utterances
    shift = chance.uniform(-1.5, 0.0)  # talking over each other
    heard = a_call().model_copy(
        update={
            "utterances": tuple(
                sorted(
                    (
                        u.model_copy(
                            update={
                                "words": tuple(
                                    w.model_copy(update={"start": w.start + n * shift, "end": w.end + n * shift})
                                    for w in u.words
                                )
                            }
                        )
                        for n, u in enumerate(turns)
                    ),
                    key=lambda u: u.start,
                )
            )
        }
    )
    before = heard.model_dump_json()
    made: list[Correction] = []
    stages = [heard]

    while len(made) < 25:
        correction = settled_or_none(stages[-1], any_correction(chance, stages[-1]))
        if correction is not None:
            made.append(correction)
            stages.append(corrected(stages[-1], [correction]))

    for n, stage in enumerate(stages):
        assert corrected(heard, made[:n]) == stage
        assert [u.start for u in stage.utterances] == sorted(u.start for u in stage.utterances)
        for turn in stage.utterances:
            assert turn.words
            assert all(w.start <= w.end for w in turn.words)
            assert all(a.start <= b.start for a, b in pairwise(turn.words))
    assert heard.model_dump_json() == before
    assert len({s.digest for s in stages}) > 10


def settled_or_none(transcript: Transcript, correction: Correction) -> Correction | None:
    try:
        correction = settled(transcript, correction)
        corrected(transcript, [correction])
    except CoachError:
        return None
    return correction


def test_the_same_words_have_the_same_key_whoever_is_the_rep() -> None:
    heard, other = a_call(), a_call(AS_FOUND.model_copy(update={"rep": "right"}))

    assert heard_key(heard) == heard_key(other)
    assert heard_key(heard) != heard_key(corrected(heard, [CorrectWord(utterance=0, word=0, text="Hey")]))
    assert heard_key(heard) != heard_key(corrected(heard, [SplitUtterance(utterance=0, word=3)]))


def test_a_correction_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        SetSpeaker(utterance=0, speaker=REP).utterance = 1  # type: ignore[misc]
