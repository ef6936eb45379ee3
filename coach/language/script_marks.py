"""What in a script is not said: headings, speakers, bullets, directions, and the blanks that wait for words.

All on one line of a script as it was typed; places are characters of that line.
"""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of
from coach.language.sentences import plain

BULLET = re.compile(r"\s*(?:(?:[-*+•◦▪●○‣–—☐☑□■➢►✓]|\[[ xX]?\]|\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)](?=\s))\s*)*")
"""Bullets, ticks and numbers before a line."""
_REP = one_of(
    "rep|you|agent|caller|me|seller|sales ?person|sales(?: rep)?|advis[eo]r|intake(?: specialist)?|attorney|lawyer",
    "paralegal|consultant|say|ask|script|our rep|sales agent|setter|closer|sdr|bdr|sales representative",
)
_PROSPECT = one_of(
    "prospect|lead|client|customer|them|they|contact|buyer|patient|homeowner|potential client|pnc",
    "prospective client|person called",
)
_STARS = "[*_]{0,3}"
SPEAKER = re.compile(
    rf"\s*{_STARS}(?:\[?(?P<clock>\d{{1,4}}:\d\d(?:\.\d+)?)\]?\s*)?{_STARS}"
    rf"(?:(?P<rep>{_REP})|(?P<prospect>{_PROSPECT})|(?P<other>greeting|unknown))"
    rf"(?:\s*\([^()\n]{{0,40}}\))?\s*{_STARS}:\s*{_STARS}\s*",
    re.IGNORECASE,
)
_PARTS = {
    "opening": one_of(r"open\w*|intro\w*|greet\w*|start|hello|first (?:words|line)|good time|permission"),
    "connecting": one_of(r"connect\w*|rapport|interest|why they\b.*|reason for (?:the )?call\w*|motivation"),
    "situation": one_of(r"situation\w*|discover\w*|needs?|qualif\w*|current\w*|present\w*|how things are\w*|facts"),
    "probing": one_of(r"prob(?:e|ing)\w*|dig\w*|(?:go )?deeper|follow up questions?"),
    "listening": one_of(r"listen\w*|repeat\w*|reflect\w*|acknowledge\w*"),
    "close": one_of(r"clos(?:e|ing)\w*|wrap\w*|next steps?|end(?:ing)?|summary|commitment|goodbye|sign off"),
}
_BESIDE = one_of(
    r"the|of|call|your|their|a|an|and|to|up|step|part|section|stage|phase|\d+|questions?|statements?|lines?|script",
    r"words|with|them|back|what|on|it|now|time|ask|first|second|third|phone|in",
)
_HEADINGS = {
    part: re.compile(rf"(?:{_BESIDE} )*(?:{words})(?: (?:{_BESIDE}|{one_of(*_PARTS.values())}))*")
    for part, words in _PARTS.items()
}
LONGEST_HEADING = 7
_DO = one_of(
    r"pause|wait|listen|smile|breathe|stop talking|take (?:diligent |careful )?notes|write",
    r"note (?:down|that)|remember|repeat|let (?:them|the|him|her)|don['’]?t|do not|never|always",
    r"make sure|be sure|avoid|keep (?:it|your|quiet)|stay",
    r"(?:continue|proceed|carry on|move on)\b(?: (?:to|with)\b.*)?\W*$|go to\b|skip (?:to|this|ahead)",
    r"(?:note|notes|tip|tips|pro tip|important|goal|goals|objective|purpose|why|reminder|warning|source)\s*:",
)
_TELLS_THE_REP = one_of(
    r"ask[,:]? (?!me\b|us\b|you\b)|introduce (?!my|our)|greet|state (?:who|where|your)",
    r"thank (?!you\b)|summari[sz]e|sum up|mention|tell (?:them|him|her|the)|confirm (?!for)",
    r"probe|build|establish|explain (?!to me|that to me)|offer (?:to|the)",
    r"get (?:a|their|verbal|the|them|permission)|find out|understand|remind (?!me\b|us\b)",
    r"verify|acknowledge|use|give (?:them|the)|recap|agree (?:on|a)|set (?:a|the) next",
    r"book (?:a|the)|say (?:their|your|his|her|who|where|what|how|why)|dig|lock",
    r"transition|begin|end (?:the|by|with)|handle|address|share|qualify|identify",
    r"close (?:with|by|the)",
)
OUTLINE = re.compile(rf"(?:{_DO}|{_TELLS_THE_REP})", re.IGNORECASE)
"""How a line begins that tells the rep what to do instead of what to say."""
_THEY = one_of("the (?:prospect|lead|client|customer)|they|prospect|lead|client")
_ASIDE = re.compile(rf"(?:{_DO}|{_TELLS_THE_REP}|{_THEY}|(?:only )?if|when)\b", re.IGNORECASE)
CASE = re.compile(
    r"(?P<case>(?:only )?(?:if|when|once|should) (?:not|yes|no|now|they|the \w+|he|she|busy)\b[^:?!\n]{0,80}"
    r"|(?:on |after )?an? (?:yes|no|objection)[^:?!\n]{0,40}):\s*",
    re.IGNORECASE,
)
"""The case in which a line is said, before it: "If they are busy: ..."."""
CONDITION = re.compile(
    one_of(
        r"(?:only )?(?:if|when|once|should|unless|in case)\b.*",
        r"(?:on |after )?(?:an? )?(?:yes|no|objection|bad time|busy)",
        r"not now|otherwise|optional",
    ),
    re.IGNORECASE,
)
"""A direction that says when a line is said."""
BRACKETS = re.compile(
    r"(?P<line>_{2,}|\.{5,}|…{2,}|\bX{3,}\b)|\[(?P<square>[^\[\]\n]{0,200})\]|\{\{?(?P<curly>[^{}\n]{1,80})\}\}?"
    r"|<(?P<angle>[^<>\n]{1,80})>|\((?P<round>[^()\n]{1,300})\)"
)
_SLOT = any_of(
    r"names?|company|firm|product|service|offer|topic|date|day|time|number|city|town|purpose|insert|plug in|ad|source",
    r"problem|issue|pain|goal|concern|industry|role|position|reason|what you sell|what they",
    r"their words|fill in|x|blank",
    r"point|answer|amount|address|state|case|matter|incident|event|link|title|surname|words|need|needs|something",
)
_MOST_SLOT_WORDS = 7


