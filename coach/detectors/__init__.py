"""The detectors: a closed set of kinds in code, for an open set of criteria in rubric files.

`AnyDetector` is the one list of kinds. To add a kind: one file here, one name in the union.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coach.detectors.address import Address
from coach.detectors.anchor import Anchor
from coach.detectors.ask import Ask
from coach.detectors.better_time import BetterTime
from coach.detectors.channel_fit import ChannelFit
from coach.detectors.confirmation import Confirmation
from coach.detectors.context import SpecificContext
from coach.detectors.detail import Detail
from coach.detectors.difference import Difference
from coach.detectors.early_pitch import EarlyPitch
from coach.detectors.easy_step import EasyStep
from coach.detectors.first_minute import FirstMinute
from coach.detectors.generic import Generic
from coach.detectors.good_time import GoodTime
from coach.detectors.ideas import OneIdea
from coach.detectors.interest import Interest
from coach.detectors.introduction import Introduction
from coach.detectors.judgement import Judgement
from coach.detectors.measure import Measure
from coach.detectors.next_step import LockedNextStep
from coach.detectors.objection import Objection
from coach.detectors.offer import Offer
from coach.detectors.opt_out import OptOut
from coach.detectors.phone_number import PhoneNumber
from coach.detectors.phrase import Phrase
from coach.detectors.question_count import QuestionCount
from coach.detectors.questions import Questions
from coach.detectors.reminder import NotAReminder
from coach.detectors.repeats_back import RepeatsBack
from coach.detectors.sender import Sender
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
    | Anchor
    | ChannelFit
    | EasyStep
    | OneIdea
    | OptOut
    | QuestionCount
    | NotAReminder
    | Sender
    | Judgement,
    Field(discriminator="kind"),
]
