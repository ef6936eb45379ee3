"""On the page of a call the wrong speaker and the wrong word are put right, and the score follows in the same run."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from two_voices import FACTS, SAID, a_call, a_call_result

from coach.corrections import CorrectWord, Swap
from coach.edges.kept_corrections import Corrections, Standing
from coach.edges.store import Store, open_store
from coach.models import Basis, Casting, Facts, Kind, Speaker, Transcript
from coach.rescoring import correct
from coach.samples import samples
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT
from coach.workbench import rubric_again

SOUND = samples()[4].audio.read_bytes()
NOBODY = Casting(rep=None, basis=Basis.NOTHING, because="nothing that is said shows who is the rep", sure=0.0)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store, transcript: Transcript | None = None) -> str:
    recording = store.keep_audio(io.BytesIO(SOUND), "call with tom.ogg", 1 << 24)
    store.save_result(a_call_result(recording, transcript), FACTS)
    return recording


def app(recording: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=60)
    at.query_params["recording"] = recording
    at.run()
    assert not at.exception
    return at


def standing(store: Store, recording: str) -> Standing:
    found = Corrections(store).standing(recording)
    assert found is not None
    return found


def sent(at: AppTest) -> dict[str, object]:
    (player,) = [sent for e in at.get("bidi_component") if "lines" in (sent := json.loads(e.proto.json))]
    return player


def ask(at: AppTest, recording: str, **event: object) -> AppTest:
    """As if the player had told this."""
    state = event.pop("state", sent(at)["state"])
    at.session_state[f"player-{recording}"] = {"correct": {"id": "1", "state": state, **event}}
    return at.run()


def button(at: AppTest, label: str) -> object:
    (found,) = [b for b in at.button if b.label == label]
    return found


def said(at: AppTest) -> str:
    return "\n".join(str(m.value) for m in [*at.markdown, *at.caption]).replace("\\", "")


def score(at: AppTest) -> str:
    return next(m.value for m in at.metric if m.label == "Score")


def test_who_was_taken_for_the_rep_is_said_with_the_reason_and_the_chance(store: Store) -> None:
    at = app(kept(store))

    assert "Rep: the left channel; it introduces itself (about 90 % sure)." in said(at)
    assert "Who is the rep?" not in said(at)


def test_one_click_swaps_and_the_page_says_what_changed(store: Store) -> None:
    recording = kept(store)
    at = app(recording)
    before = score(at)

    button(at, "Swap").click().run()  # type: ignore[attr-defined]

    after = score(at)
    assert before != after
    (told,) = at.success
    assert told.value.replace("\\", "").startswith(f"Score {before.split()[0]} → {after.split()[0]}; changed: ")
    assert "met → missed" in told.value.replace("\\", "")
    assert "Rep: the right channel; you said so." in said(at)
    assert sent(at)["lines"][0]["name"] == "Tom Brandt"  # type: ignore[index]
    button(at, "Undo").click().run()  # type: ignore[attr-defined]
    assert score(at) == before
    assert "Undo" not in [b.label for b in at.button]


def test_when_it_cannot_be_told_the_page_asks_with_the_first_words_of_each(store: Store) -> None:
    recording = kept(store, a_call(NOBODY))
    at = app(recording)

    assert score(at) == "Not scored"
    text = said(at)
    assert text.index("Who is the rep?") < text.index("This went well")
    assert "“Hi Tom, this is Luis from Northside Heating, you asked …” [▶ 0:00](#t=0.00)" in text
    assert "“Yes, sure, go ahead.” [▶" in text
    button(at, "The left channel is the rep").click().run()  # type: ignore[attr-defined]

    assert score(at) != "Not scored"
    assert "Who is the rep?" not in said(at)


def test_of_three_voices_each_can_be_the_rep(store: Store) -> None:
    said_by_three = tuple((voice, text) for voice, (_, text) in zip("ABABAC", SAID, strict=True))
    first = Casting(rep="A", basis=Basis.SAID, because="it introduces itself", sure=0.9)
    at = app(kept(store, a_call(first, said_by_three)))

    assert "Swap" not in [b.label for b in at.button]
    button(at, "Voice C is the rep").click().run()  # type: ignore[attr-defined]

    assert "Rep: voice C; you said so." in said(at)


def test_without_voices_the_page_says_how_to_tell(store: Store) -> None:
    mono = Transcript.from_turns([(Speaker.UNKNOWN, text) for _, text in SAID])

    at = app(kept(store, mono))

    assert "Click on a name in the transcript to say who speaks." in said(at)
    assert "Swap" not in [b.label for b in at.button]


def test_the_player_knows_what_each_line_is_and_what_is_doubtful(store: Store) -> None:
    recording = kept(store)

    shown = sent(app(recording))

    lines = shown["lines"]
    assert shown["state"] == standing(store, recording).token
    assert [(line["utterance"], line["first"]) for line in lines][:4] == [(0, 0), (0, 14), (1, 0), (2, 0)]  # type: ignore[index, attr-defined]
    assert [line["utterance"] for line in lines if line["unsure"]] == [3, 3]  # type: ignore[index, attr-defined]
    assert [line["doubtful"] for line in lines if line["doubtful"]] == [[1]]  # type: ignore[index, attr-defined]
    assert {(line["speaker"], line["other"], line["other_name"]) for line in lines} == {  # type: ignore[index, attr-defined]
        ("rep", "prospect", "Tom Brandt"),
        ("prospect", "rep", "Luis Ortega"),
    }


def test_a_line_goes_to_the_other_side(store: Store) -> None:
    recording = kept(store)
    at = app(recording)

    ask(at, recording, kind="speaker", utterance=3, first=9, last=13, speaker="rep", run_on=True)

    turns = standing(store, recording).transcript.utterances
    assert [(u.speaker, u.text) for u in turns][4] == (Speaker.REP, "Who handles the permit?")
    assert at.success[0].value.startswith("Score ")
    assert sent(at)["answered"] == "1"
    assert sent(at)["state"] == standing(store, recording).token


def test_a_line_is_typed_anew_split_and_joined(store: Store) -> None:
    recording = kept(store)
    at = app(recording)

    ask(at, recording, kind="text", utterance=1, first=0, count=4, text="Yes, sir, go ahead.")
    ask(at, recording, id="2", kind="split", utterance=1, word=2)
    texts = [u.text for u in standing(store, recording).transcript.utterances]
    ask(at, recording, id="3", kind="join", utterance=1)

    assert texts[1:3] == ["Yes, sir,", "go ahead."]
    assert standing(store, recording).transcript.utterances[1].text == "Yes, sir, go ahead."


def test_what_the_player_tells_is_done_once(store: Store) -> None:
    recording = kept(store)
    at = app(recording)

    ask(at, recording, kind="split", utterance=0, word=3)
    at.run()

    assert len(standing(store, recording).made) == 1
    assert not at.error


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "speaker", "utterance": 99, "speaker": "rep"},
        {"kind": "text", "utterance": 0, "first": 0, "count": 20, "text": "x" * 5000},
        {"kind": "text", "utterance": 0, "first": 0, "count": 20, "text": "\u202e"},
        {"kind": "nonsense"},
        {"kind": "speaker", "utterance": "<img>", "speaker": "rep"},
        {},
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(event: dict[str, object], store: Store) -> None:
    recording = kept(store)
    before = standing(store, recording)
    at = app(recording)

    ask(at, recording, **event)

    assert len(at.error) == 1
    assert not at.exception
    assert standing(store, recording) == before


def test_another_tab_does_not_correct_the_wrong_words(store: Store) -> None:
    recording = kept(store)
    at = app(recording)
    correct(store, standing(store, recording), [CorrectWord(utterance=0, word=0, text="")], rubric_again)

    ask(at, recording, kind="split", utterance=0, word=3)
    assert "corrected elsewhere in the meantime" in at.error[0].value
    assert len(standing(store, recording).made) == 1

    ask(at, recording, id="2", kind="split", utterance=0, word=3)
    assert len(standing(store, recording).made) == 2


def test_a_button_of_an_old_page_is_told_the_same(store: Store) -> None:
    recording = kept(store)
    at = app(recording)
    correct(store, standing(store, recording), [CorrectWord(utterance=0, word=0, text="")], rubric_again)

    button(at, "Swap").click().run()  # type: ignore[attr-defined]

    assert "corrected elsewhere in the meantime" in at.error[0].value


def test_listening_again_keeps_what_was_put_right_and_the_page_shows_it(store: Store) -> None:
    recording = kept(store)
    correct(store, standing(store, recording), [Swap()], rubric_again)
    store.save_result(a_call_result(recording), FACTS)

    at = app(recording)

    assert "Rep: the right channel; you said so." in said(at)


def test_corrections_of_other_words_are_said_not_to_be_applied(store: Store) -> None:
    recording = kept(store)
    correct(store, standing(store, recording), [Swap()], rubric_again)
    store.save_result(a_call_result(recording, a_call(said=SAID[:4])), FACTS)

    assert "1 correction waits until those words are heard again" in said(app(recording))


def test_a_voicemail_has_no_sides_to_swap_but_its_greeting_can_be_told(store: Store) -> None:
    recording = kept(store)
    message = Transcript.from_turns([(Speaker.REP, "You have reached Ana."), (Speaker.REP, "Hi Ana, this is Dana.")])
    nothing = a_call_result(recording, message)
    store.save_result(
        nothing.model_copy(update={"recording": nothing.recording.model_copy(update={"kind": Kind.VOICEMAIL})}),
        Facts(),
    )

    at = app(recording)

    assert "Swap" not in [b.label for b in at.button]
    assert "Rep:" not in said(at)
    assert sent(at)["lines"][0]["other"] == "greeting"  # type: ignore[index]
