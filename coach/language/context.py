"""What a message says that belongs to this listener: a named matter, a pointer to one, or nothing.

Every sentence is read for its own words, that is the words left when names, numbers, greetings, asks and the talk that
fits anybody are taken out. Own words count where the sentence ties them to the listener ("your roof", "you asked
whether ...", "about the ...", "the silo that ..."); what the caller says of the own company does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.language.stems import stem
from coach.language.vocabulary import (
    CALL_WORDS,
    DAYS,
    FAMILIAR,
    FILLERS,
    FUNCTION_WORDS,
    GREETINGS,
    NUMBER_WORDS,
    POINTER_WORDS,
    POLITE_WORDS,
    SALES_WORDS,
    TITLES,
    words,
)
from coach.language.wording_model import Judge

_GENERAL_WORDS = words(
    "understand plan plans ahead season lunch close closing link responded imagine courtesy interested",
    "interesting discuss explain explore introduce introduction walk pop side ends sure idea ideas space years",
    "hours hour early late hand life live lives new place start started po lang na sa yung mo ba naman ko abeg",
    "nah leh meh ehen sha e don enter dey abi building street road town city country state local name names word",
    "words person owe owed compensation review smart smarter hard happen happens happening pick picking wonder",
    "wondering believe feel feeling remember remind reminder continue thoughts sense point honest share learn",
    "goal instagram facebook open house seat faster table leaving compare together pending possible suitable set",
    "reason reasons matters receive received gotten heard hears itself herself himself suppose easy enough",
    "manufacturers retailers restaurants clinics practices offices shops stores dealers contractors students",
    "patients residents parents employers landlords agencies brokers lenders provider providers vendor vendors",
    "partner partners partnership peers specialise specialize specialising specializing chain supply reduce",
    "increase improving lower raise transform optimise optimize automate accelerate simplify shipping spending",
    "budget budgets overhead margins pipeline leads workflow workflows process processes operations operation",
    "strategy strategies platform tool tools software technology data insights challenge challenges pain sector",
    "current existing setup effective seamless decide spend spent notice noticed territory rep tired several away",
    "inform trouble hate promise swear terrible sort bunch stuff work works working worked",
)
BOILERPLATE = (
    FUNCTION_WORDS | CALL_WORDS | POLITE_WORDS | POINTER_WORDS | SALES_WORDS | DAYS | NUMBER_WORDS | GREETINGS
    | FILLERS | TITLES | FAMILIAR | _GENERAL_WORDS
)  # fmt: skip
_BOILERPLATE_STEMS = frozenset(stem(word) for word in BOILERPLATE)
PROMOTION = any_of(
    r"promo|promotion|special (?:offer|for|this|on)|percent (?:off|for all|discount)|pre ?approved",
    r"pre ?qualified",
    r"you (?:now |may |might |could )?(?:qualify|be eligible)",
    r"(?:is|are|be|youre) (?:eligible|qualified) (?:for|to)",
    r"interest rate on all|press (?:one|two|zero|nine|\d)|all your \w+ accounts|absolutely free",
    r"owed compensation|money on the table|youve been (?:selected|chosen|approved)",
    r"free (?:\w+ )?(?:inspection|quote|estimate|design|consultation|trial|audit|assessment|gift)",
    r"everybody gets|everyones taking",
    r"offer (?:is |s )?(?:gone|ends|closes|expires)",
    r"(?:we are|were) (?:doing|running|having) a",
    r"lines close",
    r"(?:rates?|prices?) (?:go|goes|going|will go|are going|is going) up",
    r"(?:slots|spots|seats|units|places) (?:are )?left",
    r"seats are",
    r"(?:spots|slots|places|seats) (?:are )?(?:getting |going |filling|nearly|almost)",
    r"limited (?:time|offer)|everything must go",
    r"(?:clearance|blowout|closing down|(?:year|season|month) end|end of (?:year|season|month|line)) (?:sale|"
    r"event|blowout|deals?|clearance)",
)
_ABOUT_US = re.compile(
    r"\bwe (?:provide|offer|special[a-z]+|work with|partner with|serve|help) |\b(?:were|we are|as) (?:the|a|an|"
    r"one of the) (?:\w+ )?(?:leading|premier|top|trusted|largest|biggest|fastest|number)\b|^(?:and |so |um |uh |"
    r"well |see |look |honestly |because |but )*(?:we (?:are|have packages|place|do|have been|get|got loads)|were a|"
    r"weve been|our (?:services|company|crews?|team|products|clients|packages|"
    r"firm)|"
    r"[a-z ]{0,40} was founded|i am a (?:senior|certified)|im a (?:senior|certified)|over the years|"
    r"weve (?:got (?:some|loads|lots|a number)|won|been|helped)|there(?:s| is| are) (?:a number of|so many))\b"
)
_TIE = re.compile(
    r"\b(?P<lead>"
    r"(?:about|regarding|concerning|re|on|for|with|in connection with|in respect of|to do with|over|of)(?: the| your|"
    r" that| those| this| these| my| a| an| moving| getting| changing| seeing| how| why| what| whether| when| where)*"
    r"|your|yours|you(?:r|d|ve|re|ll)?(?: \w+){0,4}? (?:said|told|asked|wrote|mentioned|wanted|want|needed|need|"
    r"liked|like|saw|had|have|has|got|were|was|are|sent|posted|rang|drove|came|looked|called|showed|signed|lost|"
    r"bought|booked|applied|reported|have been|been)"
    r"|the|that|those|these|this|both"
    r"|yall|you"
    r") (?P<rest>(?:[a-z0-9&+#]+ ?){1,12})"
)
_POINTER = any_of(
    r"(?:your|the|that|our|my|this)(?: own| recent| recently| last| latest| previous| earlier| online| first|"
    r" second| little)*(?: (?:loan|policy|account|insurance|order|booking|service|info|web|website|contact|client|"
    r"case|job))? (?:inquir(?:y|ies)|enquir(?:y|ies)|forms?|quotes?|quotations?|requests?|account|files?|"
    r"applications?|details|info|information|conversations?|discussions?|questions?|submission|registration|"
    r"interest|paperwork|documents?|proposal|estimate|policy|loan|case|order|booking|appointment|claim|brochure|"
    r"thing|matter|message|e ?mail|talk|chat|meeting|contract|project|situation|property|voicemail|"
    r"call)(?: (?:that |which |we |you |i |us |sent |filled |full |made |put |left |gave |submitted |completed |"
    r"with |on |in |out |online |over |last |about |had |have |the |our |your |website |told |kindly |so |"
    r"requested |asked |for |to |web|site|page|portal|week|month|again)+)?",
    r"(?:inquiry|enquiry|form|quote|quotation|request|application|file|letter|email|brochure|estimate|"
    r"proposal) (?:that |which )?(?:we|you|i) (?:had |have )?(?:sent|made|filled|completed|submitted|gave|left|"
    r"asked)",
    r"what (?:we|you and i) (?:discussed|talked about|spoke about|agreed(?: on)?|went over|covered)",
    r"where we left (?:off|things|it)",
    r"what you (?:asked|wanted|said|told|sent|mentioned)(?: us| me| for| about)*",
    r"(?:we|you and i) (?:did |last |have )?(?:spoke|spoken|speak|talked|met|chatted)(?: \w+){0,3}",
    r"your (?:recent )?(?:interest|request|visit)(?: in (?:us|our \w+))?",
    r"(?:you )?(?:reached out|got in touch|contacted us|wrote to us|put in your details|called us)(?: \w+){0,3}",
    r"you asked (?:me|us) (?:to )?(?:call|ring|contact|get back|about)",
)
_NOT_POINTED = any_of(
    r"give me a call|this call|a sales call|a call|a chat|a message|this message|sales call|call back",
    r"the call|the voicemail",
    r"your (?:call|message|voicemail|order|situation)",
    r"this (?:thing|matter|project|contract|property|order)",
    r"the (?:thing|message|matter|project|order|property|chat|talk|email|meeting)",
    r"my (?:message|email|case|meeting)",
)
_GUESS = any_of(
    r"(?:i|im) (?:imagine|guess|guessing|suppose|assume|bet|suspect|would think|expect|understand that (?:many|"
    r"most|a lot))",
    r"probably|im sure|chances are|no doubt|if youre (?:like|anything)",
    r"(?:most|many|a lot of|other) (?:\w+ ){0,3}(?:like you(?:rs)?|in your|your size)",
    r"might be|may be|perhaps",
)
_REFERRED = re.compile(
    r"\b(?!(?:i|we|you|they|it|to|and|people|everyone|many)\b)[a-z]+ (?:suggested (?:i|we|that)|recommended (?:i|we|"
    r"you|that)|referred (?:me|us|you)|"
    r"told (?:me|us) (?:you|to call|about you)|gave (?:me|us) your|passed (?:me|us|on|along) your|mentioned (?:you|"
    r"your|that you)|said (?:you|youd|i should|to call))\b"
)
_ASIDE = re.compile(r"^(?:and |but |so |well |because )*(?:(?:i |we )?(?:do )?hope|my|our|have a)\b")
_TOLD = re.compile(
    r"\b(?:you|he|she) (?:had |have )?(?:asked|said|told|wanted|were asking|wrote|mentioned)\b|\babout (?:the|your)\b"
)


WHOLE = 16
"""A sentence of at most so many words is pointed at as a whole; of a longer one only the clause."""


@dataclass(frozen=True)
class Context:
    """`matters`: words that name this listener's matter; `pointers`: words that only point at one."""

    matters: tuple[Passage, ...] = ()
    pointers: tuple[Passage, ...] = ()
    claims: tuple[Passage, ...] = ()
    """Sentences that hold a reason for anybody: a promotion, what the company does."""


