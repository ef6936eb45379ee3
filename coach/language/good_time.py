"""Whether a question asks if this moment suits: not if Thursday does, and not when would be better."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of

_NOW = r"(?:(?:right |just )?now|this (?:very )?(?:moment|minute|second)|at (?:the|this) moment|at present)"
_SUITS = one_of(
    r"good|okay|ok|okey|bad|convenient|inconvenient|all right|alright|decent|right|fine|great|best|worst|better"
    r"|terrible",
    r"awkward|horrible|rough|poor|suitable|appropriate|fitting|proper|handy|quiet|easy|busy|wrong|awful|lousy|tricky",
    r"fair|nice|possible|cool|a go|funny|rotten|reasonable|tolerable",
)
_A_MINUTE = one_of(
    r"(?:(?:a|an|one|two|three|four|five|six|ten|fifteen|ninety|thirty|sixty|\d+|couple|few|wee|quick|spare|short|free"
    r"|little|bit|half|some|any|the|of|good|just|more) )*"
    r"(?:seconds?|secs?|minutes?|mins?|moments?|time|jiffy|window|while|ticks?|breather)"
    r"(?! (?:on|next|this (?:week|after|even)|tomorrow|later|in the|share|sheet|off|zone|frame|line|together)\b)",
    r"(?:a|two|three|five|ten|fifteen) (?:few|bit|little|couple)?$",
    r"(?:two|three|five|ten|a few|a couple)(?=$| (?:now|for me|to spare|right|just))",
)
_TALK = (
    r"(?:talk|speak|chat|visit|reason|natter|have a (?:quick |wee |little )?(?:word|chat|natter|talk)"
    r"|take (?:this|a) call)"
)
_BREAKS_IN = one_of(
    r"interrupt\w*|disturb\w*|bother\w*|intrud\w*|catch(?:ing)? you|caught you|reach(?:ing|ed)? you (?:at|in)",
    r"(?:pull|tak|dragg?|keep|tear)(?:e|ing)? you (?:away|from|off)|putting you out",
)
_OCCUPIED = one_of(
    r"busy|swamped|slammed|driving|at work|tied up|in (?:the|a) (?:middle|thick|field|meeting|car|class)|cooking"
    r"|napping",
    r"in the middle|(?:in )?between (?:jobs|patients|classes|meetings|customers|clients|calls|things)|up to your"
    r"|flat out",
    r"with (?:someone|somebody|a (?:customer|client|patient)|patients|customers|people|clients)|run off your feet"
    r"|rushing",
    r"on your (?:own|way|lunch|break|rounds)|alone|somewhere|hands full|under the pump|up to your|having (?:dinner"
    r"|lunch|tea)",
)

GOOD_TIME = any_of(
    rf"(?<!had )(?<!have )(?<!having )(?:an?|the|this|such an?|at an?|right|still|not|isnt an?|as|you|now|it"
    rf"|that) (?:really |very |particularly )?{_SUITS}"
    r" (?:enough )?(?:time|moment|hour|spot)(?! (?:to (?:come|meet|visit|drop|do the|start|call back)|slot|frame"
    r"|for (?:us|me) to))",
    rf"(?:is|was|does|would|will|can|are|s) (?:{_NOW} (?:still |also )?(?:be )?(?:an? )?(?:{_SUITS}|work|suit|do)"
    rf"|(?:this|it) (?:still |also )?(?:be )?(?:an? )?{_SUITS})"
    r"(?= (?:for (?:you|a)|with you|to|now|if|or|po|or not|right now|just now)\b| \w+$|$)(?! with (?:that|the))",
    rf"{_SUITS} (?:with you |for you )?(?:if|to|that|for) (?:(?:we|i|you) )?(?:can |could )?{_TALK}\b(?! about (?:it"
    rf"|the) (?:on|at))",
    rf"(?:free|able|ready|in a position|(?:spot|place) (?:where )?(?:that )?you can"
    rf"|somewhere (?:where )?(?:you can)?) ?"
    rf"(?:to |for )?(?:{_TALK}|{_A_MINUTE}|a (?:quick )?(?:call|chat|word)|now|just now|at the moment)\b",
    rf"(?:good|okay|ok|alright|all right|fine|free) (?:to \w+ )?(?:for )?(?:about |maybe |like |just )?{_A_MINUTE}",
    rf"(?:have|got|youve|spare|give|steal|borrow|grab|allow|lend|gimme|could i have|can i have|may i have|can i take"
    rf"|could i"
    rf" take|may i take) (?:you |me |us |i |yourself )?(?:for )?(?:got )?{_A_MINUTE}",
    rf"(?:am i|did i|do i|have i|was i|im|i am|i|ive)(?: \w+ly| not| just| kind of| to"
    rf"| hope)* ?{_BREAKS_IN}(?! (?:that|about|up on"
    r"|your (?:eye|attention)|you (?:right|correctly|saying)))",
    rf"(?:are you|were you|you|youre|youre not|are we|or)(?: \w+ly| just| all| too| kind of| not| a bit| really"
    rf"| still)? {_OCCUPIED}",
    rf"(?:(?:can|could) (?:you|we|ye|yous)|able to|you can)(?: even)? {_TALK}\b(?! (?:me|us|about|through|to (?!me"
    rf"|us)|with (?!me|us)"
    r"|\w+day|tomorrow|later|again|over the))",
    r"(?:^|(?<=so )|(?<=ah )|(?<=hello ))can (?:talk|speak|chat)|(?:can|could) you spare|rather i (?:rang|called"
    r"|phoned|tried)|(?:shall|should) i (?:let you go|leave you)\b",
    rf"(?:does|would|will) (?:it|this|that|now) (?:fit|suit|work)(?: for)? (?:you )?(?:\w+ )?{_NOW}",
    r"(?:caught|got|get|reached?|find|found) you (?:at|in) an? ",
    r"disturbing you|how are (?:we|you) (?:for|fixed for) time|^(?:bad|wrong) time|(?<=now )bad time",
)
_ANOTHER_DAY = any_of(
    r"(?<!to)\w*(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next week|oclock|this (?:afternoon|evening)|later",
    r"when|what (?:time|day|hour)|which (?:time|day)",
)


def asks_if_now_suits(plain: str) -> re.Match[str] | None:
    """The words that ask whether this moment suits, or None; another day or "when" is not this moment."""
    found = GOOD_TIME.search(plain)
    if found is None or _ABOUT_SOMETHING.search(plain[: found.start()]):
        return None
    near = plain[max(0, found.start() - _NEAR) : found.end() + _NEAR].split(" or ")
    if any(_ANOTHER_DAY.search(part) for part in near if GOOD_TIME.search(part)) and not re.search(_NOW, plain):
        return None
    return found


_NEAR = 24
"""Characters beside the words in which another day belongs to them."""

_ABOUT_SOMETHING = re.compile(r"\b(?:what|whats(?! (?:good|up|new))|who|why|where|which|hows?|howd)\b(?: \w+){0,5}? ?$")
"""A question for a fact: "how long have you got", "how has that been at work"."""

_ASKED_INDIRECTLY = re.compile(
    r"\b(?:let me know if|tell me if|(?:i )?(?:just )?(?:want(?:ed)?|meant|like) to (?:see|check|ask|make sure"
    r"|be sure|know)"
    r"|(?:just )?(?:checking|making sure|seeing|wondering) (?:if|whether|that|this))\b"
)


def asks_it_indirectly(plain: str) -> bool:
    """A statement that asks it: "I just wanted to see if this is a good moment"."""
    said = _ASKED_INDIRECTLY.search(plain)
    return said is not None and GOOD_TIME.search(plain, said.end()) is not None
