"""When now does not suit: how a prospect says so, and how the rep asks for a better time."""

from __future__ import annotations

import re

from coach.language.patterns import any_of

_GO_ON = any_of(
    r"go (?:on|ahead)|no (?:its )?(?:fine|okay|ok)\b|nows (?:fine|good|great|okay)",
    r"^(?:\w+ )?talk$|(?:^|(?<=\w ))(?:talk|speak|shoot|fire away|lets talk|go)$|talk to me|you can (?:talk|go)"
    r"|were? fine",
    r"(?:thats|youre) (?:okay|ok|no problem)|small small|hands ?free|it (?:fits|suits)|no rush|nothing (?:urgent"
    r"|important)",
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

_ADMITS = re.compile(
    r"(?:(?:um|uh|oh|well|ah|eh|er|hm|actually|sorry) )*(?:yes|yeah|yep|a (?:bit|little)|kind of|kinda|sort of|slightly"
    r"|you (?:are|have|do|did)|i am)\b"
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
    r"(?:can|could) (?:this|it|you) (?:wait|hold)|not (?:super|too|so|very|really|that|exactly) (?:well|good|great"
    r"|convenient|free)",
    r"(?:its|is|thats) not (?:the best|ideal|great|convenient|easy|a good)|(?:hardly|far from) (?:ideal|the time)"
    r"|now isnt",
    r"(?:have|got) no (?:time|minute)|no time|(?:have|got) to (?:go|run|dash)|gotta (?:go|run|dash)"
    r"|catch me (?:later|another)",
    r"(?:you have|you did|you are) actually|thick of it|not (?:much of )?a (?:good )?(?:moment|time)"
    r"|dont have (?:time|a (?:minute|second))",
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
    r"(?:in the )?middle of|about to \w+|just (?:got|getting|stepp\w+) (?:in|into|on|onto|out|off)\b",
    r"(?:im|i am|were|we are|youve (?:got|caught) me) (?:\w+ )?(?:inside|outside|halfway|stuck|parked on|queuing"
    r"|knee deep|covered"
    r"|teaching|nursing|changing|rocking|waiting (?:for|in|on)|holding|carrying|fixing|digging|on shift"
    r"|on the (?:bus|train|road"
    r"|boat|roof|tractor|ladder|phone|other line|toilet|loo))",
    r"(?:its|it is|so|too|very|quite|super|really) (?:\w+ )?(?:hectic|mad|crazy|chaos|bedlam|manic)\b",
    r"people (?:are )?(?:standing|waiting|watching)|someones? (?:here|at|waiting|with)",
    r"kids? (?:are |is )?(?:screaming|crying|yelling|in the)|(?:baby|child)s? (?:crying|screaming|just)|one hand",
)

_TIME_WORD = (
    r"(?:when|whens|(?:what|which|whats)(?: \w+){0,2}? (?:timed?|times|hour|day|moment|part of)|how soon|how late)"
)

_ASKS_BETTER = any_of(
    rf"{_TIME_WORD}\b(?! (?:did|was|were|have|had|has|youve|you (?:called|rang|wrote|filled|asked|saw|were)|i (?:saw"
    rf"|got)))",
    r"(?:what|whats|whatd|what would|what is|what will)(?: be| is)? (?:a |an |the )?(?:\w+ )?(?:better|best|good"
    r"|easier|easy"
    r"|smarter|quieter|nicer|suitable|convenient|right|calmer|saner)\b",
    r"suit you better|better (?:time|moment|hour|day)|(?:name|pick|choose|give me|tell me) (?:a |the |your )?(?:time"
    r"|day|hour"
    r"|moment|slot)|(?:tell|let) me (?:know )?when|you tell me when|(?:say|call) (?:the|a) time",
)
"""Asks when: any question of time that looks ahead."""

_SOME_TIME_NAMED = any_of(
    r"later (?:today|this|in the)|tonight|tomorrow|this (?:evening|afternoon|morning)|(?:the |in the )?(?:evening"
    r"|afternoon|morning)s?",
    r"(?:after|before|at|around|over) (?:lunch|work|school|dinner|supper|tea|noon|class|church|your \w+"
    r"|you (?:finish|close|land))",
    r"lunchtime|first thing|weekend|in (?:an?|half an|a half|\w+|\w+ \w+) (?:hours?|minutes?|mins)|half an hour"
    r"|\w+day|oclock",
    r"end of (?:the |your )?(?:day|shift|week)|when (?:you|youre|your|he|she|the) \w+",
)
"""Part of a day, or a turn in theirs, as a time to call again."""

_CALLS_AGAIN = (
    r"(?:call|ring|phone|try|buzz|catch|get|come|reach|speak|talk|text|dial|bell|contact|look for|hail"
    r"|find|do this|pick this up)"
)

_CALLS_BACK = any_of(
    rf"{_CALLS_AGAIN}\b.{{0,25}}\b(?:back|again|later|another time|another day|some ?time|instead|then)",
    r"(?:give you|gie you) (?:a |another )?(?:buzz|call|ring|shout|bell|tinkle)|rather i (?:rang|called)",
    r"(?:another|some other) (?:time|day|moment)|(?:call|ring|phone|try|catch) you (?:after|when|at|in|on|tomorrow"
    r"|tonight|this)",
    r"(?:callback|call back|follow up) (?:later|another|then)|try me(?: back)?|back to you",
)


def raises_bad_moment(plain: str, asked: bool = True) -> re.Match[str] | None:
    """The words by which the prospect says that now does not suit; None where they say that it does.

    `asked`: the rep has asked whether now suits, so that a "yes" at the head agrees to it and not to a name.
    """
    refused, occupied = _REFUSES_NOW.search(plain), _OCCUPIED.search(plain)
    bad = refused or occupied
    if bad is None:
        return None
    fine = _GO_ON.search(plain)
    if fine and (not refused or fine.start() > refused.end()):
        return None
    if asked and _AGREES_NOW.match(plain) and not refused and not _YET.search(plain):
        return None
    return bad


def says_no(plain: str) -> bool:
    """Begins with a no, as an answer to "is this a good time?", and does not let the rep go on after all."""
    return _SAYS_NO.match(plain) is not None and not _GO_ON.search(plain)


def admits_it(plain: str) -> bool:
    """Says yes to "am I disturbing you?"."""
    return _ADMITS.match(plain) is not None and not _GO_ON.search(plain)


def refuses_this_moment(plain: str) -> bool:
    """Says so in plain words, not only by what they are doing."""
    return _REFUSES_NOW.search(plain) is not None


def asks_for_better_time(plain: str) -> re.Match[str] | None:
    return _ASKS_BETTER.search(plain)


def names_some_time(plain: str) -> bool:
    """A time to call again, without a clock: "at lunch", "in half an hour"."""
    return _SOME_TIME_NAMED.search(plain) is not None


def offers_to_call_back(plain: str) -> re.Match[str] | None:
    return _CALLS_BACK.search(plain)
