"""What a thing that a prospect said is to them, and how much it matters. By its words alone; pure."""

from __future__ import annotations

import re

from coach.language.everyday import EVERYDAY
from coach.language.patterns import any_of
from coach.language.retelling import Retold, small
from coach.language.sentences import plain
from coach.language.vocabulary import FUNCTION_WORDS, words
from coach.materials import FactKind

_CONCERN = any_of(
    r"worr\w+|scare[sd]?|scaring|afraid|fear\w*|nervous|anxious|concern\w*|frighten\w*|terrif\w+|panic\w*|dread\w*",
    r"(?:you|they) (?:dont|do not|didnt|did not|wouldnt) want|not sure|unsure|risk\w*|what if|keeps? you up|sore about",
    r"blamed?|embarrass\w+|asham\w+|stress\w*|upset\w*|feel(?:s|ing)? (?:bad|guilty|awful|stupid)",
)
_HOPE = any_of(
    r"(?:you|they|she|he)(?:d| would| really| just| do)* (?:want|need|like|love|prefer|wish|hope)(?:s|ed|d)?",
    r"hop(?:e|ing|ed)|looking (?:for|to|at)|trying to|tried to|dream\w*|would help|matters? (?:most|more)|important",
    r"(?:the )?(?:main|big|only|first|real) thing|planning to|ideal\w*|rather",
)
_PROBLEM = any_of(
    r"cant|cannot|couldnt|wont|doesnt|didnt|isnt|arent|wasnt|havent|hasnt|hadnt|nobody|no one|none|nothing|never|dont",
    r"late|lat(?:er|est)|lost|los(?:e|es|ing)|br(?:oke|oken|eaks?|eaking)|leak\w*|fail\w*|stuck|behind"
    r"|miss(?:ed|ing|es)?",
    r"wrong|hurt\w*|pain\w*|sore|expensive|cost(?:s|ing)?|bills?|pay(?:s|ing)?|tight|dead|slow\w*|ran out"
    r"|runs? out|short",
    r"wast\w+|wait\w*|cold|gone|quit\w*|leav(?:e|es|ing)|cancel\w*|den(?:y|ied|ies)|refus\w+|complain\w*|nois\w+",
    r"too|still|again|twice|every|keeps?|kept|problem\w*|issue\w*|trouble\w*|mess\w*|crash\w*|stol\w+"
    r"|damag\w*|crack\w*",
    r"rust\w*|mould\w*|mold\w*|smell\w*|stink\w*|only|all day|hours|weeks|double[sd]?|up \w+ percent|went up|drop\w*",
    r"down|cut|fine[sd]|flood\w*|burn\w*|collaps\w*|rejected|expire[sd]?|overdue|owe[sd]?|debts?|ill|sick|injur\w+",
)
_DISMISSES = any_of(
    r"(?:not|no longer|never) (?:\w+ )?(?:interested|looking|buying|in the market)|arent interested"
    r"|dont need (?:it|any)",
    r"told (?:the|you|them) (?:other|already)|leave you alone|stop calling|take you off|do not call"
    r"|dont call|no thanks",
    r"(?:you|youre) (?:\w+ )?(?:busy|driving|walking|folding|cooking|eating|shopping|at (?:work|lunch|dinner|school))",
    r"youve got (?:a )?(?:\w+ )?(?:minutes?|meeting|patient|client|customer|another call|to go|to run|kids?)",
    r"(?:^you|youll|youd|you could|you might|you should|you would|you can) (?:\w+ )?(?:see|try|check|ask"
    r"|let|think about"
    r"|call|ring|text|send|email|come|bring|be (?:there|in|home|back|able)|do (?:that|it)|have (?:a (?:look|read|think)"
    r"|to (?:ask|see|check|go|run|think))|find out|look (?:at|into))",
    r"^(?:youll|you will|you could do|you can do|you should be|youd (?:better|be))\b",
    r"you (?:told|asked|called|rang|filled|sent|wrote|clicked|downloaded|inquired|enquired|spoke|talked|signed up)\b",
    r"you (?:know|think|guess|mean|suppose|believe|remember|hear|see|agree|promise|swear|bet)$",
    r"you (?:dont|didnt|wouldnt|do not) (?:even |really )?(?:trust|own|remember|think|know|care|believe|like|mind)",
    r"you (?:dont|didnt|do not) (?:even |really )?(?:want|need)(?: \w+){0,2}$|another child|call name",
    r"cry|cried|crying|tears|died|dying|death|funeral|suicid\w*|miscarr\w*|drunk|affair|good time|bad time|stove",
    r"you(?:ve)? (?:know|thought|think|guess|said|say|told|mentioned)\b",
)
"""What is no matter of theirs: that they are busy or not interested, what they will do next, how they got in touch."""

