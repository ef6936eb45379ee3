"""What a listener can be asked to do: the verbs of each kind of task with what they need beside them.

Each line is one idea. "Call me" gets in touch with the caller, "call your insurer" with somebody else; "text me a yes"
is an answer, "text me a photo" sends something.
"""

from __future__ import annotations

import re
from typing import Literal

from coach.language.ask_words import (
    CALL,
    DAY,
    DIGIT,
    FORMS,
    HOW,
    ME,
    PICTURES,
    REPLY,
    SITES,
    SLOTS,
    SOMEBODY,
    SOMETHING,
    THE,
    THINGS,
    A,
)
from coach.language.patterns import a_word, one_of

Task = Literal["contact", "send", "form", "book", "visit", "web", "others", "announced", "do"]
"""Kinds of things to do. All ways of getting in touch are one kind: "call or text me" is one thing."""

_WRITE = rf"(?:{CALL}|e ?mail)"
_SEND = r"(?:send|e ?mail|mail|post|forward|whatsapp|courier)"
_NOT_A_REPLY = rf"(?!{A}{REPLY}\b)"
_ANSWER = one_of(
    a_word("thoughts? answer decision view verdict opinion figures? numbers? count headcount idea date day time steer"),
)
_CATCH = a_word("try catch find get hit beep raise write tell ask answer show wake bell inform update advise grab")
_KEY = one_of(a_word("redial reply return one two three zero nine \\d star"), "call ?back")
_WHETHER = a_word("which the if whether that by your on with receipt")
_COME = a_word("come pop drop stop swing walk call pass head nip run step drive ride get go hop")
_ALONG = a_word("on back right straight round yourself down over along out up with her him them and")
_IN = a_word("in by over down round around along up into past on")
_TRAVEL = one_of(a_word("come walk head drive run get go travel"), "get yourself", "get down", "get over")
_LOOK = one_of(
    a_word("check look go head browse log click visit see read join open watch follow like find connect add google"),
    a_word("rate get flick scroll try hop jump play"),
    "(?:have|take) a look",
)
_LOOKING = a_word(
    "out at to on onto over us me with the our my your around through for a that in into back this it new little short",
    "free whole",
)
_DEEDS = one_of(
    a_word("pull freeze check lock clear empty move order renew replace measure count turn switch shut unplug cover"),
    a_word("park clean weigh save mark note jot write keep hold set put make start open close cancel change apply"),
    a_word("pay transfer wire deposit settle sign initial approve authori[sz]e review read compare consider think"),
    a_word("figure gather collect prepare print cut pick choose grab select buy try taste return quote wait invite"),
    a_word("nominate share update reset enter type list name describe explain remember rest wear practi[cs]e find"),
    a_word("file claim report vote tell ask check secure get reserve draft drop leave hang feed wash charge label"),
    a_word("photograph empty inspect verify double.check remove stop release appoint top pack swap tidy water"),
    "work out",
    "add up",
)
_ASIDE = a_word("out over up off down aside back away through in")
_OBJECT = one_of(THE, a_word("whether what which if how all one two three last everything whatever between"))
_LET = r"(?:have|get|let) (?:your|somebody|someone|coach|him|her|them|the|dr|mr|mrs)"
_HELPS = one_of(
    a_word("to call sign ring phone text email send come fill bring put look pick drop give"), "on the phone"
)

