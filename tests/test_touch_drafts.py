"""Each touch of a plan has its draft, and no two of them say the same."""

from __future__ import annotations

import datetime as dt

import pytest
from conversations import CALL, TOM, after_call

from coach.business_hours import BusinessHours
from coach.cadence import Cadence, plan_after_call, plan_no_answer
from coach.cadence_steps import Slot
from coach.followup import NOTHING_NEW
from coach.leads import Consent, ConsentBasis, Lead
from coach.materials import FactKind, Offers
from coach.models import Channel, Facts, Transcript
from coach.rubric import standards
from coach.silence import SilenceKind, silence_kind
from coach.touch_drafts import TouchDraft, of_lead, touch_drafts

HOURS = BusinessHours(timezone="America/Chicago", region="US")
CALLED = dt.datetime(2026, 3, 6, 16, tzinfo=dt.UTC)
AGREED = Consent(channel=Channel.SMS, basis=ConsentBasis.FORM, date=dt.date(2026, 3, 1))
LEAD = Lead(name="Tom Brandt", about="upstairs unit", consents=(AGREED,))
NUMBER = Offers(call_back="614-555-0177")


def after(offers: Offers = NUMBER) -> tuple[Cadence, tuple[TouchDraft, ...]]:
    material = after_call(offers=offers)
    silence = silence_kind(Transcript.from_script(CALL), material.step)
    plan = plan_after_call(LEAD, CALLED, HOURS, material.step, silence)
    return plan, touch_drafts(plan, material, standards(), silence.kind)


def points(one: TouchDraft) -> set[str]:
    facts = [f for d in (one.draft, one.voicemail) if d for s in d.sentences for f in s.said]
    return {f.text for f in facts if f.kind not in (FactKind.INTEREST, FactKind.PROMISE)}


def test_every_touch_has_a_draft_by_its_channel_or_says_why_not() -> None:
    plan, drafts = after()

    assert len(drafts) == len(plan.touches)
    for touch, one in zip(plan.touches, drafts, strict=True):
        assert one.draft is not None or one.why
        assert one.draft is None or one.draft.channel is touch.channel


def test_touches_say_different_things_while_there_are_any() -> None:
    _, drafts = after()
    first, second, third, *_ = [points(one) for one in drafts if one.draft]

    assert all((first, second, third))
    assert not first & second
    assert not third <= first | second


def test_the_agreed_step_is_not_spoken_of_when_it_is_over() -> None:
    plan, drafts = after()

    for touch, one in zip(plan.touches, drafts, strict=True):
        late = touch.due.date() > dt.date(2026, 3, 9)
        assert one.draft is None or not late or "Monday" not in one.draft.text


def test_only_the_first_text_says_how_to_stop() -> None:
    _, drafts = after()
    texts = [one.draft.text for one in drafts if one.draft and one.draft.channel is Channel.SMS]

    assert ["STOP" in text for text in texts] == [True] + [False] * (len(texts) - 1)


def test_news_is_kept_for_the_touch_of_value_and_nurture_waits_for_more() -> None:
    plan, drafts = after(Offers(call_back="614-555-0177", news="The rebate on heat pumps now covers rented houses"))
    slots = {
        touch.slot for touch, one in zip(plan.touches, drafts, strict=True) if one.draft and "rebate" in one.draft.text
    }

    assert slots == {Slot.VALUE}
    assert drafts[-1].why == NOTHING_NEW


def test_a_new_lead_who_does_not_answer_is_told_what_they_asked_about() -> None:
    plan = plan_no_answer(LEAD, CALLED, HOURS)
    known = Facts(caller=TOM.caller, firm=TOM.firm, lead=LEAD.name, about=LEAD.about)
    drafts = touch_drafts(plan, of_lead(known, NUMBER), standards())

    call, text, email = drafts[:3]
    written = (call.draft, call.voicemail, text.draft, email.draft)
    assert all(d is not None and "the upstairs unit" in d.text for d in written)
    assert call.voicemail is not None
    assert call.voicemail.ready


@pytest.mark.parametrize("kind", list(SilenceKind))
def test_the_quiet_touch_answers_the_silence_as_it_reads(kind: SilenceKind) -> None:
    material = after_call(offers=NUMBER)
    plan = plan_after_call(LEAD, CALLED, HOURS, material.step)
    quiet = [d.draft for d in touch_drafts(plan, material, standards(), kind) if d.draft and d.draft.silence]

    assert [draft.silence for draft in quiet] == [kind]


def test_without_anything_known_the_question_to_ask_stands() -> None:
    plan = plan_no_answer(Lead(name="Tom Brandt"), CALLED, HOURS)
    drafts = touch_drafts(plan, of_lead(Facts(caller="Luis", firm="Northside", lead="Tom Brandt")), standards())

    assert all(one.draft is None and one.why for one in drafts)
