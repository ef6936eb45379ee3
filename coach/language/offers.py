"""How the caller offers help: with something for this listener, or with words for anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.language.context import PROMOTION, is_own
from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import NUMBER_WORDS
from coach.language.wording_model import Judge

BARE = any_of(
    r"(?:wed|id|we would|i would|were|im|we are|i am|we will|well|would|be)(?: (?:just|really|only|always|"
    r"more than|so|all|absolutely))* (?:love|be happy|happy|be glad|glad|like|be delighted|delighted|be pleased|"
    r"pleased|here)(?: (?:to|if we could|for you to let us))?(?: be able to)? (?:help|assist|be of|support|serve|"
    r"work with)(?: (?:you|out|with|of|service|assistance|any|that|this|it|your|in|anything|needs|further|them|"
    r"every|way)+)*",
    r"we (?:can|could|may|might|do|will) (?:definitely |certainly |easily |surely |really |absolutely )?(?:help|"
    r"assist|support)(?: (?:you|out|with|any|questions|your|families|people|businesses))*",
    r"(?:i|how we|how i) (?:can|could|may|might) (?:help|assist)(?: (?:you|out|your|with|any))*",
    r"(?:see|show you|discuss|explain) how we (?:can|could|might) (?:help|assist|support)(?: \w+){0,2}",
    r"we (?:provide|offer|have|deliver) (?:\w+ ){0,4}solutions?[\w ]{0,60}",
    r"(?:we|who|and) help (?:\w+ ){0,3}(?:like (?:you|yours)|businesses|companies|families|people|clients|"
    r"organi[sz]ations|firms|homeowners)[\w ]{0,30}",
    r"get you (?:taken care of|sorted|sorted out|looked after|squared away)",
    r"take (?:good )?care of you",
    r"we(?:re| are) here (?:for you|to help)(?: every step of the way)?",
    r"(?:we are|were|im|i am|always) here (?:for you|to help)(?: every step of the way)?",
    r"look after you",
    r"(?:help|helping) you (?:out|with (?:that|this|it|everything|anything|all))",
    r"if you (?:still )?want us to help you",
    r"how (?:we|i) (?:can|could|might) (?:save|reduce|cut|improve|increase|boost|grow|lower|drive|"
    r"streamline)[\w ]{0,40}",
    r"(?:save|saving) you (?:time|money)[\w ]{0,20}",
    r"special[a-z]+ in helping[\w ]{0,50}",
    r"make it (?:easy|easier|painless)(?: for you)?",
)
_NEWS = any_of(
    r"said yes|says yes|agreed|approved|accepted|accepts?|come (?:free|in|through|back|available)",
    r"came (?:in|back|through|free|up)",
    r"(?:is|are|was) (?:ready|in|clean|covered|open|passed|released|better|cleared)",
    r"has (?:cleared|come|opened|said|agreed|passed|moved|been)",
    r"ready",
    r"have (?:cleared|come|opened|said|agreed|passed|moved|been|released)",
    r"opened up|good news|great news|saves?|saving|brings? (?:it|that|this)|take (?:\w+ ){0,4}off",
    r"takes? (?:\w+ ){0,3}off|half of that|instead of|rather than|less|cheaper|dropp?ed|lower|covers?",
    r"works without|in full|no charge|no cost|for free|eligible|qualif|entitled|put right|far less",
    r"better than|theres a|there is a|there are|theres now|there is now|theres an?|a way (?:of|to|that|we)",
    r"without",
    r"so (?:that )?(?:you|it|nobody|she|he|they|your|the)",
    r"before the|theyll|they ll",
)
_GOOD_NEWS = any_of(
    r"come free|came free|come through|came through|come back (?:clean|clear|negative)|said yes|says yes",
    r"(?:is|are|was|were|been|got) (?:approved|accepted|granted|cleared)",
    r"(?:is|are) ready|good news|opened up|open to you|you (?:can|could) have",
)
_FOR_THEM = re.compile(
    r"\b(?:(?:i|we|he|she|they|(?:our|my) \w+)(?: \w+){0,2}? (?:can|could|ll|will|would|d)|ill|well|id|wed|hell|theyll|"
    r"shell|what i can do|what we can do)(?: (?:just|also|definitely|certainly|easily|have|then|even|personally|"
    r"like to|love to|happily|be happy to|be glad to|go ahead and))*+"
    r" (?!call|ring|phone|try|text|be in|follow|speak|talk|tell you when|leave|let you|be quick|keep it|chat|catch|"
    r"reach|find (?:some |a )?time|touch|connect|pick|see if|see whether|wait|say|need|want|know|drop you|not|never|"
    r"send (?:you )?(?:an )?(?:email|details)|give you a|get back|look forward|give the|give your|hear|check in|"
    r"check back|learn|explain\b|return your|take you off|discuss (?:this|it|that|further)|have to|only)"
    r"(?:\w+)"
)
_GOT = re.compile(
    r"\b(?:ive|i have|weve|we have|we ve|got|i|we)(?: (?:also|just|already|now|since|even|had|been|"
    r"gone ahead and))* (?:got|found|put|kept|held|holding|worked|run|ran|priced|costed|set|checked|written|wrote|"
    r"built|fixed|lined|prepared|drafted|pulled|booked|reserved|met|sorted|arranged|saved|secured|drawn|made|had|"
    r"space|one|three|two|four|eight|redo|settle|do these|place|close to|met)\b"
    r"|^(?:and |so |um |well )*(?:got|found|have) (?:the|one|a|an|you|your|some|two|three|four)\b|\b(?:weve|ive|"
    r"we have|i have|i got|we got) (?:a|an|your|the|you|some)\b|\bi want yours\b"
)
_YOU_GET = any_of(
    r"so (?:that )?(?:you|nobody|it)",
    r"you(?:d|ll)? (?:can|could|have|keep|pay only|only pay|get|would)",
    r"you can|youll|it (?:will|does not|would)|itd|itll|takes? (?:your|a|an|it)|could run|enough for us",
    r"comes? (?:home|in at|to)|is free|can (?:come|start|do|take|be)|your \w+ is \w+",
    r"thats (?:the kind|what)|we settle|spreads?|lowers?|stops?|covers?|brings?|makes?|saves?|cuts?",
)
_OTHERS = any_of(
    r"price (?:i|we) gave|dont know|do not know|not sure|i wonder|goes on|sniffing|somebody else",
    r"someone else|boys school|last chance|filled|filling|if i dont hear|will be gone|its gone|gone by",
    r"expires? (?:today|tomorrow|tonight)",
)
_TOPIC_ONLY = re.compile(
    r"^(?:\w+ ){0,8}?(?:(?:its|it is|it was|im|i am|i was|were|calling to|to see how|to tell you|calling|ringing|"
    r"phoning|just|this is|so its|is)(?: \w+){0,4}? )?(?:about|regarding|concerning|to see (?:how|if|whether)|"
    r"following up|follow up|in connection|with regard|in regard|to discuss|checking|circling)\b"
)
_SAID = re.compile(
    r"^(?:\w+ ){0,6}?(?:you|your \w+|he|she) (?:\w+ )?(?:said|told|asked|wrote|mentioned|wanted|want|signed|called|"
    r"rang|came|sent|posted|were|told us|drove|lost)\b|\byou said$"
)


def bare_offers(sentences: Iterable[Passage]) -> tuple[Passage, ...]:
    """Offers that name nothing, as the rule sees them: "we'd love to help", "we provide solutions that help ..."."""
    return tuple(hit for sentence in sentences for hit in sentence.find(BARE))


def offers(
    sentences: Iterable[Passage], names: frozenset[str], spoken_for: frozenset[int], pressed: bool, judge: Judge
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """What the caller can do or has found for this listener, best first; and the offers that name nothing.

    `spoken_for`: see `context`. `pressed`: the message blames or presses, and then only a plain offer counts.
    """
    real: list[tuple[float, Passage]] = []
    bare: list[Passage] = []
    for sentence in sentences:
        seen = _real_offers(sentence, names, spoken_for, pressed)
        hits = list(sentence.find(BARE))
        label = judge.label("vm_offer", sentence.text, "met" if seen else "partial" if hits else "none")
        if label == "met":
            real += seen or [(judge.chances("vm_offer", sentence.text)["met"], sentence)]
        elif label == "partial":
            bare += hits or [sentence]
    return tuple(passage for _, passage in sorted(real, key=lambda f: -f[0])), tuple(bare)


def _real_offers(
    sentence: Passage, names: frozenset[str], spoken_for: frozenset[int], pressed: bool
) -> list[tuple[float, Passage]]:
    """The statements and clauses that offer something for this listener, with how plainly they do."""
    found: list[tuple[float, Passage]] = []
    for statement in sentence.statements:
        for clause in dict.fromkeys((statement, *statement.clauses)):
            weight = _weight(clause, names, spoken_for, whole=clause is statement)
            if weight >= (PLAIN if pressed else 0.1):
                found.append((weight, clause))
    return found


PLAIN = 2.0
"""From this weight on an offer is plain enough to stand beside blame or pressure."""


def _weight(clause: Passage, names: frozenset[str], spoken_for: frozenset[int], whole: bool) -> float:
    """How plainly a clause offers something; 0 for one that only names the matter."""
    text = clause.plain
    free = [w for w in clause.words if id(w) not in spoken_for]
    own = len({p for w in free for p in plain(w.text).split() if is_own(p, names)})
    if len(free) < 3 or _OTHERS.search(text) or PROMOTION.search(text) or (BARE.search(text) and own < 2):
        return 0.0
    counted = own or any(w in NUMBER_WORDS for w in text.split())
    if not counted and not _GOOD_NEWS.search(text) and not (_FOR_THEM.search(text) and len(free) == len(clause.words)):
        return 0.0
    bonus = 0.2 * min(own, 5) - (0.0 if whole else 0.3)
    if _FOR_THEM.search(text):
        return 3.0 + bonus
    if _TOPIC_ONLY.search(text) or _SAID.search(text):
        return 1.0 + bonus if _YOU_GET.search(text) and own else 0.0
    if _GOT.search(text):
        return 2.0 + bonus
    if _YOU_GET.search(text) and own:
        return 1.8 + bonus
    if _GOOD_NEWS.search(text) or (_NEWS.search(text) and own):
        return 1.6 + bonus
    return 0.6 if own >= 3 and whole and len(free) == len(clause.words) else 0.0
