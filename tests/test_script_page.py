"""The page of call scripts: written, checked, and held against a call."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from conversations import CALL
from saved_worker import result
from streamlit.testing.v1 import AppTest
from test_views import SOUND, app, said

from coach.edges.store import Store, open_store
from coach.models import Facts, Kind, Transcript
from coach.scoring import score
from coach.settings import load_settings
from coach.workbench import rubric_for

SCRIPT = """# Opening
Hi Tom, this is Luis Ortega from Northside Heating. You asked us about the upstairs unit.
Is now a good time?
# Questions
What made you call now?
Who looks after the unit today?
Our maintenance plan for landlords covers two visits a year.
# Close
Shall I come by Monday the ninth at ten to check the capacitor?
"""


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def opened(tab: str = "Write one", text: str = "") -> AppTest:
    at = app("scripts.py")
    at.session_state["script-view"] = tab
    at.session_state["script-text"] = text
    at.run()
    assert not at.exception
    return at


def test_a_script_is_written_from_lead_and_offer() -> None:
    at = opened()
    for label, text in (
        ("Your name", "Luis Ortega"), ("Your firm", "Northside Heating"), ("Who you call", "Tom Brandt"),
        ("What they asked about", "upstairs unit"), ("What you offer", "a new heat pump"),
        ("The next step", "a visit"), ("When", "Thursday at ten"), ("What for", "to look at the unit"),
    ):  # fmt: skip
        next(field for field in at.text_input if field.label == label).set_value(text)
    at.button[0].click().run()

    assert not at.exception
    assert "Hi Tom, this is Luis Ortega from Northside Heating." in at.code[0].value
    assert "Thursday at ten" in at.code[0].value
    assert "upstairs unit" in str(at.session_state["script-text"])


def test_a_script_that_cannot_be_written_says_what_it_needs() -> None:
    at = opened()
    at.button[0].click().run()

    assert "A script needs your own name" in said(at)
    assert "of this visit" not in said(at)  # a bare string in a page's script would be shown


def test_a_script_is_checked_with_what_is_missing_and_what_is_left_open() -> None:
    at = opened("Check mine", SCRIPT + "Does ____ suit you?\n")

    assert "of 100" in str(at.metric[0].value)
    assert "waits for" in said(at)
    assert "Sums up" in said(at) or "summary" in said(at).lower()


def test_without_a_script_the_page_says_what_to_do() -> None:
    assert "Upload a script, paste one, or write one" in said(opened("Check mine"))
    assert "First write a script" in said(opened("After the call"))


def test_after_the_call_each_line_is_found_again(store: Store) -> None:
    facts = Facts(kind=Kind.CALL, caller="Luis Ortega", firm="Northside Heating", lead="Tom Brandt")
    spoken = Transcript.from_script(CALL)
    recording = store.keep_audio(io.BytesIO(SOUND), "tom.ogg", 1 << 24)
    made = result(recording, "tom.ogg", facts)
    call = made.recording.model_copy(update={"kind": Kind.CALL})
    card = score(spoken, rubric_for(Kind.CALL, None), facts)
    store.save_result(made.model_copy(update={"recording": call, "transcript": spoken, "scorecard": card}), facts)

    at = opened("After the call", SCRIPT)

    assert "said as written" in said(at)
    assert "Our maintenance plan for landlords covers two visits a year." in said(at)
    assert any("Left out" in sub.value for sub in at.header)
    assert any("Said" in sub.value for sub in at.header)


def test_a_hostile_script_is_shown_as_text() -> None:
    at = opened("Check mine", "Hi Tom, this is <img src=x onerror=alert(1)> ![x](https://evil.example) from ____.\n")

    assert all("![x](" not in str(m.value) for m in at.markdown)
