"""The drafts of a lead that is kept: consent, what they already received and what was agreed decide what is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from test_kept_leads import recorded, spoken_at
from two_voices import FACTS, a_call_result

from coach.drafts import Purpose
from coach.edges.kept_leads import Leads
from coach.edges.store import Store
from coach.errors import CoachError
from coach.lead_drafts import Drafted, drafted
from coach.leads import Consent, ConsentBasis, Outcome, Touch
from coach.materials import Offers
from coach.models import Channel, Kind, Speaker, Transcript
from coach.pursuit import DraftOptions, LeadDetails, Pursuit, touch_of_recording
from coach.settings import Settings
from coach.silence import SilenceKind

CALL = "c" * 64
CALLED = dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)
DAY = CALLED.date()
TOM = LeadDetails(name="Tom Brandt", about="a new boiler", timezone="America/Chicago", came_in=CALLED)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    store = Store(database_url, tmp_path)
    facts = FACTS.model_copy(update={"date": CALLED.date(), "timezone": "America/Chicago"})
    store.save_result(a_call_result(CALL, facts=facts), facts)
    return store


@pytest.fixture
def lead(store: Store) -> str:
    lead = Leads(store).add(TOM)
    Leads(store).link(lead, CALL, touch_of_recording(Kind.CALL, CALL, CALLED))
    return lead


def made(
    store: Store, lead: str, channel: Channel, purpose: Purpose = Purpose.FOLLOW_UP, today: dt.date = DAY
) -> Drafted:
    return drafted(store, Settings(), kept(store, lead), CALL, channel, purpose, today)


def kept(store: Store, lead: str) -> Pursuit:
    found = Leads(store).find(lead)
    assert found is not None
    return found


def texts(found: Drafted) -> str:
    return "\n".join(draft.text for draft in found.drafts.drafts)


def test_no_text_without_consent_and_the_first_one_says_how_to_stop(store: Store, lead: str) -> None:
    refused = made(store, lead, Channel.SMS).drafts
    assert refused.drafts == ()
    assert refused.refusal is not None
    assert "no consent to texts is recorded" in refused.refusal

    Leads(store).consent(lead, Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=CALLED.date()))
    first = texts(made(store, lead, Channel.SMS))
    Leads(store).log(lead, Touch(at=CALLED, channel=Channel.SMS, outcome=Outcome.SENT, text="Hi Tom."))

    assert "Reply STOP to opt out." in first
    assert "STOP" not in texts(made(store, lead, Channel.SMS))


def test_an_answer_that_opts_out_ends_every_channel(store: Store, lead: str) -> None:
    Leads(store).log(lead, Touch(at=CALLED, channel=Channel.SMS, outcome=Outcome.REPLIED, reply="Stop texting me"))

    for channel in Channel:
        found = made(store, lead, channel).drafts
        assert found.drafts == ()
        assert found.refusal is not None
        assert 'asked not to be contacted ("Stop texting me")' in found.refusal


def test_drafts_and_their_checks_know_what_the_lead_already_received(store: Store, lead: str) -> None:
    Leads(store).log(lead, Touch(at=CALLED, channel=Channel.EMAIL, outcome=Outcome.SENT, text="Hi Tom, the boiler."))

    found = made(store, lead, Channel.VOICEMAIL)

    assert found.material.facts.previous == ("Hi Tom, the boiler.",)
    assert found.material.said


def test_earlier_messages_that_were_told_with_the_recording_count_too(store: Store, lead: str) -> None:
    left = recorded(store, "Me again about the boiler.", lead="Tom Brandt", previous=("Hi Tom, Luis here.",))
    Leads(store).link(lead, left, None)

    found = drafted(store, Settings(), kept(store, lead), left, Channel.CALL, Purpose.FOLLOW_UP, DAY)

    assert found.material.facts.previous == ("Hi Tom, Luis here.", "Me again about the boiler.")


def test_a_call_in_which_they_opt_out_is_logged_as_that(store: Store, lead: str) -> None:
    said = Transcript.from_turns([(Speaker.REP, "Hi Tom."), (Speaker.PROSPECT, "Please take me off your list.")])

    touch = touch_of_recording(Kind.CALL, CALL, CALLED, said)

    assert touch is not None
    assert (touch.outcome, touch.reply) == (Outcome.OPTED_OUT, "Please take me off your list")
    assert touch_of_recording(Kind.NO_SPEECH, CALL, CALLED) is None


def test_a_voicemail_that_the_drafts_go_on_from_was_received_once_and_in_its_place(store: Store, lead: str) -> None:
    left = recorded(store, "Hi Tom, this is Luis from Northside Heating about the new boiler.")
    Leads(store).link(lead, left, touch_of_recording(Kind.VOICEMAIL, left, CALLED))
    later = Touch(at=CALLED + dt.timedelta(days=1), channel=Channel.EMAIL, outcome=Outcome.SENT, text="And a mail.")
    Leads(store).log(lead, later)

    found = drafted(store, Settings(), kept(store, lead), left, Channel.CALL, Purpose.FOLLOW_UP, DAY)

    assert found.material.facts.previous is not None
    assert [text[:6] for text in found.material.facts.previous] == ["Hi Tom", "And a "]


def test_what_is_offered_is_in_the_drafts(store: Store, lead: str) -> None:
    offers = Offers(call_back="412 555 0158")
    Leads(store).choose(lead, DraftOptions(offers=offers))

    assert "412 555 0158" in texts(made(store, lead, Channel.VOICEMAIL))


def test_the_settings_say_our_number_until_something_is_chosen(store: Store, lead: str) -> None:
    ours = Settings(call_back="602 555 0119", law_firm=True)

    found = drafted(store, ours, kept(store, lead), CALL, Channel.VOICEMAIL, Purpose.FOLLOW_UP, DAY)

    assert "602 555 0119" in texts(found)


def test_who_writes_is_who_the_user_says(store: Store, lead: str) -> None:
    Leads(store).choose(lead, DraftOptions(caller="Rosa Diaz", firm="Diaz Heating"))

    found = texts(made(store, lead, Channel.EMAIL))

    assert "Rosa Diaz\nDiaz Heating" in found
    assert "Luis" not in found


def test_a_step_that_is_behind_us_is_not_told_as_coming(store: Store, lead: str) -> None:
    agreed = dt.date(2026, 3, 5)

    assert "Thursday" in texts(made(store, lead, Channel.EMAIL, today=agreed))
    assert "Thursday" not in texts(made(store, lead, Channel.EMAIL, today=agreed + dt.timedelta(days=1)))


def test_the_message_to_who_is_quiet_answers_how_their_silence_reads(store: Store, lead: str) -> None:
    found = made(store, lead, Channel.EMAIL, Purpose.SILENCE)

    assert found.silence is not None
    assert {draft.silence for draft in found.drafts.drafts} == {found.silence.kind}
    assert found.silence.kind in SilenceKind


def test_a_voicemail_draft_is_measured_at_the_reps_own_pace(store: Store, lead: str) -> None:
    slow = spoken_at(100, 70)
    usual = made(store, lead, Channel.VOICEMAIL)
    for transcript in (slow, slow.model_copy(update={"language": "en-GB"})):
        recording = recorded(store, transcript.digest, caller="Luis Ortega")
        result = store.result(recording)
        assert result is not None
        store.save_result(
            result.model_copy(update={"transcript": transcript}), FACTS.model_copy(update={"kind": Kind.VOICEMAIL})
        )

    measured = made(store, lead, Channel.VOICEMAIL)

    assert (usual.pace.wpm, measured.pace.wpm) == (150, 100)
    seconds = [found.drafts.drafts[0].check.seconds for found in (usual, measured)]  # type: ignore[union-attr]
    words = [found.drafts.drafts[0].check.words for found in (usual, measured)]  # type: ignore[union-attr]
    assert seconds == pytest.approx([60 * words[0] / 150, 60 * words[1] / 100], abs=0.2)


def test_a_recording_that_was_not_scored_is_said_in_one_line(store: Store, lead: str) -> None:
    with pytest.raises(CoachError, match="has not been scored"):
        drafted(store, Settings(), kept(store, lead), "d" * 64, Channel.SMS, Purpose.PAUSE, CALLED.date())
