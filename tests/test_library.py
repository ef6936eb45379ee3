"""The list of recordings: what is found, and what comes first."""

from __future__ import annotations

import datetime as dt

import pytest

from coach.edges.kept import Kept
from coach.models import Facts, Kind, Recording
from coach.presentation.library import Band, Order, Wanted, chosen, found_line


def kept(name: str, day: int, kind: Kind | None, score: int | None, **facts: str) -> Kept:
    recording = kind and Recording(
        id=name.ljust(64, "0"), name=name, kind=kind, kind_reason="", duration_s=20, decoded_s=20, channels=1
    )
    at = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
    return Kept(id=name, name=name, kept_at=at, has_audio=True, recording=recording, score=score, facts=Facts(**facts))


LIBRARY = [
    kept("monday.ogg", 16, Kind.VOICEMAIL, 59, lead="Marcus Bell", company="Bell Roofing"),
    kept("tuesday.ogg", 17, Kind.CALL, 80, lead="Tom Brandt", firm="Harper Law"),
    kept("Échange.wav", 18, Kind.CALL, 60, about="a cellar wall"),
    kept("hum.wav", 19, Kind.NO_SPEECH, None),
    kept("new.wav", 20, None, None),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["new.wav", "hum.wav", "Échange.wav", "tuesday.ogg", "monday.ogg"]),
        (Wanted(words="BELL  mon"), ["monday.ogg"]),
        (Wanted(words="harper"), ["tuesday.ogg"]),
        (Wanted(words="bell tom"), []),
        (Wanted(words="échange"), ["Échange.wav"]),
        (Wanted(kind="Calls"), ["Échange.wav", "tuesday.ogg"]),
        (Wanted(kind="Calls", words="roofing"), []),
        (Wanted(band=Band.LOW), ["monday.ogg"]),
        (Wanted(band=Band.FAIR), ["Échange.wav"]),
        (Wanted(band=Band.HIGH), ["tuesday.ogg"]),
        (Wanted(band=Band.NONE), ["new.wav", "hum.wav"]),
        (Wanted(order=Order.OLDEST, kind="Calls"), ["tuesday.ogg", "Échange.wav"]),
        (Wanted(order=Order.WORST), ["monday.ogg", "Échange.wav", "tuesday.ogg", "new.wav", "hum.wav"]),
        (Wanted(order=Order.BEST), ["tuesday.ogg", "Échange.wav", "monday.ogg", "new.wav", "hum.wav"]),
        (Wanted(order=Order.NAME), ["hum.wav", "monday.ogg", "new.wav", "tuesday.ogg", "Échange.wav"]),
    ],
)
def test_what_is_looked_for_is_found_in_the_order_that_is_asked_for(wanted: Wanted, found: list[str]) -> None:
    assert [one.name for one in chosen(LIBRARY, wanted)] == found


def test_how_many_were_found_is_said() -> None:
    assert (found_line(1, 1), found_line(2, 5)) == ("1 recording", "2 of 5 recordings")
