"""The touches that the articles advise, in order, each with its reason: data only. When they fall due is in cadence.py.

S001 says what to do while a lead does not answer, S000 what to do after a good first call. What each channel is for:
"Call for clarity, Email for detail, Messaging apps for quick confirmation" (S000, step 4).
"""

from __future__ import annotations

from enum import StrEnum

from coach.leads import Stage
from coach.models import Channel, Value

S000 = "S000: The Hidden Reason Your Leads Stop Responding After the First Call"
S001 = "S001: What Happens When a Lead Does Not Answer Your Calls"
_SEQUENCE = "Building a Multi-Touchpoint Follow-Up System"
_ACTIONS = "Action Plan: What Sellers Should Actually Do After the First Call"

MOST = {Channel.CALL: 3, Channel.SMS: 2, Channel.EMAIL: 2}
"""S001, "When should I give up on a lead?": "2-3 calls, 1-2 texts, 1-2 emails". Nurture is not counted."""
LAST_BUSINESS_DAY = 7
"""The same answer: "over 5-7 business days"."""


class Slot(StrEnum):
    """What a touch is about, no two alike in one plan: the drafts fill it with words of this lead."""

    INQUIRY = "inquiry"
    REPLY = "reply"
    DETAIL = "detail"
    NEW_ANGLE = "new-angle"
    SUMMARY = "summary"
    OPEN_POINT = "open-point"
    CONFIRMATION = "confirmation"
    VALUE = "value"
    CHOICE = "choice"
    WAY_BACK = "way-back"
    NEWS = "news"


ABOUT = {
    Slot.INQUIRY: "what they asked about, and how you can help with it",
    Slot.REPLY: "their inquiry in a few words, and one easy way to answer",
    Slot.DETAIL: "the detail that a text cannot hold, with something useful to read",
    Slot.NEW_ANGLE: "a fact or reason that no earlier message gave",
    Slot.SUMMARY: "the call in one line and the agreed step",
    Slot.OPEN_POINT: "one problem, concern or outcome from the call",
    Slot.CONFIRMATION: "the agreed step: what, when and why",
    Slot.VALUE: "one useful thing about their matter, or one specific, easy step",
    Slot.CHOICE: "a neutral question that makes it easy to go on or to wait",
    Slot.WAY_BACK: "that you pause for now, and how to come back",
    Slot.NEWS: "something new and useful about what they asked for, nothing to sell",
}


class Source(Value):
    """Where the advice stands."""

    article: str
    section: str


class Step(Value):
    """One touch of the advice."""

    stage: Stage
    slot: Slot
    channels: tuple[Channel, ...]
    """The first one that consent and the limits leave is taken."""
    purpose: str
    source: Source
    then: Channel | None = None
    """What to do on a call that nobody answers."""


_PAUSE = Source(article=S000, section=f"{_ACTIONS}, step 6: Know When to Pause Without Abandoning the Lead")

PAUSE = Step(
    stage=Stage.PAUSE,
    slot=Slot.WAY_BACK,
    channels=(Channel.SMS, Channel.CALL, Channel.EMAIL),
    then=Channel.VOICEMAIL,
    purpose="Say that you pause, that you are there, and when you will check back: a way back in instead of a push.",
    source=_PAUSE,
)
NURTURE = Step(
    stage=Stage.NURTURE,
    slot=Slot.NEWS,
    channels=(Channel.EMAIL,),
    purpose="Stay in mind with something worth reading once a quarter; their situation may have changed.",
    source=Source(article=S001, section="Turning a Silent Lead into a Future Opportunity"),
)
NO_ANSWER = (
    Step(
        stage=Stage.FIRST_CALL,
        slot=Slot.INQUIRY,
        channels=(Channel.CALL,),
        then=Channel.VOICEMAIL,
        purpose="Talk while the inquiry is fresh. Nobody there: a voicemail with your name, your firm and the reason.",
        source=Source(article=S001, section=f"{_SEQUENCE}, 1: The Immediate First Call and Voicemail"),
    ),
    Step(
        stage=Stage.FIRST_TEXT,
        slot=Slot.REPLY,
        channels=(Channel.SMS,),
        purpose="A quick way to answer: say who you are, name their inquiry, invite a reply or a time to talk.",
        source=Source(article=S001, section=f"{_SEQUENCE}, 2: Text Message Follow-Up"),
    ),
    Step(
        stage=Stage.FIRST_EMAIL,
        slot=Slot.DETAIL,
        channels=(Channel.EMAIL,),
        purpose="Room for detail: who you are, and something that helps them with what they asked.",
        source=Source(article=S001, section=f"{_SEQUENCE}, 3: Email Outreach"),
    ),
    Step(
        stage=Stage.SECOND_CALL,
        slot=Slot.NEW_ANGLE,
        channels=(Channel.CALL,),
        then=Channel.VOICEMAIL,
        purpose="Another time of day may suit them. Nobody there: a voicemail that says something new.",
        source=Source(article=S001, section=f"{_SEQUENCE}, 4: Second Call (Different Time)"),
    ),
    Step(
        stage=Stage.VALUE,
        slot=Slot.VALUE,
        channels=(Channel.EMAIL, Channel.SMS),
        purpose="Give something: a specific, easy next step or a piece of information they can use.",
        source=Source(article=S001, section=f"{_SEQUENCE}, 5: Final Value-Driven Contact"),
    ),
    PAUSE,
)
AFTER_CALL = (
    Step(
        stage=Stage.RECAP,
        slot=Slot.SUMMARY,
        channels=(Channel.EMAIL,),
        purpose="Put the call and the agreed step in writing, so that nobody wonders who acts next.",
        source=Source(article=S000, section=f"{_ACTIONS}, step 3: First follow-up within 24 hours"),
    ),
    Step(
        stage=Stage.SECOND_TOUCH,
        slot=Slot.OPEN_POINT,
        channels=(Channel.CALL,),
        then=Channel.VOICEMAIL,
        purpose="Go on from the call: clear up the one point that was still open for them.",
        source=Source(article=S000, section=f"{_ACTIONS}, step 3: Second touch within 3-4 days"),
    ),
    Step(
        stage=Stage.VALUE,
        slot=Slot.VALUE,
        channels=(Channel.EMAIL, Channel.SMS),
        purpose="Add value, not repetition: one thing that helps them decide.",
        source=Source(article=S000, section=f"{_ACTIONS}, step 3: Space Follow-Ups Based on Buyer Reality"),
    ),
    Step(
        stage=Stage.SILENCE,
        slot=Slot.CHOICE,
        channels=(Channel.SMS, Channel.CALL, Channel.EMAIL),
        then=Channel.VOICEMAIL,
        purpose="Read the silence as part of deciding: support, no pressure, and a question that is easy to answer.",
        source=Source(article=S000, section=f"{_ACTIONS}, step 5: Recognise When Silence Is a Buying Signal"),
    ),
    PAUSE,
)
CONFIRM_STEP = Step(
    stage=Stage.SECOND_TOUCH,
    slot=Slot.CONFIRMATION,
    channels=(Channel.SMS, Channel.CALL),
    then=Channel.VOICEMAIL,
    purpose="A quick confirmation of the agreed step, before it comes.",
    source=Source(article=S000, section=f"{_ACTIONS}, step 4: Use Multiple Channels With a Clear Purpose"),
)
"""Takes the place of the second touch where an agreed step lies further ahead than that."""
