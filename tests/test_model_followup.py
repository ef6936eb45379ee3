"""From what is known of a lead to a model's draft that was checked: what goes in, what stands, what is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from lead_material import ASKED, CHART, DRIVERS, FACTS, LATE, STEP, TOLD, material, offline
from test_grounding import changed

from coach.draft_check import check_draft
from coach.draft_grounds import draft_grounds
from coach.drafts import Drafts, DraftSentence, FollowUp, Purpose
from coach.evaluate import case_facts, case_transcript, load_folders
from coach.followup import facts_for_check, follow_ups
from coach.gathering import gather
from coach.grounding import Kept, WrittenDraft, check_sentence
from coach.materials import Material, Offers
from coach.model_followup import (
    STANDS,
    DraftQuestion,
    ModelDraft,
    NoDraft,
    draft_question,
    model_draft,
    prompt_name,
    rests_on,
)
from coach.models import Channel, Kind
from coach.prompts import load_prompt
from coach.rubric import standards
from coach.samples import Sample, samples
from coach.silence import SilenceKind

LATE_SENTENCE = "The late deliveries cost you your biggest client in March."
STILL = "Does Thursday at ten still work?"


def asked(
    known: Material,
    channel: Channel = Channel.SMS,
    purpose: Purpose = Purpose.FOLLOW_UP,
    beside: Drafts | None = None,
    silence: SilenceKind | None = None,
) -> DraftQuestion | NoDraft:
    file = load_prompt(prompt_name(channel, purpose))
    return draft_question(known, channel, purpose, file, beside or offline(channel, purpose), silence)


def sent(question: DraftQuestion | NoDraft) -> str:
    assert isinstance(question, DraftQuestion)
    return question.sealed.prompt.messages[1].text


def drafted(
    *sentences: str,
    subject: str = "",
    known: Material | None = None,
    channel: Channel = Channel.SMS,
    purpose: Purpose = Purpose.FOLLOW_UP,
    beside: Drafts | None = None,
    silence: SilenceKind | None = None,
) -> ModelDraft | NoDraft:
    question = asked(known or material(), channel, purpose, beside, silence)
    assert isinstance(question, DraftQuestion), question
    written = WrittenDraft(subject=subject, sentences=list(sentences))
    return model_draft(written, question, beside or offline(channel, purpose), standards())


def made(outcome: ModelDraft | NoDraft) -> FollowUp:
    assert isinstance(outcome, ModelDraft), outcome
    return outcome.follow_up


def whys(outcome: ModelDraft | NoDraft) -> dict[str, str]:
    return {dropped.text: dropped.why for dropped in outcome.dropped}


def test_a_text_says_who_writes_and_how_to_stop_and_each_claim_has_its_words() -> None:
    draft = made(drafted("Hi Dana, this is Marcus with Harbor & Lane.", LATE_SENTENCE, STILL))

    assert draft.text == (f"Hi Dana, Marcus Lee at Harbor & Lane here. {LATE_SENTENCE} {STILL} Reply STOP to opt out.")
    assert [sentence.role for sentence in draft.sentences] == ["sender", "fact", "step", "opt-out"]
    assert draft.sentences[1].said == (LATE,)
    assert [(text, heard.start) for text, heard in rests_on(draft)] == [(LATE_SENTENCE, 12.0), (STILL, 55.0)]
    assert (draft.by_model, draft.ready, draft.channel) == (True, True, Channel.SMS)
    assert draft.check is not None
    assert draft.check.missing == ()


def test_an_email_has_a_subject_a_greeting_and_a_signature_whatever_the_model_wrote_there() -> None:
    draft = made(
        drafted(
            "Dear Dana,", f"Dana, {LATE_SENTENCE[0].lower()}{LATE_SENTENCE[1:]}", STILL, "Best regards, Marcus",
            subject="Late deliveries", channel=Channel.EMAIL,
        )
    )  # fmt: skip

    assert draft.subject == "Late deliveries"
    assert draft.text == (
        f"Subject: Late deliveries\n\nHi Dana,\n\n{LATE_SENTENCE} {STILL}\n\nMarcus Lee\nHarbor & Lane"
    )


def test_a_subject_line_that_nobody_said_is_replaced_by_the_one_that_ours_would_have() -> None:
    outcome = drafted(LATE_SENTENCE, STILL, subject="Save 50% today", channel=Channel.EMAIL)

    assert made(outcome).subject == "The route software, Thursday at ten"
    assert "Save 50% today" in whys(outcome)


def test_a_voicemail_gives_the_number_and_a_call_asks_for_the_time_where_the_model_forgot() -> None:
    said_so = ("You said your drivers hate typing on the phone.", "I can send you the route chart.")
    voicemail = made(drafted(*said_so, channel=Channel.VOICEMAIL))
    call = made(drafted("You asked about the route software.", channel=Channel.CALL))

    assert voicemail.text.endswith("You can call me at 215-555-0142.")
    assert voicemail.check is not None
    assert voicemail.check.seconds is not None
    assert voicemail.check.seconds <= 20
    assert call.text.endswith("Is now a good time?")


def test_a_note_is_a_letter_without_subject_and_without_rubric() -> None:
    draft = made(drafted("Dana, your drivers hate typing on the phone.", channel=Channel.NOTE))

    assert draft.text == "Dear Dana,\n\nYour drivers hate typing on the phone.\n\nMarcus Lee\nHarbor & Lane"
    assert (draft.subject, draft.check, draft.problems) == (None, None, ())


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("We can save you 40% on fuel.", "no fact says"),
        ("I just wanted to follow up.", "anybody"),
        ("I hope this message finds you well.", "worn phrase"),
        ("Just checking in about the late deliveries.", "worn phrase"),
        ("Your drivers love typing on the phone.", "no fact says"),
        ("Does Friday at ten work?", "time"),
        ("See www.evil.example for the route chart.", "link"),
        ("Shall we talk soon?", "another day"),
    ],
)
def test_a_sentence_that_was_not_said_or_is_worn_is_dropped_with_the_reason(sentence: str, why: str) -> None:
    outcome = drafted(LATE_SENTENCE, sentence, STILL)

    assert sentence not in made(outcome).text
    assert why in whys(outcome)[sentence]


def test_what_the_lead_already_got_in_the_same_words_is_dropped() -> None:
    known = material(facts=FACTS.model_copy(update={"previous": (f"Hi Dana, Marcus here. {LATE_SENTENCE}",)}))

    outcome = drafted(LATE_SENTENCE, "Your drivers hate typing on the phone.", STILL, known=known)

    assert whys(outcome) == {LATE_SENTENCE: "this lead already got it"}
    assert "drivers" in made(outcome).text


def test_what_they_asked_about_may_be_named_again() -> None:
    known = material(facts=FACTS.model_copy(update={"previous": ("You asked about the route software, Dana.",)}))

    assert "route software" in made(drafted("You asked about the route software.", STILL, known=known)).text


def test_a_voicemail_just_left_may_be_taken_up_in_writing_but_not_aloud() -> None:
    left = f"Hi Dana, Marcus here. {LATE_SENTENCE} I can show you a chart of all your routes. Ring me."
    known = material(kind=Kind.VOICEMAIL, facts=FACTS.model_copy(update={"previous": (left,)}))
    sentences = (LATE_SENTENCE, "You said your drivers hate typing on the phone.", STILL)

    assert LATE_SENTENCE in made(drafted(*sentences, known=known)).text
    spoken = drafted(*sentences, known=known, channel=Channel.VOICEMAIL)
    assert whys(spoken) == {LATE_SENTENCE: "this lead already got it"}


def test_what_the_drafts_made_here_say_word_for_word_may_be_written_too() -> None:
    draft = made(drafted(LATE_SENTENCE, "I can go over that with you.", channel=Channel.VOICEMAIL))

    assert [s.role for s in draft.sentences] == ["sender", "fact", "offer", "ask"]
    assert "I can go over that with you." in whys(drafted(LATE_SENTENCE, "I can go over that with you.", STILL))


def test_one_question_is_kept_the_last() -> None:
    outcome = drafted(LATE_SENTENCE, "Is that right?", "How are you?", STILL)

    assert made(outcome).text.count("?") == 1
    assert "one question is enough" in whys(outcome).values()


def test_a_draft_of_nothing_that_was_said_is_refused_with_what_was_dropped() -> None:
    outcome = drafted("Hi Dana, this is Marcus.", "We are the market leader.", "Can I call you?")

    assert isinstance(outcome, NoDraft)
    assert "only this lead" in outcome.why
    assert outcome.why.endswith(STANDS)
    assert "We are the market leader." in whys(outcome)


def test_what_the_user_can_send_makes_no_draft_for_this_lead_alone() -> None:
    known = material(offers=Offers(material="the one-page price list"))

    assert isinstance(drafted("I can send you the one-page price list.", known=known), NoDraft)
    with_theirs = made(drafted(LATE_SENTENCE, "Shall I send you the one-page price list?", known=known))
    assert [s.role for s in with_theirs.sentences] == ["sender", "fact", "offer", "opt-out"]


def test_a_draft_that_fails_our_check_where_ours_does_not_is_refused_with_the_criterion() -> None:
    outcome = drafted(LATE_SENTENCE)

    assert isinstance(outcome, NoDraft)
    assert outcome.why == f"The model's draft fails our own check. One specific, easy step: No next step. {STANDS}"


def ours(
    text: str, channel: Channel, purpose: Purpose, problems: tuple[str, ...] = (), known: Material | None = None
) -> Drafts:
    check = check_draft(text, facts_for_check(known or material(), channel), standards())
    sentence = DraftSentence(text=text, role="fact", said=(LATE,))
    draft = FollowUp(channel=channel, purpose=purpose, sentences=(sentence,), text=text, check=check, problems=problems)
    return offline(channel, purpose, draft)


def test_what_no_draft_made_here_meets_is_not_asked_of_the_model_either() -> None:
    text = f"Hi Dana, Marcus Lee at Harbor & Lane here. {LATE_SENTENCE} Reply STOP to opt out."

    beside = ours(text, Channel.SMS, Purpose.FOLLOW_UP, problems=("easy-next-step: No next step.",))

    assert made(drafted(LATE_SENTENCE, beside=beside)).problems == ("easy-next-step: No next step.",)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("purpose", Purpose)
def test_every_channel_and_purpose_has_its_prompt(channel: Channel, purpose: Purpose) -> None:
    text = sent(asked(material(), channel, purpose))

    assert "late deliveries" in text
    assert "Dana" not in text
    if purpose is not Purpose.FOLLOW_UP:
        assert "How it goes out" in text


def test_a_pause_says_so_leaves_the_door_open_and_names_no_other_time() -> None:
    outcome = drafted(
        LATE_SENTENCE, "I'll pause my messages for now.", "If your timing changes, a one-word reply is enough.",
        "I'll check back next quarter.", "I'll check back next month.", purpose=Purpose.PAUSE,
    )  # fmt: skip

    draft = made(outcome)
    assert [s.role for s in draft.sentences] == ["sender", "fact", "way-back", "way-back", "way-back", "opt-out"]
    assert list(whys(outcome)) == ["I'll check back next month."]


def test_a_pause_that_could_go_to_any_lead_is_refused() -> None:
    assert isinstance(drafted("I'll pause my messages for now.", purpose=Purpose.PAUSE), NoDraft)


@pytest.mark.parametrize(
    ("silence", "sentence"),
    [
        (SilenceKind.INTERNAL_DISCUSSION, "Shall I send one page that you can pass on to the others?"),
        (SilenceKind.LOW_PRIORITY, "Shall I wait until next month?"),
        (SilenceKind.CONFUSION, "Shall I write down the next step in one line?"),
        (SilenceKind.UNKNOWN, "Would it help if I shared a short comparison or waited until next month?"),
    ],
)
def test_each_kind_of_silence_may_say_what_fits_it(silence: SilenceKind, sentence: str) -> None:
    draft = made(drafted(LATE_SENTENCE, sentence, purpose=Purpose.SILENCE, silence=silence))

    assert sentence in draft.text
    assert draft.silence is silence
    if silence is not SilenceKind.INTERNAL_DISCUSSION:
        other = drafted(LATE_SENTENCE, "I can pass it on to the others.", purpose=Purpose.SILENCE, silence=silence)
        assert "I can pass it on to the others." in whys(other)


def test_the_kind_of_silence_is_that_of_the_drafts_made_here() -> None:
    beside = ours("Hi Dana.", Channel.SMS, Purpose.SILENCE).drafts[0]
    quiet = beside.model_copy(update={"silence": SilenceKind.CONFUSION})

    question = asked(material(), purpose=Purpose.SILENCE, beside=offline(Channel.SMS, Purpose.SILENCE, quiet))

    assert isinstance(question, DraftQuestion)
    assert question.silence is SilenceKind.CONFUSION
    assert "not clear to them" in sent(question)


DISCREET = material(
    law_firm=True,
    discreet=True,
    facts=FACTS.model_copy(update={"firm": "Reyes Partners", "previous": ("About your late deliveries, Dana.",)}),
)


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.VOICEMAIL])
def test_a_discreet_sender_s_prompt_holds_nothing_of_the_matter_where_others_may_read_or_hear(channel: Channel) -> None:
    text = sent(asked(DISCREET, channel)).lower()

    for word in ("deliver", "client", "driver", "route", "chart", "software"):
        assert word not in text
    assert "november 26 at 10:00" in text
    assert "deliver" in sent(asked(DISCREET, Channel.EMAIL)).lower()


def test_a_discreet_text_says_when_and_who_and_that_it_is_a_law_firm() -> None:
    beside = ours("Hi Dana, this is Marcus Lee with Reyes Partners.", Channel.SMS, Purpose.FOLLOW_UP, known=DISCREET)

    outcome = drafted("Does Thursday at ten still work for our talk?", LATE_SENTENCE, known=DISCREET, beside=beside)

    assert made(outcome).text.startswith("Hi Dana, Marcus Lee with the law firm Reyes Partners here. Does Thursday")
    assert "late" not in made(outcome).text
    assert LATE_SENTENCE in whys(outcome)


def test_a_discreet_sender_without_an_agreed_time_asks_no_model() -> None:
    nothing = asked(DISCREET.model_copy(update={"step": None, "told_step": None}))

    assert isinstance(nothing, NoDraft)
    assert "nothing of the matter may be said" in nothing.why


def test_where_nothing_may_go_out_or_too_little_is_known_no_model_is_asked() -> None:
    closed = offline(Channel.SMS).model_copy(update={"refusal": "No text to Dana: they opted out."})
    thin = offline(Channel.SMS).model_copy(update={"ask": "What made you look at route software?"})
    bare = material(said=(), step=None, told_step=None)

    for known, beside, why in ((material(), closed, "opted out"), (material(), thin, "little"), (bare, None, "little")):
        nothing = asked(known, beside=beside)
        assert isinstance(nothing, NoDraft)
        assert why in nothing.why


def test_a_step_that_nobody_agreed_to_is_told_as_talked_about() -> None:
    open_step = STEP.model_copy(update={"confirmed": False}), TOLD.model_copy(update={"confirmed": False})

    text = sent(asked(material(step=open_step[0], told_step=open_step[1])))

    assert "We talked about Thursday at ten" in text
    assert "We're set" not in text


def test_what_was_said_is_told_as_the_rep_would_and_shown_with_who_said_it() -> None:
    text = sent(asked(material(said=(LATE, CHART, ASKED))))

    assert "The lead said: The late deliveries cost us" in text
    assert "The writer said: I'll send you the route chart." in text
    assert "The writer may say: you asked about the route software" in text


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.audio.parent.name)
@pytest.mark.parametrize("channel", Channel)
def test_a_model_that_writes_what_we_would_write_passes(sample: Sample, channel: Channel) -> None:
    known = gather(sample.transcript, sample.facts)
    beside = follow_ups(known, channel, standards())
    if not beside.drafts:
        assert isinstance(asked(known, channel, beside=beside), NoDraft)
        return
    ours = beside.drafts[0]

    outcome = drafted(*body_of(beside), subject=ours.subject or "", known=known, channel=channel, beside=beside)

    if "this lead already got it" not in whys(outcome).values():
        assert made(outcome).ready is ours.ready
        assert made(outcome).subject == ours.subject


@pytest.fixture(scope="module")
def leads(shared: Path) -> list[tuple[Material, Drafts]]:
    """What is known of each lead of the labelled cases, and the texts made here."""
    cases = [case for case in load_folders((shared / "cases",)) if case[0] is not Kind.FOLLOW_UP]
    known = [gather(case_transcript(kind, case), case_facts(kind, {**case, "known": True})) for kind, case in cases]
    made_here = [(one, follow_ups(one, Channel.SMS, standards())) for one in known]
    return [(one, beside) for one, beside in made_here if beside.drafts]


def body_of(beside: Drafts) -> list[str]:
    return [one.text for one in beside.drafts[0].sentences if one.role not in ("greeting", "sender", "opt-out")]


def test_what_stands_is_what_this_lead_said_and_not_what_another_said(leads: list[tuple[Material, Drafts]]) -> None:
    own = [isinstance(drafted(*body_of(beside), known=known, beside=beside), ModelDraft) for known, beside in leads]
    strange = [
        outcome.follow_up.text
        for at, (known, beside) in enumerate(leads)
        for other in (leads[(at + 7) % len(leads)][1],)
        if isinstance(outcome := drafted(*body_of(other), known=known, beside=beside), ModelDraft)
    ]

    assert len(leads) > 70
    assert sum(own) / len(own) > 0.9
    assert strange == []


def test_no_name_number_day_or_claim_that_nobody_told_stands(leads: list[tuple[Material, Drafts]]) -> None:
    tried = 0
    for known, beside in leads:
        grounds = draft_grounds(known, Channel.SMS, Purpose.FOLLOW_UP).grounds
        told = " ".join((*(f"{fact.text} {fact.quote}" for fact in grounds.facts), *grounds.dates, *grounds.numbers))
        for sentence in body_of(beside):
            for what, wrong in changed(sentence, told):
                tried += 1
                assert not isinstance(check_sentence(wrong, grounds), Kept), (what, wrong)
    assert tried > 900


def test_no_link_comes_in_by_our_own_subject_line() -> None:
    known = material(said=(LATE, ASKED.model_copy(update={"text": "evil.example/x"})))

    outcome = drafted(LATE_SENTENCE, STILL, known=known, channel=Channel.EMAIL)

    assert isinstance(outcome, NoDraft)
    assert "subject line is missing" in outcome.why


def test_no_link_of_the_user_s_is_shown_to_a_model() -> None:
    known = material(said=(LATE, DRIVERS), offers=Offers(link="https://cal.example/marcus"))

    assert "cal.example" not in sent(asked(known))
