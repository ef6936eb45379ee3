"""Kind `phone-number`: is a number said that can be dialled?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.dialling import can_be_dialled
from coach.language.phone_numbers import HEARD
from coach.language.reading import Reading


class PhoneNumber(Detector):
    kind: Literal["phone-number"]

    def observe(self, reading: Reading) -> Observation:
        heard = any(word.probability < 1.0 for word in reading.transcript.words)
        whole = [number for number in reading.phone_numbers if number.diallable]
        nearly = [number for number in reading.phone_numbers if heard and len(number.digits) >= HEARD]
        for number in (whole or nearly)[-1:]:
            known = can_be_dialled(number.digits, reading.facts.timezone)
            unclear = f"Number unclear: heard {len(number.digits)} digits, please confirm."
            doubt = unclear if known is False or (heard and not number.whole) else None
            return met("A number that can be dialled is said.", number.where, confirm=doubt)
        if reading.number_pointers:
            return partial("The listener is pointed at a number, but none is said.", reading.number_pointers[0])
        return missed("No number is said.")
