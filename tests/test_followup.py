"""Drafts: made of what was said, each variant of something else, in the manner of its channel, or honestly not made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conversations import CALL, MARCUS, TOM, after_call, after_voicemail

from coach.consent import OPT_OUT_SENTENCE
from coach.drafts import Drafts, FollowUp, Purpose
from coach.followup import AS_ASKED, follow_ups
from coach.materials import FactKind, Material, Offers
from coach.models import Channel, Facts
from coach.rubric import standards
from coach.silence import SilenceKind
from coach.untrusted import talks_to_a_model

EVERY = (Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL, Channel.CALL, Channel.NOTE)
NUMBER = Offers(call_back="614-555-0177")


def drafted(material: Material, channel: Channel, purpose: Purpose = Purpose.FOLLOW_UP, **more: object) -> Drafts:
    return follow_ups(material, channel, standards(), purpose, **more)  # type: ignore[arg-type]


def first(material: Material, channel: Channel, purpose: Purpose = Purpose.FOLLOW_UP, **more: object) -> FollowUp:
    return drafted(material, channel, purpose, **more).drafts[0]


@pytest.mark.parametrize("channel", EVERY)
def test_every_channel_has_three_drafts_that_pass_and_say_different_things(channel: Channel) -> None:
    drafts = drafted(after_call(offers=NUMBER), channel).drafts

    assert len(drafts) == 3
    assert all(draft.ready for draft in drafts)
    own = [next(f.text for s in d.sentences for f in s.said if f.kind is not FactKind.INTEREST) for d in drafts]
    assert len(set(own)) == 3


@pytest.mark.parametrize("channel", EVERY)
def test_every_claim_has_something_said_behind_it(channel: Channel) -> None:
    for draft in drafted(after_call(offers=NUMBER), channel).drafts:
        claims = [s for s in draft.sentences if s.role == "fact"]
        assert claims
        assert all(s.said for s in claims)


def test_a_text_says_who_writes_what_they_said_the_step_and_how_to_stop() -> None:
    draft = first(after_call(), Channel.SMS)

    assert draft.text.startswith("Hi Tom, Luis Ortega at Northside Heating here. You said ")
    assert "We're set for Monday at ten, to check the capacitor." in draft.text
    assert draft.text.endswith(OPT_OUT_SENTENCE)
    assert len(draft.text) <= 320


def test_a_later_text_says_nothing_of_stopping() -> None:
    assert OPT_OUT_SENTENCE not in first(after_call(first_text=False), Channel.SMS).text


def test_an_email_has_a_subject_of_theirs_and_keeps_what_was_promised() -> None:
    draft = first(after_call(), Channel.EMAIL)

    assert draft.subject == "The upstairs unit, Monday at ten"
    assert draft.text.startswith(f"Subject: {draft.subject}\n\nHi Tom,\n\nThank you for talking with me about the ")
    assert "I said I'd send you the price list for compressors." in draft.text
    assert draft.text.endswith("Luis Ortega\nNorthside Heating")


def test_a_voicemail_fits_twenty_seconds_at_the_reps_own_pace() -> None:
    slow = drafted(after_call(offers=NUMBER), Channel.VOICEMAIL, pace_wpm=115.0).drafts
    quick = drafted(after_call(offers=NUMBER), Channel.VOICEMAIL, pace_wpm=170.0).drafts

    assert all(d.check is not None and (d.check.seconds or 99) <= 20 for d in (*slow, *quick))
    assert len(slow[0].text) < len(quick[0].text)
    assert "another time" not in slow[0].text  # no time is named in the short one


def test_a_voicemail_without_a_number_says_what_is_missing() -> None:
    assert any(problem.startswith("callback-number") for problem in first(after_call(), Channel.VOICEMAIL).problems)


def test_a_second_voicemail_with_nothing_new_is_not_written() -> None:
    nothing = drafted(after_voicemail(), Channel.VOICEMAIL)
    news = Offers(news="The other driver's insurer has taken the blame for the crash")

    assert nothing.drafts == ()
    assert "one new thing" in (nothing.ask or "")
    assert "taken the blame" in first(after_voicemail(offers=news), Channel.VOICEMAIL).text


def test_the_next_call_begins_with_the_good_time_question_and_what_they_said() -> None:
    texts = [draft.text for draft in drafted(after_call(), Channel.CALL).drafts]

    assert all(
        t.startswith("Hi Tom, it's Luis Ortega at Northside Heating. Is now a good time to talk?") for t in texts
    )
    assert any("You asked about the upstairs unit, and you " in text for text in texts)


def test_a_note_is_written_by_hand() -> None:
    draft = first(after_call(offers=NUMBER), Channel.NOTE)

    assert draft.check is None
    assert draft.text.startswith("Dear Tom,")
    assert "http" not in draft.text


def test_a_pause_keeps_the_door_open() -> None:
    text = first(after_call(), Channel.EMAIL, Purpose.PAUSE).text

    assert "I'll pause here" in text
    assert "reply to this" in text
    assert "next quarter" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SilenceKind.INTERNAL_DISCUSSION, "one page for them"),
        (SilenceKind.LOW_PRIORITY, "or wait until you write?"),
        (SilenceKind.CONFUSION, "It may not be clear what comes next. We're set for Monday at ten"),
        (SilenceKind.UNKNOWN, "Would a short comparison help"),
    ],
)
def test_each_kind_of_silence_has_its_neutral_question(kind: SilenceKind, words: str) -> None:
    draft = first(after_call(), Channel.EMAIL, Purpose.SILENCE, silence=kind)

    assert words in draft.text
    assert draft.text.count("?") == 1
    assert draft.silence is kind


def test_without_consent_no_text_is_drafted_and_one_line_says_why() -> None:
    found = drafted(after_call(no_text="No text to Tom: no consent - not legal advice"), Channel.SMS)

    assert found.drafts == ()
    assert found.refusal == "No text to Tom: no consent - not legal advice"
    assert drafted(after_call(no_text="No text"), Channel.EMAIL).drafts


def test_who_asked_for_no_contact_gets_no_draft_by_any_way() -> None:
    material = after_call(CALL + "prospect: And please don't call me again, ever.\n")

    assert all(drafted(material, c).drafts == () for c in EVERY)
    assert all("nothing is drafted" in (drafted(material, c).refusal or "") for c in EVERY)


def test_where_too_little_is_known_the_question_to_ask_stands_instead() -> None:
    thin = after_call("rep: Hi, is this Tom?\nprospect: Yes.\nrep: I'll send you some info.\nprospect: Okay.\n")

    for channel in EVERY:
        found = drafted(thin, channel)
        assert found.drafts == ()
        assert 'Ask them: "' in (found.ask or "")


def test_who_writes_must_be_known() -> None:
    nameless = after_call(facts=Facts(kind=TOM.kind, lead="Tom")).model_copy(update={"facts": Facts(lead="Tom")})

    assert drafted(nameless, Channel.SMS).ask == "Tell your name and your firm, so that a draft can say who writes."


def test_a_law_firm_says_so_and_can_keep_the_matter_out() -> None:
    open_ = after_voicemail(law_firm=True)
    closed = after_voicemail(law_firm=True, discreet=True)

    assert "Dana Reyes with the law firm Harper Law" in first(open_, Channel.SMS).text
    assert "Harper Law, law firm" in first(open_, Channel.EMAIL).text
    for channel in (Channel.SMS, Channel.VOICEMAIL):
        (draft,) = drafted(closed, channel).drafts
        assert not {"collision", "hospital", "Lamar"} & set(draft.text.replace(".", "").split())
        assert draft.problems == (AS_ASKED,)
    assert any("collision" in draft.text for draft in drafted(closed, Channel.EMAIL).drafts)


def test_what_the_user_can_offer_is_said_word_for_word() -> None:
    offers = Offers(time="Thursday at ten", material="the one-page price list")
    script = CALL.partition("rep: I'll send")[0]

    text = first(after_call(script, offers=offers), Channel.EMAIL).text

    assert "I can send you the one-page price list." in text
    assert "Does Thursday at ten suit you for a short call?" in text


def test_a_text_that_says_the_same_as_the_last_one_is_not_the_first_to_be_shown() -> None:
    once = first(after_call(), Channel.SMS)
    again = first(after_call(facts=TOM.model_copy(update={"previous": (once.text,)})), Channel.SMS)

    assert again.sentences[1].text != once.sentences[1].text


def test_the_same_material_gives_the_same_drafts() -> None:
    assert drafted(after_call(), Channel.EMAIL) == drafted(after_call(), Channel.EMAIL)
    assert MARCUS.lead == "Marcus Bell"


SENTENCES = (Path(__file__).parent / "hostile_sentences.txt").read_text(encoding="utf-8").splitlines()
ACTS = re.compile(r"https?:|://|www\.|!\[|[<>\[\]{}`@|*]|evil|\.com|\bdot com\b|[\u200b-\u200f\u202a-\u202e\u2060]")


@pytest.mark.parametrize(("number", "sentence"), list(enumerate(SENTENCES)))
def test_no_hostile_sentence_makes_a_draft_do_anything(number: int, sentence: str) -> None:
    """Said by the prospect amid their own words, by the rep as what they asked about or what for, or as a name."""
    said = " ".join(sentence.split())
    script, facts = (
        (CALL.replace("And my electric bill", f"{said} And my electric bill"), TOM),
        (CALL.replace("about the upstairs unit", f"about the {said}"), TOM),
        (CALL.replace("to check the capacitor", f"to see {said}"), TOM),
        (CALL, TOM.model_copy(update={"lead": said[:100], "about": said[:100]})),
    )[number % 4]
    material = after_call(script, facts, NUMBER)

    for draft in drafted(material, Channel.EMAIL).drafts:
        assert not ACTS.search(draft.text), draft.text
    assert not any(talks_to_a_model(fact.text) for fact in material.said)


def test_a_call_that_was_put_off_gives_its_step_and_nothing_else() -> None:
    put_off = (
        "rep: Hi Tom, this is Luis Ortega from Northside Heating. Is now a good time?\nprospect: No, I'm driving.\n"
        "rep: Shall I call you Monday the ninth at ten to check the capacitor with you?\nprospect: Yes, do that.\n"
    )
    text = first(after_call(put_off), Channel.SMS).text

    assert "We're set for Monday at ten, to check the capacitor with you." in text
    assert "driving" not in text
    assert drafted(after_call(put_off), Channel.CALL).drafts == ()


def test_the_users_own_link_stands_in_what_is_written_where_no_time_is_agreed() -> None:
    offers = Offers(link="https://book.example/luis")
    open_call = CALL.partition("rep: I'll send")[0]

    for channel in (Channel.SMS, Channel.EMAIL):
        found = first(after_call(open_call, offers=offers), channel)
        assert "At https://book.example/luis you can pick a time." in found.text
        assert found.ready
        assert "book.example" not in first(after_call(offers=offers), channel).text
    assert "book.example" not in first(after_call(open_call, offers=offers), Channel.CALL).text
