"""What is kept of a lead is added to, never overwritten; erased is gone; and it tells the next draft what was heard."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from kept_values import a_result, told

from coach.consent import standing_opt_out
from coach.edges.kept_leads import ChangedLeadError, Leads
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store
from coach.errors import StoreError
from coach.leads import Consent, ConsentBasis, OptOut, Outcome, Touch
from coach.materials import Offers
from coach.models import Channel, Kind, Speaker, Transcript, Word
from coach.pursuit import DraftOptions, LeadDetails

MONDAY = dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)
ANA = LeadDetails(name="Ana Ruiz", company="Ruiz Roofing", about="a leaking skylight", came_in=MONDAY)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    return Store(database_url, tmp_path)


@pytest.fixture
def leads(store: Store) -> Leads:
    return Leads(store)


def texted(text: str, days: int = 0, **more: object) -> Touch:
    at = MONDAY + dt.timedelta(days=days)
    return Touch.model_validate({"at": at, "channel": "sms", "outcome": "sent", "text": text, **more})


def recorded(store: Store, text: str, kind: Kind = Kind.VOICEMAIL, **facts: object) -> str:
    recording = store.keep_audio(io.BytesIO(text.encode()), "message.wav", 1 << 20)
    store.save_result(a_result(recording, text, kind=kind), told(**facts))  # type: ignore[arg-type]
    return recording


def rows(store: Store, table: str) -> int:
    with store.database.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_a_lead_comes_back_with_everything_that_was_logged(leads: Leads) -> None:
    lead = leads.add(ANA)
    consent = Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=MONDAY.date(), words="Text me")
    options = DraftOptions(law_firm=True, offers=Offers(call_back="412 555 0158"))

    leads.log(lead, texted("second", 1))
    leads.log(lead, texted("first"))
    leads.consent(lead, consent)
    leads.choose(lead, DraftOptions())
    leads.choose(lead, options)

    found = leads.find(lead)
    assert found is not None
    assert found.details == ANA
    assert [touch.text for touch in found.touches] == ["first", "second"]
    assert found.lead.consents == (consent,)
    assert found.options == options


def test_a_change_keeps_what_stood_there_and_one_of_an_older_state_is_refused(store: Store, leads: Leads) -> None:
    lead = leads.add(ANA)
    seen = leads.find(lead)
    assert seen is not None

    leads.change(seen, ANA.model_copy(update={"name": "Ana María Ruiz"}))

    with pytest.raises(ChangedLeadError, match="changed elsewhere"):
        leads.change(seen, ANA.model_copy(update={"name": "Anna"}))
    now = leads.find(lead)
    assert now is not None
    assert now.details.name == "Ana María Ruiz"
    assert rows(store, "lead_log") == 2
    assert [p.id for p in leads.named(" ana maría  RUIZ")] == [lead]
    assert leads.named("Ana Ruiz") == []


def test_an_entry_that_was_taken_back_counts_no_more_and_stays_in_the_log(store: Store, leads: Leads) -> None:
    lead, other = leads.add(ANA), leads.add(ANA)
    leads.log(lead, texted("by mistake"))
    found = leads.find(lead)
    assert found is not None

    leads.take_back(other, found.log[0].id)
    leads.take_back(lead, found.details_id)
    assert leads.find(lead) == found
    leads.take_back(lead, found.log[0].id)

    again = leads.find(lead)
    assert again is not None
    assert again.log == ()
    assert rows(store, "lead_log") == 3


def test_the_last_opt_out_stands(leads: Leads) -> None:
    lead = leads.add(ANA)
    leads.opt_out(lead, OptOut(at=MONDAY, words="stop"))
    leads.opt_out(lead, OptOut(at=MONDAY - dt.timedelta(days=9)))

    found = leads.find(lead)

    assert found is not None
    assert standing_opt_out(found.lead, found.touches) == OptOut(at=MONDAY, words="stop")


def test_erasing_a_lead_erases_its_rows_and_leaves_its_recordings(store: Store, leads: Leads) -> None:
    lead = leads.add(ANA)
    recording = recorded(store, "Hi Ana, this is Dana.")
    leads.link(lead, recording, texted("x", recording=recording))
    leads.consent(lead, Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=MONDAY.date()))

    leads.erase(lead)
    leads.erase(lead)

    assert (leads.find(lead), leads.recent(), leads.of(recording)) == (None, [], None)
    assert [rows(store, table) for table in ("leads", "lead_log", "lead_recordings")] == [0, 0, 0]
    assert store.recording(recording) is not None
    with pytest.raises(StoreError, match="not here any more"):
        leads.log(lead, texted("too late"))


def test_a_recording_that_moves_to_another_lead_takes_its_touch_along(store: Store, leads: Leads) -> None:
    first, second = leads.add(ANA), leads.add(ANA)
    recording = recorded(store, "Hi Ana, this is Dana.")
    touch = Touch(at=MONDAY, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, recording=recording)

    leads.link(first, recording, touch)
    leads.link(second, recording, touch)

    one, other = leads.find(first), leads.find(second)
    assert one is not None
    assert other is not None
    assert (one.recordings, one.touches) == ((), ())
    assert (other.recordings, other.touches) == ((recording,), (touch,))
    assert leads.of(recording) == second


def test_a_recording_that_is_deleted_leaves_the_touch(store: Store, leads: Leads) -> None:
    lead = leads.add(ANA)
    recording = recorded(store, "Hi Ana, this is Dana.")
    leads.link(lead, recording, texted("", recording=recording))

    store.delete(recording)

    found = leads.find(lead)
    assert found is not None
    assert (found.recordings, len(found.touches)) == ((), 1)
    with pytest.raises(StoreError, match="no such recording"):
        leads.link(lead, recording, None)


def test_what_the_lead_read_and_heard_is_told_once_oldest_first(store: Store, leads: Leads) -> None:
    lead = leads.add(ANA)
    left, unlogged = recorded(store, "Hi Ana, Dana here."), recorded(store, "Me again.", date=dt.date(2026, 2, 1))
    talk = recorded(store, "We talked.", Kind.CALL)
    leads.link(lead, left, Touch(at=MONDAY, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, recording=left))
    leads.link(lead, unlogged, None)
    leads.link(lead, talk, Touch(at=MONDAY, channel=Channel.CALL, outcome=Outcome.SPOKE, recording=talk))
    leads.log(lead, texted("A text.", 1))
    leads.log(lead, Touch(at=MONDAY, channel=Channel.CALL, outcome=Outcome.NO_ANSWER))

    found = leads.find(lead)

    assert found is not None
    assert leads.previous(found) == ("Me again.", "Hi Ana, Dana here.", "A text.")


def test_leads_are_listed_by_what_happened_last(leads: Leads) -> None:
    first, second = leads.add(ANA), leads.add(ANA)
    assert [p.id for p in leads.recent()] == [second, first]

    leads.log(first, texted("hello"))

    assert [p.id for p in leads.recent(1)] == [first]


def spoken_at(wpm: float, words: int = 40) -> Transcript:
    return Transcript.from_text(" ".join(["word"] * words), wpm)


def left(store: Store, transcript: Transcript, caller: str | None = None) -> None:
    recording = store.keep_audio(io.BytesIO(transcript.digest.encode()), "message.wav", 1 << 20)
    result = a_result(recording).model_copy(update={"transcript": transcript})
    store.save_result(result, told(caller=caller))


def test_the_pace_is_the_reps_own_and_usual_until_enough_is_known(store: Store) -> None:
    assert (stored_pace(store, "Dana").wpm, stored_pace(store, "Dana").measured) == (150, False)
    left(store, spoken_at(120), "Dana")
    assert "only one short voicemail of yours (40 words)" in stored_pace(store, "Dana").because
    left(store, spoken_at(210), "Luis")
    left(store, spoken_at(180, 41), None)
    left(store, spoken_at(100, 42), "dana ")

    dana = stored_pace(store, "Dana")

    assert (dana.wpm, dana.measured) == (120, True)
    assert dana.because == "120 words a minute, your own pace on your last 3 voicemails."
    assert stored_pace(store, None).wpm == 150
    assert stored_pace(store, None).measured


def test_a_greeting_and_a_misheard_message_tell_no_pace(store: Store) -> None:
    greeting = spoken_at(90, 80).model_copy()
    greeting = Transcript.from_turns([(Speaker.GREETING, greeting.text), (Speaker.REP, spoken_at(160, 61).text)], 160)
    left(store, greeting)
    assert stored_pace(store, None).wpm == 160

    too_fast = tuple(Word(text="word", start=n / 100, end=n / 100 + 0.01) for n in range(400))
    utterance = spoken_at(150).utterances[0].model_copy(update={"words": too_fast})
    left(store, Transcript(utterances=(utterance,)))

    assert stored_pace(store, None).because == "160 words a minute, your own pace on your last voicemail."
