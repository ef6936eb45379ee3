"""Times that lie behind, or come again and again: no step can be held to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.language.calendar_words import DAY, MONTH, NAMES_IT
from coach.language.patterns import any_of, one_of
from coach.language.spoken_numbers import NTH

Span = tuple[int, int]

_A_TIME = rf"(?:{NAMES_IT}|the {NTH}|{MONTH}|\w+)"

_SAID_TO_BE_PAST = any_of(
    rf"last (?:night|week|month|year|{DAY})|yesterday",
    rf"since (?:about |around |last |the |at )?{_A_TIME}(?: {NTH})?(?: this (?:morning|afternoon|evening|week))?",
    rf"(?:this )?(?:past|previous) (?:night|week|month|year|{DAY})",
    r"\w+ (?:days|weeks|months|years|fridays|mondays) (?:ago|back)",
    rf"(?:{NAMES_IT}|the {NTH}|a week|{DAY} the {NTH}) (?:just gone|gone|of last week|before last)",
    rf"(?:{NAMES_IT}|the {NTH}|a week) last(?: {DAY}| week)?",
    rf"ever since (?:the )?{_A_TIME}|from last {DAY}|the other (?:day|night|week)|(?:the )?week before last",
)

_AT_AN_HOUR = r"(?: (?:at|from|by|around) (?:about )?\w+(?: thirty| fifteen)?)?"

_AGAIN_AND_AGAIN = any_of(
    r"(?:every|each|most|all|usually(?: on)?|always(?: on)?|alternate|any other|some) (?:other |second |single )?"
    rf"{DAY}s?(?: (?:morning|afternoon|evening|night))?{_AT_AN_HOUR}",
    rf"(?:every|each) (?:other )?(?:first |last |second |third )?(?:day|week|month|morning|night|fortnight|{DAY})"
    rf"(?: of the month)?{_AT_AN_HOUR}",
    r"on (?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b(?! (?:good|fine|great|grand|perfect|okay|ok|best)\b)"
    rf"(?: and (?:the )?{DAY}s)?",
    rf"{DAY}s? (?:to|through|till|thru) {DAY}s?|nine to five|(?:twenty four|24) (?:seven|7)",
    rf"(?:once|twice|three times|\w+ times) (?:a|every) \w+(?: on {DAY}s?)?",
)
""" "On Wednesdays good" is "Wednesday's good" as a recogniser may write it."""

_HAPPENED = one_of(
    "happened|broke|fell|died|passed|burst|crashed|hit|bit|slipped|stopped|started|began|ended|finished|failed",
    "went|came|arrived|landed|bought|sold|paid|lost|saw|met|spoke|talked|rang|called|emailed|phoned|messaged|visited",
    "wrote|received|signed|moved in|moved out|ran|drove|drank|ate|slept|woke|hurt|filed|filled|submitted|attended",
    "watched|opened|closed|shut|replaced|installed|delivered|repaired|flooded|leaked|diagnosed|admitted|discharged",
    "fired|hired|married|born|built|complained|dropped|launched|locked|quit|retired|released|shipped|stole",
    "towed|voted|lived|stayed|registered|joined|downloaded|caught|cut|expired|increased|doubled",
)
"""Things that were over when they were told."""

_DONE_THEN = one_of(
    "sent|left|got|took|had|made|gave|did|ordered|requested|texted|reached|posted|tried|missed|was|were",
    r"(?!hundred|need|feed|seed|shed|fred|speed|proceed|indeed|agreed|bleed)\w{2,}ed",
)
"""Verbs that tell of the past where "on", "at" or "in" ties the time to them, and of a plan where "for" does."""

_STILL_OPEN = any_of(
    r"will|ll|ill|well|youll|hell|shell|theyll|itll|wont|shall|can|cant|could|would|wouldnt|id|wed|should|might",
    r"(?<!of )may(?! \d| the)",
    r"lets|let|going to|gonna|want|wanted|wanting|need|needs|hoping|hoped|plan|planning|prefer|happy|free|available",
    r"works?|suits?|suit|how about|what about|how does|hows|book|booked|schedule|scheduled|pencil|penciled|pencilled",
    r"put|meet|call you|call me|ring you|ring me|try you|speak|talk|see you|come|coming|rather|instead|make it",
    r"make that|shift|push|pushed|move it|moved (?:it|you|to)|change it|changed (?:it|to)|reschedule|rescheduled",
    r"supposed|meant|reserved|held|blocked|saved|arranged|lined up|fixed|offered|proposed|suggested|picked",
    r"interested|planned",
    r"if|until|till|unless|before|due|by|said|say|says|told|confirm|confirmed|agreed|set|set up|thinking|thought",
    r"looking at|was (?:going|thinking|hoping|wondering|after)|wondering|wondered|does|do you|are you|is|am|im|its",
    r"get|getting|gets|be|being|gap|slots?|openings?|space|invite|diary|calendar|note|appointment|booking",
    r"thats|were (?:saying|set|good|open)|got (?:a|an|you|nothing|something|space|room|time|one|slots?|openings?)",
    r"(?:have|has|ive|weve|had) (?:a|an|nothing|something|space|room|time|slots?|openings?|it|you|got)|okay|yes|yeah",
    r"sure|perfect|great|deal|please|then|tomorrow|today|tonight|next|coming|this",
)
"""Words of a step still to be taken: beside them a past verb tells of no past time."""


_NO_DAY = any_of(
    rf"(?:black|cyber|ash|easter|palm|whit|shrove|pancake|super|man|bloody) {DAY}",
    rf"{DAY} (?:dot com|best|school|times|blues)|(?:the|that|a) {DAY} (?:feeling|thing|market|crowd)",
    rf"{DAY}s (?:are|get|tend|were|used|always|usually|can|i|we|they|he|she)|(?:thank god|thank goodness) its {DAY}",
)


def not_ahead(plain: str) -> list[Span]:
    """The stretches of `plain` that name times past, times that recur, or no time at all ("Black Friday")."""
    named = (m.span() for pattern in (_SAID_TO_BE_PAST, _AGAIN_AND_AGAIN, _NO_DAY) for m in pattern.finditer(plain))
    return [*named, *_told(plain)]


def _told(plain: str) -> Iterator[Span]:
    """Clauses that tell what has happened: "it broke on Saturday night", "we spoke at ten"."""
    start = 0
    for end in [m.start() for m in _CLAUSE_ENDS.finditer(plain)] + [len(plain)]:
        clause = plain[start:end]
        if _PAST_CLAUSE.search(clause) and not _STILL_OPEN.search(clause):
            yield start, end
        start = end


_CLAUSE_ENDS = re.compile(r" (?=(?:and|but|so|or|because|cos|which|then|while|lets|how about|what about)\b)")

_TIED_TO_IT = rf"(?: (?!for\b|{DAY}\b)\w+){{0,4}} (?:on|at|in|around)"

_PAST_CLAUSE = re.compile(rf"\b(?<!ve )(?<!have )(?<!has )(?:{_HAPPENED}|{_DONE_THEN}{_TIED_TO_IT})\b")