def is_own(word: str, names: frozenset[str]) -> bool:
    """Whether `word` could not be said to just anybody."""
    if word in BOILERPLATE or word in names or any(c.isdigit() for c in word) or len(word) < 2:
        return False
    return stem(word) not in _BOILERPLATE_STEMS


def context(
    sentences: Iterable[Passage],
    names: frozenset[str],
    about: frozenset[str],
    spoken_for: frozenset[int],
    judge: Judge,
) -> Context:
    """What `sentences` hold of the listener's own matter.

    `names` are said in the introduction, `about` is known; `spoken_for` holds the ids of words that already have
    another part to play (an ask, a worn phrase, an apology).
    """
    matters: list[tuple[float, Passage]] = []
    pointers: list[Passage] = []
    claims: list[Passage] = []
    for sentence in sentences:
        if claim := _claim(sentence):
            claims.append(claim)
        found = _matter(sentence, names, about, spoken_for)
        guessed = found is not None and bool(_GUESS.search(found[1].plain)) and not _TOLD.search(sentence.plain)
        pointed = [found[1]] if found and guessed else _pointers(sentence)
        vote = "met" if found and not guessed else "partial" if pointed else "none"
        referred = vote == "met" and _REFERRED in sentence
        label = vote if referred else judge.label("vm_context", sentence.text, vote)
        weight, clause = found or (0.0, sentence)
        if label == "met":
            matters.append((weight, sentence if len(sentence.words) <= WHOLE else clause))
        elif label == "partial":
            pointers += pointed or [sentence if len(sentence.words) <= WHOLE else clause]
    matters.sort(key=lambda found: -found[0])
    return Context(tuple(passage for _, passage in matters), tuple(pointers), tuple(claims))