VERBS: dict[Task, tuple[str, ...]] = {
    "send": (
        rf"(?:text|whatsapp|message|shoot|drop|pop|snap) {ME} (?:over )?(?:with )?(?:\w+ ){{0,3}}?{THINGS}",
        rf"(?:{_SEND}(?: {ME})?|get (?:me|us)) (?:back |over )?{_NOT_A_REPLY}{SOMETHING}(?: \w+){{0,2}}",
        rf"(?:send|mail|forward) (?:{ME} )?(?:over |through |in )?{_NOT_A_REPLY}(?:\w+ ){{0,4}}?{THINGS}",
        rf"send (?:me|us) {_NOT_A_REPLY}(?!back\b|at\b|on\b)\w+",
        r"send (?:over|through|in|across|along|off) \w+",
        r"send \w+s (?:\w+ ){0,3}(?:over|across|through|to (?:me|us))",
        r"e ?mail \w+ (?:the|your|a|some)\b",
        rf"(?:upload|attach|scan|fax|share|snap|photograph) (?:me |us )?(?:\w+ )?{SOMETHING}(?: \w+){{0,2}}",
        rf"(?:upload|scan|fax) (?:\w+ ){{0,2}}{THINGS}",
        rf"take (?:\w+ ){{0,2}}?{PICTURES}",
        rf"text (?:me )?(?:over )?(?:a |your |the |some )(?:\w+ )?(?:{PICTURES}|address)",
        r"return the (?!call)\w+",
        rf"(?:find|dig out|dig up|look out|hunt out|pull out) (?:me )?{THE}\b",
        rf"(?:pop|put|stick|drop) {THE}(?: \w+)? (?:in the (?:post|mail)|through the)\b",
    ),
    "contact": (
        rf"(?:give|drop|shoot|throw|send|leave|fire|gimme)(?: {ME})?(?: back)? {A}{REPLY}\b(?: back)?",
        rf"(?:give|drop|shoot|send) {ME}(?: on| at)? {DIGIT}?[\w ]{{0,30}}?(?:a|an) {A}{REPLY}",
        rf"(?:give|drop) (?!your|the|a\b|somebody|someone)\w+(?: \w+)? a {A}{REPLY}\b",
        rf"{CALL}(?: or {CALL})*(?: (?:back|up|over|in))* {ME}\b(?: back)?",
        rf"(?:{_WRITE}|try)(?: or (?:{_WRITE}|send))* {HOW}\b(?! (?:see|at|your|the))",
        rf"(?:{CALL}|try)(?: \w+)? {DIGIT}",
        rf"{CALL}$",
        rf"{CALL} (?:or|and) (?:{_WRITE}|send|drop|leave|tell|ask|say|book|let)\b",
        rf"(?:{CALL}|ask for|ask|speak to|speak with|talk to) [a-z]+ (?:on|at|back|in|over|about|tomorrow|today|by)\b",
        rf"{CALL} this number",
        rf"(?:{_CATCH}|e ?mail|ask for) {ME}\b(?: (?:back|up|know))?",
        r"ask for (?:extension )?\w+",
        rf"(?:get|come|reach|write|ring|message|circle|report) (?:right |straight )?back (?:to|at|with|on) {ME}",
        rf"reach out(?: to {ME})?",
        r"(?:get|be|stay|keep) in touch",
        rf"get (?:a )?hold of {ME}",
        rf"let {ME} (?:know|have|hear)",
        r"(?:reply|respond|revert)\b",
        r"answer (?:me|my|this|the (?:email|text|message))\b",
        r"(?:write|text|call|ring|phone) back\b",
        r"(?:phone|call|ring) (?:in|up)\b",
        r"(?:say|tell me|text|reply) (?:yes|no|go ahead|the word|go)\b",
        r"say (?:which|what|when|whether)\b",
        r"tell (?:me|us)\b",
        r"leave (?:word|a message|a word|me a word|your (?:number|name|answer))",
        rf"(?:speak|talk|chat) (?:to|with) {ME}",
        r"pick up(?= (?:when|if|on|at|my|the phone)|$)",
        r"pick (?:up )?(?:the|your|my) (?:call|phone)",
        rf"(?:hit|press|push|tap|punch) (?:the )?{_KEY}",
        r"(?:pick|choose|name) (?:a |your |me a |the |us a )?(?:best |better )?(?:day|time|date|morning|evening|hour)",
        rf"(?:confirm|decide|choose between|settle on|advise|acknowledge)\b(?: {_WHETHER}\b)?",
        r"return (?:my|our|this|the|his|her) call",
        r"(?:dial|redial)\b",
        r"(?:use|ring|try) (?:this|that|the|my|our) (?:same )?(?:number|line)",
        r"(?:use|try) (?:the|my|our) (?:landline|mobile|cell|office|house|main|direct|other)\b",
        r"answer (?:the|my|this|our) (?:\w+ )?question",
        rf"give (?:me|us) (?:your|the|a) (?:\w+ )?{_ANSWER}\b",
        rf"write (?:to )?{ME}",
        r"look for (?:a|an|my|our) (?:call|text|email|number|\w+ number)",
    ),
    "form": (
        r"(?:fill|complete|finish|submit|do|answer|take|return|update)(?: (?:in|out|up|off|on|me|us|for))*"
        rf" (?:{THE}|one|rest|google|online)\b[\w ]{{0,30}}?{FORMS}\b",
        r"fill (?:(?:it|that|them|this) )?(?:in|out)\b",
        r"(?:fill|complete) \w+ form",
    ),
    "book": (
        r"(?:book|grab|pick|schedule|choose|reserve|find|select|get|take|set|set up|arrange|make)"
        rf"(?: (?:yourself|me|us|in))? (?:(?:{THE}|one|another) )?(?:\w+ ){{0,2}}?{SLOTS}\b",
        r"(?:book|schedule|reserve) (?:it |in |yourself )?(?:online|on|in|with)\b",
        r"(?:register|enrol|enroll|apply|sign up|sign on|subscribe|opt in) (?:on|for|at|with|to|online|the|in)\b",
        r"(?:register|enrol|enroll|sign up|subscribe)$|rsvp\b",
        r"(?:put|pencil) (?:yourself|a time|it|something) (?:in|on|down)[\w ]{0,12}",
        r"(?:book|reserve|schedule|arrange|set up) (?:your|the|a|an|in a)\b \w+",
    ),
    "web": (
        rf"{_LOOK}(?: {_LOOKING})* {SITES}\b",
        r"(?:click|download|install|subscribe|browse|google|watch|rate us|review us|log in|log on|sign in|go online)\b",
        r"(?:follow|like) (?:us|our|me)\b(?! to)",
        r"leave (?:us|me) a review\b",
        r"connect with (?:me|us)\b",
        r"(?:read|look over|look through|go over|read over|read through|flick through) (?:the|our|that|your|what)",
    ),
    "others": (
        rf"(?:{_WRITE}|ask|tell|consult|warn|remind|chase|thank|invite) {SOMEBODY}\b",
        rf"(?:speak to|speak with|talk to|talk with|check with|get on to|sit down with|meet with) {SOMEBODY}\b",
        rf"(?:give|drop) (?:your|the|somebody|someone) (?:\w+ ){{1,3}}?a {A}{REPLY}\b",
        rf"{_LET} (?!record|letter|form|key|file)[\w ]{{0,16}}?\b{_HELPS}",
        r"(?:talk|discuss|run|go|think|chat) (?:it|this|that|things|them) (?:over |by |past |through )?(?:with )?"
        r"(?:your|the|her|him|them)\b",
        r"(?:forward|pass|hand|send) (?:this|it|that|the \w+)(?: (?:on|along|over))? (?:on|along)",
        r"(?:forward|pass|hand|send) (?:this|it|that|the \w+)(?: (?:on|along|over))? to "
        r"(?:your|the|her|him|whoever|somebody|someone)",
        r"(?:recommend|mention|suggest) (?:me|us|our \w+) to\b",
        r"(?:loop in|bring in|introduce (?:me|us) to|put (?:me|us) (?:on to|in touch with|through to)|refer) \w+",
    ),
    "visit": (
        rf"{_COME}(?: {_ALONG})* {_IN}\b(?! (?:me|us|it|to me)\b)",
        rf"{_TRAVEL}(?: {_ALONG})* (?:to|for|at|see|out|{DAY})\b",
        r"(?:come|go)(?: (?:and|on))? (?:see|get|pick|collect|look|have|try|meet|sit|taste|watch|check)\b",
        r"come\b(?! (?:back|across|through|up with))(?: (?:us|our|me|the|my|and|or|with))*",
        r"visit (?:us|our|me|the|my|with)\b",
        r"see (?:dr|doctor|us|the (?:doctor|room|house|place|unit|hall|garden|car|nurse))\b",
        r"meet (?:me|us|him|her|the|with|our|my)\b",
        r"(?:join|sit in on) (?:us|our|the|me)\b",
        r"(?:test drive|attend|show up|turn up|tour (?:the|our))\b",
        r"bring (?:\w+ ){1,6}?",
        r"drop (?:the|your|a|those|that|it|them) [\w ]{1,30}?\b(?:off|in|at|to|by)",
        r"(?:pick up|collect) (?:the|your|a|it|them|those|that|his|her|one)\b",
        r"pick (?:it|them|that|her|him) up\b",
        r"have a (?:walk|wander) (?:round|around|through)",
    ),
    "do": (
        rf"(?:have|get) {_OBJECT}\b[\w ]{{0,40}}?\b(?:ready|handy|to hand|with you|out|done|sent|\w{{3,}}ed)",
        rf"{_DEEDS} (?:{_ASIDE} )*{_OBJECT}\b",
        r"(?:pay|sign|decide|renew|transfer|vote|invest)\b",
        r"see (?:if|whether) you\b",
        rf"(?:look|listen|think|read) (?:at|over|through|into|to|about|up) {_OBJECT}\b",
        r"dig (?:out|up) (?:the|your|any)\b",
        r"have a (?:think|read|chat with|word with|listen|taste)\b",
        r"go (?:for|with|through|over) (?:the|your|a|that)\b",
    ),
}
_ORDER: tuple[Task, ...] = ("form", "book", "web", "others", "send", "contact", "visit", "do")
TASKS = tuple((task, re.compile(rf"{one_of(*VERBS[task])}\b")) for task in _ORDER)
"""The kinds in the order in which they are tried: "book a call" books, "ask your doctor to send" asks another."""
