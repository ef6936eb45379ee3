"""Where the listener is pointed at a number that nobody says: "this number", "the one on my card", "hit redial".

A pointer is a word for a number beside a place where it can be found: it is the same, it is known, it shows on the
screen, it is written somewhere, or it was given before.
"""

from __future__ import annotations

import re

from coach.language.patterns import a_word, any_of, one_of
from coach.language.sentences import Passage

_NUMBER = one_of(
    "(?:phone |telephone |contact |direct |cell |mobile |office |work |home )?numbers?",
    "(?:direct |mobile |land|main |phone )?line",
    "cell",
    "mobile",
    "phone",
    "handset",
    "landline",
    "digits",
    "direct",
    "contacts?(?: info| details)?",
    "details",
    "extension",
)
_ONE = rf"(?:{_NUMBER}|one|it)"
_OWNER = r"(?:my|our|the|this|that|his|her|\w+s)"
_IS = r"(?: ?s| is| are| has| have|ll be| will be| should be| should have| shouldve| would have| wouldve)?"
_SAME = one_of("the same(?: one)?", "same(?: one)?", "unchanged", "as before", "as always", "as ever", "as usual")
_SCREEN = one_of(
    "screen",
    "display",
    "caller (?:id|display)",
    "phone",
    "handset",
    "mobile",
    "cell",
    "call (?:log|list|history)",
    "recent calls",
    "missed calls",
    "machine",
    "contacts",
)
_PAPER = one_of(
    "emails?",
    "letter(?:head)?",
    "(?:\\w+ )?card",
    "website",
    "web ?site",
    "site",
    "page",
    "brochure",
    "van",
    "truck",
    "lorry",
    "magnet",
    "estimate",
    "quote",
    "quotation",
    "invoice",
    "flyer",
    "leaflet",
    "sign(?:board)?",
    "form",
    "text(?: message)?",
    "whatsapp(?: group| message)?",
    "messages?",
    "contract",
    "signature",
    "paperwork",
    "papers",
    "portal",
    "poster",
    "fridge",
    "door",
    "gate",
    "receipt",
    "folder",
    "envelope",
    "bill",
    "booklet",
    "calendar",
    "packet",
    "pack",
    "bag",
    "box",
    "pen",
    "sticker",
    "label",
    "statement",
    "policy",
    "app",
    "facebook(?: page)?",
)
_EDGE = one_of("back", "bottom", "top", "side", "foot", "front", "end", "corner")
_APPEARS = one_of("come", "came", "comes", "show", "shows", "showed", "shown", "pop", "pops", "popped", "appears?")
_WILL = one_of("should", "should have", "shouldve", "will", "will have", "would have", "wouldve", "just")
_PLACE = one_of(
    rf"(?:up |right |there )*(?:on|in) (?:your|the|my) {_SCREEN}",
    rf"(?:right |up |there |just )*(?:on|in|at|off|from) (?:the (?:\w+ )?{_EDGE} of )?"
    rf"(?:the|my|our|your|that|this|every|any|all our|a) (?:\w+ ){{0,2}}?{_PAPER}",
    r"at the (?:top|bottom|foot|end)\b",
    "below",
    "above",
)
_REACH = a_word("call ring dial use phone text try reach get catch message")
_WHICH = r"(?:(?!number\b|same\b|best\b|right\b|wrong\b)\w+ ){1,2}"
_DESK = one_of(
    "office", "direct", "main", "desk", "home", "shop", "mobile", "front", "usual", "sales", "help", "booking"
)
_YOU_HAVE = (
    r"(?:youve|youll|youre|you)(?: (?:are|already|still|should|will|all|both|now))*"
    r"(?: (?:have|had|got|know|see|seeing|saved|hear|called|texted|rang|used|dialled|dialed|phoned|can see))+"
)
_GAVE = (
    r"(?:i|we|ive|weve|he|she|they)(?: (?:have|had|just|already))* (?:gave|given|left|sent|texted|whatsapped|emailed|"
    r"wrote|put|messaged|mailed|shared)"
)
_FROM = r"(?:calling|ringing|speaking|texting|phoning|talking|called|rang) (?:you )?(?:from|on|off|with|now)"
POINTER = any_of(
    r"(?:(?:at|on|to|just|its|use|yeah|is|save) )?(?:this|the same|same|that same|the usual|my usual|our usual|usual|"
    rf"this same|this here) {_NUMBER}(?! of)",
    r"(?:its|is|use|on|at) (?:the )?(?:usual|same) one",
    rf"same (?:place )?same {_NUMBER}",
    rf"{_NUMBER}{_IS} (?:already )?(?:there )?(?:with you|still )?{_SAME}",
    rf"(?<!both )(?<!two ){_NUMBER}(?: ?s| is| are) (?:already |there )*with you",
    rf"{_NUMBER} (?:hasnt|havent|has not|have not|didnt|did not|never|wont) change[d]?",
    rf"(?:hasnt|havent|has not|have not|didnt|not) changed? (?:my|our|the) {_NUMBER}",
    rf"{_YOU_HAVE} {_OWNER} {_NUMBER}",
    rf"{_YOU_HAVE} (?:me|us|it)(?: saved)? in your {_SCREEN}",
    rf"{_OWNER} {_NUMBER} (?:that |which )?{_YOU_HAVE}(?: it| for me| for us)?",
    rf"the one (?:that |which )?{_YOU_HAVE}",
    rf"{_OWNER} {_ONE} (?:that |which )?{_GAVE}",
    rf"{_GAVE} (?:you|him|her|them) (?:my|our|the) {_NUMBER}",
    rf"{_ONE}(?: thats|{_IS})(?: (?:showing|which is showing|shown|written|printed|listed|always|also|all))* {_PLACE}",
    rf"(?:its|theyre|im|were|youll find (?:it|me|us)|find (?:it|me|us)) (?:right |all )?{_PLACE}",
    rf"(?:find|get|see|look up) (?:my|our|the) {_NUMBER} {_PLACE}",
    rf"(?:my|our|the) {_NUMBER}{_IS} (?:{a_word('right up there all painted printed stuck taped written')} )*(?:on|in) "
    r"(?:the|my|our|your) \w+",
    rf"{_PLACE} (?:is|s|are) (?:my|our|the) {_NUMBER}",
    rf"it (?:should|will|ll|ought to) (?:come|show|pop|be)(?: up)? {_PLACE}",
    rf"(?:{_NUMBER}|one) (?:that |which |this )?(?:{_WILL} )*{_APPEARS}(?: up)?(?: {_PLACE}| on yours)?",
    rf"{_ONE} (?:that |which )?(?:im|i am|were|we are|i|we|this is) {_FROM}",
    rf"{_ONE} (?:that |which )?(?:this|the|my|our)(?: call| message| text)? (?:came|comes|is) (?:in )?(?:from|on)",
    rf"(?:im|i am|were|its me) {_FROM} (?:my|our|the) {_NUMBER}(?=[\w ]* (?:this|save|use|call|it|one))",
    r"(?:use|save|call|ring|try|dial) this one",
    r"(?:call|ring|phone|text|reach me|get me|get us|reach us) (?:me )?(?:back )?(?:right )?here"
    r"(?! (?:in|is|at|week|morning|afternoon|evening))",
    r"(?:call|ring|phone|text|reach|get) (?:me |us )?(?:back )?on this(?=$| (?:its|any|and|today|tonight|till|until))",
    r"(?:hit|press|push|tap|use|just)(?: the)? (?:redial|call ?back|return)(?: (?:button|key))?",
    r"redial|call back button|reply to this (?:text|message)",
    r"(?:extension|ext|extn) (?:is )?(?:number )?[a-z0-9]+"
    r"(?: (?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d+))*",
    rf"(?:{_REACH}(?: (?:me|us|back))*(?: (?:at|on))?|(?:me|us|back|im|were|here) (?:at|on)) (?:the|our|my|that) "
    rf"(?:{_WHICH}number|{_DESK} line)",
    rf"(?:this|that) is my (?:own |personal )?{_NUMBER}(?! \d)",
    rf"(?:this|that) (?:here )?{_NUMBER}{_IS} (?:my|the|our)",
    r"number is there (?:already|with you)",
    r"the one ending (?:in )?\w+",
    r"(?:usual|same|this) one ending (?:in )?\w+",
)
_NO_TELEPHONE = re.compile(
    one_of(
        r"\b(?:reach|get|catch|try|call|ring|called|tried|reached|got|find|finding|reaching|getting) you",
        r"\b(?:gave|given) (?:me|us)",
        r"\b(?:got|found|have|dialled|dialed)",
        r"\bclaim",
        r"\breference",
        r"\bref",
        r"\bpolicy",
        r"\baccount",
        r"\border",
        r"\bcase",
        r"\binvoice",
        r"\bticket",
        r"\bconfirmation",
        r"\btracking",
        r"\bserial",
        r"\bfile",
        r"\bbooking",
        r"\blicen[cs]e",
        r"\bregistration",
        r"\bpart",
        r"\bmodel",
        r"\bmember",
        r"\bmembership",
        r"\byour",
        r"\bvin",
        r"\bcontainer",
        r"\bmeeting",
        r"\broom",
        r"\bhouse",
        r"\bbatch",
        r"\blot",
        r"\bcard",
        r"\bnew",
    )
    + r" ?$"
)
"""What stands before a number that is not for telephoning, or not ours."""


def number_pointers(passage: Passage) -> tuple[Passage, ...]:
    """Where the listener is only pointed at a number: "at this number", "extension 4412", "it's on the fridge"."""
    text = passage.plain
    return tuple(
        passage.at(match)
        for match in POINTER.finditer(text)
        if not (_NO_TELEPHONE.search(text[: match.start()]) or _ABOUT_THEIRS.match(match.group()))
    )


_ABOUT_THEIRS = re.compile(r"(?:its|were|im|it) (?:on|in|at) (?:the|your|a|our) (?!back|bottom|top|\w+ of)")
"""A place without a word for a number, which may be where anything else is: "it's in the letter"."""
