"""Practice: a draft is checked while it is written, nothing of it is lost, and takes are scored side by side."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest
from test_follow_up_views import MARCUS
from test_views import SOUND, app, said

from coach.edges.jobs import Jobs
from coach.edges.kept_leads import Leads
from coach.edges.store import Store, open_store
from coach.leads import Outcome, Touch
from coach.models import Channel, Facts
from coach.settings import load_settings

HEARD = "Hi Marcus, this is Dana Reyes from Harper Law. I have looked at the police report for you."
LONG = (
    "Hi Marcus, this is Dana Reyes from Harper Law about the rear-end collision on Fifth Street. Sorry I missed you. "
    "I hope you are having a really great day. I have looked at the police report for you, and I can tell you what it "
    "means for the repair bill. Call me on 412 555 0158. Thank you so much and have a great day."
)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def me(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who practises; jobs stay where they are, so that a test sees them."""
    monkeypatch.setenv("COACH_CALLER", "Dana Reyes")
    monkeypatch.setenv("COACH_FIRM", "Harper Law")
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)


def opened(**query: str) -> AppTest:
    at = app()
    at.switch_page("practice.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def sent(at: AppTest) -> dict[str, Any]:
    """What the editor was given."""
    given = [json.loads(element.proto.json) for element in at.get("bidi_component")]
    return next(data for data in given if "draft" in data)


def type_in(at: AppTest, text: str) -> AppTest:
    now = sent(at)
    typed = {"draft": now["draft"], "version": now["version"], "text": text, "ignored": []}
    at.session_state["practice-editor"] = {"typed": typed}
    at.run()
    assert not at.exception
    return at


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def field(at: AppTest, label: str) -> Any:
    return next(one for one in (*at.text_input, *at.text_area) if one.label.startswith(label))


def a_take(store: Store, number: int, said: str, lead: str = "Marcus Lee") -> str:
    recording = store.keep_audio(io.BytesIO(SOUND + bytes(number)), f"Practice take {number}.wav", 1 << 24)
    facts = Facts(lead=lead, caller="Dana Reyes", firm="Harper Law", practice=True)
    store.save_result(result(recording, f"Practice take {number}.wav", facts, said), facts)
    return recording


def test_a_draft_is_checked_as_it_is_typed_with_what_is_missing_and_the_cut() -> None:
    at = type_in(opened(), LONG)

    checked = sent(at)["checked"]
    assert checked["text"] == LONG
    assert any(
        LONG[start:end] == "Sorry I missed you." and look == "partial" for start, end, look, _ in checked["lines"]
    )
    length = next(card for card in checked["cards"] if card["id"] == "length")
    assert length["cut"]["button"].startswith("Cut ")
    assert len(length["cut"]["text"].split()) < len(LONG.split())
    assert not any(card["id"] == "fits-channel" for card in checked["cards"])  # the same thing, said once


def test_the_seconds_are_counted_against_the_limit_at_the_reps_pace() -> None:
    data = sent(opened())

    assert (data["limit"], data["wpm"]) == (20, 150)
    assert "150 words a minute" in data["note"]


def test_what_a_kept_lead_heard_is_filled_in_and_a_repeat_shows_the_earlier_message(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    now = dt.datetime.now(dt.UTC)
    Leads(store).log(lead, Touch(at=now, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, text=HEARD))

    at = type_in(opened(lead=lead), f"{HEARD} Call me on 412 555 0158.")

    assert field(at, "What they already heard").value == HEARD
    assert field(at, "Why now").value == "a rear-end collision"
    checked = sent(at)["checked"]
    assert any(card["earlier"] == HEARD for card in checked["cards"])
    assert any(look == "repeated" for *_, look, _ in checked["lines"])


def test_a_draft_made_here_can_be_taken_back_for_ones_own_words() -> None:
    at = opened()
    field(at, "Who do you call").set_value("Marcus Lee").run()
    field(at, "Why now").set_value("the rear-end collision").run()
    type_in(at, "My own words.")

    click(at, "Draft it for me")
    drafted = sent(at)
    click(at, "Put back what I had")

    assert "rear-end collision" in drafted["text"]
    assert drafted["checked"]["text"] == drafted["text"]
    assert sent(at)["text"] == "My own words."


def test_what_was_typed_outlives_another_page_and_another_channel() -> None:
    at = opened()
    field(at, "Who do you call").set_value("Marcus Lee").run()
    type_in(at, LONG)

    at.radio(key="practice-channel").set_value(Channel.SMS).run()
    type_in(at, "Hi Marcus, a text.")
    at.switch_page("calls.py").run()
    at.switch_page("practice.py").run()

    assert field(at, "Who do you call").value == "Marcus Lee"
    assert (sent(at)["draft"], sent(at)["text"]) == ("new:sms", "Hi Marcus, a text.")
    at.radio(key="practice-channel").set_value(Channel.VOICEMAIL).run()
    assert sent(at)["text"] == LONG


def test_late_words_of_another_draft_do_not_come_into_this_one() -> None:
    at = type_in(opened(), "My own words.")
    old = sent(at)

    click(at, "Start blank")
    at.session_state["practice-editor"] = {
        "typed": {"draft": old["draft"], "version": old["version"], "text": "late", "ignored": []}
    }
    at.run()

    assert sent(at)["text"] == ""


def test_a_tab_that_was_reloaded_gives_the_fields_back() -> None:
    at = opened()
    at.session_state["practice-editor"] = {
        "fields": {"owner": "new", "values": {"who": "Loretta Hines", "why": "the roof leak", "other": "x"}}
    }
    at.run()

    assert field(at, "Who do you call").value == "Loretta Hines"
    assert field(at, "Why now").value == "the roof leak"


@pytest.mark.parametrize(
    ("channel", "draft", "aloud"),
    [(Channel.CALL, "Call opening", True), (Channel.SMS, "Text (SMS)", False), (Channel.EMAIL, "Email", False)],
)
def test_the_same_page_checks_every_channel(channel: Channel, draft: str, aloud: bool) -> None:
    at = opened(channel=channel.value)
    type_in(at, "Hi Marcus, this is Dana Reyes from Harper Law about the rear-end collision. Is now a good time?")

    data = sent(at)
    assert data["label"].startswith(draft)
    assert (data["aloud"], data["limit"]) == (aloud, None)
    assert data["checked"]["cards"] or data["checked"]["summary"].startswith("Meets all")


def test_a_take_goes_the_usual_way_and_is_marked_as_practice(store: Store) -> None:
    at = opened()
    field(at, "Who do you call").set_value("Marcus Lee").run()

    at.audio_input(key="practice-take-0").upload("take.wav", SOUND).run()

    assert not at.exception
    job = Jobs(store).recent()[0]
    assert (job.options.practice, job.options.lead, job.options.previous) == (True, "Marcus Lee", ())
    assert store.name(job.recording) == "Practice take 1 to Marcus Lee.wav"
    assert "Take 1 is kept" in "".join(one.value for one in at.success)


def test_takes_stand_side_by_side_with_what_changed(store: Store) -> None:
    a_take(store, 1, LONG)
    a_take(store, 2, f"Hi Marcus, this is Dana Reyes from Harper Law about the police report. {HEARD}")
    a_take(store, 3, LONG, lead="Somebody Else")
    at = opened()
    field(at, "Who do you call").set_value("marcus lee").run()

    assert [metric.label for metric in at.metric] == ["Score"] * 2
    assert "Take 2" in said(at)
    assert "Take 3" not in said(at)
    assert "s shorter than the one before" in said(at)
    assert "s over 20 s · 156 words a minute" in said(at)


def test_a_take_is_no_earlier_message_to_the_lead(store: Store) -> None:
    a_take(store, 1, LONG)

    assert store.previous_voicemails("Marcus Lee") == ()


def test_a_draft_of_the_follow_ups_can_be_practised(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = app()
    at.switch_page("follow_ups.py")
    at.query_params["lead"] = lead
    at.run()
    at.radio(key=f"channel-{lead}").set_value(Channel.VOICEMAIL).run()
    draft = at.code[0].value

    click(at, "Practise it")

    assert at.title[0].value == "Practice"
    assert sent(at)["text"] == draft
    assert sent(at)["draft"] == f"{lead}:voicemail"


def test_a_take_in_the_list_of_calls_asks_for_no_follow_up(store: Store) -> None:
    a_take(store, 1, LONG)

    at = app("calls.py")

    assert "What to say next" not in [link.proto.label for link in at.get("page_link")]


def test_where_no_text_may_go_out_none_is_drafted_and_ones_own_is_still_checked(store: Store) -> None:
    lead = Leads(store).add(MARCUS)

    at = type_in(opened(lead=lead, channel="sms"), "Hi Marcus, Dana Reyes with Harper Law here.")

    assert "no consent to texts is recorded" in said(at)
    assert next(button for button in at.button if button.label == "Draft it for me").disabled
    assert sent(at)["checked"]["cards"]


def test_a_lead_that_was_erased_leaves_a_page_that_works() -> None:
    at = opened(lead="gone")

    assert "This lead is not here any more." in said(at)
    assert sent(at)["owner"] == "new"


def test_takes_to_one_person_do_not_show_where_nobody_is_named(store: Store) -> None:
    a_take(store, 1, LONG)

    assert "Nobody but you hears a take" in said(opened())
