"""What an answer to a proposal comes to: a yes, a hedge, a refusal."""

from __future__ import annotations

import re
from enum import StrEnum

from coach.language.patterns import any_of


class Answer(StrEnum):
    YES = "yes"
    HEDGE = "hedge"
    NO = "no"
    NONE = "none"


_YES = any_of(
    r"lock it in|book it|put (?:it|me|us) (?:in|down)|count me in|send it|go for it|by all means",
    r"gladly|happy to|you bet|for sure|like a plan|ive put it in|ill make (?:it|that) work|make (?:it|that) work",
    r"in the (?:calendar|diary|book)|thatll be fine|yes|yeah|yep|yup|ya|yah|ja|haan|ji|opo|aye|sure",
    r"okay|ok|of course|definitely|absolutely|certainly|perfect|great|lovely|grand",
    r"sounds (?:good|great|fine|perfect)|works|works for me|thatll work|that would work|thatd work",
    r"suits|suit me|ill be (?:there|here|ready|waiting|home)|i will be|see you|agreed|settled|done",
    r"deal|confirmed|pakka|sharp|i am|i can|i do|were good|im good|good for me",
    r"is (?:good|fine|okay|ok|perfect|grand|great)",
    r"(?:that|it)s (?:fine|good|okay|ok|grand|perfect|great|a yes|all right|alright)",
    r"(?:is|be|works?|fits?|suits?|sounds?|looks?|thats|its|just) (?:\w+ )?(?:ideal|cool|super|brilliant|wonderful"
    r"|excellent|handy|spot on|dandy|doable|convenient|marvellous|sweet|nice|fair|best|better|enough)",
    r"fits?\b|brilliant|excellent|wonderful|ideal|cool|super|no bother",
    r"(?:ill|we will|well|i will) (?:be|make|do|bring|send|shoot|text|wait|see you|expect|take|come|have|put|keep"
    r"|get|clear|block)\b(?! back to)",
    r"(?:i|we) (?:can|could) (?:do|make|manage|come|be)|pencil (?:me|it|us) in|thatll do|will do",
    r"thatd be (?:good|great|fine|lovely)|come|no problem|all right|alright|lets do (?:that|it)|fine",
    r"\w+(?:s| is) fine|please do|you got it|i will|id like that|i would like that|go ahead|mm hm",
    r"uh huh|exactly|right|correct|do it|can lah|can",
)
_HEDGE = any_of(
    r"should (?:be|work|suit|do|manage)|i should (?:be able|be)",
    r"(?:ill|i will|i|can|could|to|just) try\b(?! (?:them|it|that|em|this|one))|might|maybe|perhaps",
    r"probably|possibly|hopefully",
    r"i (?:think|guess|suppose|expect|imagine|reckon)(?: so| that)?\b(?!.*\bexactly)",
    r"ill (?:have to )?(?:see|check|ask)|have to (?:see|ask|check)",
    r"(?:let me|(?:i|we)(?:ll|d| will| would)? ?(?:first )?(?:need to|have to|must|got to|should|want to|better"
    r"|gotta)|ill|i will|well|gotta|(?:i|we)d) (?:first |just |quickly |probably )?(?:(?:talk|speak|check|clear"
    r"|discuss|confirm) (?:it |this |that )?(?:to|with|by)|ask|run (?:it|this|that)|consult|see if|see whether"
    r"|find out|come back|get back|let you know)\b(?! (?:to |with )?you\b)",
    r"(?:come|get) back to you|subject to|provided|tentative\w*|penciled?|not (?:sure|certain|a hundred|100)",
    r"not sure|cant promise|no promises",
    r"(?<!see )(?<!know )(?<!ask )(?<!check )if (?:i|they|he|she|the|im|its|nothing|work|it|all|god)\b",
    r"depends|we(?:ll| will) see|if you like|god willing|inshallah|insha allah|unless|all being well",
    r"fingers crossed|as long as|pencil",
)
_NO = re.compile(
    r"^(?:um |uh |oh |er |hmm |hm |ah |well |look |listen )*(?:no|nope"
    r"|nah|not)\b(?! (?:problem|worries|bother))|\b(?:i|we) (?:cant"
    r"|cannot|wont|dont want|do not want)\b|\bdont (?:send|bother|call)\b"
    r"|\b(?:not (?:interested|for me|for us|going to)|doesnt work|wont work"
    r"|no good|(?:let me|ill|(?:have|need|want|like) to) think (?:about|on|it)"
    r"|no thanks?|im (?:busy|working|away|out)|cant do)\b"
)


def answer(plain: str) -> Answer:
    """What `plain` (the words of one turn) says to the proposal before it."""
    refused, hedged, agreed = _NO.search(plain), _HEDGE.search(plain), _YES.search(plain)
    if hedged and not (agreed and agreed.start() < hedged.start() and _SETTLED.search(plain)):
        return Answer.HEDGE
    if refused and not (agreed and agreed.start() > refused.end()):
        return Answer.NO
    return Answer.YES if agreed else Answer.NONE


_SETTLED = re.compile(r"\b(?:definitely|absolutely|confirmed|for sure|ill be (?:there|here))\b")