def _claim(sentence: Passage) -> Passage | None:
    for hit in sentence.find(PROMOTION):
        return hit if len(sentence.words) > 25 else sentence
    return sentence if _ABOUT_US.search(sentence.plain) else None


def _matter(
    sentence: Passage, names: frozenset[str], about: frozenset[str], spoken_for: frozenset[int]
) -> tuple[float, Passage] | None:
    """The words of `sentence` that name the listener's matter, with how plainly they do; None where none do."""
    text = sentence.plain
    if PROMOTION.search(text) and not _TOLD.search(text):
        return None
    if _ABOUT_US.search(text) and not re.search(r"(?<!like )\byou(?:r|re|ve|rs)?\b", text):
        return None
    best: tuple[float, Passage] | None = None
    for hit in sentence.find(_REFERRED):
        best = (1.1, hit)
    for clause in sentence.clauses:
        weight = _weight(clause, names, about, spoken_for)
        if weight and (best is None or weight > best[0]):
            best = (weight, clause)
    return best


def _weight(clause: Passage, names: frozenset[str], about: frozenset[str], spoken_for: frozenset[int]) -> float:
    own = _own(clause, names, spoken_for)
    if not own:
        return 0.0
    weight = _tie(clause, own)
    if weight == 0.0 and len(own) >= 3:
        weight = 1.0
    if weight:
        weight += 0.25 * min(len(own), 6) + (0.5 if own & about else 0.0)
    return weight


def _own(clause: Passage, names: frozenset[str], spoken_for: frozenset[int]) -> set[str]:
    """The words of a clause that could not be said to just anybody."""
    if _ASIDE.search(clause.plain):
        return set()
    return {p for w in clause.words if id(w) not in spoken_for for p in plain(w.text).split() if is_own(p, names)}


def _tie(clause: Passage, own: set[str]) -> float:
    """How plainly a clause ties words of its `own` to the listener; 0.0 where it does not."""
    weight = 0.0
    for match in _TIE.finditer(clause.plain):
        rest = match.group("rest").split()
        if rest[0] == "our" and not {"you", "your"} & set(rest):
            continue
        if own & set(rest):
            strong = match.group("lead").startswith(("you", "yall", "about", "regarding", "concerning", "your"))
            weight = max(weight, 2.0 if strong else 1.2)
    return weight


def tied(sentence: Passage, names: frozenset[str], spoken_for: frozenset[int]) -> bool:
    """Whether a sentence gives a concrete thing to this listener: "your roof", "about the ...", "the silo that ..."."""
    text = sentence.plain
    if (PROMOTION.search(text) and not _TOLD.search(text)) or _ABOUT_US.search(text):
        return False
    return any(_tie(clause, _own(clause, names, spoken_for)) > 0 for clause in sentence.clauses)


def _pointers(sentence: Passage) -> list[Passage]:
    hits = []
    for hit in sentence.find(_POINTER):
        if not _NOT_POINTED.fullmatch(hit.plain):
            hits.append(hit)
    return hits