_LONGEST_LINE = 300
"""Characters of a line beyond which it is no heading."""


def heading(line: str) -> tuple[str, int] | None:
    """The part that a heading line begins, and where words after it stand; None where it is no heading.

    The part is "other" where the heading names none; words after it stand behind a colon ("Opening: Hi, ...").
    """
    if len(line) > _LONGEST_LINE:
        return None
    bullet = BULLET.match(line)
    at = bullet.end() if bullet else 0
    body = line[at:].strip()
    marked = re.match(r"\s*#{1,6}\s+", line) is not None
    bare = re.sub(r"\s*\([^()]{0,40}\)\s*(?=[:*_#\s]*$)", " ", body)
    bare = re.sub(r"[#*_=]+", " ", bare).strip()
    if not bare:
        return ("other", len(line)) if body and set(body) <= set("#*_=- ") and len(body) > 2 else None
    before, colon, after = bare.partition(":")
    if colon and after.strip() and not marked:
        part = _part(plain(before))
        if part is None or len(before.split()) > LONGEST_HEADING:
            return None
        behind = line.index(":", at) + 1
        while behind < len(line) and line[behind] in "*_ \t":
            behind += 1
        return part, behind
    words = bare.rstrip(":").split()
    if len(words) > LONGEST_HEADING and not marked:
        return None
    if marked:
        return _part(plain(bare)) or "other", len(line)
    if bare[-1] in '.?!,;…"”' or BRACKETS.search(bare):
        return None
    part = _part(plain(bare))
    shouted = bare.upper() == bare and any(c.isalpha() for c in bare) and len(words) > 1
    bold = body.startswith("**") and body.endswith("**")
    if part or bare.endswith(":") or shouted or bold:
        return part or "other", len(line)
    return None


def _part(words: str) -> str | None:
    if len(words) > _LONGEST_LABEL:
        return None
    return next((part for part, pattern in _HEADINGS.items() if pattern.fullmatch(words)), None)


