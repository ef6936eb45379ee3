"""Requests that are no verb to the listener: an announced contact with its time, an answer or a paper that is wanted.

"I'll ring you Tuesday at ten", "does Thursday suit?", "I'd love a call back", "a yes by text is enough", "all I need
is a picture of the crack".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.language.ask_verbs import Task
from coach.language.patterns import a_word, any_of, one_of

_NUMBER = one_of(
    a_word("one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty noon midday"),
    a_word("lunch(?:time)? half quarter \\d+"),
)
_WEEKDAY = a_word("today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday")
_DAY = one_of(
    _WEEKDAY,
    a_word("later noon then"),
    "next week",
    "this (?:afternoon|evening|week|morning|arvo)",
    "in the (?:morning|afternoon|evening)",
    "first thing",
    rf"(?:at|around|about|by|after|before|for)(?: (?:about|around|like|say))? {_NUMBER}(?! (?:of|people|days|hours))",
    rf"half (?:past )?{_NUMBER}",
    rf"quarter (?:past|to) {_NUMBER}",
    rf"{_NUMBER} (?:oclock|thirty|fifteen|forty five|sharp|am|pm|a m|p m)",
    r"on the (?:\d+\w\w|\w+th|\w+st|\w+nd|\w+rd|first|second|third)",
    r"the (?:\d+\w\w|\w+eenth|\w+ieth|\w{3,}th|first|second|third|twenty \w+)",
)
"""When: a day, a part of it, or the clock."""
_WE = r"(?:i|we|he|she|they|it)"
_WILL = one_of(
    a_word("ill well hell shell theyll id wed ima"),
    rf"{_WE} (?:will|shall|would|could|can|am going to|are going to)",
    r"(?:im|were|hes|shes|theyre) (?:going to|gonna)",
    "let (?:me|us)",
    "expect me to",
)
_IS_DOING = one_of(a_word("im were hes shes theyre"), "i am", "we are", "(?:he|she) is", "they are")
_HEDGE = (
    r"(?: (?:just|also|like to|love to|be able to|only|then|probably|plan to|try to|try and|come and|be|gonna|going to|"
    r"happily|personally|quickly))*"
)
_CONTACTS = one_of(
    a_word("call ring try phone telephone text come pop drop drive swing pass stop bring there message meet round"),
    a_word("over reach email speak talk visit buzz dial connect hop catch sit knock"),
    rf"be(?! {a_word('grateful glad happy obliged delighted pleased sorry honest interested remiss lying')}\b)",
    "(?:see|give|pick|collect|fetch) you",
    "follow up",
    "check back",
    "get on",
    "do it",
)
_PERSON = r"(?:him|her|them|somebody|someone|(?:our|the|my) \w+|\w+)"
_ON_THE_WAY = one_of(
    a_word("calling ringing trying phoning coming meeting dropping swinging passing bringing visiting driving texting"),
    a_word("stopping there round over"),
    rf"sending {_PERSON} (?:to|over|round|out|by|down)",
)
_THEY = r"(?:my|our|the|he|she|they|dr|mr|mrs) (?:\w+ ){0,2}"
_COMES = one_of(
    a_word("call ring come pop visit phone text"),
    "drop by",
    "meet you",
    "be (?:at|there|by|with you|over|out|round|on your)",
)
_MEET = a_word("talk speak meet chat do say set call ring come pop book")
_REASON = (
    r"(?! (?:about|from|regarding|because|to (?:see|let|say|tell|ask|follow|check)|for a|"
    r"in (?:connection|regard|the office)|around all|here|at my desk))"
)
"""What makes "I'm calling" a reason and no announcement."""
_SUITS = one_of(a_word("works? suits? good okay ok do fit convenient better"), "any good")
_ANSWERS = one_of(
    a_word("call(?:back)? ring text word reply answer yes yea okay ok message line decision shout nod response"),
    a_word("whatsapp email signal confirmation"),
    "call back",
    "thumbs? up",
    "go ahead",
    "green light",
)
_SHORT = one_of(a_word("quick simple short little wee plain single just phone text"), "one word")
_A = rf"(?:a|an|one|your|the|that)(?: {_SHORT})*"
_ENOUGH = one_of(
    "(?:is|s) (?:enough|plenty|all|fine|good)",
    "(?:will|would|ll|d) (?:do|suffice)",
    "does (?:it|the job)",
    "would be (?:great|good|lovely|grand|appreciated|perfect)",
    "gets (?:it|you|me)",
    "and (?:ill|its yours|youre)",
)
_WANTING = one_of(
    a_word("love appreciate welcome like value want needs? after awaiting wanting needing wants"),
    "glad of",
    "grateful for",
    "happy to get",
    "wait(?:ing)? (?:for|on)",
)
_PAPERS = one_of(
    a_word("photos? pictures? pics? copy copies vin bills? invoices? receipts? statements? licen[cs]e passport title"),
    a_word("deed transcripts? payslips? measurements? drawings? extract certificate letter report deposit"),
    "x rays?",
    "pay stubs?",
    "dec page",
    "(?:serial|policy) number",
    "meter reading",
    "postcode",
    "numbers for",
    "list of",
)
_ALL_I_NEED = r"(?:all|what) (?:i|we) (?:still )?(?:need|want|ask|am after|am missing)\b[\w ]{0,20}? is"
_I_NEED = rf"(?:i|we|id|ill|well)(?: {a_word('still just also do only will would really am are')})*"
_SOON = rf"[\w ]{{0,45}}?\b{_DAY}"
_FORMS: tuple[tuple[Task, tuple[str, ...]], ...] = (
    (
        "announced",
        (
            rf"(?:{_WILL}){_HEDGE} {_CONTACTS}\b{_REASON}{_SOON}",
            rf"(?:{_IS_DOING}){_HEDGE} {_ON_THE_WAY}\b{_REASON}{_SOON}",
            rf"{_THEY}(?:will|can|is going to|is gonna|are going to){_HEDGE} {_COMES}\b{_SOON}",
            rf"(?:my|our|the|dr|mr|mrs) (?:\w+ ){{1,2}}(?:comes|calls|arrives|visits|is coming|is calling)\b{_SOON}",
            r"(?:ill|i will|ima|im gonna) (?:call|ring|try|phone) (?:you )?(?:then|again|back|in with)\b",
            rf"(?:expect|look (?:out )?for|watch for|wait for|listen for) (?:me|us|my|a|our|him|her|the|them)\b{_SOON}",
            r"expect (?:my|a|our) (?:call|visit|email)\b[\w ]{0,20}",
            rf"(?:can|could|shall|may|should) (?:we|i) {_MEET}\b{_SOON}",
            rf"(?:lets|let us|shall we) (?:meet|talk|speak|say|do|make it|aim for|plan on|sit down)\b{_SOON}",
            rf"(?:minutes|meeting|quick call|call|visit) (?:is |set |booked |down )?(?:on|for) {_DAY}",
            rf"(?:do|does|would|how about|what about|how does|how is|hows|is) (?:\w+ ){{0,3}}?{_DAY}(?: \w+){{0,4}}? "
            rf"{_SUITS}\b",
            rf"(?:how about|what about|shall we say) (?:\w+ ){{0,2}}?{_DAY}",
            r"can pass by at\b",
            rf"(?:see|speak to|talk to|catch) you (?:\w+ )?(?:on )?{_WEEKDAY} (?:\w+ ){{0,2}}?(?:at|around) {_NUMBER}",
        ),
    ),
    (
        "send",
        (
            rf"{_ALL_I_NEED} (?:a|the|your|that|those|two|some)\b[\w ]{{0,24}}?{_PAPERS}",
            rf"{_I_NEED} (?:need|needing|want|missing|short of|waiting on|after) "
            rf"(?:a |the |your |that |those |two |both |some |last \w+ )(?:\w+ ){{0,2}}?{_PAPERS}",
            rf"{_I_NEED} need the [\w ]{{3,30}} please\b",
            r"still need the\b",
            r"need (?:\w+ ){0,3}?(?:e ?mailed|sent|scanned|faxed|uploaded|dropped off|signed and)",
        ),
    ),
    (
        "contact",
        (
            rf"{_WANTING}(?: just| only| really)? {_A} {_ANSWERS}\b(?: back| from you)?",
            rf"{_ALL_I_NEED} (?:for )?{_A} {_ANSWERS}\b",
            rf"(?:worth|for the sake of|just) {_A} {_ANSWERS}\b(?: back)?",
            rf"{_A} {_ANSWERS}\b[\w ]{{0,30}}? {_ENOUGH}\b",
            rf"{_I_NEED} (?:need|like|want) to know (?:by|if|whether|which)\b",
            rf"{_ALL_I_NEED} (?:your|the)\b",
            rf"{_I_NEED} need (?:your|the) (?!help|best)\w+(?: \w+)? (?:for|on|off|from|by)\b",
            r"one word from you\b",
            r"(?:a )?yes or (?:a )?no\b",
            r"(?:gets|reaches|finds|(?:will|ll) (?:get|find|reach)) (?:me|us)\b",
            r"(?:shall|should) (?:i|we) (?:book|go ahead|crack on|send|put|hold|order|do|come|keep|pencil|start)\b",
            r"(?:would you like|do you want|did you want|you want) (?:me|us) to\b",
            r"(?:would|do) you (?:prefer|rather)\b",
            r"which (?:one |day |of them |of those )?(?:would|do|suits|works) you\b",
            r"lets (?:find|set|schedule|connect|talk|chat|speak|catch up|get|hop|jump|hear)\b",
            r"if not (?:call|ring|text)\b",
            r"(?:is|are) (?:just )?(?:a|one) (?:phone )?(?:call|text|ring) away\b",
        ),
    ),
    (
        "others",
        (
            rf"{_I_NEED} (?:need|want|like|love) (?:him|her|them|your \w+|both of \w+|somebody|someone) to "
            r"(?!be\b|have\b|know\b|feel\b)\w+",
        ),
    ),
    (
        "form",
        (r"(?:form|questionnaire|survey|paperwork|waiver)s?\b[\w ]{0,24}? to (?:fill|sign|complete|do|send back)\b",),
    ),
)
_PATTERNS = tuple((task, re.compile(rf"\b{one_of(*ideas)}")) for task, ideas in _FORMS)
_ANYWHERE: tuple[tuple[Task, re.Pattern[str]], ...] = (
    (
        "contact",
        any_of(
            r"(?:call|ring|phone|text|whatsapp|reach|buzz|message|holler (?:back )?at|shout (?:back )?at|ping|dial|hit)"
            r" (?:me|us)(?! a (?:cab|taxi))",
            r"(?:give|gimme|giving|drop|shoot) (?:(?:me|us) )?(?:back )?(?:just )?(?:a |an )(?:wee |quick |little )?"
            r"(?:call|ring|bell|shout|buzz|tinkle|jingle|holler|text|whatsapp)",
            r"(?:reply|respond) to (?:my|our|this|the) (?:text|email|message)",
            r"let (?:me|us) know",
            r"hit me up",
            r"dial (?:star|zero|one|\d\w*)",
            r"call and (?:tell|ask|say|book|let)",
            r"get in touch",
            r"get back to (?:me|us)",
        ),
    ),
    ("visit", any_of(r"come (?:and |on in and |by and )?(?:get|pick|collect|see|have a|try|look)")),
)
"""What nobody but the listener can be meant to do, however the sentence runs on."""


def wanted(text: str) -> Iterator[tuple[Task, int, int]]:
    """The announced contacts and wanted answers of a sentence's plain `text`, each with its span."""
    for task, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield task, match.start(), match.end()


def anywhere(text: str) -> Iterator[tuple[Task, int, int]]:
    """What the listener is to do, wherever in the sentence that stands."""
    for task, pattern in _ANYWHERE:
        for match in pattern.finditer(text):
            yield task, match.start(), match.end()
