"""Who asked not to be contacted, and when a text may be drafted at all."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from coach.consent import (
    OPT_OUT_SENTENCE,
    is_first_text,
    may_text,
    missing_in_first_text,
    no_contact,
    standing_opt_out,
)
from coach.language.opt_outs import opt_out
from coach.leads import Consent, Lead, OptOut, Touch

PHRASES = [
    json.loads(line)
    for line in Path(__file__).with_name("opt_outs_of_our_own.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Part 1 was written before the rules; each later one after them, and measured once before the rules saw it:
0.89, 0.89, 0.88, 0.77 (meant to be hard), 0.88, 0.96, 0.91 right. A wording nobody thought of is missed more often
than a look-alike is taken for one
(of 6,080 turns and lines of invented calls 11 are taken for an opt-out; all 11 ask it)."""
MARCH_3 = dt.datetime(2026, 3, 3, 16, 0, tzinfo=dt.UTC)
TICKED = Consent(channel="sms", basis="form", date="2026-03-01", words="[x] You may text me about my inquiry")


def test_the_set_holds_more_than_a_hundred_of_each() -> None:
    assert sum(p["opt_out"] for p in PHRASES) >= 100
    assert sum(not p["opt_out"] for p in PHRASES) >= 100


@pytest.mark.parametrize("part", sorted({p["part"] for p in PHRASES}))
def test_opt_outs_are_told_from_what_only_sounds_like_one(part: int) -> None:
    own = [p for p in PHRASES if p["part"] == part]

    wrong = [p["text"] for p in own if (opt_out(p["text"]) is not None) != p["opt_out"]]

    assert len(wrong) <= 0.02 * len(own), wrong


@pytest.mark.parametrize(
    "keyword", ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke", "opt out", "stop all"]
)
def test_every_standard_keyword_counts_in_any_case(keyword: str) -> None:
    for said in (keyword, keyword.upper(), f"{keyword.title()}.", f"  {keyword}!! ", f"please {keyword}"):
        assert opt_out(said), said


