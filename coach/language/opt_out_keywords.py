"""Opt-out keywords, as messages or clauses of their own, and how people type them on a telephone."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of

SHORTHAND = {
    **dict.fromkeys(("pls", "plz", "plez", "pleas", "plese", "plse"), "please"),
    **dict.fromkeys(("u", "ya", "yall", "yous"), "you"),
    **dict.fromkeys(("ur", "youre", "yer"), "your"),
    **dict.fromkeys(("txt", "txting", "texing"), "text"),
    **dict.fromkeys(("txts", "msgs", "mesages", "messeges"), "messages"),
    **dict.fromkeys(("msg", "mssg"), "message"),
    **dict.fromkeys(("dnt", "donot", "dint", "dun"), "dont"),
    **dict.fromkeys(("num", "nbr", "numbr"), "number"),
    **dict.fromkeys(("stpo", "sotp", "stopp", "stoop", "stap"), "stop"),
    **dict.fromkeys(("unsub", "unsubcribe", "unsubscibe", "unsuscribe", "unsubscrib", "unsubscribed"), "unsubscribe"),
    **dict.fromkeys(("cancle", "cancell", "cancal"), "cancel"),
    **dict.fromkeys(("qiut", "quitt"), "quit"),
    **{"anymore": "again", "thx": "thanks", "ty": "thanks", "wanna": "want to", "gonna": "going to"},
    **{"recieve": "receive", "iam": "im", "sms": "text", "w": "with", "cannot": "cant"},
}
"""How people type on a telephone, and the slips that they make in these very words."""

_POLITE = one_of(
    r"please|thanks|thank you|now|immediately|asap|right now|at once|already|ok|okay|sir|maam|guys|you guys|bye|kindly",
    r"just|no|nope|hi|hello|hey|i said|again|forever|for good|everything|all of it|this|it|me|seriously|today|all"
    r"|bro|dude|man|friend|buddy|lady|yeah|yep|ma am",
)
_STOP = r"(?:stop(?:all)?|unsubscribe|opt(?: me)? ?out|remove|revoke|arret)"
_KEYWORD = rf"(?:{_STOP}|cancel|end|quit)"

ALONE = re.compile(
    one_of(
        rf"(?:{_POLITE} )*{_KEYWORD}(?: (?:,|{_KEYWORD}|{_POLITE}))*",
        r"(?:alto|basta|parar?|baja|no mas|ya no mas|cease and desist|do not contact|do not (?:call|text)|dnc"
        r"|dont (?:call|text|contact)|no contact|go away|block(?:ed)?|spam|end (?:this|it))(?: (?:please|now|thanks))*",
    )
)
"""The whole message."""

KEYWORD_CLAUSE = re.compile(
    one_of(
        rf"(?:{_POLITE} )*{_STOP}(?: (?:{_STOP}|{_POLITE}))*(?: (?:to )?end)?",
        r"(?:(?:please|just|i said|(?:can|could|will|would) you|you (?:guys )?(?:need|have) to|need you to"
        r"|(?:told|asked|want|need|telling|asking) you(?: guys| people| all)?(?: \w+)? to) )+"
        r"(?:please |just )*(?:stop|quit|cease)(?: (?:it|this|now|already|please|immediately|all this|all of this))*",
        r"(?:please )?(?:enough(?: is enough| already)?|no more(?: please| thanks| of this)?)",
        r"(?:please )?(?:no (?:texts?|calls?|messages?|texting|calling)|no solicit\w+|do not solicit|off (?:the"
        r"|your|this) list)"
        r"(?: please| thanks| thank you)?",
        r"(?:(?:yeah|yes|ok|okay|please|just|now|so|no|well|hey|hi|i|we|you|guys|must|and|then|seriously|again|sir|said"
        r"|really) ){0,3}(?:stop|revoke|unsubscribe|opt ?out)",
    )
)
"""A clause of the message: "I found someone, stop"."""

KEYWORD_THEN = re.compile(
    r"(?:please )?(?:stop|unsubscribe|quit|opt ?out) (?:, )?(?:please )?(?:i|im|ive|we|weve|who|not|wrong|already|no"
    r"|you have|this is|dont|do not|never|leave|remove|take|i am|or i)\b"
)
"""A keyword and the reason, with no mark between: "stop im not interested"."""

OPENS_THE_MESSAGE = re.compile(rf"(?:{_POLITE} )*(?:cancel|end|quit)(?: {_POLITE})*")
"""A keyword as the first sentence, unless a visit or an order is moved (`MOVES_A_DATE`)."""

MOVES_A_DATE = any_of(
    r"appointment|meeting|visit|order|reschedule|instead|tomorrow|week|delivery|booking|time|date|slot|call at",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|sick|sorry",
)

JOKING = any_of(
    r"(?:your|you are|youve got me) (?:\w+ )?(?:killing|too (?:kind|funny|sweet|nice)|making me (?:blush|laugh))",
    r"lol|lmao|rofl|haha\w*|hilarious|blushing",
)
