"""The detectors: a closed set of kinds in code, for an open set of criteria in rubric files.

`AnyDetector` is the one list of kinds. To add a kind: one file here, one name in the union.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coach.detectors.address import Address
from coach.detectors.ask import Ask
from coach.detectors.better_time import BetterTime
from coach.detectors.confirmation import Confirmation
from coach.detectors.context import SpecificContext
from coach.detectors.detail import Detail
from coach.detectors.difference import Difference
from coach.detectors.early_pitch import EarlyPitch
from coach.detectors.first_minute import FirstMinute
from coach.detectors.generic import Generic
from coach.detectors.good_time import GoodTime
from coach.detectors.interest import Interest
from coach.detectors.introduction import Introduction
from coach.detectors.judgement import Judgement
from coach.detectors.measure import Measure
from coach.detectors.next_step import LockedNextStep
from coach.detectors.objection import Objection
from coach.detectors.offer import Offer
from coach.detectors.phone_number import PhoneNumber
from coach.detectors.phrase import Phrase
from coach.detectors.questions import Questions
from coach.detectors.repeats_back import RepeatsBack
from coach.detectors.summary import Summary
from coach.detectors.vague_ending import VagueEnding
from coach.detectors.wording import Wording

AnyDetector = Annotated[
    Measure
    | Phrase
    | Introduction
    | SpecificContext
    | Difference
    | PhoneNumber
    | Offer
    | Generic
    | Detail
    | Ask
    | Wording
    | Address
    | Interest
    | GoodTime
    | BetterTime
    | Questions
    | FirstMinute
    | RepeatsBack
    | EarlyPitch
    | Objection
    | Summary
    | LockedNextStep
    | Confirmation
    | VagueEnding
    | Judgement,
    Field(discriminator="kind"),
]