def test_what_people_say_on_calls_is_hardly_ever_taken_for_an_opt_out(shared: Path) -> None:
    calls = (shared / "cases" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    turns = [turn for line in calls for turn in json.loads(line)["turns"]]

    by_the_rep = [turn["text"] for turn in turns if turn["speaker"] == "rep" and opt_out(turn["text"])]

    assert len(turns) > 500
    assert by_the_rep == []


def test_the_words_that_ask_it_are_given_as_they_were_written() -> None:
    said = "Thanks for the call. Please take me off your list! Have a good day"

    assert opt_out(said) == "Please take me off your list"


def test_a_message_made_to_be_slow_is_read_at_once() -> None:
    started = time.perf_counter()

    for said in ("stop all " * 9000, "do not call or " * 9000, "a. " * 9000, "please " * 9000, "stop with the " * 9000):
        opt_out(said)

    assert time.perf_counter() - started < 10


def test_no_text_without_a_recorded_consent_to_texts() -> None:
    spoken = Consent(channel="call", basis="spoken", date="2026-03-01")

    for lead in (Lead(name="Marcus Bell"), Lead(name="Marcus Bell", consents=(spoken,))):
        refusal = may_text(lead)
        assert refusal is not None
        assert "Marcus Bell" in refusal
        assert "consent" in refusal
        assert refusal.endswith("not legal advice")
        assert "\n" not in refusal


def test_a_recorded_consent_lets_texts_go_out() -> None:
    assert may_text(Lead(name="Marcus Bell", consents=(TICKED,))) is None


def test_an_opt_out_on_record_ends_texts_and_is_quoted() -> None:
    lead = Lead(name="Marcus Bell", consents=(TICKED,), opted_out=OptOut(at=MARCH_3, words="STOP"))

    refusal = may_text(lead)

    assert refusal == 'No text to Marcus Bell: they opted out on 3 March 2026 ("STOP") - not legal advice'


def test_an_opt_out_in_a_reply_counts_without_being_recorded() -> None:
    asked = Touch(at=MARCH_3, channel="sms", outcome="replied", reply="Please don't text me again")
    lead = Lead(name="Marcus Bell", consents=(TICKED,))

    assert "don't text me again" in str(may_text(lead, [asked]))
    assert may_text(lead, [asked.model_copy(update={"reply": "Stop by the office on Monday"})]) is None


def test_an_endless_reply_is_quoted_short_and_on_one_line() -> None:
    asked = Touch(at=MARCH_3, channel="sms", outcome="replied", reply=f"stop texting me and {'bla ' * 200}")

    refusal = may_text(Lead(name="Marcus Bell", consents=(TICKED,)), [asked])

    assert refusal
    assert len(refusal) < 200


def test_only_a_consent_of_a_later_day_undoes_an_opt_out() -> None:
    def lead(day: str) -> Lead:
        again = Consent(channel="sms", basis="wrote-first", date=day, words="START")
        return Lead(name="Marcus Bell", consents=(TICKED, again), opted_out=OptOut(at=MARCH_3))

    assert standing_opt_out(lead("2026-03-03"), ())
    assert standing_opt_out(lead("2026-03-04"), ()) is None
    assert may_text(lead("2026-03-04")) is None


def test_a_consent_that_is_dated_ahead_of_the_leads_own_calendar_does_not_undo_an_opt_out() -> None:
    evening = dt.datetime(2026, 3, 4, 0, 30, tzinfo=dt.UTC)  # still the third of March in Chicago
    consent = Consent(channel="sms", basis="form", date=dt.date(2026, 3, 4))
    lead = Lead(
        name="Marcus Bell", timezone="America/Chicago", consents=(consent,), opted_out=OptOut(at=evening, words="Stop")
    )

    assert standing_opt_out(lead, ())


def test_the_day_of_an_opt_out_is_the_day_where_the_lead_is() -> None:
    late = OptOut(at=dt.datetime(2026, 3, 4, 3, 0, tzinfo=dt.UTC))
    lead = Lead(name="Marcus Bell", timezone="America/Los_Angeles", consents=(TICKED,), opted_out=late)

    assert "3 March 2026" in str(may_text(lead))


def test_a_wrong_number_is_not_texted() -> None:
    wrong = Touch(at=MARCH_3, channel="call", outcome="wrong-number")

    assert "somebody else" in str(may_text(Lead(name="Marcus Bell", consents=(TICKED,)), [wrong]))


def test_the_first_text_names_the_firm_and_says_how_to_stop() -> None:
    assert missing_in_first_text("Hi Marcus, about Lamar?", "Harper Law") == ("This is Harper Law.", OPT_OUT_SENTENCE)
    assert missing_in_first_text("Dana at Harper Law here. Reply STOP to opt out.", "Harper Law") == ()
    assert missing_in_first_text("Dana, Harper Law. Text END and I'll stop.", "Harper Law") == ()
    assert missing_in_first_text("Dana at Harper Lawn Care. Stop by any time.", "Harper Law") == (
        "This is Harper Law.",
        OPT_OUT_SENTENCE,
    )


def test_the_sentence_that_says_how_to_stop_is_no_opt_out_of_ours_to_miss() -> None:
    assert missing_in_first_text(f"Harper Law. {OPT_OUT_SENTENCE}", "Harper Law") == ()


def test_a_text_is_the_first_until_one_was_sent() -> None:
    called = Touch(at=MARCH_3, channel="call", outcome="voicemail")
    sent = Touch(at=MARCH_3, channel="sms", outcome="sent", text="Dana at Harper Law. Reply STOP to opt out.")

    assert is_first_text([called])
    assert not is_first_text([called, sent])


@pytest.mark.parametrize(
    "told",
    [
        {"name": " \u200b"},
        {"name": "x" * 200},
        {"name": "Marcus", "timezone": "../../etc/passwd"},
        {"name": "Marcus", "timezone": "Mars/Olympus"},
        {"name": "Marcus", "region": "California"},
        {"name": "Marcus", "consents": [{"channel": "fax", "basis": "form", "date": "2026-03-01"}]},
        {"name": "Marcus", "opted_out": {"at": "2026-03-03T10:00:00"}},
        {"name": "Marcus", "opted_out": {"at": "9999-12-31T23:59:59Z"}},
        {"name": "Marcus", "score": 100},
    ],
)
def test_a_lead_that_cannot_be_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Lead.model_validate(told)


def test_a_name_cannot_steer_a_terminal_or_break_a_line() -> None:
    lead = Lead(name="Ma\x1b[2Jrcus\r\nBell\u202e", company="", about="the fence\r\n\x00the gate\n\n")

    assert lead.name == "Ma [2Jrcus Bell"
    assert lead.company is None
    assert lead.about == "the fence\n the gate" or lead.about == "the fence\nthe gate"


def test_who_opted_out_is_not_contacted_at_all_and_one_line_says_why() -> None:
    lead = Lead(name="Marcus")
    asked = Touch(at=MARCH_3, channel="sms", outcome="replied", reply="Stop texting me, please.")

    assert no_contact(lead, [asked]) == (
        'Marcus asked not to be contacted ("Stop texting me, please"): nothing more goes out - not legal advice'
    )
    assert no_contact(lead) is None


@pytest.mark.parametrize(("channel", "outcome"), [("email", "no-answer"), ("sms", "voicemail"), ("call", "sent")])
def test_an_outcome_must_be_one_of_its_channel(channel: str, outcome: str) -> None:
    with pytest.raises(ValidationError, match="cannot come of"):
        Touch(at=MARCH_3, channel=channel, outcome=outcome)
