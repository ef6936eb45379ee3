"""How people put a step: call, visit, meet, send; and what they say it is for. All on plain text."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of

CONTACT = (
    r"(?:call|ring|phone|dial|facetime|whatsapp|buzz|try|catch|reach)(?: (?:you|u|ye|yall|him|her|me|both|us"
    r"|(?:this|that|your|the) (?:\w+ )?(?:number|mobile|cell|line|landline|office)))\b(?: both| back| again| up)?"
    r"|give (?:you|me|us|him|her) (?:a |another )(?:call|ring|buzz|bell|shout|tinkle)"
)
_VISIT = (
    r"come with\b|(?:come|swing|pop|drop|stop|be|head|get|go|pass)(?: on)? (?:by|round|around|over|out(?! of)|down|up"
    r"|in|to (?!bed|work|sleep|school|be\b|have\b)\w+"
    r"|through|and (?:see|look|have|meet|sit|take|do|show|measure|check|count))\b|visit\b"
    r"|come (?:on )?\w+day\b|look at\b|come look\b|come sit\b|be there\b|be (?:at|over)\b|swing\b"
)
_SHARED = (
    r"meet\b|sit down\b|sit with\b|speak (?:with|to)\b|talk (?:with|to|through|it|about)\b|go (?:through|over)\b"
    r"|get (?:together|on a call|on the phone|on zoom)\b|have (?:a |another )(?:call|meeting|chat|look|talk"
    r"|conversation)|jump on\b|hop on\b|reconnect\b|set (?:up|you up|a time|it up)\b|book (?:you|a|in|it|us|that)\b"
    r"|schedule\b|put you (?:down|in)\b|pencil you\b|share (?:a|my) screen\b|show (?:you|him|her|ye|yous)\b"
    r"|walk you through\b|do a (?:demo|call|walkthrough|video)|see you\b|join\b|put (?:\w+ ){1,4}(?:on|in) (?:the"
    r"|your|our|my) (?:calendar|diary|book)|block (?:out|off)\b|get .{1,25} on (?:the|a) (?:call|line|phone|zoom)"
    r"|do (?:half|thirty|twenty|fifteen|an hour)|grab\b|tour\b|regroup\b|dial in\b|present\b|pilot\b|arrange\b"
    r"|demo\b|line up\b|bring (?:him|her|them|it|the|you|your|that|a|my|me)\b|take you (?:through|round|around)\b"
    r"|introduce\b"
)
_SEND = (
    r"(?:send|text|email|e mail|mail|whatsapp|forward|post|drop|fax|share|shoot|get|run|draft|prepare|write|do"
    r"|put together|work out|pull|bring|take|photograph|snap|fill|sign|upload|hand|leave(?! (?:it|this"
    r"|that) (?:there|here|at|be|with|for now))|deliver|fetch|pick)\b"
)
_SOMEBODY_TO = (
    r"(?:have|get|send|ask|let|bring|like|want|need)(?! (?:you|to|me to|it|that|this)\b) (?:\w+ ){1,6}?(?:to )?(?:come"
    r"|go|ring|call|visit|meet|join|drop|pop|swing|stop|over|round|out|around|down)\b"
)
"""Somebody is had to do it: "have him come", "send Hubert over", "like our technician Kibet to come"."""
_ANY = rf"(?:{CONTACT}|{_VISIT}|{_SHARED}|{_SOMEBODY_TO}|{_SEND})"
_SOON = (
    r"(?:then |also |just |maybe |probably |definitely |gladly |personally |actually |certainly |even |be able to )*"
)
_I_WILL = one_of(
    r"i(?:ll| will| can| could| shall| go| would| am going to|m going to|m gonna|ma)?|id|let me|ill have \w+",
    r"(?:he|she|(?:mr|mrs|ms|miss|dr|doctor) \w+)(?:ll| will| can| could)?",
)
_WE_WILL = one_of(
    r"(?<!very )(?<!as )(?<!are )(?<!is )(?<!do )well|we (?:will|can|could|shall)|(?:then|that|and|if|so|us) we",
    r"were going to|lets(?! do (?:this|that|it))|let us|the \w+ of us",
)
_WOULD_LIKE = one_of(
    r"like (?:to |you to |us to |it if (?:i|we|you) )|love (?:to |you to )|want (?:to |you to )",
    r"suggest (?:is )?(?:that )?(?:we |i |you )?|propose (?:is )?(?:that )?(?:we |i |you )?",
)
_ASKING_TO = (
    r"would it help(?: you)? (?:to|if (?:i|we|you))|(?:can|could|would|will|shall|may|should) (?:you|ye|i|we|he|she"
    r"|the \w+ of us)|(?:how about|what about|why dont|what if|so if|is if|if (?=i ))(?: (?:you|i|we|ye))?"
    r"|do you want to|do you wanna|you can|you could|youll|you will|(?:id|i would|what id|what i would"
    r"|what i) (?:like|love|need|want|suggest|propose) (?:is )?(?:for )?(?:to|that)? ?(?:you|us|i|we)?(?: to)?"
    r"|(?:best|next|first) (?:thing|step) (?:is|would be)(?: to| for)?"
)

_SUGGESTS = one_of(
    r"what (?:id|i would|i|we|wed|ill|i can)(?: really)? (?:suggest|propose|recommend|do|like)(?: to do)?(?: now| next"
    r"| here)? is",
    r"what happens (?:next|now|then) is|what comes next is|the next (?:step|thing) (?:is|would be)",
    r"(?:my|our|the) (?:suggestion|proposal|idea|plan) (?:is|would be)|(?:id|i would|i) (?:suggest|propose|recommend)",
)
"""What comes after it is a step, whatever the words: "what I suggest is a video call"."""

_RELAY = r"(?:our|my|the) (?:\w+ ){1,3}?"

OFFER = re.compile(
    rf"\b(?:(?:{_SUGGESTS}) (?:that |for )?(?P<suggested>(?!me\b|you (?:call|ring|think)\b)\w+(?: \w+){{1,3}})"
    rf"|(?P<mine>(?:{_I_WILL}|{_WE_WILL}) {_SOON}(?:{_WOULD_LIKE})?(?:come (?:and|over and) )?{_ANY})"
    rf"|(?:{_ASKING_TO}) {_SOON}(?:please |just |like (?:me |us )?(?:to )?|to |wanna |be able to |be up for "
    rf"|be happy to |go |also )*(?P<yours>{_ANY}|see (?:it|the)\b)"
    r"|(?:(?:^|(?<=then )|(?<=so )|(?<=okay )|(?<=ok )|(?<=great )|(?<=please )|(?<=just )|(?<=and )|(?<=this )"
    r"|(?<=sister )|(?<=sir )|(?<=maam )|(?<=now )|(?<=well )|(?<=yes )|(?<=you )))(?P<bidden>come (?:by|in|down"
    r"|over|out(?! of)|and|to|on|see|sit|around|round)\b|stop by|drop (?:by|in)|bring (?:me|it|the|him|her|that"
    r"|your|them)|send (?:me|us|it|over)|text (?:me|us|it)|email (?:me|us|it)|call me|ring me|phone me|meet (?:me"
    r"|us|you)|take a (?:photo|picture))"
    rf"|(?P<arranged>(?:(?:^|(?<=so )|(?<=then )|(?<=now )|(?<=okay )|(?<=and )|(?<=, )|(?<=this )|(?<=thing ))you"
    rf"|i|{_RELAY}) (?:(?:call|ring|phone|send|bring|meet|email|text) (?:you|me|us|him|her|them|the|it)\b"
    r"|(?:come|drop|pop|stop|swing)\b|call(?=$| and| then| at| on| \w*day))"
    r"|(?:im|i am|we are|hes|shes|he is|she is|(?<!what )(?<!who )were|ill be|well be|i will be|hell be|shell be"
    r"|[a-z]+ (?:is|will be)) (?:\w+ly )?(?:(?:call|ring|phon|text|email|visit|see|meet|expect)ing (?:you|him|her|them)"
    r"|coming (?:by|in|down|over|out|to|round|around|up|and)|dropping|popping|swinging|sending|bringing|picking"
    r"|driving|stopping|mailing|posting|delivering)\b"
    r"|im the one to \w+|(?:id|i would|i|we) (?:like|want|need) (?:\w+ ){1,6}to (?:come|go|ring|call|visit|meet|see"
    r"|look|sit|join|measure|check|drop|pop|have|speak|talk)\b)"
    r"|(?P<other>(?:she|he|they|somebody|someone|(?:mr|mrs|ms|miss|dr|doctor) \w+)(?: \w+ly)? (?:comes|goes|calls"
    r"|rings|meets|visits)\b)"
    r"|(?P<farewell>(?:see|talk to|speak to|speak with|catch) (?:you|ye|yous|yall)|(?<!to )(?:speak|talk|speaking"
    r"|talking|meeting)\b))"
)
JUST_LOOKING = re.compile(
    r"\b(?:let me|ill|i(?:ll)? have to|i can|lemme) (?:just |quickly )?(?:look"
    r"|check|see|think|get (?:my|the) (?:calendar|diary|book)|ask|say"
    r"|tell|put (?:it|this|that)|take a look|grab|write (?:it|that)"
    r"|do (?:it|that)|go (?:through|over) (?:it|that|this)|pull up|run (?:it|that|this) (?:by|past))\b"
    r"|\blook at (?:my|the) (?:calendar|diary|book|schedule|hours|numbers)"
)
ASKING = re.compile(
    r"\b(?:(?:is|does|would|will) (?:that|this|it)\b.*|that (?:ok|good|work|suit)\b.*"
    r"|we good|(?:all right|okay|ok|good) (?:for|with|by) you|(?:can|could|would|will) you\b.*"
    r"|how about\b.*|shall (?:we|i)\b.*|would \w+(?: \w+)* (?:suit|do)(?: you)?"
    r"|ok)$"
)
ASKING_THEN = re.compile(r"\b(?:\w*day|tomorrow|tonight|oclock|noon|time)(?: \w+){0,3} then$")
"""A time put up once more, with the mark left out: "Friday same time then"."""
ASKING_INSIDE = re.compile(
    r"\b(?:(?:is|are|does|would|will|can|could|shall|do) (?:(?!i\b|who\b|what\b|when\b|so\b)\w+ ){1,6}?(?:work|suit|ok"
    r"|okay|fine|good|all right|alright|doable|fit|make it|be (?:home|there|around|in)|do you|able|possible)\b"
    r"|you (?:good|okay|ok|free|all right|alright|available|cool) (?:for|with|on|at)\b|okay (?:ba|lang|po|lah)\b"
    r"|(?:can|could) you (?:make|do|manage)\b|shall (?:we|i)\b|(?:have we|are we) (?:agreed|set|on|good))"
)
"""A question for a yes anywhere in a stretch that was written without marks."""
ASKS_SOMETHING_ELSE = re.compile(
    r"^(?:and |so |okay |great |sorry |now )*(?:what(?! about| if| id| i)"
    r"|whats|when|where|who|which|how (?!about|is |does |s |would )"
    r"|do you know|same|is (?:this|that) (?:the|your)|should i call)\b"
    r"|\b(?:(?:same|this|best|your|which|right|what) number|your e ?mail|e ?mail address|address|parking)\b"
)
_IN_ORDER_TO = (
    r"(?<!have )(?<!has )(?<!had )(?<!need )(?<!needs )(?<!want )(?<!wants )(?<!like )(?<!love )(?<!going )(?<!able"
    r" )(?<!used )(?<!happy )(?<!try )(?<!got )(?<!due )(?<!up )(?<!willing )(?<!talk )(?<!speak )(?<!mean"
    r" )(?<!ready )to (?!(?:you|me|us|him|her|them|the|a|an|your|my|our|his|their|this|that|it|yours|mine|ours|one"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|noon|any|other|all|some|call|ring"
    r"|phone|come|speak|be"
    r"|give you (?:a|another)|say (?:hi|hello)|mr|mrs|ms|dr|[a-z]+day|\d+)\b)[a-z]+\b"
)
"""What follows is what a step is for: "to" and any verb but those that only make contact."""
PURPOSE = re.compile(
    r"\b(?P<purpose>(?:so that \w+\b|so (?:our|my|everybody|everyone|i|we|you|he|she|they|the|ms|mr|dr|it|shes|hes"
    rf"|youve|your|its|there)\b(?! (?:can|could) (?:call|ring|come))|{_IN_ORDER_TO}|and (?:we|well|ill|i) (?!(?:can "
    r"|will )?(?:call|ring|come|speak|be|see you|talk soon|text)\b)\w+\b|and (?:i )?(?:see (?!you)|show|look"
    r"|go through|go over|take (?!care)|test|fix|inspect|price|quote|taste|talk|sit down|chalk|read|tell|explain|draw"
    r"|give you|set up|check|count|measure|find out"
    r"|request|meet|take over|put (?:the|a)|ill (?:show|read|look|walk|explain|tell|go|bring)|we (?:go|can|just|get"
    r"|request|see|figure|talk|look|sit|pick|sort|work))\b|with (?:what|whatever)\w*|about (?:the|your|it|what|how"
    r"|that|this|his|her|pricing|prices|price)\b|with (?:the|a|your) (?!phone|same)\w+|for (?:the|a|an"
    r"|your) (?!call|ring|bit|minute|second|chat|few)\w+|we (?:go|can go) through\b|go through\b|go over\b"
    r"|look at\b|see (?:it|the|which|if|how|whether|why|what)\b|meet (?:her|him|them|the|mr|ms|dr)\b|show (?:you"
    r"|him|her|ye)\b|draw\b|figure out\b|try (?:em|them|it|out)\b|let (?:her|him|them) (?:sit|try|see)\b|set up\b"
    r"|ask (?:her|him|them)\b|you(?: will|ll)? (?:can|hear|see)\b).*)"
)
CONDITION = any_of(
    r"if (?:you|anything|something|that|it|he|she|they|things)\b|whenever|when you(?:re| are)? ready",
    r"in case|unless",
)
QUOTED = re.compile(
    r"\b(?:i|he|she|they|we) (?:say|says|said|told (?:him|her|them|myself)|was like|thought) (?:\w+ )?$"
)
"""What comes before words that were only said once, or thought."""
PAST_VERB = re.compile(
    r"\b(?:i|we|he|she|they|you) (?:called|rang|came|sent|met|went|asked"
    r"|spoke|wrote|tried|said|told|was|were|had|did)\b"
)
REFUSAL_WORDS = re.compile(r"\b(?:(?<!why )dont|do not|never|not|wont|cant|cannot)\b")
MEETS = re.compile(rf"\b(?:{CONTACT}|{_VISIT}|{_SHARED})")
