"""What a user types about a lead, read into values; every mistake is one plain line."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from pydantic import ValidationError

from coach.business_hours import BusinessHours
from coach.errors import CoachError
from coach.leads import Consent, ConsentBasis, Outcome, Touch
from coach.models import Channel, Value

Noun = TypeVar("Noun", bound=Value)

_TOUCH = "Write CHANNEL@DATETIME[=OUTCOME], such as call@2026-03-02T10:05=no-answer."
_CONSENT = "Write CHANNEL:BASIS[:DATE[:WORDS]], such as sms:form:2026-03-01:ticked the box."
_USUAL = {Channel.CALL: Outcome.NO_ANSWER, Channel.VOICEMAIL: Outcome.VOICEMAIL}


def told(noun: type[Noun], **fields: object) -> Noun:
    """A value of `noun`. Raises CoachError naming the field that cannot be."""
    try:
        return noun.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or noun.__name__.lower()
        raise CoachError(
            f"{field}: {first['msg'].removeprefix('Value error, ')}.", "Correct it and try again."
        ) from None


def touch_told(item: str, hours: BusinessHours) -> Touch:
    """A touch made, from `CHANNEL@DATETIME[=OUTCOME]`; a time without an offset is on the lead's clock."""
    channel, _, rest = item.partition("@")
    moment, _, outcome = rest.partition("=")
    try:
        how = Channel(channel.strip())
        at = dt.datetime.fromisoformat(moment.strip())
        came = Outcome(outcome.strip()) if outcome else _USUAL.get(how, Outcome.SENT)
    except ValueError:
        outcomes = ", ".join(Outcome)
        raise CoachError(f"'{item}' is no touch.", f"{_TOUCH} Outcomes: {outcomes}.") from None
    return told(Touch, at=at if at.tzinfo else at.replace(tzinfo=hours.zone), channel=how, outcome=came)


def consent_told(item: str, today: dt.date) -> Consent:
    """A consent, from `CHANNEL:BASIS[:DATE[:WORDS]]`; without a date it is `today`'s."""
    channel, _, rest = item.partition(":")
    basis, _, rest = rest.partition(":")
    date, _, words = rest.partition(":")
    try:
        how, why = Channel(channel.strip()), ConsentBasis(basis.strip())
        day = dt.date.fromisoformat(date.strip()) if date.strip() else today
    except ValueError:
        bases = ", ".join(ConsentBasis)
        raise CoachError(f"'{item}' is no consent.", f"{_CONSENT} Bases: {bases}.") from None
    return told(Consent, channel=how, basis=why, date=day, words=words or None)
