"""Short conversations for tests of what is drafted after them."""

from __future__ import annotations

from typing import Any

from coach.gathering import gather
from coach.materials import Material, Offers
from coach.models import Facts, Kind, Transcript

CALL = """rep: Hi Tom, this is Luis Ortega from Northside Heating. You asked us about the upstairs unit.
rep: Is now a good time?
prospect: Yes, go on.
rep: What made you call now?
prospect: My tenants said they'd move out. I lost two of them last summer. And my electric bill went up forty dollars.
rep: So the bill went up and two tenants left over the heat. How old is the unit?
prospect: Right, exactly. It's from two thousand nine. I'm worried about the cost of a new compressor.
rep: I'll send you the price list for compressors. Shall I come by Monday the ninth at ten to check the capacitor?
prospect: Yes, Monday at ten works for me.
rep: Good. Monday at ten then.
"""
VOICEMAIL = (
    "Hi Marcus, this is Dana Reyes with Harper Law. I'm calling about the rear-end collision on Lamar. "
    "I can go over who pays the hospital bill while the claim is open. My direct line is 512-555-0148. Call me there."
)
TOM = Facts(kind=Kind.CALL, caller="Luis Ortega", firm="Northside Heating", lead="Tom Brandt", date="2026-03-06")
MARCUS = Facts(kind=Kind.VOICEMAIL, caller="Dana Reyes", firm="Harper Law", lead="Marcus Bell")


def after_call(script: str = CALL, facts: Facts = TOM, offers: Offers | None = None, **more: Any) -> Material:
    """What the call gives."""
    return gather(Transcript.from_script(script), facts, offers, **more)


def after_voicemail(
    message: str = VOICEMAIL, facts: Facts = MARCUS, offers: Offers | None = None, **more: Any
) -> Material:
    """What the voicemail gives."""
    return gather(Transcript.from_text(message), facts, offers, **more)
