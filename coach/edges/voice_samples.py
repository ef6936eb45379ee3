"""A sample of the rep's voice, enrolled once: as 256 numbers in the database of this machine, and nowhere else.

The sound itself is not kept. One sample a rep; the rep of this machine has the empty name.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coach.edges.audio import RATE, open_audio
from coach.edges.channels import has_two_parties
from coach.edges.kept import same_person
from coach.edges.sound import Samples, measure, mixdown
from coach.edges.voiceprint import WINDOW_FRAMES, embed, log_mel, voiceprint
from coach.errors import AudioError, CoachError
from coach.models import Value
from coach.shipped import shipped

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from coach.edges.database import Database

NEVER_LEAVES = "It never leaves this machine."
LEAST_S = 5.0
"""Seconds of speech that a sample needs; more tells voices apart better."""
BETTER_S = 10.0
_ENOUGH_S = 60.0
"""Seconds of speech after which more adds nothing."""
_ONE_VOICE = 0.65
"""Likeness of the most unlike moments of one voice. Of 43 recordings of one (clean and telephone) it was 0.668 or more
in all, of 21 recordings of two under 0.65 in 18."""
_ODD, _LEAST_ALIKE = 10, 1
"""Percent of the moments that are odd, and percent of the pairs that count as the most unlike."""


class VoiceSample(Value):
    """One rep's voice."""

    rep: str
    """The rep's name as it was given; empty for the rep of this machine."""
    seconds: float
    """Seconds of speech that it was made of."""
    created_at: dt.datetime
    model: str
    """Digest of the encoder that made it: samples of another one cannot be compared."""
    print: tuple[float, ...]

    @property
    def usable(self) -> bool:
        """False when it was made with another encoder than the one we have: then it has to be enrolled again."""
        return self.model == encoder_digest()


@cache
def encoder_digest() -> str:
    """sha256 of the packaged encoder."""
    told = json.loads((shipped("voices") / "model.json").read_text(encoding="utf-8"))
    return str(told["digest"])


def learn_voice(path: Path, rep: str = "") -> VoiceSample:
    """The voice that speaks in the file at `path`.

    Raises AudioError when there is no sound, less than `LEAST_S` of speech, or more than one voice.
    """
    speech = _speech(path)
    seconds = len(speech) / RATE
    if seconds < LEAST_S:
        raise AudioError(
            f"{path.name} holds {seconds:.1f} s of speech, and a voice sample needs {LEAST_S:.0f} s or more.",
            f"Record yourself talking for {BETTER_S:.0f} s or longer, without music, and give that file.",
            "too-little-speech",
        )
    if _is_two(speech):
        raise _several(path)
    found = tuple(round(float(value), 5) for value in voiceprint(speech))
    return VoiceSample(
        rep=rep, seconds=round(seconds, 1), created_at=dt.datetime.now(dt.UTC), model=encoder_digest(), print=found
    )


def _several(path: Path) -> AudioError:
    return AudioError(
        f"{path.name} holds more than one voice.", "Give a recording on which only the rep talks.", "several-voices"
    )


def _speech(path: Path) -> Samples:
    """The stretches of speech up to `_ENOUGH_S`, one behind the other. Raises AudioError for a call on two channels."""
    found: list[Samples] = []
    with open_audio(path) as reader:
        for window in reader.windows():
            sound, mix = measure(window.samples, 0.0), mixdown(window.samples)
            if has_two_parties(sound):
                raise _several(path)
            found += [mix[round(s.start * RATE) : round(s.end * RATE)] for s in sound.speech]
            if sum(map(len, found)) >= _ENOUGH_S * RATE:
                break
    return np.concatenate(found)[: round(_ENOUGH_S * RATE)] if found else np.zeros(0, np.float32)


def _is_two(speech: Samples) -> bool:
    """Whether some moments of the sample are too unlike each other to be one voice; odd ones are left aside."""
    mel = log_mel(speech)
    points = embed([mel[at : at + WINDOW_FRAMES] for at in range(0, len(mel) - WINDOW_FRAMES + 1, WINDOW_FRAMES // 2)])
    alike = points @ points.T
    usual = np.median(alike, axis=1)
    kept = usual >= np.percentile(usual, _ODD)
    alike = alike[np.ix_(kept, kept)]
    return float(np.percentile(alike[np.triu_indices(len(alike), 1)], _LEAST_ALIKE)) < _ONE_VOICE


class VoiceSamples:
    """The samples that are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.voice_samples

    def keep(self, sample: VoiceSample) -> None:
        """Keeps `sample` in the place of the rep's earlier one."""
        body = json.dumps({"rep": sample.rep, "print": sample.print})
        key = same_person(sample.rep)
        with self._database.write() as connection:
            connection.execute(self._table.delete().where(self._table.c.rep == key))
            connection.execute(
                self._table.insert().values(
                    rep=key, seconds=sample.seconds, model=sample.model, body=body, created_at=sample.created_at
                )
            )

    def all(self) -> tuple[VoiceSample, ...]:
        """Every sample, by name."""
        with self._database.read() as connection:
            rows = connection.execute(self._table.select().order_by(self._table.c.rep)).mappings().all()
        return tuple(_sample(row) for row in rows)

    def of(self, caller: str | None, mine: str | None) -> VoiceSample | None:
        """The sample of the rep named `caller`; `mine` is the name of this machine's rep, whose sample has no name.

        None when there is none that can be compared, or when it is known that `caller` is somebody else.
        """
        by_name = {same_person(sample.rep): sample for sample in self.all() if sample.usable}
        named = by_name.get(same_person(caller)) if caller else None
        somebody_else = caller and mine and same_person(caller) != same_person(mine)
        return named or (None if somebody_else else by_name.get(""))

    def forget(self, rep: str = "") -> bool:
        """Deletes the sample of this rep for good; False when there was none."""
        with self._database.write() as connection:
            self._database.forget_copies()
            gone = connection.execute(self._table.delete().where(self._table.c.rep == same_person(rep)))
        return gone.rowcount > 0


def _sample(row: RowMapping) -> VoiceSample:
    told = dict(row)
    try:
        return VoiceSample(**(told | json.loads(told.pop("body"))))
    except ValueError as error:
        raise CoachError("A kept voice sample cannot be read.", "Delete it: coach voice forget") from error
