"""What is known of one lead after a call, for drafts: said facts with their words, a step, what the user can offer."""

from __future__ import annotations

import datetime as dt

from coach.drafts import Drafts, FollowUp, Purpose
from coach.materials import FactKind, Material, Offers, SaidFact
from coach.models import Channel, Evidence, Facts, Kind, NextStep, Speaker
from coach.step_telling import ToldStep

FACTS = Facts(
    kind=Kind.CALL,
    lead="Dana Whitfield",
    caller="Marcus Lee",
    firm="Harbor & Lane",
    date=dt.date(2026, 11, 19),
)


def said(kind: FactKind, text: str, quote: str, start: float, speaker: Speaker = Speaker.PROSPECT) -> SaidFact:
    return SaidFact(kind=kind, text=text, evidence=Evidence(quote=quote, start=start, end=start + 4, speaker=speaker))


LATE = said(
    FactKind.PROBLEM,
    "the late deliveries cost you your biggest client in March",
    "The late deliveries cost us our biggest client in March.",
    12.0,
)
DRIVERS = said(FactKind.CONCERN, "your drivers hate typing on the phone", "My drivers hate typing on the phone.", 31.5)
CHART = said(FactKind.PROMISE, "send you the route chart", "I'll send you the route chart.", 40.0, Speaker.REP)
ASKED = SaidFact(kind=FactKind.INTEREST, text="the route software", evidence=None)
STEP = NextStep(
    action="I'll walk you through the route chart",
    when="Thursday at ten",
    date=dt.date(2026, 11, 26),
    time="10:00",
    confirmed=True,
    start=55.0,
    end=58.0,
)
TOLD = ToldStep(when="Thursday at ten", purpose="to walk through the route chart", owner="rep", confirmed=True)
OFFERS = Offers(call_back="215-555-0142")


def material(**change: object) -> Material:
    made = Material(
        kind=Kind.CALL, facts=FACTS, said=(LATE, DRIVERS, CHART, ASKED), step=STEP, told_step=TOLD, offers=OFFERS
    )
    return made.model_copy(update=change)


def offline(channel: Channel, purpose: Purpose = Purpose.FOLLOW_UP, *drafts: FollowUp) -> Drafts:
    return Drafts(channel=channel, purpose=purpose, drafts=drafts)