SAY = re.compile(
    r"(?:what (?:to|you|we|the rep) |you |the )?"
    r"(?:say|says|script|words|wording|talk track|lines?|rep|rep says|ask|questions?)"
)
"""The head of the column of a table in which the words stand."""


def is_slot(kind: str, content: str, after_blank: bool) -> bool:
    """Whether what stands in brackets is a blank to be filled, and not an aside to the rep."""
    words = plain(content)
    if kind == "line":
        return True
    if not words:
        return kind == "square" and bool(content) is False
    if kind == "round":
        return after_blank or re.match(r"(?:your|insert|plug in|fill in|name)\b", words) is not None
    if CONDITION.fullmatch(content.strip()) or (_ASIDE.match(content.strip()) and not content.isupper()):
        return False
    if kind in ("curly", "angle"):
        return True
    short = len(words.split()) <= _MOST_SLOT_WORDS
    return short and (content.upper() == content or _SLOT.search(words) is not None)


def is_aside(content: str, before: str) -> bool:
    """Whether what stands in round brackets is an aside: `before` is what is said before it on the line."""
    if re.match(r"(?:pause|wait|listen|smile|breathe|laugh|beat)\b", content.strip(), re.IGNORECASE):
        return True
    return (
        not before.strip()
        or before.rstrip()[-1:] in '.?!:;…"”'
        or bool(_ASIDE.match(content.strip()) and not re.match(r"(?:if|when)\b", content.strip(), re.IGNORECASE))
    )


_CUES = {
    "caller": (
        r"my name|your (?:own |full )?name|rep name|agent|caller|own name",
        r"(?:this is|its|my name is|i am|im)(?: just)?",
    ),
    "firm": (
        r"firm|(?:your )?company(?: name)?|your firm|firm name|business|organi[sz]ation|agency|practice|brand",
        r".*\b(?:calling |here )?(?:from|with|at|on behalf of)(?: the)?",
    ),
    "lead": (
        r"name|first name|lead|prospect|client|customer|contact|mr|mrs|surname",
        r"(?:hi|hey|hello|good (?:morning|afternoon|evening)|dear|is (?:this|that)"
        r"|speak (?:with|to)|.*\b(?:thanks|thank you)|.*\b(?:mr|mrs|ms|miss|dr))(?: there)?",
    ),
    "time": (r"days?|dates?|times?|when|hour|day and time", r".*\b(?:at|on|until|till|by|this coming|next)"),
    "purpose": (r"purpose|what for|reason", r".*\b(?:so that we can|to go (?:over|through)|in order to)"),
    "their_point": (
        r".*\b(?:their|they|problem|pain|issue|concern|point|words|answer|need|goal)\b.*",
        r".*\b(?:hearing is|heard is|sounds like|so you|sum up|what matters(?: \w+){0,4} is"
        r"|youre saying(?: is)?|so its)",
    ),
    "topic": (
        r".*\b(?:product|service|offer|topic|what you sell|about|interest|matter|case|incident|event|ad)\b.*",
        r".*\b(?:about|for|regarding|interest in|with|into|concerning)(?: the| your| a| an)?",
    ),
}
"""For each slot: what its label says, and what stands before it."""
_LABELS = {slot: re.compile(rf"(?:the |a |their |insert )*(?:{label})(?: here)?") for slot, (label, _) in _CUES.items()}
_BEFORE = {slot: re.compile(rf"(?:^|.*\b)(?:{cue})") for slot, (_, cue) in _CUES.items()}


_LONGEST_LABEL = 100


def slot_of(label: str, before: str, opening: bool) -> str:
    """What a blank waits for, by its label and else by the words `before` it on its line."""
    label, before = plain(label[:_LONGEST_LABEL]), plain(before)[-_LONGEST_LABEL:]
    for slot, pattern in _LABELS.items():
        if label and pattern.fullmatch(label) and (slot != "firm" or opening or label.startswith("your")):
            return slot
    order = ("caller", "lead", "firm", "their_point", "purpose", "topic", "time")
    for slot in order:
        if _BEFORE[slot].fullmatch(before) and (slot != "firm" or opening):
            return slot
    return "something"
