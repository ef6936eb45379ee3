"""The page of follow-ups: whose a recording is, what was done, what the plan says next, and who may be texted."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest

from coach.edges.kept_leads import Leads
from coach.edges.store import Store, open_store
from coach.leads import Consent, ConsentBasis, Outcome, Stage, Touch, day_of
from coach.models import Channel, Facts, Kind, NextStep
from coach.pursuit import LeadDetails, Pursuit
from coach.samples import samples
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT

SOUND = samples()[0].audio.read_bytes()
PAGE = "follow_ups.py"
NOW = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)
MARCUS = LeadDetails(name="Marcus Lee", about="a rear-end collision", timezone="America/Chicago", came_in=NOW)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def page(**query: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    at.run()
    at.switch_page(PAGE)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def section(at: AppTest, name: str) -> AppTest:
    at.session_state["view"] = name
    at.run()
    assert not at.exception
    return at


def kept(store: Store, kind: Kind = Kind.VOICEMAIL, step: NextStep | None = None, **facts: object) -> str:
    recording = store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24)
    told = Facts.model_validate({"lead": "Marcus Lee", "about": "a rear-end collision", **facts})
    made = result(recording, "for marcus.ogg", told)
    card = made.scorecard.model_copy(update={"next_step": step})
    heard = made.recording.model_copy(update={"kind": kind})
    store.save_result(made.model_copy(update={"scorecard": card, "recording": heard}), told)
    return recording


def said(at: AppTest) -> str:
    parts = [*at.title, *at.header, *at.markdown, *at.caption, *at.text, *at.info, *at.warning, *at.error]
    return "\n".join(str(part.value) for part in [*parts, *at.success]).replace("\\", "").replace("\u2060", "")


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label.replace("\\", "") == label).click().run()
    assert not at.exception
    return at


def only(store: Store) -> Pursuit:
    (pursuit,) = Leads(store).recent()
    return pursuit


def planned(at: AppTest) -> list[dict[str, Any]]:
    touches: list[dict[str, Any]] = json.loads(files(at)["follow-up-Marcus-Lee.json"])["touches"]
    return touches


def files(at: AppTest) -> dict[str, str]:
    (row,) = (json.loads(element.proto.json) for element in at.get("bidi_component"))
    return {file["name"]: file["text"] for file in row["files"]}


def test_without_a_lead_the_page_says_what_to_do_first(store: Store) -> None:
    at = page()

    assert "No lead is kept yet. Review a voicemail or a call" in said(at)
    assert [link.proto.label for link in at.get("page_link")] == ["Review a recording"]
    assert click(at, "New lead").title[0].value == "New lead"


def test_a_scorecard_leads_to_its_follow_ups(store: Store) -> None:
    recording = kept(store)
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    at.query_params["recording"] = recording
    at.run()

    (link,) = [link for link in at.get("page_link") if link.proto.label == "What to say next"]

    assert (link.proto.page, link.proto.query_string) == ("follow-ups", f"recording={recording}")


def test_a_lead_is_made_of_what_the_recording_tells_and_the_voicemail_is_logged(store: Store) -> None:
    recording = kept(store)
    at = page(recording=recording)
    assert at.text_input(key=f"new-{recording}-name").value == "Marcus Lee"
    assert at.text_input(key=f"new-{recording}-about").value == "a rear-end collision"
    at.selectbox(key=f"new-{recording}-zone").set_value("America/Chicago")

    click(at, "Keep this lead")

    pursuit = only(store)
    assert pursuit.details.timezone == "America/Chicago"
    assert pursuit.recordings == (recording,)
    (touch,) = pursuit.touches
    assert (touch.channel, touch.outcome, touch.recording) == (Channel.VOICEMAIL, Outcome.VOICEMAIL, recording)
    assert at.title[0].value == "Marcus Lee"
    assert page(recording=recording).title[0].value == "Marcus Lee"


def test_a_recording_is_given_to_a_lead_of_that_name_by_one_click(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    recording = kept(store, lead="marcus lee")

    click(page(recording=recording), "It was Marcus Lee, a rear-end collision")

    assert only(store).id == lead
    assert only(store).recordings == (recording,)


def test_a_recording_of_which_no_name_was_told_is_given_to_any_lead(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    recording = kept(store, lead=None)

    click(page(recording=recording), "It was for them")

    assert (only(store).id, only(store).recordings) == (lead, (recording,))


def test_a_name_that_was_only_heard_is_there_to_be_checked(store: Store) -> None:
    at = page(recording=kept(store, lead=None))

    assert next(field.value for field in at.text_input if field.label == "Name") == "Marcus"
    assert "as it was heard" in said(at)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [("name", " ", "A lead needs a name."), ("region", "XX", "We know no holidays for the region 'XX'.")],
)
def test_what_cannot_be_kept_is_one_plain_line(store: Store, field: str, value: str, problem: str) -> None:
    at = page(new="1")
    at.text_input(key="new-name").set_value("Ana")
    at.text_input(key=f"new-{field}").set_value(value)

    click(at, "Keep this lead")

    assert problem in said(at)
    assert len(at.error) == 1
    assert Leads(store).recent() == []


def test_the_plan_shows_each_touch_with_its_time_purpose_and_source(store: Store) -> None:
    lead = Leads(store).add(MARCUS)

    text = said(section(page(lead=lead), "Plan"))

    assert "First call, else a voicemail" in text
    assert "Talk while the inquiry is fresh." in text
    assert "About what they asked about, and how you can help with it (“a rear-end collision”)" in text
    assert "From S001, 1: The Immediate First Call and Voicemail." in text
    assert "All times are America/Chicago, where they are." in text
    assert "not legal advice" in text
    assert "No text to Marcus Lee: no consent to texts is recorded" in text


def test_each_planned_touch_says_what_to_say(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_CALLER", "Dana Reyes")
    monkeypatch.setenv("COACH_FIRM", "Harper Law")
    lead = Leads(store).add(MARCUS)

    at = section(page(lead=lead), "Plan")

    written = [code.value for code in at.code]
    told = [t[d]["text"] for t in planned(at) for d in ("draft", "voicemail_draft") if t[d]]
    assert "Dana Reyes" in written[0]
    assert written == told
    assert all(t["no_draft"] in said(at) for t in planned(at) if t["no_draft"])


def test_what_was_done_is_logged_and_the_plan_moves_on(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "Plan")
    assert "First call" in said(at)
    next(r for r in at.radio if r.label == "What came of it?").set_value(Outcome.NO_ANSWER)

    click(at, "Log it")

    (touch,) = only(store).touches
    assert (touch.channel, touch.outcome, touch.stage) == (Channel.CALL, Outcome.NO_ANSWER, Stage.FIRST_CALL)
    assert "First call" not in said(at)
    assert "First email" in said(at)


def test_after_a_recorded_call_the_plan_follows_its_agreed_step(store: Store) -> None:
    soon = (NOW + dt.timedelta(days=2)).date()
    step = NextStep(action="meet at the office", date=soon, time="10:00", purpose="see the roof", confirmed=True)
    recording = kept(store, Kind.CALL, step)
    lead = Leads(store).add(MARCUS)
    touch = Touch(at=NOW, channel=Channel.CALL, outcome=Outcome.SPOKE, recording=recording)
    Leads(store).link(lead, recording, touch)

    at = section(page(lead=lead), "Plan")

    assert f"Agreed: meet at the office, {day_of(soon)} at 10:00 (see the roof)" in said(at).replace("*", "")
    assert "Recap: email" in said(at)
    assert [s.options[1][:16] for s in at.selectbox] == ["Their inquiry of"]


def test_the_plan_is_saved_as_calendar_table_and_json(store: Store) -> None:
    lead = Leads(store).add(MARCUS.model_copy(update={"name": "=cmd() / ../x"}))

    made = files(section(page(lead=lead), "Plan"))

    assert list(made) == ["follow-up-cmd-x.ics", "follow-up-cmd-x.csv", "follow-up-cmd-x.json"]
    assert made["follow-up-cmd-x.ics"].startswith("BEGIN:VCALENDAR")
    assert "'=cmd() / ../x" in made["follow-up-cmd-x.csv"]
    assert json.loads(made["follow-up-cmd-x.json"])["state"] == "active"


def test_an_answer_that_is_an_opt_out_is_recognised_and_ends_the_plan(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "Log")
    at.radio(key=f"what-{lead}").set_value("They answered").run()
    at.text_area(key=f"reply-{lead}").set_value("Please take me off your list.")

    click(at, "Log it")

    assert only(store).touches[0].outcome is Outcome.OPTED_OUT
    assert "Logged as an opt-out (“Please take me off your list”): nothing more goes out." in said(at)
    assert [w.value.replace("\\", "") for w in at.warning] == [
        'Marcus Lee asked not to be contacted ("Please take me off your list"): '
        "nothing more goes out - not legal advice"
    ]
    assert "They opted out on" in said(section(at, "Plan"))


def test_a_touch_that_cannot_be_is_refused_and_one_by_mistake_is_taken_back(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "Log")
    at.radio(key=f"how-True-{lead}").set_value(Channel.EMAIL).run()
    at.text_area(key=f"text-{lead}").set_value("Hi Marcus")
    click(at, "Log it")
    assert "You wrote or said" not in said(at)
    assert only(store).touches[0].text == "Hi Marcus"

    click(at, "Take back")

    assert only(store).touches == ()


def test_what_is_still_to_come_is_not_logged(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "Log")
    at.datetime_input(key=f"at-{lead}").set_value((NOW + dt.timedelta(days=1)).replace(tzinfo=None))
    click(at, "Log it")
    assert "That moment is still to come. Log what was done; the plan holds what is to do." in said(at)
    at = section(page(lead=lead), "About them")
    next(d for d in at.date_input if d.label == "On").set_value((NOW + dt.timedelta(days=3)).date())

    click(at, "Note the consent")

    assert "That day is still to come. Note a consent once they gave it." in said(at)
    assert (only(store).touches, only(store).consents) == ((), ())


def test_consent_is_noted_with_its_words_and_then_texts_are_planned(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "About them")
    assert "no consent to texts is recorded" in said(at)
    next(t for t in at.text_input if t.label == "In which words").set_value("You may text me")

    click(at, "Note the consent")

    (logged,) = only(store).consents
    assert (logged.consent.channel, logged.consent.basis, logged.consent.words) == (
        Channel.SMS,
        ConsentBasis.FORM,
        "You may text me",
    )
    assert "You may text Marcus Lee: consent is recorded - not legal advice" in said(at)
    assert "First text" in said(section(at, "Plan"))


def test_an_opt_out_is_noted_by_hand_and_taken_back(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    Leads(store).consent(lead, Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=NOW.date()))
    at = section(page(lead=lead), "About them")

    click(at, "They asked not to be contacted")
    assert "Marcus Lee asked not to be contacted" in said(at)
    next(b for b in at.button if b.key == f"back-{only(store).opt_outs[0].id}").click().run()

    assert only(store).opt_outs == ()
    assert "Marcus Lee asked not to be contacted" not in said(at)


def test_a_recording_that_is_not_theirs_is_let_go_with_its_touch(store: Store) -> None:
    recording = kept(store)
    lead = Leads(store).add(MARCUS)
    touch = Touch(at=NOW, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, recording=recording)
    Leads(store).link(lead, recording, touch)

    click(section(page(lead=lead), "About them"), "Not theirs")

    assert (only(store).recordings, only(store).touches) == ((), ())
    assert Leads(store).of(recording) is None


def test_details_are_changed_and_the_lead_is_erased(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    at = section(page(lead=lead), "About them")
    at.text_input(key=f"lead-{lead}-{only(store).details_id}-company").set_value("Lee & Sons")

    click(at, "Save")
    assert only(store).details.company == "Lee & Sons"
    assert only(store).details.came_in == NOW
    click(at, "Erase it now")

    assert Leads(store).recent() == []
    assert "No lead is kept yet." in said(at)


def test_the_list_says_what_was_last_and_what_is_next(store: Store) -> None:
    lead = Leads(store).add(MARCUS)
    Leads(store).log(lead, Touch(at=NOW, channel=Channel.CALL, outcome=Outcome.NO_ANSWER))

    text = said(page())

    assert "No answer · " in text
    assert "Next: first email · " in text


def test_who_is_due_first_stands_first(store: Store) -> None:
    later = Leads(store).add(MARCUS.model_copy(update={"name": "Later"}))
    stopped = Leads(store).add(MARCUS.model_copy(update={"name": "Stopped"}))
    Leads(store).add(MARCUS.model_copy(update={"name": "Sooner"}))
    for lead, outcome in ((later, Outcome.NO_ANSWER), (stopped, Outcome.WRONG_NUMBER)):
        Leads(store).log(lead, Touch(at=NOW, channel=Channel.CALL, outcome=outcome))
    Leads(store).log(later, Touch(at=NOW, channel=Channel.EMAIL, outcome=Outcome.SENT))
    Leads(store).log(stopped, Touch(at=NOW, channel=Channel.EMAIL, outcome=Outcome.BOUNCED))

    links = [b.label.partition("\\")[0] for b in page().button if b.key and b.key.startswith("lead-")]

    assert links == ["Sooner", "Later", "Stopped"]


def test_the_calls_lead_to_their_follow_ups(store: Store) -> None:
    recording = kept(store)
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30).run()

    links = at.switch_page("calls.py").run().get("page_link")

    assert [(link.proto.page, link.proto.query_string) for link in links][1] == ("follow-ups", f"recording={recording}")


def test_an_address_that_names_no_lead_or_recording_is_a_plain_page(store: Store) -> None:
    assert page(lead="nobody").title[0].value == "This lead is not here"
    assert page(recording="f" * 64).title[0].value == "This recording is not here"


def test_markup_in_a_name_and_an_answer_stays_text(store: Store) -> None:
    lead = Leads(store).add(MARCUS.model_copy(update={"name": "![x](http://example.com/a.png)"}))
    Leads(store).log(lead, Touch(at=NOW, channel=Channel.SMS, outcome=Outcome.REPLIED, reply="[a](http://example.com)"))

    at = section(page(lead=lead), "Log")

    shown = [str(part.value) for part in [*at.title, *at.markdown]]
    assert not [text for text in shown if "](http" in text or "http:/" in text.replace("\u2060", "|")]
