"""What the listener is asked to do or told to expect, and how many different things that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coach.language.sentences import Passage
from coach.language.vocabulary import words

Task = Literal["contact", "send", "form", "book", "visit", "web", "others", "announced", "do"]
"""Kinds of things to do. All ways of getting in touch are one kind: "call or text me" is one thing."""

_ME = r"(?:me|us|we|my|our|the (?:office|desk|yard|shop|line|girl|team))"
_DAY = (
    r"(?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|this (?:afternoon|"
    r"evening|week|morning)|in the morning|at (?:about |around |half past |half |quarter past |quarter to )?(?:one|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|lunch|\d+)|the (?:\w+th|\w+st|\w+nd|\w+rd)|"
    r"later|noon|then)"
)
_BEGIN = (
    r"(?:^|\b(?:please|kindly|just|so|and|or|then|also|could you|can you|would you|will you|would|if you|"
    r"id like you to|"
    r"you can|you could|you may|you should|i need you to|need you to|want you to|like you to|feel free to|do|you to|"
    r"to please|if youd|maybe|maybe you can|"
    r"youd|happy for you to|either|you|but|because|dont hesitate to|only|simply|go ahead and|well|ok|okay|thanks|now|"
    r"ahead|now|me and|"
    r"can|chance|get this|minute|moment|number|ready|uh|um|sec|here|tonight|so why dont you|why not|best to|\d+|"
    + _DAY
    + r") )"
)
_DO = (
    r"(?:^|\b(?:please|kindly|just|so|and|or|then|also|could you|can you|would you|will you|you can|you could|you may|"
    r"need you to|want you to|like you to|feel free to|if you could|if you would|if youd|maybe you can|either|"
    r"go ahead and|go on and|but|you please|"
    r"sir|maam|first|second|well|ok|okay|now|then you|you just|why dont you|why not|be so kind as to|"
    r"be good enough to|and oh|" + _DAY + r") )"
)
_PATTERNS: dict[Task, str] = {
    "contact": (
        rf"{_BEGIN}(?:go ahead and )?(?:(?:give|drop|shoot) (?:{_ME}|\d\w*) ?(?:back )?(?:just )?(?:a |an )?(?:wee |"
        rf"quick |little )?(?:call|ring|bell|shout|buzz|tinkle|jingle|text|line|email|message|back|holler|ping|"
        rf"note)\b(?: back)?"
        rf"|(?:call|ring|phone|text|message|whatsapp|email|dial|reach|try|buzz|holler|shout|hit|reply|respond|revert|"
        rf"write|answer|telephone)(?: or (?:call|text|ring|message|whatsapp|email))?(?:(?: (?:back|at|on|to|over|"
        rf"up))* {_ME}\b| back\b| on\b| at\b| to\b| any ?time\b| whenever\b| by\b| today\b| tomorrow\b| before\b|"
        rf" when\b| if\b| \d| (?:oh|zero|one|two|three|four|five|six|seven|eight|nine|plus)\b|$)"
        rf"|(?:get|come) back to (?:me|us)\b|get in touch\b|let (?:me|us) (?:know|have)\b|tell (?:me|us) (?:yes|no|"
        rf"which|when|what|if|whether|how)\b|say (?:yes|go ahead|the word)\b|leave (?:word|a message)\b|"
        rf"speak to me\b|pick (?:a|your) (?:day|time|date|slot)\b|send (?:me |us )?(?:a |your )?(?:yes|answer|reply|"
        rf"word|text|message|one word)\b)"
        r"|\b(?:you can|you could|you may|youll|best to) (?:always )?(?:reach|get|find|call|text|ring|catch|"
        r"get hold of|get a hold of|contact|message) (?:me|us|hold of me|hold of us|the desk)\b"
        r"|\blets (?:find|set|schedule|connect|talk|chat|speak|catch up|get|hop|meet|jump)\b|\bif not (?:call|ring|"
        r"text)\b|\bgimme a (?:call|ring|shout|buzz|holler|bell|jingle)\b|\btext (?:that|this|"
        r"the same) (?:same )?number\b"
        r"|\b(?:ring|call|text|phone|whatsapp)(?: me| us)? or (?:ring|call|text|phone|message|whatsapp|email)\b"
        r"|^(?:ring|call|phone|text) [a-z]+ (?:on |at )?(?:\d|oh|zero|one|two|three|four|five|six|seven|eight|nine|"
        r"plus)"
        r"|\bgive (?:me|us) (?:a )?(?:quick |wee |little )?(?:call|ring|bell|shout|buzz|tinkle|jingle|holler|text)\b"
        r"|\bpick up the phone\b|\bpress (?:one|two|zero|nine|\d)\b"
        r"|\bplease pick (?:up )?(?:your|the|my) (?:call|phone)\b|\bcall and (?:tell|ask|say|"
        r"book|let)\b"
        r"|\b(?:call|ring|phone|text) (?:me|us|we)\b(?! a (?:cab|taxi))"
        r"|\b(?:holler|shout) (?:back )?(?:at )?(?:me|us)\b|\breturn (?:my|our|this) call\b|\b(?:press|"
        r"hit) call ?back\b"
        r"|\bgiving (?:me|us) (?:a )?(?:call|ring|shout|bell|buzz)\b|\bfeel free to (?:reach out|contact|"
        r"get in touch|drop by)\b"
        r"|\bappreciate (?:a|your|the) (?:call|reply|answer|response|ring|word)\b|\bplease (?:advise|revert|respond)\b"
        r"|\b(?:need|want|waiting for|awaiting) (?:just )?(?:a|an|your) (?:quick |simple )?(?:thumbs up|go ahead|"
        r"okay|ok|yes|answer|green light|word)\b"
        r"|^(?:so |just |please )*(?:call|ring|text|phone|ask for) [a-z]+ (?:at|on|in) \w+"
        r"|\bone word from you\b|\byes or (?:a )?no\b|\bhit me up\b|\bneed a yes\b|"
        r"\b(?:is )?waiting for your (?:call|reply)\b"
        r"|\b(?:gets|reaches) me\b|\bdo (?:ring|call|phone|text)\b|\bshall i (?:book|go ahead|crack on|send|put|hold|"
        r"order|do|come)\b|\bwould you like me to\b|\bshould i (?:send|book|put|hold|order)\b"
    ),
    "send": (
        rf"{_DO}(?:e ?mail|mail|send|forward|whatsapp|text|drop|post|upload|snap|scan|fax|attach|share|pop a note|"
        rf"dig out)(?: (?:me|us|over|it|them|off|along|back|through|in))* (?:me |us )?(?:the|your|a (?:photo|picture|"
        rf"copy|scan)|those|that|copies|photos?|pictures?|any|it|them|two|three|last|my|some|us|over)\b"
        r"|\b(?:you can|could you|can you) (?:e ?mail|send|forward|post|drop) (?:me |us )?(?:the|your|those|that|it|"
        r"them|photos|pictures)\b|\bdig out\b|\bstill need the\b|\bi need the [\w ]{3,30} please\b|"
        r"\bsend your (?!answer)\w+"
    ),
    "form": (
        rf"{_DO}(?:fill|complete|sign|register|finish|submit|do)(?: (?:in|out|up|off|on))? (?:the|a|that|our|this|"
        rf"your|it|for|one|on)\b[\w ]{{0,30}}?(?:form|survey|questionnaire|portal|application|paperwork|page|link|"
        rf"valuation|online|up|agreement|sheet|webinar|newsletter|intake)\b"
        r"|\bfill (?:in|out|that in|it in|it out)\b|\bform (?:on the \w+ )?to (?:fill|sign|complete)\b|"
        r"\bquestionnaire\b[\w ]{0,20}to fill\b|\b(?:register|sign up) (?:on|for|at|with)\b"
    ),
    "book": (
        rf"{_DO}(?:book|grab|pick|schedule|choose|reserve|find)(?: yourself)? (?:a |an |some |any |your )?(?:slot|"
        rf"time|spot|appointment|meeting|demo|place|call|it online|consultation)\b[\w ]{{0,20}}|\b(?:book|"
        rf"schedule) (?:it )?(?:online|on)\b|\bon my calendar\b"
    ),
    "visit": (
        rf"{_DO}(?:come|pop|drop|stop|swing|walk|call|pass|head|nip)(?: (?:on|back|right|straight|and see|"
        rf"round))* (?:in|by|over|down|round|along|up|to|into|past|with|for|at|on|our|see|the|monday|tuesday|"
        rf"wednesday|thursday|friday|saturday|sunday)\b(?! (?:me|us|on))"
        r"|^(?:so )?you (?:walk|come|pop|drop|stop|pass) (?:in|by|over|on|to|with)\b|\b(?:come|swing by|"
        r"stop by) (?:and )?(?:get|pick|collect|see|look|have|try)\b|\byou can come to\b|\byou come (?:on|to|our|in|"
        r"by|over)\b|\bmeet me\b"
    ),
    "web": (
        rf"{_DO}(?:(?:check|have a look|look|take a look|visit|go|head|browse|see|click|follow|like|subscribe|watch|"
        rf"download|join|rate|review|connect with (?:me|us) on|add me on|find us on|google)(?: (?:out|at|to|on|over|"
        rf"us|the|our|my|your|around|for|a|me))* (?:website|site|page|web|demo|video|link|linkedin|facebook|"
        rf"instagram|google|youtube|catalogue|catalog|brochure|online|webinar|newsletter|colou?rs|podcast|app))\b"
        r"|\b(?:connect with me on|follow (?:us|our)|rate us|like our|leave us a review|click the link|"
        r"watch the demo)\b"
    ),
    "others": (
        rf"{_DO}(?:(?:ring|call|phone|ask|tell|speak to|talk to|contact|email) (?:your|our|the|somebody|someone|"
        rf"whoever|coach|doctor|dr|mr|mrs|ms)|(?:have|get) (?:your|somebody|someone|coach))(?! (?:office|desk|yard|"
        rf"shop|line|girl|team|word)\b) ?[\w ]{{1,30}}?\b|\bforward this\b|\b(?:ask|have) (?:her|him|them) (?:to |"
        rf"sign|call|send)"
    ),
    "announced": (
        rf"\bexpect (?:my|a|our) (?:call|visit|email)\b[\w ]{{0,20}}|\b(?:can|could|shall|may) we (?:talk|speak|meet|"
        rf"chat|do|say|set)\b[\w ]{{0,25}}?\b{_DAY}|"
        rf"\b(?:ill|i will|i shall|well|we will|we shall|ima|im going to|i am going to|im gonna|let me|hell|shell|"
        rf"theyll|id|i would|i could|i can|he can|she can|im|i am|my \w+ will|hes|he is)(?: (?:just|also|be|like to|"
        rf"be able to|only|then|probably|plan to|try to|come and))* (?:call|calling|ring|ringing|try|trying|phone|"
        rf"phoning|telephone|text|be|come|coming|pop|drop|swing|pass|stop|bring|there|message|meet|meeting|round|"
        rf"over|reach|email|follow up|check back|speak|talk|visit)\b(?! (?:about|from|regarding|because|to (?:see|"
        rf"let|say|tell|ask|follow|check)|for a|in (?:connection|regard)))[\w ]{{0,45}}?\b{_DAY}"
        rf"|\b(?:minutes|meeting|quick call|call) on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|"
        rf"\b(?:ill|i will) (?:call|ring|try) (?:you )?(?:then|again|back|in with)\b|\b(?:does|would|how about|"
        rf"how does|shall we say|is) (?:\w+ ){{0,2}}(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
        rf"tomorrow|today) (?:\w+ ){{0,4}}(?:work|suit|good|okay|ok|do)\b|\bcan pass by at\b|\b(?:i could|"
        rf"i can) (?:pass|pop|come|drop)[\w ]{{0,12}} {_DAY}"
    ),
    "do": (
        rf"{_DO}(?:confirm|approve|review|sign|return|choose|check|grab|loop in|initial|decide|"
        rf"pick out)\b(?: \w+){{0,3}}"
        r"|\b(?:could|can|would|will) you (?:please |kindly |just |also |mind )*(?!be\b|have\b|like\b|believe\b|"
        r"want\b|need\b|get\b|say\b|[a-z]+ed\b)[a-z]+ (?=[a-z])|"
        rf"{_DO}(?:dial|type|bring|pay|have (?:her|him|them) sign|quote|wait for the|sign (?:it|the|one))\b(?: \w+)?"
        r"|\bdial (?:star|\d|one|zero)|\btry it\b|\bneed you to (?:sign|bring|pay|confirm|choose|pick)\b"
    ),
}  # fmt: skip
ASKS = {task: re.compile(pattern) for task, pattern in _PATTERNS.items()}

_FALLBACK = re.compile(
    r"\b(?:if (?:\w+ ){1,6}?(?:suits?|good|work|works|awkward|okay|ok|convenient|rather|sure|not|possible|out|busy|"
    r"change|cant|cannot|"
    r"problem|prefer|milking|happy|better|clash|clashes)|if not|otherwise|unless|or ill (?:try|call|ring)|or i will|"
    r"(?:suit|work) you|doesnt suit|isnt good|no good)\b"
)
_SAME_THING = re.compile(r"\b(?:it|them|those|that)\b")
_SUBJECTS = re.compile(
    r"\b(?:(?:i|we|he|she|they|it) (?=can|could|will|would|shall|might|may|have|had|need)|ill|id|wed|hell|shell|"
    r"theyll|you|youd|please|kindly|to)\b ?"
)
_OWN_SUBJECTS = words(
    "i we ive weve ill id wed well he she they hell shell theyll it",
)
_NOT_ASKED = re.compile(
    r"\b(?:thanks for|thank you for|you asked (?:me|us) to|you told me to|when you|like you|as you|said (?:to|you)|"
    r"sorry to|"
    r"dont|do not|no need to|before you|you wanted to|wanted to|i was going to|rather than|hate to|wish to|"
    r"i tried to|trying to|tried|meant to|got to|i had|had to|you came|let me|so you can|so i can|so we can|"
    r"(?:i|we|he|she|they) (?:can|could|will|would|shall)(?: also| just| then| even)?|and ill|ill)\b$"
)


@dataclass(frozen=True)
class Ask:
    """One thing to do or expect. `fallback` belongs to another ask ("call me if that doesn't suit")."""

    task: Task
    where: Passage
    fallback: bool = False


def asks(sentences: Iterable[Passage]) -> tuple[Ask, ...]:
    """Everything the listener is asked to do or told to expect, in order."""
    found: list[Ask] = []
    for sentence in sentences:
        fallback = [match.span() for match in _FALLBACK.finditer(sentence.plain)]
        hits: list[tuple[int, int, Ask]] = []
        for task, pattern in ASKS.items():
            for match in pattern.finditer(sentence.plain):
                begin, end = match.span()
                if _NOT_ASKED.search(sentence.plain[:begin].rstrip()) and task != "announced":
                    continue
                if any(b < end and begin < e for b, e, _ in hits):
                    continue
                if task not in {"contact", "announced"} and _goes_on(sentence.plain, begin, match.group()):
                    continue
                near = any(b - 60 <= begin <= e + 60 for b, e in fallback)
                hits.append((begin, end, Ask(task, sentence.at(match), near)))
        found += [ask for _, _, ask in sorted(hits, key=lambda hit: hit[0])]
    return tuple(found)


def _goes_on(text: str, begin: int, said: str) -> bool:
    """ "I can fill it in and bring it by": the verb belongs to what the caller does."""
    if said.split()[0] not in {"fill", "and", "or", "so", "then", "but", "also", "just"}:
        return False
    subjects = _SUBJECTS.findall(text[:begin])
    return bool(subjects) and subjects[-1].strip() in _OWN_SUBJECTS and "you" not in said.split()


def different(found: Iterable[Ask]) -> tuple[Ask, ...]:
    """The first ask of each different thing to do.

    A fallback, and getting in touch beside an announced call, belong to the other ask.
    """
    kept: dict[str, Ask] = {}
    every = list(found)
    announced = any(ask.task == "announced" for ask in every)
    for ask in every:
        if ask.fallback and len(every) > 1 and ask.task in {"contact", "announced"} and kept:
            continue
        if ask.task == "contact" and announced:
            continue
        if kept and ask.task in {"send", "do", "visit"} and _SAME_THING.search(ask.where.plain):
            continue
        kept.setdefault(ask.task, ask)
    return tuple(kept.values())