_WEIGHTS = {FactKind.CONCERN: 4.0, FactKind.PROBLEM: 3.0, FactKind.HOPE: 3.0, FactKind.SITUATION: 1.0}
LIGHTEST = 2.0
"""Weight below which a thing said is left out of every text."""
SUMMARY = 5.0
"""Weight of the prospect's point in the rep's words, which they heard and did not correct."""
ASKED = 3.0
"""Weight of what they asked about."""
LOOSE_COST = 1.5
"""Of a clause that begins with "they": its noun stands elsewhere."""
POINTING_COST = 3.0
"""Of one that begins with "it", "that", "he" or "she"."""
SCHEDULE_COST = 1.5
"""Of one that names a day or an hour: mostly when they can talk, not what it is about."""
_SCHEDULE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:at|by|till|until|before|after|about) (?:half )?(?:one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven)\b"
)
BARE_COST, _TELLING = 0.6, 3
"""For each word that it lacks to three which could not be said to just anybody."""
OBJECT_COST = 1.2
"""Of one that speaks of "it" or "him" and names nothing before."""
_OBJECTS = words("it him her them those these one ones")
_ANYBODYS = words(
    "problem problems issue issues stuff trouble way ways lot day days time times thing things guy people",
)


def kind_of(clause: Retold) -> FactKind | None:
    """What the clause is to the lead; None for what is no matter of theirs."""
    told = plain(clause.text)
    if _DISMISSES.search(told):
        return None
    if _CONCERN.search(told):
        return FactKind.CONCERN
    if _HOPE.search(told):
        return FactKind.HOPE
    return FactKind.PROBLEM if _PROBLEM.search(told) else FactKind.SITUATION


def half_said(text: str) -> bool:
    """Whether the rep's words give only what it is not, or only "it's ...": "it's not really about the TV"."""
    spoken = plain(text).split()
    begins = spoken[0] in ("its", "it") and (len(spoken) < _WHOLE or _CONTRAST.search(text) is None)
    return begins and "that" not in spoken[:-2]  # "it's that you can't sleep", not "it's not that bad"


_WHOLE = 4
_CONTRAST = re.compile(r", (?:it|but|not)|n't .* but |more than|rather than|than ")


def weight_of(clause: Retold, kind: FactKind) -> float:
    """How much the clause matters by itself."""
    spoken = [small(word) for word in clause.text.split()]
    weight = _WEIGHTS[kind]
    if clause.loose:
        weight -= LOOSE_COST if spoken[0].partition("'")[0] in ("they", "there", "one") else POINTING_COST
    if _OBJECTS & set(spoken[1:]):
        weight -= OBJECT_COST
    telling = {word for word in plain(clause.text).split() if word not in FUNCTION_WORDS | EVERYDAY | _ANYBODYS}
    if _SCHEDULE.search(plain(clause.text)):
        weight -= SCHEDULE_COST
    weight -= BARE_COST * max(0, _TELLING - len(telling))
    return weight + min(1.0, 0.15 * (len(spoken) - 5))
