"""The lead and what was tried so far: who was asked, by which channel, what came of it, and what they consented to.

All of it is typed in, imported or heard, so it is checked here and nowhere else: lengths, characters, zones and
instants. Instants are aware; the lead's own zone is in `Lead.timezone`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zoneinfo
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator

from coach.models import Channel, Value

LONGEST_NAME = 120
LONGEST_TEXT = 20_000
"""Characters of one message: far above any text or email, far below what could hold the rules up."""


DIALLED = (Channel.CALL, Channel.VOICEMAIL)
"""A voicemail is left on a call: both count as one call."""


class Outcome(StrEnum):
    """What came of a touch. A wrong number is no "no answer": nobody who asked for us is there."""

    SENT = "sent"
    NO_ANSWER = "no-answer"
    VOICEMAIL = "voicemail"
    SPOKE = "spoke"
    REPLIED = "replied"
    OPTED_OUT = "opted-out"
    WRONG_NUMBER = "wrong-number"
    BOUNCED = "bounced"


_ONLY_OF_CALLS = (Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.SPOKE)
_NEVER_OF_CALLS = (Outcome.SENT, Outcome.BOUNCED)


class ConsentBasis(StrEnum):
    """How a lead gave consent. S001, FAQ on texting: "submitting an online form can often constitute consent"."""

    FORM = "form"
    WROTE_FIRST = "wrote-first"
    """They sent the first message on this channel themselves."""
    WRITTEN = "written"
    SPOKEN = "spoken"


class Stage(StrEnum):
    """What a touch is for in a plan: the first five of a lead who did not answer, then those after a first call."""

    FIRST_CALL = "first-call"
    FIRST_TEXT = "first-text"
    FIRST_EMAIL = "first-email"
    SECOND_CALL = "second-call"
    VALUE = "value"
    RECAP = "recap"
    SECOND_TOUCH = "second-touch"
    SILENCE = "silence"
    PAUSE = "pause"
    NURTURE = "nurture"


_SEEN_BY_NOBODY = frozenset({"Cf", "Cs"})
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_LINES = re.compile(r"[ \t]*\n[ \t\n]*")


def _one_line(told: object) -> object:
    """A name as one line without what could steer a terminal, a spreadsheet cell or a calendar."""
    return " ".join(_visible(told, keep="").split()) if isinstance(told, str) else told


def _message(told: object) -> object:
    """A message with its lines and without characters that nobody sees."""
    if not isinstance(told, str):
        return told
    return _LINES.sub("\n", _visible(told.replace("\r\n", "\n").replace("\r", "\n"), keep="\n")).strip()


def _visible(told: str, keep: str) -> str:
    told = "".join(c for c in told if unicodedata.category(c) not in _SEEN_BY_NOBODY)
    return "".join(" " if c not in keep and unicodedata.category(c) in _BREAKS else c for c in told)


def _none_where_empty(told: object) -> object:
    return None if isinstance(told, str) and not told.strip() else told


def day_of(day: dt.date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def _known_zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"'{name}' is no time zone that we know, such as America/Chicago") from error
    return name


def _in_our_times(moment: dt.datetime) -> dt.datetime:
    """Keeps arithmetic with days and zones away from the ends of the calendar."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the year must be {FIRST_YEAR} to {LAST_YEAR}")
    return moment


FIRST_YEAR, LAST_YEAR = 1990, 2090

Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST_NAME)]
Text = Annotated[str, BeforeValidator(_message), StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
MaybeLine = Annotated[Line | None, BeforeValidator(_none_where_empty)]
MaybeText = Annotated[Text | None, BeforeValidator(_none_where_empty)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_our_times)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
Region = Annotated[
    str, StringConstraints(to_upper=True, strip_whitespace=True, pattern=r"^[A-Za-z]{2}(-[A-Za-z0-9]{1,6})?$")
]
"""A country, with a part of it where its holidays differ: "US", "US-CA", "GB-SCT"."""


class Consent(Value):
    """The lead said yes to one channel: how, when, and the words that show it."""

    channel: Channel
    basis: ConsentBasis
    date: dt.date
    words: MaybeText = None
    """What they ticked, wrote or said."""


class OptOut(Value):
    """The lead asked not to be contacted."""

    at: Instant
    words: MaybeText = None


class Touch(Value):
    """One attempt to reach a lead, made. Raises ValidationError where channel and outcome don't go together."""

    at: Instant
    channel: Channel
    outcome: Outcome
    text: MaybeText = None
    """What we wrote or said."""
    reply: MaybeText = None
    """What the lead answered."""
    recording: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """Id of the recording of it."""
    stage: Stage | None = None
    """Which touch of a plan it was, where it was planned."""

    @property
    def dialled(self) -> bool:
        return self.channel in DIALLED

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.outcome in (_NEVER_OF_CALLS if self.dialled else _ONLY_OF_CALLS):
            raise ValueError(f"'{self.outcome}' cannot come of '{self.channel}'")
        return self


class Lead(Value):
    """The person called: what they asked about, where they are, and what they consented to."""

    name: Line
    company: MaybeLine = None
    about: MaybeText = None
    """What they asked about."""
    timezone: Zone | None = None
    region: Region | None = None
    consents: tuple[Consent, ...] = Field(default=(), max_length=50)
    opted_out: OptOut | None = None
