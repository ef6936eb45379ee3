"""What the pages say of what was taken out of a recording, and of how it came to be recorded."""

from __future__ import annotations

from coach.models import Transcript
from coach.presentation.text import clock
from coach.recording_consent import RecordingBasis, RecordingConsent, is_evidenced
from coach.spoken_secrets import secrets_said


def withheld_lines(transcript: Transcript) -> tuple[str, ...]:
    """A line for every secret number that was said: what, when, and that it is not kept."""
    return tuple(
        f"{one.name} was said at {clock(one.start)}. It is not kept in the text." for one in secrets_said(transcript)
    )


def consent_line(consent: RecordingConsent, region: str | None) -> str:
    """Why this recording may be kept, in a sentence; says so where a state wants more than is shown."""
    heard = consent.evidence
    said = f" (“{heard.quote}” at {clock(heard.start)})" if heard else ""
    line = {
        RecordingBasis.ONE_PARTY: "Consent to record: one party.",
        RecordingBasis.ALL_TOLD: "Consent to record: all parties were told.",
        RecordingBasis.DISCLOSED: f"Consent to record: the recording was disclosed{said}.",
        RecordingBasis.UNKNOWN: "Consent to record: unknown. Nobody is heard saying that the call is recorded.",
    }[consent.basis]
    by = f" Said by {consent.author}." if consent.author else ""
    state = state_of(region)
    missing = "" if is_evidenced(consent, state) else f" Not evidenced: {state.upper()} asks for everybody's consent."
    return f"{line}{by}{missing}"


def state_of(region: str | None) -> str:
    """The part of a country that is set as region: "CA" of "US-CA"."""
    return (region or "").rpartition("-")[2]


def hold_line(reason: str, author: str, since: str) -> str:
    """That a recording is on hold, why and since when."""
    by = f" by {author}" if author else ""
    return f"On hold{by} since {since}: {reason}. Nothing takes it away until the hold is lifted."
