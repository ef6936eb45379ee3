"""When now does not suit: how a prospect says so, and how the rep asks for a better time."""

from __future__ import annotations

import re

from coach.language.patterns import any_of

_GO_ON = any_of(
    r"go (?:on|ahead)|no (?:its )?(?:fine|okay|ok)\b|nows (?:fine|good|great|okay)",
    r"im (?:free|good\b|okay to talk)|i can (?:talk|speak)",
    r"i(?:ve)? (?:got|have) (?:about |maybe |until |till |ten |five |fifteen |twenty |\w+ )?(?:until|till|minutes?"
    r"|time|a few|a minute|a couple)\b",
    r"youre (?:fine|all right|okay)|its (?:fine|okay|ok)\b|parked|on (?:my|a|our) (?:\w+ )?(?:lunch|break)",
    r"at lunch",
    r"(?:thats|its) (?:a )?(?:good|fine|perfect|great) (?:time|moment)|just (?:talk|say it)|talk talk",
)

_AGREES_NOW = re.compile(
    r"^(?:(?:um|uh|oh|well|ah|eh|hi|hello) )*(?:yeah|yes|yep|yup|sure"
    r"|okay|ok|of course|fine|certainly|absolutely|aye|ya|ji|opo|its (?:okay|ok|fine)"
    r"|no no (?:its|nows|youre|go|thats))\b"
)

_YET = re.compile(r"\bbut\b|\bas it happens\b|\bactually$|\bright now$|\bnow now\b|\bin a (?:sec|minute|second)$")

_SAYS_NO = re.compile(
    r"^(?:(?:um|uh|oh|well|ah|eh|er|hm) )*(?:no|nah|nope|not)\b(?! (?:no|problem|worries|bother|at all go|its fine"
    r"|youre|go)\b)"
)

_REFUSES_NOW = any_of(
    r"(?:not|isnt|no|never|aint) (?:really )?(?:a |the |such a |at all a |an? )?(?:very |so |particularly )?(?:good"
    r"|great|best|okay|ok|right|ideal|convenient) (?:time|moment)",
    r"(?:bad|awkward|terrible|rough|tricky|worst) (?:time|moment)",
    r"now(?:s| is)? not (?:good|great|so good|really)",
    r"not (?:so good|really|right now|just now|now|at the moment|this minute|the best|very (?:good|decent|well))\b",
    r"no (?:it isnt|its not|really|not really|not now)\b",
    r"(?:cant|cannot|not able to|unable to) (?:really |exactly )?(?:talk|speak|chat)",
    r"(?:call|ring|phone|try) (?:me )?(?:back )?(?:later|another time|tonight|after)\b",
    r"(?:can|could) (?:this|it) wait",
    r"(?:bit|little|kind of|kinda|very|too|super|really) (?:busy|tied up|hectic)|tied up|swamped",
    r"my hands are|hands full|literally (?:cant|driving)",
)

_OCCUPIED = any_of(
    r"(?:im|i am|we are|were) (?:just|literally|actually|halfway|about|still|already) (?!looking|checking|wondering"
    r"|calling|saying|talking|trying|comparing|thinking|asking|browsing|shopping|gathering|getting|curious|being"
    r"|using|paying|waiting for you)\w+ing\b",
    r"(?:im|i am|we are|were) (?:just |just about |literally |actually |right now |still |already |only |kind of "
    r"|kinda |sort of |about |currently |halfway |always |rushing )*(?:to \w+|busy|(?:driv|work|cook|fry|feed|walk"
    r"|runn|fitt|head|stepp|stand|board|offload|putt|load|pull|chang|bath|serv|milk|rush|weigh|mov|mix|wait|teach"
    r"|clos|cater)in\w*|at (?:work|my|the|a|an|church|school)|on (?:my way|the|a|third|shift|another|duty)|in (?:a"
    r"|the|an|my|traffic|court|class|labour|line|with)|up (?:a|on|to|the)|(?:in )?with (?:a|my|the)|picking|getting"
    r"|under|between|behind|out (?:on|in|at)|late\b|elbow|mid)",
    r"i(?:ve| have)? (?:got )?(?:a |an |my |the |someone |somebody )(?:\w+ ){0,3}(?:on the go|in the oven"
    r"|on the stove|at the door|waiting|on the line|coming|in front of me|in my arms|here|on hold|in pins"
    r"|in the (?:car|chair|tub))",
    r"i(?:ve| have)? (?:got )?(?:a |an |my |the )?(?:bread|patient|customer|client|wedding|baby|meeting|delivery"
    r"|lorry|queue|bride|plumber|bloke|funeral|burial)",
    r"(?:the|my) (?:baby|kids?|boss|delivery|lorry|truck|milk|gas|bus|doctor|inspector|class|train|cylinder man"
    r"|conductor)(?:s| is| are| has)? (?:\w+ing|here|just|at|on|in|standing|about)\b",
    r"(?:in the )?middle of|about to (?:pray|go|start|close|leave|board)",
)

_ASKS_BETTER = re.compile(
    r"\b(?:(?:when|what time|which time|what day|whats? a|when(?:s| is| would| will| can| are| do| could| should)"
    r"|what timed|time is good).{0,50}\b(?:better|suit|good|best|call|ring|phone|catch|try|free|off|finish|done"
    r"|home|work|out of|easier|prefer|reach)"
    r"|when (?:can|should|could|shall) (?:i|we)\b|(?:how about|what about|(?:shall|can|could|should) i (?:call|ring"
    r"|phone|try) you|(?:would|is) (?:later|tomorrow|tonight|this|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)).{0,40}\b(?:later today|tomorrow|tonight|this (?:afternoon|evening)|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|\w+ oclock)\b.{0,30}"
    r"|when do you|what time (?:do|are|does|should|can)\b|suit you better"
    r"|better (?:time|moment) )"
)

_CALLS_BACK = re.compile(
    r"\b(?:call|ring|phone|try|buzz|catch|get|come|reach|speak|talk)\b.{0,25}\b(?:back"
    r"|again|later|another time|another day|some ?time)\b|(?:give you"
    r"|gie you) (?:a |another )?(?:buzz|call|ring|shout|bell)|rather i (?:rang"
    r"|called)"
)


def raises_bad_moment(plain: str) -> re.Match[str] | None:
    """The words by which the prospect says that now does not suit; None where they say that it does."""
    refused, occupied = _REFUSES_NOW.search(plain), _OCCUPIED.search(plain)
    bad = refused or occupied
    if bad is None:
        return None
    fine = _GO_ON.search(plain)
    if fine and (not refused or fine.start() > refused.end()):
        return None
    if _AGREES_NOW.match(plain) and not refused and not _YET.search(plain):
        return None
    return bad


def says_no(plain: str) -> bool:
    """Begins with a no, as an answer to "is this a good time?", and does not let the rep go on after all."""
    return _SAYS_NO.match(plain) is not None and not _GO_ON.search(plain)


def refuses_this_moment(plain: str) -> bool:
    """Says so in plain words, not only by what they are doing."""
    return _REFUSES_NOW.search(plain) is not None


def asks_for_better_time(plain: str) -> re.Match[str] | None:
    return _ASKS_BETTER.search(plain)


def offers_to_call_back(plain: str) -> re.Match[str] | None:
    return _CALLS_BACK.search(plain)
