"""The drafts on the page: what each rests on, what our rubric says of it, editing it, and marking it as sent."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest
from test_follow_up_views import MARCUS, NOW, click, kept, only, page, said, section

from coach.draft_check import check_draft
from coach.drafts import Drafts, DraftSentence, FollowUp, Purpose
from coach.edges.kept_leads import Leads
from coach.edges.store import Store, open_store
from coach.followup import facts_for_check
from coach.lead_drafts import Drafted
from coach.leads import Consent, ConsentBasis, Outcome, Stage, Touch
from coach.materials import FactKind, Material, Offers, SaidFact
from coach.model_followup import ModelDraft
from coach.models import Channel, Evidence, Facts, Kind, Speaker
from coach.pace import RepPace
from coach.pursuit import DraftOptions
from coach.rubric import standards
from coach.settings import load_settings

FACTS = Facts(lead="Marcus Lee", caller="Dana Reyes", firm="Harper Law", about="a rear-end collision")
QUOTE = Evidence(quote="the repair bill", start=12.5, end=13.4, speaker=Speaker.PROSPECT)
BILL = SaidFact(kind=FactKind.PROBLEM, text="the repair bill came to four thousand", evidence=QUOTE)
ASKED = SaidFact(kind=FactKind.INTEREST, text="the rear-end collision", evidence=None)
MATERIAL = Material(kind=Kind.VOICEMAIL, facts=FACTS, said=(BILL, ASKED))
PACE = RepPace(wpm=150, measured=False, because="150 words a minute, a usual pace: we have no voicemail of yours.")
FIRST = (
    "Hi Marcus, this is Dana Reyes from Harper Law about the rear-end collision.",
    "You said the repair bill came to four thousand.",
    "Shall we look at it together on Thursday at ten?",
)


def draft(*said_in_it: str, channel: Channel = Channel.EMAIL, **more: object) -> FollowUp:
    greeting, fact, ask = said_in_it
    text = " ".join(said_in_it)
    fields = {
        "channel": channel,
        "purpose": Purpose.FOLLOW_UP,
        "sentences": (
            DraftSentence(text=greeting, role="greeting", said=(ASKED,)),
            DraftSentence(text=fact, role="fact", said=(BILL,)),
            DraftSentence(text=ask, role="ask"),
        ),
        "text": text,
        "check": check_draft(text, FACTS.model_copy(update={"channel": channel}), standards(), PACE.wpm)
        if channel is not Channel.NOTE
        else None,
    }
    return FollowUp.model_validate(fields | more)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[FollowUp | str]:
    """What the drafts are: fill it before the page is opened. Words stand for a refusal."""
    given: list[FollowUp | str] = []

    def drafted(_pursuit: object, recording: str, channel: Channel, purpose: Purpose) -> Drafted:
        drafts = [d for d in given if isinstance(d, FollowUp)]
        drafts = tuple(d.model_copy(update={"channel": channel, "purpose": purpose}) for d in drafts)
        refusal = next((d for d in given if isinstance(d, str)), None)
        return Drafted(
            material=MATERIAL,
            drafts=Drafts(channel=channel, purpose=purpose, drafts=drafts, refusal=refusal),
            pace=PACE,
        )

    monkeypatch.setattr("coach.views.session.drafted", drafted)
    return given


def lead_with_a_voicemail(store: Store) -> str:
    recording = kept(store)
    lead = Leads(store).add(MARCUS)
    touch = Touch(at=NOW, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, recording=recording)
    Leads(store).link(lead, recording, touch)
    return lead


def choose(at: AppTest, lead: str, channel: Channel, purpose: Purpose = Purpose.FOLLOW_UP) -> AppTest:
    at.radio(key=f"channel-{lead}").set_value(channel).run()
    at.radio(key=f"purpose-{lead}").set_value(purpose).run()
    assert not at.exception
    return at


def texts(at: AppTest) -> list[str]:
    return [code.value for code in at.code]


def files(at: AppTest) -> dict[str, str]:
    sent = [json.loads(element.proto.json) for element in at.get("bidi_component")]
    return {file["name"]: file["text"] for row in sent for file in row.get("files", [])}


def test_the_player_beside_a_draft_offers_no_comment_that_nobody_would_keep(store: Store) -> None:
    lead = lead_with_a_voicemail(store)

    sent = [json.loads(element.proto.json) for element in page(lead=lead).get("bidi_component")]

    assert [data["remarks"] for data in sent if "remarks" in data] == [False]


def test_a_lead_without_a_recording_has_drafts_from_what_they_asked_about(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_CALLER", "Dana Reyes")
    monkeypatch.setenv("COACH_FIRM", "Harper Law")

    at = page(lead=Leads(store).add(MARCUS))

    assert "No recording of them is kept, so the drafts rest on what they asked about." in said(at)
    assert "rear-end collision" in texts(at)[0]
    assert "what they asked about, as you told: a rear-end collision" in said(at)


def test_every_draft_shows_its_words_the_moment_they_were_said_and_the_verdict(
    store: Store, made: list[FollowUp | str]
) -> None:
    made.extend([draft(*FIRST), draft(FIRST[0], "The repair bill is what worries you.", FIRST[2])])

    at = page(lead=lead_with_a_voicemail(store))

    assert texts(at) == [" ".join(FIRST), f"{FIRST[0]} The repair bill is what worries you. {FIRST[2]}"]
    assert [tab.label for tab in at.tabs if "Draft" in tab.label] == ["Draft 1", "Draft 2"]
    shown = said(at)
    assert "their problem: “the repair bill”] [▶ 0:12](#t=12.50)" in shown
    assert "what they asked about, as you told: the rear-end collision" in shown
    assert "points of our rubric that apply · " in shown
    assert made[0].check.missing[0].reason in shown


def test_the_first_draft_is_what_the_plan_says_comes_next(store: Store, made: list[FollowUp | str]) -> None:
    lead = lead_with_a_voicemail(store)
    at = page(lead=lead)
    assert at.radio(key=f"channel-{lead}").value is Channel.EMAIL  # no consent to texts

    Leads(store).consent(lead, Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=NOW.date()))

    assert page(lead=lead).radio(key=f"channel-{lead}").value is Channel.SMS


def test_an_edited_draft_is_checked_again_and_copied_and_saved_as_it_stands(
    store: Store, made: list[FollowUp | str]
) -> None:
    made.append(draft(*FIRST))
    at = page(lead=lead_with_a_voicemail(store))
    assert "What you changed is your own" not in said(at)

    at.text_area[-1].set_value(f"Just checking in! {FIRST[1]}").run()

    assert texts(at) == [f"Just checking in! {FIRST[1]}"]
    assert files(at) == {"email-Marcus-Lee.txt": f"Just checking in! {FIRST[1]}"}
    shown = said(at)
    assert "“the repair bill”" in shown
    assert "as you told: the rear-end collision" not in shown
    assert "What you changed is your own: we have no words of the recording for it." in shown
    facts = facts_for_check(MATERIAL, Channel.EMAIL)
    check = check_draft(f"Just checking in! {FIRST[1]}", facts, standards(), 150)
    assert all(missing.reason in shown for missing in check.missing)


def test_a_text_of_no_words_cannot_be_sent(store: Store, made: list[FollowUp | str]) -> None:
    made.append(draft(*FIRST))
    at = page(lead=lead_with_a_voicemail(store))

    at.text_area[-1].set_value(" ").run()

    assert "There is no text to check." in said(at)
    assert next(b for b in at.button if b.label == "Mark as sent").disabled


@pytest.mark.parametrize(
    ("channel", "purpose", "button", "outcome", "stage"),
    [
        (Channel.EMAIL, Purpose.FOLLOW_UP, "Mark as sent", Outcome.SENT, None),
        (Channel.NOTE, Purpose.FOLLOW_UP, "Mark as sent", Outcome.SENT, None),
        (Channel.VOICEMAIL, Purpose.SILENCE, "I left it", Outcome.VOICEMAIL, Stage.SILENCE),
        (Channel.EMAIL, Purpose.PAUSE, "Mark as sent", Outcome.SENT, Stage.PAUSE),
    ],
)
def test_what_was_sent_is_logged_with_its_text_and_the_plan_moves_on(
    store: Store,
    made: list[FollowUp | str],
    channel: Channel,
    purpose: Purpose,
    button: str,
    outcome: Outcome,
    stage: Stage | None,
) -> None:
    made.append(draft(*FIRST))
    lead = lead_with_a_voicemail(store)
    at = choose(page(lead=lead), lead, channel, purpose)

    click(at, button)

    touch = only(store).touches[-1]
    assert (touch.channel, touch.outcome, touch.stage, touch.text) == (channel, outcome, stage, " ".join(FIRST))
    assert "The plan has moved on." in said(at)
    if channel is Channel.EMAIL and stage is None:
        assert "First email" not in said(section(at, "Plan"))


def test_a_call_opening_is_logged_with_what_came_of_the_call(store: Store, made: list[FollowUp | str]) -> None:
    made.append(draft(*FIRST))
    lead = lead_with_a_voicemail(store)
    at = choose(page(lead=lead), lead, Channel.CALL)
    next(r for r in at.radio if r.label == "What came of it?").set_value(Outcome.NO_ANSWER)

    click(at, "Log it")

    touch = only(store).touches[-1]
    assert (touch.channel, touch.outcome) == (Channel.CALL, Outcome.NO_ANSWER)


def test_a_handwritten_note_is_saved_to_be_printed(store: Store, made: list[FollowUp | str]) -> None:
    made.append(draft(FIRST[0], "You said <b>four</b> thousand.", FIRST[2], channel=Channel.NOTE))
    lead = lead_with_a_voicemail(store)

    saved = files(choose(page(lead=lead), lead, Channel.NOTE))

    assert list(saved) == ["note-Marcus-Lee.txt", "note-Marcus-Lee.html", "note-Marcus-Lee.docx"]
    word = Document(io.BytesIO(base64.b64decode(saved["note-Marcus-Lee.docx"])))
    assert "You said <b>four</b> thousand." in "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert word.sections[0].page_width.mm == pytest.approx(148, abs=0.1)
    assert "You said &lt;b&gt;four&lt;/b&gt; thousand." in saved["note-Marcus-Lee.html"]


def test_a_refusal_is_one_line(store: Store, made: list[FollowUp | str]) -> None:
    made.append("No text to Marcus Lee: they opted out - not legal advice")
    lead = lead_with_a_voicemail(store)

    at = choose(page(lead=lead), lead, Channel.SMS)

    assert [w.value.replace("\\", "") for w in at.warning] == [
        "No text to Marcus Lee: they opted out - not legal advice"
    ]
    assert texts(at) == []


def test_a_draft_by_a_language_model_is_offered_and_is_edited_and_sent_like_any_other(
    store: Store, made: list[FollowUp | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made.append(draft(*FIRST))
    lead = lead_with_a_voicemail(store)
    assert "name it on the Settings page" in said(page(lead=lead))
    written = draft(FIRST[0], "The repair bill worries you.", FIRST[2], by_model=True)
    monkeypatch.setenv("COACH_LLM_MODEL", "m")
    monkeypatch.setenv("COACH_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr("coach.views.model_draft.ask_for_draft", lambda *_, **__: ModelDraft(follow_up=written))
    at = page(lead=lead)

    click(at, "Send this and write a draft")
    assert written.text in texts(at)
    next(b for b in reversed(at.button) if b.label == "Mark as sent").click().run()

    assert only(store).touches[-1].text == written.text


def test_an_opt_out_is_said_once_on_the_page(store: Store) -> None:
    lead = lead_with_a_voicemail(store)
    assert "So there is no draft." not in said(page(lead=lead))
    Leads(store).log(lead, Touch(at=NOW, channel=Channel.SMS, outcome=Outcome.REPLIED, reply="Stop texting me"))

    at = page(lead=lead)

    assert [w.value.replace("\\", "") for w in at.warning] == [
        'Marcus Lee asked not to be contacted ("Stop texting me"): nothing more goes out - not legal advice'
    ]
    assert "So there is no draft." in said(at)


def test_the_question_to_ask_is_one_line_and_what_may_be_told_is_open(
    store: Store, made: list[FollowUp | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Drafts(channel=Channel.VOICEMAIL, purpose=Purpose.FOLLOW_UP, ask="Tell one new thing.")
    monkeypatch.setattr("coach.views.session.drafted", lambda *_: Drafted(material=MATERIAL, drafts=ask, pace=PACE))

    at = page(lead=lead_with_a_voicemail(store))

    assert [i.value.replace("\\", "") for i in at.info] == ["Tell one new thing."]
    assert [e.proto.expanded for e in at.expander if e.label == "What the drafts may say"] == [True]


def test_what_drafts_may_say_is_kept_and_who_we_are_is_there_for_the_next_lead(
    store: Store, made: list[FollowUp | str]
) -> None:
    lead = lead_with_a_voicemail(store)
    at = page(lead=lead)
    at.text_input(key=f"options-{lead}-number").set_value("412 555 0158")
    at.text_input(key=f"options-{lead}-time").set_value("Thursday at ten")
    at.toggle(key=f"options-{lead}-law").set_value(True)

    click(at, "Use this")

    offers = Offers(call_back="412 555 0158", time="Thursday at ten")
    assert only(store).options == DraftOptions(law_firm=True, offers=offers)
    other = Leads(store).find(Leads(store).add(MARCUS))
    assert other is not None
    assert Leads(store).options(other, DraftOptions()) == DraftOptions(
        law_firm=True, offers=Offers(call_back="412 555 0158")
    )


def test_a_planned_touch_opens_its_draft(store: Store, made: list[FollowUp | str]) -> None:
    lead = lead_with_a_voicemail(store)
    at = section(page(lead=lead), "Plan")

    pause = [b for b in at.button if b.label == "Write it" and b.key.startswith("write-pause")]
    pause[0].click().run()

    assert at.session_state["view"] == "What to say"
    assert at.radio(key=f"purpose-{lead}").value is Purpose.PAUSE


def test_markup_in_a_draft_or_a_quote_stays_text(store: Store, made: list[FollowUp | str]) -> None:
    hostile = "![x](http://example.com/a.png)"
    said_fact = BILL.model_copy(update={"evidence": QUOTE.model_copy(update={"quote": hostile})})
    sentence = DraftSentence(text=f"You said {hostile}.", role="fact", said=(said_fact,))
    made.append(draft(*FIRST, sentences=(sentence,), text=f"You said {hostile}.", problems=(hostile,)))

    at = page(lead=lead_with_a_voicemail(store))

    shown = [str(part.value) for part in [*at.markdown, *at.warning, *at.caption, *at.info]]
    assert not [text for text in shown if "](http" in text]
